import { expect, it } from 'vitest';
import { DeviceId, DeviceKey } from '../domain/ids.ts';
import { textToSign } from './wire.ts';

const device = DeviceId.parse('d'.repeat(26));
const challenge = 'c'.repeat(43);

it('[J14] what a device signs is the same text on both sides of the wire, and opens one door alone', () => {
  const newKey = DeviceKey.parse('k'.repeat(43));
  expect(textToSign('token', { device, challenge })).toBe(`umbral\ntoken\n${device}\n${challenge}\n`);
  expect(textToSign('epoch', { device, challenge, newKey })).toBe(`umbral\nepoch\n${device}\n${challenge}\n${newKey}`);
});
