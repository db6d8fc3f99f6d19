/** The label on a ticket: a letter and a number, read aloud and shown on walls [N3]. */
import { z } from 'zod';
import { Letter } from './centre.ts';

export const HIGHEST_NUMBER = 9999;

export const Label = z.object({ letter: Letter, number: z.int().min(1).max(HIGHEST_NUMBER) });
export type Label = z.infer<typeof Label>;

/** [N3] Three digits up to 999, then four: `A 017`, `A 1024`. The space does not break. */
export function spellLabel(label: Label): string {
  return `${label.letter}\u00a0${String(label.number).padStart(3, '0')}`;
}
