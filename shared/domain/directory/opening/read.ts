/** Reads a schedule as HSDS writes it, of whoever wrote it: into a rule, or not at all. Nothing is guessed. */
import type { HsdsSchedule } from '../record.ts';
import { civilOf, parseDay, weekdayOfDay, type DayNumber } from './civil.ts';
import { EVERY_WEEKDAY, holds, type MinuteSpan, type Rule } from './rule.ts';

export type ReadSchedule =
  | { readonly kind: 'rule'; readonly rule: Rule }
  /** A remark without a rule and without times. */
  | { readonly kind: 'words' }
  /** It says when, in a way that nothing here can read. */
  | { readonly kind: 'unreadable' };

const DAY_MINUTES = 1440;
/** Before and after every day that is asked for. */
const EVER = 10_000_000;
/** How far a counted series is followed: a generation. */
const COUNTED_DAYS = 366 * 40;
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

export function readSchedule(schedule: HsdsSchedule): ReadSchedule {
  const { freq, byday, bymonthday, byweekno, byyearday, dtstart, opens_at, closes_at, interval, count } = schedule;
  if ([freq, byday, bymonthday, byweekno, byyearday, dtstart, opens_at, closes_at].every((each) => said(each) === undefined) && interval === undefined && count === undefined) return { kind: 'words' };
  const rule = ruleOf(schedule);
  return rule ? { kind: 'rule', rule } : { kind: 'unreadable' };
}

/** A table leaves a field empty that it has nothing for. */
function said(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim().toUpperCase();
}

function ruleOf(schedule: HsdsSchedule): Rule | undefined {
  const span = spanOf(schedule);
  const days = daysOf(schedule);
  const bounds = boundsOf(schedule);
  if (!span || !days || !bounds) return undefined;
  const { start, from } = bounds;
  const rule = shapeOf(schedule, days, start, span);
  if (!rule) return undefined;
  const through = Math.min(bounds.through, rule.last);
  const { count } = schedule;
  if (count === undefined) return { ...rule, first: from, last: through };
  if (start === undefined || !Number.isInteger(count) || count < 1) return undefined;
  return { ...rule, first: from, last: Math.min(through, lastOf({ ...rule, first: start, last: through }, count)) };
}

interface Days {
  readonly weekdays: number;
  readonly nths: Rule['nths'];
  readonly dates: readonly number[];
  readonly weeks: readonly number[];
  readonly yearDays: readonly number[];
}

/** What each kind of rule is made of where it says no more than its frequency, and whether it can be one. */
function shapeOf(schedule: HsdsSchedule, days: Days, start: DayNumber | undefined, span: MinuteSpan): Rule | undefined {
  const freq = freqOf(schedule, days);
  const every = schedule.interval ?? 1;
  const weekStart = WEEKDAYS.indexOf(said(schedule.wkst) ?? 'MO');
  if (freq === undefined || !Number.isInteger(every) || every < 1 || weekStart < 0) return undefined;
  if (every > 1 && start === undefined) return undefined;
  const base = { ...span, ...days, every, weekStart, anchor: start ?? 0, first: -EVER, last: EVER };
  const hasWeekdays = days.weekdays !== 0 || days.nths.length > 0;
  const isLimited = days.dates.length > 0 || days.yearDays.length > 0;
  switch (freq) {
    case 'once':
      return start === undefined ? undefined : { ...base, freq: 'weekly', weekdays: EVERY_WEEKDAY, last: start };
    case 'weekly':
      if (days.nths.length > 0) return undefined;
      if (hasWeekdays) return { ...base, freq };
      if (isLimited) return { ...base, freq, weekdays: EVERY_WEEKDAY };
      return start === undefined ? undefined : { ...base, freq, weekdays: 1 << weekdayOfDay(start) };
    case 'monthly':
      if (hasWeekdays || isLimited || days.weeks.length > 0) return { ...base, freq };
      return start === undefined ? undefined : { ...base, freq, dates: [civilOf(start).date] };
  }
}

