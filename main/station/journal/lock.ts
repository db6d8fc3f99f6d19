/**
 * One station per data folder. The lock is SQLite's own, on a file beside the journal: the
 * operating system drops it when a process dies, however it dies, so none is ever left behind.
 */
import Database from 'better-sqlite3';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
import { asProblem } from './database.ts';

/** A killed predecessor was seen to go only two seconds later; this outlasts it. Milliseconds. */
const PATIENCE_MS = 5000;

/**
 * Takes the lock, waiting for one that is about to end.
 * @returns the way to let it go.
 * @throws CannotGoOn `alreadyRunning` when another process keeps it; as `openDatabase` when it can't be made.
 */
export function takeLock(file: string, what: string, patienceMs = PATIENCE_MS): () => void {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: patienceMs });
    // No log beside it: a lock must be had on a full disk too.
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    const held = db;
    return () => {
      held.close();
    };
  } catch (error) {
    db?.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new CannotGoOn('alreadyRunning', `${what} is already running on this data (${file} is held). Stop it first, or choose another folder with --data.`);
    }
    throw asProblem(error, file);
  }
}
