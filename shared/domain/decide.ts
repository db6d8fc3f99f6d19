/**
 * What comes of a command: a function of the state, the command and what the edge hands in.
 * It decides; the station's desk writes. Nothing here reads a clock, a disk or a die.
 */
import type { Language } from './centre.ts';
import { deskOf, serviceOf } from './centre.ts';
import { daysAfter, type BusinessDay, type EpochMs } from './clock.ts';
import type { CallBasis, Happening } from './happenings.ts';
import type { DeskId, ServiceId, VisitId } from './ids.ts';
import { callsOf } from './legs.ts';
import { turnsNow } from './limits.ts';
import { nextLabel, type Numbering } from './numbers.ts';
import { atDesk, nextFor, policyOf } from './queue.ts';
import { REDUCERS, type CentreState } from './state.ts';

/** What screens bring about. */
export type QueueHappening = Extract<Happening, { type: 'ticket.issued' | 'leg.called' | 'leg.started' | 'leg.finished' | 'leg.noShow' }>;

/** What happens, or why nothing does. */
export type Decision<Refused extends string> =
  | { readonly kind: 'happens'; readonly happening: QueueHappening }
  | { readonly kind: 'refused'; readonly why: Refused };

/**
 * The business day to act on: the clock's, or where the clock says one that is over, the first that
 * is not. A clock that was set back must not give a day's numbers again [N1].
 */
export function dayInPlay(state: CentreState, clockDay: BusinessDay): BusinessDay {
  const { closedThrough } = state;
  return closedThrough !== undefined && clockDay <= closedThrough ? daysAfter(closedThrough, 1) : clockDay;
}

/**
 * Who asks for a turn, and when. A screen gives what a service gives at that time [Q8]; a person who
 * works here, and sees who stands there, gives one at any time.
 */
export type Asker = { readonly kind: 'visitor'; readonly now: EpochMs } | { readonly kind: 'staff' };

/** Why a service gives a visitor no turn now [Q8]. */
const NO_TURN = { closed: 'serviceClosed', lastTurnGiven: 'lastTurnGiven', full: 'serviceFull' } as const;

/** [N2] Somebody asks for a turn. A device too old for the reducers in force still gives it [J7]. */
export function decideIssue(
  state: CentreState,
  ask: { service: ServiceId; language: Language },
  given: { visit: VisitId; day: BusinessDay; who: Numbering; asker: Asker },
): Decision<'notReady' | 'unknownService' | 'numbersSpent' | 'deviceOut' | (typeof NO_TURN)[keyof typeof NO_TURN]> {
  if (!state.centre) return { kind: 'refused', why: 'notReady' };
  if (state.devices.get(given.who.device)?.standing === 'out') return { kind: 'refused', why: 'deviceOut' };
  const service = serviceOf(state.centre, ask.service);
  if (!service) return { kind: 'refused', why: 'unknownService' };
  if (given.asker.kind === 'visitor') {
    const turns = turnsNow(state, state.centre, service, { day: given.day, now: given.asker.now });
    if (turns.kind !== 'open') return { kind: 'refused', why: NO_TURN[turns.kind] };
  }
  const label = nextLabel(state, given.who, given.day, service.letter);
  if (!label) return { kind: 'refused', why: 'numbersSpent' };
  return {
    kind: 'happens',
    happening: {
      type: 'ticket.issued',
      payload: { visit: given.visit, service: service.id, label, language: ask.language },
    },
  };
}

/** A call that may be made, and what its claim asks for [C1]. */
export type CallDecision =
  | { readonly kind: 'happens'; readonly happening: Extract<Happening, { type: 'leg.called' }> }
  | { readonly kind: 'refused'; readonly why: 'notReady' | 'outdated' | 'unknownDesk' | 'deskBusy' | 'nobodyWaiting' };

/**
 * [Q1][Q2] A desk calls whoever is next for it.
 * @param taken visits whose claim the owner has just refused this desk, though its order does not
 * show here yet why [C1].
 */
export function decideCallNext(
  state: CentreState,
  ask: { desk: DeskId },
  given: { day: BusinessDay; now: EpochMs; head: number; pendingSeq: number },
  taken: ReadonlySet<VisitId> = NOBODY,
): CallDecision {
  if (!state.centre) return { kind: 'refused', why: 'notReady' };
  if (state.reducers > REDUCERS) return { kind: 'refused', why: 'outdated' };
  const desk = deskOf(state.centre, ask.desk);
  if (!desk) return { kind: 'refused', why: 'unknownDesk' };
  if (atDesk(state, desk.id)) return { kind: 'refused', why: 'deskBusy' };
  const next = nextFor(state, given.day, desk, taken, given.now);
  if (!next) return { kind: 'refused', why: 'nobodyWaiting' };
  const basis: CallBasis = { head: given.head, pendingSeq: given.pendingSeq, ...policyOf(state.centre), now: given.now };
  return {
    kind: 'happens',
    happening: {
      type: 'leg.called',
      payload: { visit: next.id, leg: next.leg.no, callNo: callsOf(next.leg) + 1, desk: desk.id, basis },
    },
  };
}

const NOBODY: ReadonlySet<VisitId> = new Set();

/** The steps a desk takes with the person it called, and where each may begin [Q1]. */
const STEPS = {
  'leg.started': 'called',
  'leg.finished': 'serving',
  'leg.noShow': 'called',
} as const;
export type DeskStep = keyof typeof STEPS;

/** [Q1] A desk moves on with who stands there. Any step not allowed is refused and changes nothing. */
export function decideStep(
  state: CentreState,
  step: DeskStep,
  ask: { desk: DeskId; visit: VisitId },
): Decision<'notReady' | 'outdated' | 'unknownDesk' | 'notThatStep'> {
  if (!state.centre) return { kind: 'refused', why: 'notReady' };
  if (state.reducers > REDUCERS) return { kind: 'refused', why: 'outdated' };
  if (!deskOf(state.centre, ask.desk)) return { kind: 'refused', why: 'unknownDesk' };
  const visit = atDesk(state, ask.desk);
  if (!visit || visit.id !== ask.visit || visit.leg.kind !== STEPS[step]) {
    return { kind: 'refused', why: 'notThatStep' };
  }
  const { no, callNo, desk } = visit.leg;
  return { kind: 'happens', happening: { type: step, payload: { visit: visit.id, leg: no, callNo, desk } } };
}
