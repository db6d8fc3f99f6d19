/**
 * The store: what the centre's server keeps on disk, behind one contract that every database meets
 * (`tests/contract/store-suite.ts` proves it of each).
 *
 * In: devices and pushed entries, their form already checked. Out: results by kind, never a row; a
 * result that is an error is one of the wire's own kinds [J10]. It never reads a clock, never
 * listens on a socket, and never refuses an authentic entry for what it means [J5].
 */
import type { DeviceStore } from './device-store.ts';
import type { KeyStore } from './key-store.ts';
import type { OrderStore } from './order-store.ts';

export interface CentreStore extends OrderStore, DeviceStore, KeyStore {
  /** Finishes with the disk. No method may be called afterwards. */
  close(): Promise<void>;
}

/** Why a write could not be made just now. Nothing was written, and nothing before it was lost. */
export type Hindrance = 'diskFull' | 'notWritable' | 'locked' | 'unreachable';

export interface Busy {
  readonly kind: 'busy';
  readonly why: Hindrance;
  readonly retryAfterMs: number;
}

export type Written = { readonly kind: 'written' } | Busy;
