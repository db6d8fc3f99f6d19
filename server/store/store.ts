/**
 * The store: what the centre's server keeps on disk, behind one contract that every database meets
 * (`tests/contract/store-suite.ts` proves it of each).
 *
 * In: enrolments and pushed entries, their form already checked. Out: results by kind, never a
 * row; a result that is an error is one of the wire's own kinds [J10]. It never reads a clock,
 * never listens on a socket, and never refuses an authentic entry for what it means [J5].
 */
import type { EpochMs } from '../../shared/domain/clock.ts';
import type { OrderedEntry, SealedEntry } from '../../shared/domain/entry.ts';
import type { CentreId, DeviceId } from '../../shared/domain/ids.ts';

export interface CentreStore {
  /** Whose order this is: no centre until the first enrolment fixes it. */
  identity(): Promise<Identity>;
  /** Where the order ends now. */
  head(): Promise<OrderHead>;

  /** Opens enrolment for whoever holds this code; a code that was opened before and not used is void. */
  openEnrolment(opening: { readonly codeHash: string; readonly at: EpochMs }): Promise<OpenResult>;
  /**
   * Enrols a device with an open code, which it uses up. The same device may repeat the same
   * enrolment until `ENROL_REPLAY_MS` later, for the reply may have been lost; the last token given
   * is then the only good one.
   */
  enrol(request: Enrolment): Promise<EnrolResult>;
  device(id: DeviceId): Promise<EnrolledDevice | undefined>;

  /** [J3] Orders a batch of one device's entries, all or none, and answers once they are on disk. */
  push(batch: PushBatch): Promise<PushResult>;
  /** [J6] The places after a cursor, in order, with no gap; at least one wherever there is one. */
  pull(query: PullQuery): Promise<PullResult>;

  /** Finishes with the disk. No method may be called afterwards. */
  close(): Promise<void>;
}

/** How long after an enrolment the same device may repeat it, in milliseconds. */
export const ENROL_REPLAY_MS = 10 * 60_000;

export interface Identity {
  readonly centre: CentreId | undefined;
  /** How many devices have ever been enrolled. */
  readonly devices: number;
}

export interface OrderHead {
  readonly generation: number;
  /** The last place; 0 while the order is empty. */
  readonly head: number;
}

export interface Enrolment {
  readonly centre: CentreId;
  readonly device: DeviceId;
  /** SHA-256 of the code: the store never sees the code, nor the token. */
  readonly codeHash: string;
  readonly tokenHash: string;
  readonly at: EpochMs;
}

export interface EnrolledDevice {
  readonly device: DeviceId;
  readonly epoch: number;
  readonly tokenHash: string;
}

export interface PushBatch {
  /** Who pushes, as its token proved. */
  readonly device: DeviceId;
  readonly epoch: number;
  readonly entries: readonly SealedEntry[];
  readonly receivedAt: EpochMs;
}

export interface PullQuery {
  /** The last place the caller has; 0 for none. */
  readonly after: number;
  /** At most this many places, from 1. */
  readonly limit: number;
}

/** Why a write could not be made just now. Nothing was written, and nothing before it was lost. */
export type Hindrance = 'diskFull' | 'notWritable' | 'locked';

export interface Busy {
  readonly kind: 'busy';
  readonly why: Hindrance;
  readonly retryAfterMs: number;
}

export type OpenResult = { readonly kind: 'opened' } | Busy;

export type EnrolResult =
  | { readonly kind: 'enrolled'; readonly epoch: number }
  /** No such open code, or not this device's any more. */
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'otherCentre' }
  | Busy;

/** Why a batch gets no place in the order. The batch changed nothing. */
export type PushRefusal =
  /** The store does not know the device. */
  | { readonly kind: 'unauthenticated' }
  /** An envelope can't be read, is another's, or the batch skips or repeats a place of its own. */
  | { readonly kind: 'malformed' }
  | { readonly kind: 'gap'; readonly expected: number }
  | { readonly kind: 'fork' }
  | { readonly kind: 'chainBroken' };

export type PushResult =
  | ({
      readonly kind: 'acknowledged';
      /** Every entry of this (device, epoch) up to here is in the order, once. */
      readonly acknowledged: number;
      /** How many places this push added; 0 for a repeat. */
      readonly added: number;
    } & OrderHead)
  | PushRefusal
  | Busy;

export type PullResult =
  | ({ readonly kind: 'places'; readonly entries: readonly OrderedEntry[] } & OrderHead)
  | { readonly kind: 'cursorAhead' };
