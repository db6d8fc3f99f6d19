/** Three years of a busy centre, already ordered by its server, in a station's own file. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { systemChance } from '../../main/station/chance.ts';
import { sha256 } from '../../main/station/journal/digest.ts';
import { identityIn, saveIdentity } from '../../main/station/journal/identity.ts';
import { Journal, openDatabase } from '../../main/station/journal/index.ts';
import { migrate } from '../../main/station/journal/migrations/index.ts';
import type { Centre } from '../../shared/domain/centre.ts';
import type { EpochMs } from '../../shared/domain/clock.ts';
import { DeviceId } from '../../shared/domain/ids.ts';
import { testClock } from '../fixtures/world.ts';
import { centreDays, take } from './centre-days.ts';

const DAYS = 3 * 260;
const TICKETS_A_DAY = 400;
const PLACES_A_DAY = TICKETS_A_DAY * 4 + 1;
const DAY_MS = 86_400_000;

/**
 * Makes `station.sqlite` in `folder` where there is none: 780 days of 400 tickets, each called,
 * served and finished, each day closed when it was over. About 1.25 million places; takes a minute
 * or two, once.
 * @returns how many places it holds.
 */
export function makeHistory(folder: string, centre: Centre, today: EpochMs): number {
  const file = join(folder, 'station.sqlite');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const unfinished = `${file}.unfinished`;
    for (const part of [unfinished, `${unfinished}-wal`, `${unfinished}-shm`]) rmSync(part, { force: true });
    write(unfinished, centre, today);
    renameSync(unfinished, file);
  }
  const db = new Database(file, { readonly: true });
  const counted = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM places').get();
  db.close();
  return counted?.n ?? 0;
}

/** Names the shape of a station's file: a history of another shape is no use to this version. */
export function shapeOfJournal(): string {
  const db = new Database(':memory:');
  migrate(db);
  const shape = db.prepare<[], string>("SELECT coalesce(group_concat(sql, ';'), '') FROM sqlite_schema").pluck().get();
  db.close();
  return sha256(shape ?? '').slice(0, 8);
}

/** Through the journal itself, as the order came in day after day. */
function write(file: string, centre: Centre, today: EpochMs): void {
  const db = openDatabase(file);
  db.pragma('synchronous = OFF');
  const clock = testClock(today - DAYS * DAY_MS);
  const journal = new Journal(db, clock, systemChance);
  const device = DeviceId.parse(systemChance.id());
  const days = centreDays({ centre, chance: systemChance, opening: clock.now(), ticketsADay: TICKETS_A_DAY, closes: true, device });
  for (let dayNo = 0; dayNo < DAYS; dayNo += 1) {
    const refused = journal.adopt(take(days, PLACES_A_DAY));
    if (refused) throw new Error(`a day was not taken: ${refused}`);
    clock.pass(DAY_MS);
    // Snapshots as it would have now, without the hundreds it would have let go.
    if (dayNo > DAYS - 4 || dayNo % 50 === 0) journal.tidy();
  }
  // It was this station that wrote them: the end of its own journal is in the order.
  saveIdentity(db, { ...identityIn(db, systemChance), device });
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