/** Without a frequency, days of the week come weekly, the nth of them and days of the month monthly, a date once. */
function freqOf(schedule: HsdsSchedule, days: Days): 'weekly' | 'monthly' | 'once' | undefined {
  const freq = said(schedule.freq);
  if (freq === 'WEEKLY') return 'weekly';
  if (freq === 'MONTHLY') return 'monthly';
  if (freq !== undefined) return undefined;
  if (days.nths.length > 0 || (days.weekdays === 0 && days.dates.length > 0)) return 'monthly';
  if (days.weekdays !== 0 || days.yearDays.length > 0) return 'weekly';
  return days.weeks.length === 0 && schedule.interval === undefined && schedule.count === undefined && said(schedule.until) === undefined ? 'once' : undefined;
}

function daysOf(schedule: HsdsSchedule): Days | undefined {
  const byDay = listOf(schedule.byday, parseByDay);
  const dates = listOf(schedule.bymonthday, within(31));
  const weeks = listOf(schedule.byweekno, within(53));
  const yearDays = listOf(schedule.byyearday, within(366));
  if (!byDay || !dates || !weeks || !yearDays) return undefined;
  const weekdays = byDay.reduce((mask, { nth, weekday }) => (nth === 0 ? mask | (1 << weekday) : mask), 0);
  return { weekdays, nths: byDay.filter(({ nth }) => nth !== 0), dates, weeks, yearDays };
}

/** @returns undefined where one of them can't be read: the others alone would tell of fewer days, or of more. */
function listOf<T>(text: string | undefined, parse: (part: string) => T | undefined): readonly T[] | undefined {
  const parts = said(text)?.split(',').map((part) => parse(part.trim())) ?? [];
  const read = parts.filter((part) => part !== undefined);
  return read.length === parts.length ? read : undefined;
}

/** `nth` 0 where every such day is meant. */
function parseByDay(part: string): { nth: number; weekday: number } | undefined {
  const [, nth = '', name = ''] = /^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/.exec(part) ?? [];
  const weekday = WEEKDAYS.indexOf(name);
  return weekday < 0 ? undefined : { nth: Number(nth), weekday };
}

function within(most: number): (part: string) => number | undefined {
  return (part) => {
    const n = /^[+-]?\d{1,3}$/.test(part) ? Number(part) : 0;
    return n !== 0 && Math.abs(n) <= most ? n : undefined;
  };
}

/** `start` anchors what is reckoned from somewhere; the others are the first and last day on which it may hold. */
function boundsOf({ dtstart, valid_from, valid_to, until }: HsdsSchedule): { start: DayNumber | undefined; from: DayNumber; through: DayNumber } | undefined {
  const [start, from, through, end] = [dtstart, valid_from, valid_to, until].map((text) => (said(text) === undefined ? null : parseDay(text ?? '')));
  if (start === undefined || from === undefined || through === undefined || end === undefined) return undefined;
  return { start: start ?? from ?? undefined, from: Math.max(start ?? -EVER, from ?? -EVER), through: Math.min(through ?? EVER, end ?? EVER) };
}

/** The day of the `count`th time. */
function lastOf(rule: Rule, count: number): DayNumber {
  let left = count;
  for (let day = rule.first; day < rule.first + COUNTED_DAYS && day <= rule.last; day += 1) {
    if (holds(rule, day)) left -= 1;
    if (left === 0) return day;
  }
  return EVER;
}

/** Without times it is the whole day; with one of the two nobody knows how long. */
function spanOf({ opens_at, closes_at }: HsdsSchedule): MinuteSpan | undefined {
  const [opens, closes] = [said(opens_at), said(closes_at)];
  if (opens === undefined && closes === undefined) return { from: 0, to: DAY_MINUTES };
  const from = minuteOf(opens ?? '');
  const to = minuteOf(closes ?? '');
  return from === undefined || to === undefined || from === DAY_MINUTES ? undefined : minuteSpan(from, to);
}

/** What closes no later than it opens does so the next day. A minute to midnight is midnight: whoever wrote it had no 24:00. */
export function minuteSpan(from: number, to: number): MinuteSpan {
  const end = to === DAY_MINUTES - 1 ? DAY_MINUTES : to;
  return { from, to: end <= from ? end + DAY_MINUTES : end };
}

const TIME = /^(\d{1,2}):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}(?::?\d{2})?)?$/;

/** Minutes since midnight of the place's own clocks, whatever offset stands behind; seconds are let go. */
export function minuteOf(text: string): number | undefined {
  const [, hours, minutes] = TIME.exec(text) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return minute <= DAY_MINUTES ? minute : undefined;
}
