/**
 * Where in a queue somebody is put [Q1]. In: who waits for a service, and a place in words. Out: that
 * place as a time, which is how queues keep it. It moves nobody.
 */
import type { EpochMs } from '../clock.ts';
import { compareEntryIds, type EntryId } from '../entries/entry.ts';
import type { ServiceId, VisitId } from '../ids.ts';
import { bookedPlaceOf, byArrival, queuedAt } from './queue.ts';
import { isEarly } from './standing.ts';
import type { CentreState, Visit } from '../reducers/state.ts';

/** As the contract's `Place`. */
export type QueuePlace = 'same' | 'first' | 'end' | { readonly after: number };

/** Who is put there, and where they would stand on their own. */
export interface Placed {
  readonly visit: VisitId;
  readonly service: ServiceId;
  readonly enteredBy: EntryId;
}

/**
 * @param now at the end of a queue in which everybody came before.
 * @returns null for the place of their arrival.
 */
export function placeIn(state: CentreState, { visit: id, service, enteredBy }: Placed, place: QueuePlace, now: EpochMs): EpochMs | null {
  if (place === 'same') return null;
  const day = state.visits.get(id)?.day;
  // Who booked for later stands behind whoever is put anywhere: the end of a queue is not after noon.
  const others = state.visits
    .filter((other) => other.id !== id && other.day === day && other.leg.kind === 'waiting' && other.leg.service === service && !isEarly({ notBefore: bookedPlaceOf(other) }, now))
    .toSorted(byArrival);
  const [first] = others;
  if (place === 'first') return first ? queuedAt(first.leg) - 1 : now;
  const before = place === 'end' ? others.at(-1) : others.at(Math.min(place.after, others.length) - 1);
  const next = place === 'end' ? undefined : others[place.after];
  if (!before) return now;
  return next ? between(before, next, enteredBy) : Math.max(now, queuedAt(before.leg) + 1);
}

/** Half-way, so that there is room for the next one; between two that stand at one instant, as near as ids let. */
function between({ leg: before }: Visit, { leg: next }: Visit, enteredBy: EntryId): EpochMs {
  const [from, to] = [queuedAt(before), queuedAt(next)];
  const half = Math.floor((from + to) / 2);
  if (half > from) return half;
  return compareEntryIds(enteredBy, before.enteredBy) > 0 ? from : to;
}
