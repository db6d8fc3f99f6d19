/** What the rest of the server asks of the order's owner, and what it needs for it. */
import type { ServerError } from '../../shared/contract/server-errors.ts';
import type { ClaimRequest, Cursor, LeasesRequest, OrderRequest, SeatsRequest, SnapshotReply } from '../../shared/contract/wire.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { Digest } from '../../shared/domain/entries/entry.ts';
import type { BootId, DeviceId } from '../../shared/domain/ids.ts';
import type { CentreState } from '../../shared/domain/reducers/state.ts';
import type { Actor, NotAllowed } from '../store/staff.ts';
import type { CentreStore, Hindrance } from '../store/store.ts';

export interface Owner {
  /**
   * Folds the order and writes what is missing in it. Called once, before the doors open. What
   * can't be written now is told as trouble and written at a later look.
   * @throws CannotGoOn `damagedDatabase` where the order is not what was written; what the store
   * throws where it can't be read.
   */
  start(): Promise<void>;
  /** Devices were let in, put out, renewed or written off; a push alone needs no look. Never throws, looks soon after. */
  wake(): void;
  /** [C1] May this desk call this leg? Asked twice, granted once. */
  claim(device: DeviceId, ask: ClaimRequest): Promise<ClaimAnswer>;
  /** [N1] Leases the blocks that this device may have now; they come with the order. */
  lease(device: DeviceId, wanted: LeasesRequest['wanted']): Promise<{ readonly kind: 'leased'; readonly head: number } | Declined>;
  /** [S1] Seats of a date for this device alone; they come with the order. Asked twice, granted once. */
  seats(device: DeviceId, ask: SeatsRequest): Promise<SeatsAnswer>;
  /** [J15] Devices brought keys: those of whoever was forgotten before are gone again. Never throws. */
  keysCame(): Promise<void>;
  /** The state at a recent place. */
  snapshot(): Promise<{ readonly kind: 'snapshot'; readonly snapshot: SnapshotReply } | Declined>;
  /**
   * [J19] Takes places that a device kept and this order lost, or never had. Meanwhile nothing is
   * ordered; after the last, a new generation begins.
   */
  adopt(device: DeviceId, offer: OrderRequest): Promise<{ readonly kind: 'adopted'; readonly head: number } | Declined>;
  /** [J19] A cursor of this very generation is not on this order, so a stretch of it was lost: a new generation begins. */
  lostStretch(): Promise<void>;
  /**
   * [J19] A device has places after this order's end, of its very generation. While nothing was
   * ordered since the start they can be had back: nothing is, until they are offered, or fail to
   * come. Else that stretch is lost.
   */
  fellBehind(cursor: Cursor): Promise<void>;
  /**
   * [J19] A device knows a generation that this very owner opened, and does not know itself: its
   * disk was put back. What it lost is taken back as in `fellBehind`; else it goes on above that
   * generation. A cursor of no later generation says nothing.
   * @returns why neither could be begun now: that generation is no other owner's all the same.
   */
  wasRestored(cursor: Cursor): Promise<Declined | undefined>;
  /** [J19] Another owner opened this generation: this one orders nothing any more. */
  fence(generation: number): Promise<void>;
  /**
   * [J19] Begins the next generation by hand, and orders in it, also where this owner was collecting or fenced.
   * @param by somebody of the staff whose act this is, for the audit [X7].
   */
  open(by?: Actor): Promise<{ readonly kind: 'opened'; readonly generation: number } | NotAllowed | Declined>;
  /** What the order says, as far as it is folded: for whoever only looks. */
  state(): CentreState;
  /** [J16] Writes what time brought, and what an earlier look could not. Called about once a second; never throws. */
  tick(): Promise<void>;
  /** Lets what was asked be answered; later asks are declined. */
  stop(): Promise<void>;
}

export type SeatsAnswer = { readonly kind: 'granted' | 'full'; readonly head: number } | Declined;

export type ClaimAnswer = { readonly kind: 'granted' | 'taken'; readonly head: number } | Declined;

/** Not granted, and what the caller does about it [J10]. */
export interface Declined {
  readonly kind: 'declined';
  readonly error: ServerError;
}

export interface OwnerParts {
  readonly store: CentreStore;
  readonly digest: Digest;
  readonly clock: Clock;
  /** This run of the server: random, once a process. */
  readonly bootId: BootId;
  /** What ends the collecting of an order: having it all, or an administrator [J19]. */
  readonly opens: 'byItself' | 'byHand';
  /** The order grew by the owner's own entries and ends here now. */
  readonly onMoved: (head: number) => void;
  readonly onTrouble: (trouble: OwnerTrouble) => void;
}

/** What the log should tell, and staff may have to see to. Nothing of a visitor is in it. */
export type OwnerTrouble =
  /** The snapshot on disk is not what its hash says, or not of this order: the order is folded from its start. */
  | { readonly kind: 'badSnapshot' }
  /** The order on disk is not the one that was folded: it is folded anew. */
  | { readonly kind: 'orderChanged' }
  /** This program's reducers are older than those in force: nothing is granted until it is updated [J7]. */
  | { readonly kind: 'outdated'; readonly reducers: number }
  | { readonly kind: 'hindered'; readonly why: Hindrance }
  /** The store refused the owner's own entries: that must not happen. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** A new generation was opened. */
  | { readonly kind: 'opened'; readonly generation: number }
  | { readonly kind: 'fenced'; readonly by: number }
  /** Leases wait for these devices: to report, or to be written off. */
  | { readonly kind: 'leasesHeld'; readonly by: readonly DeviceId[] };
