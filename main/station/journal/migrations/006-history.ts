import type { Database } from 'better-sqlite3';

/**
 * [J17] A row a visit whose day is over, for reports to read. Times are effective times, in
 * milliseconds. By day, so that the end of a day writes a few pages and not one for each visit.
 */
export function history(db: Database): void {
  db.exec(`
    CREATE TABLE visits (
      day        TEXT NOT NULL,
      visit      TEXT NOT NULL,
      letter     TEXT NOT NULL,
      lane       TEXT,
      number     INTEGER NOT NULL,
      language   TEXT NOT NULL,
      leg        INTEGER NOT NULL,
      service    TEXT NOT NULL,
      entered_at INTEGER NOT NULL,
      step       TEXT NOT NULL,     -- how its last leg ended, or was left
      desk       TEXT,
      call_no    INTEGER,
      called_at  INTEGER,
      started_at INTEGER,
      ended_at   INTEGER,           -- finished, or given up
      duplicates TEXT NOT NULL,     -- calls that lost [C2], as JSON
      as_of      INTEGER NOT NULL,  -- the place in the order at which this was last written
      sum        INTEGER NOT NULL,  -- over all before it, in this order
      PRIMARY KEY (day, visit)
    ) STRICT, WITHOUT ROWID;
  `);
}
