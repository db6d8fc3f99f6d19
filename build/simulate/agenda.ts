/** What is due, by its time; of the same time, what was noted first. */
import type { EpochMs } from '../../shared/domain/clock.ts';

export class Agenda<T> {
  /** The last is due next. */
  readonly #due: { readonly at: EpochMs; readonly what: T }[] = [];

  note(at: EpochMs, what: T): void {
    let [low, high] = [0, this.#due.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#due[middle]?.at ?? at) > at) low = middle + 1;
      else high = middle;
    }
    this.#due.splice(low, 0, { at, what });
  }

  /** Takes what is due next. */
  next(): { readonly at: EpochMs; readonly what: T } | undefined {
    return this.#due.pop();
  }
}
