/** What the shell does when a part of it dies or can't start, in a real Electron. */
import { expect, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Bridge, StationLink } from '../../shared/contract/bridge.ts';
import type { Command, Reply } from '../../shared/contract/commands.ts';
import { childrenOf, IS_ROOT, NO_GPU, test } from './launch.ts';

const ISSUE = { kind: 'ticket.issue', id: '1'.repeat(26), service: 'health', language: 'es' };

interface Watched {
  umbral: Bridge;
  links: StationLink[];
  views: number;
  pending: Promise<Reply>;
}

/** Watches, in the page, what its person would see of the station. */
async function watchStation(page: Page): Promise<void> {
  await page.evaluate(() => {
    const own = globalThis as unknown as Watched;
    own.links = [];
    own.views = 0;
    own.umbral.watchLink((link) => own.links.push(link));
    own.umbral.watch({ kind: 'visitor' }, () => {
      own.views += 1;
    });
  });
  await page.waitForFunction(() => (globalThis as unknown as Watched).views === 1);
}

test('[J18] a station that is killed comes back, and a command that was pending is answered', async ({ launch }) => {
  const { pid, page } = await launch({ app: 'shell', env: { UMBRAL_WINDOWED: '1', UMBRAL_WINDOWS: 'visitor' } });
  const visitor = await page('visitor');
  await watchStation(visitor);
  const [station] = await childrenOf(pid, /station\.cjs/);
  if (station === undefined) throw new Error('no station is there');

  // Stopped first, so that the command surely waits inside it when it dies.
  process.kill(station, 'SIGSTOP');
  await visitor.evaluate((command) => {
    const own = globalThis as unknown as Watched;
    own.pending = own.umbral.call(command as unknown as Command);
  }, ISSUE);
  process.kill(station, 'SIGKILL');

  const reply = await visitor.evaluate(() => (globalThis as unknown as Watched).pending);
  expect(reply).toMatchObject({ kind: 'done', outcome: { kind: 'issued', visit: ISSUE.id } });
  await visitor.waitForFunction(() => (globalThis as unknown as Watched).views === 2);
  expect(await visitor.evaluate(() => (globalThis as unknown as Watched).links.slice(-3))).toEqual(['up', 'down', 'up']);
  const now = await childrenOf(pid, /station\.cjs/);
  expect(now).toHaveLength(1);
  expect(now).not.toContain(station);
});

test('a page that crashes is loaded again, with its bridge', async ({ launch }) => {
  const { app, page, told } = await launch({ app: 'shell', env: { UMBRAL_WINDOWED: '1', UMBRAL_WINDOWS: 'visitor' } });
  await watchStation(await page('visitor'));
  const reply = await app.evaluate(
    async ({ webContents }, command) => {
      const [contents] = webContents.getAllWebContents();
      const loaded = new Promise<void>((resolve) => {
        contents?.once('did-finish-load', () => {
          resolve();
        });
      });
      contents?.forcefullyCrashRenderer();
      await loaded;
      return contents?.executeJavaScript(`umbral.call(${JSON.stringify(command)})`) as Promise<Reply>;
    },
    ISSUE,
  );
  expect(reply).toMatchObject({ kind: 'done' });
  await told(/The visitor page is gone .* loaded again in 200 ms/);
});

test('a station that can’t go on is told of, and the shell ends with 78', async ({ runToEnd }) => {
  const { code, stderr } = await runToEnd({ app: 'shell', env: { UMBRAL_STATION_FAILS: 'config.json can’t be used: port: too big' } });
  expect(stderr).toContain('config.json can’t be used: port: too big\n');
  expect(code).toBe(78);
});

test('a Node that isn’t there is told of, and the shell ends with 78', async ({ runToEnd, runtime }) => {
  test.skip(runtime.official, 'this runtime needs no Node beside it');
  const node = join(import.meta.dirname, 'no-such-node');
  const { code, stderr } = await runToEnd({ app: 'shell', env: { UMBRAL_NODE: node } });
  expect(stderr).toContain(node);
  expect(code).toBe(78);
});

test('a window that doesn’t exist is told of, and nothing is started', async ({ runToEnd }) => {
  const { code, stderr } = await runToEnd({ app: 'shell', env: { UMBRAL_WINDOWS: 'visitor,admin' } });
  expect(stderr).toContain('«admin»');
  expect(code).toBe(78);
});

test('a second shell on the same folder ends, and the first shows itself', async ({ launch, runToEnd }) => {
  const { app, data, page } = await launch({ app: 'shell', env: { UMBRAL_WINDOWED: '1', UMBRAL_WINDOWS: 'staff' } });
  await page('staff');
  const shown = app.evaluate(({ app: own }) => new Promise<boolean>((resolve) => own.once('second-instance', () => resolve(true))));
  const { code, stderr } = await runToEnd({ app: 'shell', data });
  expect(stderr).toContain(data);
  expect(code).toBe(78);
  expect(await shown).toBe(true);
});

test('started by another process, the shell says when it is ready, and ends when told or left', async ({ runtime, folder }) => {
  for (const leave of [(child: ChildProcess) => child.send({ kind: 'stop' }), (child: ChildProcess) => child.disconnect()]) {
    const args = [...NO_GPU, ...(IS_ROOT ? ['--no-sandbox'] : []), join(runtime.apps, 'shell'), '--data', await folder()];
    const child = spawn(runtime.path, args, {
      env: { ...process.env, UMBRAL_WINDOWED: '1' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      timeout: 30_000,
    });
    const exited = once(child, 'exit');
    const [message] = (await once(child, 'message')) as [{ kind: string }];
    expect(message.kind).toBe('ready');
    leave(child);
    expect((await exited)[0]).toBe(0);
  }
});
