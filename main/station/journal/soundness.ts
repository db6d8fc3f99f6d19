/**
 * Whether a station's file can be what was written into it, as far as a start can look: its head, its
 * log, its shape, and every page of the small tables. The places of the order are the rest of it: the
 * tail is checked as it is folded (`loading.ts`), what lies before it a little at a time
 * (`inspection.ts`).
 */
import Database from 'better-sqlite3';
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { Damaged } from './damaged.ts';
import { migrate, MIGRATIONS, versionOf } from './migrations/index.ts';
import { isLogWhole } from './wal.ts';

/** Small, or kept small; `places` and `visits` grow for years. */
const SMALL_TABLES = ['identity', 'reach', 'chains', 'own', 'answers', 'snapshots', 'papers', 'salvages'] as const;

/** The first and the last of each key of the large ones: from their roots down, at least. SQLite throws where it can't follow. */
const PROBES = [
  'SELECT seq FROM places ORDER BY chain, seq LIMIT 1',
  'SELECT seq FROM places ORDER BY chain DESC, seq DESC LIMIT 1',
  'SELECT no FROM places WHERE about IS NOT NULL ORDER BY about LIMIT 1',
  'SELECT no FROM places WHERE about IS NOT NULL ORDER BY about DESC LIMIT 1',
  'SELECT sum FROM visits ORDER BY day, visit LIMIT 1',
  'SELECT sum FROM visits ORDER BY day DESC, visit DESC LIMIT 1',
] as const;

/**
 * Looks at a file that is not open yet.
 * @throws Damaged
 */
export function checkFile(file: string): void {
  if (!existsSync(file) || statSync(file).size === 0) return;
  const head = Buffer.alloc(20);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, head, 0, head.length, 0);
  } finally {
    closeSync(descriptor);
  }
  // Bytes 18 and 19 are 2 in a file that has a log. Any others would have SQLite open it without: all in the log would be lost.
  const log = `${file}-wal`;
  const hasLog = existsSync(log) && statSync(log).size > 0;
  const modes = [head[18], head[19]];
  if (modes.some((mode) => mode !== 2 && (hasLog || mode !== 1))) throw new Damaged('the head of the file', true);
  if (!isLogWhole(log)) throw new Damaged('the log of the last taps', true);
}

/**
 * Looks at a file that was opened to be read, before it is brought to this version's shape.
 * @throws Damaged where it says that it is of another version than it is.
 */
export function checkVersion(db: Database.Database): void {
  if (versionOf(db) !== MIGRATIONS.length && shapeOf(db) === newestShape()) throw new Damaged('the version of the file');
}

/** @throws Damaged where an open file of this version is not of its shape, or a page of a small table is not what it was. */
export function checkTables(db: Database.Database): void {
  if (shapeOf(db) !== newestShape() || Number(db.pragma('auto_vacuum', { simple: true })) !== 0) throw new Damaged('the shape of the file');
  for (const table of SMALL_TABLES) {
    const found = db.pragma(`quick_check(${table})`, { simple: true });
    if (found !== 'ok') throw new Damaged(`${table}: ${String(found)}`);
  }
  for (const probe of PROBES) db.prepare(probe).get();
}

function shapeOf(db: Database.Database): string {
  return JSON.stringify(db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').raw().all());
}

function newestShape(): string {
  const db = new Database(':memory:');
  migrate(db);
  const shape = shapeOf(db);
  db.close();
  return shape;
}
