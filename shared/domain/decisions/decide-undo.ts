/**
 * Taking back the last act [Q1]. In: the state, and whose act is meant. Out: the act that takes it
 * back, or why there is none. Only what the visit itself remembers is taken back, once.
 */
import type { Decision } from './decide.ts';
import { deskIn, type DeskRefusal } from './decide-call.ts';
import type { DeskId, VisitId } from '../ids.ts';
import { crowds } from '../reducers/legs.ts';
import { atDesk, isClaimedElsewhere } from '../scheduling/queue.ts';
import type { CentreState, UndoableAct, Visit } from '../reducers/state.ts';

/** What can be taken back at a desk; of a call, that its visitor waits where they were, or is parked as they were. */
export interface Undoing {
  readonly act: UndoableAct | 'leg.called';
  readonly visit: Visit;
}

/** [Q1] The last thing done with a visit, if this desk did it, or no desk, and nobody else stands there by now. */
export function decideUndo(state: CentreState, ask: { desk: DeskId; visit: VisitId }): Decision<DeskRefusal | 'nothingToUndo' | 'deskBusy'> {
  const at = deskIn(state, ask.desk);
  if (at.kind === 'refused') return at;
  const visit = state.visits.get(ask.visit);
  if (!visit) return { kind: 'refused', why: 'nothingToUndo' };
  const { id, leg, undo } = visit;
  if (leg.kind === 'called' && leg.desk === ask.desk) {
    return { kind: 'happens', happening: { type: 'leg.putBack', payload: { visit: id, leg: leg.no, callNo: leg.callNo, desk: leg.desk, queuedAt: null, ...(leg.parked ? { parks: true } : {}) } } };
  }
  const isTheirs = undo && (undo.desk === null || undo.desk === ask.desk) && !isClaimedElsewhere(state, ask.desk, id);
  if (!isTheirs) return { kind: 'refused', why: 'nothingToUndo' };
  if (crowds(state.visits, visit, undo.before.leg)) return { kind: 'refused', why: 'deskBusy' };
  return { kind: 'happens', happening: { type: 'leg.undone', payload: { visit: id, leg: leg.no, act: undo.act, desk: undo.desk } } };
}

/** What this desk did last, where it may be taken back. */
export function undoAt(state: CentreState, desk: DeskId): Undoing | undefined {
  const there = atDesk(state, desk);
  const visit = there ?? lastOf(state, desk);
  if (!visit || decideUndo(state, { desk, visit: visit.id }).kind === 'refused') return undefined;
  const act = visit.leg.kind === 'called' ? 'leg.called' : visit.undo?.act;
  return act && { act, visit };
}

/** Whom this desk let go last. */
function lastOf(state: CentreState, desk: DeskId): Visit | undefined {
  let last: Visit | undefined;
  for (const visit of state.visits.values()) {
    if (visit.undo?.desk === desk && visit.undo.at >= (last?.undo?.at ?? 0)) last = visit;
  }
  return last;
}
