/**
 * What a rule of recurrence says (RFC 5545, 3.3.10). In: its text, `FREQ=WEEKLY;BYDAY=MO`. Out: its
 * parts, or why it is none of ours. It reckons no date, and lets no rule through that takes for ever.
 */
import { Temporal } from 'temporal-polyfill';
import { dayIn, DAY } from './local.ts';
import { A_YEAR_AT_MOST, COUNT_AT_MOST, INTERVAL_AT_MOST, RULE_AT_MOST } from './limits.ts';

export type Freq = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** The last moment of a rule: an instant, a time on the series' own wall, or the whole of a day there; milliseconds. */
export type Until = { readonly kind: 'instant' | 'wall'; readonly at: number };

export interface RuleParts {
  readonly freq: Freq;
  readonly interval: number;
  readonly count: number | undefined;
  readonly until: Until | undefined;
  /** `MO`, `-1FR`. */
  readonly byDay: readonly string[] | undefined;
  readonly byMonth: readonly number[] | undefined;
  readonly byMonthDay: readonly number[] | undefined;
  readonly byYearDay: readonly number[] | undefined;
  readonly byWeekNo: readonly number[] | undefined;
  readonly byHour: readonly number[] | undefined;
  readonly byMinute: readonly number[] | undefined;
  readonly bySetPos: readonly number[] | undefined;
  readonly wkst: string | undefined;
}

/** `often`: more than daily by its kind, or more than a thousand dates a year. `endless`: more dates than are counted. */
export type RuleFault = 'shape' | 'often' | 'endless' | 'unfit';

export type ReadRule = { readonly kind: 'rule'; readonly parts: RuleParts } | { readonly kind: 'not'; readonly why: RuleFault };

const FREQS: Readonly<Record<string, Freq>> = { DAILY: 'DAILY', WEEKLY: 'WEEKLY', MONTHLY: 'MONTHLY', YEARLY: 'YEARLY' };
const OFTEN = ['SECONDLY', 'MINUTELY', 'HOURLY'];
const WEEKDAY = /^(?:MO|TU|WE|TH|FR|SA|SU)$/;
const NTH_WEEKDAY = /^(?:[+-]?(?:[1-9]|[1-4]\d|5[0-3]))?(?:MO|TU|WE|TH|FR|SA|SU)$/;
const KNOWN = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTH', 'BYMONTHDAY', 'BYYEARDAY', 'BYWEEKNO', 'BYHOUR', 'BYMINUTE', 'BYSECOND', 'BYSETPOS', 'WKST']);

class Unreadable extends Error {
  readonly why: RuleFault;
  constructor(why: RuleFault) {
    super(why);
    this.why = why;
  }
}

/** @param isAllDay of a series of whole days: it has no hours to name. */
export function readRule(text: string, isAllDay: boolean): ReadRule {
  try {
    return { kind: 'rule', parts: partsOf(text, isAllDay) };
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'not', why: error.why };
    throw error;
  }
}

function partsOf(text: string, isAllDay: boolean): RuleParts {
  if (text.length > RULE_AT_MOST) throw new Unreadable('shape');
  const fields = new Map<string, string>();
  for (const field of text.split(';')) {
    const [name = '', value = '', ...more] = field.split('=');
    if (!KNOWN.has(name) || fields.has(name) || value === '' || more.length > 0) throw new Unreadable('shape');
    fields.set(name, value);
  }
  const given = fields.get('FREQ') ?? '';
  if (OFTEN.includes(given)) throw new Unreadable('often');
  const freq = FREQS[given];
  if (!freq) throw new Unreadable('shape');
  const numbers = (name: string, least: number, most: number, isSigned = false): readonly number[] | undefined => fields.get(name)?.split(',').map((each) => numberIn(each, { least, most, isSigned }));
  const one = (name: string, most: number): number | undefined => {
    const value = fields.get(name);
    return value === undefined ? undefined : numberIn(value, { least: 1, most: Number.MAX_SAFE_INTEGER, isSigned: false }, most);
  };
  if (numbers('BYSECOND', 0, 59)?.some((second) => second > 0)) throw new Unreadable('often');
  const parts: RuleParts = {
    freq,
    interval: one('INTERVAL', INTERVAL_AT_MOST) ?? 1,
    count: one('COUNT', COUNT_AT_MOST),
    until: untilIn(fields.get('UNTIL')),
    byDay: fields.get('BYDAY')?.split(',').map((each) => matching(each, NTH_WEEKDAY).replace('+', '')),
    byMonth: numbers('BYMONTH', 1, 12),
    byMonthDay: numbers('BYMONTHDAY', 1, 31, true),
    byYearDay: numbers('BYYEARDAY', 1, 366, true),
    byWeekNo: numbers('BYWEEKNO', 1, 53, true),
    byHour: numbers('BYHOUR', 0, 23),
    byMinute: numbers('BYMINUTE', 0, 59),
    bySetPos: numbers('BYSETPOS', 1, 366, true),
    wkst: fields.has('WKST') ? matching(fields.get('WKST') ?? '', WEEKDAY) : undefined,
  };
  if (!isFit(parts, isAllDay)) throw new Unreadable('unfit');
  if (aYear(parts) > A_YEAR_AT_MOST) throw new Unreadable('often');
  return parts;
}

