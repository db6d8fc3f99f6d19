import { describe, expect, test } from 'vitest';
import { SERVER_ERRORS, type ServerError } from '../../shared/contract/server-errors.ts';
import { AGREE_LIMIT, AgreeReply, BODY_LIMIT, EntriesReply, OrderReply, PULL_LIMIT, PUSH_LIMIT, SnapshotReply, WIRE_HEADER, type Cursor } from '../../shared/contract/wire.ts';
import { decodeState, stateHash } from '../../shared/domain/reducers/snapshot.ts';
import { sha256 } from '../digest.ts';
import { openReadable } from '../store/sqlite/handles.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import { createDevice, NOON, type TestDevice } from '../testing/device.ts';
import { after, NO_PLACE, pushing } from '../testing/messages.ts';
import { acknowledgedBy, openTestServer, type Answer, type TestServer } from '../testing/server.ts';

function expectError(answer: Answer, error: ServerError): void {
  expect({ status: answer.status, body: answer.body }).toEqual({ status: SERVER_ERRORS[error.kind].status, body: error });
}

/** A server with a device that is in, and what the owner wrote about that. */
async function openWithDevice() {
  const server = await openTestServer();
  const device = createDevice(1);
  const token = await server.join(device);
  return { server, device, token, start: await server.store.head() };
}

/** A backup of a server that runs. */
function copyOf(file: string, to: string): void {
  const db = openReadable(file);
  db.prepare('VACUUM INTO ?').run(to);
  db.close();
}

const pull = (server: TestServer, token: string, cursor: Cursor, limit?: number): Promise<Answer> => server.get(`/v1/entries?${after(cursor, limit)}`, token);
const ownOf = (answer: Answer, { id }: TestDevice) => EntriesReply.parse(answer.body).entries.filter((each) => each.id.device === id);

describe('push', () => {
  test('[J3][J6] what one device pushes is there to be pulled, in the contract’s form', async () => {
    const { server, device, token, start } = await openWithDevice();
    const entries = device.writeMany(3);
    expect(acknowledgedBy(await server.push(token, device, entries))).toEqual({ acknowledged: 3, head: start.no + 3, generation: 1 });
    const [second] = ownOf(await pull(server, token, start, 2), device).slice(1);
    // [J13] Two milliseconds into the boot that began a second before the push came.
    const effectiveAt = NOON - 1000 + 2;
    expect(second).toMatchObject({ place: { no: start.no + 2, effectiveAt }, id: { device: device.id, epoch: 1, seq: 2 }, entry: entries[1] });
    expect(ownOf(await pull(server, token, NO_PLACE), device).map(({ entry }) => entry)).toEqual(entries);
  });

  test('[J4] whose reply was lost is sent again and takes effect once', async () => {
    const { server, device, token, start } = await openWithDevice();
    const entries = device.writeMany(3);
    const answers = await Promise.all([server.push(token, device, entries), server.push(token, device, entries)]);
    for (const { body } of answers) expect(body).toEqual({ acknowledged: 3, head: start.no + 3, generation: 1 });
  });

  test('[J14] of the version before says nothing of clocks, and its stamps are uncertain', async () => {
    const { server, device, token } = await openWithDevice();
    const { sent, ...before } = pushing(device, device.writeMany(1));
    const asVersion = (version: string, body: object) => server.post('/v1/push', body, token, { [WIRE_HEADER]: version });
    expectError(await asVersion('3', before), { kind: 'malformed' });
    expectError(await asVersion('2', { ...before, sent }), { kind: 'malformed' });
    expect(acknowledgedBy(await asVersion('2', before))).toMatchObject({ acknowledged: 1 });
    expect(acknowledgedBy(await asVersion('3', pushing(device, device.writeMany(1))))).toMatchObject({ acknowledged: 2 });
  });

  test('[J5] an entry that can’t be read keeps its place, blocks nobody, and somebody is told', async () => {
    const { server, device, token } = await openWithDevice();
    const entries = [device.write(), device.seal('\u0001 no entry at all'), device.write()];
    expect(acknowledgedBy(await server.push(token, device, entries))).toMatchObject({ acknowledged: 3 });
    expect(await server.store.quarantine()).toEqual({ count: 1, last: { device: device.id, epoch: 1, seq: 2 } });
    const told = server.logged.find((line) => line.includes('quarantine'));
    expect(JSON.parse(told ?? '')).toMatchObject({ level: 40, quarantined: 1, device: device.id });
  });

  test('[J10] gap, fork and chainBroken reach the device as they are, and nothing is taken', async () => {
    const { server, device, token, start } = await openWithDevice();
    const [first, second, third] = [device.write(), device.write(), device.write()];
    await server.push(token, device, [first]);
    const copy = createDevice(1);
    copy.write({ at: NOON - 1 });
    expectError(await server.push(token, device, [third]), { kind: 'gap', expected: 2 });
    expectError(await server.push(token, copy, copy.journal), { kind: 'fork' });
    expectError(await server.post('/v1/push', pushing(createDevice(1, 2), [first], 1), token), { kind: 'fork' });
    expectError(await server.post('/v1/push', pushing(device, [{ ...second, hash: third.hash }], 2), token), { kind: 'chainBroken' });
    expect((await server.store.head()).no).toBe(start.no + 1);
  });

  test('[J10] of an epoch that no device comes to is malformed', async () => {
    const { server, device, token } = await openWithDevice();
    const pushed = pushing(device, device.writeMany(1));
    for (const epoch of [2 ** 31, 2 ** 53 - 1]) expectError(await server.post('/v1/push', { ...pushed, epoch }, token), { kind: 'malformed' });
    expectError(await server.post('/v1/push', { ...pushed, epoch: 2 ** 31 - 1 }, token), { kind: 'fork' });
  });

  test('[J10] of more entries, or of more bytes, than is read at once is too large', async () => {
    const { server, device, token } = await openWithDevice();
    expectError(await server.push(token, device, device.writeMany(PUSH_LIMIT + 1)), { kind: 'tooLarge' });
    expectError(await server.post('/v1/push', { entries: 'x'.repeat(BODY_LIMIT) }, token), { kind: 'tooLarge' });
    expect(acknowledgedBy(await server.push(token, device, device.journal.slice(0, PUSH_LIMIT)))).toMatchObject({ acknowledged: PUSH_LIMIT });
  });
});

