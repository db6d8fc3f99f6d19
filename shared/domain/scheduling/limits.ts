/**
 * Whether a service gives turns now. In: the centre's description, who came for it today and an
 * instant. Out: that it does and until when, or why not and when it does again. It never refuses
 * anything itself, and reads no clock [Q6].
 */
import { z } from 'zod';
import type { Centre, Service } from '../centre.ts';
import { businessDayOf, daysAfter, type BusinessDay, type EpochMs } from '../clock.ts';
import type { ServiceId } from '../ids.ts';
import { openingsOn } from './opening.ts';
import type { CentreState, Visit } from '../reducers/state.ts';
import { stretchAt } from '../figures/stretches.ts';

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

/** A week, and another: a change of the clocks may swallow a span on the one day of the week that has it. */
const DAYS_AHEAD = 14;

/** [Q8] Whether this service gives turns at `now`, on the business day in play. */
export function turnsNow(state: CentreState, centre: Centre, service: Service, { day, now }: { day: BusinessDay; now: EpochMs }): TurnsNow {
  const { daily } = service.limits ?? {};
  // First of all: that it opens again after lunch is no news to whom it gives no turn today.
  if (daily !== undefined && givenFor(state, service.id, day) >= daily) {
    return { kind: 'full', opensAt: firstFrom(service, centre.zone, daysAfter(day, 1), now) };
  }
  return centre.keepsHours ? withinHours(service, centre.zone, now) : { kind: 'open', until: null };
}

function withinHours(service: Service, zone: string, now: EpochMs): Exclude<TurnsNow, { kind: 'full' }> {
  const today = businessDayOf(zone, now);
  const stretch = stretchAt(openingsOn(service, zone, today), now);
  if (stretch && now < stretch.lastTurn) return { kind: 'open', until: stretch.lastTurn };
  return { kind: stretch ? 'lastTurnGiven' : 'closed', opensAt: firstFrom(service, zone, today, now) };
}

/** When it opens next after `now`, on `day` or one after it. */
function firstFrom(service: Service, zone: string, day: BusinessDay, now: EpochMs): EpochMs | null {
  for (let days = 0; days <= DAYS_AHEAD; days += 1) {
    const next = openingsOn(service, zone, daysAfter(day, days)).find(({ from }) => from > now);
    if (next) return next.from;
  }
  return null;
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
