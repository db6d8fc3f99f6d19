/**
 * How often a series comes, as a form asks it. In: a rule of recurrence (RFC 5545). Out: what a form
 * can show of it, or the rule as it stands; and the rule that a form says. It reckons no date.
 */
import { Temporal } from 'temporal-polyfill';
import type { BusinessDay } from '../../../shared/domain/clock.ts';
import { readRule, type Series } from '../../../shared/domain/events/index.ts';
import { DAY, wallOf } from '../../../shared/domain/events/local.ts';
import { endOnWall, type RuleParts } from '../../../shared/domain/events/rule.ts';
import { Weekday } from '../../../shared/domain/week.ts';

/** The first to the fourth of its month, or the last. */
export const NTHS = [1, 2, 3, 4, -1] as const;
export type Nth = (typeof NTHS)[number];

/** The last day of a month, whichever that is. */
export const LAST_DATE = -1;

export type Ends = { readonly kind: 'never' } | { readonly kind: 'on'; readonly day: BusinessDay } | { readonly kind: 'after'; readonly times: number };

export type Repeat =
  | { readonly kind: 'once' }
  | { readonly kind: 'daily'; readonly every: number; readonly ends: Ends }
  | { readonly kind: 'weekly'; readonly every: number; readonly days: readonly Weekday[]; readonly ends: Ends }
  /** `date`: 1 to 31, or `LAST_DATE`. */
  | { readonly kind: 'monthlyOn'; readonly every: number; readonly date: number; readonly ends: Ends }
  | { readonly kind: 'monthlyNth'; readonly every: number; readonly nths: readonly Nth[]; readonly day: Weekday; readonly ends: Ends }
  /** More than a form shows: kept as it is. */
  | { readonly kind: 'other'; readonly rule: string; readonly parts: RuleParts };

export type RepeatKind = Repeat['kind'];

/** What a rule is read beside. */
export type RuleOf = Pick<Series, 'start' | 'zone' | 'isAllDay'>;

const CODES: Readonly<Record<string, Weekday>> = { MO: 'mon', TU: 'tue', WE: 'wed', TH: 'thu', FR: 'fri', SA: 'sat', SU: 'sun' };
const codeOf = (day: Weekday): string => day.slice(0, 2).toUpperCase();
const inOrder = (days: readonly Weekday[]): readonly Weekday[] => Weekday.options.filter((day) => days.includes(day));

export function weekdayAt(start: string): Weekday {
  return Weekday.options[Temporal.PlainDate.from(start.slice(0, 10)).dayOfWeek - 1] ?? 'mon';
}

export const dateAt = (start: string): number => Number(start.slice(8, 10));

export function repeatIn({ rule, ...of }: RuleOf & Pick<Series, 'rule'>): Repeat {
  if (rule === undefined) return { kind: 'once' };
  const read = readRule(rule, of.isAllDay);
  // A series with a rule that can't be read is none: its schema says so.
  if (read.kind === 'not') return { kind: 'once' };
  return shown(read.parts, of) ?? { kind: 'other', rule, parts: read.parts };
}

function shown(parts: RuleParts, of: RuleOf): Repeat | undefined {
  const { freq, interval: every, byDay, byMonth, byMonthDay, byYearDay, byWeekNo, byHour, byMinute, bySetPos } = parts;
  if ([byMonth, byYearDay, byWeekNo, byHour, byMinute].some((part) => part !== undefined)) return undefined;
  const ends = endsOf(parts, of);
  const rest = byMonthDay ?? bySetPos;
  if (freq === 'DAILY' && !rest && !byDay) return { kind: 'daily', every, ends };
  const days = byDay?.flatMap((each) => CODES[each] ?? []) ?? [weekdayAt(of.start)];
  const isDays = !byDay || days.length === byDay.length;
  if (freq === 'DAILY' && !rest && isDays && every === 1) return { kind: 'weekly', every, days: inOrder(days), ends };
  // Every other week begins where the week does.
  const isMonday = every === 1 || parts.wkst === undefined || parts.wkst === 'MO';
  if (freq === 'WEEKLY' && !rest && isDays && isMonday) return { kind: 'weekly', every, days: inOrder(days), ends };
  if (freq !== 'MONTHLY') return undefined;
  if (byDay) return byMonthDay ? undefined : monthlyNth(byDay, bySetPos, { every, ends });
  const [date = dateAt(of.start), ...more] = byMonthDay ?? [];
  return bySetPos || more.length > 0 || (date < 0 && date !== LAST_DATE) ? undefined : { kind: 'monthlyOn', every, date, ends };
}

