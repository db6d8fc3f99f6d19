/**
 * Print jobs between the commit and the paper [P1][P3].
 *
 * In: tickets, inside the transaction that issues them. Out: each one's end, on disk. It prints
 * nothing twice, nothing late and nothing again by itself.
 */
import type { Database } from 'better-sqlite3';
import type { PaperState, StaffView } from '../../../shared/contract/views.ts';
import { businessDayOf, type Clock, type EpochMs } from '../../../shared/domain/clock.ts';
import type { VisitId } from '../../../shared/domain/ids.ts';
import { composeTicket } from './compose.ts';
import { refused, uncertain, type PrintEnd, type Printer } from './printer.ts';
import { PaperTicket } from './ticket.ts';

/** [P3] A paper that comes out later than this finds nobody who waits for it. */
export const JOB_LIFE_MS = 120_000;

/** No centre's day is longer, the autumn one included. */
const LONGEST_DAY_MS = 25 * 3_600_000;

export type PaperTrouble = StaffView['paperTroubles'][number];

export interface Spool {
  /**
   * Adds a job. Synchronous and without a transaction of its own: call it inside the one that
   * commits the ticket [J2], and `wake` once that is on disk.
   */
  readonly enqueue: (ticket: PaperTicket, now: EpochMs) => void;
  /** Prints what waits, oldest first, one at a time. Returns at once; calling it again is free. */
  wake(): void;
  /** What became of a visit's latest paper; undefined where this station never had one for it. */
  stateOf(visit: VisitId): PaperState | undefined;
  /** Papers of today that did not come out, or may not have; newest first. */
  troubles(limit: number): PaperTrouble[];
  /** Starts no further job and waits for the one in hand. What still waits stays on disk. */
  close(): Promise<void>;
}

export interface SpoolOptions {
  /** Holds the table of `schema.ts`; the spool neither opens nor closes it. */
  readonly db: Database;
  readonly printer: Printer;
  readonly clock: Clock;
  /** Called after each change of a visit's paper. */
  readonly onChange: (visit: VisitId) => void;
  /** The database failed under the spool. It stops; the next `wake` tries again. */
  readonly onStorageTrouble: (error: unknown) => void;
}

interface JobRow {
  readonly id: number;
  readonly visit: string;
  readonly ticket: string;
  readonly expires_at: EpochMs;
}

interface TroubleRow {
  readonly ticket: string;
  readonly state: 'refused' | 'uncertain';
  readonly created_at: EpochMs;
  readonly ended_at: EpochMs;
}

/** Opens the spool and settles what a crash left on its way: nobody knows if that paper came out. */
export function openSpool({ db, printer, clock, onChange, onStorageTrouble }: SpoolOptions): Spool {
  const sql = statementsOf(db);
  let closing = false;
  let busy = false;
  let inHand = Promise.resolve();

  sql.settleCrashed.run({ now: clock.now() });

  const end = (job: JobRow, how: PrintEnd): void => {
    const why = how.kind === 'printed' ? null : how.why;
    sql.end.run({ id: job.id, state: how.kind, why, detail: how.detail ?? null, now: clock.now() });
    onChange(job.visit as VisitId);
  };

  const printOne = async (job: JobRow): Promise<void> => {
    if (clock.now() >= job.expires_at) return end(job, refused('expired', 'waited too long for the printer'));
    const composed = composeJob(job);
    if (composed.kind === 'refused') return end(job, composed);
    // On disk before the first byte leaves: whatever happens from here on, it is not sent again.
    sql.send.run(job.id);
    onChange(job.visit as VisitId);
    const how = await printer.print(composed.bytes).catch((error: unknown) => uncertain('crash', String(error)));
    return end(job, how);
  };

  const printAll = async (): Promise<void> => {
    try {
      for (;;) {
        const job = closing ? undefined : sql.next.get();
        if (!job) return;
        await printOne(job);
      }
    } catch (error) {
      onStorageTrouble(error);
    } finally {
      // In the same breath as the look that found nothing: a job added right after is not missed.
      busy = false;
    }
  };

  return {
    enqueue(ticket, now) {
      const expires = now + JOB_LIFE_MS;
      sql.enqueue.run({ visit: ticket.visit, ticket: JSON.stringify(ticket), now, expires });
    },
    wake() {
      if (busy) return;
      busy = true;
      inHand = printAll();
    },
    stateOf(visit) {
      const state = sql.stateOf.get(visit)?.state;
      return state === 'sending' ? 'waiting' : state;
    },
    troubles(limit) {
      const now = clock.now();
      return sql.troubles.all({ since: now - LONGEST_DAY_MS, limit }).flatMap((row) => troubleOf(row, now));
    },
    async close() {
      closing = true;
      await inHand;
    },
  };
}

function composeJob(job: JobRow): { kind: 'composed'; bytes: Uint8Array } | Extract<PrintEnd, { kind: 'refused' }> {
  try {
    return { kind: 'composed', bytes: composeTicket(PaperTicket.parse(JSON.parse(job.ticket))) };
  } catch (error) {
    // An older version's job, or a damaged one: told to staff, and the ones behind it go on.
    return { kind: 'refused', why: 'badTicket', detail: String(error) };
  }
}

function troubleOf({ ticket, state, created_at, ended_at }: TroubleRow, now: EpochMs): PaperTrouble[] {
  const read = PaperTicket.safeParse(JSON.parse(ticket));
  if (!read.success) return [];
  const { visit, label, zone } = read.data;
  return businessDayOf(zone, created_at) === businessDayOf(zone, now) ? [{ visit, label, state, at: ended_at }] : [];
}

/** The spool's whole SQL. */
function statementsOf(db: Database) {
  return {
    enqueue: db.prepare<{ visit: string; ticket: string; now: EpochMs; expires: EpochMs }>(
      `INSERT INTO print_jobs (visit, ticket, state, created_at, expires_at) VALUES (@visit, @ticket, 'waiting', @now, @expires)`,
    ),
    next: db.prepare<[], JobRow>(
      `SELECT id, visit, ticket, expires_at FROM print_jobs WHERE ended_at IS NULL AND state = 'waiting' ORDER BY id LIMIT 1`,
    ),
    send: db.prepare<[number]>(`UPDATE print_jobs SET state = 'sending' WHERE id = ? AND state = 'waiting'`),
    end: db.prepare<{ id: number; state: PrintEnd['kind']; why: string | null; detail: string | null; now: EpochMs }>(
      `UPDATE print_jobs SET state = @state, why = @why, detail = @detail, ended_at = @now WHERE id = @id`,
    ),
    settleCrashed: db.prepare<{ now: EpochMs }>(
      `UPDATE print_jobs SET state = 'uncertain', why = 'crash', detail = 'the station stopped while it was printing', ended_at = @now
       WHERE ended_at IS NULL AND state = 'sending'`,
    ),
    stateOf: db.prepare<[string], { state: 'waiting' | 'sending' | PrintEnd['kind'] }>(
      `SELECT state FROM print_jobs WHERE visit = ? ORDER BY id DESC LIMIT 1`,
    ),
    // A printer that can't answer for its paper is told once, on its own label, and not per ticket.
    troubles: db.prepare<{ since: EpochMs; limit: number }, TroubleRow>(
      `SELECT ticket, state, created_at, ended_at FROM print_jobs AS job
       WHERE created_at >= @since AND state IN ('refused', 'uncertain') AND why <> 'unconfirmed'
         AND NOT EXISTS (SELECT 1 FROM print_jobs AS later WHERE later.visit = job.visit AND later.id > job.id)
       ORDER BY created_at DESC, id DESC LIMIT @limit`,
    ),
  };
}
