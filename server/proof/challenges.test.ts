import { expect, test } from 'vitest';
import { systemChance } from '../chance.ts';
import { createClock } from '../testing/clock.ts';
import { createDevice } from '../testing/device.ts';
import { CHALLENGE_MS, createChallenges, PROOFS_LIMIT } from './challenges.ts';

const [device, other] = [createDevice(1).id, createDevice(2).id];

function open() {
  const clock = createClock();
  return { clock, challenges: createChallenges(clock, systemChance) };
}

test('a challenge is good for its device alone, for a minute', () => {
  const { clock, challenges } = open();
  const given = challenges.issue(device);
  expect(given).toMatch(/^[\w-]{43}$/);
  expect([challenges.isGood(device, given), challenges.isGood(other, given)]).toEqual([true, false]);
  clock.advance(CHALLENGE_MS - 1);
  expect(challenges.isGood(device, given)).toBe(true);
  clock.advance(1);
  expect(challenges.isGood(device, given)).toBe(false);
});

test('two challenges of one instant differ, and another process’s are not good', () => {
  const [here, there] = [open().challenges, open().challenges];
  expect(here.issue(device)).not.toBe(here.issue(device));
  expect(here.isGood(device, there.issue(device))).toBe(false);
});

test('whatever was not given is not good: another bit, another spelling of the same bits, something shorter', () => {
  const { challenges } = open();
  const given = challenges.issue(device);
  const bytes = Buffer.from(given, 'base64url');
  const flipped = Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const wrong = Buffer.from(bytes);
    wrong.writeUInt8(wrong.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    return wrong.toString('base64url');
  });
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const respelled = Array.from(alphabet, (letter) => given.slice(0, -1) + letter).filter((text) => text !== given);
  for (const wrong of [...flipped, ...respelled, '', given.slice(1), `${given}=`]) expect(challenges.isGood(device, wrong)).toBe(false);
});

test('it is used once; another of the same device is not touched by that', () => {
  const { challenges } = open();
  const [one, two] = [challenges.issue(device), challenges.issue(device)];
  expect([challenges.use(device, one), challenges.use(device, one), challenges.use(device, two)]).toEqual(['done', 'used', 'done']);
});

test('a device that proves itself without end has to wait, and nobody else has', () => {
  const { clock, challenges } = open();
  const use = () => challenges.use(device, challenges.issue(device));
  for (let time = 0; time < PROOFS_LIMIT; time += 1) expect(use()).toBe('done');
  expect([use(), challenges.use(other, challenges.issue(other))]).toEqual(['tooMany', 'done']);
  clock.advance(CHALLENGE_MS);
  expect(use()).toBe('done');
});

test('however many are asked for, by whomever, the ones given before stay good', () => {
  const { challenges } = open();
  const given = challenges.issue(device);
  for (let time = 0; time < 2000; time += 1) challenges.issue(time % 2 === 0 ? other : device);
  expect([challenges.isGood(device, given), challenges.use(device, given)]).toEqual([true, 'done']);
});
