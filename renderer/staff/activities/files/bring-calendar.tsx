/** A calendar's file: chosen, read, looked at, sent; and all that is planned, taken out as one. What reads and writes it comes to the page only then. */
import { useRef, useState, type ChangeEvent, type ReactNode } from 'react';
import type { ScheduleView } from '../../../../shared/contract/activities.ts';
import type { StaffView } from '../../../../shared/contract/views.ts';
import type { BusinessDay } from '../../../../shared/domain/clock.ts';
import { useBridge } from '../../../ui/bridge.ts';
import { Icon } from '../../../ui/icon.tsx';
import place from '../../appointments/appointments.module.css';
import styles from '../activities.module.css';
import type { Words } from '../words.ts';
import { plansNow } from './importing.ts';
import { LookAtCalendar } from './look-at-calendar.tsx';
import { takeOut } from './take-out.ts';

type Chosen = { readonly kind: 'none' | 'failed' } | { readonly kind: 'tooLarge' } | { readonly kind: 'notOpened' } | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array } | { readonly kind: 'taken'; readonly name: string };

interface BringCalendarProps {
  readonly view: StaffView;
  readonly words: Words;
  readonly rooms: ScheduleView['rooms'];
  /** The first day on which anything of it is: what one wants to see after it. */
  readonly onDay: (day: BusinessDay) => void;
}

/** Bytes. */
const LARGEST = 4 * 1024 * 1024;

export function BringCalendar({ view, words, rooms, onDay }: BringCalendarProps): ReactNode {
  const { say } = words;
  const bridge = useBridge();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen>({ kind: 'none' });
  const onFile = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const file = target.files?.[0];
    if (file) void opened(file).then(setChosen);
  };
  const take = async (): Promise<void> => {
    const name = await takeOut((await plansNow(bridge)).map(({ series }) => series), say('file.named'), { view, rooms });
    setChosen(name === undefined ? { kind: 'failed' } : { kind: 'taken', name });
  };
  const done = (): void => {
    setChosen({ kind: 'none' });
    // The same file, mended, can be chosen again.
    if (input.current) input.current.value = '';
  };
  return (
    <section className={place.card} data-testid="files">
      <h2>{say('file.title')}</h2>
      <p className={place.about}>{say('file.about')}</p>
      <div className={styles.files}>
        <button type="button" className={place.second} onClick={() => input.current?.click()}>
          <Icon name="bring-file" />
          <span>{say('file.choose')}</span>
        </button>
        <button type="button" className={place.second} data-act="take" onClick={() => void take()}>
          <Icon name="lower" />
          <span>{say('file.take')}</span>
        </button>
      </div>
      <input ref={input} type="file" hidden accept=".ics,text/calendar" aria-label={say('file.choose')} onChange={onFile} />
      <div role="status" className={place.wrong}>
        {chosen.kind === 'tooLarge' || chosen.kind === 'notOpened' ? <p>{say(`file.unreadable.${chosen.kind}`)}</p> : null}
        {chosen.kind === 'failed' ? <p>{say('file.failed')}</p> : null}
        {chosen.kind === 'taken' ? <p data-taken>{say('file.taken', { name: chosen.name })}</p> : null}
      </div>
      {chosen.kind === 'file' ? <LookAtCalendar view={view} words={words} rooms={rooms} name={chosen.name} bytes={chosen.bytes} onClose={done} onDone={(day) => { done(); if (day) onDay(day); }} /> : null}
    </section>
  );
}

async function opened(file: File): Promise<Chosen> {
  if (file.size > LARGEST) return { kind: 'tooLarge' };
  try {
    return { kind: 'file', name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch (error) {
    // It went away since it was chosen.
    if (error instanceof DOMException) return { kind: 'notOpened' };
    throw error;
  }
}
