/** What a store keeps of the order: its places, where each device's chain ends in it, and the state at one place. */
import type { Cursor } from '../../shared/contract/wire.ts';
import type { EpochMs } from '../../shared/domain/clock.ts';
import type { EntryId, OrderedEntry, SealedEntry } from '../../shared/domain/entries/entry.ts';
import type { DeviceId } from '../../shared/domain/ids.ts';
import type { ClockReading } from '../../shared/domain/entries/stamps.ts';
import type { Actor, NotAllowed } from './staff.ts';
import type { Busy, Written } from './store.ts';

export interface OrderStore {
  /** Where the order ends now. */
  head(): Promise<Cursor>;
  /** Whether this server orders now. */
  ordering(): Promise<Ordering>;
  setOrdering(ordering: Ordering): Promise<Written>;

  /** [J3] Orders a batch of one device's entries, all or none, and answers once they are on disk. */
  push(batch: PushBatch): Promise<PushResult>;
  /** [J6] The places after a cursor, in order, with no gap; at least one wherever there is one. */
  pull(query: PullQuery): Promise<PullResult>;
  /** The last of these places that this order has too; 0 where it has none of them. */
  agree(places: readonly { readonly no: number; readonly orderHash: string }[]): Promise<number>;

  /**
   * [J19] Takes the next places of an order that a device kept, each checked as a station checks
   * it; all or none. Places that are here already are skipped where they are the same.
   */
  adopt(places: readonly OrderedEntry[], receivedAt: EpochMs): Promise<AdoptResult>;
  /**
   * [J19] Orders from the next place on, in a generation higher than any this server knows of: its
   * own, and that of whoever fenced it. One that is not higher changes nothing. The owner's own chain
   * begins anew in it, and nobody else's entry comes before the owner's first.
   * @param by somebody of the staff whose act this is, as in `DeviceStore`.
   */
  openGeneration(generation: number, by?: Actor): Promise<Written | NotAllowed>;

  /** The bytes of these entries, in the order they are asked for; undefined where one has no place. */
  bytesOf(ids: readonly EntryId[]): Promise<readonly (string | undefined)[]>;
  /** Where every chain ends in the order now: each (device, epoch) that has an entry in it, by device and epoch. */
  chains(): Promise<readonly ChainEnd[]>;
  /** Keeps the state at a place; only the one furthest on is kept, and of two at one place the later. */
  keepSnapshot(snapshot: Snapshot): Promise<Written>;
  snapshot(): Promise<Snapshot | undefined>;
  /** [J5] How many entries stand in quarantine, and the last of them. */
  quarantine(): Promise<{ readonly count: number; readonly last: EntryId | undefined }>;
}

/**
 * `collecting`: takes what devices kept of the order, and orders nothing until that is done [J19].
 * `fenced`: another owner has opened a higher generation; this one orders nothing any more.
 */
export type Ordering = { readonly kind: 'ordering' } | { readonly kind: 'collecting' } | { readonly kind: 'fenced'; readonly by: number };

export interface PushBatch {
  /** Who pushes, as its token proved; or the owner itself. */
  readonly device: DeviceId;
  readonly epoch: number;
  /** The first entry's `seq`. */
  readonly first: number;
  readonly entries: readonly SealedEntry[];
  /** The device's clocks as it sent this, where its version of the wire says. */
  readonly sent: ClockReading | undefined;
  readonly receivedAt: EpochMs;
  /** Orders it only while the order ends here: what it says was decided by what came before. */
  readonly onlyAfter?: number;
}

export interface PullQuery {
  /** The last place the caller has; `CHAIN_START` at 0. */
  readonly cursor: Cursor;
  /** At most this many places, from 1. */
  readonly limit: number;
}

export interface ChainEnd extends EntryId {
  readonly hash: string;
  /** The latest `effectiveAt` of this device, in any epoch. */
  readonly stamp: EpochMs;
}

export interface Snapshot {
  readonly at: Cursor;
  readonly reducers: number;
  readonly stateHash: string;
  readonly state: string;
  readonly chains: readonly ChainEnd[];
}

/** Why a batch gets no place in the order. The batch changed nothing. */
export type PushRefusal =
  /** The store does not know the device. */
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'revoked' }
  /** Text that is not well-formed, or no entries. */
  | { readonly kind: 'malformed' }
  | { readonly kind: 'gap'; readonly expected: number }
  /** Another entry stands at a place of this chain, or the device is in another epoch. */
  | { readonly kind: 'fork' }
  | { readonly kind: 'chainBroken' }
  /** This server is fenced; the generation is its own, that is over. */
  | { readonly kind: 'generation'; readonly generation: number };

export type PushResult =
  | ({
      readonly kind: 'acknowledged';
      /** Every entry of this (device, epoch) up to here is in the order, once. */
      readonly acknowledged: number;
      /** How many places this push added; 0 for a repeat. */
      readonly added: number;
      /** How many of those went into quarantine [J5]. */
      readonly quarantined: number;
    } & Cursor)
  /** The order ended elsewhere than at `onlyAfter`. */
  | { readonly kind: 'moved' }
  /** Not while the order is being collected, nor before the owner opened this generation with an entry. */
  | { readonly kind: 'collecting' }
  | PushRefusal
  | Busy;

export type PullResult =
  | { readonly kind: 'places'; readonly entries: readonly OrderedEntry[]; readonly head: number; readonly generation: number }
  | { readonly kind: 'cursorAhead' }
  | { readonly kind: 'cursorTooOld' }
  /** The cursor is on another order than this, or of a generation that this server never opened. */
  | { readonly kind: 'generation'; readonly generation: number };

export type AdoptResult =
  | { readonly kind: 'adopted'; readonly added: number; readonly head: number }
  /** A place is another than the one here, or does not follow on this order's end; the generation is this order's. */
  | { readonly kind: 'generation'; readonly generation: number }
  /** An entry does not follow on its device's own chain. */
  | { readonly kind: 'chainBroken' }
  | Busy;
