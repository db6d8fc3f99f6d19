/**
 * Many devices of one centre in this process: real journals on real files and real sync over HTTP,
 * without screens. In: a server's data folder while it is down. Out: devices that it knows.
 */
import type Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { businessDayOf } from '../../shared/domain/clock.ts';
import { CentreId, VisitId } from '../../shared/domain/ids.ts';
import { Letter } from '../../shared/domain/centre.ts';
import { laneOf } from '../../shared/domain/label.ts';
import { systemChance } from '../../main/station/chance.ts';
import { systemClock } from '../../main/station/clock.ts';
import { sha256 } from '../../main/station/journal/digest.ts';
import { Journal, openDatabase } from '../../main/station/journal/index.ts';
import { httpServer, Sync } from '../../main/station/sync/index.ts';
import { openSqliteStore } from '../../server/store/sqlite/open.ts';
import { ORIENTATION } from '../fixtures/world.ts';

const CENTRE = CentreId.parse('la-prueba');
const clock = systemClock();
const timers = {
  after(ms: number, then: () => void): () => void {
    const timer = setTimeout(then, ms);
    return () => { clearTimeout(timer); };
  },
};

export class CrowdDevice {
  readonly journal: Journal;
  readonly written: VisitId[] = [];
  readonly #number: number;
  readonly #db: Database.Database;
  #sync: Sync | undefined;

  constructor(folder: string, number: number) {
    this.#number = number;
    this.#db = openDatabase(join(folder, `station-${number}.sqlite`));
    this.journal = new Journal(this.#db, clock, systemChance);
  }

  /** Comes to the server, and from then on keeps with it. */
  come(url: string): void {
    this.#sync = new Sync({
      journal: this.journal,
      server: httpServer(url),
      centre: CENTRE,
      name: `Device ${this.#number}`,
      enrolCode: () => undefined,
      digest: sha256,
      timers,
      fraction: () => systemChance.fraction(),
      onAdopted: () => {},
      onLink: () => {},
      onEnrolment: () => {},
      onTrouble: () => {},
    });
    this.#sync.wake();
  }

  get link(): Sync['link'] {
    return this.#sync?.link ?? 'offline';
  }

  /** Gives so many turns, in its own lane. */
  write(count: number): void {
    this.#db.transaction(() => {
      for (let n = 0; n < count; n += 1) this.#issue();
    })();
    this.#sync?.wake();
  }

  async leave(): Promise<void> {
    await this.#sync?.stop();
    this.#db.close();
  }

  #issue(): void {
    const visit = VisitId.parse(systemChance.id());
    this.written.push(visit);
    const label = { letter: Letter.parse('A'), lane: laneOf(this.#number + 1), number: this.written.length };
    this.journal.write({ type: 'ticket.issued', payload: { visit, service: ORIENTATION, label, language: 'es' } }, businessDayOf('UTC', clock.now()));
  }
}

/** So many devices, all of them in: the first by a code, the others as an administrator lets them in. */
export async function letInMany(serverData: string, folder: string, count: number): Promise<readonly CrowdDevice[]> {
  mkdirSync(folder, { recursive: true });
  const devices = Array.from({ length: count }, (_, number) => new CrowdDevice(folder, number));
  const store = openSqliteStore({ file: join(serverData, 'centre.sqlite'), digest: sha256 });
  try {
    for (const [number, { journal }] of devices.entries()) {
      const { device, keys } = journal;
      const row = { device, key: keys.current, name: `Device ${number}`, at: clock.now() + number };
      if (number === 0) {
        await store.openEnrolment({ codeHash: sha256('code'), at: row.at });
        await store.enrol({ ...row, centre: CENTRE, wrote: 0, codeHash: sha256('code') });
      } else await store.putDevice({ ...row, epoch: 1, standing: 'in' });
      journal.noteEnrolled(CENTRE, 1);
    }
  } finally {
    await store.close();
  }
  return devices;
}
