/**
 * Entries that the owner is about to write, decided one after the other: each from the state that
 * the ones before it will make. They hold only where the order still ends where that state does.
 */
import { businessDayOf, type BusinessDay } from '../../shared/domain/clock.ts';
import { sealEntry, type Digest, type SealedEntry } from '../../shared/domain/entries/entry.ts';
import { fold } from '../../shared/domain/reducers/fold.ts';
import { ENTRY_PAYLOADS, type Happening } from '../../shared/domain/entries/happenings.ts';
import type { DeviceId } from '../../shared/domain/ids.ts';
import type { ClockReading } from '../../shared/domain/entries/stamps.ts';
import type { CentreState } from '../../shared/domain/reducers/state.ts';
import type { PushBatch } from '../store/order-store.ts';
import type { FoldedOrder } from './folded-order.ts';

export class Batch {
  readonly generation: number;
  readonly now: ClockReading;
  readonly #digest: Digest;
  readonly #owner: DeviceId;
  readonly #after: number;
  readonly #first: number;
  readonly #entries: SealedEntry[] = [];
  #hash: string;
  #state: CentreState;
  #day: { readonly zone: string; readonly today: BusinessDay } | undefined;

  constructor(digest: Digest, order: FoldedOrder, author: { readonly owner: DeviceId; readonly generation: number }, now: ClockReading) {
    const end = order.endOf(author.owner, author.generation);
    this.generation = author.generation;
    this.now = now;
    this.#digest = digest;
    this.#owner = author.owner;
    this.#after = order.at.no;
    this.#first = end.seq + 1;
    this.#hash = end.hash;
    this.#state = order.state;
  }

  /** The state as it will be with all that was added. */
  get state(): CentreState {
    return this.#state;
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  /** The business day it is; undefined before the centre has said where it is. */
  get today(): BusinessDay | undefined {
    const { centre } = this.#state;
    if (centre && this.#day?.zone !== centre.zone) this.#day = { zone: centre.zone, today: businessDayOf(centre.zone, this.now.at) };
    return this.#day?.today;
  }

  add(happenings: Iterable<Happening>): void {
    for (const happening of happenings) this.#add(happening);
  }

  toPush(): PushBatch {
    return {
      device: this.#owner,
      epoch: this.generation,
      first: this.#first,
      entries: this.#entries,
      sent: this.now,
      receivedAt: this.now.at,
      onlyAfter: this.#after,
    };
  }

  #add({ type, payload }: Happening): void {
    const { bootId, monotonic, at } = this.now;
    const id = { device: this.#owner, epoch: this.generation, seq: this.#first + this.#entries.length };
    const businessDay = this.today ?? businessDayOf('UTC', at);
    const entry = sealEntry(this.#digest, this.#hash, { ...id, type, v: ENTRY_PAYLOADS[type].v, bootId, monotonic, at, businessDay, payload });
    this.#entries.push(entry);
    this.#hash = entry.hash;
    this.#state = fold(this.#state, [{ id, bytes: entry.bytes, effectiveAt: at, generation: this.generation }]);
  }
}
