/** The languages of papers. More than the screens speak: a paper is words alone, and short. */
import { z } from 'zod';
import type { Language } from '../../../../shared/domain/centre.ts';

/** [P5] The first five stand in WPC1252; Arabic and Chinese are drawn. */
export const PaperLanguage = z.enum(['es', 'en', 'pt', 'fr', 'ht', 'ar', 'zh']);
export type PaperLanguage = z.infer<typeof PaperLanguage>;

/**
 * The language that a paper says the most needed in once more, so that whoever helps its reader can
 * read it too: the centre's first, or its second for whoever reads the first.
 * @returns undefined where the centre speaks the paper's language and no other.
 */
export function secondLanguage<L extends Language>(centre: readonly L[], language: PaperLanguage): L | undefined {
  return centre.find((each) => each !== language);
}
