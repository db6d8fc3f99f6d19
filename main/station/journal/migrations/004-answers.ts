import type { Database } from 'better-sqlite3';
import { sumOf } from '../sum.ts';

/**
 * [J18] Answers in the order they were given, so that each is written on the last page; which
 * command is where, the station keeps in memory. A key by command's id was a page more a tap.
 */
export function answers(db: Database): void {
  db.function('sum_of', { deterministic: true, varargs: true }, (...values: unknown[]) => sumOf(...(values as (string | number | null)[])));
  db.exec(`
    CREATE TABLE answers (
      no      INTEGER PRIMARY KEY,
      id      TEXT NOT NULL,
      command TEXT NOT NULL,
      reply   TEXT NOT NULL,
      at      INTEGER NOT NULL,
      sum     INTEGER NOT NULL  -- over the four before
    ) STRICT;
    INSERT INTO answers (id, command, reply, at, sum)
      SELECT id, command, reply, at, sum_of(id, command, reply, at) FROM commands ORDER BY at;
    DROP TABLE commands;
  `);
}
