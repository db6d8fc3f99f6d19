/**
 * The spool's table. It lives in the journal's database, so that a ticket and its print job commit
 * together [J2]; the journal's first migration runs this text.
 *
 * `waiting` and `sending` are on their way; the other three are ends [P1]. `why` and `detail` say
 * more of an end that was not good. Times are epoch milliseconds.
 */
export const PRINT_JOBS_SCHEMA = `
CREATE TABLE print_jobs (
  id         INTEGER PRIMARY KEY,
  visit      TEXT    NOT NULL,
  ticket     TEXT    NOT NULL,
  state      TEXT    NOT NULL CHECK (state IN ('waiting', 'sending', 'printed', 'uncertain', 'refused')),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at   INTEGER,
  why        TEXT,
  detail     TEXT,
  CHECK ((ended_at IS NULL) = (state IN ('waiting', 'sending'))),
  CHECK ((why IS NULL) = (state NOT IN ('uncertain', 'refused')))
) STRICT;
CREATE INDEX print_jobs_visit ON print_jobs (visit);
CREATE INDEX print_jobs_created ON print_jobs (created_at);
-- Years of paper behind it, and the next job is still found at once.
CREATE INDEX print_jobs_open ON print_jobs (id) WHERE ended_at IS NULL;
`;
