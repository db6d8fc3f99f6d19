import { describe, expect, test } from 'vitest';
import { typed, written, type Field, type Key } from './typed.ts';

const SEARCH: Field = { most: 12, holds: 'search' };
const NAME: Field = { most: 20, holds: 'name' };

/** `_` is the space bar, `<` the key that erases. */
function typeAll(keys: string, field: Field, from = ''): string {
  const keyOf = (letter: string): Key => (letter === '_' ? { kind: 'space' } : letter === '<' ? { kind: 'erase' } : { kind: 'letter', letter });
  return Array.from(keys, keyOf).reduce((text, key) => typed(text, key, field), from);
}

describe('a text that is typed', () => {
  test.each([
    ['niños', 'niños'],
    ['ni<<', ''],
    ['<', ''],
    ['_salud__hoy', 'salud hoy'],
    ['sopa_<<', 'sop'],
    ['مدرسة', 'مدرسة'],
  ])('%s is «%s»', (keys, text) => {
    expect(typeAll(keys, SEARCH)).toBe(text);
  });

  test('takes no more than its field, and can be erased then', () => {
    expect(typeAll('a'.repeat(30), SEARCH)).toBe('a'.repeat(12));
    expect(typeAll(`${'a'.repeat(30)}_`, SEARCH)).toBe('a'.repeat(12));
    expect(typeAll(`${'a'.repeat(30)}<b`, SEARCH)).toBe(`${'a'.repeat(11)}b`);
  });

  test('is erased by letters as they are seen: an accent that came apart goes with its own', () => {
    expect(typeAll('<', SEARCH, 'cafe\u0301')).toBe('caf');
    expect(typeAll('<', SEARCH, 'a👩‍👧')).toBe('a');
  });

  test('of a name, each word begins with a capital, which nobody asks for', () => {
    expect(typeAll("ana_maría_ñañez-o'neil", NAME)).toBe("Ana María Ñañez-O'Ne");
    expect(typeAll('élodie', NAME)).toBe('Élodie');
    expect(typeAll('مريم', NAME)).toBe('مريم');
  });
});

test('a text of the machine’s own keyboard is held to the same: as long, in one line, its letters whole', () => {
  expect(written('  salud\t\n y  más', { most: 40, holds: 'search' })).toBe('salud y más');
  expect(written('cafe\u0301\u0007', SEARCH)).toBe('café');
  expect(written('x'.repeat(50), SEARCH)).toBe('x'.repeat(12));
});
