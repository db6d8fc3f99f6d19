/**
 * The file's versions: the step at index n takes version n to n + 1. Steps are only ever added, and
 * each changes the schema's text, were it by a comment: a version number that the disk changed is
 * found out by it.
 */
import type { Database } from 'better-sqlite3';
import { journal } from './001-journal.ts';
import { order } from './002-order.ts';
import { identity } from './003-identity.ts';
import { answers } from './004-answers.ts';
import { snapshots } from './005-snapshots.ts';
import { history } from './006-history.ts';
import { salvages } from './007-salvages.ts';
import { spool } from './008-spool.ts';
import { legs } from './009-legs.ts';
import { slips } from './010-slips.ts';
import { papers } from './011-papers.ts';
import { subjectKeys } from './012-subject-keys.ts';

export const MIGRATIONS: readonly ((db: Database) => void)[] = [
  (db) => {
    db.exec(journal);
  },
  order,
  identity,
  answers,
  snapshots,
  history,
  salvages,
  spool,
  legs,
  slips,
  papers,
  subjectKeys,
];

export function versionOf(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Brings a file to version `to`, whole or not at all. */
export function migrate(db: Database, to = MIGRATIONS.length): void {
  const from = versionOf(db);
  if (from >= to) return;
  db.transaction(() => {
    for (const step of MIGRATIONS.slice(from, to)) step(db);
    db.pragma(`user_version = ${to}`);
  }).immediate();
}
