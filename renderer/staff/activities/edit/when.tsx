/** When it is: its first day, from when to when, and how often it comes again. */
import type { ReactNode } from 'react';
import type { BusinessDay } from '../../../../shared/domain/clock.ts';
import { occurrencesBetween } from '../../../../shared/domain/events/index.ts';
import { COUNT_AT_MOST, INTERVAL_AT_MOST } from '../../../../shared/domain/events/limits.ts';
import type { LocalTime } from '../../../../shared/domain/events/local.ts';
import { Weekday } from '../../../../shared/domain/week.ts';
import { nameOfWeekday, spellList, spellPlainDate } from '../../../ui/tongues.ts';
import place from '../../appointments/appointments.module.css';
import { Check, Choice } from '../../fields.tsx';
import fields from '../../fields.module.css';
import edit from '../../directory/edit/edit.module.css';
import styles from '../activities.module.css';
import { spellSeries } from '../repeat-words.ts';
import { LAST_DATE, NTHS, repeatIn, ruleOf, type Repeat, type RepeatKind } from '../repeat.ts';
import { TimeField } from '../time-field.tsx';
import { daysLater, isDay, withDay, type RepeatForm, type SeriesForm } from './form.ts';
import { Chips, toggled, type PartProps } from './parts.tsx';
import { numberIn } from './typed.ts';

const KINDS = ['once', 'daily', 'weekly', 'monthlyOn', 'monthlyNth'] as const satisfies readonly RepeatKind[];
const ENDS = ['never', 'on', 'after'] as const;

export function When(props: PartProps): ReactNode {
  const { words: { say, zone }, form, onChange, wrong } = props;
  const { base, day, from, to, isAllDay, days } = form;
  const later = isAllDay ? 0 : daysLater(form);
  return (
    <section className={place.card}>
      <h2>{say('edit.when.title')}</h2>
      <div className={styles.times}>
        <TimeField label={say('edit.when.first')} type="date" value={day} wrong={wrong('start')} onChange={(chosen) => onChange(withDay(form, chosen))} />
        {isAllDay ? (
          <TimeField label={say('edit.when.days')} type="number" least={1} most={31} value={days} wrong={wrong('days')} onChange={(typed) => onChange({ ...form, days: typed })} />
        ) : (
          <>
            <TimeField label={say('edit.when.from')} type="time" value={from} wrong={wrong('from')} onChange={(typed) => onChange({ ...form, from: typed })} />
            <TimeField label={say('edit.when.to')} type="time" value={to} wrong={wrong('to')} about={later > 1 ? say('edit.when.daysLater', { days: later }) : later === 1 ? say('edit.when.nextDay') : say('edit.when.toAbout')} onChange={(typed) => onChange({ ...form, to: typed })} />
          </>
        )}
      </div>
      <Check words={say('edit.when.allDay')} isOn={isAllDay} onChange={(isOn) => onChange({ ...form, isAllDay: isOn })} />
      {base.zone === zone ? null : <p className={edit.hint}>{say('edit.when.zone', { zone: base.zone })}</p>}
      <Repeats {...props} />
      <Exceptions {...props} />
    </section>
  );
}

