/**
 * Snapshots of the order's state [J8]: kept every so many places and when a day is closed, for this
 * owner's next start and for stations that have nothing yet or are far behind.
 */
import type { SnapshotReply } from '../../shared/contract/wire.ts';
import type { BusinessDay } from '../../shared/domain/clock.ts';
import type { Snapshot } from '../store/order-store.ts';
import { busy, SOON_MS } from './declined.ts';
import { readSnapshot } from './folded-order.ts';
import type { Declined } from './owner.ts';
import { hindered, type Desk } from './write.ts';

/** Places between two snapshots. Folding as many again at a start takes some tens of milliseconds. */
export const SNAPSHOT_EVERY = 2000;

export type SnapshotAnswer = { readonly kind: 'snapshot'; readonly snapshot: SnapshotReply } | Declined;

export class Snapshots {
  readonly #desk: Desk;
  #kept: { readonly no: number; readonly closedThrough: BusinessDay | undefined };

  /** @param desk its order just loaded: that is the snapshot on disk, or the start. */
  constructor(desk: Desk) {
    this.#desk = desk;
    this.#kept = { no: desk.order.at.no, closedThrough: desk.order.state.closedThrough };
  }

  /** Keeps one where many places, or a closed day, came since the last. */
  async keepIfDue(): Promise<void> {
    const { at, state } = this.#desk.order;
    const dayClosed = state.closedThrough !== this.#kept.closedThrough;
    if (dayClosed || at.no - this.#kept.no >= SNAPSHOT_EVERY) await this.#keep();
  }

  /** The one on disk, or one of the order's end. */
  async latest(): Promise<SnapshotAnswer> {
    const { store, digest, order } = this.#desk;
    const kept = await store.snapshot();
    if (kept && !order.distrustsSnapshot && readSnapshot(digest, kept)) return answer(kept);
    await order.catchUp();
    return order.at.no === 0 ? busy(SOON_MS) : answer(await this.#keep());
  }

  async #keep(): Promise<Snapshot> {
    const { store, order } = this.#desk;
    const snapshot = order.takeSnapshot();
    const written = await store.keepSnapshot(snapshot);
    if (written.kind === 'busy') hindered(this.#desk, written);
    else {
      this.#kept = { no: order.at.no, closedThrough: order.state.closedThrough };
      order.trustSnapshot();
    }
    return snapshot;
  }
}

function answer({ chains, ...snapshot }: Snapshot): SnapshotAnswer {
  return { kind: 'snapshot', snapshot: { ...snapshot, chains: [...chains] } };
}
