/**
 * The spool's table. It lives in the journal's database, so that a ticket and its print job commit
 * together [J2]; the journal's migrations lead to this text.
 *
 * `subject` is what a paper is about, `title` what staff call it; with `kind` and `business_day` they
 * stand beside the model, which holds them too, because staff must be told of a paper that can't be
 * read. `waiting` and `sending` are on their way; the other three are ends [P1]. What waits because
 * every printer refused it has `held_at`, since when, and the last reason; `why` and `detail` also say
 * more of an end that was not good. `printer` is which one was sent it last. `settled` is what staff
 * decided of one that is not known to be out. Times are epoch milliseconds.
 */
export const PAPERS_SCHEMA = `
CREATE TABLE papers (
  id           INTEGER PRIMARY KEY,
  kind         TEXT    NOT NULL,
  subject      TEXT    NOT NULL,
  title        TEXT    NOT NULL,
  business_day TEXT    NOT NULL,
  model        TEXT    NOT NULL,
  state        TEXT    NOT NULL CHECK (state IN ('waiting', 'sending', 'printed', 'uncertain', 'refused')),
  created_at   INTEGER NOT NULL,
  held_at      INTEGER,
  ended_at     INTEGER,
  why          TEXT,
  detail       TEXT,
  printer      TEXT,
  settled      TEXT    CHECK (settled IN ('cameOut', 'again', 'discarded')),
  CHECK ((ended_at IS NULL) = (state IN ('waiting', 'sending'))),
  CHECK ((why IS NULL) = (state = 'printed' OR (ended_at IS NULL AND held_at IS NULL))),
  CHECK (settled IS NULL OR state IN ('uncertain', 'refused'))
) STRICT;
-- A day's troubles and what is old are found at once, whatever lies behind them. The next job, and
-- which is a visit's, the spool knows by itself: a tap writes no key for it.
CREATE INDEX papers_troubles ON papers (business_day) WHERE state IN ('refused', 'uncertain') AND why <> 'unconfirmed' AND settled IS NULL;
CREATE INDEX papers_ended ON papers (ended_at) WHERE ended_at IS NOT NULL;
`;
