/** What a visitor reads in Spanish is easy, whoever wrote it last: a grade for each screen and for each longer passage. */
import IntlMessageFormat from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inflesz, wordsOf } from './inflesz.ts';
import { textOf } from './tree.ts';

/** «Bastante fácil» on the scale: what is meant for everybody. */
const LEAST = 65;
/** Of fewer words a grade says nothing: one long word would decide it. */
const PASSAGE = 8;

type Tree = string | { readonly [key: string]: Tree };
const Tree: z.ZodType<Tree> = z.lazy(() => z.union([z.string(), z.record(z.string(), Tree)]));

const leaves = (tree: Tree, path: string): [string, string][] =>
  typeof tree === 'string' ? [[path, tree]] : Object.entries(tree).flatMap(([key, each]) => leaves(each, `${path}.${key}`));

const read = (namespace: string): Record<string, Tree> =>
  z.record(z.string(), Tree).parse(JSON.parse(textOf(`assets/locales/es/${namespace}.json`)));

/** Only staff read these: on a paper of theirs, or at a desk. */
const STAFF = /^refusal\.(?:unknownDesk|nobodyWaiting|desk\w+|callAgainFirst|agentElsewhere|unknownAgent|outdated|tooManyAppointments|nothingToUndo|paperSettled|unknownPrinter|notThatStep)$|^paper\.(?:test|daySummary|given|served|left|noShows|medianWait|minutes|noneGiven|hidden|total|countedTwice|printedAt|printedBy)/;
/** Before a device has its centre, it speaks to whoever installs it. */
const JOINING = /^common\.joining\.(?!out)/;

/** A list of names is no passage. */
const NAMES = /\.(?:picture|marks|sign)\./;

/** What a blank holds, said in words: a numeral is one, however it is written. */
const BLANKS: Readonly<Record<string, string | number>> = {
  audience: 'visitor', screen: 'visitor', what: 'kept', how: 'none', day: 'other', count: 3, hour: 2, seconds: 30, step: 'uno', steps: 'dos',
  minutes: 'diez', fromMin: 'diez', toMin: 'veinte', time: 'nueve y media', from: 'nueve', to: 'diez', date: 'lunes dos de marzo', label: 'A doce', desk: 'tres', service: 'Salud',
  floor: 'Primer piso', room: 'Pasillo', ahead: 'Nadie espera antes de usted', name: 'La entrada', number: 'tres', digits: 'uno dos', letters: 'be cá', who: 'Personas adultas', one: 'sol', other: 'luna', language: 'Español',
  n: 'tres', first: 'lunes', next: 'martes', last: 'viernes', days: 'Lunes', dates: 'el último día', nth: 'first', weekday: 'mon',
};
const NUMERALS: Readonly<Record<string, string>> = { 3: 'tres', 30: 'treinta', 90: 'noventa' };

function said(key: string, sentence: string): string {
  const blanks: Record<string, string | number> = new Proxy({ ...BLANKS }, {
    get(known, name) {
      if (typeof name === 'string' && !(name in known)) throw new Error(`${key} has a blank «${name}» that is not known here`);
      return Reflect.get(known, name) as unknown;
    },
    has: () => true,
  });
  return String(new IntlMessageFormat(sentence, 'es-419').format(blanks)).replaceAll(/\d+/g, (digits) => NUMERALS[digits] ?? digits);
}

/** A screen is a key of its file; its passages end as a heading or a button does, with or without a stop. */
const screens = ['visitor', 'refusal', 'common', 'paper'].flatMap((namespace) =>
  Object.entries(read(namespace)).map(([screen, tree]) => {
    const passages = leaves(tree, `${namespace}.${screen}`)
      .filter(([key]) => ![STAFF, JOINING, NAMES].some((each) => each.test(key)))
      .map(([key, sentence]) => ({ key, words: said(key, sentence) }));
    return { name: `${namespace}.${screen}`, passages };
  }),
);

const long = (words: string): boolean => wordsOf(words).length >= PASSAGE;
const hard = (each: { readonly key: string; readonly words: string }[]): string[] =>
  each.filter(({ words }) => inflesz(words) < LEAST).map(({ key, words }) => `${Math.round(inflesz(words))} ${key}: ${words}`);

describe('what a visitor reads in Spanish', () => {
  it('is easy, passage by passage', () => {
    const passages = screens.flatMap((screen) => screen.passages).filter(({ words }) => long(words));
    expect(passages.length).toBeGreaterThan(40);
    expect(hard(passages)).toEqual([]);
  });

  it('is easy, screen by screen', () => {
    const whole = screens
      .map(({ name, passages }) => ({ key: name, words: passages.map(({ words }) => words).join('. ') }))
      .filter(({ words }) => long(words));
    expect(whole.length).toBeGreaterThan(15);
    expect(hard(whole)).toEqual([]);
  });
});
