/** What a page asks the station's directory. In: where a visitor stands. Out: the questions; by them the page is shown, and what stands on it is said. */
import type { PageQuery } from '../../../shared/contract/directory.ts';
import type { Language } from '../../../shared/domain/language.ts';
import { NO_WISHES, type FoundStep, type OffersOf, type Step } from '../steps.ts';

export type OfSector = Extract<OffersOf, { kind: 'sector' }>;
type Found = Extract<PageQuery, { kind: 'found' }>;

/** Of one service. */
export function askedOf({ of }: FoundStep, language: Language): Extract<PageQuery, { kind: 'service' }> {
  return { kind: 'service', service: of.id, language };
}

export function askedOfSector({ sector, wishes }: OfSector, page: number, language: Language): Found {
  return { kind: 'found', language, words: '', wanted: { sector, ...wishes }, page };
}

/** Null while nothing is typed. */
export function askedInWords(text: string, language: Language): Found | null {
  const words = text.trim();
  return words === '' ? null : { kind: 'found', language, words, wanted: { sector: null, ...NO_WISHES }, page: 0 };
}

/** Nothing where a page has no text of the directory. */
export function askedBy(step: Step, language: Language): PageQuery[] {
  if (step.kind === 'found') return [askedOf(step, language)];
  if (step.kind === 'streets') return [askedOf(step.from, language)];
  // What kinds there are; on the list of a sector the one that is wanted is named.
  if (step.kind === 'narrow' && step.by === 'term') return [{ kind: 'directory', language }];
  if (step.kind === 'offers' && step.of.kind === 'sector') return [askedOfSector(step.of, step.page, language), ...(step.of.wishes.term === null ? [] : [{ kind: 'directory', language } as const])];
  const inWords = step.kind === 'search' ? askedInWords(step.text, language) : null;
  return inWords === null ? [] : [inWords];
}
