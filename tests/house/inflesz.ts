/**
 * How easy a Spanish passage is to read. In: words. Out: its syllables, and its place on the INFLESZ
 * scale (Barrio-Cantalejo 2008, by the formula of Szigriszt-Pazos 1993). It judges no other language.
 */

const OPEN = 'aeoáéó';
const VOWEL = new RegExp(`[${OPEN}iuüíú]`, 'u');

/** A group of vowels that is said at once or not: two open ones never are, nor an open one and a stressed closed one. */
function part(before: string, after: string): boolean {
  const open = [before, after].map((each) => OPEN.includes(each));
  return open[0] === true ? open[1] === true || 'íú'.includes(after) : open[1] === true && 'íú'.includes(before);
}

/** Syllables of one word, as it is spelt: at least one. */
export function syllables(word: string): number {
  const heard = word
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/qu(?=[eiéí])|gu(?=[eiéí])/gu, 'k')
    // A mute h keeps no vowels apart: «ahí» is said as «aí».
    .replaceAll(/(?<!c)h/gu, '')
    .replaceAll(/(?<=[aeiouáéíóúü])y(?![aeiouáéíóúü])|^y$/gu, 'i');
  let count = 0;
  let before = '';
  for (const letter of heard) {
    if (VOWEL.test(letter) && (!VOWEL.test(before) || part(before, letter))) count += 1;
    before = letter;
  }
  return Math.max(count, 1);
}

export const wordsOf = (passage: string): string[] => passage.match(/\p{L}+/gu) ?? [];

/** A sentence ends where a voice would stop: what bears no stop of its own is one. */
const sentencesOf = (passage: string): string[] => passage.split(/[.!?…]+/u).filter((each) => /\p{L}/u.test(each));

/** 0 hard to 100 easy; «normal» from 55, «bastante fácil» from 65, «muy fácil» from 80. Of a passage with no words, an error. */
export function inflesz(passage: string): number {
  const words = wordsOf(passage);
  if (words.length === 0) throw new Error('a passage has words');
  const spoken = words.reduce((sum, word) => sum + syllables(word), 0);
  return 206.835 - 62.3 * (spoken / words.length) - words.length / sentencesOf(passage).length;
}
