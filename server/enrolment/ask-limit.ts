/**
 * How many asks to be let in may come from one address. In: an address and an ask. Out: whether to
 * look at it. Anybody may ask, so that one alone must not crowd out all the others' asks.
 */
import type { Clock } from '../../shared/domain/clock.ts';
import { ENROL_CODE_MS } from '../../shared/contract/wire.ts';

/** Different asks from one address within `ENROL_CODE_MS`: a room full of new devices. */
export const ASKS_PER_ADDRESS = 20;
/** Addresses that are remembered; beyond, the one that asked longest ago is forgotten. */
const ADDRESSES = 1000;

export interface AskLimit {
  /** 0 where this ask may be looked at now, as one that was looked at before always may; else how long to wait, in milliseconds. */
  waitMs(address: string, ask: string): number;
}

export function createAskLimit(clock: Clock): AskLimit {
  /** By address: each ask, and when it was first seen. */
  const seen = new Map<string, Map<string, number>>();
  return {
    waitMs(address, ask) {
      const now = clock.monotonic();
      const asks = seen.get(address) ?? new Map<string, number>();
      for (const [other, at] of asks) if (now - at >= ENROL_CODE_MS) asks.delete(other);
      if (asks.has(ask)) return 0;
      const [oldest] = asks.values();
      if (oldest !== undefined && asks.size >= ASKS_PER_ADDRESS) return Math.ceil(oldest + ENROL_CODE_MS - now);
      asks.set(ask, now);
      seen.delete(address);
      seen.set(address, asks);
      const [longest] = seen.keys();
      if (longest !== undefined && seen.size > ADDRESSES) seen.delete(longest);
      return 0;
    },
  };
}
