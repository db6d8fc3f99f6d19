/**
 * How a pushed batch gets its places in the centre's order [J3]: the decision, with no disk in it,
 * so that every store decides alike.
 */
import type { EpochMs } from '../../shared/domain/clock.ts';
import { chainHash, orderHash, readEntry, stampOf, type Digest, type Place, type SealedEntry } from '../../shared/domain/entry.ts';
import type { PushBatch, PushRefusal } from './store.ts';

/** How far the order knows a device's journal. */
export interface DeviceTip {
  readonly epoch: number;
  /** The last of its entries in the order; 0 for none. */
  readonly acknowledged: number;
  /** That entry's hash, or `CHAIN_START`. */
  readonly hash: string;
  /** The latest `effectiveAt` given to this device, in any epoch. */
  readonly stamp: EpochMs;
}

/** Where the order ends. */
export interface OrderTip {
  readonly generation: number;
  readonly no: number;
  /** The last place's order hash, or `CHAIN_START`. */
  readonly orderHash: string;
}

/** An entry as far as ordering reads it. */
export interface Authored {
  readonly seq: number;
  readonly at: EpochMs;
  readonly entry: SealedEntry;
}

export interface PlacedEntry extends Authored {
  readonly place: Place;
  /** Whether the stamp is no more than the device's own word for it [J13]. */
  readonly uncertain: boolean;
}

export type ReadBatch = { readonly kind: 'read'; readonly first: number; readonly last: number; readonly authored: readonly Authored[] };

/**
 * Reads a batch's envelopes: all of the pushing device and epoch, `seq` growing by one.
 *
 * [J5] An entry of an unknown type, version or payload is read: its envelope is enough to order it.
 * One whose envelope itself can't be read is refused with its batch, as `malformed`; keeping it in
 * quarantine at its place, so that it does not block those behind it, is still to come.
 */
export function readBatch(batch: PushBatch): ReadBatch | PushRefusal {
  const authored: Authored[] = [];
  for (const entry of batch.entries) {
    // Text that is not well-formed would not come back from a database as it went in.
    const read = entry.bytes.isWellFormed() ? readEntry(entry.bytes) : undefined;
    const envelope = read?.kind === 'known' ? read.entry.envelope : read?.envelope;
    if (envelope?.device !== batch.device || envelope.epoch !== batch.epoch) return { kind: 'malformed' };
    const before = authored.at(-1);
    if (before && envelope.seq !== before.seq + 1) return { kind: 'malformed' };
    authored.push({ seq: envelope.seq, at: envelope.at, entry });
  }
  const [first] = authored;
  const last = authored.at(-1);
  if (!first || !last) return { kind: 'malformed' };
  return { kind: 'read', first: first.seq, last: last.seq, authored };
}

export interface Ordered {
  readonly kind: 'ordered';
  readonly placed: readonly PlacedEntry[];
  readonly device: DeviceTip;
  readonly order: OrderTip;
}

/**
 * [J3][J4] Gives the new entries of a batch their places: what the order already holds is skipped
 * if it is the same, the rest must follow on without a gap and chain to what came before.
 * @param acknowledgedHashes hash by `seq` of what the order holds of this batch's range.
 */
export function orderBatch(
  digest: Digest,
  tips: { readonly device: DeviceTip; readonly order: OrderTip },
  batch: ReadBatch,
  acknowledgedHashes: ReadonlyMap<number, string>,
  receivedAt: EpochMs,
): Ordered | PushRefusal {
  let { device, order } = tips;
  if (batch.first > device.acknowledged + 1) return { kind: 'gap', expected: device.acknowledged + 1 };
  const placed: PlacedEntry[] = [];
  for (const authored of batch.authored) {
    const { seq, at, entry } = authored;
    if (seq <= tips.device.acknowledged) {
      if (acknowledgedHashes.get(seq) !== entry.hash) return { kind: 'fork' };
      continue;
    }
    if (chainHash(digest, device.hash, entry.bytes) !== entry.hash) return { kind: 'chainBroken' };
    const effectiveAt = stampOf(at, device.stamp, receivedAt);
    const bound = { generation: order.generation, no: order.no + 1, effectiveAt };
    const place: Place = { ...bound, orderHash: orderHash(digest, order.orderHash, bound, entry.hash) };
    // Certain stamps need the boot to have exchanged time with the server, which none does yet.
    placed.push({ ...authored, place, uncertain: true });
    device = { epoch: device.epoch, acknowledged: seq, hash: entry.hash, stamp: effectiveAt };
    order = { generation: place.generation, no: place.no, orderHash: place.orderHash };
  }
  return { kind: 'ordered', placed, device, order };
}
