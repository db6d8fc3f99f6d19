/**
 * What a desk does with the person it called [Q1]. In: the state and the command. Out: what happens,
 * or why nothing does. From which step each act begins stands in legs.ts, and nowhere here.
 */
import { deskOf, serviceOf } from '../centre.ts';
import { MINUTE_MS, type EpochMs } from '../clock.ts';
import type { Decision, Refused } from './decide.ts';
import { deskIn, type DeskRefusal } from './decide-call.ts';
import type { DeskId, ServiceId, VisitId } from '../ids.ts';
import { BEGINS, type HandAct } from '../reducers/legs.ts';
import { placeIn, type QueuePlace } from '../scheduling/place.ts';
import { atDesk, type AtDesk } from '../scheduling/queue.ts';
import type { CentreState, ParkReason, Visit } from '../reducers/state.ts';

export type DeskStep = 'leg.started' | 'leg.finished' | 'leg.noShow' | 'leg.recalled';

interface AskOfDesk {
  readonly desk: DeskId;
  readonly visit: VisitId;
}

/** [Q1] A desk moves on with who stands there. Any step not allowed is refused and changes nothing. */
export function decideStep(state: CentreState, step: DeskStep, ask: AskOfDesk): Decision<DeskRefusal | 'notThatStep' | 'callAgainFirst'> {
  const hand = inHand(state, step, ask);
  if (hand.kind === 'refused') return hand;
  const { visit, callNo, ...call } = hand.call;
  if (step === 'leg.noShow' && !mayLetGo(state, callNo)) return { kind: 'refused', why: 'callAgainFirst' };
  return { kind: 'happens', happening: { type: step, payload: { visit, callNo: step === 'leg.recalled' ? callNo + 1 : callNo, ...call } } };
}

/** Whether somebody was called often enough to say that they did not come. */
export function mayLetGo({ centre }: Pick<CentreState, 'centre'>, calls: number): boolean {
  return calls >= (centre?.callsBeforeNoShow ?? 1);
}

/** [Q1] Whoever was called waits on, where the desk says. */
export function decidePutBack(state: CentreState, ask: AskOfDesk & { readonly place: QueuePlace }, now: EpochMs): Decision<DeskRefusal | 'notThatStep'> {
  const hand = inHand(state, 'leg.putBack', ask);
  if (hand.kind === 'refused') return hand;
  const { id, leg } = hand.visit;
  const queuedAt = placeIn(state, { visit: id, service: leg.service, enteredBy: leg.enteredBy }, ask.place, now);
  return { kind: 'happens', happening: { type: 'leg.putBack', payload: { ...hand.call, queuedAt } } };
}

/** [Q1] Whoever is served steps aside, to be called again by name. @param ask.minutes null where nobody knows. */
export function decidePark(state: CentreState, ask: AskOfDesk & { readonly reason: ParkReason; readonly minutes: number | null }, now: EpochMs): Decision<DeskRefusal | 'notThatStep'> {
  const hand = inHand(state, 'leg.parked', ask);
  if (hand.kind === 'refused') return hand;
  const until = ask.minutes === null ? null : now + ask.minutes * MINUTE_MS;
  return { kind: 'happens', happening: { type: 'leg.parked', payload: { ...hand.call, reason: ask.reason, until } } };
}

export interface Transfer extends AskOfDesk {
  readonly to: { readonly service: ServiceId; readonly desk: DeskId | null };
  readonly place: 'byArrival' | 'end' | 'first';
  readonly comesBack: boolean;
}

/** [Q1] The visit goes on in another leg, under the same ticket. */
export function decideTransfer(state: CentreState, ask: Transfer, now: EpochMs): Decision<DeskRefusal | 'unknownService' | 'notThatStep'> {
  const hand = inHand(state, 'leg.transferred', ask);
  if (hand.kind === 'refused') return hand;
  const { service, desk } = ask.to;
  if (!serviceOf(hand.centre, service)) return { kind: 'refused', why: 'unknownService' };
  if (desk !== null && !deskOf(hand.centre, desk)) return { kind: 'refused', why: 'unknownDesk' };
  const { id, leg } = hand.visit;
  const queuedAt = ask.place === 'byArrival' ? arrivalOf(hand.visit) : placeIn(state, { visit: id, service, enteredBy: leg.enteredBy }, ask.place, now);
  return { kind: 'happens', happening: { type: 'leg.transferred', payload: { ...hand.call, service, onlyAt: desk, queuedAt, comesBack: ask.comesBack } } };
}

function arrivalOf({ leg, past }: Visit): EpochMs {
  return (past?.[0] ?? leg).enteredAt;
}

type Hand =
  | { readonly kind: 'hand'; readonly centre: NonNullable<CentreState['centre']>; readonly visit: AtDesk; readonly call: { visit: VisitId; leg: number; callNo: number; desk: DeskId } }
  | Refused<DeskRefusal | 'notThatStep'>;

/** The person at this desk, where it is the one asked about and the act begins at their step. */
function inHand(state: CentreState, act: HandAct, ask: AskOfDesk): Hand {
  const at = deskIn(state, ask.desk);
  if (at.kind === 'refused') return at;
  const visit = atDesk(state, ask.desk);
  if (!visit || visit.id !== ask.visit || !BEGINS[act].includes(visit.leg.kind)) return { kind: 'refused', why: 'notThatStep' };
  const { no, callNo, desk } = visit.leg;
  return { kind: 'hand', centre: at.centre, visit, call: { visit: visit.id, leg: no, callNo, desk } };
}
