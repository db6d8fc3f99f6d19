/**
 * A zone's clocks against the world's, reckoned once for a year and a half at a time: asking the
 * platform takes twenty microseconds, and there are twenty thousand services to ask for.
 */
import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from '../../clock.ts';
import type { DayNumber } from './civil.ts';

export interface Zone {
  /** When the clocks show this minute of this day; one that they skip is as much later, one that comes twice the first of the two. `minute` may run into the next day. */
  instantOf(day: DayNumber, minute: number): EpochMs;
  /** The day it is there. */
  dayOf(at: EpochMs): DayNumber;
  /** What the clocks show, as the milliseconds that UTC's would show the same at. */
  wallOf(at: EpochMs): number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const BLOCK_DAYS = 512;

/** The clocks are put from one offset to another. Offsets in milliseconds, east of Greenwich positive. */
interface Change {
  readonly at: EpochMs;
  readonly before: number;
  readonly after: number;
}

/** Of some days: the offset they begin with and what changes it. */
interface Block {
  readonly first: number;
  readonly changes: readonly Change[];
}

const offsetOf = (at: Temporal.ZonedDateTime): number => Math.round(at.offsetNanoseconds / 1_000_000);

/** Two days more on either side: no zone is farther from Greenwich. */
function readBlock(name: string, block: number): Block {
  let at = Temporal.Instant.fromEpochMilliseconds((block * BLOCK_DAYS - 2) * DAY_MS).toZonedDateTimeISO(name);
  const first = offsetOf(at);
  const end = ((block + 1) * BLOCK_DAYS + 2) * DAY_MS;
  const changes: Change[] = [];
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (!next || next.epochMilliseconds >= end) return { first, changes };
    changes.push({ at: next.epochMilliseconds, before: offsetOf(at), after: offsetOf(next) });
    at = next;
  }
}

function instantIn({ first, changes }: Block, wall: number): EpochMs {
  let offset = first;
  for (const { at, before, after } of changes) {
    if (wall - before < at || wall - after < at) return wall - before;
    offset = after;
  }
  return wall - offset;
}

function offsetIn({ first, changes }: Block, at: EpochMs): number {
  let offset = first;
  for (const change of changes) if (change.at <= at) offset = change.after;
  return offset;
}

function makeZone(name: string): Zone {
  const blocks = new Map<number, Block>();
  const blockOf = (day: DayNumber): Block => {
    const n = Math.floor(day / BLOCK_DAYS);
    const known = blocks.get(n);
    if (known) return known;
    const block = readBlock(name, n);
    blocks.set(n, block);
    return block;
  };
  const wallOf = (at: EpochMs): number => at + offsetIn(blockOf(Math.floor(at / DAY_MS)), at);
  return {
    instantOf: (day, minute) => instantIn(blockOf(day), day * DAY_MS + minute * MINUTE_MS),
    dayOf: (at) => Math.floor(wallOf(at) / DAY_MS),
    wallOf,
  };
}

const zones = new Map<string, Zone>();

/** @param name an IANA zone that the platform knows. @throws RangeError, once it is asked, for another. */
export function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const zone = makeZone(name);
  zones.set(name, zone);
  return zone;
}
