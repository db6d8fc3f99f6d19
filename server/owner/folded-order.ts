/**
 * The order as far as the owner has folded it: from the latest good snapshot on, or from its start.
 * In: places, pulled some at a time so that sockets breathe in between, each checked as a station
 * checks it. Out: a state, and where every chain ends in it. It writes nothing.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { CannotGoOn } from '../../shared/contract/problem.ts';
import type { Cursor } from '../../shared/contract/wire.ts';
import type { EpochMs } from '../../shared/domain/clock.ts';
import { CHAIN_START, type Digest, type EntryId, type OrderedEntry } from '../../shared/domain/entries/entry.ts';
import { fold } from '../../shared/domain/reducers/fold.ts';
import type { DeviceId } from '../../shared/domain/ids.ts';
import { decodeState, encodeState } from '../../shared/domain/reducers/snapshot.ts';
import { EMPTY_STATE, REDUCERS, type CentreState } from '../../shared/domain/reducers/state.ts';
import type { ChainEnd, Snapshot } from '../store/order-store.ts';
import { checkPlaces } from '../store/ordering.ts';
import type { CentreStore } from '../store/store.ts';
import type { OwnerParts } from './owner.ts';

/** Places folded without a pause: a few milliseconds' work. */
const SLICE = 100;

/** Before the first place of any order. */
const START: Cursor = { generation: 1, no: 0, orderHash: CHAIN_START };

/** Where a chain ends. */
interface End extends EntryId {
  readonly hash: string;
}

export class FoldedOrder {
  readonly #store: CentreStore;
  readonly #digest: Digest;
  readonly #onTrouble: OwnerParts['onTrouble'];
  #at = START;
  #state = EMPTY_STATE;
  #ends = new Map<string, End>();
  #stamps = new Map<DeviceId, EpochMs>();
  #foundAt: number | undefined;
  #isFromSnapshot = false;
  #isDistrusted = false;

  constructor({ store, digest, onTrouble }: Pick<OwnerParts, 'store' | 'digest' | 'onTrouble'>) {
    this.#store = store;
    this.#digest = digest;
    this.#onTrouble = onTrouble;
  }

  /** The last place that is folded. */
  get at(): Cursor {
    return this.#at;
  }

  get state(): CentreState {
    return this.#state;
  }

  /** Where the order ended when it was first read: what lies after that, this process saw being ordered. */
  get foundAt(): number {
    return this.#foundAt ?? this.#at.no;
  }

  /** Whether the snapshot on disk says of the order what is not so. */
  get distrustsSnapshot(): boolean {
    return this.#isDistrusted;
  }

  /** Another one stands there now, taken from here. */
  trustSnapshot(): void {
    this.#isDistrusted = false;
  }

  /** The last entry of a chain; `seq` 0 and `CHAIN_START` before its first. */
  endOf(device: DeviceId, epoch: number): { readonly seq: number; readonly hash: string } {
    return this.#ends.get(chainOf({ device, epoch })) ?? { seq: 0, hash: CHAIN_START };
  }

