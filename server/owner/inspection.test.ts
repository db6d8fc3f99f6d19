import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sha256 } from '../digest.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import type { CentreStore } from '../store/store.ts';
import { createAuthor, NOON } from '../testing/device.ts';
import { testFolder } from '../testing/folder.ts';
import { inspectOrder } from './inspection.ts';

async function longOrder(): Promise<{ store: CentreStore; harm: (sql: string) => void }> {
  const file = join(testFolder(), 'centre.sqlite');
  const store = openSqliteStore({ file, digest: sha256 });
  onTestFinished(() => store.close());
  const author = createAuthor((await store.identity()).owner, 1);
  await store.push({ device: author.id, epoch: 1, first: 1, entries: author.writeMany(250), sent: undefined, receivedAt: NOON });
  return {
    store,
    harm(sql) {
      const db = new Database(file);
      db.exec(sql);
      db.close();
    },
  };
}

test('an order that is what was ordered is found so', async () => {
  const { store } = await longOrder();
  expect(await inspectOrder(store, sha256)).toBeUndefined();
});

test.each([
  ['an entry', "bytes = replace(bytes, 'test', 'best')"],
  ['a hash', 'hash = substr(hash, 2) || substr(hash, 1, 1)'],
  ['a stamp', 'effective_at = effective_at + 1'],
  ['an author', 'epoch = 2'],
  ['a generation', 'generation = 2'],
])('[J19] %s that a disk changed is found, and where', async (_, change) => {
  const { store, harm } = await longOrder();
  harm(`UPDATE entries SET ${change} WHERE no = 217`);
  expect(await inspectOrder(store, sha256)).toBe(200);
});

test('a place that is gone is found', async () => {
  const { store, harm } = await longOrder();
  harm('DELETE FROM entries WHERE no = 150');
  expect(await inspectOrder(store, sha256)).toBe(100);
});

test('it ends when it is told to', async () => {
  const { store, harm } = await longOrder();
  harm('DELETE FROM entries WHERE no = 150');
  expect(await inspectOrder(store, sha256, AbortSignal.abort())).toBeUndefined();
});
