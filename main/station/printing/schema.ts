/**
 * The spool's table. It lives in the journal's database, so that a ticket and its print job commit
 * together [J2]; the journal's migrations lead to this text.
 *
 * A ticket has a visit and a label; the slip of a place that is kept has an appointment and its code;
 * `ticket` holds the whole model of either. `waiting` and `sending` are on their way; the other three
 * are ends [P1]. `why` and `detail` say more of an end that was not good. `letter`, `number`, `code` and
 * `business_day` stand beside the model, which holds them too, because staff must be told of a job
 * whose paper can't be read; `letter` has the label's lane behind it, where it has one. Times are epoch
 * milliseconds.
 */
export const PRINT_JOBS_SCHEMA = `
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
