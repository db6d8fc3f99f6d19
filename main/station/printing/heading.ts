/** What a paper is, said to its reader and to whoever helps them. */
import type { PaperLanguage } from './language.ts';
import { HEADING, STRONG, type SheetWriter } from './sheet.ts';
import { inOther, paperWord, type PaperWord } from './words.ts';

/** In the paper's own language, and small under it in its second. */
export function writeHeading(sheet: SheetWriter, word: PaperWord, { language, second }: { readonly language: PaperLanguage; readonly second: { readonly language: PaperLanguage } | null }): void {
  sheet.write(paperWord(language, word), HEADING);
  if (second) sheet.space(6).write(inOther(second, word), STRONG);
  sheet.space(12);
}
