import Database from 'better-sqlite3';
import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshJournals } from '../../../tests/fixtures/fresh-journals.ts';
import { CONFIGURED, MONDAY, issued, pendingOf } from '../../../tests/fixtures/journals.ts';
import { DESK_3, commandIds, testChance, testClock } from '../../../tests/fixtures/world.ts';
import { ANSWERS_KEPT_MS } from './answers.ts';
import { openDatabase } from './database.ts';
import { takeLock } from './lock.ts';

const journals = freshJournals();

function problemOf(file: string): unknown {
  try {
    openDatabase(file).close();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('the log', () => {
  it('is folded into the file between taps, and not before it is due', () => {
    const { journal, db } = journals.open();
    const inFile = (): number => statSync(join(journals.folder, 'station.sqlite')).size;
    journal.write(CONFIGURED, MONDAY);
    const before = inFile();
    journal.tidy();
    expect(inFile()).toBe(before);
    for (let n = 1; n <= 250; n += 1) journal.write(issued(n), MONDAY);
    expect(inFile()).toBe(before);
    journal.tidy();
    expect(inFile()).toBeGreaterThan(before);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('[J18] is folded in for refusals too: they are remembered, and an old one is let go', () => {
    const clock = testClock();
    const { journal, db } = journals.open({ clock });
    const nextId = commandIds(testChance(4));
    const refuse = (count: number): void => {
      for (let n = 1; n <= count; n += 1) journal.remember({ kind: 'desk.callNext', id: nextId(), desk: DESK_3 }, { kind: 'refused', why: 'nobodyWaiting' });
      journal.tidy();
    };
    const kept = (): unknown => db.prepare('SELECT count(*) FROM answers').pluck().get();
    refuse(170);
    clock.pass(ANSWERS_KEPT_MS + 1);
    refuse(170);
    expect(kept()).toBe(170);
  });
});

describe('a file that can’t be used', () => {
  it('from a newer version: says so, names it, changes not a byte', () => {
    const file = join(journals.folder, 'newer.sqlite');
    const db = new Database(file);
    db.exec('CREATE TABLE future (x)');
    db.pragma('user_version = 99');
    db.close();
    const bytes = readFileSync(file);
    expect(problemOf(file)).toMatchObject({ problem: { kind: 'newerDatabase', message: expect.stringContaining(file) } });
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('from a newer version that was killed, its log beside it: changes not a byte of either', () => {
    const [file, copy] = [join(journals.folder, 'live.sqlite'), join(journals.folder, 'newer.sqlite')];
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
    const file = join(journals.folder, 'damaged.sqlite');
    writeFileSync(file, Buffer.alloc(8192, 'not a database '));
    expect(problemOf(file)).toMatchObject({ problem: { kind: 'damagedDatabase', message: expect.stringContaining(file) } });
    expect(readFileSync(file).equals(Buffer.alloc(8192, 'not a database '))).toBe(true);
  });

  it('in a folder that is not there: says so', () => {
    const file = join(journals.folder, 'nowhere', 'station.sqlite');
    expect(problemOf(file)).toMatchObject({ problem: { kind: 'notWritable' } });
    expect(() => takeLock(file, 'A station', 0)).toThrow(expect.objectContaining({ problem: expect.objectContaining({ kind: 'notWritable' }) }));
  });

  it('[J2] on a full disk: SQLite’s refusal is a refusal, and what was written stays', () => {
    const { journal, db } = journals.open();
    journal.write(CONFIGURED, MONDAY);
    journal.write(issued(1), MONDAY);
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
    let number = 1;
    expect(() => {
      for (;;) journal.write(issued((number += 1)), MONDAY);
    }).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }));
    expect([...journal.state.visits.values()].at(-1)?.label.number).toBe(number - 1);
    db.pragma('max_page_count = 1000000');
    journal.write(issued(number), MONDAY);
    expect(pendingOf(journal)).toHaveLength(number + 1);
  });

  it('two on one folder: the second waits, then says that one is running', () => {
    const file = join(journals.folder, 'station.lock');
    const release = takeLock(file, 'A station', 0);
    expect(() => takeLock(file, 'A station', 0)).toThrow(expect.objectContaining({ problem: expect.objectContaining({ kind: 'alreadyRunning' }) }));
    release();
    takeLock(file, 'A station', 0)();
  });
});
