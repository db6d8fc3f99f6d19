/** The centre, its devices, the codes that enrol them, and its order. */
export const order = `
  CREATE TABLE centre (
    only_row   integer PRIMARY KEY CHECK (only_row = 1),
    id         text,              -- null until the first enrolment fixes it
    generation integer NOT NULL   -- of the order [J19]
  );
  INSERT INTO centre VALUES (1, NULL, 1);

  CREATE TABLE devices (
    device       text PRIMARY KEY,
    epoch        integer NOT NULL,
    token_hash   text NOT NULL,
    enrolled_at  bigint NOT NULL,
    acknowledged bigint NOT NULL, -- the last seq of this epoch in the order
    hash         text NOT NULL,   -- its hash, which the next one chains to
    stamp        bigint NOT NULL  -- the latest effective_at given to the device, in any epoch
  );

  CREATE TABLE enrol_codes (
    code_hash text PRIMARY KEY,
    opened_at bigint NOT NULL,
    device    text REFERENCES devices,
    used_at   bigint,
    CHECK ((device IS NULL) = (used_at IS NULL))
  );

  -- A place is a number we give, never a sequence's: it must grow by one exactly, in the order of
  -- commits, and a sequence leaves gaps and shows its numbers out of order [J6].
  CREATE TABLE entries (
    no           bigint PRIMARY KEY,
    generation   integer NOT NULL,
    device       text NOT NULL,   -- one of devices: a push locks its row first, so no key checks it again row by row
    epoch        integer NOT NULL,
    seq          bigint NOT NULL,
    bytes        bytea NOT NULL,  -- UTF-8 of the entry's text: PostgreSQL's own text takes no U+0000, and is as the database's encoding is
    hash         text NOT NULL,
    effective_at bigint NOT NULL,
    uncertain    boolean NOT NULL,
    received_at  bigint NOT NULL,
    order_hash   text NOT NULL,
    UNIQUE (device, epoch, seq)
  );
`;
