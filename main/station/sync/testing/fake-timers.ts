/** For tests alone: time that stands still until a test lets it pass. */
import type { Timers } from '../sync.ts';

interface Due {
  readonly at: number;
  readonly run: () => void;
}

export class FakeTimers implements Timers {
  /** Milliseconds that have passed. */
  now = 0;
  #due: Due[] = [];

  after(ms: number, then: () => void): () => void {
    const due: Due = { at: this.now + ms, run: then };
    this.#due.push(due);
    return () => {
      this.#due = this.#due.filter((other) => other !== due);
    };
  }

  /** How many are set. */
  get waiting(): number {
    return this.#due.length;
  }

  /** Lets time pass, and all that falls due in it run to its end, in its order. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    await settle();
    for (;;) {
      const [next] = this.#due.toSorted((a, b) => a.at - b.at);
      if (!next || next.at > until) break;
      this.#due = this.#due.filter((other) => other !== next);
      this.now = next.at;
      next.run();
      await settle();
    }
    this.now = until;
  }
}

/** Until every promise that can settle has settled: an immediate runs after all of them. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}
