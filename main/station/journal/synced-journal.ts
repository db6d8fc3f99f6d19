/** The journal as sync sees it: what it pushes from, and what it lays the centre's order into. */
import type { AskRequest, ChainTip, Cursor, SnapshotReply } from '../../../shared/contract/wire.ts';
import type { OrderedEntry, SealedEntry } from '../../../shared/domain/entries/entry.ts';
import type { CentreId, DeviceId, DeviceKey } from '../../../shared/domain/ids.ts';
import type { BlockWanted } from '../../../shared/domain/reducers/numbers.ts';
import type { ClockReading } from '../../../shared/domain/entries/stamps.ts';

export interface SyncedJournal {
  readonly device: DeviceId;
  readonly epoch: number;
  /** The centre this journal is of; undefined before it has one. */
  readonly centre: CentreId | undefined;
  /** Where the order ends on this disk. */
  readonly head: Cursor;
  /** Who ordered its last generation; undefined before anybody did [J19]. */
  readonly owner: DeviceId | undefined;
  /** Where the own journal ends. */
  readonly chain: ChainTip;
  /** Own entries that have no place in the order. */
  readonly pendingCount: number;
  /** Own entries of this epoch from `seq` on, oldest first. */
  ownEntriesFrom(seq: number, limit: number): readonly SealedEntry[];
  /** This machine's clocks now, as entries are dated by them [J13]. */
  readClocks(): ClockReading;

  /** Takes the next stretch of the order: checked, on disk, then folded. @returns what was wrong with it; then nothing was taken. */
  adopt(entries: readonly OrderedEntry[]): Refused | undefined;
  /** Begins at a snapshot, where nothing is here yet or the order no longer reaches back to here. */
  adoptSnapshot(snapshot: SnapshotReply): Refused | undefined;
  /** Places of the order on this disk, newest first, ever further apart: to find where a server agrees. At most `AGREE_LIMIT`, all at or before `upTo`. */
  samplePlaces(upTo: number): readonly { readonly no: number; readonly orderHash: string }[];
  /** The order after a place, as it is on this disk, for a server that lost it. */
  placesAfter(no: number, limit: number): readonly OrderedEntry[];
  /**
   * [J19] Forgets the order after a place: the own entries in it are pending again, and others' are
   * their own devices' to push again.
   */
  goBackTo(no: number): void;

  /** The blocks of numbers to ask the owner for now [N1]. */
  blocksWanted(): readonly BlockWanted[];

  /** The own key. `signWith` both, where a new one was made and the server may or may not know it. */
  readonly keys: DeviceKeys;
  /** [J11] Makes the key of the next epoch, and keeps it; the one made before, where it was not used yet. */
  nextKey(): DeviceKey;
  /** The server knows the next key: it is the key from here on. */
  takeNextKey(): void;
  /**
   * [J11] Begins the own journal anew: the next epoch of this device, or, where it is to be another
   * device, the first of that one. Own entries that have no place are written again in it, as they were.
   */
  beginChain(chain: { readonly device: DeviceId; readonly epoch: number }): void;
  /** The first epoch of a new device with a new key: what a copy that was left outside becomes. */
  becomeAnotherDevice(): void;

  /** How this device asks to be let in; the secret stays the same until it was answered. */
  readonly asking: Pick<AskRequest, 'secret'>;
  /** A new secret: the ask before this was refused or ran out. */
  askAnew(): void;
  /** Whether the server ever let this device in, in this epoch. */
  readonly enrolled: boolean;
  /** Notes that the server let this device in, under this epoch; begins that epoch where it is another. */
  noteEnrolled(centre: CentreId, epoch: number): void;

  /** The code this device enrols with at its own machine's server, until it was let in. */
  readonly enrolCode: string | undefined;
  keepEnrolCode(code: string): void;
}

/** What signs for this device. Private keys never leave it. */
export interface DeviceKeys {
  readonly current: DeviceKey;
  readonly next: DeviceKey | undefined;
  /** An Ed25519 signature of UTF-8 text, as base64url. */
  sign(text: string, key: 'current' | 'next'): string;
}

/** Why a stretch of the order, or a snapshot, was not taken. */
export type Refused =
  | 'notNext'
  | 'orderHashBroken'
  /** Another entry stands here where this one should. */
  | 'forked'
  | 'chainBroken'
  /** The order holds more of this device than this disk: an older copy of it was put back [J11]. */
  | 'restored'
  /** The generation falls: an owner that was replaced [J19]. */
  | 'oldGeneration'
  /** Only for a newer version of this program, or not what its own hash says. */
  | 'badSnapshot';
