/**
 * What this device wrote and the order does not hold yet, laid over the confirmed state. Pure. Each
 * entry is read once: after a day offline it is laid anew for every stretch of the order that comes.
 */
import type { EpochMs } from '../../../shared/domain/clock.ts';
import { readEntry, type EntryId, type ReadEntry, type SealedEntry } from '../../../shared/domain/entries/entry.ts';
import { foldRead, type EffectiveRead } from '../../../shared/domain/reducers/fold.ts';
import { clampStamp } from '../../../shared/domain/entries/stamps.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';

export interface PendingEntry extends EffectiveRead {
  readonly seq: number;
  readonly hash: string;
  /** When the device says it was written. */
  readonly at: EpochMs;
}

/** The same entry before it has a stamp. */
export type Unstamped = Pick<PendingEntry, 'seq' | 'hash' | 'at' | 'read'>;

export function readPending({ bytes, hash }: SealedEntry, id: EntryId): Unstamped {
  const read = readEntry(bytes, id);
  return { seq: id.seq, hash, read, at: envelopeOf(read)?.at ?? 0 };
}

function envelopeOf(read: ReadEntry): { at: EpochMs } | undefined {
  return read.kind === 'known' ? read.entry.envelope : read.envelope;
}

/** [J13] This device's own estimate: its clock, held from going back. */
export function estimate(at: EpochMs, previous: EpochMs): EpochMs {
  return clampStamp(at, previous, at);
}

export interface Laid {
  /** Grown in place by what is written: offline it is long, and a copy would be most of what a tap costs. */
  readonly entries: PendingEntry[];
  /** The last of their stamps, or the one before them. */
  readonly stamp: EpochMs;
  readonly state: CentreState;
}

/**
 * @param after this device's last stamp in the order.
 * @param generation of the order's end.
 */
export function layOver(confirmed: CentreState, unstamped: readonly Unstamped[], after: EpochMs, generation: number): Laid {
  let stamp = after;
  const entries = unstamped.map(({ seq, hash, at, read }): PendingEntry => {
    stamp = estimate(at, stamp);
    return { seq, hash, at, read, effectiveAt: stamp, generation };
  });
  return { entries, stamp, state: foldRead(confirmed, entries) };
}

/** What the order took of this device, and at which times. */
export type Placed = readonly { readonly entry: { readonly hash: string }; readonly place: { readonly effectiveAt: EpochMs } }[];

/**
 * What is pending still, once the order went on.
 * @param placed the stretch that came in, and `through` the last own entry in the order after it.
 */
export function layRest(laid: Laid, confirmed: CentreState, placed: Placed, through: number, after: EpochMs, generation: number): Laid {
  const { entries, stamp, state } = laid;
  const rest = entries.filter(({ seq }) => seq > through);
  const asForeseen =
    placed.length === entries.length - rest.length &&
    placed.every(({ place, entry }, i) => entries[i]?.hash === entry.hash && entries[i].effectiveAt === place.effectiveAt);
  if (!asForeseen) return layOver(confirmed, rest, after, generation);
  // The order took our own entries as we had them: the state is what it was, and costs nothing.
  return { entries: rest, stamp, state: rest.length === 0 ? confirmed : state };
}
