/**
 * What stands in the wall's arch while nobody is called. In: whether anybody was, for how long already.
 * Out: the last call, or what there is to come to, each long enough to be read. Any call comes before both.
 */

/** Whoever was called last has so long to look up before their number makes room. Milliseconds. */
export const QUIET_MS = 60_000;
/** Each page stands so long, at least ten seconds. */
export const PAGE_MS = 20_000;

export type Face = 'call' | 'coming';

export interface Turn {
  readonly face: Face;
  /** Milliseconds. */
  readonly lasts: number;
}

/** @param n how many came before it since the last call, from 0. @param wasCalled anybody, today. */
export function turnAt(n: number, wasCalled: boolean): Turn {
  if (n === 0 && wasCalled) return { face: 'call', lasts: QUIET_MS };
  return { face: n % 2 === 0 ? 'call' : 'coming', lasts: PAGE_MS };
}
