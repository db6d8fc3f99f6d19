/**
 * Classes of priority that the region's laws know, for a centre's file to begin with. In: nothing.
 * Out: a list that a coordinator may shorten, reorder and weigh anew. It decides nothing itself.
 */
import { PriorityId } from './ids.ts';
import type { LocalText, PriorityClass } from './centre.ts';

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
  legal('pregnant', 'pregnant', { es: 'Embarazo', en: 'Pregnant', pt: 'Gestante', fr: 'Grossesse', ht: 'Fanm ansent', ar: 'حامل' }),
  legal('small-child', 'child', {
    es: 'Con un niño pequeño en brazos',
    en: 'With a small child in arms',
    pt: 'Com criança de colo',
    fr: 'Avec un petit enfant dans les bras',
    ht: 'Ak yon ti pitit nan bra',
    ar: 'مع طفل صغير محمول',
  }),
  legal('disability', 'disability', { es: 'Discapacidad', en: 'Disability', pt: 'Pessoa com deficiência', fr: 'Handicap', ht: 'Moun ki andikape', ar: 'ذو إعاقة' }),
  legal('older', 'older', { es: 'Persona mayor', en: 'Older person', pt: 'Pessoa idosa', fr: 'Personne âgée', ht: 'Granmoun aje', ar: 'كبير في السن' }),
];

function legal(id: string, icon: PriorityClass['icon'], name: LocalText): PriorityClass {
  return { id: PriorityId.parse(id), icon, name, byVisitor: true, weight: 2, headStartMin: 30 };
}
