import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { BODY_LIMIT, EntriesReply, PULL_LIMIT, PUSH_LIMIT, PushReply, SERVER_ERRORS, ServerError } from '../shared/contract/wire.ts';
import { createDevice, NOON } from './testing/device.ts';
import { openTestServer, type Answer, type TestServer } from './testing/server.ts';

const push = (server: TestServer, token: string, entries: readonly unknown[], rest: object = {}): Promise<Answer> =>
  server.post('/v1/push', { wire: 1, epoch: 1, entries, ...rest }, token);

/** That an answer is this error, in the contract's form and with its status. */
function expectError(answer: Answer, error: ServerError): void {
  expect({ status: answer.status, body: answer.body }).toEqual({ status: SERVER_ERRORS[error.kind].status, body: error });
  expect(ServerError.safeParse(answer.body).success).toBe(true);
}

test('[J3][J6] what one device pushes is there to be pulled, in the contract’s form', async () => {
  const server = await openTestServer();
  const device = createDevice(1);
  const token = await server.enrol(device);
  const entries = device.writeMany(3);
  const pushed = await push(server, token, entries);
  expect(PushReply.parse(pushed.body)).toEqual({ acknowledged: 3, head: 3, generation: 1 });
  const pulled = EntriesReply.parse((await server.get('/v1/entries?after=1&limit=1', token)).body);
  expect(pulled).toMatchObject({ generation: 1, head: 3, entries: [{ place: { no: 2, effectiveAt: NOON }, entry: entries[1] }] });
  const all = EntriesReply.parse((await server.get('/v1/entries', token)).body);
  expect(all.entries.map(({ entry }) => entry)).toEqual(entries);
});

test('[J4] a push whose reply was lost is sent again and takes effect once', async () => {
  const server = await openTestServer();
  const device = createDevice(1);
  const token = await server.enrol(device);
  const entries = device.writeMany(3);
  const replies = await Promise.all([push(server, token, entries), push(server, token, entries)]);
  for (const { body } of replies) expect(body).toEqual({ acknowledged: 3, head: 3, generation: 1 });
});

test('health needs no token and tells only the wire’s version', async () => {
  const server = await openTestServer();
  expect(await server.get('/v1/health')).toMatchObject({ status: 200, body: { wire: 1 } });
});

test.each([
  ['no token', undefined],
  ['a token of nobody', `${createDevice(7).id}.${'x'.repeat(43)}`],
  ['this device’s id and a guess', `${createDevice(1).id}.${'x'.repeat(43)}`],
  ['something that is no token', 'x'],
])('[J10] %s is unauthenticated at every inner door, and its body is not read', async (_, token) => {
  const server = await openTestServer();
  await server.enrol(createDevice(1));
  for (const answer of [await server.post('/v1/push', '{', token), await server.get('/v1/entries', token), await server.get('/v1/live', token)]) {
    expectError(answer, { kind: 'unauthenticated' });
  }
});

test.each<[string, unknown]>([
  ['a body that is not JSON', '{"wire":1,'],
  ['an empty body', ''],
  ['a body that is no object', '7'],
  ['a body that would change prototypes', '{"__proto__":{"wire":1}}'],
  ['a message without its version', { epoch: 1, entries: [{ bytes: '{}', hash: '0'.repeat(64) }] }],
  ['a message with a field too many', { wire: 1, epoch: 1, entries: createDevice(1).writeMany(1), more: true }],
  ['a push of nothing', { wire: 1, epoch: 1, entries: [] }],
  ['an entry that is too long', { wire: 1, epoch: 1, entries: [createDevice(1).write({ payload: 'x'.repeat(70_000) })] }],
  ['a hash in capitals', { wire: 1, epoch: 1, entries: createDevice(1).writeMany(1).map((entry) => ({ ...entry, hash: 'A'.repeat(64) })) }],
  ['another device’s entry', { wire: 1, epoch: 1, entries: createDevice(2).writeMany(1) }],
])('[J10] %s is malformed and changes nothing', async (_, body) => {
  const server = await openTestServer();
  const token = await server.enrol(createDevice(1));
  expectError(await server.post('/v1/push', body, token), { kind: 'malformed' });
  expect(await server.store.head()).toEqual({ generation: 1, head: 0 });
});

test.each(['after=-1', 'after=x', 'after=1e3', 'limit=0', `limit=${PULL_LIMIT + 1}`, 'after=0&more=1', 'after=1&after=2'])(
  '[J10] a pull with ?%s is malformed',
  async (query) => {
    const server = await openTestServer();
    const token = await server.enrol(createDevice(1));
    expectError(await server.get(`/v1/entries?${query}`, token), { kind: 'malformed' });
  },
);

