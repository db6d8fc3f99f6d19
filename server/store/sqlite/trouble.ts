/** What SQLite's error codes mean here: a process that can't start, or a write that must wait. */
import Database from 'better-sqlite3';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
import type { Busy, Hindrance } from '../store.ts';

/** A file is there or is not: nothing of it can be out of reach. */
type FileHindrance = Exclude<Hindrance, 'unreachable'>;

const RETRY_AFTER_MS: Readonly<Record<FileHindrance, number>> = { diskFull: 30_000, notWritable: 30_000, locked: 1000 };

/**
 * Makes a write, or answers `busy` where the disk won't have it just now.
 * @throws whatever waiting would not mend.
 */
export function orBusy<T>(write: () => T): T | Busy {
  try {
    return write();
  } catch (error) {
    const why = hindranceOf(error);
    if (why === undefined) throw error;
    return { kind: 'busy', why, retryAfterMs: RETRY_AFTER_MS[why] };
  }
}

/**
 * What keeps the server from starting on this file, in words.
 * @returns the error itself where SQLite did not make it or it has no words of its own.
 */
export function startProblemOf(error: unknown, file: string): unknown {
  if (error instanceof Database.SqliteError && codeIs(error, 'SQLITE_NOTADB', 'SQLITE_CORRUPT')) return damagedFile(file, error.message);
  switch (hindranceOf(error)) {
    case 'diskFull':
      return new CannotGoOn('diskFull', `The disk that holds ${file} is full. Make room and start again. Nothing was lost.`);
    case 'notWritable':
      return new CannotGoOn(
        'notWritable',
        `${file} can't be opened for writing by this user. Give it (and its folder) to the user that runs the server, and start again. Nothing was lost.`,
      );
    case 'locked':
      return new CannotGoOn('alreadyRunning', `Another program holds ${file}. Stop it and start again. Nothing was changed.`);
    case undefined:
      return error;
  }
}

/** @param what of it is not what was written. */
export function damagedFile(file: string, what: string): CannotGoOn {
  return new CannotGoOn(
    'damagedDatabase',
    `${file} is damaged and can't be used as the centre's database (${what}). Move it away together with its -wal and -shm files and put back the last backup: the devices bring what it lacks. Nothing was changed in it.`,
  );
}

function hindranceOf(error: unknown): FileHindrance | undefined {
  if (codeIs(error, 'SQLITE_FULL')) return 'diskFull';
  if (codeIs(error, 'SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_PERM', 'SQLITE_AUTH')) return 'notWritable';
  if (codeIs(error, 'SQLITE_BUSY', 'SQLITE_LOCKED')) return 'locked';
  return undefined;
}

/** Whether SQLite failed with one of these codes, or an extended one of theirs. */
function codeIs(error: unknown, ...codes: readonly string[]): boolean {
  if (!(error instanceof Database.SqliteError)) return false;
  const { code } = error;
  return codes.some((known) => code === known || code.startsWith(`${known}_`));
}
