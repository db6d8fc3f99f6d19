/** A time for somebody: service, hour and minute on the day that is shown. Its code comes back large, to be told or written down. */
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import type { StaffView } from '../../../shared/contract/views.ts';
import type { BusinessDay } from '../../../shared/domain/clock.ts';
import { screenClock, spellTime } from '../../ui/clock.ts';
import { Icon } from '../../ui/icon.tsx';
import { useLanguage, useRefusalWords, useWords } from '../../ui/words.ts';
import place from './appointments.module.css';
import styles from './book.module.css';
import { proposed, spellAppointmentCode, spellDate, STEP_MIN, timeOn } from './days.ts';
import { useOneCommand } from './one-command.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const MINUTES = Array.from({ length: 60 / STEP_MIN }, (_, nth) => nth * STEP_MIN);

interface BookProps {
  readonly view: StaffView;
  readonly day: BusinessDay;
  readonly isToday: boolean;
}

export function Book({ view, day, isToday }: BookProps): ReactNode {
  const t = useWords('appointments');
  const language = useLanguage();
  const { busy, refusal, outcome, send, forget } = useOneCommand();
  const say = useRefusalWords('staff');
  const [service, setService] = useState(view.services[0]?.id);
  const [time, setTime] = useState(() => proposed(view.zone, screenClock.now(), isToday));
  const [wrong, setWrong] = useState<'past' | 'skipped'>();
  const book = (): void => {
    const at = timeOn(day, time, view.zone);
    const fault = at === undefined ? 'skipped' : at <= screenClock.now() ? 'past' : undefined;
    setWrong(fault);
    if (at !== undefined && !fault && service !== undefined) send((id) => ({ kind: 'appointment.book', id, service, at }));
  };
  if (outcome?.kind === 'kept') {
    const name = view.services.find(({ id }) => id === outcome.service)?.name[language] ?? '';
    return <Booked code={outcome.code} about={`${name} · ${spellDate(language, day)} · ${spellTime(view.zone, language, outcome.at)}`} busy={busy} onAnother={forget} />;
  }
  return (
    <section className={place.card}>
      <h2>{t('book.title')}</h2>
      <form
        className={styles.form}
        aria-busy={busy}
        onSubmit={(event) => {
          event.preventDefault();
          book();
        }}
      >
        <p className={styles.for}>{spellDate(language, day)}</p>
        <Choice label={t('book.service')} value={service ?? ''} options={view.services.map(({ id, name }) => [id, name[language]])} onChoose={(chosen) => setService(view.services.find(({ id }) => id === chosen)?.id)} />
        <div className={styles.time}>
          <Choice label={t('book.hour')} value={String(time.hour)} options={HOURS.map((hour) => [String(hour), String(hour)])} onChoose={(hour) => setTime({ ...time, hour: Number(hour) })} />
          <span aria-hidden="true">{COLON}</span>
          <Choice label={t('book.minute')} value={String(time.minute)} options={MINUTES.map((minute) => [String(minute), String(minute).padStart(2, '0')])} onChoose={(minute) => setTime({ ...time, minute: Number(minute) })} />
        </div>
        <div role="alert" className={place.wrong}>
          {wrong ? <p>{t(`book.${wrong}`)}</p> : null}
          {refusal ? <p>{say(refusal)}</p> : null}
        </div>
        <button type="submit" className={place.primary} aria-disabled={busy}>
          <Icon name="plus" />
          <span>{t('book.do')}</span>
        </button>
      </form>
    </section>
  );
}

/** Between hour and minute. */
const COLON = ':';

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly onChoose: (value: string) => void;
}

function Choice({ label, value, options, onChoose }: ChoiceProps): ReactNode {
  const id = useId();
  return (
    <div className={styles.choice}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChoose(event.target.value)}>
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

function Booked({ code, about, busy, onAnother }: { code: string; about: string; busy: boolean; onAnother: () => void }): ReactNode {
  const t = useWords('appointments');
  const title = useRef<HTMLHeadingElement>(null);
  // Its button is gone: what came of it is read, and a second press does nothing.
  useEffect(() => title.current?.focus(), []);
  return (
    <section className={styles.booked} data-ground="door">
      <div>
        <h2 ref={title} tabIndex={-1}>
          {t('book.done')}
        </h2>
        <p className={styles.large} data-testid="code">
          {spellAppointmentCode(code)}
        </p>
        <p>{about}</p>
        <p className={styles.told}>{t('book.tell')}</p>
      </div>
      {/* It stands where the other was: the second half of a double press must not take the code away. */}
      <button type="button" aria-disabled={busy} onClick={busy ? undefined : onAnother}>
        {t('book.another')}
      </button>
    </section>
  );
}
