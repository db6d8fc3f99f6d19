import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { testFolder } from '../../../tests/fixtures/world.ts';
import { StationSettings } from '../../../shared/contract/settings.ts';
import { Screens } from '../screens/index.ts';
import { openWeb, type Web } from './web.ts';

let folder: ReturnType<typeof testFolder>;
let web: Web;
let port: number;

beforeEach(async () => {
  folder = testFolder();
  for (const page of ['visitor', 'staff', 'display']) {
    mkdirSync(join(folder.path, page));
    writeFileSync(join(folder.path, page, 'index.html'), `<title>${page}</title>`);
  }
  writeFileSync(join(folder.path, '.secret'), 'not to be served');
  const screens = new Screens({ clock: { monotonic: () => 0 }, carryOut: () => ({ kind: 'refused', why: 'nobodyWaiting' }), view: () => undefined });
  web = await openWeb({ host: '127.0.0.1', port: 0 }, screens, folder.path, 'config.json');
  port = Number(new URL(web.url).port);
});
afterEach(async () => {
  await web.close();
  folder.remove();
});

async function get(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  const asked = request({ host: '127.0.0.1', port, path, headers: { host: `127.0.0.1:${port}`, ...headers } });
  asked.end();
  const [answer] = await once(asked, 'response');
  let body = '';
  for await (const chunk of answer) body += String(chunk);
  return { status: answer.statusCode, body, headers: answer.headers };
}

/** 'open', or the HTTP status the door answered with, or 'closed'. */
function knock(path: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    // A socket that is let in answers a call; one that is opened and dropped does not.
    socket.on('open', () => { socket.send(JSON.stringify({ kind: 'call', frame: 1, command: 'nonsense' })); });
    socket.on('message', () => {
      resolve('open');
      socket.terminate();
    });
    socket.on('unexpected-response', (_request, answer) => { resolve(String(answer.statusCode)); });
    socket.on('close', () => { resolve('closed'); });
    socket.on('error', () => {});
  });
}

it('stops at once, though a browser holds idle connections and sockets', async () => {
  const idle = connect(port, '127.0.0.1');
  await once(idle, 'connect');
  const socket = new WebSocket(`ws://127.0.0.1:${port}/bridge/visitor`, { headers: { origin: web.url } });
  await once(socket, 'open');
  const gone = Promise.all([once(idle, 'close'), once(socket, 'close')]);
  await web.close();
  await gone;
});

describe('pages', () => {
  it('are asked for again after an update, while their parts are kept', async () => {
    mkdirSync(join(folder.path, 'assets'));
    writeFileSync(join(folder.path, 'assets', 'visitor-1a2b.js'), '');
    expect((await get('/visitor')).headers['cache-control']).toBe('no-cache');
    expect((await get('/assets/visitor-1a2b.js')).headers['cache-control']).toContain('immutable');
  });

  it('are served at the names people type, with a policy that lets nothing else in', async () => {
    for (const page of ['visitor', 'staff', 'display']) {
      const answer = await get(`/${page}`);
      expect(answer).toMatchObject({ status: 200, body: `<title>${page}</title>` });
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      expect(answer.headers['content-security-policy']).not.toContain('unsafe');
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    }
    expect((await get('/')).headers['location']).toBe('/visitor');
  });

  it('nothing outside their folder, and nothing hidden in it', async () => {
    for (const path of ['/.secret', '/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/nowhere']) {
      expect((await get(path)).status, path).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('[W1] the door', () => {
  it('[W1] listens on loopback, and settings can’t say otherwise yet', () => {
    expect(new URL(web.url).hostname).toBe('127.0.0.1');
    expect(StationSettings.shape.web.safeParse({ host: '0.0.0.0', port: 1 }).success).toBe(false);
    expect(StationSettings.shape.web.safeParse({ host: '192.168.1.5', port: 1 }).success).toBe(false);
  });

  it('[W1] refuses a page of another site, and a name that was pointed at this address', async () => {
    expect((await get('/visitor', { host: 'evil.example' })).status).toBe(403);
    expect((await get('/visitor', { origin: 'http://evil.example' })).status).toBe(403);
    expect(await knock('/bridge/staff', { origin: 'http://evil.example' })).toBe('403');
    expect(await knock('/bridge/staff', { origin: web.url, host: `evil.example:${port}` })).toBe('403');
    expect(await knock('/bridge/staff', {})).toBe('closed');
    expect(await knock('/bridge/staff', { origin: web.url })).toBe('open');
  });

  it('[W1] knows three kinds of screen and no other', async () => {
    expect(await knock('/bridge/admin', { origin: web.url })).not.toBe('open');
    for (const trust of ['visitor', 'display', 'staff']) expect(await knock(`/bridge/${trust}`, { origin: web.url })).toBe('open');
  });

  it('drops a frame that is longer than any of ours', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/bridge/visitor`, { headers: { origin: web.url } });
    await once(socket, 'open');
    socket.send('x'.repeat(200_000));
    const [code] = await once(socket, 'close');
    expect(code).toBe(1009);
  });
});
