import { expect, it } from 'vitest';
import { farOf } from './distance.ts';

it.each([
  [0, { kind: 'here' }],
  [3, { kind: 'metres', n: 10 }],
  [84, { kind: 'metres', n: 80 }],
  [310, { kind: 'metres', n: 300 }],
  [974, { kind: 'metres', n: 950 }],
  [999, { kind: 'metres', n: 1000 }],
  [1240, { kind: 'metres', n: 1200 }],
  [1949, { kind: 'metres', n: 1900 }],
  [1950, { kind: 'kilometres', n: 2 }],
  [12_400, { kind: 'kilometres', n: 12 }],
] as const)('%i m is as far as somebody says who shows the way', (metres, far) => {
  expect(farOf(metres)).toEqual(far);
});
