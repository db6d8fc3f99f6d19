/**
 * Days and hours as a centre's own clock shows them, as half-open stretches of time: an instant is in
 * one hour and one day, whatever daylight saving does. In: a zone and a day. Out: stretches. Pure.
 */
import { Temporal } from 'temporal-polyfill';
import { MINUTE_MS, type BusinessDay, type EpochMs } from '../clock.ts';

/** From `from` on, up to and without `to`. */
export interface Stretch {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

export interface HourStretch extends Stretch {
  /** What a clock on the wall says: 0 to 23. */
  readonly hour: number;
}

/** A whole day of the centre: 23 or 25 hours long where its clocks are changed. */
export function stretchOfDay(zone: string, day: BusinessDay): Stretch {
  const date = Temporal.PlainDate.from(day);
  return { from: startOf(date, zone), to: startOf(date.add({ days: 1 }), zone) };
}

function startOf(date: Temporal.PlainDate, zone: string): EpochMs {
  return date.toZonedDateTime({ timeZone: zone }).startOfDay().epochMilliseconds;
}

/**
 * The hours of a day, in order, without a gap. An hour that comes twice stands there twice, one that
 * is skipped not at all; where clocks are changed in the middle of one, it is two stretches.
 */
export function hoursOf(zone: string, day: BusinessDay): readonly HourStretch[] {
  const { from, to } = stretchOfDay(zone, day);
  const hours: HourStretch[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  while (at.epochMilliseconds < to) {
    const change = at.getTimeZoneTransition('next');
    const whole = at.epochMilliseconds + (60 - at.minute) * MINUTE_MS;
    const ends = Math.min(whole, change?.epochMilliseconds ?? whole, to);
    hours.push({ hour: at.hour, from: at.epochMilliseconds, to: ends });
    at = Temporal.Instant.fromEpochMilliseconds(ends).toZonedDateTimeISO(zone);
  }
  return hours;
}

/** The one of these that an instant is in; undefined where it is in none. */
export function stretchAt<S extends Stretch>(stretches: readonly S[], at: EpochMs): S | undefined {
  return stretches.find(({ from, to }) => from <= at && at < to);
}

/**
 * The hour on the wall, 0 to 23, of instants of one day, for whoever asks for thousands of them: each
 * reading of a time zone costs as much as a hundred sums. What lies off the day is of its first or last hour.
 */
export function hourAtOn(zone: string, day: BusinessDay): (at: EpochMs) => number {
  const hours = hoursOf(zone, day);
  return (at) => (hours.find(({ to }) => at < to) ?? hours.at(-1))?.hour ?? 0;
}
