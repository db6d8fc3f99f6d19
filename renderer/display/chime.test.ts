import { expect, test } from 'vitest';
import { createBell, hearCalls, type SeenCalls } from './chime.ts';

/** Shows a wall these views in turn; says what it rang for each. */
function rings(...views: string[][]): number[] {
  let seen: SeenCalls = null;
  return views.map((keys) => {
    const heard = hearCalls(seen, keys);
    seen = heard.seen;
    return heard.fresh.length;
  });
}

test('the wall chimes once for each new call, and not for those it found when it loaded', () => {
  expect(rings(['b', 'a'], ['c', 'b', 'a'], ['c', 'b', 'a'], ['d', 'c', 'b', 'a'])).toEqual([0, 1, 0, 1]);
});

test('a replay after a lost link is silent; what was called meanwhile is not', () => {
  expect(rings(['a'], ['b', 'a'], ['b', 'a'], ['d', 'c', 'b', 'a'])).toEqual([0, 1, 0, 2]);
});

test('a wall that loads before anybody is called chimes for the first call', () => {
  expect(rings([], ['a'])).toEqual([0, 1]);
});

test('a call that comes back into view after others left is not new', () => {
  expect(rings(['b', 'a'], ['c', 'b'], ['b', 'a'])).toEqual([0, 1, 0]);
});

test('two calls in a breath are two chimes, one after the other', () => {
  let played = 0;
  const bell = createBell(
    () => {
      played += 1;
      return Promise.resolve();
    },
    () => {},
  );
  bell.ring(1);
  bell.ring(1);
  expect(played).toBe(1);
  bell.ended();
  expect(played).toBe(2);
  bell.ended();
  expect(played).toBe(2);
});

test('a browser that refuses the sound is told of, and owes no old chimes when it allows it', async () => {
  let allowed = false;
  let played = 0;
  let blocked = 0;
  const bell = createBell(
    () => {
      if (!allowed) return Promise.reject(new Error('NotAllowedError'));
      played += 1;
      return Promise.resolve();
    },
    () => {
      blocked += 1;
    },
  );
  bell.ring(3);
  await Promise.resolve();
  expect([played, blocked]).toEqual([0, 1]);
  allowed = true;
  bell.ring(1);
  bell.ended();
  expect(played).toBe(1);
});
