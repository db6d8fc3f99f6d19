/**
 * Print jobs between the commit and the paper [P1][P3].
 *
 * In: papers, inside the transaction that brings them about. Out: each one's end, on disk. It prints
 * nothing twice, nothing late and nothing again by itself.
 */
import Database from 'better-sqlite3';
import type { PaperState, StaffView } from '../../../shared/contract/views.ts';
import { businessDayOf, type BusinessDay, type Clock, type EpochMs } from '../../../shared/domain/clock.ts';
import { Label } from '../../../shared/domain/label.ts';
import { failpoint } from '../failpoint.ts';
import { composePaper } from './compose.ts';
import type { PaperForm } from './form.ts';
import { statementsOf, subjectOfRow, type JobRow, type NamedRow, type TroubleRow } from './print-jobs.ts';
import { refused, uncertain, type PrintEnd, type Printer } from './printer.ts';
import { Paper, subjectOf, type PaperSlip, type PaperSubject, type PaperTicket } from './ticket.ts';

/** [P3] A paper that comes out later than this finds nobody who waits for it. */
export const JOB_LIFE_MS = 120_000;

/** How soon a disk that refused something is asked again. */
export const DISK_RETRY_MS = 5000;

/** How long it can be looked up what became of a paper. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** Two weeks of a busy centre: what one start may spend on forgetting, some tens of milliseconds. */
const FORGOTTEN_AT_ONCE = 10_000;

export type PaperTrouble = StaffView['paperTroubles'][number];

/** What its table has columns for. */
type Spooled = PaperTicket | PaperSlip;

export interface Spool {
  /**
   * Adds a job. Synchronous and without a transaction of its own: call it inside the one that
   * commits the ticket [J2], and `wake` once that is on disk.
   */
  enqueue(paper: Spooled, now: EpochMs): void;
  /** Prints what waits, oldest first, one at a time. Returns at once; calling it again is free. */
  wake(): void;
  /** What became of its latest paper; undefined where this station knows of none for it. */
  stateOf(subject: PaperSubject): PaperState | undefined;
  /** Papers of that day that did not come out, or may not have; newest first. */
  troubles(day: BusinessDay, limit: number): PaperTrouble[];
  /** Starts no further job and waits for the one in hand. What still waits stays on disk. */
  close(): Promise<void>;
}

export interface SpoolOptions {
  /** Holds the table of `schema.ts`; the spool neither opens nor closes it. */
  readonly db: Database.Database;
  readonly printer: Printer;
  readonly clock: Clock;
  /** Runs `then` after `ms`; returns the way to call it off. */
  readonly timers: { after(ms: number, then: () => void): () => void };
  /** Called after each change of a paper. */
  readonly onChange: (subject: PaperSubject) => void;
  /** The database failed under the spool, which goes on asking it. Told once until it obeys again. */
  readonly onStorageTrouble: (error: unknown) => void;
}

/** A job's end, until it is on disk. */
interface Ended {
  readonly job: JobRow;
  readonly how: PrintEnd;
  readonly at: EpochMs;
}

/** Opens the spool and settles what a crash left on its way: nobody knows if that paper came out. */
export function openSpool(options: SpoolOptions): Spool {
  return new SpoolOnDisk(options);
}

class SpoolOnDisk implements Spool {
  readonly #options: SpoolOptions;
  readonly #sql: ReturnType<typeof statementsOf>;
  /** By `Clock.monotonic`, for each job that waits: somebody may set the other clock meanwhile. */
  readonly #waitingSince: Map<number, number>;
  /** The latest job of each visit, and of each place that is kept. */
  readonly #latest = new Map<PaperSubject, number>();
  /** There is at most one: no job is begun while the last one's end is not kept. */
  #unsaved: Ended | undefined;
  #closing = false;
  #busy = false;
  #inHand = Promise.resolve();
  #failing = false;
  #callOff: (() => void) | undefined;

  constructor(options: SpoolOptions) {
    const { db, clock } = options;
    this.#options = options;
    this.#sql = statementsOf(db);
    this.#sql.settleCrashed.run({ now: clock.now() });
    this.#forget();
    const known = this.#sql.known.all();
    this.#waitingSince = sinceWhen(known.filter(({ waits }) => waits === 1), clock);
    for (const { id, subject } of known) this.#latest.set(subject, id);
  }

  enqueue(paper: Spooled, now: EpochMs): void {
    const day = businessDayOf(paper.zone, now);
    const { lastInsertRowid } = this.#sql.enqueue.run({ ...nameOf(paper), day, ticket: JSON.stringify(paper), now });
    const id = Number(lastInsertRowid);
    // Should the transaction be rolled back, the next job gets this number, and its own time.
    this.#waitingSince.set(id, this.#options.clock.monotonic());
    this.#latest.set(subjectOf(paper), id);
  }

