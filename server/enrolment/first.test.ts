import { describe, expect, test } from 'vitest';
import { EnrolReply } from '../../shared/contract/wire.ts';
import { DeviceId } from '../../shared/domain/ids.ts';
import { ENROL_REPLAY_MS } from '../store/device-store.ts';
import { createDevice, createKey } from '../testing/device.ts';
import { enrolment } from '../testing/messages.ts';
import { openTestServer, type Answer, type TestServer } from '../testing/server.ts';
import { TRIES, TRIES_WINDOW_MS } from './first.ts';

const device = createDevice(1);
const UNAUTHENTICATED = { status: 401, body: { kind: 'unauthenticated' } };
const enrol = (server: TestServer, change: object): Promise<Answer> => server.post('/v1/enrol', { ...enrolment(device, server.code() ?? ''), ...change });

test('the code enrols the first device, and is gone', async () => {
  const server = await openTestServer();
  const answer = await enrol(server, {});
  expect(answer.status).toBe(200);
  expect(EnrolReply.parse(answer.body)).toEqual({ centre: enrolment(device, '').centre, epoch: 1 });
  expect(await server.prove(device)).toMatch(/^[\w-]{43}$/);
  expect(server.code()).toBeUndefined();
});

describe('a lost reply', () => {
  test('does no harm: the same device with the same code and key gets the same answer', async () => {
    const server = await openTestServer();
    const code = server.code();
    const lost = await enrol(server, { code });
    server.clock.advance(ENROL_REPLAY_MS);
    expect((await enrol(server, { code })).body).toEqual(lost.body);
  });

  test('does not leave the code open: not for another device, not for another key, and not for long', async () => {
    const server = await openTestServer();
    const code = server.code();
    await enrol(server, { code });
    expect(await enrol(server, { code, device: createDevice(2).id })).toMatchObject(UNAUTHENTICATED);
    expect(await enrol(server, { code, key: createKey(2).key })).toMatchObject(UNAUTHENTICATED);
    server.clock.advance(ENROL_REPLAY_MS + 1);
    expect(await enrol(server, { code })).toMatchObject(UNAUTHENTICATED);
    expect(await server.prove(device)).toMatch(/^[\w-]{43}$/);
  });
});

test('the id under which the server itself writes is nobody’s to take', async () => {
  const server = await openTestServer();
  const { owner } = await server.store.identity();
  expect(await enrol(server, { device: owner })).toMatchObject(UNAUTHENTICATED);
  expect(server.code()).toBeDefined();
  expect(await server.store.devices()).toEqual([]);
});

test('the order says who was let in, and under which key', async () => {
  const server = await openTestServer();
  await enrol(server, {});
  await server.owner.tick();
  const { snapshot } = (await server.owner.snapshot()) as { snapshot: { state: string } };
  const { devices } = JSON.parse(snapshot.state) as { devices: [string, object][] };
  expect(devices).toMatchObject([[DeviceId.parse(device.id), { epoch: 1, name: device.name, key: device.key, standing: 'in' }]]);
});

test('[J10] a device of another centre is told so', async () => {
  const server = await openTestServer();
  const code = server.code();
  await enrol(server, { code });
  expect(await enrol(server, { code, centre: 'otro-centro' })).toMatchObject({ status: 403, body: { kind: 'otherCentre' } });
});

test('[J10] a message that is no enrolment is malformed', async () => {
  const server = await openTestServer();
  for (const change of [{ code: 'short' }, { device: 'me' }, { centre: '../up' }, { key: 'x' }, { name: ' ' }, { wrote: -1 }, { more: 1 }]) {
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
