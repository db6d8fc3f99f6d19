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
import { WIRE_VERSION } from '../shared/contract/versions.ts';
import { ChallengeReply, EnrolReply, EntriesReply, OrderReply, PushReply, TokenReply, type Cursor } from '../shared/contract/wire.ts';
import type { FromServer } from './channel.ts';
import { openWritable } from './store/sqlite/handles.ts';
import { createDevice, type TestDevice } from './testing/device.ts';
import { testFolder } from './testing/folder.ts';
import { after, enrolment, NO_PLACE, proving, pushing } from './testing/messages.ts';
import { said } from './testing/server.ts';

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
  const headers = { 'content-type': 'application/json', ...said(token) };
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json();
}

/** Enrols a device with the code in the folder, as a station on the same machine does. */
async function enrolFirst(server: ServerProcess, folder: string, device: TestDevice): Promise<{ readonly url: string; readonly request: object }> {
  const url = await urlOf(server);
  const request = enrolment(device, readFileSync(join(folder, 'enrol-code'), 'utf8').trim());
  EnrolReply.parse(await post(`${url}/v1/enrol`, request));
  return { url, request };
}

async function prove(url: string, device: TestDevice, cursor?: Cursor): Promise<string> {
  const { challenge } = ChallengeReply.parse(await post(`${url}/v1/challenge`, { device: device.id }));
  return TokenReply.parse(await post(`${url}/v1/token`, proving(device, challenge, cursor))).token;
}

async function pull(url: string, token: string, cursor: Cursor = NO_PLACE): Promise<EntriesReply> {
  return EntriesReply.parse(await (await fetch(`${url}/v1/entries?${after(cursor)}`, { headers: said(token) })).json());
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
  expect(await (await fetch(`${url}/v1/health`)).json()).toEqual({ wire: WIRE_VERSION });
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
  const device = createDevice(1);
  const { url } = await enrolFirst(server, folder, device);
  const live = new WebSocket(`${url.replace('http', 'ws')}/v1/live`, { headers: said(await prove(url, device)) });
  await once(live, 'message');
  stop(server.child);
  expect(await server.ended).toEqual({ code: 0, signal: null });
  expect(existsSync(join(folder, 'centre.sqlite-wal'))).toBe(false);
});

test('[J2][J3] what was acknowledged outlives SIGKILL, and so does who was let in', async () => {
  const folder = dataFolder();
  const device = createDevice(1);
  const first = start(folder);
  const { url } = await enrolFirst(first, folder, device);
  expect(existsSync(join(folder, 'enrol-code'))).toBe(false);
  const token = await prove(url, device);
  const entries = device.writeMany(20);
  for (const entry of entries) PushReply.parse(await post(`${url}/v1/push`, pushing(device, [entry]), token));
  first.child.kill('SIGKILL');
  await first.ended;

  const again = await urlOf(start(folder));
  const pulled = await pull(again, await prove(again, device));
  expect(pulled.entries.filter(({ id }) => id.device === device.id).map(({ entry }) => entry)).toEqual(entries);
  expect(existsSync(join(folder, 'enrol-code'))).toBe(false);
});

test('a repeat of the first enrolment is harmless even when the server died in between', async () => {
  const folder = dataFolder();
  const first = start(folder);
  const { request } = await enrolFirst(first, folder, createDevice(1));
  first.child.kill('SIGKILL');
  await first.ended;
  const reply = await post(`${await urlOf(start(folder))}/v1/enrol`, request);
  expect(EnrolReply.parse(reply).epoch).toBe(1);
});

test('[X7] --new-admin-code writes a code although there is an admin, says where it is used, and the next start takes it back', async () => {
  const folder = dataFolder();
  const file = join(folder, 'admin-code');
  const first = start(folder);
  const url = await urlOf(first);
  const form = (fields: Readonly<Record<string, string>>) => fetch(`${url}/admin/first`, { method: 'POST', redirect: 'manual', headers: { origin: url }, body: new URLSearchParams(fields) });
  const made = await form({ code: readFileSync(file, 'utf8'), name: 'rosa', password: 'tres gatos azules', again: 'tres gatos azules' });
  expect([made.status, existsSync(file)]).toEqual([303, false]);
  first.child.kill('SIGTERM');
  await first.ended;

  const again = start(folder, '--new-admin-code');
  const said = await again.said;
  expect([said.kind, 'adminCode' in said, existsSync(file)]).toEqual(['ready', false, true]);
  again.child.kill('SIGTERM');
  await again.ended;
  expect(await again.told).toContain(`with the code in ${file}`);
  await urlOf(start(folder));
  expect(existsSync(file)).toBe(false);
});

test('[J19] --promote takes over the order that a device kept, and orders on in the next generation', async () => {
  const device = createDevice(1);
  const oldFolder = dataFolder();
  const old = start(oldFolder);
  const { url: oldUrl } = await enrolFirst(old, oldFolder, device);
  const oldToken = await prove(oldUrl, device);
  PushReply.parse(await post(`${oldUrl}/v1/push`, pushing(device, device.writeMany(3)), oldToken));
  const kept = await pull(oldUrl, oldToken);
  old.child.kill('SIGKILL');

  const folder = dataFolder();
  const promoted = start(folder, '--promote');
  const { url } = await enrolFirst(promoted, folder, device);
  const { generation: before, no, orderHash } = kept.entries.at(-1)?.place ?? NO_PLACE;
  const last = { generation: before, no, orderHash };
  const token = await prove(url, device, last);
  expect(await post(`${url}/v1/push`, pushing(device, device.writeMany(1)), token)).toMatchObject({ kind: 'busy' });
  const places = kept.entries;
  expect(OrderReply.parse(await post(`${url}/v1/order`, { places: places.slice(0, 2), more: true }, token)).head).toBe(2);
  OrderReply.parse(await post(`${url}/v1/order`, { places: places.slice(2), more: false }, token));
  const { generation, entries } = await pull(url, await prove(url, device, last));
  expect(generation).toBe(2);
  expect(entries.slice(0, places.length)).toEqual(places);
  expect(entries[places.length]?.place.generation).toBe(2);

  promoted.child.kill('SIGKILL');
  await promoted.ended;
  const again = await urlOf(start(folder, '--promote'));
  expect((await pull(again, await prove(again, device, last))).generation).toBe(2);
});

test('[J19] --promote leaves alone a folder that has an order of its own', async () => {
  const folder = dataFolder();
  const server = start(folder);
  await enrolFirst(server, folder, createDevice(1));
  server.child.kill('SIGKILL');
  await server.ended;
  await expectProblem(start(folder, '--promote'), 'unexpected', folder, 'without --promote');
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
