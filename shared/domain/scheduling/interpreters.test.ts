import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centreWith, deskIn } from '../../../tests/fixtures/waiting.ts';
import { Centre, type Interpreter, type Language } from '../centre.ts';
import { InterpreterId } from '../ids.ts';
import { interpretingWith, needsInterpreter } from './interpreters.ts';

/** As more centres speak them: the names of languages are only names here. */
const [es, en, fr] = ['es', 'en', 'fr'] as Language[] as [Language, Language, Language];

const speaking = (...spoken: readonly (readonly Language[])[]): Interpreter[] => spoken.map((languages, n) => ({ id: InterpreterId.parse(`i-${n}`), languages: [...languages] }));
const said = (interpreters: readonly Interpreter[], inUse: readonly Language[]): string =>
  [...interpretingWith(interpreters, inUse)].map(([language, state]) => `${language} ${state}`).join(', ');

describe('an interpreter', () => {
  it.each<[string, Interpreter[], Language[], string]>([
    ['is free where nobody has one', speaking([en]), [], 'en free'],
    ['is busy with one visitor', speaking([en]), [en], 'en busy'],
    ['is not made two by desks that called all the same', speaking([en], [fr]), [en, en], 'en busy, fr free'],
    ['is free where there are two', speaking([en], [en]), [en], 'en free'],
    ['is free for one language as long as another can be with the visitor', speaking([es, en], [en]), [en], 'es free, en free'],
    ['is busy where only one who speaks both is left for both', speaking([es, en], [en]), [en, en], 'es busy, en busy'],
    ['goes where others can not', speaking([es, en], [en, fr], [fr]), [en, fr], 'es free, en free, fr free'],
    ['is free where two change places for it', speaking([es, en], [en, fr], [fr]), [fr, en], 'es free, en free, fr free'],
    ['of none of the centre’s languages is nobody’s', [], [en], ''],
  ])('%s', (_, interpreters, inUse, expected) => {
    expect(said(interpreters, inUse)).toBe(expected);
  });

  it('[Q2] is free just where everybody who has one keeps one: as many as by trying every way to send them', () => {
    const languages = fc.constantFrom(es, en, fr);
    const interpreters = fc.array(fc.uniqueArray(languages, { minLength: 1, maxLength: 3 }), { maxLength: 4 }).map((list) => speaking(...list));
    /** The most of these who can have an interpreter each. */
    const most = (left: readonly Interpreter[], [first, ...rest]: readonly Language[]): number =>
      first === undefined ? 0 : Math.max(most(left, rest), ...left.filter((each) => each.languages.includes(first)).map((each) => 1 + most(left.filter((other) => other !== each), rest)));
    fc.assert(
      fc.property(interpreters, fc.array(languages, { maxLength: 5 }), (all, inUse) => {
        for (const [language, state] of interpretingWith(all, inUse)) {
          expect(`${language} ${state}`).toBe(`${language} ${most(all, [...inUse, language]) > most(all, inUse) ? 'free' : 'busy'}`);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is counted where there are fifty of them and two hundred desks', () => {
    const all = Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? [en] : [en, fr]));
    const inUse = Array.from({ length: 200 }, (_, n) => (n % 2 === 0 ? fr : en));
    expect(said(speaking(...all), inUse)).toBe('en busy, fr busy');
    expect(said(speaking(...all), inUse.slice(0, 49))).toBe('en free, fr busy');
  });
});

it('is needed where a desk says what it speaks, does not speak that, and somebody interprets it', () => {
  const centre = Centre.parse({ ...centreWith(undefined, { 3: { languages: ['es'] } }), interpreters: [{ id: 'ines', languages: ['en'] }] });
  const [third, fourth] = [deskIn(centre), centre.desks.find(({ number }) => number === 4)];
  expect([needsInterpreter(centre, third, 'en'), needsInterpreter(centre, third, 'es')]).toEqual([true, false]);
  expect(fourth && needsInterpreter(centre, fourth, 'en')).toBe(false);
  expect(needsInterpreter({ ...centre, interpreters: undefined }, third, 'en')).toBe(false);
});
