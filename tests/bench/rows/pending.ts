/** `pending`: after a day offline, another device's entries take their places first, and 2,000 own ones are laid over them again. */
import { join } from 'node:path';
import { systemChance } from '../../../main/station/chance.ts';
import { Journal, openDatabase } from '../../../main/station/journal/index.ts';
import { sha256 } from '../../../server/digest.ts';
import { createAuthor } from '../../../server/testing/device.ts';
import { Letter } from '../../../shared/domain/centre.ts';
import { businessDayOf } from '../../../shared/domain/clock.ts';
import { orderHash, type OrderedEntry } from '../../../shared/domain/entries/entry.ts';
import { DeviceId, VisitId } from '../../../shared/domain/ids.ts';
import { MONDAY_NINE, ORIENTATION, SMALL_CENTRE, testClock } from '../../fixtures/world.ts';
import { percentile, rounded, stopwatch, type Row } from '../measure.ts';

const PENDING = 2000;
const TIMES = 30;
const LIMIT_MS = 50;

export async function measurePending(folder: string): Promise<Row> {
  const db = openDatabase(join(folder, 'station.sqlite'));
  const journal = new Journal(db, testClock(), systemChance);
  const day = businessDayOf(SMALL_CENTRE.zone, MONDAY_NINE);
  journal.write({ type: 'centre.configured', payload: { centre: SMALL_CENTRE } }, day);
  for (let number = 1; number <= PENDING; number += 1) {
    const visit = VisitId.parse(systemChance.id());
    journal.write({ type: 'ticket.issued', payload: { visit, service: ORIENTATION, label: { letter: Letter.parse('A'), number }, language: 'es' } }, day);
  }
  const other = createAuthor(DeviceId.parse(systemChance.id()), 1);
  const taken: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const { generation, no, orderHash: last } = journal.head;
    const entry = other.write({ at: MONDAY_NINE, businessDay: day, type: 'ticket.issued', payload: { visit: systemChance.id(), service: 'health', label: { letter: 'C', number: time + 1 }, language: 'es' } });
    const bound = { generation, no: no + 1, effectiveAt: MONDAY_NINE };
    const place = { ...bound, orderHash: orderHash(sha256, last, bound, entry.hash) };
    const ordered: OrderedEntry = { place, id: { device: other.id, epoch: 1, seq: time + 1 }, entry };
    const watch = stopwatch();
    const refused = journal.adopt([ordered]);
    taken.push(watch());
    if (refused || journal.pendingCount <= PENDING - 1) throw new Error(`it was not laid over again: ${refused ?? 'nothing is pending'}`);
  }
  db.close();
  const value = percentile(taken, 0.99);
  return {
    row: 'pending', p50: rounded(percentile(taken, 0.5)), p99: rounded(value), value: rounded(value), unit: 'ms',
    limit: LIMIT_MS, ok: value <= LIMIT_MS, note: `${PENDING} own entries laid anew over one that came first, ${TIMES} times`,
  };
}
