/** What a field of a paper may hold. In: anybody's text. Out: text that a printer draws and never obeys. */
import { z } from 'zod';
import { Centre } from '../../../../shared/domain/centre.ts';
import { PaperLanguage } from './language.ts';

/** Longest text a field holds, in characters; what is longer is cut rather than refused a paper. */
const LONGEST_TEXT = 120;

/** Last instant a JavaScript date can hold, in epoch milliseconds. */
const END_OF_DATES = 8_640_000_000_000_000;

/** Characters that end a line or leave room; a word on each side stays a word. */
const BREAKS = /[\t\n\v\f\r\u0085\p{Z}]+/gu;

/**
 * What no printer draws and some obey: C0 and C1 controls, bidi and format controls, lone
 * surrogates, private and unassigned code points. The two zero-width joiners stay: Persian words
 * and family emoji are misspelt without them, and the code page drops them.
 */
const UNPRINTABLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;

/**
 * [P6] Text as paper may carry it: NFC, one line, single plain spaces, nothing unprintable.
 * Idempotent; may return the empty string.
 */
export function printableText(text: string): string {
  const oneLine = text.replace(BREAKS, ' ').replace(UNPRINTABLE, '').normalize('NFC');
  return Array.from(oneLine.replace(/ {2,}/g, ' ').trim()).slice(0, LONGEST_TEXT).join('').trim();
}

export const PaperText = z.string().transform(printableText);

/** Epoch milliseconds. */
export const PaperInstant = z.int().min(0).max(END_OF_DATES);

export const onEveryPaper = {
  centre: PaperText,
  zone: Centre.shape.zone,
  language: PaperLanguage,
};
