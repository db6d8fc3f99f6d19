import { expect, test } from 'vitest';
import { PAGE_MS, QUIET_MS, turnAt } from './resting.ts';

const turns = (wasCalled: boolean): unknown[] => [0, 1, 2, 3].map((n) => turnAt(n, wasCalled));
const page = (face: string): unknown => ({ face, lasts: PAGE_MS });

test('[E8] the last call stands for a minute, then takes turns with what there is to come to', () => {
  expect(turns(true)).toEqual([{ face: 'call', lasts: QUIET_MS }, page('coming'), page('call'), page('coming')]);
});

test('before the first call of the day nobody has to look up', () => {
  expect(turns(false)).toEqual([page('call'), page('coming'), page('call'), page('coming')]);
});

test('no page is shorter than it takes to read', () => {
  expect(Math.min(PAGE_MS, QUIET_MS)).toBeGreaterThanOrEqual(10_000);
});
