/**
 * What can still be read of a damaged file, in a new one: who this station is, what it wrote that no
 * server may have, the order as far as its hashes hold, answers, papers and history.
 */
import Database from 'better-sqlite3';
import { chainHash, Envelope, type EntryId, type SealedEntry } from '../../../shared/domain/entries/entry.ts';
import { foldRead } from '../../../shared/domain/reducers/fold.ts';
import { EMPTY_STATE } from '../../../shared/domain/reducers/state.ts';
import type { Chance } from '../chance.ts';
import { aboutEntry } from './about.ts';
import { placedTip, writeAgain, type Tip } from './anew.ts';
import { Damaged } from './damaged.ts';
import { sha256 } from './digest.ts';
import { diskOf, type Disk } from './disk.ts';
import { follow, NO_ORDER } from './follow.ts';
import { newIdentity, readIdentity, saveIdentity, type Identity } from './identity.ts';
import { carrierOf, type PrintJob } from './migrations/011-papers.ts';
import { Own, type OwnEntry } from './own.ts';
import { readPending } from './pending.ts';
import { Places } from './places.ts';
import { Snapshots, type Standing } from './snapshots.ts';
import { isWholeRow } from './history.ts';
import { sumOf } from './sum.ts';

/** What was kept. */
export interface Kept {
  /** Who this station was could not be read. */
  readonly isAnother: boolean;
  /** The last place of the order. */
  readonly head: number;
  /** Own entries without a place. */
  readonly own: number;
  /** Whether there may have been more of these. */
  readonly lost: boolean;
}

/** The damaged file, and the parts of it that are there: it may be of a shape before, which has not all that this version's has. */
interface Old {
  readonly db: Database.Database;
  readonly places: Places | undefined;
  readonly own: Own | undefined;
  readonly snapshots: Snapshots | undefined;
}

/** Places that are checked at once. Few: of a stretch that is not whole nothing is taken. */
const STRETCH = 50;

/** Inside a transaction of the new file's. */
export function copyReadable(file: string, db: Database.Database, chance: Chance, damage: Damaged): Kept {
  const fresh = diskOf(db);
  const old = attempt(() => new Database(file, { readonly: true }));
  try {
    const parts = old && partsOf(old);
    const known = old && attempt(() => readIdentity(old));
    const identity = known && known.key !== null && known.secret !== null ? { ...known, key: known.key, secret: known.secret } : undefined;
    const standing = parts ? copyOrder(parts, fresh) : { ...NO_ORDER, confirmed: EMPTY_STATE };
    const now = identity ?? newIdentity(chance);
    const placed = placedTip(now, standing.ends);
    saveIdentity(db, { ...now, gone: placed });
    const own = parts ? copyOwn(parts, fresh, { now, isAnother: !identity, placed }) : { count: 0, isWhole: false };
    if (old) copyTables(old, db);
    return { isAnother: !identity, head: standing.head.no, own: own.count, lost: !identity || !own.isWhole || damage.endIsGone };
  } finally {
    old?.close();
  }
}

function partsOf(db: Database.Database): Old {
  return {
    db,
    places: attempt(() => new Places(db)),
    own: attempt(() => new Own(db)),
    snapshots: attempt(() => new Snapshots(db, sha256)),
  };
}

/** The latest good state, and the places after it as far as their hashes hold. */
function copyOrder(old: Old, fresh: Disk): Standing {
  const base = attempt(() => old.places?.reach())?.base ?? { ...NO_ORDER.head, no: -1 };
  let standing: Standing = { ...NO_ORDER, confirmed: EMPTY_STATE };
  for (const no of attempt(() => old.snapshots?.nos()) ?? []) {
    const snapshot = attempt(() => old.snapshots?.at(no, base));
    if (!snapshot) continue;
    fresh.snapshots.keep(snapshot, snapshot.head);
    standing = snapshot;
    break;
  }
  const begun = standing.head;
  for (let next = copyStretch(old, fresh, standing); next; next = copyStretch(old, fresh, standing)) standing = next;
  fresh.places.keepReach({ base: begun, head: standing.head });
  return standing;
}

function copyStretch(old: Old, fresh: Disk, standing: Standing): Standing | undefined {
  for (const size of [STRETCH, 1]) {
    const stretch = attempt(() => old.places?.after(standing.head.no, size)) ?? [];
    const end = stretch.length > 0 ? follow(sha256, standing, stretch, undefined) : undefined;
    if (!end || typeof end === 'string') continue;
    const reads = stretch.map(({ place, id, entry }) => ({ ...readPending(entry, id), effectiveAt: place.effectiveAt, generation: place.generation }));
    fresh.places.add(stretch, reads.map(({ read }) => aboutEntry(read)));
    return { ...end, confirmed: foldRead(standing.confirmed, reads) };
  }
  return undefined;
}

/**
 * Own entries that the order kept here does not hold: the chain as far as it goes, and what can be
 * read behind a break written again after it.
 */
