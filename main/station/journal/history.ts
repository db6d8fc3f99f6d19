/**
 * [J17] The visits of days that are over, a row each, for reports. Written in the transaction that
 * takes the order's entries in; an entry that comes after its day has that one visit folded again.
 */
import type { Database } from 'better-sqlite3';
import type { History } from '../../../shared/domain/reducers/draft.ts';
import { foldRead, type EffectiveRead } from '../../../shared/domain/reducers/fold.ts';
import { VisitId } from '../../../shared/domain/ids.ts';
import { EMPTY_STATE, type CentreState, type Leg, type Visit } from '../../../shared/domain/reducers/state.ts';
import { canonicalJson } from '../../../shared/domain/reducers/snapshot.ts';
import { Visits } from '../../../shared/domain/reducers/visits.ts';
import { asRead, closedVisit } from './closing.ts';
import { Damaged } from './damaged.ts';
import type { Places } from './places.ts';
import { sumOf } from './sum.ts';

export interface Row {
  readonly day: string;
  readonly visit: string;
  readonly letter: string;
  readonly lane: string | null;
  readonly number: number;
  readonly language: string;
  readonly leg: number;
  readonly service: string;
  readonly entered_at: number;
  readonly step: Leg['kind'];
  readonly desk: string | null;
  readonly call_no: number | null;
  readonly called_at: number | null;
  readonly started_at: number | null;
  readonly ended_at: number | null;
  readonly duplicates: string;
  readonly as_of: number;
  /** What the others can't say of it, as JSON; null where they say it all. */
  readonly more: string | null;
}

const COLUMNS = [
  'day', 'visit', 'letter', 'lane', 'number', 'language', 'leg', 'service', 'entered_at',
  'step', 'desk', 'call_no', 'called_at', 'started_at', 'ended_at', 'duplicates', 'as_of',
] as const satisfies readonly (keyof Row)[];

/** Over all columns; `more` came later, and counts where there is any. */
function sumOfRow(columns: readonly (string | number | null)[], more: string | null): number {
  return more === null ? sumOf(...columns) : sumOf(...columns, more);
}

/** Whether a row is what was written. */
export function isSound(row: Row & { readonly sum: number }): boolean {
  return row.sum === sumOfRow(COLUMNS.map((column) => row[column]), row.more);
}

/** Whether a whole row, as the table has it, is what was written. */
export function isWholeRow(row: readonly unknown[]): boolean {
  const columns = row.slice(0, COLUMNS.length) as readonly (string | number | null)[];
  const [sum, more] = row.slice(COLUMNS.length);
  return sum === sumOfRow(columns, more as string | null);
}

export class VisitHistory {
  readonly #sql;
  readonly #places: Places;

