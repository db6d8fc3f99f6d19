/** The spool's whole SQL. In: its table. Out: statements, typed. It decides nothing. */
import type { Database } from 'better-sqlite3';
import type { BusinessDay, EpochMs } from '../../../shared/domain/clock.ts';
import type { AppointmentCode } from '../../../shared/domain/entries/happenings.ts';
import type { AppointmentId, VisitId } from '../../../shared/domain/ids.ts';
import type { PrintEnd } from './printer.ts';
import type { PaperSubject } from './ticket.ts';

/** What a paper goes by: a ticket by its visit and label, a slip by its appointment and code. */
export type NamedRow =
  | {
      readonly visit: VisitId;
      /** With its lane, where it has one: `AK`. */
      readonly letter: string;
      readonly number: number;
      readonly appointment: null;
      readonly code: null;
    }
  | { readonly visit: null; readonly letter: null; readonly number: null; readonly appointment: AppointmentId; readonly code: AppointmentCode };

/** A job before its end. */
export type JobRow = NamedRow & { readonly id: number; readonly day: BusinessDay; readonly ticket: string };

/** What the spool keeps of every job in memory. */
export interface KnownRow {
  readonly id: number;
  readonly subject: PaperSubject;
  readonly created_at: EpochMs;
  readonly waits: 0 | 1;
}

/** A job whose end was not good, and staff should hear of. */
export type TroubleRow = NamedRow & { readonly id: number; readonly state: 'refused' | 'uncertain'; readonly ended_at: EpochMs };

export function subjectOfRow(row: NamedRow): PaperSubject {
  return row.visit ?? row.appointment;
}

export function statementsOf(db: Database) {
  return {
    enqueue: db.prepare<Record<keyof NamedRow, string | number | null> & { day: BusinessDay; ticket: string; now: EpochMs }>(
      `INSERT INTO print_jobs (visit, letter, number, appointment, code, business_day, ticket, state, created_at)
       VALUES (@visit, @letter, @number, @appointment, @code, @day, @ticket, 'waiting', @now)`,
    ),
    known: db.prepare<[], KnownRow>(
      `SELECT id, coalesce(visit, appointment) AS subject, created_at, ended_at IS NULL AND state = 'waiting' AS waits FROM print_jobs ORDER BY id`,
    ),
    next: db.prepare<{ from: number }, JobRow>(
      `SELECT id, visit, letter, number, appointment, code, business_day AS day, ticket FROM print_jobs
       WHERE id >= @from AND ended_at IS NULL AND state = 'waiting' ORDER BY id LIMIT 1`,
    ),
    send: db.prepare<[number]>(`UPDATE print_jobs SET state = 'sending' WHERE id = ? AND state = 'waiting'`),
    end: db.prepare<{ id: number; state: PrintEnd['kind']; why: string | null; detail: string | null; at: EpochMs }>(
      `UPDATE print_jobs SET state = @state, why = @why, detail = @detail, ended_at = @at WHERE id = @id`,
    ),
    settleCrashed: db.prepare<{ now: EpochMs }>(
      `UPDATE print_jobs SET state = 'uncertain', why = 'crash', detail = 'the station stopped while it was printing', ended_at = @now
       WHERE ended_at IS NULL AND state = 'sending'`,
    ),
    stateOf: db.prepare<{ id: number; subject: PaperSubject }, { id: number; state: 'waiting' | 'sending' | PrintEnd['kind'] }>(
      `SELECT id, state FROM print_jobs WHERE id = @id AND coalesce(visit, appointment) = @subject`,
    ),
    // A printer that can't answer for its paper is told once, on its own label, and not per ticket.
    troubles: db.prepare<[BusinessDay], TroubleRow>(
      `SELECT id, visit, letter, number, appointment, code, state, ended_at FROM print_jobs
       WHERE business_day = ? AND state IN ('refused', 'uncertain') AND why <> 'unconfirmed' ORDER BY id DESC`,
    ),
    prune: db.prepare<{ before: EpochMs; limit: number }>(
      `DELETE FROM print_jobs WHERE id IN (SELECT id FROM print_jobs WHERE ended_at < @before ORDER BY ended_at LIMIT @limit)`,
    ),
  };
}
