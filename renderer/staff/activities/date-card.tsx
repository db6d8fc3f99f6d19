/** One date in hand: what it is, and what can be done with it alone. In: a date, its series. Out: the series with the change, and word of how many people it touches first. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ScheduledDate, ScheduleView } from '../../../shared/contract/activities.ts';
import type { StaffView } from '../../../shared/contract/views.ts';
import { businessDayOf, instantOf, type BusinessDay } from '../../../shared/domain/clock.ts';
import type { LocalTime, Series } from '../../../shared/domain/events/index.ts';
import type { SeriesId } from '../../../shared/domain/ids.ts';
import { useView } from '../../ui/bridge.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { spellPlainDate } from '../../ui/tongues.ts';
import place from '../appointments/appointments.module.css';
import { Answer, Ask, Part } from '../ask.tsx';
import fields from '../fields.module.css';
import styles from './activities.module.css';
import { writtenIn, type Acting, type ActKind } from './acting.ts';
import { AddDate, ChangeDate } from './date-forms.tsx';
import { takeOut } from './files/take-out.ts';
import { Fill, Marks } from './date-row.tsx';
import { acted, type DateAct } from './one-date.ts';
import { spellSeries } from './repeat-words.ts';
import { lasts, nameOfDate, type Words } from './words.ts';

interface DateCardProps {
  readonly view: StaffView;
  readonly words: Words;
  readonly schedule: ScheduleView | undefined;
  readonly of: Pick<ScheduledDate, 'series' | 'date'>;
  readonly acting: Acting;
  /** It is on another day now. */
  readonly onDay: (day: BusinessDay) => void;
  readonly onSeries: (series: SeriesId) => void;
  readonly onBack: () => void;
}

export function DateCard(props: DateCardProps): ReactNode {
  const { words, schedule, of, onBack } = props;
  const stands = useView({ kind: 'series', series: of.series });
  const date = schedule?.dates.find((each) => nameOfDate(each) === nameOfDate(of));
  const heading = useRef<HTMLHeadingElement>(null);
  const isThere = date !== undefined;
  // What was pressed to come here is gone.
  useEffect(() => heading.current?.focus(), [isThere]);
  return (
    <section className={place.card} data-testid="date">
      <button type="button" className={styles.backToDay} onClick={onBack}>
        <Icon name="arrow-left" />
        <span>{words.say('one.back')}</span>
      </button>
      {date && stands?.series ? (
        <OneDate {...props} date={date} series={stands.series} written={writtenIn(stands)} heading={heading} />
      ) : (
        <h2 ref={heading} tabIndex={-1}>{schedule && stands ? words.say('one.gone') : null}</h2>
      )}
    </section>
  );
}

interface OneDateProps extends DateCardProps {
  readonly date: ScheduledDate;
  readonly series: Series;
  /** What a coordinator wrote of it; undefined where only the centre's file has it. */
  readonly written: Series | undefined;
  readonly heading: React.RefObject<HTMLHeadingElement | null>;
}

type Opened = 'change' | 'add' | 'callOff' | undefined;

