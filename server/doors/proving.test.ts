import { expect, test, describe } from 'vitest';
import { EpochReply, TOKEN_MS, TokenReply, type Cursor } from '../../shared/contract/wire.ts';
import { CHAIN_START } from '../../shared/domain/entries/entry.ts';
import { CHALLENGE_MS } from '../proof/challenges.ts';
import { sha256 } from '../digest.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import { createDevice, createKey, type TestDevice } from '../testing/device.ts';
import { after, NO_PLACE, proving, renewing } from '../testing/messages.ts';
import { acknowledgedBy, openTestServer, type Answer, type TestServer } from '../testing/server.ts';

const REFUSED = { status: 401, body: { kind: 'unauthenticated' } };
const FORK = { status: 409, body: { kind: 'fork' } };

const token = async (server: TestServer, device: TestDevice, cursor?: Cursor): Promise<Answer> =>
  server.post('/v1/token', proving(device, await server.challenge(device), cursor));
const look = (server: TestServer, text: string): Promise<Answer> => server.get(`/v1/entries?${after(NO_PLACE)}`, text);

describe('a key that is proved', () => {
  test('opens the inner doors for a quarter of an hour', async () => {
    const server = await openTestServer();
    const device = createDevice(1);
    await server.letIn(device);
    const given = TokenReply.parse((await token(server, device)).body);
    expect(given).toMatchObject({ expiresInMs: TOKEN_MS, generation: 1 });
    expect((await look(server, given.token)).status).toBe(200);
    server.clock.advance(TOKEN_MS - 1);
    expect((await look(server, given.token)).status).toBe(200);
    server.clock.advance(1);
    expect(await look(server, given.token)).toMatchObject(REFUSED);
  });

  test('[J10] is asked for again by a server that started anew', async () => {
    const server = await openTestServer();
    const device = createDevice(1);
    const text = await server.join(device);
    const again = await openTestServer();
    expect(await look(again, text)).toMatchObject(REFUSED);
  });

  test('[J10] proves nothing of another device, of another doing, or twice', async () => {
    const server = await openTestServer();
    const [device, other] = [createDevice(1), createDevice(2)];
    await server.letIn(device);
    await server.letIn(other);
    const challenge = await server.challenge(device);
    const good = proving(device, challenge);
    const forEpoch = renewing(device, challenge, createKey(7));
    const tries = [
      { ...good, device: other.id },
      { ...good, signature: proving(other, challenge).signature },
      { ...good, signature: forEpoch.signature },
      { ...good, challenge: await server.challenge(other) },
      proving(device, await server.challenge(other)),
    ];
    for (const wrong of tries) expect(await server.post('/v1/token', wrong)).toMatchObject(REFUSED);
    expect(await server.post('/v1/epoch', { ...forEpoch, signature: good.signature })).toMatchObject(REFUSED);
    expect((await server.post('/v1/token', good)).status).toBe(200);
    expect(await server.post('/v1/token', good)).toMatchObject(REFUSED);
  });

  test('[J10] comes too late after a minute', async () => {
    const server = await openTestServer();
    const device = createDevice(1);
    await server.letIn(device);
    const late = proving(device, await server.challenge(device));
    server.clock.advance(CHALLENGE_MS);
    expect(await server.post('/v1/token', late)).toMatchObject(REFUSED);
  });

  test('[J10] is of no use to a device that nobody let in, or that was put out', async () => {
    const server = await openTestServer();
    const [device, stranger] = [createDevice(1), createDevice(2)];
    await server.letIn(device);
    expect(await token(server, stranger)).toMatchObject(REFUSED);
    await server.doors.approvals.revoke(device.id);
    expect(await token(server, device)).toMatchObject({ status: 403, body: { kind: 'revoked' } });
  });
});

