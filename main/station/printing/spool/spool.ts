/**
 * Print jobs between the commit and the paper [P1][P3].
 *
 * In: papers, inside the transaction that brings them about. Out: each one's end, on disk. It prints
 * nothing twice, nothing late, and again by itself only what every printer refused.
 */
import type { Database } from 'better-sqlite3';
import { PrinterCondition, type PaperState, type PaperTrouble } from '../../../../shared/contract/views.ts';
import type { BusinessDay, Clock, EpochMs, Timers } from '../../../../shared/domain/clock.ts';
import { Ages } from './ages.ts';
import { DiskTrouble } from './disk-trouble.ts';
import { statementsOf, type JobRow, type Reason, type Settled, type Statements } from './print-jobs.ts';
import { refused, type Printer } from '../printer.ts';
import { Records, troublesIn, type Became, type Refused } from './records.ts';
import { goRound, type Printers, type RoundEnd } from './rounds.ts';
import { subjectOf, type Paper, type PaperSubject } from '../papers/ticket.ts';

/** [P3] A paper that comes out later than this finds nobody who waits for it. */
export const JOB_LIFE_MS = 120_000;

/** How long a paper that every printer refused is tried again: whoever took it stands there no longer. */
export const HELD_MS = 30_000;

/** Between two tries. */
export const RETRY_MS = 3000;

/** How long after the tap somebody is told at the latest that the paper can't come out now. */
const TOLD_MS = 1200;

/** How long it can be looked up what became of a paper. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** Two weeks of a busy centre: what one start may spend on forgetting, some tens of milliseconds. */
const FORGOTTEN_AT_ONCE = 10_000;

/** On its way: a second one would be one too many. */
const AWAITED: ReadonlySet<PaperState | undefined> = new Set(['waiting', 'held'] as const);

export type { PaperTrouble };

export interface Spool {
  /**
   * Adds a job; a copy only where nothing of it is on its way yet. Synchronous and without a transaction of its own: call it inside the one that
   * commits the ticket [J2], and `wake` once that is on disk.
   */
  enqueue(paper: Paper, now: EpochMs): void;
  /** Prints what waits, oldest first, one at a time. Returns at once; calling it again is free. */
  wake(): void;
  /** A printer may be well again: what is held is tried now. */
  tryAgain(): void;
  /** What became of its latest paper; undefined where this station knows of none for it. */
  stateOf(subject: PaperSubject): PaperState | undefined;
  /** Which printer has, or may have, its latest paper, where that is not the first one. */
  elsewhere(subject: PaperSubject): string | null;
  /** How a printer is, as it says; of one that says nothing, as it was to the paper that waits for it. */
  conditionOf(printer: Pick<Printer, 'name' | 'condition'>): PrinterCondition;
  /** Papers of that day that did not come out, or may not have, and nobody decided about; newest first. */
  troubles(day: BusinessDay, limit: number): PaperTrouble[];
  /** Whether staff may still decide so of a paper: that one in doubt came out, that one that did not is not needed, or that it is printed again. */
  maySettle(paper: number, how: Settled): boolean;
  /** What they decide, where they may: `again` is marked as a copy where the first may be out. Inside a transaction, like `enqueue`. */
  settle(paper: number, how: Settled, now: EpochMs): void;
  /** Starts no further job and waits for the one in hand. What still waits stays on disk. */
  close(): Promise<void>;
}

export interface SpoolOptions {
  /** Holds the table of `schema.ts`; the spool neither opens nor closes it. */
  readonly db: Database;
  readonly printers: Printers;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Called after each change of a paper. */
  readonly onChange: (subject: PaperSubject) => void;
  /** The database failed under the spool, which goes on asking it. Told once until it obeys again. */
  readonly onStorageTrouble: (error: unknown) => void;
}

/** Opens the spool and settles what a crash left on its way: nobody knows if that paper came out. */
export function openSpool(options: SpoolOptions): Spool {
  return new SpoolOnDisk(options);
}

class SpoolOnDisk implements Spool {
  readonly #options: SpoolOptions;
  readonly #sql: Statements;
  readonly #records: Records;
  readonly #ages: Ages;
  readonly #disk: DiskTrouble;
  /** There is at most one: no job is begun while what became of the last one is not kept. */
  #unsaved: Became | undefined;
  /** Why no printer takes what waits; undefined once one did, or may do again, and where nothing waits. */
  #hindrance: Extract<RoundEnd, { kind: 'hindered' }> | undefined;
  #closing = false;
  #busy = false;
  #inHand = Promise.resolve();
  /** The way to call off the next try of what is held. */
  #resting: (() => void) | undefined;

