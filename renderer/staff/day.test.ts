import { expect, test } from 'vitest';
import { noShowPercent } from './day.ts';

test('no-shows are a part of those who were called and whose call has ended', () => {
  expect(noShowPercent({ finished: 4, noShow: 1 })).toBe(20);
  expect(noShowPercent({ finished: 0, noShow: 5 })).toBe(100);
  expect(noShowPercent({ finished: 200, noShow: 1 })).toBe(0);
});

test('before five have ended there is no figure', () => {
  expect(noShowPercent({ finished: 3, noShow: 1 })).toBeNull();
  expect(noShowPercent({ finished: 0, noShow: 0 })).toBeNull();
});
