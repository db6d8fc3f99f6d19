/** Local hours of a business day, for whoever asks for thousands of them: each reading of a time zone costs as much as a hundred sums. */
import { Temporal } from 'temporal-polyfill';
import { Weekday, type Centre, type Service } from '../centre.ts';
import type { BusinessDay, EpochMs } from '../clock.ts';

/** No day has more hours, with the change of the clocks in it. */
const MOST_HOURS = 25;

/** The local hour, 0–23, of an instant of that day; instants off the day count as its first or last hour. */
export function hoursOf(zone: string, day: BusinessDay): (at: EpochMs) => number {
  const start = Temporal.PlainDate.from(day).toZonedDateTime(zone);
  const first = start.epochMilliseconds;
  const hours = Uint8Array.from({ length: MOST_HOURS }, (_, n) => {
    const then = start.add({ hours: n });
    return then.day === start.day ? then.hour : 23;
  });
  return (at) => hours[Math.min(Math.max(Math.floor((at - first) / 3_600_000), 0), MOST_HOURS - 1)] ?? 0;
}

/** 1 for Monday, 7 for Sunday. */
export function weekdayOf(day: BusinessDay): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/** Days from one to the other; below zero where the other is earlier. */
export function daysBetween(from: BusinessDay, to: BusinessDay): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}

/** When a service's hours end on a day; undefined where the centre keeps none, or has none that day. */
export function closingOf(centre: Centre, { hours }: Service, day: BusinessDay): EpochMs | undefined {
  if (!centre.keepsHours) return undefined;
  const weekday = Weekday.options.at(weekdayOf(day) - 1);
  const last = hours.filter(({ days }) => days.some((each) => each === weekday)).map(({ to }) => to).toSorted().at(-1);
  return last === undefined ? undefined : Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: centre.zone, plainTime: last }).epochMilliseconds;
}