function Repeats(props: PartProps): ReactNode {
  const { words: { say, language }, form, onChange, wrong } = props;
  const { repeat, base } = form;
  const change = (next: Partial<RepeatForm>): void => onChange({ ...form, repeat: { ...repeat, ...next } });
  const began = repeatIn(base);
  const kinds: readonly RepeatKind[] = began.kind === 'other' ? ['other', ...KINDS] : KINDS;
  const isOften = repeat.kind !== 'once' && repeat.kind !== 'other';
  return (
    <div className={styles.repeats}>
      <div className={edit.pair}>
        <Choice label={say('edit.when.repeats')} value={repeat.kind} options={kinds.map((kind) => [kind, say(`edit.when.kind.${kind}`)] as const)} onChoose={(kind) => change({ kind: kinds.find((each) => each === kind) ?? 'once' })} />
        {isOften ? <TimeField label={say(`edit.when.every.${repeat.kind}`)} type="number" least={1} most={INTERVAL_AT_MOST} value={repeat.every} wrong={wrong('every')} onChange={(every) => change({ every })} /> : null}
      </div>
      {repeat.kind === 'other' ? (
        <div className={styles.kept}>
          <p>{spellSeries(say, language, base)}</p>
          <p>{say('edit.when.kept')}</p>
        </div>
      ) : null}
      {repeat.kind === 'weekly' ? <Days {...props} label={say('edit.when.days2')} isOn={(day) => repeat.days.includes(day)} wrong={wrong('weekdays')} onPress={(day) => change({ days: toggled(Weekday.options, repeat.days, day) })} /> : null}
      {repeat.kind === 'monthlyOn' ? (
        <Choice label={say('edit.when.date')} value={String(repeat.date)} options={[...Array.from({ length: 31 }, (_, n) => [String(n + 1), String(n + 1)] as const), [String(LAST_DATE), say('edit.when.last')] as const]} onChoose={(date) => change({ date: Number(date) })} />
      ) : null}
      {repeat.kind === 'monthlyNth' ? (
        <>
          <Chips label={say('edit.when.nths')} options={NTHS.map((nth) => [nth, say(`edit.when.nth.${nth}`)] as const)} isOn={(nth) => repeat.nths.includes(nth)} wrong={wrong('nths')} onPress={(nth) => change({ nths: toggled(NTHS, repeat.nths, nth) })} />
          <Days {...props} label={say('edit.when.weekday')} isOn={(day) => repeat.weekday === day} wrong={undefined} onPress={(weekday) => change({ weekday })} />
        </>
      ) : null}
      <Fits {...props} />
      {isOften ? (
        <div className={edit.pair}>
          <Choice label={say('edit.when.ends')} value={repeat.ends} options={ENDS.map((ends) => [ends, say(`edit.when.endsOf.${ends}`)] as const)} onChoose={(ends) => change({ ends: ENDS.find((each) => each === ends) ?? 'never' })} />
          {repeat.ends === 'on' ? <TimeField label={say('edit.when.lastDay')} type="date" value={repeat.lastDay} wrong={wrong('lastDay')} onChange={(lastDay) => change({ lastDay })} /> : null}
          {repeat.ends === 'after' ? <TimeField label={say('edit.when.times')} type="number" least={1} most={COUNT_AT_MOST} value={repeat.times} wrong={wrong('times')} onChange={(times) => change({ times })} /> : null}
        </div>
      ) : null}
      {wrong('often') === undefined ? null : <p className={fields.wrong}>{wrong('often')}</p>}
    </div>
  );
}

interface DaysProps extends Pick<PartProps, 'words'> {
  readonly label: string;
  readonly isOn: (day: Weekday) => boolean;
  readonly wrong: string | undefined;
  readonly onPress: (day: Weekday) => void;
}

function Days({ words: { language }, label, isOn, wrong, onPress }: DaysProps): ReactNode {
  return <Chips label={label} options={Weekday.options.map((day, n) => [day, nameOfWeekday(language, n)] as const)} isOn={isOn} wrong={wrong} onPress={onPress} />;
}

/** The first day is none of those that were chosen: the next one that is can be taken with one touch. */
function Fits({ words: { say, language }, form, onChange, wrong }: PartProps): ReactNode {
  const told = wrong('fits');
  if (told === undefined) return null;
  const day = firstThatFits(form);
  return (
    <div className={styles.fits}>
      <p className={fields.wrong} data-wrong tabIndex={-1}>{told}</p>
      {day ? (
        <button type="button" className={edit.add} onClick={() => onChange({ ...form, day })}>
          <span>{say('edit.when.startAt', { date: spellPlainDate(language, day) })}</span>
        </button>
      ) : null}
    </div>
  );
}

function firstThatFits({ base, day, repeat: form }: SeriesForm): BusinessDay | undefined {
  const every = numberIn(form.every, 1, INTERVAL_AT_MOST) ?? 1;
  const ends = { kind: 'never' } as const;
  const repeat: Repeat | undefined =
    form.kind === 'weekly' ? { kind: form.kind, every: 1, days: form.days, ends } : form.kind === 'monthlyOn' ? { kind: form.kind, every, date: form.date, ends } : form.kind === 'monthlyNth' ? { kind: form.kind, every, nths: form.nths, day: form.weekday, ends } : undefined;
  const rule = repeat && ruleOf(repeat, { zone: 'UTC', isAllDay: true });
  if (rule === undefined || !isDay(day)) return undefined;
  const start = `${day}T00:00` as LocalTime;
  const from = Date.parse(`${day}T00:00Z`);
  const next = occurrencesBetween({ ...base, zone: 'UTC', isAllDay: true, start, minutes: 1440, rule, added: [], excluded: [], changes: [] }, from + 86_400_000, from + 400 * 86_400_000).find(({ key }) => key !== start);
  return next && (next.key.slice(0, 10) as BusinessDay);
}

/** Dates that stand by themselves: how many, since each is seen in the calendar. */
function Exceptions({ words: { say, language }, form: { base } }: PartProps): ReactNode {
  const counts = [['added', base.added.length], ['excluded', base.excluded.length], ['changed', base.changes.length]] as const;
  const told = counts.flatMap(([kind, count]) => (count > 0 ? [say(`edit.when.${kind}`, { count })] : []));
  return told.length > 0 ? <p className={edit.hint}>{say('edit.when.exceptions', { list: spellList(language, told) })}</p> : null;
}
