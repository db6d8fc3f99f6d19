import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { SERVER_ERRORS, ServerError } from '../shared/contract/server-errors.ts';
import { BODY_LIMIT, WIRE_HEADER } from '../shared/contract/wire.ts';
import { WIRE_FLOOR, WIRE_VERSION } from '../shared/contract/versions.ts';
import { createDevice } from './testing/device.ts';
import { after, asking, NO_PLACE, pushing } from './testing/messages.ts';
import { openTestServer, said, type Answer, type TestServer } from './testing/server.ts';

/** That an answer is this error, in the contract's form and with its status. */
function expectError(answer: Answer, error: ServerError): void {
  expect({ status: answer.status, body: answer.body }).toEqual({ status: SERVER_ERRORS[error.kind].status, body: error });
  expect(ServerError.safeParse(answer.body).success).toBe(true);
}

test('health needs no token and no version, and tells only the wire’s', async () => {
  const server = await openTestServer();
  expect(await server.get('/v1/health', undefined, { [WIRE_HEADER]: '' })).toMatchObject({ status: 200, body: { wire: WIRE_VERSION } });
});

test.each([
  ['no token', undefined],
  ['a guess', 'x'.repeat(43)],
  ['something that is no token', 'x'],
])('[J10] %s is unauthenticated at every inner door, and its body is not read', async (_, token) => {
  const server = await openTestServer();
  await server.letIn(createDevice(1));
  const posts = ['push', 'agree', 'order', 'leases', 'claims'].map((door) => server.post(`/v1/${door}`, '{', token));
  const gets = ['entries', 'snapshot', 'live'].map((door) => server.get(`/v1/${door}`, token));
  for (const answer of await Promise.all([...posts, ...gets])) expectError(answer, { kind: 'unauthenticated' });
});

test.each([
  ['a body that is not JSON', '{"device":1,'],
  ['an empty body', ''],
  ['a body that is no object', '7'],
  ['a body that would change prototypes', '{"__proto__":{"device":1}}'],
  ['a body that is nested without end', '['.repeat(20_000)],
])('[J10] %s is malformed at every door that reads one', async (_, body) => {
  const server = await openTestServer();
  const token = await server.join(createDevice(1));
  const posts = server.doors.places.filter(({ method }) => method === 'POST');
  expect(posts.length).toBeGreaterThan(8);
  for (const { path, bodyLimit } of posts) expectError(await server.post(path, body, token), { kind: body.length > bodyLimit ? 'tooLarge' : 'malformed' });
});

test('[J10] a content type that is not JSON is malformed', async () => {
  const server = await openTestServer();
  const response = await fetch(`${server.url}/v1/enrol`, { method: 'POST', headers: { ...said(undefined), 'content-type': 'text/html' }, body: '<p>' });
  expect([response.status, await response.json()]).toEqual([400, { kind: 'malformed' }]);
});

test.each(['', '0', '1', '5', '2.0', '2, 3', '0x2', 'newest', '9'.repeat(300)])('[J14] whoever speaks version «%s» is told which are spoken here, before anything is read', async (version) => {
  const server = await openTestServer();
  const token = await server.join(createDevice(1));
  const headers = { [WIRE_HEADER]: version };
  const speaks: ServerError = { kind: 'version', from: WIRE_FLOOR, to: WIRE_VERSION };
  for (const { method, path } of server.doors.places) {
    expectError(method === 'POST' ? await server.post(path, '{', token, headers) : await server.get(path, token, headers), speaks);
  }
  expectError(await server.get('/v1/live', token, headers), speaks);
});

