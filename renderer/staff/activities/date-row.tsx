/** One date in a line that can be chosen: when, what, where, how full, and what is otherwise with it. */
import type { ReactNode } from 'react';
import type { ScheduledDate } from '../../../shared/contract/activities.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './activities.module.css';
import type { Placed } from './grid.ts';
import { beginsAt, lasts, type Words } from './words.ts';

interface DateRowProps {
  readonly words: Words;
  readonly placed: Placed;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  /** Where arrows lead from line to line, one alone is in the order of tabs. */
  readonly tab?: 0 | -1;
}

export function DateRow({ words, placed: { date, goesOn }, isChosen, onChoose, tab = 0 }: DateRowProps): ReactNode {
  const { say, text } = words;
  return (
    <button type="button" className={styles.date} tabIndex={tab} aria-pressed={isChosen} data-off={date.isCancelled || undefined} onClick={onChoose}>
      <Icon name={`activity-${date.icon}`} className={styles.picture} />
      <span className={styles.when}>{goesOn ? say('grid.goesOn') : lasts(words, date)}</span>
      <strong className={styles.what}>{text(date.name)}</strong>
      <span className={styles.room}>{date.room ? text(date.room) : say('date.noRoom')}</span>
      <Fill words={words} people={date.people} />
      <Marks words={words} date={date} />
    </button>
  );
}

export function Fill({ words: { say }, people }: { readonly words: Words; readonly people: ScheduledDate['people'] }): ReactNode {
  if (!people) return null;
  const { taken, waiting, capacity } = people;
  return (
    <span className={styles.fill}>
      {capacity === null ? null : (
        <span className={styles.track} aria-hidden="true">
          <span data-full={taken >= capacity || undefined} style={{ inlineSize: `${Math.min(100, (taken / capacity) * 100)}%` }} />
        </span>
      )}
      <span>
        {capacity === null ? say('date.people', { taken }) : say('date.places', { taken, capacity })}
        {waiting > 0 ? ` · ${say('date.waiting', { waiting })}` : null}
      </span>
    </span>
  );
}

export function Marks({ words: { say }, date }: { readonly words: Words; readonly date: ScheduledDate }): ReactNode {
  const marks = [
    ...(date.isCancelled ? (['off'] as const) : []),
    ...(date.clashes ? (['clash'] as const) : []),
    ...(date.isMoved ? (['moved'] as const) : []),
    ...(date.isOfFile ? (['file'] as const) : []),
  ];
  if (marks.length === 0) return null;
  return (
    <span className={styles.marks}>
      {marks.map((mark) => (
        <span key={mark} data-mark={mark}>
          {say(`date.${mark}`)}
        </span>
      ))}
    </span>
  );
}

/** The same, in a day of a month: as much as fits on a line. */
export function Chip({ words, placed: { date, goesOn }, isChosen, onChoose }: Omit<DateRowProps, 'tab'>): ReactNode {
  const { say, text } = words;
  const name = text(date.name);
  const mark = date.isCancelled ? 'off' : date.clashes ? 'clash' : date.isMoved ? 'moved' : undefined;
  return (
    // By keys one comes to it through its day, whose list says all of it.
    <button type="button" className={styles.chip} tabIndex={-1} title={name} aria-pressed={isChosen} data-mark={mark} data-file={date.isOfFile || undefined} onClick={onChoose}>
      {mark === 'clash' ? <Icon name="warning" /> : <Icon name={`activity-${date.icon}`} />}
      {goesOn || date.isAllDay ? null : <span className={styles.at}>{beginsAt(words, date)}</span>}
      <span className={styles.named}>{name}</span>
      {mark ? <span className="only-heard">{say(`date.${mark}`)}</span> : null}
    </button>
  );
}