  /** Begins at the latest snapshot, if it is what it says it is and of this order, or at the start. */
  async load(): Promise<void> {
    const kept = await this.#store.snapshot();
    const state = kept && readSnapshot(this.#digest, kept);
    const isHere = kept && (await this.#store.agree([kept.at])) === kept.at.no;
    if (kept && kept.reducers === REDUCERS && !(state && isHere)) this.#onTrouble({ kind: 'badSnapshot' });
    this.#begin();
    this.#foundAt = undefined;
    if (!state || !isHere) return;
    this.#isFromSnapshot = true;
    this.#at = kept.at;
    this.#state = state;
    for (const { stamp, ...end } of kept.chains) {
      this.#ends.set(chainOf(end), end);
      this.#stamps.set(end.device, stamp);
    }
  }

  /**
   * Folds what is new, to the order's end.
   * @returns the order's generation, which may have no place yet.
   * @throws CannotGoOn `damagedDatabase` where a place is not what was written.
   */
  async catchUp(): Promise<number> {
    for (;;) {
      const pulled = await this.#store.pull({ cursor: this.#at, limit: SLICE });
      if (pulled.kind !== 'places') {
        this.#onTrouble({ kind: 'orderChanged' });
        await breathe();
        await this.load();
        continue;
      }
      if (!this.#foldChecked(pulled.entries)) continue;
      if (this.#at.no >= pulled.head) {
        this.#foundAt ??= pulled.head;
        return pulled.generation;
      }
      await breathe();
    }
  }

  /**
   * Folds the order before anything is written to it, and looks whether the store goes on where it ends.
   * @throws CannotGoOn `damagedDatabase` as `catchUp`, and where the store takes a chain to end elsewhere.
   */
  async catchUpAtStart(): Promise<void> {
    await this.catchUp();
    if (await this.#endsAsStored()) return;
    if (this.#isFromSnapshot) {
      this.#distrust();
      await this.catchUp();
      if (await this.#endsAsStored()) return;
    }
    throw damaged('where a device’s own journal ends in it');
  }

  /** The state where it is folded now, whole: some tens of milliseconds on a busy day. */
  takeSnapshot(): Snapshot {
    const state = encodeState(this.#state);
    return { at: this.#at, reducers: REDUCERS, stateHash: this.#digest(state), state, chains: this.#allEnds() };
  }

  /** @returns false where these don't follow on a snapshot, and the order is folded from its start instead. */
  #foldChecked(places: readonly OrderedEntry[]): boolean {
    const checked = checkPlaces(this.#digest, this.#at, places, (id) => this.#endWithStamp(id));
    if (checked.kind === 'checked') {
      this.#fold(places);
      return true;
    }
    if (!this.#isFromSnapshot) throw damaged(`after place ${this.#at.no}: what stands there is not what was ordered`);
    this.#distrust();
    return false;
  }

  /** Folds from the start: what the snapshot says of the order is not so. */
  #distrust(): void {
    this.#onTrouble({ kind: 'badSnapshot' });
    this.#begin();
    this.#isDistrusted = true;
  }

  async #endsAsStored(): Promise<boolean> {
    return isDeepStrictEqual(await this.#store.chains(), this.#allEnds());
  }

  /** As the store tells them. */
  #allEnds(): readonly ChainEnd[] {
    return [...this.#ends.values()]
      .map(({ device, epoch, seq, hash }) => ({ device, epoch, seq, hash, stamp: this.#stamps.get(device) ?? 0 }))
      .toSorted((a, b) => (a.device === b.device ? a.epoch - b.epoch : a.device < b.device ? -1 : 1));
  }

  #endWithStamp(id: Pick<EntryId, 'device' | 'epoch'>): ChainEnd | undefined {
    const end = this.#ends.get(chainOf(id));
    return end && { ...end, stamp: this.#stamps.get(end.device) ?? 0 };
  }

  #begin(): void {
    this.#at = START;
    this.#state = EMPTY_STATE;
    this.#ends = new Map();
    this.#stamps = new Map();
    this.#isFromSnapshot = false;
  }

  #fold(places: readonly OrderedEntry[]): void {
    const last = places.at(-1);
    if (!last) return;
    this.#state = fold(
      this.#state,
      places.map(({ place: { effectiveAt, generation }, id, entry: { bytes } }) => ({ id, bytes, effectiveAt, generation })),
    );
    for (const { place, id, entry } of places) {
      this.#ends.set(chainOf(id), { ...id, hash: entry.hash });
      this.#stamps.set(id.device, Math.max(place.effectiveAt, this.#stamps.get(id.device) ?? 0));
    }
    const { generation, no, orderHash } = last.place;
    this.#at = { generation, no, orderHash };
  }
}

function chainOf({ device, epoch }: Pick<EntryId, 'device' | 'epoch'>): string {
  return `${device} ${epoch}`;
}

/** A disk changed what was written. @param where in the order. */
function damaged(where: string): CannotGoOn {
  return new CannotGoOn(
    'damagedDatabase',
    `The order in this server's database is damaged (${where}). Put back the last backup and start again, or begin with an empty one and --promote: the devices bring what it lacks. Nothing was changed in it.`,
  );
}

/** [J8] The state in a snapshot; undefined where it is of other reducers, or not what its own hash says. */
export function readSnapshot(digest: Digest, { reducers, stateHash, state }: Snapshot): CentreState | undefined {
  return reducers === REDUCERS && digest(state) === stateHash ? decodeState(state) : undefined;
}
