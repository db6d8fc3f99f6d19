/**
 * The database's versions. In: a file at any earlier version. Out: the same file at the newest one,
 * each step whole or not at all. It never touches a file from a newer version.
 */
import { CannotGoOn } from '../../../../shared/contract/problem.ts';
import type { ReadableDB, WritableDB } from '../handles.ts';
import { order } from './0001-order.ts';
import { staff } from './0002-staff.ts';
import { severalDevices } from './0003-several-devices.ts';
import { writtenTwice } from './0004-written-twice.ts';
import { subjectKeys } from './0005-subject-keys.ts';

/** The step at index n takes version n to n + 1. Steps are only ever added. */
export const MIGRATIONS: readonly ((db: WritableDB) => void)[] = [order, staff, severalDevices, writtenTwice, subjectKeys];

export function versionOf(db: ReadableDB): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** @throws CannotGoOn `newerDatabase` when this program is too old for the file. */
export function refuseNewer(db: ReadableDB, file: string): void {
  const version = versionOf(db);
  if (version <= MIGRATIONS.length) return;
  throw new CannotGoOn(
    'newerDatabase',
    `${file} was written by a newer version of this program (database version ${version}; this one knows up to ${MIGRATIONS.length}). Start the newer version, or put back a backup of that age. Nothing was changed in it.`,
  );
}

export function migrate(db: WritableDB): void {
  for (const [index, step] of MIGRATIONS.entries()) {
    if (index < versionOf(db)) continue;
    db.transaction(() => {
      step(db);
      db.pragma(`user_version = ${index + 1}`);
    }).immediate();
  }
}
