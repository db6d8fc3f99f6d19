/**
 * A file that turned out damaged while it was in use. That is noted beside it, and the next start,
 * which else has no time for it, looks at every page.
 */
import Database from 'better-sqlite3';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Damaged } from './damaged.ts';

type SqliteError = InstanceType<typeof Database.SqliteError>;

const noteBeside = (file: string): string => `${file}.suspect`;

/** Whether SQLite says that what it read can't be what was written. */
export function saysDamaged(error: unknown): error is SqliteError {
  if (!(error instanceof Database.SqliteError)) return false;
  return error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_IOERR_SHORT_READ';
}

/** @throws what the disk says where it does not take the note. */
export function noteSuspicion(file: string, error: SqliteError): void {
  writeFileSync(noteBeside(file), `${error.code}: ${error.message}\n`, { mode: 0o600 });
}

/** @throws Damaged where a file was noted, and is damaged. */
export function followSuspicion(file: string, db: Database.Database): void {
  if (!existsSync(noteBeside(file))) return;
  const noted = readFileSync(noteBeside(file), 'utf8').trim();
  const found = db.pragma('integrity_check(1)', { simple: true });
  if (found !== 'ok') throw new Damaged(`${noted}; ${String(found)}`);
}

export function forgetSuspicion(file: string): void {
  rmSync(noteBeside(file), { force: true });
}
