import type { Database } from 'better-sqlite3';

/**
 * [P4] A paper may be the slip of a place that is kept: it has an appointment and its code where a
 * ticket has a visit and a label. SQLite takes no NOT NULL away, so the table is made anew; there is
 * at most a week of papers in it. What is new stands behind what was, as whoever salvages a file expects.
 */
export function slips(db: Database): void {
  db.exec('DROP INDEX print_jobs_troubles; DROP INDEX print_jobs_ended; ALTER TABLE print_jobs RENAME TO print_jobs_before;');
  db.exec(PRINT_JOBS);
  db.exec('INSERT INTO print_jobs SELECT *, NULL, NULL FROM print_jobs_before; DROP TABLE print_jobs_before;');
}

const PRINT_JOBS = `
CREATE TABLE print_jobs (
  id           INTEGER PRIMARY KEY,
  visit        TEXT,
  letter       TEXT,
  number       INTEGER,
  business_day TEXT    NOT NULL,
  ticket       TEXT    NOT NULL,
  state        TEXT    NOT NULL CHECK (state IN ('waiting', 'sending', 'printed', 'uncertain', 'refused')),
  created_at   INTEGER NOT NULL,
  ended_at     INTEGER,
  why          TEXT,
  detail       TEXT,
  appointment  TEXT,
  code         TEXT,
  CHECK ((ended_at IS NULL) = (state IN ('waiting', 'sending'))),
  CHECK ((why IS NULL) = (state NOT IN ('uncertain', 'refused'))),
  CHECK ((visit IS NULL) = (letter IS NULL) AND (visit IS NULL) = (number IS NULL)),
  CHECK ((visit IS NULL) = (appointment IS NOT NULL) AND (visit IS NULL) = (code IS NOT NULL))
) STRICT;
-- A day's troubles and what is old are found at once, whatever lies behind them. The next job, and
-- which is a visit's, the spool knows by itself: a tap writes no key for it.
CREATE INDEX print_jobs_troubles ON print_jobs (business_day) WHERE state IN ('refused', 'uncertain') AND why <> 'unconfirmed';
CREATE INDEX print_jobs_ended ON print_jobs (ended_at) WHERE ended_at IS NOT NULL;
`;
