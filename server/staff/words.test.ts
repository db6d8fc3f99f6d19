import { describe, expect, test } from 'vitest';
import { StaffAct } from '../../shared/contract/staff.ts';
import { StaffLanguage } from '../../shared/domain/centre.ts';
import es from '../../assets/locales/es/admin.json' with { type: 'json' };
import { STATUS } from './troubles.ts';
import { languageFor, wordsIn } from './words.ts';

const AT = Date.UTC(2026, 2, 2, 13, 5);

test.each<[string | undefined, string | undefined, StaffLanguage]>([
  [undefined, undefined, 'es'],
  [undefined, 'fr-CA, fr;q=0.9', 'es'],
  [undefined, 'en-GB,en;q=0.9,es;q=0.8', 'en'],
  [undefined, 'fr, en;q=0.5, es;q=0.7', 'es'],
  [undefined, 'en;q=0, *', 'es'],
  [undefined, 'es-419,es;q=0.9,en;q=0.8', 'es'],
  [undefined, `;;q=,${'en,'.repeat(10_000)}`, 'en'],
  ['en', 'es', 'en'],
  ['xx', 'en', 'en'],
])('chosen %j and accepted %j is spoken to in %s', (chosen, accepted, language) => {
  expect(languageFor(chosen, accepted)).toBe(language);
});

test('words, numbers and times are those of the language and the zone', () => {
  const [spanish, english] = [wordsIn('es', 'America/Bogota'), wordsIn('en', 'America/Bogota')];
  expect(spanish.say('accounts.about', { count: 1 })).toBe('1 persona de este centro.');
  expect(english.say('accounts.about', { count: 3 })).toBe('3 people of this centre.');
  expect(spanish.when(AT)).toBe('2 mar 2026, 8:05');
  expect(english.when(AT)).toBe('Mar 2, 2026, 8:05');
  expect([spanish.zone, english.zone]).toEqual(['hora estándar de Colombia', 'Colombia Standard Time']);
});

describe('nothing goes without words', () => {
  test('every trouble has its sentence, and no other is kept', () => {
    expect(Object.keys(es.trouble).filter((key) => key !== 'title' && key !== 'home').toSorted()).toEqual(Object.keys(STATUS).toSorted());
  });

  test('every act of the audit has its sentence, and no other is kept', () => {
    expect(Object.keys(es.audit.act).toSorted()).toEqual(StaffAct.options.toSorted());
  });

  test.each(StaffLanguage.options)('a wait is said in %s as it is: half a minute, one, several', (language) => {
    const { say } = wordsIn(language, 'UTC');
    expect(new Set([0, 1, 15].map((minutes) => say('trouble.wait', { minutes }))).size).toBe(3);
  });
});