describe('[J11] a device whose journal is not the one in the order', () => {
  /** A device that pushed three entries. */
  const openWith = async () => {
    const server = await openTestServer();
    const device = createDevice(1);
    const text = await server.join(device);
    await server.push(text, device, device.writeMany(3));
    return { server, device };
  };

  test('is told to begin it anew: it has less than the order, other entries, or another epoch', async () => {
    const { server, device } = await openWith();
    const [older, copy] = [createDevice(1), createDevice(1)];
    older.writeMany(2);
    copy.writeMany(2);
    copy.write({ payload: { other: true } });
    for (const wrong of [older, copy, createDevice(1, 2)]) expect(await token(server, wrong)).toMatchObject(FORK);
    expect((await token(server, device)).status).toBe(200);
  });

  test('with more than the order has, it is only ahead', async () => {
    const { server, device } = await openWith();
    device.writeMany(2);
    expect((await token(server, device)).status).toBe(200);
  });

  test('begins its next epoch under a new key, and whoever has the old one is left outside', async () => {
    const { server, device } = await openWith();
    const stale = await server.prove(device);
    const newKey = createKey(7);
    const renewed = await server.post('/v1/epoch', renewing(device, await server.challenge(device), newKey));
    expect(EpochReply.parse(renewed.body)).toEqual({ epoch: 2 });
    expect(await look(server, stale)).toMatchObject(REFUSED);
    expect(await token(server, device)).toMatchObject(REFUSED);
    const anew: TestDevice = { ...createDevice(1, 2), ...newKey };
    const text = await server.prove(anew);
    expect(acknowledgedBy(await server.push(text, anew, anew.writeMany(1)))).toMatchObject({ acknowledged: 1 });
  });

  test('gets the same epoch again where the reply was lost, until it has pushed in it', async () => {
    const { server, device } = await openWith();
    const newKey = createKey(7);
    const ask = async (by: typeof newKey) => server.post('/v1/epoch', renewing(device, await server.challenge(device), newKey, by));
    await ask(device);
    expect(await ask(device)).toMatchObject(REFUSED);
    expect(await ask(newKey)).toMatchObject({ body: { epoch: 2 } });
    expect(await ask(newKey)).toMatchObject({ body: { epoch: 2 } });
  });

  test('the order says so, once its owner has looked', async () => {
    const { server, device } = await openWith();
    await server.post('/v1/epoch', renewing(device, await server.challenge(device), createKey(7)));
    await server.owner.tick();
    const anew: TestDevice = { ...createDevice(1, 2), ...createKey(7) };
    const { body } = await look(server, await server.prove(anew));
    const last = (body as { entries: { entry: { bytes: string } }[] }).entries.at(-1);
    expect(JSON.parse(last?.entry.bytes ?? '')).toMatchObject({ type: 'device.enrolled', payload: { device: device.id, epoch: 2, key: createKey(7).key } });
  });
});

describe('[J19] a device of another generation', () => {
  const someHash = 'a'.repeat(64);

  test('above this server’s own: another server orders by now, and this one is fenced', async () => {
    const server = await openTestServer();
    const device = createDevice(1);
    const text = await server.join(device);
    const answer = await token(server, device, { generation: 4, no: 3, orderHash: someHash });
    expect(answer).toMatchObject({ status: 409, body: { kind: 'generation', generation: 1 } });
    expect(await server.store.ordering()).toEqual({ kind: 'fenced', by: 4 });
    expect(await server.push(text, device, device.writeMany(1))).toMatchObject({ body: { kind: 'generation', generation: 1 } });
    // Whoever can't be known for certain is not told that it is a stranger, nor to begin anew.
    expect(await token(server, createDevice(2))).toMatchObject({ body: { kind: 'generation', generation: 4 } });
    expect(await server.post('/v1/epoch', renewing(device, await server.challenge(device), createKey(7)))).toMatchObject({ body: { kind: 'generation', generation: 4 } });
  });

  test('above this server’s own, of this very server, while its disk is busy: it comes again, and fences nobody', async () => {
    const before = await openTestServer();
    const device = createDevice(1);
    await before.letIn(device);
    await before.owner.stop();
    const store = openSqliteStore({ file: before.file, digest: sha256 });
    let isBusy = true;
    const setOrdering: typeof store.setOrdering = async (ordering) => {
      if (!isBusy) return store.setOrdering(ordering);
      isBusy = false;
      return { kind: 'busy', why: 'locked', retryAfterMs: 700 };
    };
    const server = await openTestServer({ openStore: async () => ({ ...store, setOrdering }) });
    const { owner } = await store.identity();
    const lost: Cursor = { generation: 4, no: (await store.head()).no + 1, orderHash: someHash };
    const comes = async (): Promise<Answer> => server.post('/v1/token', { ...proving(device, await server.challenge(device), lost), owner });
    expect(await comes()).toMatchObject({ body: { kind: 'busy', retryAfterMs: 700 } });
    expect(await store.ordering()).toEqual({ kind: 'ordering' });
    expect((await comes()).status).toBe(200);
    expect(await store.ordering()).toEqual({ kind: 'collecting' });
  });

  test('[J10] so far above that it can only be a fault is malformed, and fences nobody', async () => {
    const server = await openTestServer();
    const device = createDevice(1);
    await server.letIn(device);
    for (const generation of [1002, 2 ** 53 - 1]) {
      expect(await token(server, device, { generation, no: 3, orderHash: someHash })).toMatchObject({ status: 400, body: { kind: 'malformed' } });
    }
    expect(await server.store.ordering()).toEqual({ kind: 'ordering' });
  });

  test('while an order is collected, all are let in who can be, and nobody is told to give up what it is', async () => {
    const server = await openTestServer();
    const device = createDevice(1);
    await server.letIn(device);
    const { token: before } = TokenReply.parse((await token(server, device)).body);
    await server.push(before, device, device.writeMany(1));
    await server.store.setOrdering({ kind: 'collecting' });
    const given = await token(server, device, { generation: 4, no: 3, orderHash: someHash });
    const { token: text, generation } = TokenReply.parse(given.body);
    expect(generation).toBe(4);
    expect(await server.get(`/v1/entries?${after({ generation: 4, no: 1, orderHash: someHash })}`, text)).toMatchObject({ body: { kind: 'cursorAhead' } });
    // One that had begun anew before this server let it in brings the order that tells of it [J11].
    expect(await token(server, createDevice(1, 2), { generation: 4, no: 3, orderHash: someHash })).toMatchObject({ status: 200 });
    for (const unsure of [createDevice(2), createDevice(1)]) expect(await token(server, unsure)).toMatchObject({ status: 503, body: { kind: 'busy' } });
    expect(await server.post('/v1/epoch', renewing(device, await server.challenge(device), createKey(7)))).toMatchObject({ body: { kind: 'busy' } });
    expect(await server.push(text, device, device.writeMany(1))).toMatchObject({ body: { kind: 'busy' } });
  });
});

