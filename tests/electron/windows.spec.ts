/** What a page in a window of ours can't do, seen in a real Electron with a station without a database. */
import { expect, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bridge } from '../../shared/contract/bridge.ts';
import type { Command, Reply } from '../../shared/contract/commands.ts';
import { childrenOf, test } from './launch.ts';

const PRELOADS = join(import.meta.dirname, '..', '..', 'dist', 'preload');
const WINDOWED = { UMBRAL_WINDOWED: '1' };
const id = (n: number): string => String(n).padStart(26, '0');
const ISSUE = { kind: 'ticket.issue', id: id(1), service: 'health', language: 'es' };
const CALL_NEXT = { kind: 'desk.callNext', id: id(2), desk: 'desk-3' };

interface Seen {
  node: string[];
  eval: string;
  newFunction: string;
  inline: string;
  bridge: string[];
  refusedByPolicy: string[];
}

const seenBy = async (page: Page): Promise<Seen> => {
  await page.waitForFunction(() => 'seen' in globalThis);
  return page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
};

/** What the page's own script would do with its bridge. */
const call = (page: Page, command: object): Promise<Reply> =>
  page.evaluate((given) => (globalThis as unknown as { umbral: Bridge }).umbral.call(given as unknown as Command), command);

for (const screen of ['visitor', 'staff', 'display'] as const) {
  test(`the ${screen} page has a bridge, and no Node, no eval, no inline script`, async ({ launch }) => {
    const { page } = await launch({ app: 'shell', env: { ...WINDOWED, UMBRAL_WINDOWS: screen } });
    const seen = await seenBy(await page(screen));
    expect(seen.node).toEqual(Array.from({ length: 5 }, () => 'undefined'));
    expect(seen.bridge).toEqual(['call', 'painted', 'watch', 'watchLink', 'watchUnreadable', 'withdraw']);
    expect([seen.eval, seen.newFunction, seen.inline]).toEqual(['EvalError', 'EvalError', 'refused']);
  });
}

test('a page can load nothing, fetch nothing and frame nothing from elsewhere', async ({ launch }) => {
  const { page } = await launch({ app: 'shell', env: { ...WINDOWED, UMBRAL_WINDOWS: 'visitor' } });
  const visitor = await page('visitor');
  await seenBy(visitor);
  const refused = await visitor.evaluate(async () => {
    const { document, fetch, addEventListener } = globalThis as unknown as PageGlobals;
    const seen: string[] = [];
    const all = new Promise<void>((resolve) => {
      addEventListener('securitypolicyviolation', (event) => {
        seen.push(event.effectiveDirective);
        if (seen.length === 5) resolve();
      });
    });
    const add = (tag: string, src: string): void => {
      document.body.append(Object.assign(document.createElement(tag), { src }));
    };
    add('script', 'data:text/javascript,0');
    add('img', 'https://example.invalid/a.png');
    add('iframe', 'umbral://app/staff/');
    const ask = (url: string): Promise<string> =>
      fetch(url).then(
        () => 'fetched',
        () => 'refused',
      );
    // Its own folder is open to it, since a map of the streets lies there.
    const fetched = [await ask('https://example.invalid/a.json'), await ask('umbral://other/page.js'), await ask('umbral://app/page.js')];
    await all;
    return [...seen.sort(), ...fetched];
  });
  expect(refused).toEqual(['connect-src', 'connect-src', 'frame-src', 'img-src', 'script-src-elem', 'refused', 'refused', 'fetched']);
});

/** The few of a page's globals that these tests touch; the tests' own types have no DOM. */
interface PageGlobals {
  document: { body: { append(node: object): void }; createElement(tag: string): object };
  fetch: (url: string) => Promise<unknown>;
  addEventListener: (kind: string, listener: (event: { effectiveDirective: string; key: string }) => void) => void;
  location: { href: string; reload(): void };
  open(url: string): object | null;
}

