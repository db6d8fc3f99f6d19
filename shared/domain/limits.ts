/**
 * Whether a service gives turns now. In: the centre's description, who came for it today and an
 * instant. Out: that it does and until when, or why not and when it does again. It never refuses
 * anything itself, and reads no clock [Q6].
 */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { Weekday, type Centre, type Service } from './centre.ts';
import type { BusinessDay, EpochMs } from './clock.ts';
import type { ServiceId } from './ids.ts';
import type { CentreState, Visit } from './state.ts';

const at = z.number().int().nonnegative();
/** Null where no hours of the days ahead say it. */
const opensAt = at.nullable();

/** [Q8] How a service stands with turns at an instant. */
export const TurnsNow = z.discriminatedUnion('kind', [
  /** It gives them, up to `until`; null where no hours are kept. */
  z.object({ kind: z.literal('open'), until: at.nullable() }),
  /** Outside its hours. */
  z.object({ kind: z.literal('closed'), opensAt }),
  /** Within its hours, and too late to begin with anybody else before they end. */
  z.object({ kind: z.literal('lastTurnGiven'), opensAt }),
  /** All turns of the day are given: it goes on on another day. */
  z.object({ kind: z.literal('full'), opensAt }),
]);
export type TurnsNow = z.infer<typeof TurnsNow>;

/** Opening without a break, half-open; the last turn is given before `lastTurn`. */
interface Stretch {
  readonly from: EpochMs;
  readonly lastTurn: EpochMs;
  readonly to: EpochMs;
}

/** A week, and another: a change of the clocks may swallow a span on the one day of the week that has it. */
const DAYS_AHEAD = 14;

/** [Q8] Whether this service gives turns at `now`, on the business day in play. */
export function turnsNow(state: CentreState, centre: Centre, service: Service, { day, now }: { day: BusinessDay; now: EpochMs }): TurnsNow {
  const { daily } = service.limits ?? {};
  // First of all: that it opens again after lunch is no news to whom it gives no turn today.
  if (daily !== undefined && givenFor(state, service.id, day) >= daily) {
    return { kind: 'full', opensAt: firstFrom(service, centre.zone, Temporal.PlainDate.from(day).add({ days: 1 }), now) };
  }
  return centre.keepsHours ? withinHours(service, centre.zone, now) : { kind: 'open', until: null };
}

function withinHours(service: Service, zone: string, now: EpochMs): Exclude<TurnsNow, { kind: 'full' }> {
  const today = Temporal.Instant.fromEpochMilliseconds(Math.floor(now)).toZonedDateTimeISO(zone).toPlainDate();
  const stretch = stretchesOn(service, zone, today).find(({ from, to }) => from <= now && now < to);
  if (stretch && now < stretch.lastTurn) return { kind: 'open', until: stretch.lastTurn };
  return { kind: stretch ? 'lastTurnGiven' : 'closed', opensAt: firstFrom(service, zone, today, now) };
}

/** When it opens next after `now`, on `date` or a day after it. */
function firstFrom(service: Service, zone: string, date: Temporal.PlainDate, now: EpochMs): EpochMs | null {
  for (let days = 0; days <= DAYS_AHEAD; days += 1) {
    const next = stretchesOn(service, zone, date.add({ days })).find(({ from }) => from > now);
    if (next) return next.from;
  }
  return null;
}

/**
 * One day's hours as instants, in order. Spans that meet or overlap are one: nobody is sent away at
 * noon where the afternoon begins at noon. A time that the clocks skip is taken as much later, one
 * that comes twice as the first of the two. A stretch too short for any turn is none.
 */
function stretchesOn({ hours, limits }: Service, zone: string, date: Temporal.PlainDate): Stretch[] {
  const instantOf = (time: string): EpochMs => date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
  const weekday = Weekday.options.at(date.dayOfWeek - 1);
  const spans = hours
    .filter(({ days }) => days.some((day) => day === weekday))
    .map(({ from, to }) => ({ from: instantOf(from), to: instantOf(to) }))
    .toSorted((a, b) => a.from - b.from);
  const merged: { from: EpochMs; to: EpochMs }[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push(span);
  }
  const early = (limits?.lastTurnMin ?? 0) * 60_000;
  return merged.map(({ from, to }) => ({ from, lastTurn: to - early, to })).filter(({ from, lastTurn }) => from < lastTurn);
}

/** Turns of a day that count for a service: whoever came for it, was sent to it, has it still to come, or has a time or a place kept for it. */
function givenFor(state: CentreState, service: ServiceId, day: BusinessDay): number {
  let kept = 0;
  for (const each of state.appointments.values()) if (each.day === day && each.service === service && each.arrived === undefined) kept += 1;
  return kept + state.visits.count((visit) => visit.day === day && takesTurn(visit, service));
}

/** A turn that was given up while waiting is free for somebody else; one whose visitor never came was kept for them. */
function takesTurn({ leg, past, planned }: Visit, service: ServiceId): boolean {
  if (past?.some((before) => before.service === service)) return true;
  if (leg.kind === 'cancelled') return false;
  if (leg.service === service) return true;
  return leg.kind !== 'noShow' && planned?.includes(service) === true;
}
