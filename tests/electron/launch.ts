/** Starts an Electron app for a test, says what it writes, and ends it. */
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { lendOrdinaryUser } from './ordinary-user.ts';
import { READY, type Ready } from './setup.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const LAUNCH_LIMIT_MS = 30_000;

/**
 * Makes an app wait with its windows until the test is connected. Playwright loads it by itself only
 * into a runtime that it found by itself.
 */
const WAIT_FOR_TEST = join(
  dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
  'lib/server/electron/loader.js',
);

/**
 * A screen without a graphics processor: Chromium's GPU process fails and starts again, and a page
 * that was being shown in that moment stays unshown for ever (in 25.1.1: up to half of all launches,
 * with no test attached as well; none of 60 with this switch).
 */
export const NO_GPU = ['--disable-gpu'];

/** Machines that run tests have no sound: these are devices that Chromium pretends. */
const SOUND = ['--use-fake-device-for-media-stream'];

/** Chromium's sandbox can't be used by root, so there it is off, but for a test that asks for an ordinary user. */
export const IS_ROOT = process.getuid?.() === 0;

export interface Launched {
  readonly app: ElectronApplication;
  readonly data: string;
  /** The page of the window at `umbral://app/<screen>/`, as soon as it is there. */
  readonly page: (screen: string) => Promise<Page>;
  /** Resolves with the first line of its standard error that fits, past or to come. */
  readonly told: (line: RegExp) => Promise<string>;
  /** Its main process's number; asked of `app` it can't be told once the app is gone. */
  readonly pid: number;
  /** Resolves with its exit code. */
  readonly exited: Promise<number | null>;
  /** Quits it, if it has not ended yet. */
  readonly end: () => Promise<void>;
}

export interface Launch {
  /** `contract` and `shell` are the tests' own; `umbral` is the program itself. */
  readonly app: 'contract' | 'shell' | 'umbral';
  readonly env?: Readonly<Record<string, string>>;
  /** A data folder made by the test; otherwise a fresh one. */
  readonly data?: string;
  /** What only an ordinary user can show: root lends it one, or skips it. Needs `shell`, and a data folder of its own. */
  readonly user?: 'ordinary';
}

/** Who runs an app, where it isn't simply this process's user. */
interface Runner {
  readonly sandbox: boolean;
  readonly waitForTest: string;
}

/** How a run that nobody drives ended. */
export interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

interface Fixtures {
  /** Runs an app that is expected to end by itself. */
  readonly runToEnd: (what: Launch) => Promise<Ended>;
  readonly launch: (what: Launch) => Promise<Launched>;
  readonly folder: () => Promise<string>;
  readonly runtime: Extract<Ready, { kind: 'ready' }>;
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from here
  runtime: async ({}, use) => {
    const ready = JSON.parse(process.env[READY] ?? '') as Ready;
    base.skip(ready.kind === 'none', ready.kind === 'none' ? `no Electron here: ${ready.why}` : '');
    if (ready.kind === 'ready') await use(ready);
  },

  // oxlint-disable-next-line no-empty-pattern -- as above
  folder: async ({}, use) => {
    const folders: string[] = [];
    await use(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'umbral-shell-'));
      folders.push(folder);
      return folder;
    });
    for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },

  runToEnd: async ({ runtime, folder }, use) => {
    await use(async (what) => {
      const args = [...NO_GPU, ...(IS_ROOT ? ['--no-sandbox'] : []), appFolder(runtime, what), '--data', what.data ?? (await folder())];
      const child = spawn(runtime.path, args, { env: { ...definedEnv(), ...what.env }, stdio: ['ignore', 'ignore', 'pipe'], timeout: LAUNCH_LIMIT_MS });
      const stderr = text(child.stderr);
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, stderr: await stderr };
    });
  },

  launch: async ({ runtime, folder }, use) => {
    const launched: Launched[] = [];
    await use(async (what) => {
      const one =
        what.user === 'ordinary' && IS_ROOT
          ? await launchAsOrdinaryUser(await folder(), runtime.path, appFolder(runtime, what), what.env)
          : await launchElectron(runtime.path, appFolder(runtime, what), what.data ?? (await folder()), what.env);
      launched.push(one);
      return one;
    });
    for (const one of launched) await one.end();
  },
});

function appFolder(runtime: Fixtures['runtime'], { app }: Launch): string {
  return app === 'umbral' ? ROOT : join(runtime.apps, app);
}

/** Without the query, where a page keeps what it was told. */
function addressOf(page: Page): string {
  return page.url().split('?', 1)[0] ?? '';
}

/**
 * Starts an Electron app and waits until it can be driven.
 * @param runtime the executable.
 * @param folder the app: what holds its `package.json`.
 * @param env in addition to this process's own.
 */
export async function launchElectron(
  runtime: string,
  folder: string,
  data: string,
  env: Readonly<Record<string, string>> = {},
  { sandbox, waitForTest }: Runner = { sandbox: !IS_ROOT, waitForTest: WAIT_FOR_TEST },
): Promise<Launched> {
  const app = await _electron.launch({
    executablePath: runtime,
    args: [...NO_GPU, ...SOUND, '-r', waitForTest, folder, '--data', data],
    env: { ...definedEnv(), ...env },
    chromiumSandbox: sandbox,
    timeout: LAUNCH_LIMIT_MS,
  });
  const child = app.process();
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  let rest = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    for (const listener of listeners) listener();
  });
  const exited = new Promise<number | null>((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    child.once('exit', resolve);
  });
  return {
    app,
    data,
    pid: child.pid ?? 0,
    exited,
    end: async () => {
      child.kill('SIGTERM');
      await exited;
    },
    page: async (screen) => {
      const url = `umbral://app/${screen}/`;
      // A window is there before it is at its address, and nothing tells of the second.
      await expect.poll(() => app.windows().map(addressOf), { timeout: LAUNCH_LIMIT_MS }).toContain(url);
      const page = app.windows().find((one) => addressOf(one) === url);
      if (!page) throw new Error(`the window at ${url} went away`);
      return page;
    },
    told: (fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          const line = lines.find((one) => fits.test(one));
          if (line === undefined) return;
          listeners.delete(look);
          resolve(line);
        };
        listeners.add(look);
        look();
      }),
  };
}

/** Skips the test that runs where this machine's root can lend nobody. */
async function launchAsOrdinaryUser(folder: string, runtime: string, app: string, env: Readonly<Record<string, string>> = {}): Promise<Launched> {
  const user = await lendOrdinaryUser(folder, { runtime, app, first: WAIT_FOR_TEST });
  if (user.kind === 'none') {
    test.skip(true, `Chromium’s sandbox can’t be used by root, which can’t run it as an ordinary user either: ${user.why}`);
    throw new Error('a skipped test goes no further');
  }
  return launchElectron(user.executable, user.app, user.data, { ...env, ...user.env }, { sandbox: true, waitForTest: user.first });
}

function definedEnv(): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  return env;
}

/** The child processes of a process whose command line fits (Linux). */
export async function childrenOf(pid: number, fits: RegExp): Promise<number[]> {
  const found: number[] = [];
  for (const task of await readdir(`/proc/${pid}/task`)) {
    const children = await readFile(`/proc/${pid}/task/${task}/children`, 'utf8');
    for (const child of children.split(' ').filter(Boolean)) {
      const commandLine = (await readFile(`/proc/${child}/cmdline`, 'utf8')).replaceAll('\0', ' ');
      if (fits.test(commandLine)) found.push(Number(child));
    }
  }
  return found;
}
