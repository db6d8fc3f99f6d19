/**
 * Why a desk once called whom it called, as it saw things then [Q3]. In: the centre's order and the
 * call. Out: what `explain` says of the state that the call's basis names. Never of what came later.
 */
import type { EntryId, OrderedEntry } from '../entries/entry.ts';
import { explain, type Explanation } from './explain.ts';
import { fold } from '../reducers/fold.ts';
import type { CallBasis, EntryPayload } from '../entries/happenings.ts';
import type { VisitId } from '../ids.ts';
import { POLICY_VERSION } from './queue.ts';
import { EMPTY_STATE, type CentreState } from '../reducers/state.ts';

export type CallExplanation =
  | Explanation
  /** By name: the desk chose, and the policy was not asked. `next` is who was in turn; null where that was nobody, or is not known. */
  | { readonly kind: 'chosen'; readonly visit: VisitId; readonly next: VisitId | null }
  /** Not whom the policy put first (`next`), and not said to be by name: the desk was told that another was calling whoever stood before. */
  | { readonly kind: 'byName'; readonly visit: VisitId; readonly next: VisitId | null }
  /** Another version of the scheduler called; this one would give its own reasons for it. */
  | { readonly kind: 'otherVersion'; readonly visit: VisitId; readonly policyVersion: number };

/**
 * What a station knew when it called: the order up to its head, and of its own entries those up to
 * `pendingSeq`, which may have had no place yet. Their times are the order's stamps, where the
 * station went by its own estimate of them.
 * @param ordered the order from its beginning, or at least from before `basis.head` on.
 * @param by whose call it was.
 */
export function stateSeen(ordered: Iterable<OrderedEntry>, by: Pick<EntryId, 'device' | 'epoch'>, basis: Pick<CallBasis, 'head' | 'pendingSeq'>, before: CentreState = EMPTY_STATE): CentreState {
  const known: Parameters<typeof fold>[1] = [...ordered]
    .filter(({ place, id }) => place.no <= basis.head || (id.device === by.device && id.epoch === by.epoch && id.seq <= basis.pendingSeq))
    .map(({ place: { effectiveAt, generation }, id, entry: { bytes } }) => ({ id, bytes, effectiveAt, generation }));
  return fold(before, known);
}

/**
 * Why a call was made.
 * @param seen the state that its desk saw, without the call itself.
 * @returns undefined where that state knows neither the visit nor the desk.
 */
export function explainCall(seen: CentreState, call: EntryPayload<'leg.called'>): CallExplanation | undefined {
  const { visit, desk, basis } = call;
  const known = seen.visits.get(visit);
  if (!known) return undefined;
  const isOther = basis.policyVersion !== POLICY_VERSION;
  if (isOther) return basis.chosen ? { kind: 'chosen', visit, next: null } : { kind: 'otherVersion', visit, policyVersion: basis.policyVersion };
  const why = explain(seen, { day: known.day, desk, now: basis.now });
  if (!why) return undefined;
  const next = why.kind === 'next' ? why.visit : null;
  if (basis.chosen) return { kind: 'chosen', visit, next };
  return next === visit ? why : { kind: 'byName', visit, next };
}

/** Everybody whom an explanation names. */
export function namedBy(why: CallExplanation): readonly VisitId[] {
  const passed = 'passedOver' in why ? why.passedOver.map(({ visit }) => visit) : [];
  const next = 'next' in why && why.next !== null ? [why.next] : [];
  return [...new Set([...('visit' in why ? [why.visit] : []), ...next, ...passed])];
}
