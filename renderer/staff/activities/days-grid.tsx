/**
 * A month or a week as a grid of days. In: days, what goes on on each. Out: the day that was chosen,
 * or a date. Arrows go from day to day, and Enter on to the day's own list.
 */
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { BusinessDay } from '../../../shared/domain/clock.ts';
import { nameOfWeekday, spellPlainDate } from '../../ui/tongues.ts';
import styles from './activities.module.css';
import { Chip, DateRow } from './date-row.tsx';
import { dayByKey, daysIn, type Placed, type Shown, type Span } from './grid.ts';
import { nameOfDate, type Words } from './words.ts';

interface DaysGridProps {
  readonly words: Words;
  readonly label: string;
  readonly span: Exclude<Span, 'list'>;
  readonly shown: Shown;
  readonly placed: ReadonlyMap<BusinessDay, readonly Placed[]>;
  readonly day: BusinessDay;
  readonly today: BusinessDay;
  /** The name of the date that is chosen. */
  readonly chosen: string | undefined;
  readonly onDay: (day: BusinessDay) => void;
  readonly onDate: (day: BusinessDay, placed: Placed) => void;
  /** On to what the chosen day has. */
  readonly onEnter: () => void;
}

const WEEK = [0, 1, 2, 3, 4, 5, 6];
/** Heights in px: of a day's number, and of a line below it with its gap. */
const HEAD = 38;
const LINE = 27;

export function DaysGrid({ words, label, span, shown, placed, day, today, chosen, onDay, onDate, onEnter }: DaysGridProps): ReactNode {
  const { language } = words;
  const body = useRef<HTMLDivElement>(null);
  const byKey = useRef(false);
  const weeks = shown.days / 7;
  const fits = useFits(body, weeks);
  const days = daysIn(shown);
  useEffect(() => {
    if (byKey.current) body.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    byKey.current = false;
  }, [day]);
  const hear = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return;
    const to = dayByKey(event.key, day);
    if (to) {
      byKey.current = true;
      onDay(to);
    } else if (event.key === 'Enter' || event.key === ' ') onEnter();
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.grid} role="grid" aria-label={label} data-span={span}>
      <div role="row" className={styles.heads}>
        {WEEK.map((weekday) => (
          <span key={weekday} role="columnheader">
            {nameOfWeekday(language, weekday)}
          </span>
        ))}
      </div>
      <div ref={body} className={styles.weeks} role="rowgroup">
        {Array.from({ length: weeks }, (_, week) => (
          <div key={days[week * 7]} role="row" className={styles.week}>
            {days.slice(week * 7, week * 7 + 7).map((each) => {
              const all = placed.get(each) ?? [];
              return (
                <div
                  key={each}
                  role="gridcell"
                  className={styles.day}
                  tabIndex={each === day ? 0 : -1}
                  aria-selected={each === day}
                  aria-current={each === today ? 'date' : undefined}
                  aria-label={words.say('grid.day', { date: spellPlainDate(language, each), isToday: String(each === today), count: all.length })}
                  data-day={each}
                  data-beside={(span === 'month' && each.slice(0, 7) !== day.slice(0, 7)) || undefined}
                  onClick={() => onDay(each)}
                  onKeyDown={hear}
                >
                  <Cell {...{ words, span, fits, chosen, onDate }} day={each} all={all} />
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

interface CellProps extends Pick<DaysGridProps, 'words' | 'span' | 'chosen' | 'day' | 'onDate'> {
  readonly all: readonly Placed[];
  /** Lines that a day has room for. */
  readonly fits: number;
}

function Cell({ words, span, fits, chosen, day, all, onDate }: CellProps): ReactNode {
  const shown = span === 'week' ? all : all.slice(0, fits);
  const more = all.length - shown.length;
  return (
    <>
      <span className={styles.dayHead}>
        <span className={styles.number}>{Number(day.slice(8))}</span>
        {more > 0 ? <span className={styles.more}>{words.say('grid.more', { count: more })}</span> : null}
      </span>
      {shown.map((each) => {
        const props = { words, placed: each, isChosen: nameOfDate(each.date) === chosen, onChoose: () => onDate(day, each) };
        return span === 'week' ? <DateRow key={nameOfDate(each.date)} {...props} tab={-1} /> : <Chip key={nameOfDate(each.date)} {...props} />;
      })}
    </>
  );
}

/** Lines that fit under each day's number, once the page stands. */
function useFits(body: React.RefObject<HTMLDivElement | null>, weeks: number): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const box = body.current;
    if (!box) return undefined;
    const watch = new ResizeObserver(() => setHeight(box.clientHeight));
    watch.observe(box);
    return () => watch.disconnect();
  }, [body]);
  return Math.max(1, Math.floor((height / weeks - HEAD) / LINE));
}
