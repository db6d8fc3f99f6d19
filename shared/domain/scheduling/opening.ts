/**
 * When a service is open on a day of the centre. In: its hours and limits, the centre's zone, a day.
 * Out: stretches of time. Whether the centre keeps its hours at all is not asked here.
 */
import { Weekday, type Service } from '../centre.ts';
import { instantOf, MINUTE_MS, weekdayOf, type BusinessDay, type EpochMs } from '../clock.ts';
import type { Stretch } from '../figures/stretches.ts';

/** Opening without a break; the last turn is given before `lastTurn`. */
export interface Opening extends Stretch {
  readonly lastTurn: EpochMs;
}

/**
 * One day's hours as instants, in order. Spans that meet or overlap are one: nobody is sent away at
 * noon where the afternoon begins at noon. A time that the clocks skip is taken as much later, one
 * that comes twice as the first of the two. A stretch too short for any turn is none.
 */
export function openingsOn({ hours, limits }: Pick<Service, 'hours' | 'limits'>, zone: string, day: BusinessDay): Opening[] {
  const weekday = Weekday.options.at(weekdayOf(day));
  const spans = hours
    .filter(({ days }) => days.some((each) => each === weekday))
    .map(({ from, to }) => ({ from: instantOf(zone, day, from), to: instantOf(zone, day, to) }))
    .toSorted((a, b) => a.from - b.from);
  const merged: { from: EpochMs; to: EpochMs }[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push(span);
  }
  const early = (limits?.lastTurnMin ?? 0) * MINUTE_MS;
  return merged.map(({ from, to }) => ({ from, lastTurn: to - early, to })).filter(({ from, lastTurn }) => from < lastTurn);
}
