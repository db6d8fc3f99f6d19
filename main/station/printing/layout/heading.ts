/** What a paper is, said to its reader and to whoever helps them. */
import type { PaperLanguage } from '../papers/language.ts';
import { BANNER, HEADING, STRONG, type SheetWriter } from './sheet.ts';
import { inOther, paperWord, type PaperWord } from '../papers/words.ts';

/** In the paper's own language, and small under it in its second. */
export function writeHeading(sheet: SheetWriter, word: PaperWord, { language, second }: { readonly language: PaperLanguage; readonly second: { readonly language: PaperLanguage } | null }): void {
  sheet.write(paperWord(language, word), HEADING);
  if (second) sheet.space(6).write(inOther(second, word), STRONG);
  sheet.space(12);
}

/** [P1] Above all else, on a second paper for the same number or place. */
export function markCopy(sheet: SheetWriter, { copy, language }: { readonly copy: boolean; readonly language: PaperLanguage }): void {
  if (copy) sheet.write(`  ${paperWord(language, 'copy')}  `, BANNER).space(16);
}
