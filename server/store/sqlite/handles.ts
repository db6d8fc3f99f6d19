/**
 * Handles on the server's SQLite file. A reader's handle can't write: neither for the type checker
 * nor for SQLite.
 */
import Database from 'better-sqlite3';

export type ReadableDB = Database.Database & { readonly readableDB: unique symbol };
export type WritableDB = ReadableDB & { readonly writableDB: unique symbol };

/** How long a statement waits for another process's lock (a backup's, say) before it gives up. */
const LOCK_WAIT_MS = 2000;

/** Opens a file that exists, for reading alone. */
export function openReadable(file: string): ReadableDB {
  return new Database(file, { readonly: true, fileMustExist: true, timeout: LOCK_WAIT_MS }) as ReadableDB;
}

/** Opens a file for writing, and makes it where there is none. A commit is on disk when it returns [J2]. */
export function openWritable(file: string): WritableDB {
  const db = new Database(file, { timeout: LOCK_WAIT_MS });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // [J15] What is forgotten does not lie on in a page that nobody reads.
    db.pragma('secure_delete = ON');
    return db as WritableDB;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The row a statement always finds: the one row of `centre`, or the one it has just written. */
export function theRow<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('a row that is always there is not: the database was changed from outside');
  return row;
}
