/** Weekdays and closing times, as a centre's own calendar has them. */
import { Temporal } from 'temporal-polyfill';
import { Weekday, type Centre, type Service } from '../centre.ts';
import type { BusinessDay, EpochMs } from '../clock.ts';

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