describe('pull', () => {
  const hash = NO_PLACE.orderHash;

  test.each([
    '',
    `generation=1&hash=${hash}`,
    'generation=1&after=0',
    `after=0&hash=${hash}`,
    `generation=1&after=-1&hash=${hash}`,
    `generation=1&after=x&hash=${hash}`,
    `generation=1&after=1e3&hash=${hash}`,
    `generation=1&after=1&after=2&hash=${hash}`,
    `generation=0&after=0&hash=${hash}`,
    'generation=1&after=0&hash=00',
    `generation=1&after=0&hash=${hash}&limit=0`,
    `generation=1&after=0&hash=${hash}&limit=${PULL_LIMIT + 1}`,
    `generation=1&after=0&hash=${hash}&more=1`,
  ])('[J10] with the query «%s» is malformed', async (query) => {
    const { server, token } = await openWithDevice();
    expectError(await server.get(`/v1/entries?${query}`, token), { kind: 'malformed' });
  });

  test('[J10][J19] past the end of the order is ahead of it: what was there is lost here, so a new generation begins', async () => {
    const { server, device, token, start } = await openWithDevice();
    await server.push(token, device, device.writeMany(1));
    expectError(await pull(server, token, { ...start, no: start.no + 9 }), { kind: 'cursorAhead' });
    expect(await server.store.head()).toMatchObject({ generation: 2 });
  });

  test('[J19] from another order of this generation: a stretch was lost here, so a new generation begins', async () => {
    const { server, device, token, start } = await openWithDevice();
    expectError(await pull(server, token, { ...start, orderHash: 'a'.repeat(64) }), { kind: 'generation', generation: 2 });
    expect(await server.store.head()).toMatchObject({ generation: 2 });
    expectError(await pull(server, token, { ...start, orderHash: 'a'.repeat(64) }), { kind: 'generation', generation: 2 });
    expect(acknowledgedBy(await server.push(token, device, device.writeMany(1)))).toMatchObject({ generation: 2 });
  });
});

test('[J19] where two orders agree is told by the last place they share', async () => {
  const { server, device, token } = await openWithDevice();
  await server.push(token, device, device.writeMany(5));
  const places = ownOf(await pull(server, token, NO_PLACE), device).map(({ place: { no, orderHash } }) => ({ no, orderHash }));
  const [, second, , fourth] = places;
  const wrong = places.slice(2).map(({ no }) => ({ no, orderHash: 'b'.repeat(64) }));
  const head = await server.store.head();
  const agree = async (asked: readonly unknown[]) => server.post('/v1/agree', { places: asked }, token);
  expect(AgreeReply.parse((await agree([...wrong, second])).body)).toEqual({ no: second?.no, head: head.no, generation: 1 });
  expect(AgreeReply.parse((await agree([second, fourth])).body)).toMatchObject({ no: fourth?.no });
  expect(AgreeReply.parse((await agree(wrong)).body)).toMatchObject({ no: 0 });
  expectError(await agree(Array.from({ length: AGREE_LIMIT + 1 }, () => wrong[0])), { kind: 'tooLarge' });
  expectError(await agree([]), { kind: 'malformed' });
});

