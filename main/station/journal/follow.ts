/**
 * Whether a stretch of the centre's order follows on what this station has of it [J6][J19]: every
 * number, order hash, generation and chain, and whether the own entries in it are the own ones.
 * Pure: the disk is asked through `own`.
 */
import type { Cursor, SnapshotReply } from '../../../shared/contract/wire.ts';
import { CHAIN_START, chainHash, orderHash, type Digest, type EntryId, type OrderedEntry } from '../../../shared/domain/entries/entry.ts';
import type { Refused } from './synced-journal.ts';

/** Where one device's journal of one epoch ends in the order. */
export type ChainEnd = SnapshotReply['chains'][number];

/** Where the order ends here, and each chain in it. */
export interface OrderEnd {
  readonly head: Cursor;
  readonly ends: ReadonlyMap<string, ChainEnd>;
}

export const NO_ORDER: OrderEnd = { head: { generation: 1, no: 0, orderHash: CHAIN_START }, ends: new Map() };

export function chainKey({ device, epoch }: Pick<EntryId, 'device' | 'epoch'>): string {
  return `${device} ${epoch}`;
}

export function endsOf(chains: readonly ChainEnd[]): OrderEnd['ends'] {
  return new Map(chains.map((end) => [chainKey(end), end]));
}

/** This device's own chain of now, which knows what the order may hold of it. */
export interface OwnChain {
  readonly key: string;
  /** The last of its entries. */
  readonly last: number;
  /** The hash of one of them, where this disk still has it. */
  readonly hashAt: (seq: number) => string | undefined;
}

/** @returns where the order ends after these, or why they are not taken. */
export function follow(digest: Digest, from: OrderEnd, entries: readonly OrderedEntry[], own: OwnChain | undefined): OrderEnd | Refused {
  let { head } = from;
  // In place, over this stretch: a new end for each entry would be most of what this costs.
  const ends = new Map<string, Growing>();
  for (const { place, id, entry } of entries) {
    const { generation, no, effectiveAt } = place;
    if (no !== head.no + 1) return 'notNext';
    if (generation < head.generation && head.no > 0) return 'oldGeneration';
    if (orderHash(digest, head.orderHash, place, entry.hash) !== place.orderHash) return 'orderHashBroken';
    const key = chainKey(id);
    let end = ends.get(key);
    if (!end) ends.set(key, (end = { ...(from.ends.get(key) ?? { ...id, seq: 0, hash: CHAIN_START, stamp: 0 }) }));
    if (key === own?.key) {
      if (id.seq > own.last) return 'restored';
      const known = own.hashAt(id.seq);
      if (known !== undefined && known !== entry.hash) return 'forked';
    }
    if (id.seq !== end.seq + 1 || chainHash(digest, end.hash, entry.bytes) !== entry.hash) return 'chainBroken';
    end.seq = id.seq;
    end.hash = entry.hash;
    end.stamp = Math.max(end.stamp, effectiveAt);
    head = { generation, no, orderHash: place.orderHash };
  }
  return { head, ends: new Map([...from.ends, ...ends]) };
}

type Growing = { -readonly [Part in keyof ChainEnd]: ChainEnd[Part] };

/** The latest stamp of a device in the order, in any epoch; 0 where it has none. */
export function stampIn(ends: OrderEnd['ends'], device: EntryId['device']): number {
  let stamp = 0;
  for (const end of ends.values()) if (end.device === device) stamp = Math.max(stamp, end.stamp);
  return stamp;
}
