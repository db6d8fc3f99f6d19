/** The centre, its devices and who asks to be one, its order, and where every chain ends in it. */
export const order = `
  CREATE TABLE centre (
    only_row   integer PRIMARY KEY CHECK (only_row = 1),
    id         text,                        -- null until the first enrolment fixes it
    generation integer NOT NULL,            -- of the order [J19]
    owner      text COLLATE "C",            -- set as soon as the database is opened
    ordering   text NOT NULL CHECK (ordering IN ('ordering', 'collecting', 'fenced')),
    fenced_by  integer CHECK ((ordering = 'fenced') = (fenced_by IS NOT NULL))
  );
  INSERT INTO centre VALUES (1, NULL, 1, NULL, 'ordering', NULL);

  -- A place is a number we give, never a sequence's: it must grow by one exactly, in the order of
  -- commits, and a sequence leaves gaps and shows its numbers out of order [J6].
  -- The device of an entry need not be enrolled here: the owner's own never is, and an adopted
  -- order may bring others. One index: pushing pays for each.
  CREATE TABLE entries (
    no           bigint PRIMARY KEY,
    generation   integer NOT NULL,
    device       text COLLATE "C" NOT NULL,
    epoch        integer NOT NULL,
    seq          bigint NOT NULL,
    bytes        bytea NOT NULL,            -- UTF-8 of the entry's text: PostgreSQL's own text takes no U+0000
    hash         text COLLATE "C" NOT NULL,
    effective_at bigint NOT NULL,
    uncertain    boolean NOT NULL,
    received_at  bigint NOT NULL,
    order_hash   text COLLATE "C" NOT NULL,
    quarantined  boolean NOT NULL,
    UNIQUE (device, epoch, seq)
  );
  -- Holds what is in quarantine and nothing else, so that an entry that is not costs nothing.
  CREATE INDEX entries_in_quarantine ON entries (no) WHERE quarantined;

  CREATE TABLE chains (
    device       text COLLATE "C" NOT NULL,
    epoch        integer NOT NULL,
    acknowledged bigint NOT NULL,           -- the last seq of this epoch in the order
    hash         text COLLATE "C" NOT NULL, -- its hash, which the next one chains to
    stamp        bigint NOT NULL,           -- the latest effective_at given to the device so far
    boot_id      text COLLATE "C",          -- what is known of the device's clocks [J13]
    boot_began   bigint NOT NULL DEFAULT 0,
    skew         bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (device, epoch)
  );

  CREATE TABLE devices (
    device      text COLLATE "C" PRIMARY KEY,
    name        text NOT NULL,
    key         text COLLATE "C" NOT NULL,
    epoch       integer NOT NULL,
    first       boolean NOT NULL,
    enrolled_at bigint NOT NULL,
    revoked_at  bigint,                     -- null while it is in
    seen_at     bigint,
    wrote       bigint NOT NULL DEFAULT 0,
    reported    integer NOT NULL DEFAULT 0, -- a generation
    written_off boolean NOT NULL DEFAULT false
  );

  CREATE TABLE enrol_codes (
    code_hash text COLLATE "C" PRIMARY KEY,
    opened_at bigint NOT NULL,
    device    text COLLATE "C" REFERENCES devices,
    used_at   bigint,
    CHECK ((device IS NULL) = (used_at IS NULL))
  );

  CREATE TABLE asks (
    device      text COLLATE "C" NOT NULL,
    key         text COLLATE "C" NOT NULL,
    secret_hash text COLLATE "C" NOT NULL,
    code        text COLLATE "C" NOT NULL,
    name        text NOT NULL,
    wrote       bigint NOT NULL,
    asked_at    bigint NOT NULL,
    answer      text CHECK (answer IN ('approved', 'refused')),
    answered_at bigint,
    epoch       integer,
    PRIMARY KEY (device, key, secret_hash),
    CHECK ((answer IS NULL) = (answered_at IS NULL)),
    CHECK ((answer IS NOT DISTINCT FROM 'approved') = (epoch IS NOT NULL))
  );
  CREATE UNIQUE INDEX asks_waiting ON asks (code) WHERE answer IS NULL;

  CREATE TABLE snapshot (
    only_row   integer PRIMARY KEY CHECK (only_row = 1),
    generation integer NOT NULL,
    no         bigint NOT NULL,
    order_hash text NOT NULL,
    reducers   integer NOT NULL,
    state_hash text NOT NULL,
    state      text NOT NULL,
    chains     text NOT NULL                -- JSON
  );
`;
