import type { Database } from 'better-sqlite3';

/**
 * Who this station is: its keys instead of a token, how it asks to be let in, and where its own
 * journal goes on when it began anew. What the first shape had no word for is made at the next
 * start (`identity.ts`); an old token opens nothing any more.
 */
export function identity(db: Database): void {
  db.exec(`
    ALTER TABLE identity RENAME TO old_identity;

    CREATE TABLE identity (
      only       INTEGER PRIMARY KEY CHECK (only = 1),
      device     TEXT NOT NULL,
      epoch      INTEGER NOT NULL,
      centre     TEXT,
      enrolled   INTEGER NOT NULL CHECK (enrolled IN (0, 1)),
      enrol_code TEXT,
      key        TEXT,              -- PKCS #8; null only until the start that follows
      next_key   TEXT,              -- made, and not known to be the server's yet [J11]
      secret     TEXT,              -- of the ask to be let in; null as key is
      gone_seq   INTEGER NOT NULL,  -- the last own entry that is not on this disk any more, or 0
      gone_hash  TEXT NOT NULL,
      sum        INTEGER            -- over all of these; null as key is
    ) STRICT;

    INSERT INTO identity
      SELECT 1, device, epoch, NULL, 0, enrol_code, NULL, NULL, NULL, 0, '${'0'.repeat(64)}', NULL FROM old_identity;
    DROP TABLE old_identity;
  `);
}
