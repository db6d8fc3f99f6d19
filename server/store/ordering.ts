/**
 * How a pushed batch gets its places in the centre's order [J3]: the decision, with no disk in it,
 * so that every store decides alike.
 */
import type { EpochMs } from '../../shared/domain/clock.ts';
import {
  CHAIN_START,
  chainHash,
  orderHash,
  type Digest,
  type OrderedEntry,
  type Place,
  type SealedEntry,
} from '../../shared/domain/entries/entry.ts';
import type { DeviceId } from '../../shared/domain/ids.ts';
import { clampStamp, learnClock, stampEntry, type KnownClock } from '../../shared/domain/entries/stamps.ts';
import { readAs, type Dated } from './envelope.ts';
import type { AdoptResult, ChainEnd, Ordering, PushBatch, PushRefusal, PushResult } from './order-store.ts';

export { readAs } from './envelope.ts';

/** How far the order knows one (device, epoch). */
export interface ChainTip {
  readonly epoch: number;
  /** The last of its entries in the order; 0 for none. */
  readonly acknowledged: number;
  /** That entry's hash, or `CHAIN_START`. */
  readonly hash: string;
  /** The latest `effectiveAt` given to this device, in any epoch. */
  readonly stamp: EpochMs;
  readonly clock: KnownClock;
}

/** Where the order ends. */
export interface OrderTip {
  readonly generation: number;
  readonly no: number;
  /** The last place's order hash, or `CHAIN_START`. */
  readonly orderHash: string;
}

/** Who pushes, and whether anybody may, as a store finds it before it looks at what is pushed. */
export interface Standing {
  /** The owner's id: it is no device of the centre, and its epoch is the order's generation. */
  readonly owner: DeviceId;
  /** Undefined where the store does not know the device. */
  readonly device: { readonly epoch: number; readonly standing: 'in' | 'out' } | undefined;
  readonly ordering: Ordering;
  readonly order: OrderTip;
  /** Whether the owner has written in this generation: its entry is the first one. */
  readonly opened: boolean;
}

/** [J3] Why this batch may not be ordered now, whatever it holds; undefined where it may. */
export function whyNot(
  { device, epoch, onlyAfter }: Pick<PushBatch, 'device' | 'epoch' | 'onlyAfter'>,
  { owner, ordering, order, opened, ...standing }: Standing,
): Exclude<PushResult, { readonly kind: 'acknowledged' | 'busy' }> | undefined {
  const author = device === owner ? { epoch: order.generation, standing: 'in' } : standing.device;
  if (!author) return { kind: 'unauthenticated' };
  if (author.standing === 'out') return { kind: 'revoked' };
  if (author.epoch !== epoch) return { kind: 'fork' };
  if (ordering.kind === 'fenced') return { kind: 'generation', generation: order.generation };
  if (ordering.kind === 'collecting' || (device !== owner && !opened)) return { kind: 'collecting' };
  return onlyAfter === undefined || onlyAfter === order.no ? undefined : { kind: 'moved' };
}

/** An entry as far as ordering reads it. */
interface Authored {
  readonly seq: number;
  readonly entry: SealedEntry;
  /** Undefined where it can't be read, or says that it is another's: it is kept in quarantine [J5]. */
  readonly envelope: Dated | undefined;
}

export interface PlacedEntry extends Authored {
  readonly place: Place;
  /** Whether the stamp is no more than the device's own word for it [J13]. */
  readonly uncertain: boolean;
}

export type ReadBatch = { readonly kind: 'read'; readonly first: number; readonly last: number; readonly authored: readonly Authored[] };

/**
 * Reads a batch. [J5] An entry of an unknown type, version or payload is read: its envelope is
 * enough to order it. One whose envelope can't be read keeps its place all the same, as bytes.
 */
export function readBatch({ device, epoch, first, entries }: PushBatch): ReadBatch | PushRefusal {
  const authored: Authored[] = [];
  for (const [index, entry] of entries.entries()) {
    // Text that is not well-formed would not come back from a database as it went in.
    if (!entry.bytes.isWellFormed()) return { kind: 'malformed' };
    const seq = first + index;
    authored.push({ seq, entry, envelope: readAs({ device, epoch, seq }, entry.bytes) });
  }
  return authored.length === 0 ? { kind: 'malformed' } : { kind: 'read', first, last: first + authored.length - 1, authored };
}

