/**
 * Hours as a form shows them: a week, days of the month like its last Friday, and what neither can
 * show. In: schedules as HSDS writes them. Out: the same, rows that nobody touched as they were.
 */
import { readSchedule } from '../../../../shared/domain/directory/opening/index.ts';
import type { HsdsSchedule } from '../../../../shared/domain/directory/record.ts';
import { TimeOfDay, Weekday } from '../../../../shared/domain/week.ts';

/** Times of day, `HH:MM`, empty while nobody typed them; one that ends no later than it begins ends the next day. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

export type Week = Readonly<Record<Weekday, readonly Span[]>>;

/** One such day of each month: the first to the fifth, or the last (-1). */
export interface MonthDay extends Span {
  readonly id: string;
  readonly nth: Nth;
  readonly day: Weekday;
}

export const NTHS = [1, 2, 3, 4, 5, -1] as const;
export type Nth = (typeof NTHS)[number];

export interface FormHours {
  readonly week: Week;
  readonly months: readonly MonthDay[];
  /** Kept as they are, or taken away. */
  readonly others: readonly HsdsSchedule[];
}

const CODES: Readonly<Record<Weekday, string>> = { mon: 'MO', tue: 'TU', wed: 'WE', thu: 'TH', fri: 'FR', sat: 'SA', sun: 'SU' };
const DAY_MINUTES = 1440;

/** What a row comes to, where a form can show all of it. */
type Shown = Span & ({ readonly kind: 'week'; readonly days: readonly Weekday[] } | { readonly kind: 'month'; readonly nth: Nth; readonly day: Weekday });

export function hoursIn(schedules: readonly HsdsSchedule[]): FormHours {
  const read = schedules.map((schedule) => ({ schedule, shown: shownOf(schedule) }));
  const on = (day: Weekday): readonly Span[] => read.flatMap(({ shown }) => (shown?.kind === 'week' && shown.days.includes(day) ? [{ from: shown.from, to: shown.to }] : [])).toSorted((a, b) => a.from.localeCompare(b.from));
  return {
    week: weekOf(on),
    months: read.flatMap(({ schedule: { id }, shown }) => (shown?.kind === 'month' ? [{ id, nth: shown.nth, day: shown.day, from: shown.from, to: shown.to }] : [])),
    others: read.flatMap(({ schedule, shown }) => (shown ? [] : [schedule])),
  };
}

export function weekOf(on: (day: Weekday) => readonly Span[]): Week {
  return { mon: on('mon'), tue: on('tue'), wed: on('wed'), thu: on('thu'), fri: on('fri'), sat: on('sat'), sun: on('sun') };
}

/** Every time has both its ends. */
export function isWhole({ week, months }: FormHours): boolean {
  return [...Weekday.options.flatMap((day) => week[day]), ...months].every(({ from, to }) => TimeOfDay.safeParse(from).success && TimeOfDay.safeParse(to).success);
}

/** @param before the schedules as they stood. @param newId a UUID for each row there was not. */
export function schedulesOf({ week, months, others }: FormHours, before: readonly HsdsSchedule[], newId: () => string): HsdsSchedule[] {
  const wanted = Weekday.options.flatMap((day) => week[day].map((span) => ({ day, ...span })));
  const kept = before.flatMap((row): HsdsSchedule[] => {
    const shown = shownOf(row);
    if (!shown) return others.filter(({ id }) => id === row.id);
    if (shown.kind === 'month') return months.filter(({ id }) => id === row.id).map((month) => (isSame(month, shown) ? row : { ...row, ...monthRow(month) }));
    const days = shown.days.filter((day) => take(wanted, (each) => each.day === day && each.from === shown.from && each.to === shown.to));
    if (days.length === shown.days.length) return [row];
    return days.length === 0 ? [] : [{ ...row, byday: bydayOf(days) }];
  });
  const known = new Set(before.map(({ id }) => id));
  const monthly = months.filter(({ id }) => !known.has(id)).map((month) => ({ id: month.id, freq: 'MONTHLY', ...monthRow(month) }));
  const times = wanted.filter((span, n) => wanted.findIndex((each) => each.from === span.from && each.to === span.to) === n);
  const weekly = times.map(({ from, to }): HsdsSchedule => ({
    id: newId(), freq: 'WEEKLY', byday: bydayOf(wanted.filter((each) => each.from === from && each.to === to).map(({ day }) => day)), opens_at: from, closes_at: to,
  }));
  return [...kept, ...weekly, ...monthly];
}

/** Takes the first that fits out. @returns whether there was one. */
function take<T>(from: T[], fits: (each: T) => boolean): boolean {
  const at = from.findIndex(fits);
  if (at >= 0) from.splice(at, 1);
  return at >= 0;
}

function isSame(month: MonthDay, shown: Extract<Shown, { kind: 'month' }>): boolean {
  return month.nth === shown.nth && month.day === shown.day && month.from === shown.from && month.to === shown.to;
}

function monthRow({ nth, day, from, to }: MonthDay): { byday: string; opens_at: string; closes_at: string } {
  return { byday: `${nth}${CODES[day]}`, opens_at: from, closes_at: to };
}

function bydayOf(days: readonly Weekday[]): string {
  return Weekday.options.filter((day) => days.includes(day)).map((day) => CODES[day]).join(',');
}

function shownOf(schedule: HsdsSchedule): Shown | undefined {
  const read = readSchedule(schedule);
  const { valid_from, valid_to, until, dtstart, count } = schedule;
  if (read.kind !== 'rule' || count !== undefined || [valid_from, valid_to, until, dtstart].some((each) => each !== undefined && each !== '')) return undefined;
  const { freq, every, weekdays, nths, dates, weeks, yearDays, from, to } = read.rule;
  if (every !== 1 || [dates, weeks, yearDays].some(({ length }) => length > 0)) return undefined;
  const span = { from: spelled(from), to: spelled(to) };
  const days = Weekday.options.filter((_day, n) => (weekdays & (1 << n)) !== 0);
  if (freq === 'weekly') return { kind: 'week', days, ...span };
  const [first, second] = nths;
  const day = Weekday.options[first?.weekday ?? 0];
  const nth = NTHS.find((each) => each === first?.nth);
  return nth !== undefined && day !== undefined && second === undefined && days.length === 0 ? { kind: 'month', nth, day, ...span } : undefined;
}

/** @param minute of a day, or of the next. */
function spelled(minute: number): string {
  const within = minute % DAY_MINUTES;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
}
