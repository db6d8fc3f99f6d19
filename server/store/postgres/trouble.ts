/** What PostgreSQL's failures mean here: a process that can't start, or a write that must wait. */
import { DatabaseError } from 'pg';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
import type { Busy, Hindrance } from '../store.ts';

const RETRY_AFTER_MS: Readonly<Record<Hindrance, number>> = { diskFull: 30_000, notWritable: 30_000, locked: 1000, unreachable: 5000 };

/**
 * By SQLSTATE, or by its class of two letters.
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const HINDRANCES: Readonly<Record<string, Hindrance>> = {
  '08': 'unreachable', // connection
  '28': 'unreachable', // user or password, changed while we were connected
  '3D000': 'unreachable', // no such database
  '53100': 'diskFull',
  '53': 'locked', // out of memory and the like
  '53300': 'unreachable', // too many connections
  '25006': 'notWritable', // read-only: a standby, or an administrator's wish
  '42501': 'notWritable', // privileges
  '58030': 'notWritable', // input or output failed
  '40': 'locked', // serialisation, deadlock
  '55P03': 'locked',
  '57014': 'locked', // it took too long
  '25P03': 'unreachable', // the server ended the connection for idling
  '57P01': 'unreachable',
  '57P02': 'unreachable',
  '57P03': 'unreachable',
  '57P04': 'unreachable',
  '57P05': 'unreachable',
};

/** The database can't do this just now; whatever was begun is undone. */
export class Hindered extends Error {
  readonly why: Hindrance;
  constructor(why: Hindrance, cause: unknown) {
    super(`PostgreSQL: ${wordsOf(cause)}`, { cause });
    this.name = 'Hindered';
    this.why = why;
  }
}

/**
 * What came out of a query or a connection: `Hindered` where waiting may mend it, else as it was.
 * All that PostgreSQL did not say itself is the line's fault: pg has no codes for that.
 */
export function troubleOf(error: unknown): unknown {
  if (error instanceof Hindered || error instanceof CannotGoOn) return error;
  if (!(error instanceof DatabaseError)) return new Hindered('unreachable', error);
  const code = codeOf(error);
  const why = HINDRANCES[code] ?? HINDRANCES[code.slice(0, 2)];
  return why === undefined ? error : new Hindered(why, error);
}

/**
 * Makes a write, or answers `busy` where the database won't have it just now.
 * @throws whatever waiting would not mend.
 */
export async function orBusy<T>(write: () => Promise<T>): Promise<T | Busy> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Hindered)) throw error;
    return { kind: 'busy', why: error.why, retryAfterMs: RETRY_AFTER_MS[error.why] };
  }
}

/** Whether a PostgreSQL that can't be reached may answer in a moment: a wrong password stays wrong. */
export function mayAnswerSoon(error: unknown): boolean {
  return error instanceof Hindered && error.why === 'unreachable' && !/^(?:28|3D)/.test(codeOf(error.cause));
}

/**
 * What keeps the server from starting on this database, in words.
 * @returns the error itself where it has no words of its own.
 */
export function startProblemOf(error: unknown, place: string): unknown {
  const cause = error instanceof Hindered ? error.cause : error;
  const code = codeOf(cause);
  if (code.startsWith('28')) {
    return new CannotGoOn('badFile', `PostgreSQL would not let us in to ${place}: ${wordsOf(cause)}. Correct the user and password in DATABASE_URL (or "databaseUrl"). No data was touched.`);
  }
  if (code === '3D000') {
    return new CannotGoOn('badFile', `There is no ${place}. Make it (createdb), or correct DATABASE_URL (or "databaseUrl"). No data was touched.`);
  }
  if (code.startsWith('XX')) {
    return new CannotGoOn('damagedDatabase', `PostgreSQL can't read ${place}: ${wordsOf(cause)}. Put back the last backup. Nothing was changed in it.`);
  }
  if (!(error instanceof Hindered)) return error;
  switch (error.why) {
    case 'diskFull':
      return new CannotGoOn('diskFull', `The disk of ${place} is full. Make room and start again. Nothing was lost.`);
    case 'notWritable':
      return new CannotGoOn('notWritable', `${place} can't be written: ${wordsOf(cause)}. Give its user the right to make a schema in it, and use a server that is not a standby. Nothing was lost.`);
    case 'locked':
      return new CannotGoOn('alreadyRunning', `Another server is already running on ${place}. Stop it first, or give this one another database. Nothing was changed.`);
    case 'unreachable':
      return new CannotGoOn('unreachable', `PostgreSQL can't be reached for ${place}: ${wordsOf(cause)}. Start it, or correct DATABASE_URL (or "databaseUrl"). Nothing was lost.`);
  }
}

function codeOf(error: unknown): string {
  return error instanceof DatabaseError ? (error.code ?? '') : '';
}

/** An error's own words. Node tells a refused connection by its code, and with several addresses in no words at all. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.message === '') return error.errors.map(wordsOf).join('; ');
  return error.message;
}