test('a page can’t leave its address, and can’t open a window', async ({ launch }) => {
  const { app, page } = await launch({ app: 'shell', env: { ...WINDOWED, UMBRAL_WINDOWS: 'visitor' } });
  const visitor = await page('visitor');
  await seenBy(visitor);
  const opened = await visitor.evaluate(() => (globalThis as unknown as PageGlobals).open('umbral://app/staff/'));
  expect(opened).toBeNull();
  // Its own step: the page must not try before somebody listens.
  await app.evaluate(({ webContents }) => {
    const tried = new Promise<string>((resolve) => {
      const [contents] = webContents.getAllWebContents();
      contents?.once('will-frame-navigate', (event) => {
        setImmediate(() => {
          resolve(event.defaultPrevented ? 'prevented' : 'let through');
        });
      });
    });
    Object.assign(globalThis, { tried });
  });
  await visitor.evaluate(() => {
    // Not at once: Playwright would wait for a page that never comes.
    setTimeout(() => {
      (globalThis as unknown as PageGlobals).location.href = 'umbral://app/staff/';
    });
  });
  expect(await app.evaluate(() => (globalThis as unknown as { tried: Promise<string> }).tried)).toBe('prevented');
  expect(visitor.url()).toBe('umbral://app/visitor/');
  expect(app.windows()).toHaveLength(1);
});

test('a page may load itself again', async ({ launch }) => {
  const { page } = await launch({ app: 'shell', env: { ...WINDOWED, UMBRAL_WINDOWS: 'visitor' } });
  const visitor = await page('visitor');
  await seenBy(visitor);
  const loaded = visitor.waitForEvent('load');
  await visitor.evaluate(() => {
    Object.assign(globalThis, { before: true });
    setTimeout(() => {
      (globalThis as unknown as PageGlobals).location.reload();
    });
  });
  await loaded;
  expect(await visitor.evaluate(() => 'before' in globalThis)).toBe(false);
  expect(await call(visitor, ISSUE)).toMatchObject({ kind: 'done' });
});

test('[V1] the visitor’s page learns where headphones are, no other page does, and none can open a microphone', async ({ launch }) => {
  const { page } = await launch({ app: 'shell', env: { ...WINDOWED, UMBRAL_WINDOWS: 'visitor,staff' } });
  const hear = async (screen: string): Promise<{ named: number; opened: string }> => {
    const shown = await page(screen);
    await seenBy(shown);
    return shown.evaluate(async () => {
      const { navigator } = globalThis as unknown as { navigator: { mediaDevices: { enumerateDevices(): Promise<{ kind: string; label: string }[]>; getUserMedia(of: object): Promise<unknown> } } };
      const devices = await navigator.mediaDevices.enumerateDevices();
      const opened = await navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'opened', (error: Error) => error.name);
      return { named: devices.filter(({ kind, label }) => kind === 'audiooutput' && label !== '').length, opened };
    });
  };
  expect(await hear('visitor')).toEqual({ named: 3, opened: 'NotAllowedError' });
  expect(await hear('staff')).toEqual({ named: 0, opened: 'NotAllowedError' });
});

interface Came {
  /** Set before whatever brings it. */
  came: Promise<string>;
}

test('a page is refused every permission, and every download but a file that the staff’s page made', async ({ launch, folder }) => {
  const { app, page } = await launch({ app: 'shell', env: { ...WINDOWED, UMBRAL_WINDOWS: 'visitor,staff' } });
  const visitor = await page('visitor');
  await seenBy(visitor);
  const states = await visitor.evaluate(async () => {
    const { navigator } = globalThis as unknown as { navigator: { permissions: { query(of: object): Promise<{ state: string }> } } };
    const names = ['geolocation', 'notifications', 'camera', 'clipboard-read', 'midi'];
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
  });
  expect(new Set(states)).toEqual(new Set(['denied']));

  const path = join(await folder(), 'saved.txt');
  /** From here on the next download is waited for, and saved where nobody is asked. */
  const awaitDownload = (): Promise<void> =>
    app.evaluate(({ webContents }, savePath) => {
      (globalThis as unknown as Came).came = new Promise<string>((resolve) => {
        webContents.getAllWebContents()[0]?.session.once('will-download', (event, item) => {
          if (event.defaultPrevented) return resolve('refused');
          item.setSavePath(savePath);
          return item.once('done', (_event, state) => resolve(state));
        });
      });
    }, path);
  /** What became of it. */
  const cameOfIt = (): Promise<string> => app.evaluate(() => (globalThis as unknown as Came).came);
  const save = async (screen: string): Promise<string> => {
    const at = await page(screen);
    await awaitDownload();
    await at.evaluate(() => {
      const { document, URL, Blob } = globalThis as unknown as { document: PageGlobals['document']; URL: { createObjectURL(blob: object): string }; Blob: new (parts: string[]) => object };
      (Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob(['hola'])), download: 'saved.txt' }) as unknown as { click(): void }).click();
    });
    return cameOfIt();
  };
  expect(await save('visitor')).toBe('refused');
  expect(await save('staff')).toBe('completed');
  expect(await readFile(path, 'utf8')).toBe('hola');
  await awaitDownload();
  await app.evaluate(({ webContents }) => webContents.getAllWebContents().forEach((contents) => contents.downloadURL('umbral://app/page.js')));
  expect(await cameOfIt()).toBe('refused');
});

