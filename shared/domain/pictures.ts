/**
 * Pictures by which somebody is known again who has lost their paper, or comes back another day,
 * without telling anyone a name [X1]. Two of sixteen, in whatever order: 120 pairs.
 */
import { z } from 'zod';
import type { Digest } from './entries/entry.ts';
import { fiveBits, type AppointmentId, type VisitId } from './ids.ts';

/** Things that everybody has a word for, told apart at a glance. The order is for ever: tickets count by it. */
export const PICTURES = ['bird', 'fish', 'cat', 'dog', 'butterfly', 'tree', 'flower', 'sun', 'moon', 'star', 'house', 'key', 'bicycle', 'boat', 'umbrella', 'guitar'] as const;

export const Picture = z.enum(PICTURES);
export type Picture = z.infer<typeof Picture>;

/** Two that differ. */
export const Pictures = z.tuple([Picture, Picture]).refine(([one, other]) => one !== other, { message: 'a picture stands there twice' });
export type Pictures = z.infer<typeof Pictures>;

const PAIRS: readonly Pictures[] = PICTURES.flatMap((one, at) => PICTURES.slice(at + 1).map((other): Pictures => [one, other]));

/**
 * The two on a ticket: reckoned from its id, so that nothing more is kept of anybody. Seven bits of
 * the id's 130 can be guessed from them.
 */
export function picturesOf(visit: VisitId): Pictures {
  let sum = 0;
  // Four characters of 32 each: a million, of which no pair has more than its share by one in ten thousand.
  for (const character of visit.slice(0, 4)) sum = sum * 32 + fiveBits(character);
  const pair = PAIRS[sum % PAIRS.length];
  if (!pair) throw new RangeError('a remainder is below what it is of');
  return pair;
}

export function areSamePictures([one, other]: Pictures, pictures: Pictures): boolean {
  return pictures.includes(one) && pictures.includes(other);
}

/** What is kept of the two that somebody chose: who reads the journal by the way does not see them. */
export function proofOf(digest: Digest, appointment: AppointmentId, pictures: Pictures): string {
  return digest(`${appointment} ${pictures.toSorted().join(' ')}`);
}
