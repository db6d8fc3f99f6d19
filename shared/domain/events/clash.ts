/** Two things in one room at once. In: occurrences of any series. Out: pairs that clash. It forbids nothing: whoever plans is told. */
import type { RoomId } from '../ids.ts';
import { CLASHES_AT_MOST } from './limits.ts';
import type { Occurrence } from './occurrences.ts';

export interface Clash {
  readonly room: RoomId;
  /** The one that begins first. */
  readonly one: Occurrence;
  readonly other: Occurrence;
}

/**
 * One that ends when another begins does not clash with it; of one whose end nobody said its
 * beginning counts. What was called off is in nobody's way, and what is elsewhere neither.
 * @returns by when the later one of each pair begins, `CLASHES_AT_MOST` at most.
 */
export function clashesOf(occurrences: readonly Occurrence[]): readonly Clash[] {
  const clashes: Clash[] = [];
  const going = new Map<RoomId, Occurrence[]>();
  for (const other of occurrences.filter(({ isCancelled }) => !isCancelled).toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (other.place?.kind !== 'room') continue;
    const { room } = other.place;
    const still = (going.get(room) ?? []).filter((one) => one.end > other.start || one.start === other.start);
    for (const one of still) {
      if (clashes.length >= CLASHES_AT_MOST) return clashes;
      clashes.push({ room, one, other });
    }
    still.push(other);
    going.set(room, still);
  }
  return clashes;
}
