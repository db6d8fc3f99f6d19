/** The label on a ticket: a letter and a number, read aloud and shown on walls [N3]. */
import { z } from 'zod';
import { Letter } from './centre.ts';

export const HIGHEST_NUMBER = 9999;

/**
 * The mark of a device's own lane [N2]: a cut-off device whose leased numbers are spent counts on
 * in its lane, where no other device counts.
 */
export const Lane = z.string().regex(/^[A-Z]{1,3}$/).brand<'Lane'>();
export type Lane = z.infer<typeof Lane>;

/** No `lane` is the common run of numbers, which devices share by leased blocks [N1]. */
export const Label = z.object({ letter: Letter, lane: Lane.optional(), number: z.int().min(1).max(HIGHEST_NUMBER) });
export type Label = z.infer<typeof Label>;

/** [N3] Three digits up to 999, then four: `A 017`, `A 1024`; in lane K `AK 017`. The space does not break. */
export function spellLabel(label: Label): string {
  return `${label.letter}${label.lane ?? ''}\u00a0${String(label.number).padStart(3, '0')}`;
}

/** Consonants that no one mistakes for a digit or each other by ear; Z is nobody's own. */
const LANE_LETTERS = 'BCDFGHJKLMNPQRSTVWX';

/** The lane of a device that was never let in, and so shares it with others of that kind. */
export const PROVISIONAL_LANE: Lane = Lane.parse('Z');

/**
 * The lane of a centre's nth device: B, C … X, BB, BC …
 * @param n from 1; up to 19 + 19² + 19³ devices have one.
 */
export function laneOf(n: number): Lane {
  let spelled = '';
  for (let rest = n; rest > 0; rest = Math.floor((rest - 1) / LANE_LETTERS.length)) {
    spelled = LANE_LETTERS.charAt((rest - 1) % LANE_LETTERS.length) + spelled;
  }
  return Lane.parse(spelled);
}
