/**
 * A language that nobody speaks: English as long as the longest of ours, with an accent on each vowel
 * and brackets around it. What it overflows, some language will; what stands without brackets is no
 * sentence of a locale file. It is made for a test and is not in the screens.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import IntlMessageFormat from 'intl-messageformat';

const LOCALES = join(import.meta.dirname, '..', '..', 'assets', 'locales');
const LONGER = 1.4;
/** They are longer too. */
const BRACKETS = 2;
const ACCENTED: Readonly<Record<string, string>> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ü', A: 'Á', E: 'É', I: 'Í', O: 'Ó', U: 'Ü' };

/** What stands between two blanks, longer by doubled vowels: lines break where they did. */
function stretch(text: string): string {
  let owed = text.length * (LONGER - 1) - BRACKETS;
  return Array.from(text, (letter) => {
    const accented = ACCENTED[letter];
    if (accented === undefined) return letter;
    const more = Math.max(0, Math.min(2, Math.round(owed)));
    owed -= more;
    return accented + accented.toLowerCase().repeat(more);
  }).join('');
}

type Part = { readonly type: number; readonly value?: string; readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>> };

function written(parts: readonly Part[]): string {
  return parts
    .map(({ type, value = '', options }) => {
      if (type === 0) return stretch(value);
      if (type === 7) return '#';
      if (!options) return `{${value}}`;
      const cases = Object.entries(options).map(([name, option]) => `${name} {${written(option.value)}}`);
      return `{${value}, ${type === 6 ? 'plural' : 'select'}, ${cases.join(' ')}}`;
    })
    .join('');
}

export function pseudo(sentence: string): string {
  return `[${written(new IntlMessageFormat(sentence, 'en').getAst() as readonly Part[])}]`;
}

function every(tree: unknown): unknown {
  if (typeof tree === 'string') return pseudo(tree);
  return Object.fromEntries(Object.entries(tree as object).map(([key, inner]) => [key, every(inner)]));
}

const read = (language: string, namespace: string): Record<string, unknown> => JSON.parse(readFileSync(join(LOCALES, language, `${namespace}.json`), 'utf8')) as Record<string, unknown>;

/** Sentences by which the chunks of one language are known, whatever they are called. */
const KNOWN_BY = { common: 'moment.title', refusal: 'malformed', visitor: 'title' } as const;

/** Has a page speak it in the place of this language. */
export async function speakPseudo(page: Page, instead: string): Promise<void> {
  const marks = Object.entries(KNOWN_BY).map(([namespace, path]) => ({ namespace, mark: String(path.split('.').reduce<unknown>((tree, key) => (tree as Record<string, unknown>)[key], read(instead, namespace))) }));
  await page.route(/\/assets\/(?:common|refusal|visitor)-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const script = await response.text();
    const found = marks.find(({ mark }) => script.includes(`\`${mark}\``));
    if (found) await route.fulfill({ response, body: `export default ${JSON.stringify(every(read('en', found.namespace)))}` });
    else await route.fulfill({ response });
  });
}
