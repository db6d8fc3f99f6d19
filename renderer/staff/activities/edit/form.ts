/**
 * A series as its form has it, field by field. In: a series. Out: its form; and the series that a form
 * says, or what it lacks. What no field shows stays as it was; it reckons no date and sends nothing.
 */
import type { BusinessDay } from '../../../../shared/domain/clock.ts';
import { Series, type Access, type Audience, type Cost, type LocalTime, type Place } from '../../../../shared/domain/events/index.ts';
import { INTERVAL_AT_MOST, COUNT_AT_MOST } from '../../../../shared/domain/events/limits.ts';
import { dayIn, localOf, MINUTE, wallOf } from '../../../../shared/domain/events/local.ts';
import type { SeriesId } from '../../../../shared/domain/ids.ts';
import type { Language } from '../../../../shared/domain/language.ts';
import type { ActivityIcon } from '../../../../shared/domain/offers/offers.ts';
import type { Weekday } from '../../../../shared/domain/week.ts';
import { atTime } from '../one-date.ts';
import { dateAt, fits, nthsAt, repeatIn, ruleOf, weekdayAt, type Nth, type Repeat, type RepeatKind } from '../repeat.ts';
import { isSame } from '../same.ts';
import { lastsFrom } from '../spans.ts';
import { blankTerms, termsFormOf, termsOf, type TermsForm, type TermsLack } from './terms-form.ts';
import { numberIn, textOf, type Texts } from './typed.ts';

export interface RepeatForm {
  readonly kind: RepeatKind;
  readonly every: string;
  readonly days: readonly Weekday[];
  readonly date: number;
  readonly nths: readonly Nth[];
  readonly weekday: Weekday;
  readonly ends: 'never' | 'on' | 'after';
  readonly lastDay: string;
  readonly times: string;
}

export interface SeriesForm {
  /** What it was begun from. */
  readonly base: Series;
  readonly name: Texts;
  readonly what: Texts;
  readonly icon: ActivityIcon;
  /** A room, or what else it is. */
  readonly place: Extract<Place, { kind: 'room' }> | { readonly kind: 'none' | 'elsewhere' };
  readonly elsewhere: Texts;
  readonly organiser: string;
  readonly audiences: readonly Audience[];
  readonly languages: readonly Language[];
  readonly access: readonly Access[];
  readonly hasChildcare: boolean;
  readonly cost: Cost['kind'];
  readonly paid: Texts;
  readonly capacity: string;
  readonly isCancelled: boolean;
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly isAllDay: boolean;
  /** Of what lasts all day. */
  readonly days: string;
  readonly repeat: RepeatForm;
  readonly takesSignups: boolean;
  readonly terms: TermsForm;
}

/** What is wrong, by the field that says so. */
export type Lack = 'name' | 'start' | 'from' | 'to' | 'days' | 'every' | 'weekdays' | 'nths' | 'fits' | 'lastDay' | 'times' | 'where' | 'paid' | 'capacity' | TermsLack | 'often' | 'tooLong';

export type Said = { readonly kind: 'series'; readonly series: Series } | { readonly kind: 'lacks'; readonly lacks: ReadonlySet<Lack> };

const DAY_MINUTES = 1440;

/** A new one: an hour and a half in the morning, once, for whoever comes. */
export function blankSeries(id: SeriesId, day: BusinessDay, zone: string): Series {
  return {
    id, icon: 'talk', name: {}, zone, start: `${day}T10:00` as LocalTime, minutes: 90, isAllDay: false, isCancelled: false,
    audiences: [], languages: [], access: [], hasChildcare: false, cost: { kind: 'free' }, capacity: null, added: [], excluded: [], changes: [],
  };
}

export function formOf(series: Series): SeriesForm {
  const { name, what, icon, place, organiser, audiences, languages, access, hasChildcare, cost, capacity, isCancelled, isAllDay, start, minutes, signup } = series;
  return {
    base: series,
    name, what: what ?? {}, icon,
    place: place?.kind === 'room' ? place : { kind: place ? 'elsewhere' : 'none' },
    elsewhere: place?.kind === 'elsewhere' ? place.where : {},
    organiser: organiser ?? '', audiences, languages, access, hasChildcare,
    cost: cost.kind, paid: cost.kind === 'paid' ? cost.what : {},
    capacity: capacity === null ? '' : String(capacity),
    isCancelled, isAllDay,
    day: start.slice(0, 10),
    from: isAllDay ? '10:00' : start.slice(11),
    to: isAllDay ? '11:30' : minutes === 0 ? '' : localOf(wallOf(start) + minutes * MINUTE).slice(11),
    days: isAllDay ? String(minutes / DAY_MINUTES) : '1',
    repeat: repeatFormOf(repeatIn(series), start),
    takesSignups: signup !== undefined,
    terms: signup ? termsFormOf(signup) : blankTerms(),
  };
}

