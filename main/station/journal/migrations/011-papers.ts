import type { Database } from 'better-sqlite3';
import { Label, spellLabel } from '../../../../shared/domain/label.ts';

/**
 * [P1] One table for every paper, whatever it is about: its subject and what staff call it, which
 * printer has it, since when it is held, and what staff decided of it. Before, a paper was a ticket's
 * or a slip's by its columns; and what waited from before there were slips had a model that nobody
 * reads any more.
 */
export function papers(db: Database): void {
  db.exec(PAPERS);
  const carry = carrierOf(db);
  for (const row of db.prepare<[], PrintJob>('SELECT * FROM print_jobs ORDER BY id').all()) carry(row);
  db.exec('DROP TABLE print_jobs');
}

/** A row as it was, of the shapes since the first; the last two columns came with slips. */
export interface PrintJob {
  readonly id: number;
  readonly visit: string | null;
  readonly letter: string | null;
  readonly number: number | null;
  readonly business_day: string;
  readonly ticket: string;
  readonly state: string;
  readonly created_at: number;
  readonly ended_at: number | null;
  readonly why: string | null;
  readonly detail: string | null;
  readonly appointment?: string | null;
  readonly code?: string | null;
}

/** Writes papers of a shape before as they are written now. The row may be of a file that is damaged. */
export function carrierOf(db: Database): (row: PrintJob) => void {
  const insert = db.prepare(`INSERT INTO papers (id, kind, subject, title, business_day, model, state, created_at, ended_at, why, detail)
    VALUES (@id, @kind, @subject, @title, @business_day, @model, @state, @created_at, @ended_at, @why, @detail)`);
  return (row) => {
    const { id, business_day, ticket, state, created_at, ended_at, why, detail } = row;
    insert.run({ ...namedAs(row), id, business_day, model: modelOf(String(ticket)), state, created_at, ended_at, why, detail });
  };
}

function namedAs({ visit, letter, number, appointment, code }: PrintJob): { kind: string; subject: string; title: string } {
  if (visit === null) return { kind: 'slip', subject: appointment ?? '', title: String(code).replace(/^(...)/, '$1 ') };
  const [first, lane] = [String(letter).slice(0, 1), String(letter).slice(1)];
  const label = Label.safeParse({ letter: first, ...(lane === '' ? {} : { lane }), number });
  return { kind: 'ticket', subject: visit, title: label.success ? spellLabel(label.data) : `${letter} ${number}` };
}

/** A ticket of the time when there were only tickets did not say so, nor how the queue was. */
function modelOf(text: string): string {
  try {
    const model: unknown = JSON.parse(text);
    return typeof model === 'object' && model !== null && !('kind' in model) ? JSON.stringify({ kind: 'ticket', queue: null, ...model }) : text;
  } catch {
    return text;
  }
}

const PAPERS = `
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
