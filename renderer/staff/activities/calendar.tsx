/** The calendar: what goes on in the days shown, the day and the date in hand, what clashes, and files. In: a view of those days. Out: commands, by what stands beside it. */
import { useState, type ReactNode } from 'react';
import type { ScheduledDate } from '../../../shared/contract/activities.ts';
import type { StaffView } from '../../../shared/contract/views.ts';
import type { BusinessDay } from '../../../shared/domain/clock.ts';
import type { SeriesId } from '../../../shared/domain/ids.ts';
import { useView } from '../../ui/bridge.ts';
import { Icon } from '../../ui/icon.tsx';
import place from '../appointments/appointments.module.css';
import { useEscape } from '../directory/escape.ts';
import styles from './activities.module.css';
import type { Acting } from './acting.ts';
import { Bar, periodOf } from './bar.tsx';
import { Clashes } from './clashes.tsx';
import { DateCard } from './date-card.tsx';
import { DayCard } from './day-card.tsx';
import { DaysGrid } from './days-grid.tsx';
import { DaysList } from './days-list.tsx';
import { BringCalendar } from './files/bring-calendar.tsx';
import { Frame } from './frame.tsx';
import { byDay, shownOf, type Placed, type Span } from './grid.ts';
import { UndoCard } from './undo-card.tsx';
import { nameOfDate, useDateWords } from './words.ts';

/** What one looks at; it is found again after a series was in hand. */
export interface Seen {
  readonly span: Span;
  readonly day: BusinessDay;
  readonly chosen: Pick<ScheduledDate, 'series' | 'date'> | undefined;
}

interface CalendarProps {
  readonly view: StaffView;
  readonly acting: Acting;
  readonly today: BusinessDay;
  readonly seen: Seen;
  readonly onSeen: (seen: Seen) => void;
  /** From a series that was in hand. */
  readonly isBack: boolean;
  readonly onSeries: (series: SeriesId) => void;
  readonly onNew: (day: BusinessDay) => void;
  readonly onBack: () => void;
}

export function Calendar({ view, acting, today, seen, onSeen, isBack, onSeries, onNew, onBack }: CalendarProps): ReactNode {
  const words = useDateWords(view);
  const { say } = words;
  const { span, day, chosen } = seen;
  const shown = shownOf(span, day);
  const schedule = useView({ kind: 'schedule', ...shown });
  const [from, setFrom] = useState<string>();
  const [entered, setEntered] = useState(0);
  const placed = byDay(schedule ?? { dates: [] }, shown, view.zone);
  const look = (next: Partial<Seen>): void => {
    setFrom(undefined);
    setEntered(0);
    onSeen({ ...seen, chosen: undefined, ...next });
  };
  const leaveDate = (): void => {
    onSeen({ ...seen, chosen: undefined });
    setFrom(chosen && nameOfDate(chosen));
  };
  useEscape(chosen ? leaveDate : onBack);
  const choose = (on: BusinessDay, { date }: Placed): void => look({ day: on, chosen: { series: date.series, date: date.date } });
  const label = say('grid.label', { period: periodOf(words, span, day) });
  const grid = { words, label, shown, placed, day, today, chosen: chosen && nameOfDate(chosen), onDate: choose };
  return (
    <Frame
      title={say('title')}
      back={say('back')}
      onBack={onBack}
      link={view.link}
      takesFocus={isBack}
      act={
        <button type="button" className={`${place.primary} ${styles.new}`} data-act="new" onClick={() => onNew(day)}>
          <Icon name="plus" />
          <span>{say('bar.new')}</span>
        </button>
      }
      besides={say('side')}
      side={
        <>
          <UndoCard words={words} acting={acting} />
          {chosen ? (
            <DateCard key={nameOfDate(chosen)} view={view} words={words} schedule={schedule} of={chosen} acting={acting} onDay={(on) => onSeen({ ...seen, day: on })} onSeries={onSeries} onBack={leaveDate} />
          ) : (
            <DayCard words={words} day={day} placed={placed.get(day) ?? []} from={from} entered={entered} onDate={(each) => choose(day, each)} onNew={() => onNew(day)} />
          )}
          {schedule ? <Clashes words={words} schedule={schedule} /> : null}
          <BringCalendar view={view} words={words} rooms={schedule?.rooms ?? []} onDay={(to) => look({ day: to })} />
        </>
      }
    >
      <Bar words={words} span={span} day={day} today={today} onSpan={(each) => look({ span: each })} onDay={(to) => look({ day: to })} />
      {schedule?.hasMore ? <p className={styles.hasMore}>{say('grid.hasMore')}</p> : null}
      {span === 'list' ? <DaysList {...grid} /> : <DaysGrid {...grid} span={span} onDay={(to) => look({ day: to })} onEnter={() => setEntered(entered + 1)} />}
      {span === 'list' ? null : <p className={styles.how}>{say('grid.how')}</p>}
    </Frame>
  );
}
