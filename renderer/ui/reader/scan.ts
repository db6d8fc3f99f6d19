/**
 * Tells a reader from a hand: a reader types what it read in one burst and ends it with Enter or Tab, and
 * no text field is there to take it. In: keys and their times. Out: what was scanned, or the digits
 * that somebody typed. A burst that stops half-way is forgotten.
 */
import { LONGEST_CODE, scanOf, type Scan } from '../../../shared/contract/scans.ts';
import type { Character } from './pressed.ts';

/** Keys of one burst come closer together than this, in ms; those of a hand further apart. */
export const BURST_GAP_MS = 60;

/** What a hand types in one such moment: two keys at most, where a finger rolls. */
const HAND_KEYS = 2;

/** Longer than anything of ours that is read. */
const BURST_KEYS = 2 * LONGEST_CODE;

export interface Burst {
  readonly keys: readonly Character[];
  /** When the last key came, in ms. */
  readonly lastAt: number;
}

export const QUIET: Burst = { keys: [], lastAt: -Infinity };

export type Read = Scan | { readonly kind: 'typed'; readonly digits: string } | { readonly kind: 'nothing' };

const NOTHING: Read = { kind: 'nothing' };

/** One more key. What a burst before it left behind is read first. */
export function withKey(burst: Burst, key: Character, at: number): { readonly burst: Burst; readonly left: Read } {
  const goesOn = at - burst.lastAt <= BURST_GAP_MS;
  const keys = [...(goesOn ? burst.keys : []), key].slice(-BURST_KEYS);
  return { burst: { keys, lastAt: at }, left: goesOn ? NOTHING : leftOf(burst) };
}

/** More came at once than a hand can type. */
export function isReaders({ keys }: Burst): boolean {
  return keys.length > HAND_KEYS;
}

/** Enter, or Tab: ends what a reader typed. `nothing` where it was somebody's own. */
export function readAtEnd(burst: Burst, at: number): Read {
  if (!isReaders(burst) || at - burst.lastAt > BURST_GAP_MS) return NOTHING;
  // A reader is set to the US layout, whatever the machine's is. One that says no places of keys, but characters, is taken by those.
  const us = scanOf(burst.keys.map((key) => key.us).join(''));
  return us.kind === 'misread' ? scanOf(burst.keys.map(({ typed }) => typed).join('')) : us;
}

/** A burst that nothing ended: a hand's digits, or half a scan, of which nothing stays. */
export function leftOf(burst: Burst): Read {
  const digits = burst.keys.map(({ digit }) => digit);
  return isReaders(burst) || digits.length === 0 || digits.includes(undefined) ? NOTHING : { kind: 'typed', digits: digits.join('') };
}