test('each page calls what its trust may, and is refused the rest', async ({ launch }) => {
  const { page } = await launch({ app: 'shell', env: { ...WINDOWED, UMBRAL_WINDOWS: 'visitor,staff,display' } });
  const refused = { kind: 'refused', why: 'notAllowed' };
  const [visitor, staff, display] = [await page('visitor'), await page('staff'), await page('display')];
  expect(await call(visitor, ISSUE)).toMatchObject({ kind: 'done', outcome: { kind: 'issued', visit: ISSUE.id } });
  expect(await call(staff, CALL_NEXT)).toMatchObject({ kind: 'done', outcome: { kind: 'called' } });
  expect(await call(visitor, CALL_NEXT)).toEqual(refused);
  // For those who can't use a kiosk.
  expect(await call(staff, ISSUE)).toMatchObject({ kind: 'done', outcome: { kind: 'issued' } });
  expect(await call(display, ISSUE)).toEqual(refused);
  expect(await call(display, { kind: 'open.drawer' })).toEqual({ kind: 'refused', why: 'malformed' });
});

/** A preload that lost its gate: what a page that broke out of its world could send. */
const BROKEN_PRELOAD = `
const { contextBridge, ipcRenderer } = require('electron');
const heard = [];
ipcRenderer.on('umbral:to-screen', (_event, message) => heard.push(message));
contextBridge.exposeInMainWorld('broken', {
  send: (message) => ipcRenderer.send('umbral:from-screen', message),
  heard: () => heard,
});`;
interface Broken {
  send(message: object): void;
  heard(): { kind: string; session?: number; frame?: unknown }[];
}

test('trust can’t be forged: the main process takes it from the window', async ({ launch, folder }) => {
  const { app, page } = await launch({ app: 'shell', env: { ...WINDOWED, UMBRAL_WINDOWS: 'visitor' } });
  const visitor = await page('visitor');
  await seenBy(visitor);
  // The visitor's own window, but with a preload that lets anything through.
  const preload = join(await folder(), 'broken.cjs');
  await app.evaluate(
    async ({ webContents }, { code, preload }) => {
      const fs = process.getBuiltinModule?.('node:fs') ?? (process as unknown as { mainModule: NodeJS.Module }).mainModule.require('node:fs');
      (fs as { writeFileSync(path: string, text: string): void }).writeFileSync(preload, code);
      const [contents] = webContents.getAllWebContents();
      contents?.session.setPreloads([preload]);
      contents?.reload();
    },
    { code: BROKEN_PRELOAD, preload },
  );
  await visitor.waitForFunction(() => 'broken' in globalThis && (globalThis as unknown as { broken: Broken }).broken.heard().some((one) => one.kind === 'up'));
  const answers = await visitor.evaluate(
    async (frame) => {
      const { broken } = globalThis as unknown as { broken: Broken };
      const session = broken.heard().findLast((one) => one.kind === 'up')?.session ?? 0;
      const own = broken.heard().length;
      broken.send({ kind: 'frame', session, frame, trust: 'staff' });
      broken.send({ kind: 'frame', session, frame });
      while (broken.heard().length === own) await new Promise((again) => setTimeout(again, 5));
      return broken.heard().slice(own);
    },
    { kind: 'call', frame: 9999, command: CALL_NEXT },
  );
  expect(answers).toEqual([
    { kind: 'frame', session: expect.any(Number), frame: { kind: 'reply', frame: 9999, reply: { kind: 'refused', why: 'notAllowed' } } },
  ]);
});

