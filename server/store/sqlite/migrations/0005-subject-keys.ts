/**
 * [J15] Keys of what people left of themselves, apart from the order that holds it sealed. One that is
 * gone stays as a row without a key, which says so that it does not come back. since when. What was in its place is written over.
 */
import type { WritableDB } from '../handles.ts';

export function subjectKeys(db: WritableDB): void {
  db.exec(`
    CREATE TABLE subject_keys (
      subject TEXT PRIMARY KEY,
      key     TEXT,
      series  TEXT,
      date    TEXT,
      gone_at INTEGER,
      CHECK ((key IS NULL) = (series IS NULL) AND (key IS NULL) = (date IS NULL) AND (key IS NULL) = (gone_at IS NOT NULL))
    ) STRICT, WITHOUT ROWID`);
}
