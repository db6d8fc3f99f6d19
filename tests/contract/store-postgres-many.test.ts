/** What only many at once can show of an order in PostgreSQL: the rest is in the suite of all stores. */
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { CHAIN_START, orderHash, type OrderedEntry } from '../../shared/domain/entries/entry.ts';
import { sha256 } from '../../server/digest.ts';
import { readAddress } from '../../server/store/postgres/address.ts';
import { openPostgresStore } from '../../server/store/postgres/open.ts';
import type { CentreStore } from '../../server/store/store.ts';
import { createDevice, type TestDevice } from '../../server/testing/device.ts';
import { onPostgres, type LentDatabase } from '../fixtures/on-postgres.ts';
import { cursorAt, enrolDevice, openOrder, push, pullAll, START } from './store-steps.ts';

const DEVICES = 8;
const BATCHES = 6;
const BATCH = 5;
/** The owner's entry that opens the order, and all that the devices push. */
const PLACES = 1 + DEVICES * BATCHES * BATCH;

await onPostgres('many at once on the PostgreSQL store', ({ testDatabase }) => {
  async function openStore(): Promise<{ store: CentreStore; database: LentDatabase }> {
    const database = await testDatabase();
    const store = await openPostgresStore({
      address: readAddress(database.url, 'the test’s own URL'),
      digest: sha256,
      patience: { tries: 1, betweenTriesMs: 0, lockMs: 100 },
    });
    onTestFinished(() => store.close());
    return { store, database };
  }

  test('[J3][J4][J6] devices push at once, each batch twice, while stations pull: every place is seen once, in order, with no gap', async () => {
    const { store } = await openStore();
    const devices = Array.from({ length: DEVICES }, (_, number) => createDevice(number + 1));
    for (const device of devices) await enrolDevice(store, device);
    await openOrder(store);
    const stations = [1, 3, 1000].map((limit) => follow(store, limit));
    await Promise.all(devices.flatMap((device) => pushTwice(store, device)));
    const [seen, ...others] = await Promise.all(stations);
    for (const other of others) expect(other).toEqual(seen);
    checkOrder(seen ?? [], devices);
    expect(await pullAll(store)).toEqual(seen);
  });

  test('[J3] a push waits for whoever holds the order, and is told to come again', async () => {
    const { store, database } = await openStore();
    const device = createDevice(1);
    await enrolDevice(store, device);
    await openOrder(store);
    const entries = device.writeMany(2);
    const other = new Client({ connectionString: database.url });
    await other.connect();
    try {
      await other.query('BEGIN; SELECT FROM umbral.centre FOR UPDATE');
      expect(await push(store, device, entries)).toMatchObject({ kind: 'busy', why: 'locked' });
    } finally {
      await other.end();
    }
    expect(await push(store, device, entries)).toMatchObject({ kind: 'acknowledged', acknowledged: 2, added: 2 });
  });
});

/** Pushes a device's journal, batch after batch; each is sent twice at once, as after a time-out. */
function pushTwice(store: CentreStore, device: TestDevice): readonly Promise<void>[] {
  const batches = Array.from({ length: BATCHES }, () => device.writeMany(BATCH));
  const one = async (): Promise<void> => {
    for (const batch of batches) expect(await push(store, device, batch)).toMatchObject({ kind: 'acknowledged' });
  };
  return [one(), one()];
}

/** Pulls as a station does, while the order grows, until all of it is there. */
async function follow(store: CentreStore, limit: number): Promise<readonly OrderedEntry[]> {
  const seen: OrderedEntry[] = [];
  for (let cursor = START; seen.length < PLACES; ) {
    const pulled = await store.pull({ cursor, limit });
    if (pulled.kind !== 'places') throw new Error(`pull answered ${pulled.kind}`);
    expect(pulled.head).toBeGreaterThanOrEqual(cursor.no + pulled.entries.length);
    seen.push(...pulled.entries);
    const last = pulled.entries.at(-1);
    if (last) cursor = cursorAt(last);
  }
  return seen;
}

function checkOrder(order: readonly OrderedEntry[], devices: readonly TestDevice[]): void {
  let previous = CHAIN_START;
  for (const [index, { place, entry }] of order.entries()) {
    expect(place.no).toBe(index + 1);
    expect(place.orderHash).toBe(orderHash(sha256, previous, place, entry.hash));
    previous = place.orderHash;
  }
  for (const device of devices) {
    expect(order.filter(({ id }) => id.device === device.id).map(({ entry }) => entry)).toEqual(device.journal);
  }
}
