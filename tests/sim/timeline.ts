/**
 * Simulated time. In: what should happen when. Out: it happens, in order, as fast as the machine
 * can; a week is a moment. Real promises settle between two events, so what runs in it is the
 * product's own code, unchanged.
 */
import type { Clock } from '../../shared/domain/clock.ts';

interface Event {
  readonly at: number;
  /** Breaks ties: what was set first happens first. */
  readonly no: number;
  readonly run: () => void;
}

export class Timeline {
  /** Milliseconds since the simulation began. */
  now = 0;
  /** Time that passed while every machine slept: their clocks show it, and nothing fell due in it. */
  slept = 0;
  #events: Event[] = [];
  #count = 0;
  /** Work that is on its way inside real promises: time waits for it. */
  #working = 0;

  /** Runs `then` after `ms`; returns the way to call it off. */
  after(ms: number, then: () => void): () => void {
    const event: Event = { at: this.now + Math.max(0, ms), no: (this.#count += 1), run: then };
    const at = this.#events.findLastIndex((other) => other.at <= event.at);
    this.#events.splice(at + 1, 0, event);
    return () => {
      this.#events = this.#events.filter((other) => other !== event);
    };
  }

  /** Resolves after so much simulated time. */
  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, resolve);
    });
  }

  /** Holds time still until this is done. */
  async working<T>(work: () => Promise<T>): Promise<T> {
    this.#working += 1;
    try {
      return await work();
    } finally {
      this.#working -= 1;
    }
  }

  /** Lets time pass, with all that falls due in it. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    await this.#settle();
    for (let next = this.#events[0]; next && next.at <= until; next = this.#events[0]) {
      this.#events.shift();
      this.now = next.at;
      next.run();
      await this.#settle();
    }
    this.now = until;
  }

  /** Until every promise that can settle has settled: an immediate runs after all of them. */
  async #settle(): Promise<void> {
    do {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    } while (this.#working > 0);
  }
}

/** A machine's clocks: wall time that somebody may set, and monotonic time that begins with each boot. */
export class MachineClock implements Clock {
  readonly #timeline: Timeline;
  readonly #epoch: number;
  #bootedAt: number;
  /** What the wall clock is off by, in milliseconds. */
  skew = 0;

  constructor(timeline: Timeline, epoch: number) {
    this.#timeline = timeline;
    this.#epoch = epoch;
    this.#bootedAt = timeline.now + timeline.slept;
  }

  now(): number {
    return this.#epoch + Math.round(this.#timeline.now + this.#timeline.slept) + this.skew;
  }

  monotonic(): number {
    return this.#timeline.now + this.#timeline.slept - this.#bootedAt;
  }

  boot(): void {
    this.#bootedAt = this.#timeline.now + this.#timeline.slept;
  }
}
