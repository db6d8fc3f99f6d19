/** A disk that changed the order under its owner. */
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '../digest.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import { createClock } from '../testing/clock.ts';
import { bootNumber, createDevice, NOON } from '../testing/device.ts';
import { testFolder } from '../testing/folder.ts';
import { createOwner, type OwnerTrouble } from './index.ts';

/** What a start comes to on an order of some sixty places, with a snapshot in its midst, after this was done to it. */
async function startAfter(harm: string): Promise<{ error: unknown; troubles: readonly OwnerTrouble[]; state: string }> {
  const file = join(testFolder(), 'centre.sqlite');
  const device = createDevice(1);
  const before = openSqliteStore({ file, digest: sha256 });
  await before.putDevice({ device: device.id, name: device.name, key: device.key, epoch: 1, standing: 'in', at: NOON });
  const write = async (count: number): Promise<void> => {
    const first = device.journal.length + 1;
    await before.push({ device: device.id, epoch: 1, first, entries: device.writeMany(count), sent: undefined, receivedAt: NOON });
  };
  const parts = { digest: sha256, clock: createClock(), bootId: bootNumber(0), opens: 'byItself', onMoved: () => {} } as const;
  const owner = createOwner({ ...parts, store: before, onTrouble: () => {} });
  await owner.start();
  await write(30);
  await owner.snapshot();
  await write(30);
  await owner.stop();
  await before.close();
  const db = new Database(file);
  db.exec(harm);
  db.close();

  const store = openSqliteStore({ file, digest: sha256 });
  const troubles: OwnerTrouble[] = [];
  const again = createOwner({ ...parts, store, onTrouble: (trouble) => troubles.push(trouble) });
  try {
    await again.start();
    const kept = await again.snapshot();
    return { error: undefined, troubles, state: kept.kind === 'snapshot' ? kept.snapshot.stateHash : kept.kind };
  } catch (error) {
    return { error, troubles, state: '' };
  } finally {
    await again.stop();
    await store.close();
  }
}

const DAMAGED = { problem: { kind: 'damagedDatabase', message: expect.stringContaining('order') } };

test.each([
  ['an entry after the snapshot', "UPDATE entries SET bytes = replace(bytes, 'test', 'best') WHERE no = 50"],
  ['a stamp after the snapshot', 'UPDATE entries SET effective_at = effective_at + 1 WHERE no = 50'],
  ['a place after the snapshot that is gone', 'DELETE FROM entries WHERE no = 50'],
  ['where a chain ends', "UPDATE chains SET hash = replace(hash, 'a', 'b')"],
  ['how far a device got', 'UPDATE chains SET acknowledged = acknowledged + 1'],
])('[J7] %s is found at the start, and nothing is ordered after it', async (_, harm) => {
  expect((await startAfter(harm)).error).toMatchObject(DAMAGED);
});

test.each([
  ['its chains', "UPDATE snapshot SET chains = replace(chains, '\"seq\":30', '\"seq\":31')"],
  ['its chains beyond reading', "UPDATE snapshot SET chains = '[{'"],
  ['its place', 'UPDATE snapshot SET no = no + 1'],
  ['its state', "UPDATE snapshot SET state = replace(state, '1', '2')"],
])('[J8] a snapshot with %s changed is told, and the order folded from its start', async (_, harm) => {
  const sound = await startAfter('');
  const { error, troubles, state } = await startAfter(harm);
  expect(error).toBeUndefined();
  expect(sound.troubles).toEqual([]);
  expect(troubles).toContainEqual({ kind: 'badSnapshot' });
  // The one that is given to devices is good.
  expect(state).toMatch(/^[0-9a-f]{64}$/);
});
