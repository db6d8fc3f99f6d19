import { chmodSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
import { sha256 } from '../../digest.ts';
import { CHAIN_START } from '../../../shared/domain/entries/entry.ts';
import { DeviceId } from '../../../shared/domain/ids.ts';
import { CENTRE, createAuthor, createDevice, NOON } from '../../testing/device.ts';
import { testFolder } from '../../testing/folder.ts';
import type { PushBatch } from '../order-store.ts';
import type { CentreStore } from '../store.ts';
import { openReadable, openWritable } from './handles.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { openSqliteStore } from './open.ts';
import { orBusy } from './trouble.ts';

const device = createDevice(1);
const START = { generation: 1, no: 0, orderHash: CHAIN_START };

/** Opens the order and lets the device in. */
async function begin(store: CentreStore): Promise<void> {
  const owner = createAuthor((await store.identity()).owner, 1);
  await store.push({ device: owner.id, epoch: 1, first: 1, entries: owner.writeMany(1), sent: undefined, receivedAt: NOON });
  await store.openEnrolment({ codeHash: 'code', at: NOON });
  await store.enrol({ centre: CENTRE, device: device.id, key: device.key, name: device.name, wrote: 0, codeHash: 'code', at: NOON });
}

function problemOf(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (error instanceof CannotGoOn) return error.problem;
    throw error;
  }
  throw new Error('it went on');
}

/** Nothing is forbidden to root: where the tests run as root, this acts as nobody in particular. */
function asOrdinaryUser<T>(act: () => T): T {
  if (process.getuid?.() !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return act();
  } finally {
    process.seteuid?.(0);
  }
}

test('a database from a newer version is refused by name, and not a byte of it changes', () => {
  const folder = testFolder();
  const file = join(folder, 'centre.sqlite');
  const newer = openWritable(file);
  newer.pragma(`user_version = ${MIGRATIONS.length + 1}`);
  newer.close();
  const [bytes, names] = [readFileSync(file), readdirSync(folder)];
  const problem = problemOf(() => openSqliteStore({ file, digest: sha256 }));
  expect(problem).toMatchObject({ kind: 'newerDatabase' });
  expect(problem.message).toContain(file);
  expect(readFileSync(file)).toEqual(bytes);
  expect(readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name))).toEqual(names);
});

test('a file that is no database is named as damaged and left as it is', () => {
  const file = join(testFolder(), 'centre.sqlite');
  writeFileSync(file, 'This is not a database, it is a letter.'.repeat(40));
  const bytes = readFileSync(file);
  expect(problemOf(() => openSqliteStore({ file, digest: sha256 }))).toMatchObject({ kind: 'damagedDatabase' });
  expect(readFileSync(file)).toEqual(bytes);
});

test('an empty file, left by a start that was cut off, is begun anew', async () => {
  const file = join(testFolder(), 'centre.sqlite');
  writeFileSync(file, '');
  const store = openSqliteStore({ file, digest: sha256 });
  expect(await store.head()).toEqual(START);
  await store.close();
});

test('a database that was cut short is named as damaged', async () => {
  const file = join(testFolder(), 'centre.sqlite');
  const store = openSqliteStore({ file, digest: sha256 });
  await begin(store);
  await store.close();
  truncateSync(file, 5000);
  expect(problemOf(() => openSqliteStore({ file, digest: sha256 }))).toMatchObject({ kind: 'damagedDatabase' });
});

test('a folder this user can’t write is named, and its database is left as it was', async () => {
  const folder = testFolder();
  const file = join(folder, 'centre.sqlite');
  const store = openSqliteStore({ file, digest: sha256 });
  await begin(store);
  await store.close();
  const bytes = readFileSync(file);
  chmodSync(file, 0o444);
  chmodSync(folder, 0o555);
  const problem = problemOf(() => asOrdinaryUser(() => openSqliteStore({ file, digest: sha256 })));
  chmodSync(folder, 0o755);
  expect(problem).toMatchObject({ kind: 'notWritable' });
  expect(problem.message).toContain(file);
  expect(readFileSync(file)).toEqual(bytes);
});

test('[J3] a full disk answers busy, keeps all it had, and takes the same push once there is room', async () => {
  const file = join(testFolder(), 'centre.sqlite');
  const roomy = openSqliteStore({ file, digest: sha256 });
  await begin(roomy);
  await roomy.close();

  const full = openSqliteStore({ file, digest: sha256, maxPages: 40 });
  const entries = Array.from({ length: 12 }, () => device.write({ payload: { long: 'x'.repeat(8000) } }));
  const pushed: string[] = [];
  const batch = (first: number, count: number): PushBatch => {
    return { device: device.id, epoch: 1, first, entries: entries.slice(first - 1, first - 1 + count), sent: undefined, receivedAt: NOON };
  };
  for (const [index, entry] of entries.entries()) {
    const result = await full.push(batch(index + 1, 1));
    if (result.kind === 'busy') {
      expect(result.why).toBe('diskFull');
      break;
    }
    pushed.push(entry.hash);
  }
  expect(pushed.length).toBeLessThan(entries.length);
  expect(pushed.length).toBeGreaterThan(0);
  const kept = await full.pull({ cursor: START, limit: 100 });
  expect(kept.kind === 'places' && kept.entries.slice(1).map(({ entry }) => entry.hash)).toEqual(pushed);
  await full.close();

  const again = openSqliteStore({ file, digest: sha256 });
  expect(await again.push(batch(1, 12))).toMatchObject({ acknowledged: 12, no: 13 });
  await again.close();
});

test('the owner’s id is made with the file, once', async () => {
  const file = join(testFolder(), 'centre.sqlite');
  const made = ['a', 'b'].map((letter) => DeviceId.parse(letter.repeat(26)));
  let asked = 0;
  const makeId = (): DeviceId => made[asked++] ?? device.id;
  for (const _ of made) {
    const store = openSqliteStore({ file, digest: sha256, makeId });
    expect((await store.identity()).owner).toBe(made[0]);
    await store.close();
  }
  expect(asked).toBe(1);
});

test('[J2] a writer’s handle has a commit on disk before it returns', () => {
  const writer = openWritable(join(testFolder(), 'centre.sqlite'));
  expect([writer.pragma('journal_mode', { simple: true }), writer.pragma('synchronous', { simple: true })]).toEqual(['wal', 2]);
  writer.close();
});

test('a reader’s handle can’t write, and says why', () => {
  const file = join(testFolder(), 'centre.sqlite');
  const writer = openWritable(file);
  writer.exec('CREATE TABLE paper (sheet INTEGER)');
  const reader = openReadable(file);
  expect(orBusy(() => reader.exec('INSERT INTO paper VALUES (1)'))).toMatchObject({ kind: 'busy', why: 'notWritable' });
  reader.close();
  writer.close();
});
