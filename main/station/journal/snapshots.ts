/** [J8] States at places of the order, kept so that a start reads the tail alone. */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { SnapshotReply, type Cursor } from '../../../shared/contract/wire.ts';
import type { Digest } from '../../../shared/domain/entries/entry.ts';
import { decodeState, encodeState } from '../../../shared/domain/reducers/snapshot.ts';
import { REDUCERS, type CentreState } from '../../../shared/domain/reducers/state.ts';
import { failpoint } from '../failpoint.ts';
import { endsOf, type OrderEnd } from './follow.ts';
import { sumOf } from './sum.ts';

/** How many are kept: should the newest be damaged, the one before it still saves the history. */
const KEPT = 2;

interface Row {
  readonly no: number;
  readonly generation: number;
  readonly order_hash: string;
  readonly reducers: number;
  readonly chains: string;
  readonly state_hash: string;
  readonly state: string;
  readonly sum: number;
}

/** A state, and where it stands. */
export interface Standing extends OrderEnd {
  readonly confirmed: CentreState;
}

export class Snapshots {
  readonly #sql;
  readonly #digest: Digest;

  constructor(db: Database, digest: Digest) {
    this.#digest = digest;
    this.#sql = {
      keep: db.prepare<Row>(`
        INSERT OR REPLACE INTO snapshots (no, generation, order_hash, reducers, chains, state_hash, state, sum)
        VALUES (@no, @generation, @order_hash, @reducers, @chains, @state_hash, @state, @sum)`),
      newest: db.prepare<[number], number>('SELECT no FROM snapshots WHERE no <= ? ORDER BY no DESC').pluck(),
      at: db.prepare<[number], Row>('SELECT * FROM snapshots WHERE no = ?'),
      latest: db.prepare<[], { no: number | null }>('SELECT max(no) AS no FROM snapshots'),
      // The base is the only way to the state where the places before it are not here.
      thin: db.prepare<[number, number]>(
        'DELETE FROM snapshots WHERE no <> ? AND no NOT IN (SELECT no FROM snapshots ORDER BY no DESC LIMIT ?)',
      ),
      forgetAfter: db.prepare<[number]>('DELETE FROM snapshots WHERE no > ?'),
      forgetAll: db.prepare<[]>('DELETE FROM snapshots'),
    };
  }

  /** Keeps a state, and lets the oldest go; the base's stays. */
  keep({ head, ends, confirmed }: Standing, base: Cursor): void {
    const state = encodeState(confirmed);
    this.#write({ at: head, reducers: REDUCERS, stateHash: this.#digest(state), state, chains: [...ends.values()] });
    failpoint('snapshot.inside');
    this.#sql.thin.run(base.no, KEPT);
  }

  /** Keeps the one a station begins at, and no other. */
  begin(snapshot: SnapshotReply): void {
    this.#sql.forgetAll.run();
    this.#write(snapshot);
  }

  /** The place of the newest; 0 where there is none. */
  latest(): number {
    return this.#sql.latest.get()?.no ?? 0;
  }

  /** The good ones up to a place, newest first. What can't be used is passed over: an older one is, or the journal itself. */
  *good(upTo: number, base: Cursor): Generator<Standing> {
    for (const no of this.#sql.newest.all(upTo)) {
      const standing = this.at(no, base);
      if (standing) yield standing;
    }
  }

  /** Where they are, newest first. */
  nos(): number[] {
    return this.#sql.newest.all(Number.MAX_SAFE_INTEGER);
  }

  /** The one at a place, where it is good. */
  at(no: number, base: Cursor): Standing | undefined {
    const row = this.#sql.at.get(no);
    return row && this.#read(row, base);
  }

  forgetAfter(no: number): void {
    this.#sql.forgetAfter.run(no);
  }

  #write({ at, reducers, stateHash, state, chains }: SnapshotReply): void {
    const row = { no: at.no, generation: at.generation, order_hash: at.orderHash, reducers, chains: JSON.stringify(chains), state_hash: stateHash };
    this.#sql.keep.run({ ...row, state, sum: sumOfRow(row) });
  }

  #read(row: Row, base: Cursor): Standing | undefined {
    // What an older program could not read, this one might: only its own states are good, but for the one it must begin at.
    const isOwnMaking = row.reducers === REDUCERS || row.no === base.no;
    if (row.sum !== sumOfRow(row) || !isOwnMaking || this.#digest(row.state) !== row.state_hash) return undefined;
    const confirmed = decodeState(row.state);
    const chains = z.array(SnapshotReply.shape.chains.element).safeParse(JSON.parse(row.chains)).data;
    if (!confirmed || !chains) return undefined;
    return { head: { generation: row.generation, no: row.no, orderHash: row.order_hash }, ends: endsOf(chains), confirmed };
  }
}

function sumOfRow({ no, generation, order_hash, reducers, chains, state_hash }: Omit<Row, 'state' | 'sum'>): number {
  return sumOf(no, generation, order_hash, reducers, chains, state_hash);
}
