import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ASKING_FILE, CHIME_FILE, makeAsking, makeChime } from './make-chime.ts';

const SOUNDS = [
  ['chime', CHIME_FILE, makeChime],
  ['question', ASKING_FILE, makeAsking],
] as const;

test.each(SOUNDS)('the committed %s is what the script makes, and small', (_, file, make) => {
  const made = make();
  expect(readFileSync(file).equals(made)).toBe(true);
  expect(made.length).toBeLessThan(100_000);
});

test.each(SOUNDS)('the %s is heard, never clips, and ends in silence', (_, _file, make) => {
  const wav = make();
  let loudest = 0;
  for (let at = 44; at < wav.length; at += 2) loudest = Math.max(loudest, Math.abs(wav.readInt16LE(at)));
  expect(loudest).toBeGreaterThan(8_000);
  expect(loudest).toBeLessThan(32_767);
  expect(Math.abs(wav.readInt16LE(wav.length - 2))).toBeLessThan(50);
});