interface Ordered {
  readonly kind: 'ordered';
  readonly placed: readonly PlacedEntry[];
  readonly chain: ChainTip;
  readonly order: OrderTip;
}

/**
 * [J3][J4] Gives the new entries of a batch their places: what the order already holds is skipped
 * if it is the same, the rest must follow on without a gap and chain to what came before.
 * @param acknowledgedHashes hash by `seq` of what the order holds of this batch's range.
 */
export function orderBatch(
  digest: Digest,
  tips: { readonly chain: ChainTip; readonly order: OrderTip },
  batch: ReadBatch,
  acknowledgedHashes: ReadonlyMap<number, string>,
  { sent, receivedAt }: Pick<PushBatch, 'sent' | 'receivedAt'>,
): Ordered | PushRefusal {
  let { order } = tips;
  let { acknowledged, hash, stamp } = tips.chain;
  const clock = learnClock(tips.chain.clock, sent, receivedAt);
  if (batch.first > acknowledged + 1) return { kind: 'gap', expected: acknowledged + 1 };
  const placed: PlacedEntry[] = [];
  for (const authored of batch.authored) {
    const { seq, entry, envelope } = authored;
    if (seq <= tips.chain.acknowledged) {
      if (acknowledgedHashes.get(seq) !== entry.hash) return { kind: 'fork' };
      continue;
    }
    if (chainHash(digest, hash, entry.bytes) !== entry.hash) return { kind: 'chainBroken' };
    const { effectiveAt, uncertain } = envelope
      ? stampEntry(envelope, clock, stamp, receivedAt)
      : { effectiveAt: clampStamp(receivedAt, stamp, receivedAt), uncertain: true };
    const bound = { generation: order.generation, no: order.no + 1, effectiveAt };
    const place: Place = { ...bound, orderHash: orderHash(digest, order.orderHash, bound, entry.hash) };
    placed.push({ ...authored, place, uncertain });
    acknowledged = seq;
    hash = entry.hash;
    stamp = effectiveAt;
    order = { generation: place.generation, no: place.no, orderHash: place.orderHash };
  }
  return { kind: 'ordered', placed, chain: { epoch: tips.chain.epoch, acknowledged, hash, stamp, clock }, order };
}

/** What adopting places comes to: where the order and each chain end afterwards. */
interface Checked {
  readonly kind: 'checked';
  readonly order: OrderTip;
  /** The chains that went on, each with its end. */
  readonly chains: readonly ChainEnd[];
}

/**
 * [J19] Checks places that a device kept, as the next ones of this order: numbers, order hashes,
 * generations that never fall, and every device's own chain.
 * @param endOf where a chain ends in the order so far; undefined where it has no entry in it.
 */
export function checkPlaces(
  digest: Digest,
  tip: OrderTip,
  places: readonly OrderedEntry[],
  endOf: (id: Pick<ChainEnd, 'device' | 'epoch'>) => ChainEnd | undefined,
): Checked | Exclude<AdoptResult, { readonly kind: 'adopted' | 'busy' }> {
  let order = tip;
  const ends = new Map<string, ChainEnd>();
  for (const { place, id, entry } of places) {
    const { generation, no, effectiveAt } = place;
    const follows = no === order.no + 1 && generation >= order.generation;
    if (!follows || orderHash(digest, order.orderHash, place, entry.hash) !== place.orderHash) {
      return { kind: 'generation', generation: tip.generation };
    }
    const chain = `${id.device} ${id.epoch}`;
    const end = ends.get(chain) ?? endOf(id);
    const isNext = id.seq === (end?.seq ?? 0) + 1 && entry.bytes.isWellFormed();
    if (!isNext || chainHash(digest, end?.hash ?? CHAIN_START, entry.bytes) !== entry.hash) return { kind: 'chainBroken' };
    ends.set(chain, { ...id, hash: entry.hash, stamp: Math.max(end?.stamp ?? 0, effectiveAt) });
    order = { generation, no, orderHash: place.orderHash };
  }
  return { kind: 'checked', order, chains: [...ends.values()] };
}
