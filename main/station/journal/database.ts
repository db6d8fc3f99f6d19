/** The station's one SQLite file: opened safely, brought up to this version's shape. */
import Database from 'better-sqlite3';
import { closeSync, existsSync, openSync } from 'node:fs';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
import { migrate, MIGRATIONS, versionOf } from './migrations/index.ts';
import { checkVersion } from './soundness.ts';

/** 64 MB of log, at 4 kB a page. */
const MOST_LOG_PAGES = 16_000;

/** How long a write waits for another program's lock on the file. Milliseconds. */
const BUSY_MS = 500;

/**
 * Opens the file, making it where there is none, and migrates it.
 * @throws CannotGoOn `newerDatabase`, `damagedDatabase`, `notWritable` or `diskFull`, and Damaged; the
 * file is left as it was.
 */
export function openDatabase(file: string): Database.Database {
  let db: Database.Database | undefined;
  try {
    // Looked at first by a reader: opening a newer version's file to write would already fold its log in.
    const version = existsSync(file) ? versionIn(file) : 0;
    if (version > MIGRATIONS.length) {
      throw new CannotGoOn(
        'newerDatabase',
        `${file} was written by a newer version of Umbral (its shape is ${version}, this version knows ${MIGRATIONS.length}). Start the newer version. Nothing in the file was changed.`,
      );
    }
    // Keys are in it: whatever this process's mask says, they are for this user's eyes alone.
    closeSync(openSync(file, 'a', 0o600));
    // A visitor's tap must not hang on a program that looks into the file: it is refused and tried again.
    db = new Database(file, { timeout: BUSY_MS });
    db.pragma('journal_mode = WAL');
    // [J2] An entry is on the disk itself before anyone sees its effect.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // [J15] What is forgotten does not lie on in a page that nobody reads.
    db.pragma('secure_delete = ON');
    // A checkpoint costs some milliseconds: the journal takes it between taps. This is for the day it can't.
    db.pragma(`wal_autocheckpoint = ${MOST_LOG_PAGES}`);
    migrate(db);
    return db;
  } catch (error) {
    if (db) closeUntouched(db);
    throw asProblem(error, file);
  }
}

/**
 * Closes a file that was found damaged, byte for byte as it is. The last to close takes the log into
 * the file; while a reader has it open the writer is not the last, and a reader takes in nothing.
 */
export function closeUntouched(db: Database.Database): void {
  let reader: Database.Database | undefined;
  try {
    reader = new Database(db.name, { readonly: true });
    versionOf(reader);
  } catch (error) {
    // Where it can't even be read, nothing can be taken into it.
    if (!(error instanceof Database.SqliteError)) throw error;
  } finally {
    db.close();
    reader?.close();
  }
}

function versionIn(file: string): number {
  const reader = new Database(file, { readonly: true });
  try {
    checkVersion(reader);
    return versionOf(reader);
  } finally {
    reader.close();
  }
}

/** SQLite's own words, or the system's about this file, put so that whoever runs the machine can act on them; any other error as it is. */
export function asProblem(error: unknown, file: string): unknown {
  if (!(error instanceof Error)) return error;
  const isAbout = 'path' in error && String(error.path).startsWith(file);
  const code = 'code' in error && (error instanceof Database.SqliteError || isAbout) ? String(error.code) : '';
  if (code === 'ENOENT' || (error instanceof TypeError && error.message.includes('directory does not exist'))) {
    return new CannotGoOn('notWritable', `The folder of ${file} is not there. Make it, or choose another with --data.`);
  }
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new CannotGoOn('damagedDatabase', `${file} is damaged or is not a database (${error.message}). Move it to a safe place — much of it may still be readable — and start again: the station then begins a new journal. Ask for help before you put an old copy in its place: it would give numbers again. It was not changed.`);
  }
  if (code.startsWith('SQLITE_READONLY') || ['SQLITE_CANTOPEN', 'SQLITE_PERM', 'EACCES', 'EPERM', 'EROFS'].includes(code)) {
    return new CannotGoOn('notWritable', `${file} can't be opened for writing (${error.message}). Give its folder to the user that runs Umbral. Nothing was changed.`);
  }
  if (code === 'SQLITE_FULL' || code.startsWith('SQLITE_IOERR') || ['ENOSPC', 'EIO'].includes(code)) {
    return new CannotGoOn('diskFull', `${file} can't be written: the disk is full or failing (${error.message}). Free some space and start again. What was written before is safe.`);
  }
  return error;
}
