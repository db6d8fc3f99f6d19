/**
 * The place of appointments: a day's times and what became of each, a new one, a file of them. In:
 * the staff window's view, and one of the chosen day. Out: commands. No name, telephone or note is
 * asked for, shown or sent.
 */
import { useEffect, useState, type ReactNode } from 'react';
import type { AppointmentsView, StaffView } from '../../../shared/contract/views.ts';
import { businessDayOf, daysAfter } from '../../../shared/domain/clock.ts';
import { DAYS_AHEAD } from '../../../shared/domain/decisions/decide-appointments.ts';
import { useView } from '../../ui/bridge.ts';
import { useNow } from '../../ui/clock.ts';
import { Icon } from '../../ui/icon.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useWords } from '../../ui/words.ts';
import { Refusal } from '../act-row.tsx';
import { LinkState } from '../link.tsx';
import styles from './appointments.module.css';
import { Book } from './book.tsx';
import { BringFile } from './bring-file.tsx';
import { DayBar } from './day-bar.tsx';
import { DayList } from './day-list.tsx';
import { useOneCommand } from './one-command.ts';

interface AppointmentsProps {
  readonly view: StaffView;
  /** Back to the work. */
  readonly onBack: () => void;
}

export function Appointments({ view, onBack }: AppointmentsProps): ReactNode {
  const t = useWords('appointments');
  const today = businessDayOf(view.zone, useNow(60_000));
  const [asked, setAsked] = useState(today);
  // A window that was left open over midnight shows no day that is over; ninety times a day may end on one more.
  const last = daysAfter(today, DAYS_AHEAD);
  const day = asked < today ? today : asked > last ? last : asked;
  const shown = useView({ kind: 'appointments', day });
  const desk = useOneCommand();
  useEscape(onBack);
  return (
    <div className={styles.screen} data-ground="paper">
      <div className={styles.rail}>
        <Mark className={styles.mark} />
      </div>
      <main className={styles.work}>
        <header className={styles.head}>
          <h1>{t('title')}</h1>
          <button type="button" className={styles.back} onClick={onBack}>
            <Icon name="arrow-left" />
            <span>{view.desk ? t('back', { number: view.desk.number }) : t('backToDesks')}</span>
          </button>
          <LinkState link={view.link} />
        </header>
        <DayBar day={day} today={today} onDay={setAsked} />
        <Refusal why={desk.refusal} issued={desk.outcome?.kind === 'issued' ? desk.outcome.label : undefined} />
        {shown ? <DayList key={day} view={view} shown={shown} isToday={day === today} desk={desk} /> : null}
      </main>
      <aside className={styles.side} aria-label={t('side')}>
        {shown ? <Counts shown={shown} /> : null}
        <Book key={day} view={view} day={day} isToday={day === today} />
        <BringFile view={view} onDay={setAsked} />
      </aside>
    </div>
  );
}

/** Escape leads back to the work; within a question it closes that alone. */
function useEscape(onBack: () => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      const isWithin = event.target instanceof Element && event.target.closest('dialog, input, select') !== null;
      if (event.key === 'Escape' && !isWithin && !document.querySelector('dialog[open]')) onBack();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [onBack]);
}

function Counts({ shown: { appointments } }: { shown: AppointmentsView }): ReactNode {
  const t = useWords('appointments');
  const of = (...kinds: readonly AppointmentsView['appointments'][number]['became'][]): number => appointments.filter(({ became }) => kinds.includes(became)).length;
  const facts = [
    [t('counts.all', { count: appointments.length }), appointments.length],
    [t('counts.awaited'), of('awaited')],
    [t('counts.came', { count: of('here', 'over', 'noShow') }), of('here', 'over', 'noShow')],
    [t('counts.late'), of('late')],
  ] as const;
  return (
    <section className={styles.card} aria-label={t('counts.title')}>
      <dl className={styles.facts}>
        {facts.map(([what, amount]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{amount}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
