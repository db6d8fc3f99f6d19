import { describe, expect, test } from 'vitest';
import IntlMessageFormat from 'intl-messageformat';
import { icuOf } from './tongues.ts';
import { REFUSALS } from '../../shared/contract/refusals.ts';
import { Language, StaffLanguage } from '../../shared/domain/centre.ts';

const files = import.meta.glob<Record<string, unknown>>('../../assets/locales/*/*.json', { eager: true, import: 'default' });

/** `a.b.c` → sentence, for every leaf. */
function leaves(tree: unknown, path = ''): [string, string][] {
  if (typeof tree === 'string') return [[path, tree]];
  if (typeof tree !== 'object' || tree === null) throw new Error(`${path} is not a sentence`);
  return Object.entries(tree).flatMap(([key, value]) => leaves(value, path ? `${path}.${key}` : key));
}

const of = (language: string, namespace: string): [string, string][] =>
  leaves(files[`../../assets/locales/${language}/${namespace}.json`]);

const found = Object.keys(files).map((path) => /\/([^/]+)\/([^/]+)\.json$/.exec(path)?.slice(1) ?? []);
const namespaces = [...new Set(found.flatMap(([, namespace]) => (namespace === undefined || namespace === 'tongue' ? [] : [namespace])))];
const languagesOf = (namespace: string): string[] => found.flatMap(([language, each]) => (each === namespace && language !== undefined ? [language] : []));

describe.each(namespaces)('%s', (namespace) => {
  const languages = languagesOf(namespace);

  test('stands in the languages of those who read it', () => {
    const readers = ['common', 'display', 'refusal', 'visitor'].includes(namespace) ? Language.options : StaffLanguage.options;
    expect(languages).toEqual(expect.arrayContaining(readers));
  });

  test('has the same keys in every language', () => {
    const keys = languages.map((language) => of(language, namespace).map(([key]) => key).sort());
    for (const each of keys) expect(each).toEqual(keys[0]);
  });

  test('every sentence is ICU that can be read, with the same blanks in every language', () => {
    const blanks = (sentence: string, language: string): { readonly shown: string[]; readonly choosing: string[] } => {
      const [shown, choosing] = [new Set<string>(), new Set<string>()];
      const walk = (parts: readonly unknown[]): void => {
        for (const part of parts as { type: number; value?: string; options?: Record<string, { value: unknown[] }> }[]) {
          if (part.type > 0 && part.type <= 6 && part.value) (part.type <= 4 ? shown : choosing).add(part.value);
          for (const option of Object.values(part.options ?? {})) walk(option.value);
        }
      };
      walk(new IntlMessageFormat(sentence, icuOf(language)).getAst());
      return { shown: [...shown], choosing: [...choosing] };
    };
    const first = new Map(of('es', namespace));
    for (const language of languages) {
      for (const [key, sentence] of of(language, namespace)) {
        expect(sentence.trim(), `${language} ${key}`).toBe(sentence);
        // What is shown must be in every language, if only to count by; what only chooses words, where a language has such words.
        const [here, spanish] = [blanks(sentence, language), blanks(first.get(key) ?? '', 'es')];
        const [all, known] = [here, spanish].map(({ shown, choosing }) => [...shown, ...choosing]);
        expect(all, `${language} ${key}`).toEqual(expect.arrayContaining(spanish.shown));
        expect(known, `${language} ${key}`).toEqual(expect.arrayContaining(all ?? []));
      }
    }
  });
});

test.each(languagesOf('refusal'))('every refusal has its sentence in %s, and no other is kept', (language) => {
  expect(of(language, 'refusal').map(([key]) => key).sort()).toEqual(Object.keys(REFUSALS).sort());
});

/** A vowel group is about one syllable in Spanish; two strong vowels together are two. */
function syllables(word: string): number {
  const groups = word.toLowerCase().match(/[aeiouáéíóúü]+/g) ?? [];
  let count = 0;
  for (const group of groups) {
    count += 1;
    for (let at = 1; at < group.length; at += 1) {
      if (/[aeoáéóíú]/.test(group.charAt(at)) && /[aeoáéóíú]/.test(group.charAt(at - 1))) count += 1;
    }
  }
  return Math.max(1, count);
}

/** INFLESZ: 65 is «fairly easy», 80 and more «very easy». */
function inflesz(text: string): number {
  const words = text.match(/[\p{L}]+/gu) ?? [];
  const sentences = text.split(/[.!?:…]+/).filter((each) => /\p{L}/u.test(each)).length;
  const spoken = words.reduce((sum, word) => sum + syllables(word), 0);
  return 206.835 - (62.3 * spoken) / words.length - words.length / Math.max(1, sentences);
}

test.each(['visitor', 'refusal'])('the Spanish of %s reads easily', (namespace) => {
  const text = of('es', namespace)
    .map(([, sentence]) => sentence.replace(/\{count, plural,.*other \{(.*)\}\}/, '$1').replace(/\{audience, select, staff \{(.*)\} other \{(.*)\}\}/, '$1 $2').replaceAll(/\{\w+\}|#/g, 'uno'))
    .join('. ');
  expect(inflesz(text)).toBeGreaterThanOrEqual(65);
});
