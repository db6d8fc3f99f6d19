import type { Database } from 'better-sqlite3';

/**
 * [J17] What a row of history can't say in its columns, as JSON: legs before the last, a priority, a
 * place in the queue that somebody gave. Null where there is none of it, as in every row before this
 * step; it stands behind the sum, and is in it where it is not null, so that no row has to be written anew.
 */
export function legs(db: Database): void {
  db.exec('ALTER TABLE visits ADD COLUMN more TEXT');
}
