import { describe, expect, test } from 'vitest';
import { EnrolReply } from '../shared/contract/wire.ts';
import { TRIES, TRIES_WINDOW_MS } from './enrolment.ts';
import { ENROL_REPLAY_MS } from './store/store.ts';
import { CENTRE, createDevice } from './testing/device.ts';
import { openTestServer, type Answer, type TestServer } from './testing/server.ts';

const device = createDevice(1);
const enrol = (server: TestServer, change: object): Promise<Answer> =>
  server.post('/v1/enrol', { wire: 1, centre: CENTRE, device: device.id, ...change });
const isLetIn = async (server: TestServer, token: string): Promise<boolean> => (await server.get('/v1/entries', token)).status === 200;

test('the code enrols the first device, and is gone', async () => {
  const server = await openTestServer();
  const answer = await enrol(server, { code: server.code() });
  expect(answer.status).toBe(200);
  const { token, epoch } = EnrolReply.parse(answer.body);
  expect(epoch).toBe(1);
  expect(await isLetIn(server, token)).toBe(true);
  expect(server.code()).toBeUndefined();
});

describe('a lost reply', () => {
  test('does no harm: the same device with the same code gets a fresh token, and the lost one opens nothing', async () => {
    const server = await openTestServer();
    const code = server.code();
    const lost = EnrolReply.parse((await enrol(server, { code })).body);
    server.clock.advance(ENROL_REPLAY_MS);
    const kept = EnrolReply.parse((await enrol(server, { code })).body);
    expect(kept.epoch).toBe(1);
    expect([await isLetIn(server, kept.token), await isLetIn(server, lost.token)]).toEqual([true, false]);
  });

  test('does not leave the code open: not for another device, and not for long', async () => {
    const server = await openTestServer();
    const code = server.code();
    const { token } = EnrolReply.parse((await enrol(server, { code })).body);
    const unauthenticated = { status: 401, body: { kind: 'unauthenticated' } };
    expect(await enrol(server, { code, device: createDevice(2).id })).toMatchObject(unauthenticated);
    server.clock.advance(ENROL_REPLAY_MS + 1);
    expect(await enrol(server, { code })).toMatchObject(unauthenticated);
    expect(await isLetIn(server, token)).toBe(true);
  });
});

test('[J10] a device of another centre is told so', async () => {
  const server = await openTestServer();
  const code = server.code();
  await enrol(server, { code });
  expect(await enrol(server, { code, centre: 'otro-centro' })).toMatchObject({ status: 403, body: { kind: 'otherCentre' } });
});

test('[J10] a message that is no enrolment is malformed', async () => {
  const server = await openTestServer();
  for (const change of [{}, { code: 'short' }, { code: server.code(), device: 'me' }, { code: server.code(), centre: '../up' }]) {
    expect(await enrol(server, change)).toMatchObject({ status: 400, body: { kind: 'malformed' } });
  }
  expect(server.code()).toBeDefined();
});

describe('guessing', () => {
  const guess = (number: number) => `a-guess-that-is-long-enough-${number}`;

  test('is answered only so often, and then the right code waits too', async () => {
    const server = await openTestServer();
    for (let number = 0; number < TRIES; number += 1) {
      expect(await enrol(server, { code: guess(number) })).toMatchObject({ body: { kind: 'unauthenticated' } });
    }
    const right = { code: server.code() };
    expect(await enrol(server, right)).toMatchObject({ status: 503, body: { kind: 'busy', retryAfterMs: TRIES_WINDOW_MS } });
    server.clock.advance(TRIES_WINDOW_MS);
    expect(await enrol(server, right)).toMatchObject({ status: 200 });
  });

  test('all at once is no way around', async () => {
    const server = await openTestServer();
    const answers = await Promise.all(Array.from({ length: TRIES * 4 }, (_, number) => enrol(server, { code: guess(number) })));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(TRIES);
    expect(answers.filter(({ status }) => status === 503)).toHaveLength(TRIES * 3);
  });
});
