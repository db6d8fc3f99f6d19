import { describe, expect, test } from 'vitest';
import { Language } from '../../../shared/domain/centre.ts';
import { isMark, KEYS_A_ROW, KEYS_LAST_ROW, LAYOUTS, nextLayout } from './layouts.ts';

const files = import.meta.glob<unknown>('../../../assets/locales/*/*.json', { eager: true, import: 'default' });

const ALPHABETS: Readonly<Record<Language, string>> = {
  es: 'abcdefghijklmnñopqrstuvwxyzáéíóúü',
  en: 'abcdefghijklmnopqrstuvwxyz',
  pt: 'abcdefghijklmnopqrstuvwxyzãõçâêôáéíóúà',
  fr: 'abcdefghijklmnopqrstuvwxyzéèêëàâçùûüîïôœæÿ',
  // With «à» of words from French, and the apostrophe of those drawn together.
  ht: 'abcdefghijklmnopqrstuvwxyzèòéà',
  ar: 'ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى',
};

const keysOf = (language: Language): string[] => Object.values(LAYOUTS[language]).flatMap((side) => side.flat(2));

function sentencesOf(tree: unknown): string[] {
  if (typeof tree === 'string') return [tree];
  return typeof tree === 'object' && tree !== null ? Object.values(tree).flatMap(sentencesOf) : [];
}

/** Every letter that the screens themselves write in this language; ICU's own words are Latin. */
function lettersWritten(language: Language): string[] {
  const script = language === 'ar' ? /\p{Script=Arabic}/u : /\p{Script=Latin}/u;
  const texts = Object.entries(files).filter(([path]) => path.includes(`/${language}/`)).flatMap(([, tree]) => sentencesOf(tree));
  return [...new Set(texts.join('').normalize('NFC').toLowerCase())].filter((letter) => /\p{L}/u.test(letter) && script.test(letter));
}

describe.each(Language.options)('the keyboard in %s', (language) => {
  test('has every letter of the alphabet, and of what the screens say', () => {
    const written = lettersWritten(language);
    expect(written.length).toBeGreaterThan(20);
    const keys = new Set(keysOf(language));
    expect([...Array.from(`${ALPHABETS[language]}0123456789`), ...written].filter((letter) => !keys.has(letter))).toEqual([]);
  });

  test('has each key once, of one letter, and no row longer than a finger’s keys allow', () => {
    const keys = keysOf(language);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => Array.from(key).length !== 1 || key !== key.normalize('NFC').toLowerCase())).toEqual([]);
    for (const [first, second, last] of Object.values(LAYOUTS[language])) {
      expect(Math.max(first.length, second.length)).toBeLessThanOrEqual(KEYS_A_ROW);
      expect(last.length).toBeLessThanOrEqual(KEYS_LAST_ROW);
    }
  });

  test('says what its marks are called, and begins with letters alone', () => {
    expect(keysOf(language).filter((key) => !/[\p{L}\p{Nd}]/u.test(key) && !isMark(key))).toEqual([]);
    expect(LAYOUTS[language].letters.flat().filter((key) => !/\p{L}/u.test(key) && key !== "'")).toEqual([]);
  });
});

test('each is laid out as people of that language know it', () => {
  const begins = (language: Language): string => LAYOUTS[language].letters[0].slice(0, 6).join('');
  expect(Language.options.map(begins)).toEqual(['qwerty', 'qwerty', 'qwerty', 'azerty', 'qwerty', 'ضصثقفغ']);
  expect(LAYOUTS.es.letters[1].at(-1)).toBe('ñ');
  expect(LAYOUTS.ht.letters.flat()).toEqual(expect.arrayContaining(['è', 'ò']));
});

test('one key goes through the centre’s languages and comes back to the first', () => {
  const centre: Language[] = ['es', 'ht', 'ar'];
  const seen = centre.map((_, at) => centre.slice(0, at).reduce<Language>((now) => nextLayout(centre, now), 'es'));
  expect(seen).toEqual(centre);
  expect(nextLayout(centre, 'ar')).toBe('es');
  expect(nextLayout(['es'], 'es')).toBe('es');
});