function copyOwn(old: Old, fresh: Disk, { now, isAnother, placed }: { now: Identity; isAnother: boolean; placed: Tip }): { count: number; isWhole: boolean } {
  const found = new Map<number, OwnEntry>();
  for (const entry of attempt(() => old.places?.ofChain(now, placed.seq + 1, -1)) ?? []) found.set(entry.seq, entry);
  const isRead = readOwn(old, found);
  const entries = [...found.values()].filter(({ seq }) => seq > placed.seq).toSorted((a, b) => a.seq - b.seq);
  const behind: SealedEntry[] = [];
  let tip = placed;
  for (const [index, entry] of entries.entries()) {
    const before = index > 0 ? entries[index - 1] : isAnother ? undefined : placed;
    const isNext = before?.seq === entry.seq - 1;
    // What stands behind a gap has nothing to be checked by but itself.
    if (isNext && chainHash(sha256, before.hash, entry.bytes) !== entry.hash) continue;
    if (!isAnother && entry.seq === tip.seq + 1) {
      fresh.own.add(entry.seq, entry);
      tip = { seq: entry.seq, hash: entry.hash };
    } else if (isWritable(entry, isAnother ? undefined : now)) behind.push(entry);
  }
  writeAgain(fresh, now, behind, tip);
  const isSound = attempt(() => old.db.pragma('quick_check(own)', { simple: true })) === 'ok';
  return { count: tip.seq - placed.seq + behind.length, isWhole: isRead && isSound && tip.seq === (entries.at(-1)?.seq ?? placed.seq) };
}

/** @returns whether all of them could be read. From both ends: one page that can't be read hides neither side of it. */
function readOwn({ own }: Old, found: Map<number, OwnEntry>): boolean {
  for (const each of [() => own?.each(), () => own?.backwards()]) {
    const rows = attempt(each);
    if (!rows) continue;
    const read = readable(rows);
    for (const entry of read.rows) found.set(entry.seq, entry);
    if (read.ended()) return true;
  }
  return false;
}

/** Whether it is an entry that every reader knows: of this device, or where nobody can say who that was, of whom it says. */
function isWritable(entry: OwnEntry, writer: Pick<EntryId, 'device' | 'epoch'> | undefined): boolean {
  const author = writer ?? authorOf(entry);
  return author !== undefined && readPending(entry, { device: author.device, epoch: author.epoch, seq: entry.seq }).read.kind === 'known';
}

function authorOf({ bytes }: SealedEntry): Envelope | undefined {
  try {
    return Envelope.safeParse(JSON.parse(bytes)).data;
  } catch {
    return undefined;
  }
}

function copyTables(old: Database.Database, fresh: Database.Database): void {
  copyTable(old, fresh, 'answers', (row) => row.at(-1) === sumOfValues(row.slice(1, -1)));
  copyTable(old, fresh, 'papers');
  copyPapersOfBefore(old, fresh);
  copyTable(old, fresh, 'salvages');
  copyTable(old, fresh, 'visits', isWholeRow);
}

/** Where they lay before they had a table for every kind. */
function copyPapersOfBefore(old: Database.Database, fresh: Database.Database): void {
  const rows = attempt(() => old.prepare<[], PrintJob>('SELECT * FROM print_jobs ORDER BY id').iterate());
  const carry = carrierOf(fresh);
  for (const row of rows ? readable(rows).rows : []) ifTaken(() => { carry(row); });
}

function sumOfValues(values: readonly unknown[]): number {
  return sumOf(...(values as readonly (string | number | null)[]));
}

/**
 * Rows as they are, up to the first that can't be read; but for those that the new file does not
 * take. Columns that a shape before did not have are at the end, and null.
 */
function copyTable(old: Database.Database, fresh: Database.Database, table: string, isGood: (row: readonly unknown[]) => boolean = () => true): void {
  const columns = fresh.pragma(`table_info(${table})`) as readonly unknown[];
  const insert = fresh.prepare(`INSERT OR IGNORE INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`);
  const rows = attempt(() => old.prepare<[], unknown[]>(`SELECT * FROM ${table}`).raw().iterate());
  if (!rows) return;
  for (const read of readable(rows).rows) {
    const row = columns.map((_column, at) => read[at] ?? null);
    if (isGood(row)) ifTaken(() => insert.run(...row));
  }
}

/** A row that the new file does not take is left out. */
function ifTaken(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_CONSTRAINT')) throw error;
  }
}

/** Rows up to the first that can't be read. `ended` tells, once they are read, whether that was the last. */
function readable<T>(rows: Iterator<T>): { rows: Iterable<T>; ended: () => boolean } {
  let ended = false;
  function* each(): Generator<T> {
    for (let next = attempt(() => rows.next()); next; next = attempt(() => rows.next())) {
      ended = next.done === true;
      if (next.done === true) return;
      yield next.value;
    }
  }
  return { rows: each(), ended: () => ended };
}

/** What a damaged file can't give is not there. Only for what reads it: the new file's refusals must be heard. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Damaged || error instanceof Database.SqliteError) return undefined;
    throw error;
  }
}
