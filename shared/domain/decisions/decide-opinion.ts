/**
 * Somebody says how their visit went. In: the state and what they touched. Out: an opinion of nobody
 * in particular, or why there is none. It asks for no visit, and writes nothing of who said it.
 */
import { serviceOf } from '../centre.ts';
import type { EntryPayload } from '../entries/happenings.ts';
import type { CentreState } from '../reducers/state.ts';
import { centreIn, type Decision } from './decide.ts';

/** What the centre does not ask can't be answered: `malformed`, from a page older than its station. */
export function decideOpinion(state: CentreState, { face, service, answer }: EntryPayload<'opinion.given'>): Decision<'notReady' | 'outdated' | 'unknownService' | 'malformed'> {
  const ready = centreIn(state);
  if (ready.kind === 'refused') return ready;
  const { centre } = ready;
  if (!centre.opinion || (answer !== null && answer >= (centre.opinion.answers?.length ?? 0))) return { kind: 'refused', why: 'malformed' };
  if (service !== null && !serviceOf(centre, service)) return { kind: 'refused', why: 'unknownService' };
  return { kind: 'happens', happening: { type: 'opinion.given', payload: { face, service, answer } } };
}
