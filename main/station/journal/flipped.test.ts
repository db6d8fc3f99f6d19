/**
 * A disk that changes bytes under a station. Whatever byte it is: either a person is told and the
 * station goes on with what could be read, or it stands exactly where it stood.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONFIGURED, MONDAY, TestOrder, called, dayAfterMonday, issued, pendingOf, step, visitOf } from '../../../tests/fixtures/journals.ts';
import { ORIENTATION, commandIds, testChance, testClock, testFolder } from '../../../tests/fixtures/world.ts';
import type { Command, Reply } from '../../../shared/contract/commands.ts';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
import { encodeState } from '../../../shared/domain/reducers/snapshot.ts';
import { openJournal, type Journal } from './index.ts';

/** `UMBRAL_FLIPS=5000` looks longer. */
const FLIPS = Number(process.env['UMBRAL_FLIPS'] ?? 40);
const SEED = Number(process.env['UMBRAL_SEED'] ?? 1);
const TICKETS = 260;

let folder: ReturnType<typeof testFolder>;
let order: TestOrder;
const commands: Command[] = [];
const reply: Reply = { kind: 'refused', why: 'nobodyWaiting' };
const TUESDAY = dayAfterMonday(1);

beforeAll(() => {
  folder = testFolder();
  order = new TestOrder();
  const clock = testClock();
  const nextId = commandIds(testChance(50));
  const { db, journal } = openJournal({ file: join(folder.path, 'living.sqlite'), clock, chance: testChance(51) });
  order.open();
  journal.adopt(order.after(0));
  order.enrol(journal);
  journal.write(CONFIGURED, MONDAY);
  const write = (count: number, day = MONDAY): void => {
    for (let n = 1; n <= count; n += 1) {
      clock.pass(1000);
      const ticket = issued(n);
      const command = { kind: 'ticket.issue', id: nextId(), service: ORIENTATION, language: 'es' } as const;
      commands.push(command);
      journal.write(ticket, day, { command, answer: () => reply }, () => {
        db.prepare("INSERT INTO papers (kind, subject, title, business_day, model, state, created_at) VALUES ('ticket', ?, ?, ?, '{}', 'waiting', 1)").run(visitOf(ticket), `A ${n}`, day);
      });
      if (n % 3 === 0) for (const act of [called(visitOf(ticket)), step('leg.started', visitOf(ticket)), step('leg.finished', visitOf(ticket))]) journal.write(act, day);
    }
  };
  const placeAll = (): void => {
    order.take(journal);
    journal.adopt(order.after(journal.head.no));
    clock.pass(60_000);
    journal.tidy();
  };
  write(TICKETS);
  placeAll();
  write(TICKETS, TUESDAY);
  order.closeDay(MONDAY);
  placeAll();
  write(TICKETS, TUESDAY);
  placeAll();
  write(40, TUESDAY);
  db.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(db.name, join(folder.path, 'quiet.sqlite'));
  write(30, TUESDAY);
  copyFileSync(db.name, join(folder.path, 'killed.sqlite'));
  copyFileSync(`${db.name}-wal`, join(folder.path, 'killed.sqlite-wal'));
  db.close();
});
afterAll(() => {
  folder.remove();
});

/** All that a journal holds of itself. */
function whole(journal: Journal): unknown {
  const { device, epoch, head, chain, pendingCount, state } = journal;
  const answers = commands.map((command) => journal.remembered(command));
  return structuredClone({ device, epoch, head, chain, pendingCount, answers, key: journal.keys.current, pending: pendingOf(journal), state: encodeState(state) });
}

/** A copy of one of the files with one bit changed. */
function flipped(name: string, part: '' | '-wal', at: number, bit: number): { file: string; bytes: Buffer } {
  const place = join(folder.path, 'flipped');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  const file = join(place, 'station.sqlite');
  for (const each of ['', '-wal']) if (existsSync(join(folder.path, `${name}${each}`))) copyFileSync(join(folder.path, `${name}${each}`), `${file}${each}`);
  const bytes = readFileSync(`${file}${part}`);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
  writeFileSync(`${file}${part}`, bytes);
  return { file, bytes };
}

