import { PRINT_JOBS_SCHEMA } from '../../printing/schema.ts';

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

${PRINT_JOBS_SCHEMA}
`;
