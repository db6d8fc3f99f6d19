/**
 * How each device that calls stands: in, out, or unknown. In: its id. Out: what the store says, not
 * older than `STANDING_MS`, so that a device that was put out by whomever is out within a minute.
 */
import type { Clock } from '../../shared/domain/clock.ts';
import type { DeviceId } from '../../shared/domain/ids.ts';
import type { DeviceStore } from '../store/device-store.ts';

/** How long an answer is believed. Another process may have written since. Milliseconds. */
export const STANDING_MS = 20_000;

export type Standing = 'in' | 'out' | 'unknown';

export interface Standings {
  of(device: DeviceId): Promise<Standing>;
  /** The next look is a fresh one. */
  forget(device: DeviceId): void;
}

export function createStandings(store: Pick<DeviceStore, 'device'>, clock: Clock): Standings {
  const known = new Map<DeviceId, { readonly at: number; readonly standing: Promise<Standing> }>();
  return {
    of(device) {
      const now = clock.monotonic();
      const kept = known.get(device);
      if (kept && now - kept.at < STANDING_MS) return kept.standing;
      const standing = store.device(device).then((row) => row?.standing ?? 'unknown');
      // Kept as a promise: what is forgotten while it is looked up stays forgotten.
      known.set(device, { at: now, standing });
      standing.catch(() => known.delete(device));
      return standing;
    },
    forget(device) {
      known.delete(device);
    },
  };
}
