import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CHIME_FILE, makeChime } from './make-chime.ts';

test('the committed chime is what the script makes, and small', () => {
  const made = makeChime();
  expect(readFileSync(CHIME_FILE).equals(made)).toBe(true);
  expect(made.length).toBeLessThan(100_000);
});

test('the chime is heard, never clips, and ends in silence', () => {
  const wav = makeChime();
  let loudest = 0;
  for (let at = 44; at < wav.length; at += 2) loudest = Math.max(loudest, Math.abs(wav.readInt16LE(at)));
  expect(loudest).toBeGreaterThan(8_000);
  expect(loudest).toBeLessThan(32_767);
  expect(Math.abs(wav.readInt16LE(wav.length - 2))).toBeLessThan(50);
});
