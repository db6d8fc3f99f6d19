/** The spool's whole SQL. In: its table. Out: statements, typed. It decides nothing. */
import type { Database } from 'better-sqlite3';
import type { BusinessDay, EpochMs } from '../../../shared/domain/clock.ts';
import type { VisitId } from '../../../shared/domain/ids.ts';
import type { PrintEnd } from './printer.ts';

/** A job before its end. */
export interface JobRow {
  readonly id: number;
  readonly visit: VisitId;
  /** With its lane, where it has one: `AK`. */
  readonly letter: string;
  readonly number: number;
  readonly day: BusinessDay;
  readonly ticket: string;
}

/** A job whose end was not good, and staff should hear of. */
export interface TroubleRow {
  readonly visit: VisitId;
  /** With its lane, where it has one: `AK`. */
  readonly letter: string;
  readonly number: number;
  readonly state: 'refused' | 'uncertain';
  readonly ended_at: EpochMs;
}

export function statementsOf(db: Database) {
  return {
    enqueue: db.prepare<Omit<JobRow, 'id'> & { now: EpochMs }>(
      `INSERT INTO print_jobs (visit, letter, number, business_day, ticket, state, created_at)
       VALUES (@visit, @letter, @number, @day, @ticket, 'waiting', @now)`,
    ),
    waiting: db.prepare<[], { id: number; created_at: EpochMs }>(
      `SELECT id, created_at FROM print_jobs WHERE ended_at IS NULL AND state = 'waiting'`,
    ),
    next: db.prepare<[], JobRow>(
      `SELECT id, visit, letter, number, business_day AS day, ticket FROM print_jobs
       WHERE ended_at IS NULL AND state = 'waiting' ORDER BY id LIMIT 1`,
    ),
    send: db.prepare<[number]>(`UPDATE print_jobs SET state = 'sending' WHERE id = ? AND state = 'waiting'`),
    end: db.prepare<{ id: number; state: PrintEnd['kind']; why: string | null; detail: string | null; at: EpochMs }>(
      `UPDATE print_jobs SET state = @state, why = @why, detail = @detail, ended_at = @at WHERE id = @id`,
    ),
    settleCrashed: db.prepare<{ now: EpochMs }>(
      `UPDATE print_jobs SET state = 'uncertain', why = 'crash', detail = 'the station stopped while it was printing', ended_at = @now
       WHERE ended_at IS NULL AND state = 'sending'`,
    ),
    stateOf: db.prepare<[VisitId], { id: number; state: 'waiting' | 'sending' | PrintEnd['kind'] }>(
      `SELECT id, state FROM print_jobs WHERE visit = ? ORDER BY id DESC LIMIT 1`,
    ),
    // A printer that can't answer for its paper is told once, on its own label, and not per ticket.
    troubles: db.prepare<{ day: BusinessDay; limit: number }, TroubleRow>(
      `SELECT visit, letter, number, state, ended_at FROM print_jobs AS job
       WHERE business_day = @day AND state IN ('refused', 'uncertain') AND why <> 'unconfirmed'
         AND NOT EXISTS (SELECT 1 FROM print_jobs AS later WHERE later.visit = job.visit AND later.id > job.id)
       ORDER BY id DESC LIMIT @limit`,
    ),
    prune: db.prepare<{ before: EpochMs; limit: number }>(
      `DELETE FROM print_jobs WHERE id IN (SELECT id FROM print_jobs WHERE ended_at < @before ORDER BY ended_at LIMIT @limit)`,
    ),
  };
}
