/** What the laws look at, and what they ask of it. */
import type { OrderedEntry } from '../../shared/domain/entries/entry.ts';
import type { Effective } from '../../shared/domain/reducers/fold.ts';
import type { SimStation } from './sim-station.ts';
import type { World } from './world.ts';

export type Judged = Pick<World, 'server' | 'stations' | 'promised' | 'signedUp' | 'harmed' | 'happened' | 'isWhole'>;

/** Whether this station is one of the centre's: not put out, not refused. */
export function isIn({ enrolment }: SimStation): boolean {
  return enrolment.kind !== 'out' && enrolment.kind !== 'refused';
}

/** A disk that was put back lost its own; whatever else only it had given a server that was put back too went with it. */
export function isExcused({ harmed, happened }: Pick<Judged, 'harmed' | 'happened'>, by: SimStation): boolean {
  return harmed.has(by) || (harmed.size > 0 && (happened.has('serverRestored') || happened.has('serverReplaced')));
}

export function effective({ place, id, entry }: OrderedEntry): Effective {
  return { id, bytes: entry.bytes, effectiveAt: place.effectiveAt, generation: place.generation };
}
