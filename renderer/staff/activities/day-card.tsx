/** What goes on on the chosen day, each date to be chosen; and a new activity on it. */
import { useEffect, useRef, type ReactNode } from 'react';
import type { BusinessDay } from '../../../shared/domain/clock.ts';
import { Icon } from '../../ui/icon.tsx';
import { spellPlainDate } from '../../ui/tongues.ts';
import place from '../appointments/appointments.module.css';
import styles from './activities.module.css';
import { DateRow } from './date-row.tsx';
import type { Placed } from './grid.ts';
import { nameOfDate, type Words } from './words.ts';

interface DayCardProps {
  readonly words: Words;
  readonly day: BusinessDay;
  readonly placed: readonly Placed[];
  /** The name of the date one comes back from. */
  readonly from: string | undefined;
  /** How often somebody came here by a key. */
  readonly entered: number;
  readonly onDate: (placed: Placed) => void;
  readonly onNew: () => void;
}

export function DayCard({ words, day, placed, from, entered, onDate, onNew }: DayCardProps): ReactNode {
  const { say, language } = words;
  const card = useRef<HTMLElement>(null);
  const date = spellPlainDate(language, day);
  useEffect(() => {
    if (from !== undefined) card.current?.querySelector<HTMLElement>(`[data-name="${from}"] button`)?.focus();
  }, [from]);
  useEffect(() => {
    if (entered > 0) card.current?.querySelector('button')?.focus();
  }, [entered]);
  return (
    <section ref={card} className={place.card} data-testid="day" aria-label={say('day.title', { date })}>
      <h2 className={styles.dayName}>{date}</h2>
      {placed.length === 0 ? <p className={place.about}>{say('day.none')}</p> : null}
      <ul className={styles.dates}>
        {placed.map((each) => (
          <li key={nameOfDate(each.date)} data-name={nameOfDate(each.date)}>
            <DateRow words={words} placed={each} isChosen={false} onChoose={() => onDate(each)} />
          </li>
        ))}
      </ul>
      <button type="button" className={`${place.second} ${styles.newHere}`} onClick={onNew}>
        <Icon name="plus" />
        <span>{say('day.new')}</span>
      </button>
    </section>
  );
}
