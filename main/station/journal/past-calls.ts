/**
 * [Q3] Calls that were made, and what their desks saw then. In: the order on this disk, and what has no
 * place in it yet. Out: calls, and states of the past. It writes nothing, and says of no call why.
 */
import type { Cursor } from '../../../shared/contract/wire.ts';
import type { BusinessDay } from '../../../shared/domain/clock.ts';
import { chainHash, isSameEntry, readEntry, type EntryId, type OrderedEntry } from '../../../shared/domain/entries/entry.ts';
import { stateSeen } from '../../../shared/domain/scheduling/explain-call.ts';
import { foldRead, type EffectiveRead } from '../../../shared/domain/reducers/fold.ts';
import type { EntryPayload } from '../../../shared/domain/entries/happenings.ts';
import type { DeskId } from '../../../shared/domain/ids.ts';
import { EMPTY_STATE, type CentreState } from '../../../shared/domain/reducers/state.ts';
import { asRead, beginFor } from './closing.ts';
import { sha256 } from './digest.ts';
import type { Disk } from './disk.ts';
import { chainKey } from './follow.ts';
import type { Identity } from './identity.ts';
import type { PendingEntry } from './pending.ts';

export interface PastCall {
  readonly id: EntryId;
  readonly payload: EntryPayload<'leg.called'>;
  /**
   * [J11] Its device began its journal anew, and wrote it again: which of that device's own entries
   * it knew is not to be told any more.
   */
  readonly isAgain: boolean;
}

interface Found {
  readonly day: BusinessDay;
  readonly limit: number;
  readonly through: Cursor;
  readonly calls: readonly PastCall[];
}

/** Where each chain was read to last. */
type ChainEnds = Map<string, { readonly seq: number; readonly hash: string }>;

export interface OwnPending {
  readonly identity: () => Pick<Identity, 'device' | 'epoch'>;
  readonly pending: () => readonly PendingEntry[];
}

/** Places that are looked through for the calls of a day: more than any day has. */
const LOOKED_THROUGH = 20_000;

/** More than a centre has. */
const DESKS_KNOWN = 100;

/** Places that are folded at once, in some ten milliseconds; a visitor's tap waits for no more. */
const STRETCH = 250;

/** A snapshot that is further away than this is no better than the days before the call, from their own places. */
const NEAR = 5000;

export class PastCalls {
  readonly #disk: Disk;
  readonly #own: OwnPending;
  /** What was found of each desk, and up to where was looked: a window that shows it asks anew after each tap. */
  readonly #found = new Map<DeskId, Found>();

  constructor(disk: Disk, own: OwnPending) {
    this.#disk = disk;
    this.#own = own;
  }

  /** A desk's latest calls of a day, newest first: those that are not in the order yet, and then the order's. */
  latest(desk: DeskId, day: BusinessDay, limit: number): PastCall[] {
    const pending = this.#own.pending().toReversed().flatMap((entry) => callIn(this.#idOf(entry), entry) ?? []);
    return [...pending.filter((call) => call.payload.desk === desk && call.day === day), ...this.#placed(desk, day, limit)].slice(0, limit);
  }

  #placed(desk: DeskId, day: BusinessDay, limit: number): readonly PastCall[] {
    const { places } = this.#disk;
    const { base, head } = places.reach();
    const known = this.#found.get(desk);
    const isOn = known?.day === day && known.limit === limit && known.through.no >= base.no && places.at(known.through.no)?.orderHash === known.through.orderHash;
    const after = isOn ? known.through.no : Math.max(base.no, head.no - LOOKED_THROUGH);
    const texts = ['"leg.called"', JSON.stringify(desk), JSON.stringify(day)] as const;
    const since = places.holding(texts, after, limit).flatMap((entry) => callIn(entry.id, asRead(entry)) ?? []);
    const calls = [...since.filter((call) => call.payload.desk === desk && call.day === day), ...(isOn ? known.calls : [])].slice(0, limit);
    // Whoever asks of desks that there are not must fill no memory.
    if (this.#found.size >= DESKS_KNOWN) this.#found.clear();
    this.#found.set(desk, { day, limit, through: head, calls });
    return calls;
  }

  /** The call that has this name; undefined where no entry on this disk is one. */
  find(id: EntryId): PastCall | undefined {
    const pending = this.#own.pending().find((entry) => isSameEntry(this.#idOf(entry), id));
    if (pending) return callIn(id, pending);
    const [placed] = this.#disk.places.ofChain(id, id.seq, 1);
    return placed?.seq === id.seq ? callIn(id, { read: readEntry(placed.bytes, id) }) : undefined;
  }

  /**
   * What the desk saw when it made a call, without the call itself: read a stretch at a time, so that
   * whoever asks may do something else in between.
   * @returns undefined where not all of it is on this disk, or is not what it was.
   */
  *seenBy({ id, payload: { basis } }: PastCall): Generator<undefined, CentreState | undefined> {
    const { places } = this.#disk;
    let begun = this.#beginFor(basis.head);
    const ends: ChainEnds = new Map();
    while (begun && begun.no < basis.head) {
      const stretch = places.after(begun.no, Math.min(STRETCH, basis.head - begun.no));
      const last = stretch.at(-1);
      if (!last || !this.#areWhole(stretch, ends)) return undefined;
      begun = { no: last.place.no, state: stateSeen(stretch, id, basis, begun.state) };
      yield;
    }
    if (!begun) return undefined;
    const { device, epoch } = this.#own.identity();
    const isOwn = device === id.device && epoch === id.epoch;
    const placedLater = stateSeen(places.ofChainAfter({ ...id, seq: basis.pendingSeq }, basis.head), id, basis, begun.state);
    return isOwn ? foldRead(placedLater, this.#own.pending().filter(({ seq }) => seq <= basis.pendingSeq)) : placedLater;
  }

  /** Whether entries are what they were, each by the one before it in its chain: most of those were read a moment ago. */
  #areWhole(stretch: readonly OrderedEntry[], ends: ChainEnds): boolean {
    return stretch.every((ordered) => {
      const { id, entry } = ordered;
      const before = ends.get(chainKey(id));
      ends.set(chainKey(id), { seq: id.seq, hash: entry.hash });
      return before?.seq === id.seq - 1 ? chainHash(sha256, before.hash, entry.bytes) === entry.hash : this.#disk.places.isWhole(ordered);
    });
  }

  #beginFor(head: number): { readonly no: number; readonly state: CentreState } | undefined {
    const { places, snapshots } = this.#disk;
    const { base, head: end } = places.reach();
    if (head < base.no || head > end.no) return undefined;
    const [kept] = snapshots.good(head, base);
    if (kept && head - kept.head.no <= NEAR) return { no: kept.head.no, state: kept.confirmed };
    if (head <= NEAR && base.no === 0) return { no: 0, state: EMPTY_STATE };
    return beginFor(places, head + 1) ?? (kept && { no: kept.head.no, state: kept.confirmed });
  }

  #idOf({ seq }: Pick<PendingEntry, 'seq'>): EntryId {
    const { device, epoch } = this.#own.identity();
    return { device, epoch, seq };
  }
}

function callIn(id: EntryId, { read }: Pick<EffectiveRead, 'read'>): (PastCall & { readonly day: BusinessDay }) | undefined {
  if (read.kind !== 'known' || read.entry.type !== 'leg.called') return undefined;
  const { payload, envelope } = read.entry;
  return { id, payload, isAgain: envelope.again !== undefined, day: envelope.businessDay };
}
