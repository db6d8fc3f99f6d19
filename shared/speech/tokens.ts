/**
 * Written words as a voice says them, one after the other. In: a text of the screens. Out: tokens,
 * without the marks between them. The same text gives the same tokens wherever it is asked, so that
 * what was recorded when the app was built is found when it is read.
 */

/** A run of letters, a time of day, a run of digits; anything else is a pause at most. */
const WORD = /\d{1,2}:\d{2}(?!\d)|\d+|\p{L}[\p{L}\p{M}\p{Nd}'’‑-]*/gu;

/** The letters of a ticket that a device gave in a lane of its own [N2], before its number: each is said by itself. */
const LANE = /(?<!\p{L})\p{Lu}{2,3}(?=\u00a0\d)/gu;

/**
 * In small letters, so that `Hoy` and `hoy` sound alike; a capital that stands alone is the letter
 * itself and keeps its size: «A» of a ticket is not «a» of a sentence.
 */
export function tokensOf(text: string): readonly string[] {
  const spelled = text.normalize('NFC').replaceAll(LANE, (letters) => Array.from(letters).join(' '));
  return Array.from(spelled.matchAll(WORD), ([word]) => (/^\p{Lu}$/u.test(word) ? word : word.toLowerCase()));
}

/** Under what a recorded text is found. */
export const keyOf = (text: string): string => tokensOf(text).join(' ');

export const isNumber = (token: string): boolean => /^\d+$/.test(token);
export const isTime = (token: string): boolean => token.includes(':');
