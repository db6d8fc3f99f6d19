import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { DeviceKey } from './ids.ts';
import { ENROL_LETTERS, EnrolCode, fingerprintOf, spellCode } from './introduction.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const key = (fill: string): DeviceKey => DeviceKey.parse(fill.repeat(43));

it('a fingerprint is the same on both sides, four groups of four, and another key’s is another', () => {
  expect(fingerprintOf(sha256, key('A'))).toBe('0f00 7385 b6f9 d4b7');
  expect(fingerprintOf(sha256, key('B'))).not.toBe('0f00 7385 b6f9 d4b7');
});

it('a code is read in two groups, and holds no letter that is not one of the twenty', () => {
  expect(spellCode(EnrolCode.parse('BCDFGHJK'))).toBe('BCDF\u00a0GHJK');
  const others = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789').filter((letter) => !ENROL_LETTERS.includes(letter));
  for (const letter of others) expect(EnrolCode.safeParse(`BCDFGHJ${letter}`).success).toBe(false);
});
