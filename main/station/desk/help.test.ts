/** Calling a person, over a real journal: what rings, for how long, and what everybody is told of it. */
import type Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FakeTimers } from '../../../tests/fixtures/fake-timers.ts';
import { commandIds, SMALL_CENTRE, testChance, testClock, testFolder, type TestClock } from '../../../tests/fixtures/world.ts';
import type { HelpId } from '../../../shared/domain/ids.ts';
import type { Asker } from '../../../shared/domain/decisions/decide.ts';
import type { Reply } from '../../../shared/contract/commands.ts';
import { Journal, openDatabase } from '../journal/index.ts';
import { helpsRinging, helpStands } from '../views/help.ts';
import type { ActCommand } from './acts.ts';
import { Desk } from './desk.ts';

const MINUTE = 60_000;
const chance = testChance(47);
const id = commandIds(chance);

let folder: ReturnType<typeof testFolder>;
let db: Database.Database;
let journal: Journal;
let desk: Desk;
let clock: TestClock;

beforeEach(() => {
  folder = testFolder();
  clock = testClock();
  open();
});
afterEach(() => {
  db.close();
  folder.remove();
});

function open(): void {
  db = openDatabase(join(folder.path, 'station.sqlite'));
  journal = new Journal(db, clock, chance);
  desk = new Desk({
    journal, clock, chance, timers: new FakeTimers(), keepsCentre: true, claim: async () => 'granted', isPutOut: () => false,
    waitForNew: () => undefined, enqueue: () => {}, onWritten: () => {}, onStorageTrouble: () => {},
  });
  desk.configure(SMALL_CENTRE);
}

type HelpAsk = ActCommand extends infer C ? (C extends { kind: `help.${string}` } ? Omit<C, 'id'> : never) : never;

function ask(command: HelpAsk, by: Asker = 'visitor'): Reply {
  return desk.carryOut({ ...command, id: id() } as ActCommand, by);
}

function called(): HelpId {
  const reply = ask({ kind: 'help.ask', language: 'ht' });
  if (reply.kind !== 'done' || reply.outcome.kind !== 'help') throw new Error('a call is answered with its id');
  return reply.outcome.help;
}

const now = (): { state: Journal['state']; now: number } => ({ state: journal.state, now: clock.now() });

it('[X8] rings at every desk until one answers, and says so to who called', () => {
  const help = called();
  expect(helpsRinging(now())).toEqual([{ help, place: null, language: 'ht', at: clock.now() }]);
  expect(helpStands(help, now())).toBe('ringing');
  expect(ask({ kind: 'help.answer', help }, 'staff').kind).toBe('done');
  expect(helpsRinging(now())).toEqual([]);
  expect(helpStands(help, now())).toBe('coming');
  // Another desk that was a moment later is told, and nobody goes twice.
  expect(ask({ kind: 'help.answer', help }, 'staff')).toEqual({ kind: 'refused', why: 'notThatStep' });
});

it('[X8] twenty taps ring once, and one after it was answered rings again', () => {
  const calls = Array.from({ length: 20 }, called);
  expect(new Set(calls).size).toBe(1);
  expect(helpsRinging(now())).toHaveLength(1);
  ask({ kind: 'help.answer', help: called() }, 'staff');
  expect(called()).not.toBe(calls[0]);
});

it('[X8] nobody answers: its visitor reads so in time, and after ten minutes it rings no more', () => {
  const help = called();
  clock.pass(2 * MINUTE - 1);
  expect(helpStands(help, now())).toBe('ringing');
  clock.pass(1);
  expect(helpStands(help, now())).toBe('slow');
  expect(helpsRinging(now())).toHaveLength(1);
  clock.pass(8 * MINUTE);
  expect(helpStands(help, now())).toBe('unanswered');
  expect(helpsRinging(now())).toEqual([]);
  expect(called()).not.toBe(help);
});

it('[X8] is called off, also once somebody comes, and no more than once', () => {
  const first = called();
  expect(ask({ kind: 'help.end', help: first }).kind).toBe('done');
  expect(helpStands(first, now())).toBe('ended');
  expect(helpsRinging(now())).toEqual([]);
  expect(ask({ kind: 'help.end', help: first })).toEqual({ kind: 'refused', why: 'notThatStep' });
  expect(ask({ kind: 'help.answer', help: first }, 'staff')).toEqual({ kind: 'refused', why: 'notThatStep' });
});

it('[X8] rings on when the station was killed and is back', () => {
  const help = called();
  db.close();
  open();
  expect(helpStands(help, now())).toBe('ringing');
  expect(called()).toBe(help);
});
