/** One byte of the server's database is changed by its disk: a person is told, or all is as it was. */
import Database from 'better-sqlite3';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CannotGoOn } from '../../shared/contract/problem.ts';
import { CHAIN_START, type OrderedEntry } from '../../shared/domain/entries/entry.ts';
import { BootId } from '../../shared/domain/ids.ts';
import { sha256 as stationDigest } from '../../main/station/journal/digest.ts';
import { follow, NO_ORDER } from '../../main/station/journal/follow.ts';
import { sha256 } from '../../server/digest.ts';
import { createOwner } from '../../server/owner/index.ts';
import { inspectOrder } from '../../server/owner/inspection.ts';
import { openSqliteStore } from '../../server/store/sqlite/open.ts';
import type { CentreStore } from '../../server/store/store.ts';
import { CENTRE, createDevice, NOON } from '../../server/testing/device.ts';
import { createClock } from '../../server/testing/clock.ts';
import { testChance, testFolder } from '../fixtures/world.ts';

/** `UMBRAL_FLIPS=5000` looks longer. */
const FLIPS = Number(process.env['UMBRAL_FLIPS'] ?? 100);
const SEED = Number(process.env['UMBRAL_SEED'] ?? 1);

let folder: ReturnType<typeof testFolder>;
const whole = (): string => join(folder.path, 'whole.sqlite');
let before: unknown;

beforeAll(async () => {
  folder = testFolder();
  const store = openSqliteStore({ file: whole(), digest: sha256 });
  const devices = [1, 2, 3].map((number) => createDevice(number));
  await store.openEnrolment({ codeHash: sha256('code'), at: NOON });
  for (const [index, { id, key, name }] of devices.entries()) {
    const row = { device: id, key, name, at: NOON };
    if (index === 0) await store.enrol({ ...row, centre: CENTRE, wrote: 0, codeHash: sha256('code') });
    else await store.putDevice({ ...row, epoch: 1, standing: 'in' });
  }
  const owner = ownerOf(store);
  await owner.start();
  for (let n = 0; n < 40; n += 1) {
    for (const device of devices) {
      const first = device.journal.length + 1;
      await store.push({ device: device.id, epoch: 1, first, entries: device.writeMany(3), sent: device.readClocks(5, NOON), receivedAt: NOON + n });
    }
  }
  await owner.snapshot();
  for (const device of devices) await store.push({ device: device.id, epoch: 1, first: device.journal.length + 1, entries: device.writeMany(20), sent: undefined, receivedAt: NOON + 99 });
  await owner.stop();
  before = await all(store);
  await store.close();
}, 60_000);
afterAll(() => folder.remove());

function ownerOf(store: CentreStore): ReturnType<typeof createOwner> {
  return createOwner({ store, digest: sha256, clock: createClock(), bootId: BootId.parse('0'.repeat(26)), opens: 'byItself', onMoved: () => {}, onTrouble: () => {} });
}

/** All that a store holds of its order and its devices. */
async function all(store: CentreStore) {
  const order: OrderedEntry[] = [];
  for (let cursor = { generation: 1, no: 0, orderHash: CHAIN_START }; ; ) {
    const pulled = await store.pull({ cursor, limit: 1000 });
    if (pulled.kind !== 'places') throw new Error(pulled.kind);
    const last = pulled.entries.at(-1);
    if (!last) break;
    order.push(...pulled.entries);
    cursor = { generation: last.place.generation, no: last.place.no, orderHash: last.place.orderHash };
  }
  return structuredClone({ order, head: await store.head(), ordering: await store.ordering(), identity: await store.identity(), devices: await store.devices(), chains: await store.chains() });
}

it('[J8] one bit of it, anywhere: the server says so and starts not, or says so later and every station refuses what stands there, or all is as it was', async () => {
  const chance = testChance(SEED);
  const bytes = readFileSync(whole());
  const counts = { same: 0, refused: 0, toldLater: 0 };
  for (let n = 0; n < FLIPS; n += 1) {
    const [at, bit] = [Math.floor(chance.fraction() * bytes.length), Math.floor(chance.fraction() * 8)];
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
    counts[await whatCameOf(flipped, `byte ${at} bit ${bit}`)] += 1;
  }
  if (process.env['UMBRAL_FLIPS'] !== undefined) process.stdout.write(`${FLIPS} flips of the server’s database, seed ${SEED}: ${JSON.stringify(counts)}\n`);
  expect(counts.refused).toBeGreaterThan(0);
}, 600_000);

async function whatCameOf(flipped: Buffer, where: string): Promise<'same' | 'refused' | 'toldLater'> {
  const place = join(folder.path, 'flipped');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  const file = join(place, 'centre.sqlite');
  writeFileSync(file, flipped);
  let store: CentreStore | undefined;
  try {
    store = openSqliteStore({ file, digest: sha256 });
    const owner = ownerOf(store);
    await owner.start();
    await owner.stop();
    const now = await all(store);
    // What lies before the last snapshot is looked through when the doors are open, and by every device that takes it.
    if ((await inspectOrder(store, sha256)) !== undefined) {
      expect(typeof follow(stationDigest, NO_ORDER, now.order, undefined), where).toBe('string');
      return 'toldLater';
    }
    expect(now, where).toEqual(before);
    return 'same';
  } catch (error) {
    if (isTold(error)) return 'refused';
    throw new Error(where, { cause: error });
  } finally {
    await store?.close();
  }
}

/** In words of ours, or of SQLite's about the file. */
function isTold(error: unknown): boolean {
  if (error instanceof CannotGoOn) return true;
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}
