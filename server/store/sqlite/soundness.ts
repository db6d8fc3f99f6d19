/**
 * Whether the database can be what was written into it, as far as a start can look: its head, its
 * shape, and every row of the small tables. The order is the rest of it, and is checked by its hashes
 * as it is folded (`server/owner`).
 */
import Database from 'better-sqlite3';
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import type { ReadableDB, WritableDB } from './handles.ts';
import { secondOf, WRITTEN_TWICE } from './migrations/0004-written-twice.ts';
import { migrate, MIGRATIONS, versionOf } from './migrations/index.ts';
import { damagedFile } from './trouble.ts';

/** Small, or kept small; `entries` and the audit grow for years. */
const SMALL_TABLES = ['centre', 'devices', 'enrol_codes', 'asks', 'chains', 'snapshot', 'staff_accounts', 'staff_sessions', 'staff_tries'] as const;

/**
 * Looks at a file that is not open yet: with another mark in its head SQLite would open it without its
 * log, and what was written last would be gone.
 * @throws CannotGoOn `damagedDatabase`
 */
export function checkHead(file: string): void {
  if (statSync(file).size === 0) return;
  const head = Buffer.alloc(20);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, head, 0, head.length, 0);
  } finally {
    closeSync(descriptor);
  }
  const log = `${file}-wal`;
  const hasLog = existsSync(log) && statSync(log).size > 0;
  // What is no database at all is told by SQLite itself.
  const isDatabase = head.subarray(0, 15).toString('latin1') === 'SQLite format 3';
  if (isDatabase && hasLog && (head[18] !== 2 || head[19] !== 2)) throw damagedFile(file, 'its head');
}

/**
 * Looks at an open file of this version; one of an earlier version has less to look at.
 * @throws CannotGoOn `damagedDatabase`
 */
export function checkTables(db: ReadableDB, file: string): void {
  const version = versionOf(db);
  const isNewest = shapeOf(db) === newestShape();
  if (isNewest !== (version === MIGRATIONS.length)) throw damagedFile(file, 'its shape');
  if (!isNewest) return;
  for (const table of SMALL_TABLES) {
    const found = db.pragma(`quick_check(${table})`, { simple: true });
    if (found !== 'ok') throw damagedFile(file, `${table}: ${String(found)}`);
  }
  for (const table of Object.keys(WRITTEN_TWICE)) {
    const second = secondOf(table as keyof typeof WRITTEN_TWICE);
    const differing = db.prepare<[], number>(`SELECT count(*) FROM ${table} WHERE again IS NOT ${second}`).pluck().get();
    if (differing !== 0) throw damagedFile(file, `a row of ${table}`);
  }
}

function shapeOf(db: ReadableDB): string {
  return JSON.stringify(db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').raw().all());
}

function newestShape(): string {
  const db = new Database(':memory:') as WritableDB;
  migrate(db);
  const shape = shapeOf(db);
  db.close();
  return shape;
}

