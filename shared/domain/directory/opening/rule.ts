/** On which days a schedule holds: WEEKLY and MONTHLY of RFC 5545, as HSDS has them, in numbers. */
import { dayOf, inMonthOf, weekdayOfDay, weekOf, type DayNumber } from './civil.ts';

/** From when to when, in minutes since midnight; `to` is later than `from`, by a day at most, and may be on the next day. */
export interface MinuteSpan {
  readonly from: number;
  readonly to: number;
}

export interface Rule extends MinuteSpan {
  /** Both days included. */
  readonly first: DayNumber;
  readonly last: DayNumber;
  readonly freq: 'weekly' | 'monthly';
  /** Every so many weeks or months, reckoned from those of `anchor`. */
  readonly every: number;
  readonly anchor: DayNumber;
  /** 0 is Monday. */
  readonly weekStart: number;
  /** A bit for each weekday, Monday's the lowest. */
  readonly weekdays: number;
  /** The nth such day of the month; from its end where n is negative. */
  readonly nths: readonly { readonly nth: number; readonly weekday: number }[];
  /** Days of the month, from its end where negative. */
  readonly dates: readonly number[];
  /** Weeks and days of the year that it is limited to, from its end where negative; none: no limit. */
  readonly weeks: readonly number[];
  readonly yearDays: readonly number[];
}

export const EVERY_WEEKDAY = 0b111_1111;

export function holds(rule: Rule, day: DayNumber): boolean {
  if (day < rule.first || day > rule.last) return false;
  if (!(rule.freq === 'weekly' ? isInWeek(rule, day) : isInMonth(rule, day))) return false;
  return isInLimits(rule, day);
}

function isInWeek({ weekdays, every, anchor, weekStart, dates }: Rule, day: DayNumber): boolean {
  if ((weekdays & (1 << weekdayOfDay(day))) === 0) return false;
  if (every > 1 && mod((startOfWeek(day, weekStart) - startOfWeek(anchor, weekStart)) / 7, every) !== 0) return false;
  return dates.length === 0 || isDate(dates, day);
}

/** The first day of the week a day is in. */
export function startOfWeek(day: DayNumber, weekStart: number): DayNumber {
  return day - ((weekdayOfDay(day) - weekStart + 7) % 7);
}

function isInMonth({ weekdays, nths, dates, every, anchor }: Rule, day: DayNumber): boolean {
  if (every > 1 && mod(monthOf(day) - monthOf(anchor), every) !== 0) return false;
  if (dates.length > 0 && !isDate(dates, day)) return false;
  if (weekdays === 0 && nths.length === 0) return true;
  const weekday = weekdayOfDay(day);
  return (weekdays & (1 << weekday)) !== 0 || nths.some((each) => each.weekday === weekday && isNth(each.nth, day));
}

/** Months since the year 0. */
function monthOf(day: DayNumber): number {
  const { year, month } = inMonthOf(day);
  return year * 12 + month;
}

function isDate(dates: readonly number[], day: DayNumber): boolean {
  const { date, length } = inMonthOf(day);
  return dates.includes(date) || dates.includes(date - length - 1);
}

function isNth(nth: number, day: DayNumber): boolean {
  const { date, length } = inMonthOf(day);
  return nth === (nth > 0 ? Math.ceil(date / 7) : -Math.ceil((length - date + 1) / 7));
}

function isInLimits({ weeks, yearDays, weekStart }: Rule, day: DayNumber): boolean {
  if (weeks.length > 0) {
    const { week, weeks: all } = weekOf(day, weekStart);
    if (!weeks.includes(week) && !weeks.includes(week - all - 1)) return false;
  }
  if (yearDays.length === 0) return true;
  const { year } = inMonthOf(day);
  const into = day - dayOf(year, 1, 1) + 1;
  return yearDays.includes(into) || yearDays.includes(into - (dayOf(year + 1, 1, 1) - dayOf(year, 1, 1)) - 1);
}

function mod(a: number, n: number): number {
  return ((a % n) + n) % n;
}