  constructor(db: Database, places: Places) {
    this.#places = places;
    this.#sql = {
      put: db.prepare<unknown[]>(`INSERT OR REPLACE INTO visits (${COLUMNS.join(', ')}, sum, more) VALUES (${COLUMNS.map(() => '?').join(', ')}, ?, ?)`),
      after: db.prepare<{ day: string; visit: string; limit: number }, Row & { sum: number }>(
        'SELECT * FROM visits WHERE (day, visit) > (@day, @visit) ORDER BY day, visit LIMIT @limit',
      ),
      since: db.prepare<[number], { visit: string }>('SELECT visit FROM visits WHERE as_of > ?'),
      forgetAfter: db.prepare<[number]>('DELETE FROM visits WHERE as_of > ?'),
    };
  }

  /** Listens to one fold of the order. `write` is called once its entries are among the places, in their transaction. */
  listen(): History & { write: (confirmed: CentreState, asOf: number) => void } {
    const gone: Visit[] = [];
    const late = new Set<VisitId>();
    return {
      left: (visit) => {
        gone.push(visit);
      },
      late: (visit) => {
        late.add(visit);
      },
      write: (confirmed, asOf) => {
        for (const visit of gone) this.#put(rowOf(visit, asOf));
        for (const visit of late) this.#foldAgain(visit, confirmed, asOf);
      },
    };
  }

  /** Writes what was known at a place, and nothing after it. The places after it are gone already. */
  goBackTo(no: number, confirmed: CentreState): void {
    const changed = this.#sql.since.all(no);
    this.#sql.forgetAfter.run(no);
    for (const { visit } of changed) this.#foldAgain(VisitId.parse(visit), confirmed, no);
  }

  /**
   * Looks whether rows are what was written, from after one on.
   * @returns the last one it looked at; undefined where there is none.
   * @throws Damaged
   */
  check(from: { readonly day: string; readonly visit: string }, limit: number): { day: string; visit: string } | undefined {
    const rows = this.#sql.after.all({ day: from.day, visit: from.visit, limit });
    const bad = rows.find((row) => !isSound(row));
    if (bad) throw new Damaged(`the history of ${bad.day}`);
    const last = rows.at(-1);
    return last && { day: last.day, visit: last.visit };
  }

  /** A visit that is still in memory gets its row when it leaves. */
  #foldAgain(id: VisitId, { closedThrough }: CentreState, asOf: number): void {
    const visit = this.#foldAlone(id, asOf);
    if (visit && closedThrough !== undefined && visit.day <= closedThrough) this.#put(rowOf(visit, asOf));
  }

  #put(row: Row): void {
    const values = COLUMNS.map((column) => row[column]);
    this.#sql.put.run(...values, sumOfRow(values, row.more), row.more);
  }

  /**
   * @returns undefined where no ticket was issued for it, and where its entries may lie before what
   * this disk has, or are not what they were: the row stays as it is then.
   */
  #foldAlone(id: VisitId, upTo: number): Visit | undefined {
    const own = this.#places.ofVisit(id, upTo);
    const first = own[0]?.place.no;
    if (first === undefined || first <= this.#places.reach().base.no) return undefined;
    // How a desk's act is taken depends on the desks there were.
    const all = [...this.#places.ofCentre(first, upTo), ...own].toSorted((a, b) => a.place.no - b.place.no);
    if (!all.every((ordered) => this.#places.isWhole(ordered))) return undefined;
    const entries = all.map((ordered) => ({ no: ordered.place.no, ...asRead(ordered) })).filter((entry) => isFor(id, entry));
    const alone = foldRead(EMPTY_STATE, entries).visits.get(id);
    if (!alone || !entries.some(({ read }) => read.kind === 'known' && read.entry.type === 'leg.undone')) return alone;
    // What was taken back in its day depends on others; what came after it has nobody else to look at.
    const closed = closedVisit(this.#places, alone, first);
    if (closed === undefined || closed === 'late') return closed && alone;
    const inTime = foldRead(EMPTY_STATE, entries.filter(({ no }) => no <= closed.no));
    return foldRead({ ...inTime, visits: Visits.of([closed.visit]) }, entries.filter(({ no }) => no > closed.no)).visits.get(id);
  }
}

/** Another visit may go by the same number (see about.ts). */
function isFor(id: VisitId, { read }: EffectiveRead): boolean {
  return read.kind === 'known' && (!('visit' in read.entry.payload) || read.entry.payload.visit === id);
}

function rowOf(visit: Visit, asOf: number): Row {
  const { id, day, label, language, leg, duplicates } = visit;
  return {
    day,
    visit: id,
    letter: label.letter,
    lane: label.lane ?? null,
    number: label.number,
    language,
    leg: leg.no,
    service: leg.service,
    entered_at: leg.enteredAt,
    step: leg.kind,
    ...stepOf(leg),
    duplicates: JSON.stringify(duplicates),
    as_of: asOf,
    more: moreOf(visit),
  };
}

/** What of a leg stands in columns, or only breaks ties while it waits. */
const IN_COLUMNS: ReadonlySet<string> = new Set([
  'no', 'service', 'enteredAt', 'enteredBy', 'kind', 'desk', 'callNo', 'calledAt', 'startedAt', 'finishedAt', 'endedAt', 'parkedAt', 'transferredAt',
]);

/** The rest of a visit: its other legs, its class, the time it was booked for, what was still to come, and what its last leg says besides. */
function moreOf({ past, planned, priority, booked, leg }: Visit): string | null {
  const last = Object.entries(leg).filter(([key]) => !IN_COLUMNS.has(key));
  // Of nearly everybody, and a pull of years writes a row for each.
  if (last.length === 0 && past === undefined && planned === undefined && priority === undefined && booked === undefined) return null;
  const more = canonicalJson({ past, planned, priority, booked, leg: last.length > 0 ? Object.fromEntries(last) : undefined });
  return more === '{}' ? null : more;
}

function stepOf(leg: Leg): Pick<Row, 'desk' | 'call_no' | 'called_at' | 'started_at' | 'ended_at'> {
  if (leg.kind === 'waiting') return { desk: null, call_no: null, called_at: null, started_at: null, ended_at: null };
  if (leg.kind === 'cancelled') return { desk: null, call_no: null, called_at: null, started_at: null, ended_at: leg.endedAt };
  const call = { desk: leg.desk, call_no: leg.callNo, called_at: leg.calledAt };
  switch (leg.kind) {
    case 'called':
      return { ...call, started_at: null, ended_at: null };
    case 'serving':
      return { ...call, started_at: leg.startedAt, ended_at: null };
    case 'finished':
      return { ...call, started_at: leg.startedAt, ended_at: leg.finishedAt };
    case 'noShow':
      return { ...call, started_at: null, ended_at: leg.endedAt };
    case 'parked':
      return { ...call, started_at: leg.startedAt, ended_at: leg.parkedAt };
    case 'transferred':
      return { ...call, started_at: leg.startedAt, ended_at: leg.transferredAt };
    default:
      return leg satisfies never;
  }
}
