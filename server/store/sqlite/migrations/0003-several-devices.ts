/**
 * Several devices under one order: keys instead of lasting tokens, chains apart from devices, asks
 * to be let in, generations, a snapshot and quarantine.
 *
 * Devices of the first version proved themselves by a token alone and have no key: they are not
 * kept, and are let in again. What they wrote keeps its places, and their chains their ends.
 */
import type { WritableDB } from '../handles.ts';

export function severalDevices(db: WritableDB): void {
  db.exec(`
    ALTER TABLE centre ADD COLUMN owner TEXT;        -- set as soon as the file is opened
    ALTER TABLE centre ADD COLUMN ordering TEXT NOT NULL DEFAULT 'ordering' CHECK (ordering IN ('ordering', 'collecting', 'fenced'));
    ALTER TABLE centre ADD COLUMN fenced_by INTEGER CHECK ((ordering = 'fenced') = (fenced_by IS NOT NULL));

    -- The device of an entry need not be enrolled here: the owner's own never is, and an adopted
    -- order may bring others. One index: pushing pays for each.
    CREATE TABLE ordered (
      no           INTEGER PRIMARY KEY,
      generation   INTEGER NOT NULL,
      device       TEXT NOT NULL,
      epoch        INTEGER NOT NULL,
      seq          INTEGER NOT NULL,
      bytes        TEXT NOT NULL,
      hash         TEXT NOT NULL,
      effective_at INTEGER NOT NULL,
      uncertain    INTEGER NOT NULL CHECK (uncertain IN (0, 1)),
      received_at  INTEGER NOT NULL,
      order_hash   TEXT NOT NULL,
      quarantined  INTEGER NOT NULL CHECK (quarantined IN (0, 1)),
      UNIQUE (device, epoch, seq)
    ) STRICT;
    INSERT INTO ordered
      SELECT no, generation, device, epoch, seq, bytes, hash, effective_at, uncertain, received_at, order_hash, 0
      FROM entries ORDER BY no;
    DROP TABLE entries;
    ALTER TABLE ordered RENAME TO entries;
    -- Holds what is in quarantine and nothing else, so that an entry that is not costs nothing.
    CREATE INDEX entries_in_quarantine ON entries (no) WHERE quarantined = 1;

    CREATE TABLE chains (
      device       TEXT NOT NULL,
      epoch        INTEGER NOT NULL,
      acknowledged INTEGER NOT NULL,            -- the last seq of this epoch in the order
      hash         TEXT NOT NULL,               -- its hash, which the next one chains to
      stamp        INTEGER NOT NULL,            -- the latest effective_at given to the device so far
      boot_id      TEXT,                        -- what is known of the device's clocks [J13]
      boot_began   INTEGER NOT NULL DEFAULT 0,
      skew         INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (device, epoch)
    ) STRICT, WITHOUT ROWID;
    -- Beside max(seq), SQLite takes the other columns from the row that has it.
    INSERT INTO chains (device, epoch, acknowledged, hash, stamp)
      SELECT device, epoch, max(seq), hash, effective_at FROM entries GROUP BY device, epoch;

    DROP TABLE enrol_codes;
    DROP TABLE devices;
    CREATE TABLE devices (
      device      TEXT PRIMARY KEY,
      name        TEXT NOT NULL,
      key         TEXT NOT NULL,
      epoch       INTEGER NOT NULL,
      first       INTEGER NOT NULL CHECK (first IN (0, 1)),
      enrolled_at INTEGER NOT NULL,
      revoked_at  INTEGER,                      -- null while it is in
      seen_at     INTEGER,
      wrote       INTEGER NOT NULL DEFAULT 0,
      reported    INTEGER NOT NULL DEFAULT 0,   -- a generation
      written_off INTEGER NOT NULL DEFAULT 0 CHECK (written_off IN (0, 1))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE enrol_codes (
      code_hash TEXT PRIMARY KEY,
      opened_at INTEGER NOT NULL,
      device    TEXT REFERENCES devices,
      used_at   INTEGER,
      CHECK ((device IS NULL) = (used_at IS NULL))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE asks (
      device      TEXT NOT NULL,
      key         TEXT NOT NULL,
      secret_hash TEXT NOT NULL,
      code        TEXT NOT NULL,
      name        TEXT NOT NULL,
      wrote       INTEGER NOT NULL,
      asked_at    INTEGER NOT NULL,
      answer      TEXT CHECK (answer IN ('approved', 'refused')),
      answered_at INTEGER,
      epoch       INTEGER,
      PRIMARY KEY (device, key, secret_hash),
      CHECK ((answer IS NULL) = (answered_at IS NULL)),
      CHECK ((answer IS 'approved') = (epoch IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX asks_waiting ON asks (code) WHERE answer IS NULL;

    CREATE TABLE snapshot (
      only_row   INTEGER PRIMARY KEY CHECK (only_row = 1),
      generation INTEGER NOT NULL,
      no         INTEGER NOT NULL,
      order_hash TEXT NOT NULL,
      reducers   INTEGER NOT NULL,
      state_hash TEXT NOT NULL,
      state      TEXT NOT NULL,
      chains     TEXT NOT NULL                  -- JSON
    ) STRICT;
  `);
}
