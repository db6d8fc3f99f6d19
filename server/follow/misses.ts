/** How many ids that are nobody's one address may try. In: a miss. Out: how long to wait. It keeps addresses in memory for a minute, and writes none down. */
import type { Clock } from '../../shared/domain/clock.ts';

export const MISSES_PER_MINUTE = 20;
const MINUTE_MS = 60_000;
/** Addresses that are remembered; beyond, the one that missed first is forgotten. */
const ADDRESSES = 1000;

export interface Misses {
  /** 0 where this one was within what is allowed; else how long to wait, in milliseconds. */
  waitMs(address: string): number;
}

/** @param perMinute of one address. */
export function createMisses(clock: Clock, perMinute = MISSES_PER_MINUTE): Misses {
  const seen = new Map<string, { readonly since: number; count: number }>();
  return {
    waitMs(address) {
      const now = clock.monotonic();
      for (const [other, { since }] of seen) if (now - since >= MINUTE_MS) seen.delete(other);
      const mine = seen.get(address) ?? { since: now, count: 0 };
      mine.count += 1;
      seen.set(address, mine);
      const [first] = seen.keys();
      if (first !== undefined && seen.size > ADDRESSES) seen.delete(first);
      return mine.count <= perMinute ? 0 : mine.since + MINUTE_MS - now;
    },
  };
}