function repeatFormOf(repeat: Repeat, start: LocalTime): RepeatForm {
  const ends = 'ends' in repeat ? repeat.ends : ({ kind: 'never' } as const);
  const [nth = 1] = nthsAt(start);
  return {
    kind: repeat.kind,
    every: 'every' in repeat ? String(repeat.every) : '1',
    days: repeat.kind === 'weekly' ? repeat.days : [weekdayAt(start)],
    date: repeat.kind === 'monthlyOn' ? repeat.date : dateAt(start),
    nths: repeat.kind === 'monthlyNth' ? repeat.nths : [nth],
    weekday: repeat.kind === 'monthlyNth' ? repeat.day : weekdayAt(start),
    ends: ends.kind,
    lastDay: ends.kind === 'on' ? ends.day : '',
    times: ends.kind === 'after' ? String(ends.times) : '10',
  };
}

/** Another first day: what repeated on the day before repeats on this one. */
export function withDay(form: SeriesForm, day: string): SeriesForm {
  if (!isDay(day) || !isDay(form.day)) return { ...form, day };
  const { repeat } = form;
  const [nth = 1] = nthsAt(day);
  const isOn = nthsAt(form.day).some((each) => repeat.nths.length === 1 && repeat.nths.includes(each)) && repeat.weekday === weekdayAt(form.day);
  return {
    ...form,
    day,
    repeat: {
      ...repeat,
      days: repeat.days.length === 1 && repeat.days[0] === weekdayAt(form.day) ? [weekdayAt(day)] : repeat.days,
      date: repeat.date === dateAt(form.day) ? dateAt(day) : repeat.date,
      ...(isOn ? { nths: [nth], weekday: weekdayAt(day) } : {}),
    },
  };
}

export const isDay = (text: string): boolean => dayIn(text) !== undefined;
const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

export function seriesOf(form: SeriesForm): Said {
  const lacks = new Set<Lack>();
  const name = textOf(form.name);
  if (!name) lacks.add('name');
  const when = whenOf(form, lacks);
  const repeat = repeatOf(form.repeat, form.base, lacks);
  const place = placeOf(form, lacks);
  const cost = costOf(form, lacks);
  const capacity = form.capacity.trim() === '' ? null : numberIn(form.capacity, 1, 100_000);
  if (capacity === undefined) lacks.add('capacity');
  const signup = form.takesSignups && !form.isAllDay ? termsOf(form.terms, (lack) => lacks.add(lack)) : undefined;
  if (!name || !when || !repeat || !cost || capacity === undefined || lacks.size > 0) return { kind: 'lacks', lacks };
  const { base } = form;
  const isMoved = when.start !== base.start || form.isAllDay !== base.isAllDay;
  const isRepeated = !isSame(form.repeat, repeatFormOf(repeatIn(base), base.start));
  if ((isMoved || isRepeated) && !fits(repeat, when.start)) return { kind: 'lacks', lacks: new Set(['fits']) };
  if ('ends' in repeat && repeat.ends.kind === 'on' && repeat.ends.day < form.day) return { kind: 'lacks', lacks: new Set(['lastDay']) };
  const rule = isMoved || isRepeated ? ruleOf(repeat, { zone: base.zone, isAllDay: form.isAllDay }) : base.rule;
  const what = textOf(form.what);
  const organiser = form.organiser.trim();
  const dates = retimed(base, when.start, form.isAllDay);
  const read = Series.safeParse({
    id: base.id, name, ...(what && { what }), icon: form.icon, ...(place && { place }), ...(organiser !== '' && { organiser }),
    audiences: form.audiences, languages: form.languages, access: form.access, hasChildcare: form.hasChildcare, cost, capacity, ...(signup && { signup }),
    zone: base.zone, isAllDay: form.isAllDay, ...when, ...(rule !== undefined && { rule }), ...dates, isCancelled: form.isCancelled,
  });
  if (read.success) return { kind: 'series', series: read.data };
  return { kind: 'lacks', lacks: new Set([read.error.issues.some(({ path }) => path[0] === 'rule') ? 'often' : 'tooLong']) };
}

