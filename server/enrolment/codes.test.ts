import { expect, test } from 'vitest';
import { ENROL_LETTERS } from '../../shared/domain/entries/introduction.ts';
import { makeCode, readCode } from './codes.ts';

test('a code’s letters come equally often: bytes that would favour some are passed over', () => {
  let next = 0;
  const counted = new Map<string, number>();
  const chance = { bytes: (count: number) => Uint8Array.from({ length: count }, () => next++ % 256) };
  for (let time = 0; time < 1200; time += 1) {
    for (const letter of makeCode(chance)) counted.set(letter, (counted.get(letter) ?? 0) + 1);
  }
  expect([...counted.keys()].toSorted().join('')).toBe(ENROL_LETTERS);
  expect(new Set(counted.values())).toEqual(new Set([480]));
});

test.each([
  ['BCDFGHJK', 'BCDFGHJK'],
  [' bcdf-ghjk ', 'BCDFGHJK'],
  ['BCDF\u00a0GHJK', 'BCDFGHJK'],
  ['BCDFGHJ', undefined],
  ['BCDFGHJA', undefined],
  ['', undefined],
  ['B'.repeat(100), undefined],
])('«%s» is read as %s', (typed, code) => {
  expect(readCode(typed)).toBe(code);
});
