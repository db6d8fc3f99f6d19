import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { SERVER_PORT } from '../shared/contract/settings.ts';
import { takeDataFolder } from './data-folder.ts';
import { testFolder } from './testing/folder.ts';

const log = pino({ level: 'silent' });

test('a first start makes the folder, for its owner alone, and writes the settings it starts with', async () => {
  const folder = join(testFolder(), 'centre', 'server');
  const taken = await takeDataFolder(folder, log);
  expect(taken.settings).toEqual({ host: '127.0.0.1', port: SERVER_PORT });
  expect(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))).toEqual(taken.settings);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  taken.release();
});

test.each([
  ['enrol-code', 'codeFile'],
  ['admin-code', 'adminCodeFile'],
] as const)('%s replaces the one before it whole, readable by its owner alone, and removing it twice is fine', async (name, which) => {
  const folder = testFolder();
  const { [which]: codeFile, release } = await takeDataFolder(folder, log);
  await codeFile.write('first');
  await codeFile.write('second');
  const file = join(folder, name);
  expect(readFileSync(file, 'utf8')).toBe('second\n');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await codeFile.remove();
  await codeFile.remove();
  expect(existsSync(file)).toBe(false);
  release();
});

test('a folder is let go for whoever comes next, also when it could not be used', async () => {
  const folder = testFolder();
  mkdirSync(join(folder, 'config.json'));
  await expect(takeDataFolder(folder, log)).rejects.toMatchObject({ problem: { kind: 'notWritable' } });
  // Were the lock still held, this would be `alreadyRunning`.
  await expect(takeDataFolder(folder, log)).rejects.toMatchObject({ problem: { kind: 'notWritable' } });
});
