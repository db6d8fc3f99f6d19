import { expect, test } from 'vitest';
import { Language } from '../../shared/domain/centre.ts';
import { directionOf, icuOf, Pack, spellWeekday } from './tongues.ts';

const WEDNESDAY = Date.UTC(2026, 10, 25, 3);

test('a day is called what its people call it, by the centre’s calendar, also where ICU does not know their language', () => {
  const spelled = (zone: string): string[] => Language.options.map((language) => spellWeekday(zone, language, WEDNESDAY));
  expect(spelled('UTC')).toEqual(['miércoles', 'Wednesday', 'quarta-feira', 'mercredi', 'mèkredi', 'الأربعاء']);
  expect(spelled('America/Bogota')).toEqual(['martes', 'Tuesday', 'terça-feira', 'mardi', 'madi', 'الثلاثاء']);
});

test('each language counts in one that ICU knows, with the digits that tickets have', () => {
  for (const language of Language.options) {
    expect(Intl.PluralRules.supportedLocalesOf(icuOf(language)), language).toHaveLength(1);
    expect(new Intl.NumberFormat(icuOf(language)).format(17), language).toBe('17');
  }
  expect(Intl.PluralRules.supportedLocalesOf('ht')).toEqual([]);
  expect([0, 1, 2, 5, 11, 100].map((n) => new Intl.PluralRules(icuOf('ar')).select(n))).toEqual(['zero', 'one', 'two', 'few', 'many', 'other']);
  expect([0, 1, 2].map((n) => new Intl.PluralRules(icuOf('ht')).select(n))).toEqual(['other', 'other', 'other']);
});

test('Arabic is written from the right', () => {
  expect(Language.options.filter((language) => directionOf(language) === 'rtl')).toEqual(['ar']);
});

const packs = import.meta.glob<unknown>(['../../assets/locales/*/tongue.json', '../../docs/languages/*/tongue.json'], { eager: true, import: 'default' });

test.each(Object.keys(packs))('%s is a pack: seven days and twelve months, each of its own', (file) => {
  const { days, months } = Pack.parse(packs[file]);
  expect(new Set([...days, ...months]).size).toBe(19);
});

test('a pack that leaves out a day, or counts like nobody, is none', () => {
  const whole = Object.values(packs)[0] as Pack;
  expect(Pack.safeParse({ ...whole, days: whole.days.slice(1) }).success).toBe(false);
  expect(Pack.safeParse({ ...whole, countsLike: 'ht' }).success).toBe(false);
});
