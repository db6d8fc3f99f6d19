/**
 * Time, passed in. Nothing outside a clock's own file reads the machine's time [Q6], so a test
 * can stand at any instant and a simulation can move it.
 */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/** Milliseconds since 1970-01-01T00:00Z. */
export type EpochMs = number;

export const MINUTE_MS = 60_000;

export interface Clock {
  /** Wall time; may jump when somebody sets the machine's clock. */
  now(): EpochMs;
  /** Milliseconds since this boot began; never goes back. */
  monotonic(): number;
}

/** Waiting, passed in so that a test can let an hour pass in a moment. */
export interface Timers {
  /** Calls back once, `ms` from now; returns the way to call off just this wait. */
  after(ms: number, then: () => void): () => void;
}

/** A calendar date in the centre's zone, `YYYY-MM-DD`. */
export const BusinessDay = z.iso.date().brand<'BusinessDay'>();
export type BusinessDay = z.infer<typeof BusinessDay>;

/**
 * The business day an instant falls on, in the centre's zone, daylight saving included.
 * @throws RangeError for a zone the platform does not know.
 */
export function businessDayOf(zone: string, at: EpochMs): BusinessDay {
  const date = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone).toPlainDate();
  return date.toString() as BusinessDay;
}

/** The day before, for whoever must still know yesterday after midnight. */
export function dayBefore(day: BusinessDay): BusinessDay {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString() as BusinessDay;
}

/** The day so many days later. */
export function daysAfter(day: BusinessDay, days: number): BusinessDay {
  return Temporal.PlainDate.from(day).add({ days }).toString() as BusinessDay;
}

/** Days since the Monday on or before this day: 0 to 6. */
export function weekdayOf(day: BusinessDay): number {
  return Temporal.PlainDate.from(day).dayOfWeek - 1;
}

/**
 * A time of day, `HH:MM`, on a day of a zone. One that the clocks skip is taken as much later, one
 * that comes twice as the first of the two.
 */
export function instantOf(zone: string, day: BusinessDay, time: string): EpochMs {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
}

/** Whether the platform can reckon in this IANA zone. */
export function isKnownZone(zone: string): boolean {
  try {
    businessDayOf(zone, 0);
    return true;
  } catch {
    return false;
  }
}
