import Database from 'better-sqlite3';
import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DESK_3, MONDAY_NINE, ORIENTATION, SMALL_CENTRE, commandIds, testChance, testClock, testFolder } from '../../../tests/fixtures/world.ts';
import type { Reply } from '../../../shared/contract/commands.ts';
import { businessDayOf } from '../../../shared/domain/clock.ts';
import { CHAIN_START, chainHash, orderHash, type Happening, type OrderedEntry, type SealedEntry } from '../../../shared/domain/entry.ts';
import { VisitId } from '../../../shared/domain/ids.ts';
import { waitingFor } from '../../../shared/domain/queue.ts';
import { openDatabase } from './database.ts';
import { sha256 } from './digest.ts';
import { Journal } from './journal.ts';
import { takeLock } from './lock.ts';

const day = businessDayOf('America/Bogota', MONDAY_NINE);
const DAY_MS = 86_400_000;

let folder: ReturnType<typeof testFolder>;
let open: Database.Database[];
const chance = testChance(3);
const nextId = commandIds(chance);

beforeEach(() => {
  folder = testFolder();
  open = [];
});
afterEach(() => {
  for (const db of open) db.close();
  folder.remove();
});

function openJournal(clock = testClock(), file = 'station.sqlite'): { journal: Journal; db: Database.Database } {
  const db = openDatabase(join(folder.path, file));
  open.push(db);
  return { db, journal: new Journal(db, clock, chance) };
}

const configured: Happening = { type: 'centre.configured', payload: { centre: SMALL_CENTRE } };

function issued(number: number): Happening {
  const visit = VisitId.parse(chance.id());
  const letter = SMALL_CENTRE.services[0]?.letter;
  if (!letter) throw new Error('the small centre has services');
  return { type: 'ticket.issued', payload: { visit, service: ORIENTATION, label: { letter, number }, language: 'es' } };
}

/** Orders entries as a server does, on from a journal's head. */
function order(entries: readonly SealedEntry[], after: { no: number; orderHash: string } = { no: 0, orderHash: CHAIN_START }, late = 0): OrderedEntry[] {
  let { no, orderHash: last } = after;
  return entries.map((entry) => {
    no += 1;
    const { at } = JSON.parse(entry.bytes) as { at: number };
    const place = { generation: 1, no, effectiveAt: at + late };
    last = orderHash(sha256, last, place, entry.hash);
    return { place: { ...place, orderHash: last }, entry };
  });
}

describe('writing', () => {
  it('[J2] is synchronous=FULL in WAL, and on disk when it returns: another connection reads it', () => {
    const { journal, db } = openJournal();
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    journal.write(configured, day);
    const reader = new Database(join(folder.path, 'station.sqlite'), { readonly: true });
    expect(reader.prepare('SELECT count(*) AS n FROM entries').get()).toEqual({ n: 1 });
    reader.close();
  });

  it('[J2] an entry and what goes beside it commit together or not at all', () => {
    const { journal, db } = openJournal();
    journal.write(configured, day);
    const before = journal.state;
    const command = { kind: 'desk.callNext', id: nextId(), desk: DESK_3 } as const;
    const reply: Reply = { kind: 'refused', why: 'nobodyWaiting' };
    const broken = (): void => {
      db.exec("INSERT INTO commands VALUES ('half', '', '', 0)");
      throw new Error('the spool refused');
    };
    expect(() => journal.write(issued(1), day, { command, answer: () => reply }, broken)).toThrow('the spool refused');
    expect(journal.state).toBe(before);
    expect(journal.lastSeq).toBe(1);
    expect(journal.remembered(command)).toBeUndefined();
    expect(db.prepare("SELECT count(*) AS n FROM commands WHERE id = 'half'").get()).toEqual({ n: 0 });
    journal.write(issued(1), day);
    expect(journal.pendingEntries(10).map(({ bytes }) => (JSON.parse(bytes) as { seq: number }).seq)).toEqual([1, 2]);
  });

  it('[J1] seq has no gaps and each hash chains to the last, through a restart too', () => {
    const first = openJournal().journal;
    first.write(configured, day);
    first.write(issued(1), day);
    open.pop()?.close();
    const again = openJournal().journal;
    expect(again.device).toBe(first.device);
    expect(again.state).toEqual(first.state);
    again.write(issued(2), day);
    let last = CHAIN_START;
    for (const [index, { bytes, hash }] of again.pendingEntries(10).entries()) {
      expect((JSON.parse(bytes) as { seq: number }).seq).toBe(index + 1);
      last = chainHash(sha256, last, bytes);
      expect(hash).toBe(last);
    }
  });

  it('[J18] an answer is remembered with its entry, and survives a restart', () => {
    const { journal } = openJournal();
    journal.write(configured, day);
    const command = { kind: 'desk.callNext', id: nextId(), desk: DESK_3 } as const;
    const reply: Reply = { kind: 'done', outcome: { kind: 'moved', visit: VisitId.parse(chance.id()) } };
    journal.write(issued(1), day, { command, answer: () => reply });
    open.pop()?.close();
    const again = openJournal().journal;
    expect(again.remembered(command)).toEqual(reply);
    expect(again.remembered({ ...command, kind: 'desk.callNext', id: nextId() })).toBeUndefined();
    expect(again.remembered({ kind: 'ticket.issue', id: command.id, service: ORIENTATION, language: 'es' })).toBe('otherCommand');
  });
});

