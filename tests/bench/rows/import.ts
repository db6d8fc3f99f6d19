/** `import`: 20,000 services, made of those of UNHCR Jordan, looked at and brought into a journal on disk, as a coordinator's file is. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemChance } from '../../../main/station/chance.ts';
import { systemTimers } from '../../../main/station/clock.ts';
import { Directory, openShelf } from '../../../main/station/directory/index.ts';
import { Journal, openDatabase } from '../../../main/station/journal/index.ts';
import { businessDayOf } from '../../../shared/domain/clock.ts';
import { unhcrDirectory } from '../../fixtures/directory/unhcr/unhcr.ts';
import { MONDAY_NINE, SMALL_CENTRE, testClock } from '../../fixtures/world.ts';
import { rounded, stopwatch, type Row } from '../measure.ts';

const SERVICES = 20_000;
const LEAST = 2_000;

export async function measureImport(folder: string): Promise<Row> {
  const file = join(folder, 'services.json');
  const letters = writeServices(file);
  const db = openDatabase(join(folder, 'station.sqlite'));
  const clock = testClock();
  const journal = new Journal(db, clock, systemChance);
  const day = businessDayOf(SMALL_CENTRE.zone, MONDAY_NINE);
  journal.write({ type: 'centre.configured', payload: { centre: SMALL_CENTRE } }, day);
  const shelf = openShelf(join(folder, 'directory.sqlite'));
  const { promise: isDone, resolve, reject } = Promise.withResolvers<void>();
  const directory = new Directory({
    db: shelf, filesFolder: join(folder, 'files'), journal, clock, timers: systemTimers, chance: systemChance, linkOf: undefined, isHolidayIn: () => undefined, today: () => day,
    onChange: () => {}, onWritten: resolve, onStorageTrouble: reject,
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const watch = stopwatch();
  directory.bringFirst(file);
  await isDone;
  const taken = watch();
  directory.stop();
  shelf.close();
  db.close();
  delay.disable();
  const value = SERVICES / (taken / 1000);
  return {
    row: 'import', value: rounded(value), unit: 'services/s', limit: LEAST, atLeast: true, ok: value >= LEAST,
    note: `${SERVICES} services of ${Math.round(letters / 1e6)} MB, looked at and written in ${Math.round(taken)} ms; no tap waited longer than ${Math.round(delay.max / 1e6)} ms`,
  };
}

/** The same services again and again, each time under other ids. */
function writeServices(file: string): number {
  const { organizations, locations, services } = unhcrDirectory('2014-11-01');
  const many = Array.from({ length: SERVICES }, (_, n) => {
    const turn = Math.floor(n / services.length).toString(16).padStart(4, '0');
    const service = services[n % services.length] as { id: string };
    return { ...service, id: `${service.id.slice(0, 9)}${turn}${service.id.slice(13)}` };
  });
  const text = JSON.stringify({ organizations, locations, services: many });
  writeFileSync(file, text);
  return text.length;
}
