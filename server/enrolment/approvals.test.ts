import { describe, expect, test } from 'vitest';
import { ASKS_KEPT } from '../store/device-store.ts';
import { AskReply, ENROL_CODE_MS } from '../../shared/contract/wire.ts';
import { DeviceId } from '../../shared/domain/ids.ts';
import { fingerprintOf } from '../../shared/domain/entries/introduction.ts';
import { sha256 } from '../digest.ts';
import { FIRST_WAIT_MS } from '../store/tries.ts';
import { createDevice, createKey, type TestDevice } from '../testing/device.ts';
import { after, asking, NO_PLACE, SPEAKS } from '../testing/messages.ts';
import { openTestServer, type Answer, type TestServer } from '../testing/server.ts';
import { CODE_LIMIT } from './approvals.ts';
import { ASKS_PER_ADDRESS } from './ask-limit.ts';

const ADMIN = 'rosa';
const ask = async (server: TestServer, device: TestDevice, change: object = {}): Promise<Answer> =>
  server.post('/v1/enrol/ask', { ...asking(device), ...change });

/** The code that a device shows. */
async function codeOf(server: TestServer, device: TestDevice): Promise<string> {
  const asked = AskReply.parse((await ask(server, device)).body);
  return asked.kind === 'waiting' ? asked.code : asked.kind;
}

/** A server whose centre has its first device. */
async function openWithFirst(): Promise<TestServer> {
  const server = await openTestServer();
  await server.letIn(createDevice(1));
  return server;
}

const later = createDevice(2);