  wake(): void {
    if (this.#busy) return;
    this.#busy = true;
    this.#inHand = this.#printAll();
  }

  stateOf(subject: PaperSubject): PaperState | undefined {
    const id = this.#latest.get(subject);
    if (id === undefined) return undefined;
    const row = this.#lookUp(() => this.#sql.stateOf.get({ id, subject }), undefined);
    const unsaved = this.#unsaved;
    const state = row && row.id === unsaved?.job.id ? unsaved.how.kind : row?.state;
    return state === 'sending' ? 'waiting' : state;
  }

  troubles(day: BusinessDay, limit: number): PaperTrouble[] {
    const kept = this.#lookUp(() => this.#keptTroubles(day, limit), []);
    return [...troublesIn(this.#unsaved, day), ...kept.map(asTrouble)].slice(0, limit);
  }

  #keptTroubles(day: BusinessDay, limit: number): TroubleRow[] {
    const kept: TroubleRow[] = [];
    for (const row of this.#sql.troubles.iterate(day)) {
      // A later paper of the same visit makes up for it.
      if (this.#latest.get(subjectOfRow(row)) === row.id) kept.push(row);
      if (kept.length === limit) break;
    }
    return kept;
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#callOff?.();
    await this.#inHand;
    // Nothing is printed any more; an end that the disk refused gets its last chance to be kept.
    if (this.#unsaved) await this.#printAll();
  }

  async #printAll(): Promise<void> {
    try {
      if (this.#unsaved) this.#save(this.#unsaved);
      for (;;) {
        const job = this.#closing ? undefined : this.#next();
        if (!job) return this.#recovered();
        await this.#printOne(job);
      }
    } catch (error) {
      this.#stumble(error);
    } finally {
      // In the same breath as the look that found nothing: a job added right after is not missed.
      this.#busy = false;
    }
  }

  #next(): JobRow | undefined {
    const [from] = this.#waitingSince.keys();
    return from === undefined ? undefined : this.#sql.next.get({ from });
  }

  async #printOne(job: JobRow): Promise<void> {
    const { clock, printer, onChange } = this.#options;
    const waited = clock.monotonic() - (this.#waitingSince.get(job.id) ?? -Infinity);
    if (waited >= JOB_LIFE_MS) return this.#end(job, refused('expired', 'waited too long for the printer'));
    const composed = await composeJob(job, printer.form);
    if (composed.kind === 'refused') return this.#end(job, composed);
    failpoint('paper.beforeSend');
    // On disk before the first byte leaves: whatever happens from here on, it is not sent again.
    this.#sql.send.run(job.id);
    onChange(subjectOfRow(job));
    failpoint('paper.marked');
    const how = await printer.print(composed.bytes).catch((error: unknown) => uncertain('crash', String(error)));
    failpoint('paper.sent');
    return this.#end(job, how);
  }

  #end(job: JobRow, how: PrintEnd): void {
    const { clock, onChange } = this.#options;
    this.#unsaved = { job, how, at: clock.now() };
    try {
      this.#save(this.#unsaved);
    } finally {
      // Kept or not, it is what happened, and whoever stands at the screen is told.
      onChange(subjectOfRow(job));
    }
  }

  #save({ job, how, at }: Ended): void {
    const why = how.kind === 'printed' ? null : how.why;
    this.#sql.end.run({ id: job.id, state: how.kind, why, detail: how.detail ?? null, at });
    this.#waitingSince.delete(job.id);
    this.#unsaved = undefined;
  }

  /** A screen's question never brings the station down: what can't be read now is not known now. */
  #lookUp<T>(look: () => T, otherwise: T): T {
    try {
      return look();
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error;
      this.#stumble(error);
      return otherwise;
    }
  }

  #forget(): void {
    try {
      this.#sql.prune.run({ before: this.#options.clock.now() - KEPT_MS, limit: FORGOTTEN_AT_ONCE });
    } catch (error) {
      // A disk too full to forget on may still print; the next start forgets.
      this.#stumble(error);
    }
  }

  #stumble(error: unknown): void {
    const { timers, onStorageTrouble } = this.#options;
    if (!this.#failing) onStorageTrouble(error);
    this.#failing = true;
    if (this.#closing) return;
    this.#callOff ??= timers.after(DISK_RETRY_MS, () => {
      this.#callOff = undefined;
      this.wake();
    });
  }

  #recovered(): void {
    this.#failing = false;
    this.#callOff?.();
    this.#callOff = undefined;
  }
}

/**
 * Since when each job that was found waiting has waited, as `Clock.monotonic` counts. That clock
 * began with this start, so their age until now is the wall clock's word. A job from the wall
 * clock's future can't be dated, and counts as older than any.
 */
function sinceWhen(found: readonly { id: number; created_at: EpochMs }[], clock: Clock): Map<number, number> {
  const [now, monotonic] = [clock.now(), clock.monotonic()];
  return new Map(found.map(({ id, created_at }) => [id, created_at > now ? -Infinity : monotonic - (now - created_at)]));
}

async function composeJob(job: JobRow, form: PaperForm): Promise<{ kind: 'composed'; bytes: Uint8Array } | Extract<PrintEnd, { kind: 'refused' }>> {
  try {
    return { kind: 'composed', bytes: await composePaper(Paper.parse(JSON.parse(job.ticket)), form) };
  } catch (error) {
    // An older version's job, or a damaged one: told to staff, and the ones behind it go on.
    return { kind: 'refused', why: 'badTicket', detail: String(error) };
  }
}

function nameOf(paper: Spooled): NamedRow {
  if (paper.kind === 'slip') return { visit: null, letter: null, number: null, appointment: paper.appointment, code: paper.code };
  const { visit, label } = paper;
  return { visit, letter: `${label.letter}${label.lane ?? ''}`, number: label.number, appointment: null, code: null };
}

function asTrouble(row: Omit<TroubleRow, 'id'> & NamedRow): PaperTrouble {
  const { state, ended_at: at } = row;
  if (row.visit === null) return { kind: 'slip', appointment: row.appointment, code: row.code, state, at };
  const [first, lane] = [row.letter.slice(0, 1), row.letter.slice(1)];
  const label = Label.parse({ letter: first, ...(lane === '' ? {} : { lane }), number: row.number });
  return { kind: 'ticket', visit: row.visit, label, state, at };
}

/** What staff hear of an end that is not on disk yet, as the statement picks those that are. */
function troublesIn(ended: Ended | undefined, day: BusinessDay): PaperTrouble[] {
  if (!ended || ended.how.kind === 'printed' || ended.how.why === 'unconfirmed' || ended.job.day !== day) return [];
  return [asTrouble({ ...ended.job, state: ended.how.kind, ended_at: ended.at })];
}