describe('[J19] a device reports in a generation', () => {
  const reported = async (server: TestServer, device: TestDevice) => (await server.store.device(device.id))?.reported;
  const end = async (server: TestServer): Promise<Cursor> => server.store.head();

  test('when it proves itself on this order with nothing left to push', async () => {
    const server = await openTestServer();
    const device = createDevice(1);
    await server.join(device);
    expect(await reported(server, device)).toBe(1);
  });

  test('once what it had written by then is in the order, and not before', async () => {
    const server = await openTestServer();
    const device = createDevice(1);
    await server.letIn(device);
    const entries = device.writeMany(3);
    const text = await server.prove(device);
    expect(await reported(server, device)).toBe(0);
    await server.push(text, device, entries.slice(0, 2));
    expect(await reported(server, device)).toBe(0);
    await server.push(text, device, entries.slice(2));
    expect(await reported(server, device)).toBe(1);
  });

  test('anew in the next one: its token ends with the first answer of that generation', async () => {
    const server = await openTestServer();
    const device = createDevice(1);
    const text = await server.join(device);
    await server.owner.open();
    expect(await look(server, text)).toMatchObject({ status: 200, body: { generation: 2 } });
    expect(await look(server, text)).toMatchObject(REFUSED);
    await server.prove(device, await end(server));
    expect(await reported(server, device)).toBe(2);
  });

  test('not from another order: only once it went back and stands on this one', async () => {
    const server = await openTestServer();
    const device = createDevice(1);
    await server.letIn(device);
    await server.owner.open();
    const text = await server.prove(device, { generation: 1, no: 2, orderHash: 'b'.repeat(64) });
    expect(await reported(server, device)).toBe(0);
    await server.push(text, device, device.writeMany(1));
    expect(await reported(server, device)).toBe(0);
    expect((await look(server, text)).status).toBe(200);
    expect(await look(server, text)).toMatchObject(REFUSED);
    await server.prove(device, await end(server));
    expect(await reported(server, device)).toBe(2);
  });
});

test('before anything was written a journal ends at the start of a chain', async () => {
  const server = await openTestServer();
  const device = createDevice(1);
  await server.letIn(device);
  const said = proving(device, await server.challenge(device));
  expect(said.chain).toEqual({ epoch: 1, seq: 0, hash: CHAIN_START });
  expect(await server.post('/v1/token', { ...said, chain: { ...said.chain, hash: 'c'.repeat(64) } })).toMatchObject(FORK);
});
