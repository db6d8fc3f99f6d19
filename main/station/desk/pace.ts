/**
 * How often a device does what costs somebody something and asks for no name: a paper to take along,
 * an opinion. In: a moment. Out: whether it is too soon, or enough for now. It knows nobody.
 */
export interface PaceLimits {
  /** The least time between two, in ms. */
  readonly apartMs: number;
  /** How many within `whileMs`. */
  readonly most: number;
  readonly whileMs: number;
}

/** Times are on the monotonic clock, in ms; forgotten with the process. */
export class Pace {
  readonly #limits: PaceLimits;
  #times: readonly number[] = [];

  constructor(limits: PaceLimits) {
    this.#limits = limits;
  }

  /** Whether no more may be had for the moment. */
  isSpent(now: number): boolean {
    const { apartMs, most, whileMs } = this.#limits;
    this.#times = this.#times.filter((at) => now - at < whileMs);
    const last = this.#times.at(-1);
    return this.#times.length >= most || (last !== undefined && now - last < apartMs);
  }

  take(now: number): void {
    this.#times = [...this.#times, now];
  }
}
