import { expect, test } from 'vitest';
import { TOKEN_MS } from '../../shared/contract/wire.ts';
import { systemChance } from '../chance.ts';
import { createClock } from '../testing/clock.ts';
import { createDevice } from '../testing/device.ts';
import { createTokens, readBearer, TOKENS_PER_DEVICE, type Pass } from './tokens.ts';

const [device, other] = [createDevice(1).id, createDevice(2).id];
const passOf = (id: typeof device): Pass => ({ device: id, generation: 1, report: { kind: 'made' } });

function open() {
  const clock = createClock();
  return { clock, tokens: createTokens(clock, systemChance) };
}

test('a token is its device’s until its time is over', () => {
  const { clock, tokens } = open();
  const text = tokens.mint(passOf(device));
  expect(tokens.find(text)?.device).toBe(device);
  expect([tokens.has(device), tokens.has(other)]).toEqual([true, false]);
  clock.advance(TOKEN_MS);
  expect([tokens.find(text), tokens.has(device)]).toEqual([undefined, false]);
});

test('nothing but the very text is a token', () => {
  const { tokens } = open();
  const text = tokens.mint(passOf(device));
  for (const wrong of ['', text.slice(1), `${text}A`, text.toLowerCase(), device]) expect(tokens.find(wrong)).toBeUndefined();
});

test('a device that proves itself again and again has only its last few tokens', () => {
  const { tokens } = open();
  const theirs = tokens.mint(passOf(other));
  const minted = Array.from({ length: TOKENS_PER_DEVICE + 2 }, () => tokens.mint(passOf(device)));
  expect(minted.map((text) => tokens.find(text) !== undefined)).toEqual([false, false, true, true, true, true]);
  expect(tokens.find(theirs)?.device).toBe(other);
});

test('one token ends, or all of a device', () => {
  const { tokens } = open();
  const [one, two, theirs] = [tokens.mint(passOf(device)), tokens.mint(passOf(device)), tokens.mint(passOf(other))];
  const pass = tokens.find(one);
  if (pass) tokens.end(pass);
  expect([one, two, theirs].map((text) => tokens.find(text)?.device)).toEqual([undefined, device, other]);
  tokens.endAll(device);
  expect([one, two, theirs].map((text) => tokens.find(text)?.device)).toEqual([undefined, undefined, other]);
});

test.each([
  ['Bearer abcdefghijklmnopqrst', 'abcdefghijklmnopqrst'],
  ['bearer abcdefghijklmnopqrst', 'abcdefghijklmnopqrst'],
  ['Bearer short', undefined],
  ['Basic abcdefghijklmnopqrst', undefined],
  ['Bearer abcdefghijklmnopqrst more', undefined],
  [`Bearer ${'a'.repeat(201)}`, undefined],
  [undefined, undefined],
])('of the header %s the token is %s', (header, token) => {
  expect(readBearer(header)).toBe(token);
});
