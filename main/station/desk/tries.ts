/** Guards what can be guessed: a code of six digits, two pictures of sixteen. */
import type { EpochMs } from '../../../shared/domain/clock.ts';

/** Tries within a minute after which nobody tries here for a minute; three people who lost their papers need no more. */
export const TRIES = 8;
const MINUTE_MS = 60_000;

export class Tries {
  #misses: readonly EpochMs[] = [];

  /** Whether too many tried lately. A clock that was set back keeps nobody out for longer than a minute. */
  areSpent(now: EpochMs): boolean {
    this.#misses = this.#misses.filter((at) => Math.abs(now - at) < MINUTE_MS);
    return this.#misses.length >= TRIES;
  }

  miss(now: EpochMs): void {
    this.#misses = [...this.#misses, now];
  }
}