function OneDate({ view, words, schedule, date, series, written, acting, heading, onDay, onSeries, onBack }: OneDateProps): ReactNode {
  const { say, language, zone, text } = words;
  const [opened, setOpened] = useState<Opened>();
  const [lack, setLack] = useState<'already' | 'tooMany'>();
  const people = (date.people?.taken ?? 0) + (date.people?.waiting ?? 0);
  const hasChange = series.changes.some(({ original }) => original === date.date);
  const name = text(date.name);
  const spelled = spellPlainDate(language, dayOf(date, zone));
  const act = async (kind: ActKind, how: DateAct): Promise<boolean> => {
    const now = acted(series, how);
    setLack(now.kind === 'not' ? now.why : undefined);
    if (now.kind === 'not') return false;
    const went = await acting.act({ kind, id: series.id, before: written, after: now.series });
    if (went) {
      setOpened(undefined);
      heading.current?.focus();
    }
    return went;
  };
  const callOff = (): void => void act('callOff', { kind: 'callOff', date: date.date });
  const change = async (how: Extract<DateAct, { kind: 'change' | 'add' }>): Promise<void> => {
    if (!(await act(how.kind, how))) return;
    onDay(series.isAllDay ? (startOf(how).slice(0, 10) as BusinessDay) : businessDayOf(zone, instantOf(series.zone, startOf(how).slice(0, 10) as BusinessDay, startOf(how).slice(11))));
  };
  const one = { words, series, busy: acting.busy, lack, onClose: () => setOpened(undefined) };
  return (
    <>
      <h2 ref={heading} tabIndex={-1} className={styles.oneName}>
        <Icon name={`activity-${date.icon}`} />
        <span>{name}</span>
      </h2>
      <p className={styles.oneWhen}>
        <strong>{spelled}</strong>
        <span>{lasts(words, date)}</span>
      </p>
      <p className={styles.oneWhere}>{date.room ? text(date.room) : say('date.noRoom')}</p>
      <Fill words={words} people={date.people} />
      <Marks words={words} date={date} />
      {date.isMoved ? <p className={styles.note}>{say('one.was', { date: spellPlainDate(language, date.date.slice(0, 10) as BusinessDay) })}</p> : null}
      <p className={styles.note}>{spellSeries(say, language, series)}</p>
      {date.isOfFile ? <p className={styles.note}>{say('one.ofFile')}</p> : null}
      {series.zone === zone || series.isAllDay ? null : <p className={styles.note}>{say('one.zone', { zone: series.zone })}</p>}
      {series.isCancelled ? <p className={styles.note}>{say('one.allOff')}</p> : null}
      {opened === 'change' ? (
        <ChangeDate {...one} date={date.date} rooms={schedule?.rooms ?? []} written={view.languages[0] ?? language} onSay={(to) => void change({ kind: 'change', date: date.date, to })} />
      ) : opened === 'add' ? (
        <AddDate {...one} onSay={(start) => void change({ kind: 'add', start })} />
      ) : (
        <div className={styles.acts}>
          <ActButton icon="note-pencil" words={say('one.series')} name="series" onPress={() => onSeries(series.id)} />
          {date.isCancelled ? null : <ActButton icon="clock" words={say('one.change')} name="change" onPress={() => setOpened('change')} />}
          {date.isCancelled || series.isCancelled ? null : <ActButton icon="user-minus" words={say('one.callOff')} name="callOff" onPress={() => (people > 0 ? setOpened('callOff') : callOff())} />}
          {hasChange ? <ActButton icon="put-back" words={say(date.isCancelled ? 'one.again' : 'one.restore')} name="restore" onPress={() => void act('restore', { kind: 'restore', date: date.date })} /> : null}
          <ActButton icon="plus" words={say('one.add')} name="add" onPress={() => setOpened('add')} />
          {people > 0 ? <p className={styles.note}>{say('one.hasPeople')}</p> : <ActButton icon="backspace" words={say('one.leaveOut')} name="leaveOut" onPress={() => void act('leaveOut', { kind: 'leaveOut', date: date.date }).then((went) => (went ? onBack() : undefined))} />}
          <ActButton icon="lower" words={say('file.takeOne')} name="take" onPress={() => void takeOut([series], name, { view, rooms: schedule?.rooms ?? [] })} />
          <p role="alert" className={fields.wrong}>{lack ? say(`one.lacks.${lack}`) : null}</p>
        </div>
      )}
      {opened === 'callOff' ? (
        <Ask title={say('one.ask.title', { name, date: spelled })} onClose={() => setOpened(undefined)}>
          <p className={place.about}>{say('one.ask.people', { taken: date.people?.taken ?? 0, waiting: date.people?.waiting ?? 0 })}</p>
          <Part>
            <Answer n={1} icon="put-back" words={say('one.ask.no')} onPress={() => setOpened(undefined)} />
            <Answer n={2} icon="user-minus" words={say('one.ask.yes')} onPress={callOff} />
          </Part>
        </Ask>
      ) : null}
    </>
  );
}

const startOf = (act: Extract<DateAct, { kind: 'change' | 'add' }>): LocalTime => (act.kind === 'add' ? act.start : act.to.start);

function dayOf({ isAllDay, isMoved, date, startsAt }: ScheduledDate, zone: string): BusinessDay {
  return isAllDay && !isMoved ? (date.slice(0, 10) as BusinessDay) : businessDayOf(zone, startsAt);
}

function ActButton({ icon, words, name, onPress }: { readonly icon: IconName; readonly words: string; readonly name: string; readonly onPress: () => void }): ReactNode {
  return (
    <button type="button" className={styles.act} data-act={name} onClick={onPress}>
      <Icon name={icon} />
      <span>{words}</span>
    </button>
  );
}
