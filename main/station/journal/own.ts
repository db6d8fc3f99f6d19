/** This device's own entries that have no place in the order yet, on disk. */
import type { Database } from 'better-sqlite3';
import type { SealedEntry } from '../../../shared/domain/entries/entry.ts';

export interface OwnEntry extends SealedEntry {
  readonly seq: number;
}

export class Own {
  readonly #sql;

  constructor(db: Database) {
    this.#sql = {
      add: db.prepare<[number, string, string]>('INSERT INTO own (seq, hash, bytes) VALUES (?, ?, ?)'),
      from: db.prepare<[number, number], OwnEntry>('SELECT seq, hash, bytes FROM own WHERE seq >= ? ORDER BY seq LIMIT ?'),
      backwards: db.prepare<[], OwnEntry>('SELECT seq, hash, bytes FROM own ORDER BY seq DESC'),
      last: db.prepare<[], { seq: number; hash: string }>('SELECT seq, hash FROM own ORDER BY seq DESC LIMIT 1'),
      takeBack: db.prepare<[number, string, string]>('INSERT OR IGNORE INTO own (seq, hash, bytes) VALUES (?, ?, ?)'),
      forgetThrough: db.prepare<[number]>('DELETE FROM own WHERE seq <= ?'),
      forgetAll: db.prepare<[]>('DELETE FROM own'),
    };
  }

  add(seq: number, { bytes, hash }: SealedEntry): void {
    this.#sql.add.run(seq, hash, bytes);
  }

  from(seq: number, limit: number): OwnEntry[] {
    return this.#sql.from.all(seq, limit);
  }

  all(): OwnEntry[] {
    return this.from(0, -1);
  }

  each(): IterableIterator<OwnEntry> {
    return this.#sql.from.iterate(0, -1);
  }

  /** Each of them, the last one first. */
  backwards(): IterableIterator<OwnEntry> {
    return this.#sql.backwards.iterate();
  }

  last(): { readonly seq: number; readonly hash: string } | undefined {
    return this.#sql.last.get();
  }

  /** They lost their place. */
  takeBack(entries: readonly OwnEntry[]): void {
    for (const { seq, hash, bytes } of entries) this.#sql.takeBack.run(seq, hash, bytes);
  }

  /** They have a place now. */
  forgetThrough(seq: number): void {
    this.#sql.forgetThrough.run(seq);
  }

  forgetAll(): void {
    this.#sql.forgetAll.run();
  }
}
