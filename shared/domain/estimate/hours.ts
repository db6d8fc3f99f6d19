/** Weekdays and closing times, as a centre's own calendar has them. */
import { Temporal } from 'temporal-polyfill';
import type { Centre, Service } from '../centre.ts';
import type { BusinessDay, EpochMs } from '../clock.ts';
import { openingsOn } from '../scheduling/opening.ts';

/** 1 for Monday, 7 for Sunday. */
export function weekdayOf(day: BusinessDay): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/** Days from one to the other; below zero where the other is earlier. */
export function daysBetween(from: BusinessDay, to: BusinessDay): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}

/** When a service's hours end on a day; undefined where the centre keeps none, or has none that day. */
export function closingOf(centre: Centre, service: Service, day: BusinessDay): EpochMs | undefined {
  return centre.keepsHours ? openingsOn(service, centre.zone, day).at(-1)?.to : undefined;
}
