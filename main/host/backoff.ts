/** How long to wait before starting again something that died. */

const SHORTEST_MS = 200;
const LONGEST_MS = 5000;
/** What has run this long was stable: its next death is a first one again. */
export const STABLE_MS = 60_000;

/**
 * Doubles with each death in a row.
 * @param deaths how many in a row, this one included; from 1.
 * @returns milliseconds, 200 to 5,000.
 */
export function backoffMs(deaths: number): number {
  return Math.min(LONGEST_MS, SHORTEST_MS * 2 ** (deaths - 1));
}

/** Runs something once, later; returns the way to call it off. Real timers at the edge, a list of them in tests. */
export type After = (ms: number, run: () => void) => () => void;

export const afterRealTime: After = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => {
    clearTimeout(timer);
  };
};
