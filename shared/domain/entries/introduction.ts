/**
 * How a device that nobody knows introduces itself to the person who lets it in: a code to find it
 * by, and the fingerprint of its key, to compare. It shows both; the administrator's page does too.
 */
import { z } from 'zod';
import type { Digest } from './entry.ts';
import type { DeviceKey } from '../ids.ts';

/**
 * What a device calls itself, on one line. Control characters would break the line, and one of them
 * is no text to PostgreSQL; those that turn the direction of writing would let one name look like another.
 */
export const DeviceName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}\p{Cs}\p{Bidi_Control}]*$/u);

/** Eight of twenty consonants: they spell no word, and none is taken for another. */
export const ENROL_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
export const EnrolCode = z.string().regex(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/).brand<'EnrolCode'>();
export type EnrolCode = z.infer<typeof EnrolCode>;

/** `BCDF GHJK`: two groups, as one reads them out. The space does not break. */
export function spellCode(code: EnrolCode): string {
  return `${code.slice(0, 4)}\u00a0${code.slice(4)}`;
}

/** `3f8a 9c21 b04e 77d1`: 64 bits, in groups that a person can read aloud. */
export const Fingerprint = z.string().regex(/^[0-9a-f]{4}( [0-9a-f]{4}){3}$/).brand<'Fingerprint'>();
export type Fingerprint = z.infer<typeof Fingerprint>;

/**
 * The fingerprint of a key. 64 bits are enough: whoever wants in under another's fingerprint has to
 * find such a key in the ten minutes that a code is good.
 */
export function fingerprintOf(digest: Digest, key: DeviceKey): Fingerprint {
  const hash = digest(key);
  return Fingerprint.parse([0, 4, 8, 12].map((at) => hash.slice(at, at + 4)).join(' '));
}
