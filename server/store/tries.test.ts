import { describe, expect, test } from 'vitest';
import { FIRST_WAIT_MS, LONGEST_WAIT_MS, waitMs, withoutTry, withTry, type Tries, type TryLimit } from './tries.ts';

const MINUTE = 60_000;
const LIMIT: TryLimit = { free: 5, drainMs: 15 * MINUTE };
const NOW = 1_772_452_800_000;

/** As many tries as this, a second apart or as soon as they may come. */
function tried(times: number, limit = LIMIT): { readonly tries: Tries; readonly waits: readonly number[]; readonly now: number } {
  let tries: Tries = { level: 0, at: NOW };
  let now = NOW;
  const waits: number[] = [];
  for (let each = 0; each < times; each += 1) {
    tries = withTry(tries, limit, now);
    const wait = waitMs(tries, limit, now);
    waits.push(wait);
    now += Math.max(1000, wait);
  }
  return { tries, waits, now };
}

describe('[X7] wrong passwords', () => {
  test('cost nothing at first; then each doubles the wait, up to the longest', () => {
    const { waits } = tried(12);
    expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, FIRST_WAIT_MS]);
    expect(waits.slice(5, 9)).toEqual([1, 2, 4, 8].map((minutes) => minutes * MINUTE));
    expect(waits.slice(9)).toEqual([LONGEST_WAIT_MS, LONGEST_WAIT_MS, LONGEST_WAIT_MS]);
  });

  test('let through fewer than five guesses an hour from whoever never stops', () => {
    const { now } = tried(200);
    expect((200 - 10) / ((now - NOW) / (60 * MINUTE))).toBeLessThan(5);
  });

  test('are forgotten with time', () => {
    const { tries, now } = tried(5);
    expect(waitMs(withTry(tries, LIMIT, now + 2 * LIMIT.drainMs), LIMIT, now + 2 * LIMIT.drainMs)).toBe(0);
    expect(withTry(tries, LIMIT, now + 100 * LIMIT.drainMs).level).toBe(1);
  });

  test('cost nobody more than the whole wait when the clock is set back', () => {
    const { tries } = tried(5);
    expect(waitMs(tries, LIMIT, tries.at - 24 * 60 * MINUTE)).toBe(FIRST_WAIT_MS);
    expect(withTry(tries, LIMIT, tries.at - 24 * 60 * MINUTE).level).toBeCloseTo(6, 1);
  });

  test('that turn out right are taken back', () => {
    const { tries, now } = tried(4);
    expect(withoutTry(withTry(tries, LIMIT, now), LIMIT, now).level).toBeCloseTo(tries.level, 1);
    expect(withoutTry({ level: 0, at: now }, LIMIT, now).level).toBe(0);
  });
});
