/** A file of appointments: chosen, read, looked at, sent. What reads it comes to the page only now. */
import { useRef, useState, type ChangeEvent, type ReactNode } from 'react';
import type { StaffView } from '../../../shared/contract/views.ts';
import { businessDayOf, type BusinessDay } from '../../../shared/domain/clock.ts';
import { screenClock } from '../../ui/clock.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/words.ts';
import place from './appointments.module.css';
import styles from './file.module.css';
import { LookAtFile } from './look-at-file.tsx';
import { FILE_AT_MOST, type Reading, type Unreadable } from './row.ts';

type Chosen =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'unreadable'; readonly why: Unreadable | 'notOpened' }
  | { readonly kind: 'read'; readonly name: string; readonly reading: Extract<Reading, { kind: 'read' }> };

interface BringFileProps {
  readonly view: StaffView;
  /** The first day that the file has anything on: what one wants to see after it. */
  readonly onDay: (day: BusinessDay) => void;
}

export function BringFile({ view, onDay }: BringFileProps): ReactNode {
  const t = useWords('appointments');
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen>({ kind: 'none' });
  const take = async (file: File): Promise<void> => {
    setChosen({ kind: 'reading' });
    setChosen(await read(file, view));
    // The same file, mended, can be chosen again.
    if (input.current) input.current.value = '';
  };
  const onFile = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const file = target.files?.[0];
    if (file) void take(file);
  };
  return (
    <section className={place.card}>
      <h2>{t('file.title')}</h2>
      <p className={place.about}>{t('file.about')}</p>
      <button type="button" className={place.second} aria-busy={chosen.kind === 'reading'} onClick={() => input.current?.click()}>
        <Icon name="bring-file" />
        <span>{t('file.choose')}</span>
      </button>
      <input ref={input} type="file" hidden accept=".csv,.tsv,.txt,.ics,text/csv,text/calendar" aria-label={t('file.choose')} onChange={onFile} />
      <div role="alert" className={place.wrong}>
        {chosen.kind === 'unreadable' ? <p>{t(`file.unreadable.${chosen.why}`)}</p> : null}
      </div>
      <details className={styles.how}>
        <summary>{t('file.how')}</summary>
        <p>{t('file.table')}</p>
        <pre>{t('file.example')}</pre>
        <p>{t('file.calendar')}</p>
      </details>
      {chosen.kind === 'read' ? (
        <LookAtFile
          view={view}
          name={chosen.name}
          reading={chosen.reading}
          onClose={() => setChosen({ kind: 'none' })}
          onDone={() => {
            const [first] = chosen.reading.rows.toSorted((a, b) => a.at - b.at);
            setChosen({ kind: 'none' });
            if (first) onDay(businessDayOf(view.zone, first.at));
          }}
        />
      ) : null}
    </section>
  );
}

async function read(file: File, { zone, services }: StaffView): Promise<Chosen> {
  if (file.size > FILE_AT_MOST) return { kind: 'unreadable', why: 'tooLarge' };
  try {
    const [bytes, { readAppointments }] = await Promise.all([file.arrayBuffer(), import('./reading.ts')]);
    const reading = readAppointments(new Uint8Array(bytes), { now: screenClock.now(), zone, services });
    return reading.kind === 'read' ? { kind: 'read', name: file.name, reading } : reading;
  } catch (error) {
    // The file went away, or the page's own part did: chosen anew it is read, or the page must be loaded again.
    if (error instanceof DOMException || error instanceof TypeError) return { kind: 'unreadable', why: 'notOpened' };
    throw error;
  }
}
