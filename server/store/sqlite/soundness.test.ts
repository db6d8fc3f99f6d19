import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CannotGoOn, type Problem } from '../../../shared/contract/problem.ts';
import { sha256 } from '../../digest.ts';
import { createDevice, NOON } from '../../testing/device.ts';
import { testFolder } from '../../testing/folder.ts';
import { openWritable } from './handles.ts';
import { openSqliteStore } from './open.ts';

/** A file with a device in it, closed. */
async function begun(): Promise<string> {
  const file = join(testFolder(), 'centre.sqlite');
  const store = openSqliteStore({ file, digest: sha256 });
  const { id, key, name } = createDevice(1);
  await store.putDevice({ device: id, name, key, epoch: 1, standing: 'in', at: NOON });
  await store.close();
  return file;
}

function problemOf(file: string): Problem {
  try {
    openSqliteStore({ file, digest: sha256 });
  } catch (error) {
    if (error instanceof CannotGoOn) return error.problem;
    throw error;
  }
  throw new Error('it opened');
}

test.each([
  ['a device that is in turned out', 'revoked_at = 1'],
  ['a key', 'key = lower(key)'],
  ['an epoch', 'epoch = 65'],
])('%s by the disk is found, named, and left as it was', async (_, change) => {
  const file = await begun();
  const db = openWritable(file);
  const second = db.prepare<[], string>('SELECT again FROM devices').pluck().get();
  db.exec(`UPDATE devices SET ${change}`);
  // A disk changes one of the two writings, and keeps up neither.
  db.prepare('UPDATE devices SET again = ?').run(second);
  db.close();
  const bytes = readFileSync(file);
  const problem = problemOf(file);
  expect(problem).toMatchObject({ kind: 'damagedDatabase' });
  expect(problem.message).toContain(file);
  expect(readFileSync(file)).toEqual(bytes);
});

test('a shape that is not this version’s is found', async () => {
  const file = await begun();
  const db = openWritable(file);
  db.exec('DROP TRIGGER staff_audit_stays');
  db.close();
  expect(problemOf(file)).toMatchObject({ kind: 'damagedDatabase', message: expect.stringContaining('its shape') });
});

test('a head that would have the log left unread is found before anything is', async () => {
  const file = await begun();
  const store = openSqliteStore({ file, digest: sha256 });
  await store.writeOff(createDevice(1).id);
  // As it lies there after a crash, with its log.
  const [bytes, log] = [readFileSync(file), readFileSync(`${file}-wal`)];
  await store.close();
  bytes[18] = 1;
  writeFileSync(file, bytes);
  writeFileSync(`${file}-wal`, log);
  expect(problemOf(file)).toMatchObject({ kind: 'damagedDatabase', message: expect.stringContaining('its head') });
});
