/**
 * Tells a reader from a hand: a reader types what it read in one burst and ends it with Enter, and
 * no text field is there to take it. In: keys and their times. Out: what was scanned, or the digits
 * that somebody typed. A burst that stops half-way is forgotten.
 */
import { AppointmentCode } from '../../shared/domain/entries/happenings.ts';
import { AppointmentId } from '../../shared/domain/ids.ts';
import type { CodeOrId } from './steps.ts';

/** Keys of one burst come closer together than this, in ms; those of a hand further apart. */
export const BURST_GAP_MS = 60;

/** What a hand types in one such moment: two keys at most, where a finger rolls. */
const HAND_KEYS = 2;

/** Longer than anything of ours that is read. */
const BURST_KEYS = 64;

export interface Burst {
  readonly keys: string;
  /** When the last key came, in ms. */
  readonly lastAt: number;
}

export const QUIET: Burst = { keys: '', lastAt: -Infinity };

export type Read = { readonly kind: 'scan'; readonly by: CodeOrId } | { readonly kind: 'misread' } | { readonly kind: 'typed'; readonly digits: string } | { readonly kind: 'nothing' };

const NOTHING: Read = { kind: 'nothing' };

/** One more letter or digit. What a burst before it left behind is read first. */
export function withKey(burst: Burst, key: string, at: number): { readonly burst: Burst; readonly left: Read } {
  const goesOn = at - burst.lastAt <= BURST_GAP_MS;
  const keys = ((goesOn ? burst.keys : '') + key).slice(-BURST_KEYS);
  return { burst: { keys, lastAt: at }, left: goesOn ? NOTHING : leftOf(burst) };
}

/** Enter: ends what a reader typed. `nothing` where it was somebody's own Enter. */
export function readAtEnter({ keys, lastAt }: Burst, at: number): Read {
  if (keys.length <= HAND_KEYS || at - lastAt > BURST_GAP_MS) return NOTHING;
  const code = AppointmentCode.safeParse(keys);
  if (code.success) return { kind: 'scan', by: { code: code.data } };
  // With its shift lock on, a reader shouts.
  const appointment = AppointmentId.safeParse(keys.toLowerCase());
  return appointment.success ? { kind: 'scan', by: { appointment: appointment.data } } : { kind: 'misread' };
}

/** A burst over which no Enter came: a hand's digits, or half a scan, of which nothing stays. */
export function leftOf({ keys }: Burst): Read {
  return keys.length > 0 && keys.length <= HAND_KEYS && /^\d+$/.test(keys) ? { kind: 'typed', digits: keys } : NOTHING;
}
