/**
 * How long somebody who typed a wrong password has to wait: the decision, with no disk and no clock
 * in it, so that every store decides alike.
 *
 * Tries fill a bucket that drains with time. As long as it is not full a try costs nothing; from
 * there each doubles the wait. A lock that counts to three and stays would let anybody lock out
 * anybody; without a lock, a night is enough for a million guesses.
 */
import type { EpochMs } from '../../shared/domain/clock.ts';

export interface TryLimit {
  /** Tries that cost no wait; the wait begins with the last of them. */
  readonly free: number;
  /** How long until one try is forgotten, in milliseconds. */
  readonly drainMs: number;
}

/** What is kept of the tries so far, under one key. */
export interface Tries {
  /** How full the bucket was at `at`. */
  readonly level: number;
  readonly at: EpochMs;
}

export const FIRST_WAIT_MS = 30_000;
export const LONGEST_WAIT_MS = 15 * 60_000;
/** Doublings after which the wait grows no more, and neither does what must drain afterwards. */
const DOUBLINGS = Math.ceil(Math.log2(LONGEST_WAIT_MS / FIRST_WAIT_MS));

/** How long from `now` until the next try is looked at; 0 when it may come at once. */
export function waitMs(tries: Tries | undefined, limit: TryLimit, now: EpochMs): number {
  if (!tries) return 0;
  const wait = wholeWaitMs(tries.level, limit);
  // Of a clock that was set back, no more can be asked than the whole wait anew.
  return Math.min(wait, Math.max(0, tries.at + wait - now));
}

function wholeWaitMs(level: number, { free }: TryLimit): number {
  // Rounded: what drained in the seconds between two tries is no forgiveness.
  const over = Math.round(level) - free;
  return over < 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** over);
}

/** One more try, counted before anybody knows whether it is right: many sent at once count too. */
export function withTry(tries: Tries | undefined, limit: TryLimit, now: EpochMs): Tries {
  return { level: Math.min(limit.free + DOUBLINGS, levelAt(tries, limit, now) + 1), at: now };
}

/** A try that turned out right is taken back. */
export function withoutTry(tries: Tries, limit: TryLimit, now: EpochMs): Tries {
  return { level: Math.max(0, levelAt(tries, limit, now) - 1), at: now };
}

function levelAt(tries: Tries | undefined, limit: TryLimit, now: EpochMs): number {
  if (!tries) return 0;
  // It drains once the wait is over: waiting is the price of the last try, not amends for it.
  const quiet = now - tries.at - wholeWaitMs(tries.level, limit);
  return Math.max(0, tries.level - Math.max(0, quiet) / limit.drainMs);
}
