import { expect, test } from 'vitest';
import { DeviceKey } from '../../shared/domain/ids.ts';
import { createKey } from '../testing/device.ts';
import { isSignedBy } from './keys.ts';

/** RFC 8032, section 7.1, test 2: the message is the one byte 0x72. */
const RFC_KEY = DeviceKey.parse(Buffer.from('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', 'hex').toString('base64url'));
const RFC_SIGNATURE = Buffer.from(
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  'hex',
).toString('base64url');

test('a signature of the standard’s own example holds', () => {
  expect(isSignedBy(RFC_KEY, 'r', RFC_SIGNATURE)).toBe(true);
  expect(isSignedBy(RFC_KEY, 's', RFC_SIGNATURE)).toBe(false);
});

test('another key, another text, a changed signature: signed by nobody', () => {
  const [mine, theirs] = [createKey(1), createKey(2)];
  const signature = mine.sign('umbral\ntoken');
  expect(isSignedBy(mine.key, 'umbral\ntoken', signature)).toBe(true);
  expect(isSignedBy(theirs.key, 'umbral\ntoken', signature)).toBe(false);
  expect(isSignedBy(mine.key, 'umbral\nepoch', signature)).toBe(false);
  expect(isSignedBy(mine.key, 'umbral\ntoken', signature.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A')))).toBe(false);
});

test.each(['A'.repeat(43), '_'.repeat(43), `${'-'.repeat(42)}9`])('a key that is no key (%s) signed nothing, and throws nothing', (key) => {
  expect(isSignedBy(DeviceKey.parse(key), 'text', createKey(1).sign('text'))).toBe(false);
  expect(isSignedBy(createKey(1).key, 'text', key.padEnd(86, 'A'))).toBe(false);
});
