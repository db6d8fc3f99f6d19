/**
 * A day on a station's own disk: its desk, its journal, its file, under a clock that the day moves.
 * What is left is a data folder that a station can be started on.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Desk } from '../../main/station/desk/index.ts';
import { openJournal } from '../../main/station/journal/index.ts';
import { takeLock } from '../../main/station/journal/lock.ts';
import { CannotGoOn } from '../../shared/contract/problem.ts';
import { SERVER_PORT, WEB_PORT, type StationSettings } from '../../shared/contract/settings.ts';
import type { Centre } from '../../shared/domain/centre.ts';
import type { EpochMs } from '../../shared/domain/clock.ts';
import { CommandId } from '../../shared/domain/ids.ts';
import type { Chance } from '../../main/station/chance.ts';
import type { Premises } from './premises.ts';

export interface OnDisk extends Premises {
  /** The last entry of its journal: the same day is the same hash. */
  readonly chain: { readonly seq: number; readonly hash: string };
  close(): void;
}

/**
 * Makes a station's folder in `data`, as `npm start -- --data` expects it.
 * @param from when its clock stands at first.
 * @throws CannotGoOn where there is a journal already, or nothing can be written.
 */
export function onDisk(data: string, centre: Centre, from: EpochMs, chance: Chance): OnDisk {
  const folder = join(data, 'station');
  const file = join(folder, 'station.sqlite');
  if (existsSync(file)) throw new CannotGoOn('unexpected', `${file} is there already, and a simulated day is never written into what is there. Choose another folder with --out.`);
  mkdirSync(folder, { recursive: true });
  const unlock = takeLock(join(folder, 'station.lock'), 'A station');
  writeJson(join(folder, 'centre.json'), centre);
  writeJson(join(folder, 'config.json'), SETTINGS);
  let now = from;
  const clock = { now: () => now, monotonic: () => now - from };
  const { db, journal } = openJournal({ file, clock, chance });
  // Nobody stands before a simulated screen: what a power cut takes of it is simulated again.
  db.pragma('synchronous = OFF');
  const desk = new Desk({
    journal,
    clock,
    chance,
    timers: { after: () => () => undefined },
    keepsCentre: true,
    claim: () => Promise.resolve('cutOff'),
    isPutOut: () => false,
    waitForNew: () => undefined,
    // Nobody takes its paper either.
    enqueue: () => undefined,
    onWritten: () => undefined,
    onStorageTrouble: (error) => {
      throw error;
    },
  });
  desk.configure(centre);
  return {
    get state() {
      return journal.state;
    },
    get chain() {
      return journal.chain;
    },
    moveTo(at) {
      now = Math.max(now, at);
    },
    carryOut: (ask, by) => desk.carryOut({ ...ask, id: CommandId.parse(chance.id()) }, by),
    close() {
      db.pragma('wal_checkpoint(TRUNCATE)');
      db.close();
      unlock();
    },
  };
}

/** A centre on this machine, as at a first start; but for its centre's file, which lies beside them. */
const SETTINGS: StationSettings = {
  centreFile: 'centre.json',
  web: { host: '127.0.0.1', port: WEB_PORT },
  server: { url: `http://127.0.0.1:${SERVER_PORT}`, codeFile: join('..', 'server', 'enrol-code') },
  printer: { kind: 'virtual', folder: 'paper' },
};

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}
