/**
 * The dates that a rule has. In: a rule's parts, the first date on the wall, a span of the wall.
 * Out: times on the wall. It knows no zone and no exception: that the clocks skip one of them is
 * the next room's to see.
 */
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { CANDIDATES_AT_MOST, PERIODS_AT_MOST } from './limits.ts';
import type { WallMs } from './local.ts';
import type { RuleParts } from './rule.ts';

const flat = (wall: WallMs): Temporal.ZonedDateTime => Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC');

/** The dates from `from` on and before `to`, in order. */
export type Dates = (from: WallMs, to: WallMs) => readonly WallMs[];

/** The wall is reckoned as if its zone had no changes: «every Monday at nine» is at nine on both sides of one. The end and the count are left to whoever knows which dates there are. */
export function datesOf(parts: RuleParts, start: WallMs): Dates {
  const { freq, interval, byDay, byMonth, byMonthDay, byYearDay, byWeekNo, byHour, byMinute, bySetPos, wkst } = parts;
  const rule = new RRuleTemporal({
    freq,
    interval,
    dtstart: flat(start),
    tzid: 'UTC',
    ...(byDay && { byDay: [...byDay] }),
    ...(byMonth && { byMonth: [...byMonth] }),
    ...(byMonthDay && { byMonthDay: [...byMonthDay] }),
    ...(byYearDay && { byYearDay: [...byYearDay] }),
    ...(byWeekNo && { byWeekNo: [...byWeekNo] }),
    ...(byHour && { byHour: [...byHour] }),
    ...(byMinute && { byMinute: [...byMinute] }),
    ...(bySetPos && { bySetPos: [...bySetPos] }),
    ...(wkst !== undefined && { wkst }),
    includeDtstart: true,
    maxIterations: PERIODS_AT_MOST,
    maxCandidateEvaluations: CANDIDATES_AT_MOST,
  });
  return (from, to) => rule.between(flat(from), flat(to - 1), true).map((each) => each.epochMilliseconds);
}
