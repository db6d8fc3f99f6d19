/** A long order in a moment: a device of the test's own writes into the database of a server that is down. */
import { join } from 'node:path';
import { sha256 } from '../../server/digest.ts';
import { openSqliteStore } from '../../server/store/sqlite/open.ts';
import { createDevice, type TestDevice } from '../../server/testing/device.ts';
import { systemClock } from '../../server/clock.ts';

const BATCH = 500;

/** Writes so many entries, of a kind that nobody folds, after whatever `by` has written. */
export async function lengthenOrder(serverData: string, count: number, by: TestDevice = createDevice(900)): Promise<TestDevice> {
  const store = openSqliteStore({ file: join(serverData, 'centre.sqlite'), digest: sha256 });
  const at = systemClock.now();
  try {
    await store.putDevice({ device: by.id, name: by.name, key: by.key, epoch: by.epoch, standing: 'in', at });
    for (let left = count; left > 0; left -= BATCH) {
      const first = by.journal.length + 1;
      const entries = by.writeMany(Math.min(BATCH, left));
      const pushed = await store.push({ device: by.id, epoch: by.epoch, first, entries, sent: undefined, receivedAt: at });
      if (pushed.kind !== 'acknowledged') throw new Error(`the order was not lengthened: ${pushed.kind}`);
    }
    return by;
  } finally {
    await store.close();
  }
}
