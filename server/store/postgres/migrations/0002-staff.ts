/** Staff accounts, their sessions and wrong tries, and the audit, which only ever grows [X7]. */
export const staff = `
  -- Nobody is ever removed: the audit speaks of them.
  CREATE TABLE staff_accounts (
    id            text PRIMARY KEY,
    name          text NOT NULL UNIQUE,  -- folded
    role          text NOT NULL CHECK (role IN ('agent', 'coordinator', 'supervisor', 'admin')),
    password_hash text NOT NULL,         -- argon2id, with its parameters
    disabled      boolean NOT NULL DEFAULT false,
    created_at    bigint NOT NULL
  );

  CREATE TABLE staff_sessions (
    token_hash text PRIMARY KEY,
    account    text NOT NULL REFERENCES staff_accounts,
    opened_at  bigint NOT NULL,
    seen_at    bigint NOT NULL
  );
  CREATE INDEX staff_sessions_of ON staff_sessions (account);

  CREATE TABLE staff_tries (
    key   text PRIMARY KEY,   -- hashed: what was typed as a name may have been a password
    level double precision NOT NULL,
    at    bigint NOT NULL
  );

  CREATE TABLE staff_audit (
    no      bigint PRIMARY KEY,
    at      bigint NOT NULL,
    account text REFERENCES staff_accounts,
    act     text NOT NULL,
    subject text,
    detail  text
  );
  CREATE FUNCTION staff_audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit is only added to'; END $$;
  CREATE TRIGGER staff_audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON staff_audit
    FOR EACH STATEMENT EXECUTE FUNCTION staff_audit_only_grows();
`;
