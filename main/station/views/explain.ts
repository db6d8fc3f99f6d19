/** [Q3] Why a desk calls whom it calls, now and then: for the staff window alone. */
import { PAST_CALLS_SHOWN, type ExplainView, type PastCallsView } from '../../../shared/contract/explanations.ts';
import { explain } from '../../../shared/domain/scheduling/explain.ts';
import type { DeskId, VisitId } from '../../../shared/domain/ids.ts';
import { labelsIn } from '../hindsight/index.ts';
import type { Known } from './index.ts';

/** @param visit null for whoever is next. */
export function explainView(desk: DeskId, visit: VisitId | null, { state, day, now }: Known): Omit<ExplainView, 'kind'> {
  const said = explain(state, { day, desk, now }, visit ?? undefined);
  return { desk, visit, said: said ?? null, labels: said ? labelsIn(state, said) : [] };
}

export function pastCallsView(desk: DeskId, { state, day, latestCalls }: Known): Omit<PastCallsView, 'kind'> {
  const calls = latestCalls(desk, day, PAST_CALLS_SHOWN).flatMap(({ id, payload: { visit: of, leg: no, basis } }) => {
    const visit = state.visits.get(of);
    const leg = visit && [visit.leg, ...(visit.past ?? [])].find((each) => each.no === no);
    return visit && leg ? [{ call: id, label: visit.label, service: leg.service, at: basis.now, chosen: basis.chosen === true }] : [];
  });
  return { desk, calls };
}
