import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { DeviceKey } from '../ids.ts';
import { DeviceName, ENROL_LETTERS, EnrolCode, Fingerprint, fingerprintOf, spellCode } from './introduction.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const key = (fill: string): DeviceKey => DeviceKey.parse(fill.repeat(43));

it('a fingerprint is the same on both sides, four groups of four, and another key’s is another', () => {
  expect(fingerprintOf(sha256, key('A'))).toBe('0f00 7385 b6f9 d4b7');
  expect(fingerprintOf(sha256, key('B'))).not.toBe('0f00 7385 b6f9 d4b7');
  for (const other of ['', '0f00', '0f00 7385 b6f9 d4b', '0F00 7385 B6F9 D4B7', '0f00 7385 b6f9 d4b7 0000']) expect(Fingerprint.safeParse(other).success).toBe(false);
});

it('a code is read in two groups, and holds no letter that is not one of the twenty', () => {
  expect(spellCode(EnrolCode.parse('BCDFGHJK'))).toBe('BCDF\u00a0GHJK');
  const others = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789').filter((letter) => !ENROL_LETTERS.includes(letter));
  for (const letter of others) expect(EnrolCode.safeParse(`BCDFGHJ${letter}`).success).toBe(false);
});

it.each(['\u0000', 'kiosk\u0000', 'kiosk\n2', 'a\u0085b', 'a\u007fb', 'a\ud800', 'a\u202eb', 'a\u2067b', ' ', '', 'x'.repeat(61)])('%j is no device’s name', (name) => {
  expect(DeviceName.safeParse(name).success).toBe(false);
});

it('a device’s name may be in any letters', () => {
  for (const name of ['Kiosco 2', 'Quiosque à entrée', 'كشك', '入口 🚪', 'x'.repeat(60)]) expect(DeviceName.parse(` ${name} `)).toBe(name);
});
