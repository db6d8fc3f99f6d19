/** A station that is updated meets a file of a shape before: where that is damaged, what it holds is kept as of any other. */
import Database from 'better-sqlite3';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CONFIGURED, MONDAY, TestOrder, dayAfterMonday, issued, pendingOf } from '../../../tests/fixtures/journals.ts';
import { DESK_3, commandIds, testChance, testClock, testFolder } from '../../../tests/fixtures/world.ts';
import type { Reply } from '../../../shared/contract/commands.ts';
import { encodeState } from '../../../shared/domain/reducers/snapshot.ts';
import { openJournal, type Journal } from './index.ts';
import { migrate, MIGRATIONS } from './migrations/index.ts';

let folder: ReturnType<typeof testFolder>;
let open: Database.Database[];
const command = { kind: 'desk.callNext', id: commandIds(testChance(3))(), desk: DESK_3 } as const;
const reply: Reply = { kind: 'refused', why: 'nobodyWaiting' };
const TUESDAY = dayAfterMonday(1);

/** The shapes since a station knows how far its order reaches; a table that came later is not in those before it. */
const SHAPES = MIGRATIONS.map((_step, at) => at + 1).filter((shape) => shape >= 5);
const TABLES = ['identity', 'chains', 'places', 'own', 'answers', 'snapshots', 'reach', 'papers', 'visits'] as const;

beforeEach(() => {
  folder = testFolder();
  open = [];
});
afterEach(() => {
  for (const db of open) db.close();
  folder.remove();
});

function start(file: string, seed: number): { journal: Journal; db: Database.Database } {
  const opened = openJournal({ file, clock: testClock(), chance: testChance(seed) });
  open.push(opened.db);
  return opened;
}

/** A day that is over and in history, a snapshot and a tail after it, what is pending, an answer. */
function lived(file: string): Journal {
  const { journal } = start(file, 501);
  const order = new TestOrder();
  order.open();
  journal.adopt(order.after(0));
  journal.write(CONFIGURED, MONDAY);
  for (let n = 1; n <= 5; n += 1) journal.write(issued(n), MONDAY);
  journal.adopt(order.take(journal));
  journal.adopt(order.closeDay(MONDAY));
  journal.tidy();
  journal.write(issued(6), TUESDAY);
  journal.adopt(order.take(journal));
  for (let n = 7; n <= 10; n += 1) journal.write(issued(n), TUESDAY);
  journal.remember(command, reply);
  return journal;
}

/** What a station of that shape would hold of the same life, with one bit of its log changed. */
function damagedOfShape(shape: number, living: string): string {
  const [written, file] = [join(folder.path, 'written.sqlite'), join(folder.path, 'station.sqlite')];
  const db = new Database(written);
  db.pragma('journal_mode = WAL');
  migrate(db, shape);
  db.prepare('ATTACH ? AS living').run(living);
  for (const table of TABLES) {
    const columns = (db.pragma(`main.table_info(${table})`) as { name: string }[]).map(({ name }) => name).join(', ');
    if (columns) db.exec(`INSERT OR REPLACE INTO main.${table} (${columns}) SELECT ${columns} FROM living.${table}`);
  }
  const paper = shape >= 11 ? "papers (kind, subject, title, business_day, model, state, created_at) VALUES ('ticket', 'v', 'A\u00a0003'," : "print_jobs (visit, letter, number, business_day, ticket, state, created_at) VALUES ('v', 'A', 3,";
  const write = (): unknown => db.exec(`INSERT INTO ${paper} '2026-11-23', '{}', 'waiting', 1)`);
  write();
  db.pragma('main.wal_checkpoint(TRUNCATE)');
  for (let n = 0; n < 6; n += 1) write();
  for (const part of ['', '-wal']) copyFileSync(`${written}${part}`, `${file}${part}`);
  db.close();
  const log = readFileSync(`${file}-wal`);
  log[156] = (log[156] ?? 0) ^ 1;
  writeFileSync(`${file}-wal`, log);
  return file;
}

it.each(SHAPES)('[J8] a damaged file of shape %i: the order, what is pending, answers and history are kept', (shape) => {
  const living = join(folder.path, 'living.sqlite');
  const before = lived(living);
  const { journal, db } = start(damagedOfShape(shape, living), 502);
  expect(journal.salvaged).toBeDefined();
  expect(journal).toMatchObject({ device: before.device, epoch: 1, head: before.head, chain: before.chain });
  expect(pendingOf(journal)).toEqual(pendingOf(before));
  expect(encodeState(journal.state)).toBe(encodeState(before.state));
  expect(journal.remembered(command)).toEqual(reply);
  expect(db.prepare('SELECT id, kind, subject, title, state FROM papers WHERE id = 1').get()).toEqual({ id: 1, kind: 'ticket', subject: 'v', title: 'A\u00a0003', state: 'waiting' });
  // Before that there was no history.
  expect(db.prepare('SELECT count(*) FROM visits').pluck().get()).toBe(shape >= 6 ? 5 : 0);
});
