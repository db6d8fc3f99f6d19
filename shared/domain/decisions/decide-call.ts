/**
 * Whether a desk may call, and whom [Q1][Q2]. In: the state, the command, what the desk knows. Out:
 * a call that may be made once it is claimed [C1], or why not.
 */
import { deskOf, type Centre, type Desk } from '../centre.ts';
import { businessDayOf, type BusinessDay, type EpochMs } from '../clock.ts';
import { centreIn, type Refused } from './decide.ts';
import type { CallBasis, Happening } from '../entries/happenings.ts';
import type { DeskId, VisitId } from '../ids.ts';
import { callsOf, isCallable } from '../reducers/legs.ts';
import { atDesk, isClaimedElsewhere, nextFor, policyOf } from '../scheduling/queue.ts';
import type { CentreState, OpenDesk, Visit } from '../reducers/state.ts';

/** What a desk is refused before anything is asked of its visitors. */
export type DeskRefusal = 'notReady' | 'outdated' | 'unknownDesk';

/** Why a desk that is one of the centre's calls nobody now. */
export type NotCalling = 'deskNotOpen' | 'deskPaused' | 'deskClosing' | 'deskBusy';

/** A call that may be made, and what its claim asks for [C1]. */
export type CallDecision =
  | { readonly kind: 'happens'; readonly happening: Extract<Happening, { type: 'leg.called' }> }
  | Refused<DeskRefusal | NotCalling | 'nobodyWaiting' | 'notThatStep'>;

/** When a call is made, and how much of the order and of its own journal its station knew [Q3]. */
export interface Knowing {
  readonly day: BusinessDay;
  readonly now: EpochMs;
  readonly head: number;
  readonly pendingSeq: number;
}

/** The centre and one of its desks, where this program may act on them. */
export function deskIn(state: CentreState, id: DeskId): { readonly kind: 'desk'; readonly centre: Centre; readonly desk: Desk } | Refused<DeskRefusal> {
  const ready = centreIn(state);
  if (ready.kind === 'refused') return ready;
  const { centre } = ready;
  const desk = deskOf(centre, id);
  return desk ? { kind: 'desk', centre, desk } : { kind: 'refused', why: 'unknownDesk' };
}

/**
 * [Q1][Q2] A desk calls whoever is next for it.
 * @param taken visits whose claim the owner has just refused this desk, though its order does not
 * show here yet why [C1].
 */
export function decideCallNext(state: CentreState, ask: { desk: DeskId }, given: Knowing, taken: ReadonlySet<VisitId> = NOBODY): CallDecision {
  const at = deskIn(state, ask.desk);
  if (at.kind === 'refused') return at;
  const why = whyNotCalling(state, at.centre, at.desk.id, given.day);
  if (why) return { kind: 'refused', why };
  const next = nextFor(state, given.day, at.desk, taken, given.now);
  if (!next) return { kind: 'refused', why: 'nobodyWaiting' };
  return called(next, at.desk.id, basis(at.centre, given));
}

/** [Q1] A desk calls somebody by choice: who waits, also for a service or a desk that is not this one, or is parked. */
export function decideCallOf(state: CentreState, ask: { desk: DeskId; visit: VisitId }, given: Knowing, taken: ReadonlySet<VisitId> = NOBODY): CallDecision {
  const at = deskIn(state, ask.desk);
  if (at.kind === 'refused') return at;
  const why = whyNotCalling(state, at.centre, at.desk.id, given.day);
  if (why) return { kind: 'refused', why };
  const visit = state.visits.get(ask.visit);
  const isFree = visit && isCallable(at.centre, visit.leg) && !taken.has(visit.id) && !isClaimedElsewhere(state, at.desk.id, visit.id);
  if (!isFree) return { kind: 'refused', why: 'notThatStep' };
  return called(visit, at.desk.id, { ...basis(at.centre, given), chosen: true });
}

const NOBODY: ReadonlySet<VisitId> = new Set();

/** Who works at a desk on this day: one that nobody closed last night is not open in the morning. */
export function openOn(state: CentreState, centre: Centre, desk: DeskId, day: BusinessDay): OpenDesk | undefined {
  const open = state.desks.get(desk);
  return open && businessDayOf(centre.zone, open.openedAt) >= day ? open : undefined;
}

function whyNotCalling(state: CentreState, centre: Centre, desk: DeskId, day: BusinessDay): NotCalling | undefined {
  const open = openOn(state, centre, desk, day);
  if (!open && (centre.agents ?? []).length > 0) return 'deskNotOpen';
  if (open?.isClosing) return 'deskClosing';
  if (open?.pause) return 'deskPaused';
  return atDesk(state, desk) ? 'deskBusy' : undefined;
}

function basis(centre: Centre, { head, pendingSeq, now }: Knowing): CallBasis {
  return { head, pendingSeq, ...policyOf(centre), now };
}

function called({ id, leg }: Visit, desk: DeskId, by: CallBasis): CallDecision {
  return { kind: 'happens', happening: { type: 'leg.called', payload: { visit: id, leg: leg.no, callNo: callsOf(leg) + 1, desk, basis: by } } };
}
