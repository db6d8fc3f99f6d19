/**
 * What is said of a visit that no desk has in hand [Q1]: it leaves, is brought back, has a priority,
 * goes on to more services. In: the state and the command. Out: what happens, or why nothing does.
 */
import { priorityOf, type Centre } from '../centre.ts';
import type { BusinessDay, EpochMs } from '../clock.ts';
import { areServices, centreIn, type Decision, type DecisionOfSeveral, type Refused } from './decide.ts';
import type { PriorityId, ServiceId, VisitId } from '../ids.ts';
import { placeIn, type QueuePlace } from '../scheduling/place.ts';
import { isHere, type CancelledBy, type CentreState, type Visit } from '../reducers/state.ts';

type VisitRefusal = 'notReady' | 'outdated' | 'notThatStep';

interface AskOfVisit {
  readonly visit: VisitId;
}

/** [Q1] Somebody who waits leaves the queue. */
export function decideCancel(state: CentreState, ask: AskOfVisit, by: Exclude<CancelledBy, 'endOfDay'>): Decision<VisitRefusal> {
  const found = visitIn(state, ask.visit, ({ leg }) => leg.kind === 'waiting');
  if (found.kind === 'refused') return found;
  return { kind: 'happens', happening: { type: 'leg.cancelled', payload: { visit: ask.visit, leg: found.visit.leg.no, by } } };
}

/** [Q1] Somebody of today who did not come, or left, waits again. */
export function decideBringBack(state: CentreState, ask: AskOfVisit & { readonly place: QueuePlace }, given: { day: BusinessDay; now: EpochMs }): Decision<VisitRefusal> {
  const found = visitIn(state, ask.visit, ({ day, leg }) => day === given.day && (leg.kind === 'noShow' || leg.kind === 'cancelled'));
  if (found.kind === 'refused') return found;
  const { id, leg } = found.visit;
  const queuedAt = placeIn(state, { visit: id, service: leg.service, enteredBy: leg.enteredBy }, ask.place, given.now);
  return { kind: 'happens', happening: { type: 'leg.broughtBack', payload: { visit: id, leg: leg.no, queuedAt } } };
}

/** Staff see who goes first. @param ask.priority null for nobody any more. */
export function decideMark(state: CentreState, ask: AskOfVisit & { readonly priority: PriorityId | null }): Decision<VisitRefusal | 'unknownPriority'> {
  const found = visitIn(state, ask.visit, ({ leg }) => isHere(leg));
  if (found.kind === 'refused') return found;
  if (ask.priority !== null && !priorityOf(found.centre, ask.priority)) return { kind: 'refused', why: 'unknownPriority' };
  return { kind: 'happens', happening: { type: 'visit.marked', payload: { visit: ask.visit, priority: ask.priority } } };
}

/** Somebody who is here lost their paper. Nothing happens to the visit. */
export function decideReprint(state: CentreState, ask: AskOfVisit): DecisionOfSeveral<VisitRefusal> {
  const found = visitIn(state, ask.visit, ({ leg }) => isHere(leg));
  return found.kind === 'refused' ? found : { kind: 'happen', happenings: [] };
}

/** The services that are still to come in one visit. */
export function decidePlan(state: CentreState, ask: AskOfVisit & { readonly services: readonly ServiceId[] }): Decision<VisitRefusal | 'unknownService'> {
  const found = visitIn(state, ask.visit, ({ leg }) => isHere(leg));
  if (found.kind === 'refused') return found;
  if (!areServices(found.centre, ask.services)) return { kind: 'refused', why: 'unknownService' };
  return { kind: 'happens', happening: { type: 'visit.planned', payload: { visit: ask.visit, planned: [...ask.services] } } };
}

type Found = { readonly kind: 'found'; readonly centre: Centre; readonly visit: Visit } | Refused<VisitRefusal>;

function visitIn(state: CentreState, id: VisitId, isIt: (visit: Visit) => boolean): Found {
  const ready = centreIn(state);
  if (ready.kind === 'refused') return ready;
  const { centre } = ready;
  const visit = state.visits.get(id);
  return visit && isIt(visit) ? { kind: 'found', centre, visit } : { kind: 'refused', why: 'notThatStep' };
}
