/**
 * What the spool's table says of each paper. In: what became of a job and is not on disk yet. Out: how
 * papers stand, and which of them staff should hear of, or may decide about. It sends nothing.
 */
import { PaperTrouble, type PaperState } from '../../../../shared/contract/views.ts';
import { businessDayOf, type BusinessDay, type EpochMs } from '../../../../shared/domain/clock.ts';
import type { JobRow, KnownRow, Reason, Settled, StateRow, Statements, TroubleRow } from './print-jobs.ts';
import type { PrintEnd } from '../printer.ts';
import { laterPaper, Paper, subjectOf, titleOf, type PaperSubject } from '../papers/ticket.ts';

/** It waits again, or does not any more; the reason is as the disk keeps it. */
export type Refused<K extends 'refused' | 'held'> = Reason & { readonly kind: K };

/** What came of a job, until it is on disk. Held: it waits again. */
export interface Became {
  readonly job: JobRow;
  readonly how: Extract<PrintEnd, { kind: 'printed' | 'uncertain' }> | Refused<'refused'> | Refused<'held'>;
  /** Null where no printer has it. */
  readonly printer: string | null;
  readonly at: EpochMs;
}

export class Records {
  readonly #sql: Statements;
  /** What the first printer is called. */
  readonly #first: string;
  /** The latest job about each subject. */
  readonly #latest = new Map<PaperSubject, number>();

  constructor(sql: Statements, first: string, known: readonly KnownRow[]) {
    this.#sql = sql;
    this.#first = first;
    for (const { id, subject } of known) this.#latest.set(subject, id);
  }

  add(paper: Paper, now: EpochMs): number {
    const [subject, day] = [subjectOf(paper), businessDayOf(paper.zone, now)];
    const { lastInsertRowid } = this.#sql.enqueue.run({ kind: paper.kind, subject, title: titleOf(paper), day, model: JSON.stringify(paper), now });
    const id = Number(lastInsertRowid);
    this.#latest.set(subject, id);
    return id;
  }

  stateOf(subject: PaperSubject, unsaved: Became | undefined): PaperState | undefined {
    const row = this.#rowOf(subject, unsaved);
    if (!row) return undefined;
    if (row.settled === 'cameOut') return 'printed';
    return row.state === 'waiting' || row.state === 'sending' ? (row.held ? 'held' : 'waiting') : row.state;
  }

  elsewhere(subject: PaperSubject, unsaved: Became | undefined): string | null {
    const row = this.#rowOf(subject, unsaved);
    const hasIt = row?.state === 'printed' || row?.state === 'uncertain';
    return hasIt && row.printer !== this.#first ? row.printer : null;
  }

  #rowOf(subject: PaperSubject, unsaved: Became | undefined): StateRow | undefined {
    const id = this.#latestOf(subject);
    const row = id === undefined ? undefined : this.#sql.stateOf.get({ id, subject });
    if (!row || row.id !== unsaved?.job.id) return row;
    const { how, printer } = unsaved;
    return how.kind === 'held' ? { ...row, held: 1 } : { ...row, state: how.kind, printer };
  }

  /** A job whose transaction was taken back never was: the one before it is the latest again. */
  #latestOf(subject: PaperSubject): number | undefined {
    const id = this.#latest.get(subject);
    if (id === undefined || this.#sql.stateOf.get({ id, subject })) return id;
    const before = this.#sql.latestOf.get(subject)?.id ?? undefined;
    if (before === undefined) this.#latest.delete(subject);
    else this.#latest.set(subject, before);
    return before;
  }

  /** Those that the disk holds, newest first. */
  troubles(day: BusinessDay, limit: number): PaperTrouble[] {
    const kept: PaperTrouble[] = [];
    for (const row of this.#sql.troubles.iterate(day)) {
      // A later paper about the same makes up for it.
      if (this.#latestOf(row.subject) === row.id) kept.push(asTrouble(row));
      if (kept.length === limit) break;
    }
    return kept;
  }

  /** What staff may decide so. @returns undefined where there is nothing to decide; `paper` is to be printed instead. */
  mayBeSettled(id: number, how: Settled): { readonly paper: Paper | undefined } | undefined {
    const row = this.#sql.unsettled.get(id);
    if (!row || this.#latestOf(row.subject) !== id) return undefined;
    // What may be out is not thrown away, and what is not out did not come out.
    if (how !== 'again') return (how === 'cameOut') === (row.state === 'uncertain') ? { paper: undefined } : undefined;
    const model = Paper.safeParse(readJson(row.model));
    return model.success ? { paper: laterPaper(model.data, row.state === 'uncertain') } : undefined;
  }
}

/** What staff hear of an end that is not on disk yet, as the statement picks those that are. */
export function troublesIn(ended: Became | undefined, day: BusinessDay): PaperTrouble[] {
  if (!ended || ended.how.kind === 'printed' || ended.how.kind === 'held' || ended.how.why === 'unconfirmed' || ended.job.day !== day) return [];
  return [asTrouble({ ...ended.job, state: ended.how.kind, ended_at: ended.at, why: ended.how.why, printer: ended.printer })];
}

function asTrouble({ id: paper, kind, title, state, ended_at: at, why, printer }: TroubleRow): PaperTrouble {
  return { paper, kind, title, state, at, why: PaperTrouble.shape.why.catch(null).parse(why), printer };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