  constructor(options: SpoolOptions) {
    const { db, clock, printers: [first] } = options;
    this.#options = options;
    this.#sql = statementsOf(db);
    this.#disk = new DiskTrouble({ ...options, again: () => { this.wake(); } });
    this.#sql.settleCrashed.run({ now: clock.now() });
    this.#forget();
    const known = this.#sql.known.all();
    this.#ages = new Ages(clock, known.filter(({ waits }) => waits === 1));
    this.#records = new Records(this.#sql, first.name, known);
  }

  enqueue(paper: Paper, now: EpochMs): void {
    if ('copy' in paper && paper.copy && AWAITED.has(this.stateOf(subjectOf(paper)))) return;
    const id = this.#records.add(paper, now);
    // Should the transaction be rolled back, the next job gets this number, and its own time.
    this.#ages.begin(id);
    if (this.#hindrance && this.#ages.isBehindHeld(id)) this.#hold(id, this.#hindrance.how, now);
  }

  wake(): void {
    if (this.#busy || this.#resting) return;
    this.#busy = true;
    this.#inHand = this.#printAll();
  }

  tryAgain(): void {
    this.#hindrance = undefined;
    this.#stopResting();
    this.wake();
  }

  stateOf(subject: PaperSubject): PaperState | undefined {
    return this.#disk.lookUp(() => this.#records.stateOf(subject, this.#unsaved), undefined);
  }

  elsewhere(subject: PaperSubject): string | null {
    return this.#disk.lookUp(() => this.#records.elsewhere(subject, this.#unsaved), null);
  }

  conditionOf({ name, condition }: Pick<Printer, 'name' | 'condition'>): PrinterCondition {
    const said = condition();
    const refusal = said === 'unknown' ? this.#hindrance?.refusals.find(({ printer }) => printer === name) : undefined;
    return refusal ? (PrinterCondition.safeParse(refusal.why).data ?? said) : said;
  }

  troubles(day: BusinessDay, limit: number): PaperTrouble[] {
    const kept = this.#disk.lookUp(() => this.#records.troubles(day, limit), []);
    return [...troublesIn(this.#unsaved, day), ...kept].slice(0, limit);
  }

  maySettle(paper: number, how: Settled): boolean {
    return this.#records.mayBeSettled(paper, how) !== undefined;
  }

  settle(paper: number, how: Settled, now: EpochMs): void {
    const may = this.#records.mayBeSettled(paper, how);
    if (!may) return;
    if (may.paper) this.enqueue(may.paper, now);
    this.#sql.settle.run({ id: paper, settled: how });
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#disk.stop();
    this.#stopResting();
    await this.#inHand;
    // Nothing is printed any more; an end that the disk refused gets its last chance to be kept.
    if (this.#unsaved) await this.#printAll();
  }

  async #printAll(): Promise<void> {
    try {
      if (this.#unsaved) this.#save(this.#unsaved);
      for (;;) {
        const job = this.#closing ? undefined : this.#next();
        if (!job) {
          this.#hindrance = undefined;
          return this.#disk.recovered();
        }
        if ((await this.#printOne(job)) === 'held') return this.#restAfter(job);
      }
    } catch (error) {
      this.#disk.stumble(error);
    } finally {
      // In the same breath as the look that found nothing: a job added right after is not missed.
      this.#busy = false;
    }
  }

  #next(): JobRow | undefined {
    const from = this.#ages.first;
    return from === undefined ? undefined : this.#sql.next.get({ from });
  }

  async #printOne(job: JobRow): Promise<'ended' | 'held'> {
    const tooLate = this.#tooLate(job);
    if (tooLate) return this.#become({ job, how: tooLate, printer: null });
    let refusal: Reason | undefined;
    let inHand: Printer | undefined;
    const callOff = this.#tellLate(job, () => refusal ?? this.#hindrance?.how ?? badlyOff(inHand));
    const { printers, clock, onChange } = this.#options;
    const going = goRound(job.model, {
      printers,
      onSend: (printer) => {
        this.#sql.send.run({ id: job.id, printer: printer.name });
        inHand = printer;
        onChange(job.subject);
      },
      mayGoOn: () => this.#left(job.id) > 0,
      onRefused: ({ why, detail }) => {
        refusal = { why, detail };
      },
    });
    const round = await going.finally(callOff).catch((error: unknown) => {
      // The next printer could not be noted down, and the one before has none of it: it waits again.
      if (refusal) this.#unsaved = { job, how: { ...refusal, kind: 'held' }, printer: null, at: clock.now() };
      onChange(job.subject);
      throw error;
    });
    return this.#afterRound(job, round);
  }

  #afterRound(job: JobRow, round: RoundEnd): 'ended' | 'held' {
    if (round.kind === 'ended') {
      if (round.printer !== null) this.#hindrance = undefined;
      return this.#become({ job, how: round.how, printer: round.printer });
    }
    const { why, detail } = round.how;
    this.#hindrance = round;
    return this.#become({ job, how: this.#left(job.id) > 0 ? { kind: 'held', why, detail } : round.how, printer: null });
  }

  /** The last word on a job whose time is over; the reason is what really kept it, where anything did. */
  #tooLate({ id, why, detail }: JobRow): Refused<'refused'> | undefined {
    if (this.#left(id) > 0) return undefined;
    return why === null ? refused('expired', 'waited too long for the printer') : { kind: 'refused', why, detail: detail ?? '' };
  }

  /** How long it may still be tried, in ms. */
  #left(id: number): number {
    return Math.min(JOB_LIFE_MS - this.#ages.of(id), HELD_MS - this.#ages.heldFor(id));
  }

  /** [P4] Somebody stands there: where a paper is not out by then, and something is known to hinder it, they are told. */
  #tellLate(job: JobRow, reason: () => Reason | undefined): () => void {
    const { timers, clock, onChange } = this.#options;
    if (job.why !== null) return () => {};
    return timers.after(Math.max(0, TOLD_MS - this.#ages.of(job.id)), () => {
      const known = reason();
      if (!known) return;
      this.#disk.lookUp(() => { this.#hold(job.id, known, clock.now()); }, undefined);
      onChange(job.subject);
    });
  }

  /** This job and those behind it. */
  #hold(from: number, { why, detail }: Reason, now: EpochMs): void {
    this.#sql.hold.run({ from, why, detail, now });
    this.#ages.hold(from);
  }

  #restAfter({ id }: JobRow): void {
    if (this.#closing) return;
    this.#resting = this.#options.timers.after(Math.max(0, Math.min(RETRY_MS, this.#left(id))), () => {
      this.#resting = undefined;
      this.wake();
    });
    this.#disk.recovered();
  }

