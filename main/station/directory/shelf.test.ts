import Database from 'better-sqlite3';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshJournals } from '../../../tests/fixtures/fresh-journals.ts';
import { CONFIGURED, MONDAY, TestOrder } from '../../../tests/fixtures/journals.ts';
import { keyOf, keyOfRecord, type DirectoryRecord, type RecordKey } from '../../../shared/domain/directory/record.ts';
import type { Happening } from '../../../shared/domain/entries/happenings.ts';
import { ChangeId } from '../../../shared/domain/ids.ts';
import type { Journal } from '../journal/index.ts';
import { openShelf } from './file.ts';
import { Shelf, type Kept } from './shelf.ts';

const journals = freshJournals();
const change = ChangeId.parse('0'.repeat(26));
const service = (n: number, name = `Servicio ${n}`): DirectoryRecord => ({ kind: 'service', hsds: { id: `00000000-0000-4000-8000-00000000000${n}`, name, status: 'active', licenses: 'as it came' }, beside: {} });
const key = (n: number): RecordKey => keyOf('service', `00000000-0000-4000-8000-00000000000${n}`);
const put = (...records: DirectoryRecord[]): Happening => ({ type: 'directory.changed', payload: { change, part: 1, parts: 1, put: records, drop: [] } });
const drop = (...keys: RecordKey[]): Happening => ({ type: 'directory.changed', payload: { change, part: 1, parts: 1, put: [], drop: keys } });

function write(journal: Journal, ...happenings: readonly Happening[]): void {
  for (const happening of happenings) journal.write(happening, MONDAY);
}

function shelfOf(journal: Journal, db = new Database(':memory:'), kept: readonly Kept[] = []): Shelf {
  return new Shelf(db, (id) => journal.bytesOf(id), kept);
}

const names = (shelf: Shelf): string[] => [...shelf.each('service')].map(({ hsds: { name } }) => name ?? '');

describe('the shelf', () => {
  it('holds each record as it was written last, whole, and none that was taken away', () => {
    const { journal } = journals.open();
    write(journal, CONFIGURED, put(service(1), service(2)), put(service(1, 'Otro')), drop(key(2)), put(service(3)));
    const shelf = shelfOf(journal);
    expect(shelf.follow(journal.state.directory, Infinity)).toBe(true);
    expect(names(shelf)).toEqual(['Otro', 'Servicio 3']);
    expect(shelf.record(key(1))).toEqual(service(1, 'Otro'));
    expect(shelf.record(key(2))).toBeUndefined();
    expect(shelf.size).toBe(2);
  });

  it('forgets a stretch at a time, services before what they name', () => {
    const { journal } = journals.open();
    const place: DirectoryRecord = { kind: 'location', hsds: { id: '00000000-0000-4000-8000-000000000009', location_type: 'physical' }, beside: {} };
    write(journal, CONFIGURED, put(place, service(1), service(2), service(3)));
    const shelf = shelfOf(journal);
    shelf.follow(journal.state.directory, Infinity);
    write(journal, drop(keyOfRecord(place), key(1), key(2), key(3)), put(service(4)));
    const { directory } = journal.state;
    expect([shelf.follow(directory, 2), shelf.size, shelf.record(keyOfRecord(place))]).toEqual([false, 2, place]);
    expect([shelf.follow(directory, 2), shelf.size]).toEqual([false, 0]);
    expect([shelf.follow(directory, 2), names(shelf)]).toEqual([true, ['Servicio 4']]);
  });

  it('follows a stretch at a time, tells what lies beside it once of each, and then rests', () => {
    const { journal } = journals.open();
    write(journal, CONFIGURED, put(service(1), service(2)), put(service(3)), put(service(4)));
    const told: string[] = [];
    const kept: Kept = { put: (record) => told.push(`+${keyOfRecord(record).slice(-1)}`), drop: (gone) => told.push(`-${gone.slice(-1)}`) };
    const shelf = shelfOf(journal, undefined, [kept]);
    const { directory } = journal.state;
    expect([shelf.follow(directory, 1), shelf.size]).toEqual([false, 2]);
    expect([shelf.follow(directory, 1), shelf.size]).toEqual([false, 3]);
    expect([shelf.follow(directory, 1), shelf.size]).toEqual([true, 4]);
    const { revision } = shelf;
    expect(shelf.follow(directory, 1)).toBe(true);
    expect(shelf.revision).toBe(revision);
    write(journal, drop(key(2)), put(service(3, 'Otro')));
    shelf.follow(journal.state.directory, Infinity);
    expect(told).toEqual(['+1', '+2', '+3', '+4', '-2', '+3']);
    expect(shelf.revision).toBeGreaterThan(revision);
  });

  it('[D1] goes on where it was when the station starts again, and reads only what it does not have', () => {
    const { journal } = journals.open();
    write(journal, CONFIGURED, put(service(1)), put(service(2)));
    const file = join(journals.folder, 'directory.sqlite');
    const db = openShelf(file);
    shelfOf(journal, db).follow(journal.state.directory, 1);
    db.close();
    const again = openShelf(file);
    const asked: number[] = [];
    const shelf = new Shelf(again, (id) => (asked.push(id.seq), journal.bytesOf(id)), []);
    expect(shelf.size).toBe(1);
    shelf.follow(journal.state.directory, Infinity);
    expect([names(shelf), asked]).toEqual([['Servicio 1', 'Servicio 2'], [3]]);
    again.close();
  });

  it('finds its entries in the order as well as among those that are pending', () => {
    const { journal } = journals.open();
    write(journal, CONFIGURED, put(service(1)));
    const order = new TestOrder();
    journal.adopt(order.take(journal));
    write(journal, put(service(2)));
    expect(journal.pendingCount).toBe(1);
    const shelf = shelfOf(journal);
    shelf.follow(journal.state.directory, Infinity);
    expect(names(shelf)).toEqual(['Servicio 1', 'Servicio 2']);
    expect(journal.bytesOf({ device: journal.device, epoch: 1, seq: 9 })).toBeUndefined();
    expect(journal.bytesOf({ device: journal.device, epoch: 2, seq: 3 })).toBeUndefined();
  });
});

describe('the shelf’s file', () => {
  it('is for this user’s eyes, and made anew where it is damaged or of another shape', () => {
    const file = join(journals.folder, 'directory.sqlite');
    const first = openShelf(file);
    expect(statSync(file).mode & 0o077).toBe(0);
    first.exec("CREATE TABLE records (key TEXT); INSERT INTO records VALUES ('x'); CREATE VIRTUAL TABLE words USING fts5(name); PRAGMA user_version = 9999");
    first.close();
    const second = openShelf(file);
    expect(second.prepare("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").all()).toEqual([]);
    second.close();
    writeFileSync(file, 'this is no database, and has never been one'.repeat(100));
    const third = openShelf(file);
    expect(third.prepare('SELECT 1 AS one').get()).toEqual({ one: 1 });
    third.close();
    expect(existsSync(file)).toBe(true);
  });
});
