/**
 * How long jobs wait, and since when they are held, by the clock that nobody sets. In: ids, as they
 * come, are held and end. Out: milliseconds. It keeps nothing on disk.
 */
import type { Clock, EpochMs } from '../../../../shared/domain/clock.ts';
import type { KnownRow } from './print-jobs.ts';

interface Age {
  /** As `Clock.monotonic` counts. */
  readonly since: number;
  /** The same, of its first refusal. */
  readonly heldSince: number | undefined;
}

export class Ages {
  readonly #clock: Clock;
  readonly #open = new Map<number, Age>();

  /** @param found jobs that were found waiting, oldest first. */
  constructor(clock: Clock, found: readonly KnownRow[]) {
    this.#clock = clock;
    for (const { id, created_at, held_at } of found) this.#open.set(id, { since: this.#dated(created_at), heldSince: held_at === null ? undefined : this.#dated(held_at) });
  }

  /** A number that was given before, and rolled back, begins anew. */
  begin(id: number): void {
    this.#open.delete(id);
    this.#open.set(id, { since: this.#clock.monotonic(), heldSince: undefined });
  }

  /** From here on this one is held, and all behind it. */
  hold(from: number): void {
    const now = this.#clock.monotonic();
    for (const [id, { since, heldSince = now }] of this.#open) if (id >= from) this.#open.set(id, { since, heldSince });
  }

  end(id: number): void {
    this.#open.delete(id);
  }

  /** The oldest job that is open. */
  get first(): number | undefined {
    const [first] = this.#open.keys();
    return first;
  }

  /** Whether the oldest is held, and is another than this. */
  isBehindHeld(id: number): boolean {
    const [first] = this.#open;
    return first !== undefined && first[0] < id && first[1].heldSince !== undefined;
  }

  of(id: number): number {
    return this.#clock.monotonic() - (this.#open.get(id)?.since ?? -Infinity);
  }

  /** 0 for one that is not held. */
  heldFor(id: number): number {
    const now = this.#clock.monotonic();
    return now - (this.#open.get(id)?.heldSince ?? now);
  }

  /**
   * That clock began with this start, so an age until now is the wall clock's word. What is from the
   * wall clock's future can't be dated, and counts as older than any.
   */
  #dated(at: EpochMs): number {
    const now = this.#clock.now();
    return at > now ? -Infinity : this.#clock.monotonic() - (now - at);
  }
}
