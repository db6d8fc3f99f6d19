import type { Database } from 'better-sqlite3';

/**
 * [J15] What people leave of themselves lies sealed in the journal, and its keys here: one each, gone
 * when they say so or long after what they signed up for. `is_sent` tells whether the centre's server
 * has it too.
 */
export function subjectKeys(db: Database): void {
  db.exec(`
    CREATE TABLE subject_keys (
      subject TEXT PRIMARY KEY,
      key BLOB NOT NULL,
      is_sent INTEGER NOT NULL
    ) WITHOUT ROWID`);
}