test('[J8] a snapshot holds the state at a place, and what comes after it is the rest', async () => {
  const { server, token } = await openWithDevice();
  const answer = await server.get('/v1/snapshot', token);
  const snapshot = SnapshotReply.parse(answer.body);
  const state = decodeState(snapshot.state);
  expect(state && stateHash(sha256, state)).toBe(snapshot.stateHash);
  expect((await pull(server, token, snapshot.at)).status).toBe(200);
  expectError(await server.get('/v1/snapshot?at=1', token), { kind: 'malformed' });
});

describe('[J19] an order that a server lost', () => {
  test('is taken back from a device that kept it, checked place by place, and goes on in the next generation', async () => {
    const { server, device, token } = await openWithDevice();
    await server.push(token, device, device.writeMany(4));
    const kept = EntriesReply.parse((await pull(server, token, NO_PLACE)).body).entries;
    const empty = await openTestServer({ collecting: true });
    await empty.letIn(device);
    const again = await empty.prove(device);
    const offer = (places: readonly unknown[], more: boolean) => empty.post('/v1/order', { places, more }, again);
    const broken = kept.map((each, index) => (index === 2 ? { ...each, place: { ...each.place, effectiveAt: 1 } } : each));
    expectError(await offer(broken, false), { kind: 'generation', generation: 1 });
    expect((await empty.store.head()).no).toBe(0);
    expect(OrderReply.parse((await offer(kept.slice(0, 3), true)).body)).toEqual({ head: 3 });
    expectError(await empty.push(again, device, device.writeMany(1)), { kind: 'busy', retryAfterMs: 2000 });
    await offer(kept.slice(3), false);
    const { generation, entries } = EntriesReply.parse((await pull(empty, await empty.prove(device), NO_PLACE)).body);
    expect([generation, entries.slice(0, kept.length)]).toEqual([2, kept]);
  });

  test('is waited for as soon as a device that has more proves itself, and nobody is ordered meanwhile', async () => {
    const { server, device, token } = await openWithDevice();
    const other = createDevice(2);
    await server.letIn(other);
    const backup = `${server.file}.backup`;
    copyOf(server.file, backup);
    await server.push(token, device, device.writeMany(4));
    const kept = EntriesReply.parse((await pull(server, token, NO_PLACE)).body).entries;
    const restored = await openTestServer({ openStore: async () => openSqliteStore({ file: backup, digest: sha256 }) });
    const others = await restored.prove(other);
    const again = await restored.prove(device, await server.store.head());
    expectError(await restored.push(others, other, other.writeMany(1)), { kind: 'busy', retryAfterMs: 2000 });
    OrderReply.parse((await restored.post('/v1/order', { places: kept.slice(-4), more: false }, again)).body);
    expect(acknowledgedBy(await restored.push(others, other, other.journal))).toMatchObject({ acknowledged: 1, generation: 2 });
    const { entries } = EntriesReply.parse((await pull(restored, await restored.prove(other), NO_PLACE)).body);
    expect(entries.slice(0, kept.length)).toEqual(kept);
  });

  test('[J10] of a generation or an epoch that comes of a fault is malformed', async () => {
    const { server, token, start } = await openWithDevice();
    const [first] = EntriesReply.parse((await pull(server, token, NO_PLACE, 1)).body).entries;
    if (!first) throw new Error('there is an order');
    const next = { ...first, place: { ...first.place, no: start.no + 1 } };
    const wrong = [{ ...next, place: { ...next.place, generation: 1002 } }, { ...next, id: { ...next.id, epoch: 2 ** 31 } }];
    for (const place of wrong) expectError(await server.post('/v1/order', { places: [place], more: false }, token), { kind: 'malformed' });
    expect(await server.store.ordering()).toEqual({ kind: 'ordering' });
  });

  test('[J10] is offered in batches', async () => {
    const { server, token } = await openWithDevice();
    expectError(await server.post('/v1/order', { places: Array.from({ length: PUSH_LIMIT + 1 }, () => ({})), more: false }, token), { kind: 'tooLarge' });
    expectError(await server.post('/v1/order', { places: [], more: false }, token), { kind: 'malformed' });
  });
});