function numberIn(text: string, { least, most, isSigned }: { readonly least: number; readonly most: number; readonly isSigned: boolean }, bound = most): number {
  if (!(isSigned ? /^[+-]?\d{1,12}$/ : /^\d{1,12}$/).test(text)) throw new Unreadable('shape');
  const number = Number(text);
  const size = Math.abs(number);
  if (size < least || size > most) throw new Unreadable('shape');
  if (size > bound) throw new Unreadable('endless');
  return number;
}

function matching(text: string, shape: RegExp): string {
  if (!shape.test(text)) throw new Unreadable('shape');
  return text;
}

function untilIn(text: string | undefined): Until | undefined {
  if (text === undefined) return undefined;
  const [, year, month, date, hour, minute, second, zulu] = /^(\d{4})(\d\d)(\d\d)(?:T([01]\d|2[0-3])([0-5]\d)([0-5]\d|60)(Z)?)?$/.exec(text) ?? [];
  const day = year && month && date ? dayIn(`${year}-${month}-${date}`) : undefined;
  if (day === undefined) throw new Unreadable('shape');
  // A day means the whole of it.
  if (hour === undefined) return { kind: 'wall', at: (day + 1) * DAY - 1 };
  return { kind: zulu ? 'instant' : 'wall', at: day * DAY + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 };
}

/** What RFC 5545 forbids to stand together. */
function isFit({ freq, count, until, byDay, byMonthDay, byYearDay, byWeekNo, byHour, byMinute, bySetPos, byMonth }: RuleParts, isAllDay: boolean): boolean {
  if (count !== undefined && until) return false;
  if (isAllDay && (byHour || byMinute)) return false;
  const hasNth = byDay?.some((each) => each.length > 2) ?? false;
  if (hasNth && (freq === 'DAILY' || freq === 'WEEKLY' || byWeekNo)) return false;
  if (freq === 'WEEKLY' && byMonthDay) return false;
  if (byYearDay && freq !== 'YEARLY') return false;
  if (byWeekNo && freq !== 'YEARLY') return false;
  return !bySetPos || [byDay, byMonthDay, byYearDay, byWeekNo, byHour, byMinute, byMonth].some((part) => part !== undefined);
}

/** Dates of a year, or more than it can have. */
function aYear({ freq, interval, byDay, byMonthDay, byYearDay, byHour, byMinute }: RuleParts): number {
  const times = (byHour?.length ?? 1) * (byMinute?.length ?? 1);
  const weekdays = new Set(byDay?.map((each) => each.slice(-2))).size || 7;
  const weeks = 53;
  switch (freq) {
    case 'DAILY':
      return Math.ceil(Math.min(366 / interval, weeks * weekdays)) * times;
    case 'WEEKLY':
      return Math.ceil(weeks / interval) * (byDay ? weekdays : 1) * times;
    case 'MONTHLY':
    case 'YEARLY':
      return Math.min(byDay || byMonthDay || byYearDay ? Infinity : 366, weeks * weekdays, byMonthDay ? byMonthDay.length * 12 : Infinity, byYearDay?.length ?? Infinity) * times;
    default:
      return freq satisfies never;
  }
}

/** The last moment of a rule on the wall of its series. @param zone IANA. */
export function endOnWall(until: Until, zone: string): number {
  if (until.kind === 'wall') return until.at;
  const there = Temporal.Instant.fromEpochMilliseconds(until.at).toZonedDateTimeISO(zone);
  return until.at + Math.round(there.offsetNanoseconds / 1_000_000);
}
