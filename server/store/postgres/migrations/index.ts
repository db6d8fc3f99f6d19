/**
 * The database's versions. In: a database at any earlier version, or an empty one, held by this
 * server alone. Out: the same at the newest one, each step whole or not at all. It never touches a
 * database from a newer version, nor anything outside its own schema.
 */
import { CannotGoOn } from '../../../../shared/contract/problem.ts';
import { statement, theRow, type Runner, type Session } from '../session.ts';
import { order } from './0001-order.ts';
import { staff } from './0002-staff.ts';
import { subjectKeys } from './0003-subject-keys.ts';

/** A large centre's tables take a while to be written anew, and nobody works meanwhile. */
const STEP_MS = 3_600_000;

/** The SQL at index n takes version n to n + 1, in a transaction of its own. Steps are only ever added. */
export const MIGRATIONS: readonly string[] = [order, staff, subjectKeys];

const findVersion = statement<[], { begun: boolean }>('find version', "SELECT to_regclass('umbral.version') IS NOT NULL AS begun");
const selectVersion = statement<[], { version: number }>('version', 'SELECT version FROM version');
const findSchema = statement<[], { there: boolean }>('find schema', "SELECT to_regnamespace('umbral') IS NOT NULL AS there");

export async function versionOf(session: Runner): Promise<number> {
  if (!theRow(await session.all(findVersion)).begun) return 0;
  return theRow(await session.all(selectVersion)).version;
}

/** @throws CannotGoOn `newerDatabase` when this program is too old for the database. */
export async function migrate(session: Session, place: string): Promise<void> {
  const version = await versionOf(session);
  if (version > MIGRATIONS.length) {
    throw new CannotGoOn(
      'newerDatabase',
      `${place} was written by a newer version of this program (database version ${version}; this one knows up to ${MIGRATIONS.length}). Start the newer version, or put back a backup of that age. Nothing was changed in it.`,
    );
  }
  if (version === 0) await begin(session);
  for (const [index, step] of MIGRATIONS.entries()) {
    if (index < version) continue;
    await session.exec('BEGIN; SET LOCAL statement_timeout = 0');
    await session.exec(step, STEP_MS);
    await session.exec(`UPDATE version SET version = ${index + 1}; COMMIT`);
  }
}

/** The schema is made only where it is missing: an administrator may have made it for a user who may not. */
async function begin(session: Session): Promise<void> {
  const { there } = theRow(await session.all(findSchema));
  await session.exec(`
    BEGIN;
    ${there ? '' : 'CREATE SCHEMA umbral;'}
    CREATE TABLE IF NOT EXISTS version (only_row integer PRIMARY KEY CHECK (only_row = 1), version integer NOT NULL);
    INSERT INTO version VALUES (1, 0) ON CONFLICT DO NOTHING;
    COMMIT`);
}