describe('a device that asks', () => {
  test('shows a code of eight consonants for ten minutes, the same each time it asks', async () => {
    const server = await openWithFirst();
    const code = await codeOf(server, later);
    expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/);
    server.clock.advance(ENROL_CODE_MS - 1);
    expect((await ask(server, later)).body).toEqual({ kind: 'waiting', code, expiresInMs: 1 });
    server.clock.advance(2);
    expect(await codeOf(server, later)).not.toBe(code);
  });

  test('is known by the fingerprint of its key, here as on its own screen', async () => {
    const server = await openWithFirst();
    const found = await server.doors.approvals.find(ADMIN, await codeOf(server, later));
    expect(found).toEqual({
      kind: 'found',
      asking: { device: later.id, name: later.name, fingerprint: fingerprintOf(sha256, later.key), askedAt: server.clock.now(), before: 'unknown' },
    });
  });

  test('is let in by its code, however that is typed, and may prove its key', async () => {
    const server = await openWithFirst();
    const code = await codeOf(server, later);
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `;
    expect(await server.doors.approvals.answer(ADMIN, typed, true)).toEqual({ kind: 'answered', device: later.id });
    expect((await ask(server, later)).body).toMatchObject({ kind: 'approved', epoch: 1 });
    expect((await server.get(`/v1/entries?${after(NO_PLACE)}`, await server.prove(later))).status).toBe(200);
  });

  test('can be refused, and ask anew under another secret', async () => {
    const server = await openWithFirst();
    await server.doors.approvals.answer(ADMIN, await codeOf(server, later), false);
    expect((await ask(server, later)).body).toEqual({ kind: 'refused' });
    expect((await ask(server, later, { secret: 'B'.repeat(43) })).body).toMatchObject({ kind: 'waiting' });
  });

  test('tells its answer to nobody else: another secret, or another key, is another ask', async () => {
    const server = await openWithFirst();
    await server.doors.approvals.answer(ADMIN, await codeOf(server, later), true);
    for (const change of [{ secret: 'B'.repeat(43) }, { key: createKey(9).key }]) {
      expect((await ask(server, later, change)).body).toMatchObject({ kind: 'waiting' });
    }
  });

  test('under the server’s own id is refused', async () => {
    const server = await openWithFirst();
    const { owner } = await server.store.identity();
    expect((await ask(server, later, { device: owner })).body).toEqual({ kind: 'refused' });
  });

  test('waits in vain while there is no centre to be let into', async () => {
    const server = await openTestServer();
    expect(await server.doors.approvals.answer(ADMIN, await codeOf(server, later), true)).toEqual({ kind: 'noCentre' });
    expect((await ask(server, later)).body).toMatchObject({ kind: 'waiting' });
  });

  test('[J11] again, though it was in, begins its next epoch: its old key opens nothing, and the admin is told so before', async () => {
    const server = await openWithFirst();
    const token = await server.join(later);
    const again: TestDevice = { ...createDevice(2, 2), ...createKey(9) };
    const code = await codeOf(server, again);
    expect(await server.doors.approvals.find(ADMIN, code)).toMatchObject({ asking: { before: 'in' } });
    await server.doors.approvals.answer(ADMIN, code, true);
    expect((await server.get(`/v1/entries?${after(NO_PLACE)}`, token)).body).toEqual({ kind: 'unauthenticated' });
    expect(await server.prove(again)).toMatch(/^[\w-]{43}$/);
  });
});

describe('whoever only asks', () => {
  /** Other asks than any before. */
  const flood = (server: TestServer, count: number, address: (number: number) => string) =>
    Promise.all(
      Array.from({ length: count }, async (_, number) =>
        server.doors.handle({
          method: 'POST',
          path: '/v1/enrol/ask',
          version: SPEAKS,
          token: undefined,
          address: address(number),
          query: {},
          body: asking(createDevice(1000 + number)),
        }),
      ),
    );

  test('from one address has to wait, and takes nobody else’s place', async () => {
    const server = await openWithFirst();
    const code = await codeOf(server, later);
    const answers = await flood(server, ASKS_PER_ADDRESS * 3, () => '10.0.0.66');
    expect(answers.filter(({ kind }) => kind === 'ok')).toHaveLength(ASKS_PER_ADDRESS);
    expect(answers.at(-1)).toMatchObject({ error: { kind: 'busy', retryAfterMs: ENROL_CODE_MS } });
    expect(await server.doors.approvals.find(ADMIN, code)).toMatchObject({ kind: 'found' });
    expect(await codeOf(server, later)).toBe(code);
  });

  test('from everywhere fills no table', async () => {
    const server = await openWithFirst();
    await flood(server, ASKS_KEPT * 4, (number) => `10.0.${number}.1`);
    expect(await server.doors.approvals.waiting()).toHaveLength(ASKS_KEPT);
  });
});

describe('whoever types codes', () => {
  const guess = 'BBBB BBBB';

  test('has five wrong ones before each next one waits, the right one too', async () => {
    const server = await openWithFirst();
    const { approvals } = server.doors;
    const code = await codeOf(server, later);
    for (let time = 0; time < CODE_LIMIT.free; time += 1) expect(await approvals.find(ADMIN, guess)).toEqual({ kind: 'noSuchCode' });
    expect(await approvals.find(ADMIN, code)).toEqual({ kind: 'wait', waitMs: FIRST_WAIT_MS });
    expect(await approvals.answer(ADMIN, code, true)).toEqual({ kind: 'wait', waitMs: FIRST_WAIT_MS });
    expect(await approvals.find('luis', code)).toMatchObject({ kind: 'found' });
    server.clock.advance(FIRST_WAIT_MS);
    expect(await approvals.find(ADMIN, code)).toMatchObject({ kind: 'found' });
  });

  test('finds no way around by typing many at once, or things that are no code', async () => {
    const { approvals } = (await openWithFirst()).doors;
    const answers = await Promise.all(Array.from({ length: 30 }, async (_, number) => approvals.find(ADMIN, number % 2 === 0 ? guess : '?')));
    expect(answers.filter(({ kind }) => kind === 'noSuchCode')).toHaveLength(CODE_LIMIT.free);
  });

  test('loses nothing by right ones', async () => {
    const server = await openWithFirst();
    const code = await codeOf(server, later);
    for (let time = 0; time < 20; time += 1) expect(await server.doors.approvals.find(ADMIN, code)).toMatchObject({ kind: 'found' });
  });
});

describe('an administrator', () => {
  test('sees all devices, and who waits, by their fingerprints', async () => {
    const server = await openWithFirst();
    await codeOf(server, later);
    const { approvals } = server.doors;
    expect(await approvals.devices()).toMatchObject([{ device: createDevice(1).id, fingerprint: fingerprintOf(sha256, createDevice(1).key), standing: 'in', first: true }]);
    const waiting = await approvals.waiting();
    expect(waiting).toMatchObject([{ device: later.id, name: later.name }]);
    // The code is to be read off the device's own screen.
    expect(JSON.stringify(waiting)).not.toContain(await codeOf(server, later));
  });

  test('puts a device out at once: it can neither push nor prove itself, and the order says so', async () => {
    const server = await openWithFirst();
    const token = await server.join(later);
    expect(await server.doors.approvals.revoke(later.id)).toEqual({ kind: 'done' });
    const revoked = { status: 403, body: { kind: 'revoked' } };
    expect(await server.push(token, later, later.writeMany(1))).toMatchObject(revoked);
    await expect(server.prove(later)).rejects.toThrow();
    await server.owner.tick();
    const { snapshot } = (await server.owner.snapshot()) as { snapshot: { state: string } };
    expect(JSON.parse(snapshot.state)).toMatchObject({ devices: [[createDevice(1).id, { standing: 'in' }], [later.id, { standing: 'out' }]] });
  });

  test('writes a device off, so that leases wait for it no longer', async () => {
    const server = await openWithFirst();
    expect(await server.doors.approvals.writeOff(createDevice(1).id)).toEqual({ kind: 'done' });
    expect(await server.doors.approvals.devices()).toMatchObject([{ writtenOff: true }]);
  });

  test('is told where there is no such device', async () => {
    const { approvals } = (await openWithFirst()).doors;
    const nobody = DeviceId.parse(createDevice(77).id);
    expect([await approvals.revoke(nobody), await approvals.writeOff(nobody)]).toEqual([{ kind: 'noSuchDevice' }, { kind: 'noSuchDevice' }]);
  });
});
