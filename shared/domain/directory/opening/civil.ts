/**
 * The calendar in whole numbers: a day is how many days lie between it and 1970-01-01. Twenty
 * thousand services are asked whether they are open while somebody looks on, and one date object
 * for each of their days took a second.
 */
import type { BusinessDay } from '../../clock.ts';

/** Days since 1970-01-01. */
export type DayNumber = number;

export interface Civil {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly date: number;
}

/** A day in its month. */
export interface InMonth extends Civil {
  readonly day: DayNumber;
  /** Of the month, 28 to 31. */
  readonly length: number;
}

const ERA_DAYS = 146_097;
/** From 0000-03-01, where the reckoning of leap days is simplest, to 1970-01-01. */
const TO_EPOCH = 719_468;

/** Source: Howard Hinnant, «chrono-Compatible Low-Level Date Algorithms», days_from_civil. */
export function dayOf(year: number, month: number, date: number): DayNumber {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  return era * ERA_DAYS + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - TO_EPOCH;
}

/** Source: the same, civil_from_days. */
export function civilOf(day: DayNumber): Civil {
  const z = day + TO_EPOCH;
  const era = Math.floor(z / ERA_DAYS);
  const dayOfEra = z - era * ERA_DAYS;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1 };
}

/** 0 is Monday, 6 Sunday. */
export function weekdayOfDay(day: DayNumber): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Of a month, 28 to 31. */
export function lengthOfMonth(year: number, month: number): number {
  return month === 12 ? 31 : dayOf(year, month + 1, 1) - dayOf(year, month, 1);
}

/** The first day of week 1: the first that has four days of the year or more (RFC 5545). @param weekStart 0 is Monday. */
function firstWeekOf(year: number, weekStart: number): DayNumber {
  const newYear = dayOf(year, 1, 1);
  const into = (weekdayOfDay(newYear) - weekStart + 7) % 7;
  return into <= 3 ? newYear - into : newYear - into + 7;
}

const inMonths: InMonth[] = [];
/** A power of two. Everybody asks for the same two months of days. */
const MONTHS_KEPT = 256;

export function inMonthOf(day: DayNumber): InMonth {
  const place = day & (MONTHS_KEPT - 1);
  const kept = inMonths[place];
  if (kept?.day === day) return kept;
  const civil = civilOf(day);
  return (inMonths[place] = { ...civil, day, length: lengthOfMonth(civil.year, civil.month) });
}

/** Which week of its year a day is in, and how many such a year has. */
export function weekOf(day: DayNumber, weekStart: number): { readonly week: number; readonly weeks: number } {
  const { year } = civilOf(day);
  const owner = day < firstWeekOf(year, weekStart) ? year - 1 : day >= firstWeekOf(year + 1, weekStart) ? year + 1 : year;
  const first = firstWeekOf(owner, weekStart);
  return { week: Math.floor((day - first) / 7) + 1, weeks: (firstWeekOf(owner + 1, weekStart) - first) / 7 };
}

const DATE = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?$/;

/** A date as ISO 8601 or RFC 5545 writes it; a time behind it is not looked at. @returns undefined where there is no such day. */
export function parseDay(text: string): DayNumber | undefined {
  const [, year, month, date] = DATE.exec(text.trim())?.map(Number) ?? [];
  if (year === undefined || month === undefined || date === undefined || month < 1 || month > 12) return undefined;
  return date >= 1 && date <= lengthOfMonth(year, month) ? dayOf(year, month, date) : undefined;
}

const written = new Map<DayNumber, BusinessDay>();
/** A year and more of days is all that is asked for at a time. */
const KEPT = 1000;

/** `YYYY-MM-DD`. */
export function textOf(day: DayNumber): BusinessDay {
  const known = written.get(day);
  if (known !== undefined) return known;
  const { year, month, date } = civilOf(day);
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}` as BusinessDay;
  if (written.size >= KEPT) written.clear();
  written.set(day, text);
  return text;
}
