import { expect, it } from 'vitest';
import { pageOf } from './pages.ts';

const list = (length: number): number[] => Array.from({ length }, (_, n) => n);
const sizes = (length: number, most: number): number[] => {
  const found: number[] = [];
  for (let at = 0; ; at += 1) {
    const { shown, hasMore } = pageOf(list(length), at, most);
    found.push(shown.length);
    if (!hasMore) return found;
  }
};

it('a list is cut into as few pages as hold it, none of them much longer than another', () => {
  expect([0, 1, 8, 9, 17].map((length) => sizes(length, 8))).toEqual([[0], [1], [8], [5, 4], [6, 6, 5]]);
  expect(sizes(200, 6).every((size) => size <= 6 && size >= 1)).toBe(true);
});

it('each of them stands on one page, in their order; a page that is gone is the last', () => {
  expect([0, 1].flatMap((at) => pageOf(list(9), at, 8).shown)).toEqual(list(9));
  expect(pageOf(list(9), 7, 8)).toEqual({ shown: [5, 6, 7, 8], hasMore: false });
});
