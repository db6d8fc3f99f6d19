/** How much goes into one push: never more than the server reads, and less where less gets through. */
import { BODY_LIMIT } from '../../../shared/contract/wire.ts';
import type { SealedEntry } from '../../../shared/domain/entries/entry.ts';

/** Bytes of entries in the largest push; what is left of the body is for the words around them. */
export const MOST_BYTES = BODY_LIMIT - 64 * 1024;

/** A batch that found no answer is halved down to this, since the network may have been gone altogether. */
export const LEAST_BYTES = 64 * 1024;

/** What a push that got through adds to the next one's room: slowly, since each overshoot costs a try. */
const GROWTH_BYTES = Math.floor(MOST_BYTES / 16);

export interface Batch<T = SealedEntry> {
  readonly entries: T[];
  /** As JSON, with the comma after each. */
  readonly bytes: number;
}

/** The first of `entries` that fit into `room` bytes together; one at least, wherever there is one. */
export function cutBatch<T extends object>(entries: readonly T[], room: number): Batch<T> {
  let bytes = 0;
  let count = 0;
  for (const entry of entries) {
    const more = Buffer.byteLength(JSON.stringify(entry)) + 1;
    if (count > 0 && bytes + more > room) break;
    bytes += more;
    count += 1;
  }
  return { entries: entries.slice(0, count), bytes };
}

/** The room after a batch that was too large: half of what was sent, whatever was allowed. */
export function lessRoom(sent: Batch<unknown>): number {
  return Math.floor(sent.bytes / 2);
}

/** The room after a batch that got through. */
export function moreRoom(room: number): number {
  return Math.min(MOST_BYTES, room + GROWTH_BYTES);
}
