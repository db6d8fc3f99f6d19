/**
 * Texts as they are looked through, and words as they are looked for. In: what somebody wrote. Out:
 * plain words, for an index that knows no languages: accents, case and articles are gone from them,
 * and what is written without spaces stands there by its signs, one by one and two by two.
 */
import type { Finding } from '../../../../shared/domain/centre.ts';
import { forms, wordsToFind } from '../../../../shared/domain/finding.ts';

const HAN = /\p{Script=Han}/u;

/** The words of a text as the index holds them, each once. */
export function indexed(texts: readonly string[]): string {
  return [...new Set(texts.flatMap((text) => wordsToFind(text)).flatMap((word) => (HAN.test(word) ? signs(word) : forms(word))))].join(' ');
}

/** Each sign, and each two that stand together: «难民服务» is found by «服务» and by «服». */
function signs(word: string): readonly string[] {
  const all = Array.from(word);
  return [...all, ...pairs(all)];
}

function pairs(all: readonly string[]): readonly string[] {
  return all.slice(1).map((sign, at) => `${all[at] ?? ''}${sign}`);
}

/** One thing that was asked for: any of these will do, and of each all of its words. */
export type Meant = readonly (readonly string[])[];

/** What somebody typed, word by word, with what their house says for it. */
export function meant(typed: string, synonyms: Finding['synonyms'] = []): readonly Meant[] {
  const words = wordsToFind(typed);
  return words.map((word) => {
    const own: string[][] = HAN.test(word) ? [lookedFor(word)] : forms(word).map((form) => [form]);
    const others = synonyms.filter(({ said }) => said.some((phrase) => isSaid(wordsToFind(phrase), word, words))).map(({ means }) => [...wordsToFind(means)]);
    return [...own, ...others];
  });
}

function lookedFor(word: string): string[] {
  const all = Array.from(word);
  return all.length === 1 ? all : [...pairs(all)];
}

/** Fewer letters begin too many words to mean one. */
const SAID_FROM = 3;

/** Whether this word is of a phrase of which all was typed. */
function isSaid(phrase: readonly string[], word: string, typed: readonly string[]): boolean {
  const begins = (said: string, by: string): boolean => by.length >= Math.min(SAID_FROM, said.length) && said.startsWith(by);
  return phrase.some((said) => begins(said, word)) && phrase.every((said) => typed.some((by) => begins(said, by)));
}
