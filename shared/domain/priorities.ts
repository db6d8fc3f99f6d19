/**
 * Classes of priority that the region's laws know, for a centre's file to begin with. In: nothing.
 * Out: a list that a coordinator may shorten, reorder and weigh anew. It decides nothing itself.
 */
import { PriorityId } from './ids.ts';
import type { PriorityClass } from './centre.ts';

/**
 * Who is to be served first by law:
 * - Brazil, Lei 10.048/2000 art. 1 as Lei 14.626/2023 has it: disability, the autistic spectrum, 60
 *   years and more, pregnant, nursing, with a child in arms, obesity, reduced mobility.
 * - Chile, Ley 21.768 of 2025: disability, and whoever cares for them.
 * - Colombia, Ley 1171/2007 art. 9: a window for those over 62; Decreto 19/2012 (antitrámites):
 *   infants, pregnant women, disability, older people.
 * - Ecuador, Constitución arts. 35 and 36: older people (65), children, pregnant women, disability.
 * - Peru, Ley 28683: pregnant women, children, older people, disability; they are to be let off turns.
 *
 * None of them puts one of these before another, so all weigh the same; the order matters under the
 * strict policy alone. A visitor says so with one tap and proves nothing [X1]. Half an hour's head
 * start and twice the weight put whoever comes before everybody else who has waited less than an hour.
 */
export const LEGAL_PRIORITIES: readonly PriorityClass[] = [
  legal('pregnant', 'pregnant', 'Embarazo', 'Pregnant'),
  legal('small-child', 'child', 'Con un niño pequeño en brazos', 'With a small child in arms'),
  legal('disability', 'disability', 'Discapacidad', 'Disability'),
  legal('older', 'older', 'Persona mayor', 'Older person'),
];

function legal(id: string, icon: PriorityClass['icon'], es: string, en: string): PriorityClass {
  return { id: PriorityId.parse(id), icon, name: { es, en }, byVisitor: true, weight: 2, headStartMin: 30 };
}