function whenOf({ base, day, from, to, isAllDay, days }: SeriesForm, lacks: Set<Lack>): Pick<Series, 'start' | 'minutes'> | undefined {
  if (!isDay(day)) lacks.add('start');
  if (isAllDay) {
    const many = numberIn(days, 1, 31);
    if (many === undefined) lacks.add('days');
    return isDay(day) && many !== undefined ? { start: `${day}T00:00` as LocalTime, minutes: many * DAY_MINUTES } : undefined;
  }
  if (!isTime(from)) lacks.add('from');
  const before = formTimes(base);
  // What lasts over several days still does, as long as nobody says another hour.
  const isKept = !base.isAllDay && before.from === from && before.to === to;
  const minutes = isKept ? base.minutes : lastsFrom(from, to);
  if (minutes === undefined) lacks.add('to');
  return isDay(day) && isTime(from) && minutes !== undefined ? { start: `${day}T${from}` as LocalTime, minutes } : undefined;
}

function formTimes({ start, minutes }: Series): { readonly from: string; readonly to: string } {
  return { from: start.slice(11), to: minutes === 0 ? '' : localOf(wallOf(start) + minutes * MINUTE).slice(11) };
}

/** Days after the first on which it ends. */
export function daysLater({ base, from, to }: Pick<SeriesForm, 'base' | 'from' | 'to'>): number {
  const before = formTimes(base);
  const minutes = !base.isAllDay && before.from === from && before.to === to ? base.minutes : isTime(from) ? (lastsFrom(from, to) ?? 0) : 0;
  const starts = isTime(from) ? Number(from.slice(0, 2)) * 60 + Number(from.slice(3)) : 0;
  return Math.floor((starts + minutes) / DAY_MINUTES);
}

function repeatOf(form: RepeatForm, { rule, start, zone, isAllDay }: Series, lacks: Set<Lack>): Repeat | undefined {
  const { kind, days, date, nths, weekday } = form;
  if (kind === 'once') return { kind };
  if (kind === 'other') return repeatIn({ start, zone, isAllDay, ...(rule !== undefined && { rule }) });
  const every = numberIn(form.every, 1, INTERVAL_AT_MOST);
  if (every === undefined) lacks.add('every');
  const ends = endsOf(form, lacks);
  if (kind === 'weekly' && days.length === 0) lacks.add('weekdays');
  if (kind === 'monthlyNth' && nths.length === 0) lacks.add('nths');
  if (every === undefined || !ends) return undefined;
  switch (kind) {
    case 'daily':
      return { kind, every, ends };
    case 'weekly':
      return { kind, every, days, ends };
    case 'monthlyOn':
      return { kind, every, date, ends };
    case 'monthlyNth':
      return { kind, every, nths, day: weekday, ends };
    default:
      return kind satisfies never;
  }
}

function endsOf({ ends, lastDay, times }: RepeatForm, lacks: Set<Lack>): Extract<Repeat, { kind: 'daily' }>['ends'] | undefined {
  if (ends === 'never') return { kind: 'never' };
  if (ends === 'on') {
    if (isDay(lastDay)) return { kind: 'on', day: lastDay as BusinessDay };
    lacks.add('lastDay');
    return undefined;
  }
  const many = numberIn(times, 1, COUNT_AT_MOST);
  if (many === undefined) lacks.add('times');
  return many === undefined ? undefined : { kind: 'after', times: many };
}

function placeOf({ place, elsewhere }: SeriesForm, lacks: Set<Lack>): Place | undefined {
  if (place.kind === 'none') return undefined;
  if (place.kind === 'room') return place;
  const where = textOf(elsewhere);
  if (!where) lacks.add('where');
  return where && { kind: 'elsewhere', where };
}

function costOf({ cost, paid }: SeriesForm, lacks: Set<Lack>): Cost | undefined {
  if (cost !== 'paid') return { kind: cost };
  const what = textOf(paid);
  if (!what) lacks.add('paid');
  return what && { kind: 'paid', what };
}

/** What is said of single dates holds of the same days, whatever hour they have now. */
function retimed(base: Series, start: LocalTime, isAllDay: boolean): Pick<Series, 'added' | 'excluded' | 'changes'> {
  if (isAllDay === base.isAllDay) {
    const { added, excluded, changes } = start.slice(10) === base.start.slice(10) ? base : atTime(base, start.slice(11));
    return { added, excluded, changes };
  }
  const at = (local: string): LocalTime => `${local.slice(0, 10)}${start.slice(10)}` as LocalTime;
  return {
    added: [...new Set(base.added.map(at))],
    excluded: [...new Set(base.excluded.map((each) => (each.includes('T') ? at(each) : each)))],
    // Whole days have no hours to be moved by, and hours are not those of a whole day.
    changes: base.changes.filter(({ kind }) => kind === 'cancelled').map((change) => ({ ...change, original: at(change.original) })),
  };
}
