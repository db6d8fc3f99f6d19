/**
 * What a device signs to prove its key. In: a device's id, known or not. Out: a challenge that is
 * good for that device, once, for a minute. It never keeps the challenges it gives.
 *
 * A list of them would be anybody's to fill: those who ask need not be known. So a challenge carries
 * its own date under a mark that only this process can make, and what is kept is the few that a
 * device that is known has used.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../shared/domain/clock.ts';
import type { DeviceId } from '../../shared/domain/ids.ts';
import type { Chance } from '../chance.ts';

/** How long a challenge is good. Milliseconds. */
export const CHALLENGE_MS = 60_000;
/** How often a device may prove itself within `CHALLENGE_MS`: far more than any needs to. */
export const PROOFS_LIMIT = 30;

/** Six bytes of time, ten of chance, sixteen of the mark. */
const TIME = 6;
const DATED = 16;
const WHOLE = 32;

export interface Challenges {
  issue(device: DeviceId): string;
  /** Whether it was given to this device within the last minute. */
  isGood(device: DeviceId, challenge: string): boolean;
  /** Uses up a good one. `used` where it was used before; `tooMany` where this device has used too many. */
  use(device: DeviceId, challenge: string): 'done' | 'used' | 'tooMany';
}

export function createChallenges(clock: Clock, chance: Chance): Challenges {
  const secret = chance.bytes(32);
  /** By device: each challenge used, and when it is no longer good. */
  const used = new Map<DeviceId, Map<string, number>>();

  const mark = (device: DeviceId, dated: Uint8Array): Buffer =>
    createHmac('sha256', secret).update(device).update(dated).digest().subarray(0, WHOLE - DATED);

  return {
    issue(device) {
      const dated = Buffer.alloc(DATED);
      dated.writeUIntBE(Math.floor(clock.monotonic()), 0, TIME);
      dated.set(chance.bytes(DATED - TIME), TIME);
      return Buffer.concat([dated, mark(device, dated)]).toString('base64url');
    },

    isGood(device, challenge) {
      const bytes = Buffer.from(challenge, 'base64url');
      // One spelling alone: in another the same challenge would look unused.
      if (bytes.length !== WHOLE || bytes.toString('base64url') !== challenge) return false;
      const dated = bytes.subarray(0, DATED);
      if (!timingSafeEqual(mark(device, dated), bytes.subarray(DATED))) return false;
      return clock.monotonic() - dated.readUIntBE(0, TIME) < CHALLENGE_MS;
    },

    use(device, challenge) {
      const now = clock.monotonic();
      const before = used.get(device) ?? new Map<string, number>();
      for (const [other, until] of before) if (until <= now) before.delete(other);
      if (before.has(challenge)) return 'used';
      if (before.size >= PROOFS_LIMIT) return 'tooMany';
      used.set(device, before.set(challenge, now + CHALLENGE_MS));
      return 'done';
    },
  };
}
