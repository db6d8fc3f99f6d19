/**
 * The first shape of a station's file.
 *
 * `entries` holds every entry this station knows, own and others', as the author's bytes; `places`
 * their place in the centre's order. An own entry without a place is pending: since the server
 * orders a device's entries in sequence, the placed ones are a prefix, and `placed_seq` marks its
 * end — finding what is pending never reads the history.
 */
export const journal = `
CREATE TABLE identity (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  device TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  token TEXT,
  enrol_code TEXT,
  placed_seq INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE entries (
  device TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  type TEXT NOT NULL,
  business_day TEXT NOT NULL,
  at INTEGER NOT NULL,
  bytes TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (device, epoch, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_by_day ON entries (business_day);
CREATE INDEX standing_entries ON entries (type) WHERE type = 'centre.configured';

CREATE TABLE places (
  no INTEGER PRIMARY KEY,
  generation INTEGER NOT NULL,
  effective_at INTEGER NOT NULL,
  order_hash TEXT NOT NULL,
  device TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  UNIQUE (device, epoch, seq)
) STRICT;

CREATE TABLE commands (
  id TEXT PRIMARY KEY,
  command TEXT NOT NULL,
  reply TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE print_jobs (
  id           INTEGER PRIMARY KEY,
  visit        TEXT    NOT NULL,
  letter       TEXT    NOT NULL,
  number       INTEGER NOT NULL,
  business_day TEXT    NOT NULL,
  ticket       TEXT    NOT NULL,
  state        TEXT    NOT NULL CHECK (state IN ('waiting', 'sending', 'printed', 'uncertain', 'refused')),
  created_at   INTEGER NOT NULL,
  ended_at     INTEGER,
  why          TEXT,
  detail       TEXT,
  CHECK ((ended_at IS NULL) = (state IN ('waiting', 'sending'))),
  CHECK ((why IS NULL) = (state NOT IN ('uncertain', 'refused')))
) STRICT;
CREATE INDEX print_jobs_visit ON print_jobs (visit);
-- Whatever lies behind them: the next job, a day's troubles and what is old are found at once.
CREATE INDEX print_jobs_open ON print_jobs (id) WHERE ended_at IS NULL;
CREATE INDEX print_jobs_troubles ON print_jobs (business_day) WHERE state IN ('refused', 'uncertain') AND why <> 'unconfirmed';
CREATE INDEX print_jobs_ended ON print_jobs (ended_at) WHERE ended_at IS NOT NULL;
`;
