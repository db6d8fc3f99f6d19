/** The parts of the station's file that the journal writes together, in one transaction where it must. */
import type { Database } from 'better-sqlite3';
import { sha256 } from './digest.ts';
import { VisitHistory } from './history.ts';
import { Own } from './own.ts';
import { PastDays } from './past-days.ts';
import { Places } from './places.ts';
import { Snapshots } from './snapshots.ts';

export interface Disk {
  readonly db: Database;
  readonly places: Places;
  readonly own: Own;
  readonly snapshots: Snapshots;
  readonly history: VisitHistory;
  readonly pastDays: PastDays;
}

/** @param db an open file of this version's shape. */
export function diskOf(db: Database): Disk {
  const places = new Places(db);
  return { db, places, own: new Own(db), snapshots: new Snapshots(db, sha256), history: new VisitHistory(db, places), pastDays: new PastDays(db) };
}