/** `1TH,3TH`, or `TH` with `BYSETPOS=1,3`. */
function monthlyNth(byDay: readonly string[], bySetPos: readonly number[] | undefined, base: { readonly every: number; readonly ends: Ends }): Repeat | undefined {
  const [first = ''] = byDay;
  const day = CODES[first.slice(-2)];
  const isOne = byDay.length === 1 && first.length === 2;
  const places = bySetPos ? (isOne ? bySetPos : []) : byDay.map((each) => (each.endsWith(first.slice(-2)) ? Number(each.slice(0, -2)) : 0));
  if (!day || places.length === 0 || !places.every((place) => NTHS.some((nth) => nth === place))) return undefined;
  return { kind: 'monthlyNth', ...base, nths: NTHS.filter((nth) => places.includes(nth)), day };
}

function endsOf({ count, until }: RuleParts, { start, zone }: RuleOf): Ends {
  if (count !== undefined) return { kind: 'after', times: count };
  if (!until) return { kind: 'never' };
  const wall = endOnWall(until, zone);
  const startsAt = wallOf(start) % DAY;
  // One that ends in the morning leaves out an evening of that day.
  const day = Math.floor(wall / DAY) - (wall - Math.floor(wall / DAY) * DAY < startsAt ? 1 : 0);
  return { kind: 'on', day: Temporal.PlainDate.from('1970-01-01').add({ days: day }).toString() as BusinessDay };
}

/** Undefined for what comes once. */
export function ruleOf(repeat: Repeat, of: Pick<RuleOf, 'zone' | 'isAllDay'>): string | undefined {
  if (repeat.kind === 'once') return undefined;
  if (repeat.kind === 'other') return repeat.rule;
  const { every, ends } = repeat;
  return [...howOften(repeat), ...(every > 1 ? [`INTERVAL=${every}`] : []), ...endOf(ends, of)].join(';');
}

function howOften(repeat: Exclude<Repeat, { kind: 'once' | 'other' }>): readonly string[] {
  switch (repeat.kind) {
    case 'daily':
      return ['FREQ=DAILY'];
    case 'weekly':
      return ['FREQ=WEEKLY', `BYDAY=${repeat.days.map(codeOf).join(',')}`];
    case 'monthlyOn':
      return ['FREQ=MONTHLY', `BYMONTHDAY=${repeat.date}`];
    case 'monthlyNth':
      return ['FREQ=MONTHLY', `BYDAY=${repeat.nths.map((nth) => `${nth}${codeOf(repeat.day)}`).join(',')}`];
    default:
      return repeat satisfies never;
  }
}

/** The whole of its last day: of a series with hours that is an instant, as RFC 5545 asks. */
function endOf(ends: Ends, { zone, isAllDay }: Pick<RuleOf, 'zone' | 'isAllDay'>): readonly string[] {
  if (ends.kind === 'never') return [];
  if (ends.kind === 'after') return [`COUNT=${ends.times}`];
  const bare = (text: string): string => text.replaceAll(/[-:]/g, '');
  if (isAllDay) return [`UNTIL=${bare(ends.day)}`];
  const last = Temporal.PlainDateTime.from(`${ends.day}T23:59:59`).toZonedDateTime(zone).toInstant();
  return [`UNTIL=${bare(last.toString({ smallestUnit: 'second' }))}`];
}

/** Whether its first date is one that the rule has itself. */
export function fits(repeat: Repeat, start: string): boolean {
  switch (repeat.kind) {
    case 'once':
    case 'daily':
    case 'other':
      return true;
    case 'weekly':
      return repeat.days.includes(weekdayAt(start));
    case 'monthlyOn':
      return repeat.date === dateAt(start) || (repeat.date === LAST_DATE && isLastDate(start));
    case 'monthlyNth':
      return repeat.day === weekdayAt(start) && nthsAt(start).some((nth) => repeat.nths.includes(nth));
    default:
      return repeat satisfies never;
  }
}

/** Which of its weekday a day is in its month: the fourth may be the last too. */
export function nthsAt(start: string): readonly Nth[] {
  const date = Temporal.PlainDate.from(start.slice(0, 10));
  const nth = Math.ceil(date.day / 7);
  return NTHS.filter((each) => each === nth || (each === -1 && date.day + 7 > date.daysInMonth));
}

const isLastDate = (start: string): boolean => {
  const date = Temporal.PlainDate.from(start.slice(0, 10));
  return date.day === date.daysInMonth;
};
