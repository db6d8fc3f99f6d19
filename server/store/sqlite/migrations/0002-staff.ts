/** Staff accounts, their sessions and wrong tries, and the audit, which only ever grows [X7]. */
import type { WritableDB } from '../handles.ts';

export function staff(db: WritableDB): void {
  db.exec(`
    -- Nobody is ever removed: the audit speaks of them.
    CREATE TABLE staff_accounts (
      id            TEXT PRIMARY KEY,
      name          TEXT NOT NULL UNIQUE,  -- folded
      role          TEXT NOT NULL CHECK (role IN ('agent', 'coordinator', 'supervisor', 'admin')),
      password_hash TEXT NOT NULL,         -- argon2id, with its parameters
      disabled      INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
      created_at    INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE staff_sessions (
      token_hash TEXT PRIMARY KEY,
      account    TEXT NOT NULL REFERENCES staff_accounts,
      opened_at  INTEGER NOT NULL,
      seen_at    INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX staff_sessions_of ON staff_sessions (account);

    CREATE TABLE staff_tries (
      key   TEXT PRIMARY KEY,   -- hashed: what was typed as a name may have been a password
      level REAL NOT NULL,
      at    INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE staff_audit (
      no      INTEGER PRIMARY KEY,
      at      INTEGER NOT NULL,
      account TEXT REFERENCES staff_accounts,
      act     TEXT NOT NULL,
      subject TEXT,
      detail  TEXT
    ) STRICT;
    CREATE TRIGGER staff_audit_stays BEFORE UPDATE ON staff_audit
      BEGIN SELECT raise(ABORT, 'the audit is only added to'); END;
    CREATE TRIGGER staff_audit_keeps BEFORE DELETE ON staff_audit
      BEGIN SELECT raise(ABORT, 'the audit is only added to'); END;
    -- INSERT OR REPLACE removes a row without asking the trigger above.
    CREATE TRIGGER staff_audit_grows BEFORE INSERT ON staff_audit
      WHEN EXISTS (SELECT 1 FROM staff_audit WHERE no = NEW.no)
      BEGIN SELECT raise(ABORT, 'the audit is only added to'); END;
  `);
}
