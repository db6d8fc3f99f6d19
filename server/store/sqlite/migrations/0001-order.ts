/** The centre, its devices, the codes that enrol them, and its order. */
import type { WritableDB } from '../handles.ts';

export function order(db: WritableDB): void {
  db.exec(`
    CREATE TABLE centre (
      only_row   INTEGER PRIMARY KEY CHECK (only_row = 1),
      id         TEXT,                -- null until the first enrolment fixes it
      generation INTEGER NOT NULL     -- of the order [J19]
    ) STRICT;
    INSERT INTO centre VALUES (1, NULL, 1);

    CREATE TABLE devices (
      device       TEXT PRIMARY KEY,
      epoch        INTEGER NOT NULL,
      token_hash   TEXT NOT NULL,
      enrolled_at  INTEGER NOT NULL,
      acknowledged INTEGER NOT NULL,  -- the last seq of this epoch in the order
      hash         TEXT NOT NULL,     -- its hash, which the next one chains to
      stamp        INTEGER NOT NULL   -- the latest effective_at given to the device, in any epoch
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE enrol_codes (
      code_hash TEXT PRIMARY KEY,
      opened_at INTEGER NOT NULL,
      device    TEXT REFERENCES devices,
      used_at   INTEGER,
      CHECK ((device IS NULL) = (used_at IS NULL))
    ) STRICT, WITHOUT ROWID;

    -- A place is a number this file gives, never an automatic one: it must grow by one exactly,
    -- in the order of commits [J6].
    CREATE TABLE entries (
      no           INTEGER PRIMARY KEY,
      generation   INTEGER NOT NULL,
      device       TEXT NOT NULL REFERENCES devices,
      epoch        INTEGER NOT NULL,
      seq          INTEGER NOT NULL,
      bytes        TEXT NOT NULL,
      hash         TEXT NOT NULL,
      effective_at INTEGER NOT NULL,
      uncertain    INTEGER NOT NULL CHECK (uncertain IN (0, 1)),
      received_at  INTEGER NOT NULL,
      order_hash   TEXT NOT NULL,
      UNIQUE (device, epoch, seq)
    ) STRICT;
  `);
}
