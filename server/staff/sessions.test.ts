import { describe, expect, test } from 'vitest';
import { systemChance } from '../chance.ts';
import { formTokenOf, IDLE_MS, isOver, isSame, mintSession, readSession, SESSION_MS } from './sessions.ts';

const NOON = 1_772_452_800_000;
const MINUTE = 60_000;

describe('[X7] a session', () => {
  test('has a token of 256 bits, of which the hash tells nothing', () => {
    const tokens = Array.from({ length: 100 }, () => mintSession(systemChance));
    expect(new Set(tokens.map(({ text }) => text)).size).toBe(100);
    for (const { text, hash } of tokens) {
      expect(Buffer.from(text, 'base64url')).toHaveLength(32);
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect(readSession(text)).toEqual({ text, hash });
    }
  });

  test.each([undefined, '', 'x', 'x'.repeat(44), `${'x'.repeat(42)}é`, `${'x'.repeat(42)}\n`, 'x'.repeat(100_000)])('is not read from %j', (text) => {
    expect(readSession(text)).toBeUndefined();
  });

  test.each<[string, number, number, number, boolean]>([
    ['just opened', 0, 0, 0, false],
    ['in use to the last minute', 0, SESSION_MS - MINUTE, SESSION_MS - 1, false],
    ['in use for 12 hours', 0, SESSION_MS - 1, SESSION_MS, true],
    ['unused for almost an hour', 0, MINUTE, MINUTE + IDLE_MS - 1, false],
    ['unused for an hour', 0, MINUTE, MINUTE + IDLE_MS, true],
    ['a clock that was put right by a second', 0, 0, -1000, false],
    ['a clock that was set back a day', 0, 0, -24 * 60 * MINUTE, true],
  ])('%s', (_, openedAt, seenAt, now, over) => {
    expect(isOver({ openedAt: NOON + openedAt, seenAt: NOON + seenAt }, NOON + now)).toBe(over);
  });

  test('gives its forms a token of their own, which gives nothing away', () => {
    const [one, two] = [mintSession(systemChance), mintSession(systemChance)];
    expect(formTokenOf(one)).toBe(formTokenOf(one));
    expect(formTokenOf(one)).not.toBe(formTokenOf(two));
    expect(one.text).not.toBe(formTokenOf(one));
    expect([isSame(formTokenOf(one), formTokenOf(one)), isSame(formTokenOf(two), formTokenOf(one)), isSame('', formTokenOf(one))]).toEqual([true, false, false]);
  });
});