  #stopResting(): void {
    this.#resting?.();
    this.#resting = undefined;
  }

  #become(became: Omit<Became, 'at'>): 'ended' | 'held' {
    const { clock, onChange } = this.#options;
    this.#unsaved = { ...became, at: clock.now() };
    try {
      this.#save(this.#unsaved);
    } finally {
      // Kept or not, it is what happened, and whoever stands at the screen is told.
      onChange(became.job.subject);
    }
    return became.how.kind === 'held' ? 'held' : 'ended';
  }

  #save({ job: { id }, how, printer, at }: Became): void {
    if (how.kind === 'held') {
      this.#options.db.transaction(() => {
        this.#sql.putBack.run(id);
        this.#hold(id, how, at);
      })();
    } else {
      this.#sql.end.run({ id, state: how.kind, why: how.kind === 'printed' ? null : how.why, detail: how.detail ?? null, printer, at });
      this.#ages.end(id);
    }
    this.#unsaved = undefined;
  }

  #forget(): void {
    try {
      this.#sql.prune.run({ before: this.#options.clock.now() - KEPT_MS, limit: FORGOTTEN_AT_ONCE });
    } catch (error) {
      // A disk too full to forget on may still print; the next start forgets.
      this.#disk.stumble(error);
    }
  }
}

/** Why nothing comes of a printer, as far as it said. */
function badlyOff(printer: Printer | undefined): Reason | undefined {
  const condition = printer?.condition() ?? 'unknown';
  return condition === 'unknown' || condition === 'ready' || condition === 'paperLow' ? undefined : { why: condition, detail: `${printer?.name}: ${condition}` };
}
