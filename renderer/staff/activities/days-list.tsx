/** What goes on, day after day, line by line. In: days and their dates. Out: the one that was chosen. Arrows go from line to line. */
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { BusinessDay } from '../../../shared/domain/clock.ts';
import { spellPlainDate } from '../../ui/tongues.ts';
import styles from './activities.module.css';
import { DateRow } from './date-row.tsx';
import type { Placed } from './grid.ts';
import { nameOfDate, type Words } from './words.ts';

interface DaysListProps {
  readonly words: Words;
  readonly label: string;
  readonly placed: ReadonlyMap<BusinessDay, readonly Placed[]>;
  readonly day: BusinessDay;
  readonly today: BusinessDay;
  readonly chosen: string | undefined;
  readonly onDate: (day: BusinessDay, placed: Placed) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

export function DaysList({ words, label, placed, day: from, today, chosen, onDate }: DaysListProps): ReactNode {
  const [last, setLast] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  const isThere = [...placed.values()].some((all) => all.length > 0);
  // From the day in hand on, as soon as it is known what there is.
  useEffect(() => {
    if (isThere) [...(list.current?.children ?? [])].find((day) => (day.getAttribute('data-day') ?? '') >= from)?.scrollIntoView({ block: 'start' });
  }, [isThere, from]);
  const days = [...placed].filter(([, all]) => all.length > 0);
  const lines = days.flatMap(([day, all]) => all.map((each) => `${day} ${nameOfDate(each.date)}`));
  const first = last !== undefined && lines.includes(last) ? last : lines[0];
  if (days.length === 0) return <p className={styles.none}>{words.say('grid.none')}</p>;
  const hear = (event: KeyboardEvent<HTMLElement>): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button')];
    buttons[buttons.findIndex((button) => button === document.activeElement) + step]?.focus();
  };
  return (
    <div ref={list} className={styles.list} role="region" aria-label={label} onKeyDown={hear}>
      {days.map(([day, all]) => (
        <section key={day} aria-label={spellPlainDate(words.language, day)} data-day={day}>
          <h2 data-today={day === today || undefined}>{spellPlainDate(words.language, day)}</h2>
          {all.map((each) => {
            const line = `${day} ${nameOfDate(each.date)}`;
            return (
              <div key={line} onFocus={() => setLast(line)}>
                <DateRow words={words} placed={each} isChosen={nameOfDate(each.date) === chosen} tab={line === first ? 0 : -1} onChoose={() => onDate(day, each)} />
              </div>
            );
          })}
        </section>
      ))}
    </div>
  );
}
