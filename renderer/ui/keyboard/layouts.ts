/**
 * The keys of the keyboard on the screen, language by language. In: a language. Out: rows of letters,
 * and a second side with digits, accents and marks. It draws nothing and keeps nothing.
 *
 * One touch types one letter: nothing is held down, and there is no shift key. A row has ten keys at
 * most, so that on the usual panel each is as large as a finger needs.
 */
import type { Language } from '../../../shared/domain/centre.ts';

/** Keys of the longest row. */
export const KEYS_A_ROW = 10;
/** Of the last row of letters: beside them stands the key that erases. */
export const KEYS_LAST_ROW = 8;

/** Three rows from above, as they stand from left to right. */
export type Rows = readonly [readonly string[], readonly string[], readonly string[]];

export interface Layout {
  readonly letters: Rows;
  /** Digits, letters that are rarer, marks. */
  readonly others: Rows;
}

/** Marks have no name that is heard by itself: the screen's words name them. */
export const MARKS = { "'": 'apostrophe', '-': 'hyphen', '.': 'dot', '¿': 'asks', '?': 'asked' } as const;
export type Mark = keyof typeof MARKS;

export function isMark(letter: string): letter is Mark {
  return letter in MARKS;
}

const DIGITS = '1234567890';
const rows = (first: string, second: string, last: string): Rows => [Array.from(first), Array.from(second), Array.from(last)];

/** As whoever types at all has learned them; accents that a language writes often stand on the first side where there is room. */
export const LAYOUTS: Readonly<Record<Language, Layout>> = {
  es: { letters: rows('qwertyuiop', 'asdfghjklñ', 'zxcvbnm'), others: rows(DIGITS, 'áéíóúü', "¿?'-.") },
  en: { letters: rows('qwertyuiop', 'asdfghjkl', "zxcvbnm'"), others: rows(DIGITS, 'áéíóúñüçãè', '-.?') },
  pt: { letters: rows('qwertyuiop', 'asdfghjklç', 'zxcvbnmã'), others: rows(DIGITS, 'õáéíóúâêôà', "ü'-.?") },
  fr: { letters: rows('azertyuiop', 'qsdfghjklm', "wxcvbn'é"), others: rows(DIGITS, 'èêëàâçùûüî', 'ïôœæÿ-.?') },
  ht: { letters: rows('qwertyuiop', 'asdfghjklè', 'zxcvbnmò'), others: rows(DIGITS, 'àéáôêûîç', "'-.?") },
  // Also where lines run from right to left these letters stand as on the keys of a machine.
  ar: { letters: rows('ضصثقفغعهخح', 'شسيبلاتنمك', 'ذدرزوطظج'), others: rows(DIGITS, 'أإآةىءؤئپچ', 'ڤگ-.') },
};

/** The next one, in the centre's order, and from the last to the first. */
export function nextLayout(languages: readonly Language[], now: Language): Language {
  return languages[(languages.indexOf(now) + 1) % languages.length] ?? now;
}
