/**
 * A damaged file is set aside, and a new one put in its place with what could still be read. The
 * damaged one is only read; nothing is ever written over it.
 */
import type Database from 'better-sqlite3';
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { EpochMs } from '../../../shared/domain/clock.ts';
import type { Chance } from '../chance.ts';
import type { Damaged } from './damaged.ts';
import { copyReadable, type Kept } from './readable.ts';

/** What a person is told of a file that was set aside. */
export interface Salvaged {
  readonly at: EpochMs;
  /** The damaged file, beside the new one. */
  readonly aside: string;
  /** Whether entries of this device may be gone that no server has. */
  readonly lost: boolean;
  readonly message: string;
}

/** A database, and what SQLite lays beside it. */
const PARTS = ['', '-wal', '-shm'] as const;

/** Ends what a crash left between setting a damaged file aside and putting the new one in its place. */
export function finishSalvage(file: string, at: EpochMs): void {
  const fresh = freshName(file);
  if (existsSync(file) || !existsSync(fresh)) return;
  // A log that stayed behind is the damaged file's, and would be read into the new one.
  setAside(file, asideName(file, at));
  renameSync(fresh, file);
}

/**
 * @param open opens a file of this version's shape, making it.
 * @throws what the disk says where it takes no new file; the damaged one is then where and as it was.
 */
export function salvage(file: string, damage: Damaged, parts: { open: (file: string) => Database.Database; chance: Chance; at: EpochMs }): void {
  const [fresh, aside] = [freshName(file), asideName(file, parts.at)];
  remove(fresh);
  const db = parts.open(fresh);
  try {
    db.transaction(() => {
      const kept = copyReadable(file, db, parts.chance, damage);
      db.prepare('INSERT INTO salvages (aside, at, lost, message) VALUES (?, ?, ?, ?)').run(
        basename(aside), parts.at, kept.lost ? 1 : 0, messageOf(file, aside, damage, kept),
      );
    })();
  } catch (error) {
    db.close();
    remove(fresh);
    throw error;
  }
  // The last to close takes the log in: the file that is renamed is whole by itself.
  db.close();
  setAside(file, aside);
  renameSync(fresh, file);
}

/** The last salvage, as long as its damaged file lies where it was set aside. */
export function salvagedIn(db: Database.Database): Salvaged | undefined {
  const folder = dirname(db.name);
  const rows = db.prepare<[], { aside: string; at: number; lost: number; message: string }>('SELECT * FROM salvages ORDER BY at DESC, aside DESC').all();
  const row = rows.find(({ aside }) => existsSync(join(folder, aside)));
  return row && { at: row.at, aside: join(folder, row.aside), lost: row.lost === 1, message: row.message };
}

function freshName(file: string): string {
  return `${file}.new`;
}

function asideName(file: string, at: EpochMs): string {
  const base = `${file}.damaged-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}`;
  let name = base;
  for (let n = 2; PARTS.some((part) => existsSync(`${name}${part}`)); n += 1) name = `${base}-${n}`;
  return name;
}

/** The file and its log; what reading them left beside them holds nothing. */
function setAside(file: string, aside: string): void {
  if (existsSync(file)) renameSync(file, aside);
  const log = `${file}-wal`;
  if (existsSync(log) && statSync(log).size > 0) renameSync(log, `${aside}-wal`);
  remove(file);
}

function remove(file: string): void {
  for (const part of PARTS) rmSync(`${file}${part}`, { force: true });
}

function messageOf(file: string, aside: string, { message: what }: Damaged, { isAnother, head, own, lost }: Kept): string {
  return [
    `${file} was damaged (${what}). It was set aside as ${basename(aside)}, and a new file begun with what could still be read:`,
    `the centre's order up to place ${head}, and ${own} entries of this station that have no place in it.`,
    isAnother ? 'Who this station is could not be read: it is another device now, and asks to be let in.' : 'It is still the same device.',
    lost ? 'Some of its own entries may be gone: should a number be given twice, staff are told of it.' : 'None of its own entries is gone.',
    'The rest comes from the server again. Check the disk, and keep the damaged file until somebody has looked at it: as long as it lies there, this is told.',
  ].join(' ');
}
