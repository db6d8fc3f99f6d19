/**
 * The directory's records at hand. In: which entry of the journal holds each of them (the state), and
 * the entries. Out: the records as they are now. What lies here is made from the journal and may be
 * thrown away: the next start makes it anew, so none of it waits for the disk.
 */
import type { Database } from 'better-sqlite3';
import { keyOfRecord, RecordId, type DirectoryRecord, type RecordKey, type RecordKind, type ServiceRecord } from '../../../shared/domain/directory/record.ts';
import { readEntry, type EntryId } from '../../../shared/domain/entries/entry.ts';

/** What is kept beside the records, and made of them: told of each change within its transaction. */
export interface Kept {
  put(record: DirectoryRecord): void;
  drop(key: RecordKey): void;
}

interface Row {
  readonly key: RecordKey;
  readonly entry: string;
}

type Directory = ReadonlyMap<RecordKey, EntryId>;

const nameOf = ({ device, epoch, seq }: EntryId): string => `${device} ${epoch} ${seq}`;

export class Shelf {
  readonly #db: Database;
  readonly #sql;
  readonly #bytesOf: (id: EntryId) => string | undefined;
  readonly #kept: readonly Kept[];
  readonly #held: Map<RecordKey, string>;
  #seen: Directory | undefined;
  #todo: (readonly [EntryId, RecordKey[]])[] = [];
  #gone: RecordKey[] = [];
  #revision = 0;

  constructor(db: Database, bytesOf: (id: EntryId) => string | undefined, kept: readonly Kept[]) {
    this.#db = db;
    this.#bytesOf = bytesOf;
    this.#kept = kept;
    db.exec('CREATE TABLE IF NOT EXISTS records (key TEXT PRIMARY KEY, entry TEXT NOT NULL, json TEXT NOT NULL) WITHOUT ROWID');
    this.#sql = {
      names: db.prepare<[], Row>('SELECT key, entry FROM records'),
      put: db.prepare<[string, string, string]>('INSERT OR REPLACE INTO records (key, entry, json) VALUES (?, ?, ?)'),
      drop: db.prepare<[string]>('DELETE FROM records WHERE key = ?'),
      texts: db.prepare<[string, number], { key: RecordKey; json: string }>('SELECT key, json FROM records WHERE key > ? ORDER BY key LIMIT ?'),
      one: db.prepare<[string], { json: string }>('SELECT json FROM records WHERE key = ?'),
      after: db.prepare<[string, string, number], { json: string }>('SELECT json FROM records WHERE key > ? AND key < ? ORDER BY key LIMIT ?'),
      namesOf: db.prepare<[string, string], { id: string; name: string | null }>("SELECT substr(key, instr(key, '/') + 1) AS id, json ->> '$.hsds.name' AS name FROM records WHERE key > ? AND key < ?"),
      ofKind: db.prepare<[string, string], { json: string }>('SELECT json FROM records WHERE key > ? AND key < ? ORDER BY key'),
    };
    this.#held = new Map(this.#sql.names.all().map(({ key, entry }) => [key, entry]));
  }

  /** Grows with each change that can be seen here. */
  get revision(): number {
    return this.#revision;
  }

  /** What is made of the records changed, though none of them did. */
  touch(): void {
    this.#revision += 1;
  }

  /** How many records there are. */
  get size(): number {
    return this.#held.size;
  }

  /**
   * Goes towards what the state says, by at least one entry and until `most` records were written or gone.
   * @returns whether it is there.
   */
  follow(directory: Directory, most: number): boolean {
    if (directory !== this.#seen) {
      // Services first: nothing is told anew of them for a place that goes with them.
      this.#gone = [...this.#held.keys()].filter((key) => !directory.has(key)).toSorted();
      this.#todo = this.#missing(directory);
      this.#seen = directory;
    }
    let done = this.#forget(most);
    while (done < most) {
      const next = this.#todo.pop();
      if (!next) return true;
      this.#db.transaction(() => {
        this.#write(...next);
      })();
      done += next[1].length;
    }
    return this.#todo.length === 0 && this.#gone.length === 0;
  }

  record(key: RecordKey): DirectoryRecord | undefined {
    const row = this.#sql.one.get(key);
    return row && read(row.json);
  }

  /** All of a kind, by their ids. */
  *each(kind: RecordKind): Generator<DirectoryRecord> {
    for (const { json } of this.#sql.ofKind.iterate(`${kind}/`, `${kind}0`)) yield read(json);
  }

  /** Names of all of a kind that have one, in no order. */
  namesOf(kind: RecordKind): readonly { readonly id: RecordId; readonly name: string }[] {
    return this.#sql.namesOf.all(`${kind}/`, `${kind}0`).flatMap(({ id, name }) => (name === null || name.trim() === '' ? [] : [{ id: RecordId.parse(id), name }]));
  }

  /** Services by their ids, so many after one of them. */
  servicesAfter(id: string, limit: number): readonly ServiceRecord[] {
    return this.#sql.after.all(`service/${id}`, 'service0', limit).flatMap(({ json }) => {
      const record = read(json);
      return record?.kind === 'service' ? [record] : [];
    });
  }

  /** All there are, as they lie here, by their keys. */
  texts(): ReadonlyMap<RecordKey, string> {
    return new Map(this.textsAfter('', this.size));
  }

  /** As they lie here, in the order of their keys: those after this one, at most so many. */
  textsAfter(after: string, most: number): readonly (readonly [RecordKey, string])[] {
    return this.#sql.texts.all(after, most).map(({ key, json }) => [key, json] as const);
  }

  #missing(directory: Directory): (readonly [EntryId, RecordKey[]])[] {
    const missing: (readonly [EntryId, RecordKey[]])[] = [];
    let [last, name]: [EntryId | undefined, string] = [undefined, ''];
    for (const [key, entry] of directory) {
      // Those of one entry stand together.
      if (entry !== last) [last, name] = [entry, nameOf(entry)];
      if (this.#held.get(key) === name) continue;
      const before = missing.at(-1);
      if (before?.[0] === entry) before[1].push(key);
      else missing.push([entry, [key]]);
    }
    return missing.toReversed();
  }

  #forget(most: number): number {
    const gone = this.#gone.splice(-most);
    if (gone.length === 0) return 0;
    this.#db.transaction(() => {
      for (const key of gone) {
        this.#sql.drop.run(key);
        for (const each of this.#kept) each.drop(key);
        this.#held.delete(key);
      }
    })();
    this.#revision += 1;
    return gone.length;
  }

  #write(entry: EntryId, keys: readonly RecordKey[]): void {
    const bytes = this.#bytesOf(entry);
    const known = bytes === undefined ? undefined : readEntry(bytes, entry);
    if (known?.kind !== 'known' || known.entry.type !== 'directory.changed') return;
    const wanted = new Set(keys);
    for (const record of known.entry.payload.put) {
      const key = keyOfRecord(record);
      if (!wanted.has(key)) continue;
      this.#sql.put.run(key, nameOf(entry), JSON.stringify(record));
      for (const each of this.#kept) each.put(record);
      this.#held.set(key, nameOf(entry));
    }
    this.#revision += 1;
  }
}

/** It was read from an entry, and so was valid, by this shape of the file alone. */
function read(json: string): DirectoryRecord {
  return JSON.parse(json) as DirectoryRecord;
}
