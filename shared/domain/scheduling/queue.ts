/**
 * Who waits, and whom a desk calls. In: the state, a day, a desk, the time. Out: visits, in order.
 * The order itself is the policy's; nothing here ranks anybody.
 */
import { serviceOf, type Centre, type Desk, type Language } from '../centre.ts';
import type { BusinessDay, EpochMs } from '../clock.ts';
import type { CallBasis } from '../entries/happenings.ts';
import { isCallable } from '../reducers/legs.ts';
import type { DeskId, ServiceId, VisitId } from '../ids.ts';
import { needsInterpreter } from './interpreters.ts';
import { Foremost, orderFor } from './policy.ts';
import { byPlace, callerAt, policyIn, type Waiting } from './standing.ts';
import type { CentreState, Leg, Visit } from '../reducers/state.ts';

/** The version of the scheduler in this program: the same version, state, desk and time choose the same. */
export const POLICY_VERSION = 1;

/** What a call records of the policy in force [Q3]. */
export function policyOf(centre: Centre): Pick<CallBasis, 'policy' | 'policyVersion'> {
  return { policy: policyIn(centre).kind, policyVersion: POLICY_VERSION };
}

/** [J13] Queues sort by (effectiveAt, entry id): total, and the same on every device. */
export function byArrival(a: Visit, b: Visit): number {
  return byPlace({ queuedAt: queuedAt(a.leg), enteredBy: a.leg.enteredBy }, { queuedAt: queuedAt(b.leg), enteredBy: b.leg.enteredBy });
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

/** A visit that waits, as a policy sees it. */
export interface WaitingVisit extends Waiting {
  readonly visit: Visit;
}

function asWaiting(visit: Visit): WaitingVisit {
  const { leg, priority, language } = visit;
  return { visit, service: leg.service, queuedAt: queuedAt(leg), enteredBy: leg.enteredBy, priority, language, onlyAt: leg.onlyAt, notBefore: bookedPlaceOf(visit) };
}

/**
 * The booked time that somebody stands at: not where staff gave them another place, nor where they
 * go on to another service.
 */
export function bookedPlaceOf({ leg, booked }: Visit): EpochMs | undefined {
  return booked !== undefined && booked.at === leg.queuedAt ? booked.at : undefined;
}

/** Everyone who waits on `day`, for whatever desk and service, in no order. */
export function everyoneWaiting(state: CentreState, day: BusinessDay): WaitingVisit[] {
  const { centre } = state;
  if (!centre) return [];
  return state.visits.filter((visit) => isWaiting(centre, visit, day)).map(asWaiting);
}

/** Whom a desk called lately on `day`, newest first: whether each was of a preferential class. */
export function turnsAt(state: CentreState, day: BusinessDay, desk: DeskId): readonly boolean[] {
  const turns = state.turns.get(desk);
  return turns?.day === day ? turns.preferential : [];
}

const NONE: readonly Language[] = [];

/**
 * The languages that are interpreted on `day` at other desks than this, once for each visitor who is
 * called or served there. Its own visitor is gone when it calls the next one; and who was left at a
 * desk last night keeps no interpreter.
 */
export function interpretedElsewhere({ centre, visits }: CentreState, day: BusinessDay, desk: Desk): readonly Language[] {
  if (!centre?.interpreters?.length || !desk.languages) return NONE;
  const desks = new Map(centre.desks.map((each) => [each.id, each]));
  const isInterpreted = (visit: Visit): boolean => {
    const at = isAtDesk(visit) && visit.day === day && visit.leg.desk !== desk.id ? desks.get(visit.leg.desk) : undefined;
    return at !== undefined && needsInterpreter(centre, at, visit.language);
  };
  return visits.filter(isInterpreted).map(({ language }) => language);
}

/** Whether another desk is about to call this visit [C1]. */
export function isClaimedElsewhere({ claims }: CentreState, desk: DeskId, visit: VisitId): boolean {
  return (claims.get(visit)?.desk ?? desk) !== desk;
}

/**
 * [Q2] Which visit this desk should call next; undefined when nobody it serves is waiting. Whom
 * another desk has claimed is about to be called there [C1], and so is whoever is `taken`.
 */
export function nextFor(state: CentreState, day: BusinessDay, desk: Desk, taken: ReadonlySet<VisitId>, now: EpochMs): Visit | undefined {
  const { centre } = state;
  if (!centre) return undefined;
  const caller = callerAt(centre, desk, turnsAt(state, day, desk.id), now, interpretedElsewhere(state, day, desk));
  const foremost = new Foremost<WaitingVisit>(caller);
  state.visits.forEach((visit) => {
    if (!isWaiting(centre, visit, day)) return;
    const { leg, id } = visit;
    // Of thousands in a day few are this desk's to call: the others are looked at no further.
    const why = foremost.hereOf(leg.service, queuedAt(leg), leg.onlyAt);
    if (why !== undefined && !taken.has(id) && !isClaimedElsewhere(state, desk.id, id)) foremost.see(asWaiting(visit), why);
  });
  return foremost.first?.visit;
}

/** [Q2] Everyone this desk may call at `now`, in the order in which it would; also whom another has claimed [C1]. */
export function queueAt(state: CentreState, day: BusinessDay, desk: Desk, now: EpochMs): readonly Visit[] {
  const { centre } = state;
  if (!centre) return [];
  return orderFor(centre, desk, turnsAt(state, day, desk.id), everyoneWaiting(state, day), now, interpretedElsewhere(state, day, desk)).map(({ visit }) => visit);
}

/** How many people wait for the same service ahead of this visit; ahead of whoever waits now is nobody who booked for later. */
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