describe('the log', () => {
  it('is folded into the file between taps, and not before it is due', () => {
    const { journal, db } = openJournal();
    const inFile = (): number => statSync(join(folder.path, 'station.sqlite')).size;
    journal.write(configured, day);
    const before = inFile();
    journal.tidy();
    expect(inFile()).toBe(before);
    for (let n = 1; n <= 250; n += 1) journal.write(issued(n), day);
    expect(inFile()).toBe(before);
    journal.tidy();
    expect(inFile()).toBeGreaterThan(before);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});

describe('the order', () => {
  it('[J19] adopts a checked stretch: confirmed moves on, pending empties, the state is the same', () => {
    const { journal } = openJournal();
    journal.write(configured, day);
    journal.write(issued(1), day);
    const before = journal.state;
    expect(journal.adopt(order(journal.pendingEntries(10)))).toBeUndefined();
    expect(journal.pendingCount).toBe(0);
    expect(journal.head).toBe(2);
    expect(journal.state).toEqual(before);
    open.pop()?.close();
    expect(openJournal().journal.state).toEqual(before);
  });

  it('[J13] takes the server’s stamp over its own estimate', () => {
    const { journal } = openJournal();
    journal.write(configured, day);
    journal.write(issued(1), day);
    journal.adopt(order(journal.pendingEntries(10), undefined, -5000));
    const [visit] = journal.state.visits.values();
    expect(visit?.leg.enteredAt).toBe(MONDAY_NINE - 5000);
  });

  it('[J6] refuses a stretch that skips or repeats a place, and takes nothing of it', () => {
    const { journal } = openJournal();
    journal.write(configured, day);
    journal.write(issued(1), day);
    const whole = order(journal.pendingEntries(10));
    expect(journal.adopt(whole.slice(1))).toBe('notNext');
    expect(journal.adopt(whole.slice(0, 1))).toBeUndefined();
    expect(journal.adopt(whole)).toBe('notNext');
    expect(journal.head).toBe(1);
    expect(journal.pendingCount).toBe(1);
  });

  it('[J19] refuses a place whose hash does not bind what it holds', () => {
    const { journal } = openJournal();
    journal.write(configured, day);
    const [only] = order(journal.pendingEntries(10));
    if (!only) throw new Error('one entry is pending');
    expect(journal.adopt([{ ...only, place: { ...only.place, effectiveAt: only.place.effectiveAt + 1 } }])).toBe('orderHashBroken');
    expect(journal.head).toBe(0);
  });

  it('[J1] refuses another’s entry that does not chain, and one that differs from the own', () => {
    const mine = openJournal().journal;
    const other = openJournal(testClock(), 'other.sqlite').journal;
    other.write(configured, day);
    other.write(issued(1), day);
    const [first, second] = other.pendingEntries(10);
    if (!first || !second) throw new Error('two entries are pending');
    expect(mine.adopt(order([second]))).toBe('chainBroken');
    expect(mine.adopt(order([{ ...first, bytes: first.bytes.replace('Prueba', 'Otra') }]))).toBe('chainBroken');
    mine.write(configured, day);
    const [own] = mine.pendingEntries(1);
    if (!own) throw new Error('one entry is pending');
    expect(mine.adopt(order([{ ...own, hash: first.hash }]))).toBe('forked');
    expect(mine.adopt(order([first, own]))).toBeUndefined();
    expect(mine.head).toBe(2);
  });

  it('lays its own pending entries over what others did first', () => {
    const mine = openJournal().journal;
    const other = openJournal(testClock(MONDAY_NINE - 1000), 'other.sqlite').journal;
    other.write(configured, day);
    other.write(issued(7), day);
    mine.write(issued(8), day);
    mine.adopt(order(other.pendingEntries(10)));
    expect([...mine.state.visits.values()].map((visit) => visit.label.number)).toEqual([7, 8]);
    expect(mine.pendingCount).toBe(1);
  });
});

describe('the days in memory', () => {
  it('[N1] a clock set back to a day that was not held does not give its numbers again', () => {
    const clock = testClock();
    const { journal } = openJournal(clock);
    journal.write(configured, day);
    journal.write(issued(41), day);
    clock.pass(5 * DAY_MS);
    const friday = businessDayOf('America/Bogota', clock.now());
    journal.standAt(friday);
    journal.write(issued(1), friday);
    journal.standAt(businessDayOf('America/Bogota', clock.now() + DAY_MS));
    clock.set(MONDAY_NINE);
    journal.standAt(day);
    expect([...(journal.state.highest.get(day)?.values() ?? [])]).toEqual([41]);
  });

  it('[N1] a machine that wakes years ahead still knows the last days the journal holds', () => {
    const { journal } = openJournal();
    journal.write(configured, day);
    journal.write(issued(41), day);
    open.pop()?.close();
    const wrong = testClock(MONDAY_NINE + 4000 * DAY_MS);
    const woken = openJournal(wrong).journal;
    woken.standAt(businessDayOf('America/Bogota', wrong.now()));
    wrong.set(MONDAY_NINE);
    woken.standAt(day);
    expect([...(woken.state.highest.get(day)?.values() ?? [])]).toEqual([41]);
  });

  it('lets closed days go: a month of days does not stay in memory', () => {
    const clock = testClock();
    const { journal } = openJournal(clock);
    journal.write(configured, day);
    for (let i = 0; i < 30; i += 1) {
      const today = businessDayOf('America/Bogota', clock.now());
      journal.standAt(today);
      journal.write(issued(1), today);
      clock.pass(DAY_MS);
    }
    journal.adopt(order(journal.pendingEntries(100)));
    journal.standAt(businessDayOf('America/Bogota', clock.now()));
    expect(journal.state.visits.size).toBeLessThanOrEqual(2);
    expect(journal.state.centre?.id).toBe('la-prueba');
  });
});

describe('a file that can’t be used', () => {
  const problemOf = (file: string): unknown => {
    try {
      openDatabase(file);
      return undefined;
    } catch (error) {
      return error;
    }
  };

  it('from a newer version: says so, names it, changes not a byte', () => {
    const file = join(folder.path, 'newer.sqlite');
    const db = new Database(file);
    db.exec('CREATE TABLE future (x)');
    db.pragma('user_version = 99');
    db.close();
    const bytes = readFileSync(file);
    expect(problemOf(file)).toMatchObject({ problem: { kind: 'newerDatabase', message: expect.stringContaining(file) } });
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('from a newer version that was killed, its log beside it: changes not a byte of either', () => {
    const [file, copy] = [join(folder.path, 'live.sqlite'), join(folder.path, 'newer.sqlite')];
    const db = new Database(file);
    db.pragma('journal_mode = WAL');
    db.exec('CREATE TABLE future (x)');
    db.pragma('user_version = 99');
    for (const part of ['', '-wal']) copyFileSync(`${file}${part}`, `${copy}${part}`);
    const bytes = ['', '-wal'].map((part) => readFileSync(`${copy}${part}`));
    expect(problemOf(copy)).toMatchObject({ problem: { kind: 'newerDatabase' } });
    expect(['', '-wal'].map((part) => readFileSync(`${copy}${part}`))).toEqual(bytes);
    db.close();
  });

  it('damaged: says so, names it, changes not a byte', () => {
    const file = join(folder.path, 'damaged.sqlite');
    writeFileSync(file, Buffer.alloc(8192, 'not a database '));
    expect(problemOf(file)).toMatchObject({ problem: { kind: 'damagedDatabase', message: expect.stringContaining(file) } });
    expect(readFileSync(file).equals(Buffer.alloc(8192, 'not a database '))).toBe(true);
  });

  it('in a folder that is not there: says so', () => {
    const file = join(folder.path, 'nowhere', 'station.sqlite');
    expect(problemOf(file)).toMatchObject({ name: 'CannotGoOn' });
  });

  it('on a full disk: SQLite’s refusal is a refusal, and what was written stays', () => {
    const { journal, db } = openJournal();
    journal.write(configured, day);
    journal.write(issued(1), day);
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
    let number = 1;
    expect(() => {
      for (;;) journal.write(issued((number += 1)), day);
    }).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }));
    expect(journal.state.highest.get(day)?.values().next().value).toBe(number - 1);
    db.pragma('max_page_count = 1000000');
    journal.write(issued(number), day);
    expect(journal.pendingEntries(1000)).toHaveLength(number + 1);
  });

  it('two on one folder: the second waits, then says that one is running', async () => {
    const file = join(folder.path, 'station.lock');
    const release = takeLock(file, 'A station', 0);
    expect(() => takeLock(file, 'A station', 0)).toThrow(expect.objectContaining({ problem: expect.objectContaining({ kind: 'alreadyRunning' }) }));
    release();
    takeLock(file, 'A station', 0)();
  });

  it('a copy opened elsewhere reads the same', () => {
    const { journal, db } = openJournal();
    journal.write(configured, day);
    db.pragma('wal_checkpoint(TRUNCATE)');
    copyFileSync(join(folder.path, 'station.sqlite'), join(folder.path, 'copy.sqlite'));
    expect(openJournal(testClock(), 'copy.sqlite').journal.state).toEqual(journal.state);
  });
});

describe('a clock that is set back', () => {
  /** Numbers in the order in which they wait. */
  const waiting = (journal: Journal): number[] =>
    waitingFor(journal.state, day, [ORIENTATION]).map((visit) => visit.label.number);

  it('[J13] [Q2] does not let later visitors wait before earlier ones, pending, reloaded or placed', () => {
    const clock = testClock();
    const { journal } = openJournal(clock);
    journal.write(configured, day);
    for (let n = 1; n <= 3; n += 1) {
      clock.pass(1000);
      journal.write(issued(n), day);
    }
    clock.set(MONDAY_NINE - 300_000);
    for (let n = 4; n <= 12; n += 1) {
      clock.pass(1000);
      journal.write(issued(n), day);
    }
    const inOrder = Array.from({ length: 12 }, (_, i) => i + 1);
    expect(waiting(journal)).toEqual(inOrder);
    open.pop()?.close();
    const again = openJournal(clock).journal;
    expect(waiting(again)).toEqual(inOrder);
    // The server clamps the whole stretch to one stamp: the tie is the device's own order, in numbers.
    let last = { no: 0, orderHash: CHAIN_START };
    again.adopt(
      again.pendingEntries(100).map((entry) => {
        const place = { generation: 1, no: last.no + 1, effectiveAt: MONDAY_NINE + 3000 };
        last = { no: place.no, orderHash: orderHash(sha256, last.orderHash, place, entry.hash) };
        return { place: { ...place, orderHash: last.orderHash }, entry };
      }),
    );
    expect(again.pendingCount).toBe(0);
    expect(waiting(again)).toEqual(inOrder);
  });
});

describe('a disk that was put back from an older copy', () => {
  it('[J19] takes no more of the order, and goes on giving turns', () => {
    const first = openJournal();
    first.journal.write(configured, day);
    first.db.pragma('wal_checkpoint(TRUNCATE)');
    copyFileSync(join(folder.path, 'station.sqlite'), join(folder.path, 'older.sqlite'));
    first.journal.write(issued(1), day);
    const older = openJournal(testClock(), 'older.sqlite').journal;
    expect(older.device).toBe(first.journal.device);
    expect(older.adopt(order(first.journal.pendingEntries(10)))).toBe('restored');
    expect(older.head).toBe(0);
    older.write(issued(2), day);
    expect(older.lastSeq).toBe(2);
  });
});

describe('an answer of another version', () => {
  it('[J18] is not given, and stops nothing', () => {
    const { journal, db } = openJournal();
    journal.write(configured, day);
    const command = { kind: 'desk.callNext', id: nextId(), desk: DESK_3 } as const;
    journal.remember(command, { kind: 'refused', why: 'nobodyWaiting' });
    db.exec(`UPDATE commands SET reply = '{"kind":"perhaps"}'`);
    expect(journal.remembered(command)).toBe('otherCommand');
  });
});