test('[J10] a content type that is not JSON is malformed', async () => {
  const server = await openTestServer();
  const response = await fetch(`${server.url}/v1/enrol`, { method: 'POST', headers: { 'content-type': 'text/html' }, body: '<p>' });
  expect([response.status, await response.json()]).toEqual([400, { kind: 'malformed' }]);
});

test('[J10] another version of the wire is told apart, at both doors that read bodies', async () => {
  const server = await openTestServer();
  const token = await server.enrol(createDevice(1));
  expectError(await push(server, token, [], { wire: 2 }), { kind: 'version' });
  expectError(await server.post('/v1/enrol', { wire: 2, what: 'ever' }), { kind: 'version' });
});

test('[J10] a body, a batch or an enrolment that is too large says so', async () => {
  const server = await openTestServer();
  const device = createDevice(1);
  const token = await server.enrol(device);
  expectError(await push(server, token, [{ bytes: 'x'.repeat(BODY_LIMIT), hash: '' }]), { kind: 'tooLarge' });
  expectError(await push(server, token, device.writeMany(PUSH_LIMIT + 1)), { kind: 'tooLarge' });
  expectError(await server.post('/v1/enrol', { code: 'x'.repeat(5000) }), { kind: 'tooLarge' });
});

test('[J10] gap, fork, chainBroken and cursorAhead reach the device as they are', async () => {
  const server = await openTestServer();
  const [device, clone] = [createDevice(1), createDevice(1)];
  const token = await server.enrol(device);
  const [first, second, third] = [device.write(), device.write(), device.write()];
  clone.write({ at: NOON - 1 });
  await push(server, token, [first]);
  expectError(await push(server, token, [third]), { kind: 'gap', expected: 2 });
  expectError(await push(server, token, clone.journal), { kind: 'fork' });
  expectError(await push(server, token, [{ ...second, hash: third.hash }]), { kind: 'chainBroken' });
  expectError(await server.get('/v1/entries?after=2', token), { kind: 'cursorAhead' });
});

test.each(['/', '/v1', '/v2/push', '/v1/entries/1', '/v1/%zz'])('[J10] %s is no path here', async (path) => {
  const server = await openTestServer();
  expectError(await server.get(path), { kind: 'noSuchPath' });
});

test('[J10] a disk that is full is busy, with a time to wait, and keeps what it had', async () => {
  const server = await openTestServer({ maxPages: 20 });
  const device = createDevice(1);
  const token = await server.enrol(device);
  const kept = await push(server, token, device.writeMany(1));
  const answer = await push(server, token, [device.write({ payload: 'x'.repeat(60_000) }), device.write({ payload: 'x'.repeat(60_000) })]);
  expectError(answer, { kind: 'busy', retryAfterMs: 30_000 });
  expect(answer.headers.get('retry-after')).toBe('30');
  expect(kept.body).toMatchObject({ head: 1 });
  expect(await server.store.head()).toMatchObject({ head: 1 });
  expect(server.logged.join('')).toContain('diskFull');
});

test('[J10] a fault nobody foresaw is busy, and leaves one line in the log', async () => {
  const server = await openTestServer();
  await server.store.close();
  const answer = await server.get('/v1/health');
  expect(answer.status).toBe(503);
  expect(ServerError.parse(answer.body)).toEqual({ kind: 'busy', retryAfterMs: 5000 });
  expect(server.logged.filter((line) => line.includes('failed unexpectedly'))).toHaveLength(1);
});

test('[J10] what is not HTTP gets an answer in the contract’s words', async () => {
  const server = await openTestServer();
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write('HELLO?\r\n\r\n');
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer.split('\r\n\r\n')[1]).toBe('{"kind":"malformed"}');
});

test('neither entries nor tokens nor codes get into the log', async () => {
  const server = await openTestServer();
  const device = createDevice(1);
  const code = server.code() ?? '';
  const token = await server.enrol(device);
  const entry = device.write({ payload: { alias: 'Rosa-que-espera' } });
  await push(server, token, [entry]);
  await push(server, token, [{ ...entry, hash: 'f'.repeat(64) }]);
  await server.post('/v1/push', `{"alias":"Rosa-que-espera"`, token);
  await server.get('/v1/entries?after=99', token);
  const log = server.logged.join('');
  expect(log).toContain('fork');
  expect(code.length).toBeGreaterThan(20);
  for (const secret of ['Rosa', token.split('.')[1] ?? token, code]) expect(log).not.toContain(secret);
});
