/** The spool's whole SQL. In: its table. Out: statements, typed. It decides nothing. */
import type { Database } from 'better-sqlite3';
import type { PaperKind } from '../../../../shared/contract/views.ts';
import type { BusinessDay, EpochMs } from '../../../../shared/domain/clock.ts';
import type { PrintEnd } from '../printer.ts';
import type { PaperSubject } from '../papers/ticket.ts';

/** What a paper goes by, also where it can't be read any more. */
export interface NamedRow {
  readonly id: number;
  readonly kind: PaperKind;
  readonly subject: PaperSubject;
  readonly title: string;
}

/** A job before its end. */
export interface JobRow extends NamedRow {
  readonly day: BusinessDay;
  readonly model: string;
  /** Why every printer refused it, as long as it is tried again; null where none did. */
  readonly why: string | null;
  readonly detail: string | null;
}

/** What the spool keeps of every job in memory. */
export interface KnownRow {
  readonly id: number;
  readonly subject: PaperSubject;
  readonly created_at: EpochMs;
  readonly held_at: EpochMs | null;
  readonly waits: 0 | 1;
}

export interface StateRow {
  readonly id: number;
  readonly state: 'waiting' | 'sending' | PrintEnd['kind'];
  readonly held: 0 | 1;
  readonly printer: string | null;
  readonly settled: Settled | null;
}

/** A job whose end was not good, and staff should hear of. */
export interface TroubleRow extends NamedRow {
  readonly state: 'refused' | 'uncertain';
  readonly ended_at: EpochMs;
  readonly why: string;
  readonly printer: string | null;
}

/** What staff decided of a paper that is not known to be out. */
export type Settled = 'cameOut' | 'again' | 'discarded';

/** Why a job is held, or ended as it did. */
export interface Reason {
  readonly why: string;
  readonly detail: string;
}

export type Statements = ReturnType<typeof statementsOf>;

export function statementsOf(db: Database) {
  return {
    enqueue: db.prepare<Omit<NamedRow, 'id'> & { day: BusinessDay; model: string; now: EpochMs }>(
      `INSERT INTO papers (kind, subject, title, business_day, model, state, created_at) VALUES (@kind, @subject, @title, @day, @model, 'waiting', @now)`,
    ),
    known: db.prepare<[], KnownRow>(`SELECT id, subject, created_at, held_at, ended_at IS NULL AND state = 'waiting' AS waits FROM papers ORDER BY id`),
    next: db.prepare<{ from: number }, JobRow>(
      `SELECT id, kind, subject, title, business_day AS day, model, why, detail FROM papers
       WHERE id >= @from AND ended_at IS NULL AND state = 'waiting' ORDER BY id LIMIT 1`,
    ),
    send: db.prepare<{ id: number; printer: string }>(`UPDATE papers SET state = 'sending', printer = @printer WHERE id = @id AND ended_at IS NULL`),
    /** Of all that are on their way: those behind the first one can't come out either. */
    hold: db.prepare<Reason & { from: number; now: EpochMs }>(
      `UPDATE papers SET held_at = coalesce(held_at, @now), why = @why, detail = @detail WHERE id >= @from AND ended_at IS NULL`,
    ),
    putBack: db.prepare<[number]>(`UPDATE papers SET state = 'waiting', printer = NULL WHERE id = ? AND state = 'sending'`),
    end: db.prepare<{ id: number; state: PrintEnd['kind']; why: string | null; detail: string | null; printer: string | null; at: EpochMs }>(
      `UPDATE papers SET state = @state, why = @why, detail = @detail, printer = @printer, ended_at = @at WHERE id = @id`,
    ),
    settleCrashed: db.prepare<{ now: EpochMs }>(
      `UPDATE papers SET state = 'uncertain', why = 'crash', detail = 'the station stopped while it was printing', ended_at = @now
       WHERE ended_at IS NULL AND state = 'sending'`,
    ),
    stateOf: db.prepare<{ id: number; subject: PaperSubject }, StateRow>(
      `SELECT id, state, held_at IS NOT NULL AS held, printer, settled FROM papers WHERE id = @id AND subject = @subject`,
    ),
    latestOf: db.prepare<[PaperSubject], { id: number | null }>(`SELECT max(id) AS id FROM papers WHERE subject = ?`),
    // A printer that can't answer for its paper is told once, on its own label, and not per ticket.
    troubles: db.prepare<[BusinessDay], TroubleRow>(
      `SELECT id, kind, subject, title, state, ended_at, why, printer FROM papers
       WHERE business_day = ? AND state IN ('refused', 'uncertain') AND why <> 'unconfirmed' AND settled IS NULL ORDER BY id DESC`,
    ),
    unsettled: db.prepare<[number], { subject: PaperSubject; model: string; state: 'refused' | 'uncertain' }>(
      `SELECT subject, model, state FROM papers WHERE id = ? AND state IN ('refused', 'uncertain') AND settled IS NULL`,
    ),
    settle: db.prepare<{ id: number; settled: Settled }>(`UPDATE papers SET settled = @settled WHERE id = @id`),
    prune: db.prepare<{ before: EpochMs; limit: number }>(
      `DELETE FROM papers WHERE id IN (SELECT id FROM papers WHERE ended_at < @before ORDER BY ended_at LIMIT @limit)`,
    ),
  };
}
