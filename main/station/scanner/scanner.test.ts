import { afterEach, beforeEach, expect, it } from 'vitest';
import { fakeReader } from '../../../tests/fixtures/reader/fake-reader.ts';
import { FakeTimers, settle } from '../../../tests/fixtures/fake-timers.ts';
import { MONDAY_NINE, testChance } from '../../../tests/fixtures/world.ts';
import { FIRST_LOOK_MS, LONGEST_LOOK_MS, openScanner, SCAN_LIVES_MS, type Scanner } from './scanner.ts';

const ID = '0123456789abcdefghjkmnpqrs';
const MINUTE = 60_000;

let reader: ReturnType<typeof fakeReader>;
let timers: FakeTimers;
let scanner: Scanner;
let log: string;
let changes: number;

beforeEach(() => {
  reader = fakeReader();
  timers = new FakeTimers();
  [log, changes] = ['', 0];
});
afterEach(() => scanner.close());

function open(): void {
  const note = (...said: unknown[]): void => {
    log += `${JSON.stringify(said)}\n`;
  };
  scanner = openScanner({ port: reader.port, clock: timers.clock(MONDAY_NINE), chance: testChance(7), timers, log: { info: note, warn: note }, onChange: () => { changes += 1; } });
}

const lines = (): number => log.split('\n').length - 1;

it('[X4] a scan is there under an id of its own, for a few seconds, and no longer though a reader babbles on', async () => {
  open();
  await settle();
  reader.says(`${ID}\r\n`);
  await settle();
  const first = scanner.latest;
  expect(first).toEqual({ id: expect.stringMatching(/^[0-9a-z]{26}$/), scan: { kind: 'scan', by: { id: ID } } });
  for (let ms = 0; ms < SCAN_LIVES_MS - 100; ms += 100) {
    reader.says('x');
    await timers.pass(100);
  }
  expect(scanner.latest).toBe(first);
  await timers.pass(100);
  expect([scanner.latest, changes]).toEqual([undefined, 2]);
  reader.says(`\r${ID}\r`);
  await settle();
  expect(scanner.latest?.id).not.toBe(first?.id);
  expect(log).toBe('');
});

it('what is none of ours is told as a misread, and goes nowhere', async () => {
  open();
  await settle();
  reader.says('4006381333931\r');
  await settle();
  expect(scanner.latest?.scan).toEqual({ kind: 'misread' });
  expect(log).toBe('');
});

it('a reader that is missing is told once, is looked for ever more rarely, and is told when it is there', async () => {
  await reader.unplug();
  open();
  await timers.pass(FIRST_LOOK_MS - 1);
  expect([reader.looks(), lines()]).toEqual([1, 1]);
  await timers.pass(1);
  expect(reader.looks()).toBe(2);
  await timers.pass(60 * MINUTE);
  const looks = reader.looks();
  expect(looks).toBeGreaterThan((60 * MINUTE) / LONGEST_LOOK_MS);
  expect(looks).toBeLessThan((60 * MINUTE) / LONGEST_LOOK_MS + 10);
  expect(lines()).toBe(1);
  await reader.plugIn();
  await timers.pass(LONGEST_LOOK_MS);
  expect(lines()).toBe(2);
  reader.says('042137\r');
  await settle();
  expect(scanner.latest?.scan).toEqual({ kind: 'scan', by: { code: '042137' } });
});

it('[X4] pulled out in the middle of a code, it is opened again soon, and half a code is no part of the next', async () => {
  open();
  await settle();
  reader.says('0421');
  await settle();
  await reader.unplug();
  await reader.plugIn();
  await timers.pass(FIRST_LOOK_MS);
  reader.says('37\r');
  await settle();
  expect(scanner.latest?.scan).toEqual({ kind: 'misread' });
  expect([lines(), log.includes('0421')]).toEqual([2, false]);
});

it('closed, it lets the reader go and looks for none any more', async () => {
  open();
  await settle();
  await scanner.close();
  expect(typeof await reader.port.open()).toBe('object');
  const looks = reader.looks();
  await timers.pass(MINUTE);
  expect([reader.looks(), timers.waiting]).toEqual([looks, 0]);
});
