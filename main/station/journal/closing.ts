/**
 * [J17] How a visit stood when its day was closed, by the order and not by itself. Whether an act was
 * taken back depends on who was at that desk, and on claims: for that, all that the centre did
 * then is folded again. It reads places, and writes nothing.
 */
import { readEntry, type OrderedEntry } from '../../../shared/domain/entries/entry.ts';
import { foldRead, type EffectiveRead } from '../../../shared/domain/reducers/fold.ts';
import type { BusinessDay } from '../../../shared/domain/clock.ts';
import type { VisitId } from '../../../shared/domain/ids.ts';
import { EMPTY_STATE, type CentreState, type Visit } from '../../../shared/domain/reducers/state.ts';
import type { Places } from './places.ts';

/** Places that are read at once. */
const STRETCH = 1000;

/**
 * A day is closed on the second day after it. In memory at any place are so its own day and the two
 * before it; the third end of a day before that place lies before all of them.
 */
const CLOSINGS_BEFORE = 3;

/** What only the order's owner writes, and often: who writes it is the owner. */
const OWNERS: ReadonlySet<string> = new Set(['day.closed', 'leg.claimed', 'claim.ended', 'numbers.leased', 'device.enrolled', 'generation.opened']);

/** A visit at the end of its day, and the place at which that was. */
export interface Closed {
  readonly visit: Visit;
  readonly no: number;
}

/**
 * @param first the place at which this visit began.
 * @returns `late` where it began after its day; undefined where the places that tell are not all on
 * this disk, or not what they were.
 */
export function closedVisit(places: Places, visit: { readonly id: VisitId; readonly day: BusinessDay }, first: number): Closed | 'late' | undefined {
  const begun = beginFor(places, first);
  if (!begun) return undefined;
  let { state } = begun;
  for (const stretch of stretches(places, begun.no)) {
    if (!stretch.every((ordered) => places.isWhole(ordered))) return undefined;
    const left: Visit[] = [];
    state = foldRead(state, stretch.map(asRead), { left: (gone) => left.push(gone), late: () => undefined });
    const found = left.find(({ id }) => id === visit.id);
    if (found) return { visit: found, no: stretch.at(-1)?.place.no ?? first };
    if (state.closedThrough !== undefined && visit.day <= state.closedThrough) return 'late';
  }
  return undefined;
}

/**
 * Where to begin folding so that at a place the days in memory are as they were: far enough before
 * it that nobody of those days is there yet, with what stands for longer and they depend on.
 * @returns undefined where the places that tell are not all on this disk.
 */
export function beginFor(places: Places, first: number): { readonly no: number; readonly state: CentreState } | undefined {
  const no = beginOf(places, first);
  return no === undefined ? undefined : { no, state: { ...EMPTY_STATE, owner: ownerAfter(places, no), centre: centreBefore(places, no) } };
}

export function asRead({ place, id, entry }: OrderedEntry): EffectiveRead {
  return { read: readEntry(entry.bytes, id), effectiveAt: place.effectiveAt, generation: place.generation };
}

/** The place before the first that is to be folded. */
function beginOf(places: Places, first: number): number | undefined {
  const { base } = places.reach();
  let closings = 0;
  for (let no = first; ; ) {
    // What lies before the base may be of another order.
    const stretch = places.before(no, STRETCH).filter(({ place }) => place.no > base.no);
    for (const ordered of stretch) {
      if (!closesDay(ordered)) continue;
      closings += 1;
      if (closings === CLOSINGS_BEFORE) return ordered.place.no - 1;
    }
    const earliest = stretch.at(-1);
    if (!earliest) return base.no === 0 ? 0 : undefined;
    no = earliest.place.no;
  }
}

/** Few do: most need not be read to be told from these. */
function closesDay({ entry, id }: OrderedEntry): boolean {
  return entry.bytes.includes('"day.closed"') && isOf(readEntry(entry.bytes, id), (type) => type === 'day.closed');
}

function isOf(read: EffectiveRead['read'], isIt: (type: string) => boolean): boolean {
  return read.kind === 'known' && isIt(read.entry.type);
}

/** Whoever owned the order from there on. */
function ownerAfter(places: Places, begin: number): CentreState['owner'] {
  for (const stretch of stretches(places, begin)) {
    const owners = stretch.find(({ entry, id }) => isOf(readEntry(entry.bytes, id), (type) => OWNERS.has(type)));
    if (owners) return owners.id.device;
  }
  return undefined;
}

function centreBefore(places: Places, begin: number): CentreState['centre'] {
  return foldRead(EMPTY_STATE, places.ofCentre(begin, begin).map(asRead)).centre;
}

/** All places after one, each stretch up to the next that may close a day. */
function* stretches(places: Places, after: number): Generator<readonly OrderedEntry[]> {
  for (let next = places.after(after, STRETCH); next.length > 0; next = places.after(after, STRETCH)) {
    const end = next.findIndex(closesDay);
    const stretch = end < 0 ? next : next.slice(0, end + 1);
    yield stretch;
    after = stretch.at(-1)?.place.no ?? after;
  }
}
