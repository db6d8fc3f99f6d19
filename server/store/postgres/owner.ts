/**
 * The one connection that writes, and that holds the database against other servers. In: writes.
 * Out: their results, each one transaction, or `busy`. It never writes without the hold.
 *
 * The hold is PostgreSQL's own advisory lock, which ends with its connection, however that ends. A
 * lock on another connection than the writes' could be lost, and taken by another server, while a
 * write is on its way; one that the writing connection holds itself can't.
 */
import type { Busy } from '../store.ts';
import { statement, type Runner, type Session } from './session.ts';
import { orBusy } from './trouble.ts';

const takeHold = statement<[number], unknown>('take the hold', 'SELECT pg_advisory_lock($1)');
/** «umbral», as bytes: what other programs lock in the same database is not in our way. */
const HOLD = 0x756d6272616c;

/** @throws Hindered `locked` where another server has it, and goes on having it for some seconds. */
export async function holdDatabase(session: Session): Promise<void> {
  await session.all(takeHold, HOLD);
}

export interface Owner {
  /**
   * Makes a write as one transaction; writes go one after the other. When the line breaks during
   * the commit nobody can tell what came of it: the answer is `busy`, and the caller repeats.
   * @throws whatever waiting would not mend; the transaction is undone.
   */
  write<T>(work: (tx: Runner) => Promise<T>): Promise<T | Busy>;
  /** Lets what is on its way end, and another server have the database. */
  close(): Promise<void>;
}

/**
 * @param first a session that holds the database.
 * @param openAgain makes another one, once that one is lost.
 */
export function createOwner(first: Session, openAgain: () => Promise<Session>): Owner {
  let session = first;
  let opening: Promise<Session> | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  /** All who wait while the line is down share one attempt, and its failure: none waits for another's. */
  const theSession = (): Promise<Session> => {
    if (!session.lost()) return Promise.resolve(session);
    opening ??= openAgain()
      .then((opened) => (session = opened))
      .finally(() => (opening = undefined));
    return opening;
  };

  return {
    write(work) {
      const before = turn;
      const written = orBusy(async () => {
        const [holder] = await Promise.all([theSession(), before]);
        return inTransaction(holder, work);
      });
      turn = Promise.allSettled([before, written]);
      return written;
    },
    async close() {
      await turn;
      await session.end();
    },
  };
}

async function inTransaction<T>(session: Session, work: (tx: Runner) => Promise<T>): Promise<T> {
  try {
    // [J3] The order is locked first, so that what is read is what is written upon, whoever else may write.
    await session.exec('BEGIN; SELECT FROM centre FOR UPDATE');
    const result = await work(session);
    // A transaction that failed is undone by COMMIT in silence, but for this word.
    if ((await session.exec('COMMIT')) !== 'COMMIT') throw new Error('a transaction that had failed was to be committed');
    return result;
  } catch (error) {
    if (!session.lost()) await session.exec('ROLLBACK');
    throw error;
  }
}
