import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { EXIT_CANT_GO_ON } from '../shared/contract/problem.ts';
import { EnrolReply, EntriesReply } from '../shared/contract/wire.ts';
import type { FromServer } from './channel.ts';
import { openWritable } from './store/sqlite/handles.ts';
import { CENTRE, createDevice } from './testing/device.ts';
import { testFolder } from './testing/folder.ts';
import { bearer } from './testing/server.ts';

interface ServerProcess {
  readonly child: ChildProcess;
  /** Resolves once its log holds this. */
  readonly logged: (words: string) => Promise<void>;
  /** The first thing it said to its parent. */
  readonly said: Promise<FromServer>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** All it wrote for whoever runs the machine; whole once it has ended. */
  readonly told: Promise<string>;
}

function start(folder: string, ...more: readonly string[]): ServerProcess {
  const child = fork(join(import.meta.dirname, 'main.ts'), ['--data', folder, ...more], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  if (!child.stdout || !child.stderr) throw new Error('the child has no output');
  return {
    child,
    logged: lineWith(child.stdout),
    said: once(child, 'message').then(([message]) => message as FromServer),
    ended: once(child, 'exit').then(([code, signal]) => ({ code, signal })),
    told: text(child.stderr),
  };
}

function lineWith(output: Readable): (words: string) => Promise<void> {
  let all = '';
  output.on('data', (data: Buffer) => { all += data.toString(); });
  return async (words) => {
    while (!all.includes(words)) await once(output, 'data');
  };
}

/** A data folder whose server takes any free port. */
function dataFolder(settings: unknown = { host: '127.0.0.1', port: 0 }): string {
  const folder = testFolder();
  writeFileSync(join(folder, 'config.json'), typeof settings === 'string' ? settings : JSON.stringify(settings));
  return folder;
}

async function urlOf(server: ServerProcess): Promise<string> {
  const said = await server.said;
  if (said.kind !== 'ready') throw new Error(said.problem.message);
  return said.url;
}

async function post(url: string, body: unknown, token?: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json', ...bearer(token) };
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json();
}

/** Enrols device 1 with the code in the folder, as a station on the same machine does. */
async function enrolFirst(server: ServerProcess, folder: string): Promise<{ readonly token: string; readonly request: object }> {
  const url = await urlOf(server);
  const code = readFileSync(join(folder, 'enrol-code'), 'utf8').trim();
  const request = { wire: 1, centre: CENTRE, device: createDevice(1).id, code };
  return { token: EnrolReply.parse(await post(`${url}/v1/enrol`, request)).token, request };
}

/** That a server gave up for this reason: to its parent, on the terminal and by its exit code. */
async function expectProblem(server: ServerProcess, kind: string, ...words: readonly string[]): Promise<void> {
  const said = await server.said;
  expect(said).toMatchObject({ kind: 'failed', problem: { kind } });
  expect(await server.ended).toEqual({ code: EXIT_CANT_GO_ON, signal: null });
  const told = await server.told;
  for (const word of words) expect(told).toContain(word);
}

test('a first start writes a code only its owner can read, says where it is, and stops when told to', async () => {
  const folder = dataFolder();
  const server = start(folder);
  const url = await urlOf(server);
  expect(await (await fetch(`${url}/v1/health`)).json()).toEqual({ wire: 1 });
  expect(statSync(join(folder, 'enrol-code')).mode & 0o777).toBe(0o600);
  server.child.send({ kind: 'stop' });
  expect(await server.ended).toEqual({ code: 0, signal: null });
  expect(await server.told).toContain(url);
});

test.each<[string, (child: ChildProcess) => unknown]>([
  ['SIGTERM', (child) => child.kill('SIGTERM')],
  ['SIGINT', (child) => child.kill('SIGINT')],
  ['the loss of its parent', (child) => child.disconnect()],
])('%s is a clean stop, even with a live socket and an idle connection open', async (_, stop) => {
  const folder = dataFolder();
  const server = start(folder);
  const { token } = await enrolFirst(server, folder);
  const live = new WebSocket(`${(await urlOf(server)).replace('http', 'ws')}/v1/live`, { headers: bearer(token) });
  await once(live, 'message');
  stop(server.child);
  expect(await server.ended).toEqual({ code: 0, signal: null });
  expect(existsSync(join(folder, 'centre.sqlite-wal'))).toBe(false);
});

test('[J2][J3] what was acknowledged outlives SIGKILL, and so does the device’s token', async () => {
  const folder = dataFolder();
  const device = createDevice(1);
  const first = start(folder);
  const url = await urlOf(first);
  const { token } = await enrolFirst(first, folder);
  expect(existsSync(join(folder, 'enrol-code'))).toBe(false);
  const entries = device.writeMany(20);
  for (const entry of entries) await post(`${url}/v1/push`, { wire: 1, epoch: 1, entries: [entry] }, token);
  first.child.kill('SIGKILL');
  await first.ended;

  const again = await urlOf(start(folder));
  const pulled = await fetch(`${again}/v1/entries`, { headers: bearer(token) });
  expect(EntriesReply.parse(await pulled.json()).entries.map(({ entry }) => entry)).toEqual(entries);
  expect(existsSync(join(folder, 'enrol-code'))).toBe(false);
});

test('a repeat of the first enrolment is harmless even when the server died in between', async () => {
  const folder = dataFolder();
  const first = start(folder);
  const { request } = await enrolFirst(first, folder);
  first.child.kill('SIGKILL');
  await first.ended;
  const reply = await post(`${await urlOf(start(folder))}/v1/enrol`, request);
  expect(EnrolReply.parse(reply).epoch).toBe(1);
});

test('a second server on the same folder is refused, and the first goes on', async () => {
  const folder = dataFolder();
  const url = await urlOf(start(folder));
  await expectProblem(start(folder), 'alreadyRunning', folder, '--data');
  expect((await fetch(`${url}/v1/health`)).status).toBe(200);
});

test('a server that is dying is waited for', async () => {
  const folder = dataFolder();
  const first = start(folder);
  await first.said;
  const successor = start(folder);
  await successor.logged('waiting for it to end');
  first.child.kill('SIGKILL');
  expect(await successor.said).toMatchObject({ kind: 'ready' });
});

test('a port in use is named, with the file to change', async () => {
  const occupant = createServer().listen(0, '127.0.0.1');
  await once(occupant, 'listening');
  onTestFinished(() => void occupant.close());
  const { port } = occupant.address() as AddressInfo;
  const folder = dataFolder({ host: '127.0.0.1', port });
  await expectProblem(start(folder), 'portInUse', `127.0.0.1:${port}`, join(folder, 'config.json'));
});

test.each([
  ['is cut short', '{"host": "127.0.0.1", "po'],
  ['has an impossible port', { host: '127.0.0.1', port: 70_000 }],
  ['would listen to the whole network', { host: '0.0.0.0', port: 0 }],
])('a settings file that %s is named and left as it is', async (_, settings) => {
  const folder = dataFolder(settings);
  const before = readFileSync(join(folder, 'config.json'));
  await expectProblem(start(folder), 'badFile', join(folder, 'config.json'), 'No data was touched');
  expect(readFileSync(join(folder, 'config.json'))).toEqual(before);
  expect(existsSync(join(folder, 'centre.sqlite'))).toBe(false);
});

test('a database from a newer version is named and left as it is', async () => {
  const folder = dataFolder();
  const file = join(folder, 'centre.sqlite');
  const newer = openWritable(file);
  newer.pragma('user_version = 999');
  newer.close();
  const before = readFileSync(file);
  await expectProblem(start(folder), 'newerDatabase', file, 'newer version');
  expect(readFileSync(file)).toEqual(before);
});

test('a data folder that can’t be one is named', async () => {
  const file = join(testFolder(), 'a-file');
  writeFileSync(file, '');
  await expectProblem(start(join(file, 'data')), 'notWritable', file);
});

test('without a data folder, or with an option it does not know, it says what it needs', async () => {
  await expectProblem(start(''), 'unexpected', '--data <folder>');
  await expectProblem(start(dataFolder(), '--colour', 'blue'), 'unexpected', '--data <folder>');
});
