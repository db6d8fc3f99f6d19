/**
 * [J13] When an entry counts as having happened: the server stamps it once. Pure; the server keeps
 * what it learnt of a device's clock beside the device.
 */
import { z } from 'zod';
import type { EpochMs } from '../clock.ts';
import type { Envelope } from './entry.ts';
import { BootId } from '../ids.ts';

/** A device's clocks, read as it sends a push. */
export const ClockReading = z.object({
  bootId: BootId,
  /** Milliseconds since that boot began. */
  monotonic: z.number().nonnegative(),
  /** Its wall clock, in milliseconds since 1970. */
  at: z.number().int().nonnegative(),
});
export type ClockReading = z.infer<typeof ClockReading>;

/** What the server knows of a device's clocks. */
export interface KnownClock {
  /** The boot that last exchanged time; undefined where none has. */
  readonly bootId: BootId | undefined;
  /** The server's time when that boot began. The least of what was seen: each reading comes late by its way here. */
  readonly bootBegan: EpochMs;
  /** What to add to the device's wall clock, as of the last exchange; it dates entries of earlier boots. */
  readonly skew: number;
}

export const UNKNOWN_CLOCK: KnownClock = { bootId: undefined, bootBegan: 0, skew: 0 };

/** No request is on its way longer than its caller waits: a reading later than this shows that the server's own clock was set on. Milliseconds. */
const SLOWEST_MS = 15_000;

/**
 * What is known after a reading. Of several readings of a boot the quickest on its way counts; a
 * server's clock that was set, on or back, is believed from there on.
 */
export function learnClock(known: KnownClock, reading: ClockReading | undefined, receivedAt: EpochMs): KnownClock {
  if (!reading) return known;
  // No boot began before 1970; a clock that says so is broken, and its number may fit in no column.
  const began = Math.max(0, Math.round(receivedAt - reading.monotonic));
  const isSameBoot = known.bootId === reading.bootId && began - known.bootBegan <= SLOWEST_MS;
  const bootBegan = isSameBoot ? Math.min(known.bootBegan, began) : began;
  return { bootId: reading.bootId, bootBegan, skew: receivedAt - reading.at };
}

export interface Stamp {
  readonly effectiveAt: EpochMs;
  /** Whether it is no more than the device's own word for it. */
  readonly uncertain: boolean;
}

/**
 * @param previous the device's stamp before this one: its stamps never decrease, so its own order
 * holds, also where the server's clock was set back.
 */
export function stampEntry(
  entry: Pick<Envelope, 'bootId' | 'monotonic' | 'at'>,
  clock: KnownClock,
  previous: EpochMs,
  receivedAt: EpochMs,
): Stamp {
  const uncertain = entry.bootId !== clock.bootId;
  const estimate = uncertain ? entry.at + clock.skew : Math.round(clock.bootBegan + entry.monotonic);
  return { effectiveAt: clampStamp(estimate, previous, receivedAt), uncertain };
}

/** An estimate, within [the device's previous stamp, receipt]; where the two cross, the previous stamp wins. */
export function clampStamp(estimate: EpochMs, previous: EpochMs, receivedAt: EpochMs): EpochMs {
  return Math.max(previous, Math.min(estimate, receivedAt), 0);
}
