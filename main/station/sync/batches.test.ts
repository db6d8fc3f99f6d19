import { expect, it } from 'vitest';
import { BODY_LIMIT, PUSH_LIMIT } from '../../../shared/contract/wire.ts';
import type { SealedEntry } from '../../../shared/domain/entries/entry.ts';
import { MOST_BYTES, cutBatch, lessRoom, moreRoom } from './batches.ts';

const MOST = Number.MAX_SAFE_INTEGER;
const hash = 'a'.repeat(64);
const entry = (bytes: string): SealedEntry => ({ bytes, hash });
const bodyOf = (entries: readonly SealedEntry[]): number => Buffer.byteLength(JSON.stringify({ epoch: MOST, first: MOST, entries, sent: { bootId: 'b'.repeat(26), monotonic: MOST + 0.5, at: MOST } }));

it.each([
  ['plain letters', 'x'],
  ['letters of three bytes', '水'],
  ['characters that JSON spells out', '"'],
  ['control characters', '\u0001'],
])('[J10] tooLarge: a batch of %s fits the body as it is sent, and as much as fits goes', (_name, letter) => {
  const entries = Array.from({ length: PUSH_LIMIT }, () => entry(letter.repeat(60_000)));
  const { entries: cut, bytes } = cutBatch(entries, MOST_BYTES);
  expect(bodyOf(cut)).toBeLessThanOrEqual(BODY_LIMIT);
  expect(bodyOf(entries.slice(0, cut.length + 1))).toBeGreaterThan(MOST_BYTES);
  expect(Math.abs(bodyOf(cut) - bytes)).toBeLessThan(200);
});

it('one entry goes however little room there is, and none where there is none', () => {
  expect(cutBatch([entry('{}'), entry('{}')], 0).entries).toHaveLength(1);
  expect(cutBatch([], MOST_BYTES).entries).toEqual([]);
});

it('the room halves from what was sent, and grows back slowly to where it began', () => {
  const sent = cutBatch([entry('x'.repeat(1000)), entry('x'.repeat(1000))], MOST_BYTES);
  let room = lessRoom(sent);
  expect(room).toBeLessThan(1200);
  let steps = 0;
  for (; room < MOST_BYTES; steps += 1) room = moreRoom(room);
  expect(room).toBe(MOST_BYTES);
  expect(steps).toBeGreaterThan(10);
});
