/**
 * [J17] Days that are over, read back. In: the rows that history wrote. Out: the visits of a day, as
 * they ended, and what figures are made of [Q7]. It writes nothing; a row that is not what was written
 * is left out, and told by whoever inspects the file.
 */
import type { Database } from 'better-sqlite3';
import { BusinessDay, daysAfter } from '../../../shared/domain/clock.ts';
import { recordOf, type VisitRecord } from '../../../shared/domain/figures/kpi.ts';
import { VisitText } from '../../../shared/domain/reducers/snapshot.ts';
import type { Leg, Visit } from '../../../shared/domain/reducers/state.ts';
import { isSound, type Row } from './history.ts';

export interface PastDay {
  readonly day: BusinessDay;
  readonly visits: readonly Visit[];
}

export class PastDays {
  readonly #sql;

  constructor(db: Database) {
    this.#sql = {
      next: db.prepare<[string], { day: string | null }>('SELECT min(day) AS day FROM visits WHERE day > ?'),
      of: db.prepare<[string], Row & { sum: number }>('SELECT * FROM visits WHERE day = ? ORDER BY visit'),
    };
  }

  /**
   * The first day in history after this one; undefined where there is none.
   * @throws Database.SqliteError where the file can't be read.
   */
  after(day: string): PastDay | undefined {
    const next = this.#dayAfter(day);
    return next && { day: next, visits: this.#visitsOf(next) };
  }

  /**
   * [Q7] What figures are made of, from the one day to the other, both included: the same as of visits
   * in memory. A day is read when it is asked for, so that years need no more room than one day does.
   * @throws Database.SqliteError where the file can't be read.
   */
  *records(from: BusinessDay, through: BusinessDay): Generator<VisitRecord> {
    for (let day = this.#dayAfter(daysAfter(from, -1)); day !== undefined && day <= through; day = this.#dayAfter(day)) yield* this.#visitsOf(day).map(recordOf);
  }

  #dayAfter(day: string): BusinessDay | undefined {
    return BusinessDay.safeParse(this.#sql.next.get(day)?.day).data;
  }

  #visitsOf(day: BusinessDay): Visit[] {
    return this.#sql.of.all(day).filter(isSound).flatMap((row) => visitOf(row) ?? []);
  }
}

/** Which entry a leg came in by only breaks ties while it waits: history does not have it. */
const NO_ENTRY = { device: '0'.repeat(26), epoch: 1, seq: 1 };

function visitOf(row: Row): Visit | undefined {
  const { visit, day, letter, lane, number, language, leg, service, entered_at, step, duplicates, more } = row;
  const { leg: besides = {}, ...rest } = more === null ? {} : (JSON.parse(more) as { leg?: object });
  return VisitText.safeParse({
    id: visit,
    day,
    label: { letter, ...(lane !== null && { lane }), number },
    language,
    duplicates: JSON.parse(duplicates) as unknown,
    ...rest,
    leg: { no: leg, service, enteredAt: entered_at, enteredBy: NO_ENTRY, kind: step, ...timesOf(row), ...besides },
  }).data;
}

/** What each step calls its end. */
const END = {
  finished: 'finishedAt',
  noShow: 'endedAt',
  cancelled: 'endedAt',
  parked: 'parkedAt',
  transferred: 'transferredAt',
} as const satisfies Partial<Record<Leg['kind'], string>>;

function timesOf({ step, desk, call_no, called_at, started_at, ended_at }: Row): object {
  const call = desk === null ? {} : { desk, callNo: call_no, calledAt: called_at };
  const ends: Partial<Record<Leg['kind'], string>> = END;
  const end = ends[step];
  return { ...call, ...(started_at !== null && { startedAt: started_at }), ...(end !== undefined && { [end]: ended_at }) };
}
