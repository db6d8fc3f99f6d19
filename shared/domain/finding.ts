/**
 * Finds what somebody means by a few letters. In: what there is to find, each with the words it goes
 * by, and what was typed. Out: what fits, best first. It keeps nothing of what was typed.
 *
 * Blind to case and accents, since many write without them; content with the beginning of a word,
 * since nobody types more than they must; and with one slip in a word of five letters or more.
 */

/** Something to find: `texts` in the order of their weight, its name first. */
export interface Findable<Id> {
  readonly id: Id;
  readonly texts: readonly string[];
}

/** A word of fewer letters would turn into another by one slip. */
const SLIP_FROM = 5;
/** A slip weighs more than standing in a lesser text. */
const SLIP = 10;

/** Letters that mean the same to whoever types, though Unicode takes none of them apart. */
const ALIKE: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ø: 'o', ı: 'i', ß: 'ss', ى: 'ي', ة: 'ه', ٱ: 'ا', ک: 'ك', ی: 'ي' };

const OF_THESE = new RegExp(`[${Object.keys(ALIKE).join('')}]`, 'gu');

const ARTICLE = /^[وفبك]?ال(?=.{2,})|^لل(?=.{2,})/u;

/** The words of a text as they are compared: no accents, no case, no vowel signs. */
export function wordsToFind(text: string): readonly string[] {
  const plain = text.normalize('NFD').toLowerCase().replaceAll(/[\p{M}\u0640]/gu, '');
  const alike = plain.replaceAll(OF_THESE, (letter) => ALIKE[letter] ?? letter);
  return alike.match(/[\p{L}\p{Nd}]+/gu) ?? [];
}

/** With the article of Arabic and without it. */
export function forms(word: string): readonly string[] {
  const bare = word.replace(ARTICLE, '');
  return bare === word ? [word] : [word, bare];
}

/** @returns a search over these; what it is given is read once. */
export function finderOf<Id>(all: readonly Findable<Id>[]): (query: string) => readonly Id[] {
  const known = all.map(({ id, texts }) => ({ id, texts: texts.map((text) => wordsToFind(text).map(forms)) }));
  return (query) => {
    const ranks = wordsToFind(query).map((word) => known.map(({ texts }) => rankOf(forms(word), texts)));
    // «Quiero», «I need»: what nothing goes by says nothing, as long as something else does.
    const said = ranks.filter((each) => each.some((rank) => rank !== null));
    if (said.length === 0) return [];
    const found = known.flatMap(({ id }, at) => {
      const here = said.map((each) => each[at] ?? null);
      const rank = here.reduce<number | null>((sum, each) => (sum === null || each === null ? null : sum + each), 0);
      return rank === null ? [] : [{ id, rank }];
    });
    return found.toSorted((one, other) => one.rank - other.rank).map(({ id }) => id);
  };
}

/** How far from the best place a word stands: 0 where the name begins with it; null where it does not stand at all. */
function rankOf(meant: readonly string[], texts: readonly (readonly (readonly string[])[])[]): number | null {
  let best: number | null = null;
  texts.forEach((words, weight) =>
    words.forEach((each, place) => {
      const slips = Math.min(...meant.flatMap((word) => each.map((form) => slipsOf(word, form))));
      if (slips > 1) return;
      const rank = 2 * weight + (place === 0 ? 0 : 1) + SLIP * slips;
      if (best === null || rank < best) best = rank;
    }),
  );
  return best;
}

/** Whether a word begins so, but for one slip at most; a short one, without any. */
export function isNearly(meant: string, word: string): boolean {
  return slipsOf(meant, word) < 2;
}

/** 0 where the word begins so, 1 where it does but for one slip, 2 where it does not. */
function slipsOf(meant: string, word: string): 0 | 1 | 2 {
  if (word.startsWith(meant)) return 0;
  const letters = meant.length;
  if (letters < SLIP_FROM) return 2;
  return [letters - 1, letters, letters + 1].some((length) => length <= word.length && isOneSlip(meant, word.slice(0, length))) ? 1 : 2;
}

/** One letter too many, too few, another, or two the wrong way round. */
function isOneSlip(one: string, other: string): boolean {
  let at = 0;
  while (at < one.length && one.charAt(at) === other.charAt(at)) at += 1;
  const [rest, expected] = [one.slice(at), other.slice(at)];
  if (rest.length !== expected.length) return rest.slice(1) === expected || rest === expected.slice(1);
  return rest.slice(1) === expected.slice(1) || (rest.charAt(0) === expected.charAt(1) && rest.charAt(1) === expected.charAt(0) && rest.slice(2) === expected.slice(2));
}
