/**
 * Work that only one process at a time may do. In: the file that stands for it. Out: the work's
 * result. The lock is SQLite's own, so the operating system drops it however its process dies;
 * nothing is ever written to the file.
 */
import { chmodSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';

/** How often a process looks whether it is its turn, in ms. */
const LOOK_EVERY_MS = 100;

/**
 * Waits as long as another process works under the same file, then works.
 * @param wait what passes between two looks.
 */
export async function oneAtATime<T>(file: string, work: () => Promise<T>, wait = (): Promise<unknown> => pause(LOOK_EVERY_MS)): Promise<T> {
  const lock = new Database(file, { timeout: 0 });
  try {
    makeEverybodys(file);
    while (!isTaken(lock)) await wait();
    return await work();
  } finally {
    lock.close();
  }
}

/** Made by root in somebody's folder, it would keep that person out for ever. */
function makeEverybodys(file: string): void {
  try {
    chmodSync(file, 0o666);
  } catch (error) {
    // Another user's, who has done it already.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
  }
}

function isTaken(lock: Database.Database): boolean {
  try {
    // In memory: a process that is killed leaves no journal beside the file.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}
