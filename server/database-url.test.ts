/** A server whose order stands in PostgreSQL, as a process: how it is told where, and what it says of it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { onPostgres, type LentDatabase } from '../tests/fixtures/on-postgres.ts';
import { EXIT_CANT_GO_ON } from '../shared/contract/problem.ts';
import type { FromServer } from './channel.ts';
import { testFolder } from './testing/folder.ts';

function start(settings: { databaseUrl?: string }, databaseUrl: string) {
  const folder = testFolder();
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ host: '127.0.0.1', port: 0, ...settings }));
  const child = fork(join(import.meta.dirname, 'main.ts'), ['--data', folder], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  if (!child.stdout || !child.stderr) throw new Error('the child has no output');
  const all = Promise.all([text(child.stdout), text(child.stderr)]);
  return {
    child,
    hasFile: () => existsSync(join(folder, 'centre.sqlite')),
    said: once(child, 'message').then(([message]) => message as FromServer),
    /** Ends it where it runs, and returns all it wrote, to its log and for people. */
    async end() {
      const gone = once(child, 'exit');
      if (child.connected) child.send({ kind: 'stop' });
      const [code] = (await gone) as [number | null];
      return { code, wrote: (await all).join('\n') };
    },
  };
}

/** Nothing is there under this address: whoever opens it fails. */
const ELSEWHERE = 'postgres://ana:s3creto@127.0.0.1:1/nowhere';

await onPostgres('a server whose order stands in PostgreSQL', ({ testDatabase }) => {
  const isUsed = (database: LentDatabase) =>
    database.query<{ used: boolean }>("SELECT to_regclass('umbral.centre') IS NOT NULL AS used").then((rows) => rows[0]?.used);

  test('DATABASE_URL makes it so, before what the settings name; the password is nowhere in what it writes', async () => {
    const database = await testDatabase();
    const server = start({ databaseUrl: ELSEWHERE }, database.url);
    expect(await server.said).toMatchObject({ kind: 'ready' });
    expect([await isUsed(database), server.hasFile()]).toEqual([true, false]);
    const { code, wrote } = await server.end();
    expect(code).toBe(0);
    const { host, pathname, password } = new URL(database.url);
    expect(wrote).toContain(`order in ${pathname.slice(1)} at ${host}`);
    expect(wrote).not.toContain(password);
  });

  test('so does "databaseUrl" in the settings, where the environment’s is empty', async () => {
    const database = await testDatabase();
    const server = start({ databaseUrl: database.url }, '');
    expect(await server.said).toMatchObject({ kind: 'ready' });
    expect([await isUsed(database), server.hasFile()]).toEqual([true, false]);
    await server.end();
  });

  test('one that was killed leaves the database to the next', async () => {
    const database = await testDatabase();
    const killed = start({}, database.url);
    expect(await killed.said).toMatchObject({ kind: 'ready' });
    killed.child.kill('SIGKILL');
    const next = start({}, database.url);
    expect(await next.said).toMatchObject({ kind: 'ready' });
    await next.end();
  });

  test('a database that can’t be opened ends it with the reason, without the password, and no file is begun instead', async () => {
    const url = new URL((await testDatabase()).url);
    url.password = 's3creto';
    const server = start({}, url.href);
    expect(await server.said).toMatchObject({ kind: 'failed', problem: { kind: 'badFile', message: expect.stringContaining('password authentication failed') } });
    const { code, wrote } = await server.end();
    expect([code, server.hasFile()]).toEqual([EXIT_CANT_GO_ON, false]);
    expect(wrote).not.toContain('s3creto');
  });
});

test('an address that is none is refused by where it stands, and not repeated', async () => {
  const server = start({}, 'mysql://ana:s3creto@db.example/umbral');
  expect(await server.said).toMatchObject({ kind: 'failed', problem: { kind: 'badFile', message: expect.stringContaining('DATABASE_URL') } });
  const { code, wrote } = await server.end();
  expect(code).toBe(EXIT_CANT_GO_ON);
  expect(wrote).not.toContain('s3creto');
});