/** Opens it; and again, where it turns out damaged as soon as it is used. */
function openAndUse(file: string): { journal: Journal; read: unknown; close: () => void } {
  const { db, journal } = openJournal({ file, clock: testClock(), chance: testChance(60) });
  try {
    return { journal, read: whole(journal), close: () => db.close() };
  } catch (error) {
    const isNoted = journal.noteDamage(error);
    db.close();
    if (!isNoted) throw error;
    const again = openJournal({ file, clock: testClock(), chance: testChance(60) });
    expect(again.journal.salvaged).toBeDefined();
    return { journal: again.journal, read: whole(again.journal), close: () => again.db.close() };
  }
}

function visitsIn(journal: Journal): string[] {
  return [...journal.state.visits.values()].map(({ id }) => id);
}

function check(name: string, part: '' | '-wal', at: number, bit: number, { before, count }: ReturnType<typeof opened>): 'same' | 'salvaged' | 'refused' {
  const where = `${name}${part} byte ${at} bit ${bit}`;
  const { file, bytes } = flipped(name, part, at, bit);
  let opened: ReturnType<typeof openAndUse>;
  try {
    opened = openAndUse(file);
  } catch (error) {
    // The version's own number: nothing is touched, and a person is told.
    if (error instanceof CannotGoOn && error.problem.kind === 'newerDatabase') return 'refused';
    throw new Error(where, { cause: error });
  }
  const { journal, read, close } = opened;
  const { salvaged } = journal;
  if (salvaged) {
    expect(readFileSync(`${salvaged.aside}${part}`).length, where).toBe(bytes.length);
    const tickets = visitsIn(journal);
    // What the server has comes again; where it has other entries of this device than were read, that begins anew [J11].
    const whole = order.copy();
    if (journal.adopt(whole.after(journal.head.no))) journal.beginChain({ device: journal.device, epoch: journal.epoch + 1 });
    expect(journal.adopt(whole.after(journal.head.no)), where).toBeUndefined();
    expect(journal.adopt(whole.take(journal)), where).toBeUndefined();
    expect(encodeState(journal.state), where).toBe(encodeState(whole.state()));
    // Nothing that could be read is lost on the way; and all could be, unless it was told.
    const after = visitsIn(journal);
    expect(tickets.filter((visit) => !after.includes(visit)), where).toEqual([]);
    if (!salvaged.lost) expect(after.length, where).toBe(count);
  } else {
    expect(read, where).toEqual(before);
  }
  close();
  return salvaged ? 'salvaged' : 'same';
}

function opened(name: string): { before: unknown; count: number } {
  const place = join(folder.path, `as-it-was-${name}`);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  const file = join(place, 'station.sqlite');
  for (const part of ['', '-wal']) if (existsSync(join(folder.path, `${name}${part}`))) copyFileSync(join(folder.path, `${name}${part}`), `${file}${part}`);
  const { db, journal } = openJournal({ file, clock: testClock(), chance: testChance(60) });
  expect(journal.salvaged).toBeUndefined();
  const before = { before: whole(journal), count: visitsIn(journal).length };
  db.close();
  return before;
}

describe('one bit of a station’s file', () => {
  it.each([
    ['quiet.sqlite', ''],
    ['killed.sqlite', ''],
    ['killed.sqlite', '-wal'],
  ] as const)('[J8] %s%s, anywhere: a person is told, or all is as it was', (name, part) => {
    const before = opened(name);
    const chance = testChance(SEED);
    const size = readFileSync(join(folder.path, `${name}${part}`)).length;
    // The last transaction of a log may be a power cut's, and nobody can tell.
    const last = part === '-wal' ? size - 40_000 : size;
    const counts = { same: 0, salvaged: 0, refused: 0 };
    for (let n = 0; n < FLIPS; n += 1) counts[check(name, part, Math.floor(chance.fraction() * last), Math.floor(chance.fraction() * 8), before)] += 1;
    if (process.env['UMBRAL_FLIPS'] !== undefined) process.stdout.write(`${name}${part} ${JSON.stringify(counts)}\n`);
    expect(counts.salvaged).toBeGreaterThan(0);
  }, 600_000);
});