test('a window that is none of ours is refused, whatever page and preload it has', async ({ launch }) => {
  const { app, page, told } = await launch({ app: 'shell', env: { ...WINDOWED, UMBRAL_WINDOWS: 'staff' } });
  await seenBy(await page('staff'));
  await app.evaluate(({ BrowserWindow, session }, preload) => {
    const own = session.fromPartition('umbral');
    void new BrowserWindow({ webPreferences: { preload, session: own } }).loadURL('umbral://app/staff/');
  }, join(PRELOADS, 'staff.cjs'));
  await told(/A message was refused: its window is none of ours/);
});

test('our own window at a foreign address is refused', async ({ launch }) => {
  const { app, page, told } = await launch({ app: 'shell', env: { ...WINDOWED, UMBRAL_WINDOWS: 'staff' } });
  await seenBy(await page('staff'));
  await app.evaluate(({ webContents }) => {
    void webContents.getAllWebContents()[0]?.loadURL('data:text/html,<p>');
  });
  await told(/A message was refused: it came from null/);
});

test('a page is sandboxed by the system', async ({ launch }) => {
  test.skip(process.platform !== 'linux', 'read from /proc');
  const { app, page } = await launch({ app: 'shell', user: 'ordinary', env: { ...WINDOWED, UMBRAL_WINDOWS: 'visitor' } });
  await page('visitor');
  const pid = await app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getOSProcessId() ?? 0);
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  expect(status).not.toMatch(/^Uid:\t0\b/m);
  // A second number: it lives in a world of processes of its own. In a container Seccomp says 2 of everybody.
  expect(status).toMatch(/^NSpid:\t\d+\t\d+/m);
  expect(status).toMatch(/^NoNewPrivs:\t1$/m);
  expect(status).toMatch(/^Seccomp:\t2$/m);
});

test('the kiosk fills the screen and can’t be closed; the staff window is a window', async ({ launch }) => {
  const { app, page } = await launch({ app: 'shell' });
  await seenBy(await page('visitor'));
  await page('staff');
  const look = (): Promise<{ size: number[]; screen: number[]; staff: number[]; open: number }> =>
    app.evaluate(({ BrowserWindow, screen }) => {
      const windows = BrowserWindow.getAllWindows();
      const [kiosk, staff] = ['visitor', 'staff'].map((name) => windows.find((one) => one.webContents.getURL().includes(name)));
      kiosk?.close();
      const { width, height } = screen.getPrimaryDisplay().bounds;
      return { size: kiosk?.getSize() ?? [], screen: [width, height], staff: staff?.getContentSize() ?? [], open: windows.length };
    });
  await expect.poll(async () => (await look()).size).toEqual((await look()).screen);
  const after = await look();
  expect(after.open).toBe(2);
  expect(after.staff[0]).toBe(1280);
});

test('the kiosk swallows the keys that close, reload and inspect', async ({ launch }) => {
  const { app, page } = await launch({ app: 'shell', env: { UMBRAL_WINDOWS: 'visitor' } });
  const visitor = await page('visitor');
  await seenBy(visitor);
  await visitor.evaluate(() => {
    const keys: string[] = [];
    const { addEventListener } = globalThis as unknown as PageGlobals;
    addEventListener('keydown', (event) => keys.push(event.key));
    Object.assign(globalThis, { keys });
  });
  await app.evaluate(({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    const press = (keyCode: string, modifiers: ('control' | 'alt' | 'shift')[] = []): void => {
      contents?.sendInputEvent({ type: 'keyDown', keyCode, modifiers });
      contents?.sendInputEvent({ type: 'keyUp', keyCode, modifiers });
    };
    press('F5');
    press('W', ['control']);
    press('R', ['control']);
    press('F4', ['alt']);
    press('I', ['control', 'shift']);
    press('F12');
    press('Tab');
  });
  await visitor.waitForFunction(() => (globalThis as unknown as { keys: string[] }).keys.includes('Tab'));
  expect(await visitor.evaluate(() => (globalThis as unknown as { keys: string[] }).keys)).toEqual(['Tab']);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} ends the shell cleanly, and its station with it`, async ({ launch }) => {
    const { pid, page, exited } = await launch({ app: 'shell', env: { UMBRAL_WINDOWS: 'visitor' } });
    expect(await call(await page('visitor'), ISSUE)).toMatchObject({ kind: 'done' });
    const [station] = await childrenOf(pid, /station\.cjs/);
    process.kill(pid, signal);
    expect(await exited).toBe(0);
    expect(station).toBeGreaterThan(0);
    expect(() => process.kill(station ?? 0, 0)).toThrow('ESRCH');
  });
}
