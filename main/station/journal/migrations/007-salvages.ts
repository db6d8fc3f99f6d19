import type { Database } from 'better-sqlite3';

/** Files that were found damaged and set aside, and what a person is told of each. */
export function salvages(db: Database): void {
  db.exec(`
    CREATE TABLE salvages (
      aside   TEXT PRIMARY KEY,
      at      INTEGER NOT NULL,
      lost    INTEGER NOT NULL CHECK (lost IN (0, 1)),
      message TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `);
}
