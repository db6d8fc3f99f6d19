/**
 * Who waits, in which order, for whom. First come, first served, over the services a desk serves;
 * the order of a desk's services does not yet weigh (that is a policy's to say).
 */
import { deskOf, serviceOf, type Centre, type Desk } from './centre.ts';
import type { BusinessDay, EpochMs } from './clock.ts';
import { compareEntryIds } from './entry.ts';
import type { CallBasis } from './happenings.ts';
import { isCallable } from './legs.ts';
import type { DeskId, ServiceId, VisitId } from './ids.ts';
import type { CentreState, Leg, Visit } from './state.ts';

/** The policy in force, recorded with every call [Q3]. */
export const POLICY = { policy: 'firstCome', policyVersion: 1 } as const satisfies Pick<CallBasis, 'policy' | 'policyVersion'>;

/** [J13] Queues sort by (effectiveAt, entry id): total, and the same on every device. */
export function byArrival(a: Visit, b: Visit): number {
  return queuedAt(a.leg) - queuedAt(b.leg) || compareEntryIds(a.leg.enteredBy, b.leg.enteredBy);
}

/** Where a leg stands in its queue, as a time. */
export function queuedAt(leg: Leg): EpochMs {
  return leg.queuedAt ?? leg.enteredAt;
}

/**
 * Whoever waits; and whoever was called to a desk that has since been taken out of the centre,
 * since nobody there can call again.
 */
function isWaiting(centre: Centre, visit: Visit, day: BusinessDay): boolean {
  // Who is parked is called by name, not in turn.
  return visit.day === day && visit.leg.kind !== 'parked' && isCallable(centre, visit.leg);
}

/** Whether a leg is kept for another desk of the centre. */
function isKeptFrom(centre: Centre, desk: DeskId, { onlyAt }: Leg): boolean {
  return onlyAt !== undefined && onlyAt !== desk && deskOf(centre, onlyAt) !== undefined;
}

/** A service that was taken out of the centre is every desk's to finish: its visitors are still here. */
function isServed(centre: Centre, service: ServiceId, by: readonly ServiceId[]): boolean {
  return by.includes(service) || !serviceOf(centre, service);
}

/** Everyone waiting on `day` for any of `services`, first come first. */
export function waitingFor(state: CentreState, day: BusinessDay, services: readonly ServiceId[]): Visit[] {
  const { centre } = state;
  if (!centre) return [];
  return state.visits
    .filter((visit) => isWaiting(centre, visit, day) && isServed(centre, visit.leg.service, services))
    .sort(byArrival);
}

/**
 * [Q2] Which visit this desk should call next; undefined when nobody it serves is waiting. Whom
 * another desk has claimed is about to be called there [C1], and so is whoever is `taken`.
 */
export function nextFor(state: CentreState, day: BusinessDay, desk: Desk, taken: ReadonlySet<VisitId>): Visit | undefined {
  const { centre } = state;
  if (!centre) return undefined;
  const isFree = ({ id, leg }: Visit): boolean => !taken.has(id) && (state.claims.get(id)?.desk ?? desk.id) === desk.id && !isKeptFrom(centre, desk.id, leg);
  return waitingFor(state, day, desk.services).find(isFree);
}

/** How many people wait for the same service ahead of this visit. */
export function aheadOf(state: CentreState, visit: Visit): number {
  const { centre } = state;
  const { service } = visit.leg;
  if (!centre) return 0;
  return state.visits.count(
    (other) => isWaiting(centre, other, visit.day) && other.leg.service === service && byArrival(other, visit) < 0,
  );
}

/** A visit whose leg is called to, or served at, a desk. */
export interface AtDesk extends Visit {
  readonly leg: Extract<Leg, { kind: 'called' | 'serving' }>;
}

/**
 * Who stands at a desk now; a desk has one at a time. Of any day: a ticket left open last night
 * is the desk's to finish in the morning, not to vanish at midnight.
 */
export function atDesk(state: CentreState, desk: DeskId): AtDesk | undefined {
  return state.visits.find((visit): visit is AtDesk => isAtDesk(visit) && visit.leg.desk === desk);
}

function isAtDesk(visit: Visit): visit is AtDesk {
  return visit.leg.kind === 'called' || visit.leg.kind === 'serving';
}