/** Sends a body that has no end until it is answered; how much of it went out. */
async function pour(server: TestServer, path: string, token: string, headers: object): Promise<{ readonly status: number | undefined; readonly body: string; readonly sent: number }> {
  const sending = request(`${server.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...said(token), ...headers } });
  // A server that has answered may hang up on what still comes.
  sending.on('error', () => {});
  const answered = once(sending, 'response');
  let isAnswered = false;
  void answered.then(() => {
    isAnswered = true;
  });
  const chunk = Buffer.alloc(64 * 1024, '[');
  let sent = 0;
  sending.flushHeaders();
  while (!isAnswered && sent < 50 * 1024 * 1024) {
    sent += chunk.length;
    await Promise.race([answered, new Promise((written) => sending.write(chunk, written))]);
  }
  const [response] = await answered;
  const body = await text(response);
  sending.destroy();
  return { status: response.statusCode, body, sent };
}

test('[J10] a body of 50 MB is too large, and only the beginning of it is read', async () => {
  const server = await openTestServer();
  const token = await server.join(createDevice(1));
  for (const { path, bodyLimit } of server.doors.places.filter(({ method }) => method === 'POST')) {
    const announced = await pour(server, path, token, { 'content-length': 50 * 1024 * 1024 });
    expect(announced).toMatchObject({ status: 413, body: '{"kind":"tooLarge"}' });
    const unannounced = await pour(server, path, token, { 'transfer-encoding': 'chunked' });
    expect(unannounced).toMatchObject({ status: 413, body: '{"kind":"tooLarge"}' });
    // What lies in sockets' buffers on its way was not read.
    expect(unannounced.sent).toBeLessThan(bodyLimit + 16 * 1024 * 1024);
  }
  expect(BODY_LIMIT).toBeLessThan(50 * 1024 * 1024);
});

test.each(['/', '/v1', '/v2/push', '/v1/entries/1', '/v1/%zz', '/v1/push/'])('[J10] %s is no path here', async (path) => {
  const server = await openTestServer();
  expectError(await server.get(path), { kind: 'noSuchPath' });
  expectError(await server.post('/v1/entries', {}), { kind: 'noSuchPath' });
});

test('[J10] a disk that is full is busy, with a time to wait, and keeps what it had', async () => {
  const server = await openTestServer({ maxPages: 60 });
  const device = createDevice(1);
  const token = await server.join(device);
  await server.push(token, device, device.writeMany(1));
  const before = await server.store.head();
  const answer = await server.push(token, device, Array.from({ length: 8 }, () => device.write({ payload: 'x'.repeat(60_000) })));
  expectError(answer, { kind: 'busy', retryAfterMs: 30_000 });
  expect(answer.headers.get('retry-after')).toBe('30');
  expect(await server.store.head()).toEqual(before);
  expect(server.logged.join('')).toContain('diskFull');
});

test('[J10] a fault nobody foresaw is busy, and leaves one line in the log, wherever it is met', async () => {
  const server = await openTestServer();
  const token = await server.join(createDevice(1));
  server.clock.advance(60_000);
  await server.store.close();
  for (const answer of [await server.get('/v1/health'), await server.get(`/v1/entries?${after(NO_PLACE)}`, token), await server.post('/v1/enrol/ask', asking(createDevice(2)))]) {
    expectError(answer, { kind: 'busy', retryAfterMs: 5000 });
  }
  expect(server.logged.filter((line) => line.includes('failed unexpectedly'))).toHaveLength(3);
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

test('neither entries nor tokens nor codes nor challenges get into the log', async () => {
  const server = await openTestServer();
  const [device, later] = [createDevice(1), createDevice(2)];
  const code = server.code() ?? '';
  const token = await server.join(device);
  const challenge = await server.challenge(device);
  const asked = (await server.post('/v1/enrol/ask', asking(later))).body as { code: string };
  const entry = device.write({ payload: { alias: 'Rosa-que-espera' } });
  await server.push(token, device, [entry]);
  await server.post('/v1/push', pushing(device, [{ ...entry, hash: 'f'.repeat(64) }], 1), token);
  await server.post('/v1/push', pushing(device, [{ bytes: 'Rosa', hash: 'f'.repeat(64) }], 2), token);
  await server.post('/v1/push', `{"alias":"Rosa-que-espera"`, token);
  await server.get(`/v1/entries?${after({ ...NO_PLACE, no: 99 })}`, token);
  await server.post('/v1/token', { ...device, challenge });
  const log = server.logged.join('');
  expect(log).toContain('fork');
  expect(code.length).toBeGreaterThan(20);
  for (const secret of ['Rosa', token, code, challenge, asked.code, asking(later).secret]) expect(log).not.toContain(secret);
});
