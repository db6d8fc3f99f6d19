/** What every door of the server says to bad input: the one kind that fits, and nothing it keeps has changed. */
import { describe, expect, test } from 'vitest';
import { SERVER_ERRORS, type ServerError } from '../../shared/contract/server-errors.ts';
import { WIRE_FLOOR, WIRE_VERSION } from '../../shared/contract/versions.ts';
import { EntriesReply, WIRE_HEADER } from '../../shared/contract/wire.ts';
import { createDevice, createKey, type TestDevice } from '../../server/testing/device.ts';
import { dumpOf } from '../../server/testing/dump.ts';
import { after, enrolment, NO_PLACE, proving, pushing, renewing } from '../../server/testing/messages.ts';
import { openTestServer, type Answer, type TestServer } from '../../server/testing/server.ts';
import { PATHS, strangerNo, validMessage, writeTickets, type Fields, type Message } from './valid-messages.ts';

/** A centre with two devices, some tickets, and a few that are not pushed yet. */
interface Centre {
  readonly server: TestServer;
  readonly device: TestDevice;
  readonly other: TestDevice;
  readonly token: string;
  readonly code: string;
  readonly first: number;
}

async function openCentre(): Promise<Centre> {
  const server = await openTestServer();
  const [device, other] = [createDevice(1), createDevice(2)];
  const code = server.code() ?? '';
  const token = await server.join(device);
  await server.join(other);
  writeTickets(device, 1, 5);
  await server.push(token, device, device.journal);
  writeTickets(device, 6, 3);
  return { server, device, other, token, code, first: 7 };
}

async function messagesFor({ server, device, token, code, first }: Centre): Promise<readonly Message[]> {
  const { entries } = EntriesReply.parse((await server.get(`/v1/entries?${after(NO_PLACE)}`, token)).body);
  const given = { stranger: strangerNo(1), challenge: await server.challenge(device), code, head: await server.store.head(), places: entries };
  const [journal, next] = [device.journal.slice(0, first - 1), device.journal.slice(first - 1)];
  return PATHS.map((path) => validMessage(path, { ...given, next, device: path === '/v1/push' ? { ...device, journal } : device }));
}

function send(server: TestServer, { method, path, query, body }: Message, token: string | undefined, headers?: Record<string, string>): Promise<Answer> {
  if (method === 'POST') return server.post(path, body, token, headers);
  return server.get(`${path}?${new URLSearchParams(query)}`, token, headers);
}

/** Sends each, expects this error of it, and that the store is what it was. */
async function expectRefused(server: TestServer, error: ServerError, answers: () => Promise<readonly Answer[]>): Promise<void> {
  const before = dumpOf(server.file);
  for (const answer of await answers()) {
    expect({ status: answer.status, body: answer.body }).toEqual({ status: SERVER_ERRORS[error.kind].status, body: error });
  }
  await server.owner.tick();
  expect(dumpOf(server.file)).toBe(before);
}

async function inTurn(sends: readonly (() => Promise<Answer>)[]): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const each of sends) answers.push(await each());
  return answers;
}

const OPEN = new Set(['/v1/enrol', '/v1/enrol/ask', '/v1/challenge', '/v1/token', '/v1/epoch']);

describe('at every door', () => {
  test('there is a good message for each', async () => {
    const centre = await openCentre();
    const messages = await messagesFor(centre);
    expect(messages.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(centre.server.doors.places.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  test.each(['', String(WIRE_FLOOR - 1), String(WIRE_VERSION + 1), 'x'])('[J10][J14] version «%s» is told which versions are spoken', async (version) => {
    const centre = await openCentre();
    const { server, token } = centre;
    const messages = await messagesFor(centre);
    const speaks: ServerError = { kind: 'version', from: WIRE_FLOOR, to: WIRE_VERSION };
    await expectRefused(server, speaks, () => inTurn(messages.map((each) => () => send(server, each, token, { [WIRE_HEADER]: version }))));
    const silent = { version: undefined, token, address: '::1' };
    for (const each of messages) expect(await server.doors.handle({ ...each, ...silent })).toEqual({ kind: 'error', error: speaks });
  });

  test('[J10] no token, a guess, or one of another centre’s server is unauthenticated', async () => {
    const centre = await openCentre();
    const { server } = centre;
    const inner = (await messagesFor(centre)).filter(({ path }) => !OPEN.has(path));
    const elsewhere = await openTestServer();
    const foreign = await elsewhere.join(createDevice(1));
    for (const token of [undefined, 'A'.repeat(43), foreign]) {
      await expectRefused(server, { kind: 'unauthenticated' }, () => inTurn(inner.map((each) => () => send(server, each, token))));
    }
  });

  test('[J10] the token of a device that was put out is revoked', async () => {
    const gone = await openCentre();
    const { server, device, token } = gone;
    const asked = (await messagesFor(gone)).filter(({ path }) => !OPEN.has(path));
    await server.doors.approvals.revoke(device.id);
    await server.owner.tick();
    await expectRefused(server, { kind: 'revoked' }, () => inTurn(asked.map((each) => () => send(server, each, token))));
  });

  test('[J10] a message that lacks a field, has one too many or one of another form is malformed', async () => {
    const centre = await openCentre();
    const { server, token } = centre;
    const wrong = (await messagesFor(centre)).flatMap((each) => wrongForms(each).map((form) => () => send(server, form, token)));
    expect(wrong.length).toBeGreaterThan(250);
    await expectRefused(server, { kind: 'malformed' }, () => inTurn(wrong));
  });

  test('[J10] what is no message at all is malformed', async () => {
    const centre = await openCentre();
    const { server, token } = centre;
    const posts = (await messagesFor(centre)).filter(({ method }) => method === 'POST');
    for (const body of ['', '{', 'null', '7', '"x"', '[]', '[{}]', '{"__proto__":{"a":1}}', '\ud800', '{"a":1}{"b":2}']) {
      await expectRefused(server, { kind: 'malformed' }, () => inTurn(posts.map(({ path }) => () => server.post(path, body, token))));
    }
  });

  test('and each of the good messages is taken', async () => {
    const fresh = await openCentre();
    const { server, token } = fresh;
    for (const message of await messagesFor(fresh)) {
      // One challenge stands in two of them.
      if (message.path === '/v1/epoch') continue;
      expect({ path: message.path, ...(await send(server, message, token)) }).toMatchObject({ path: message.path, status: 200 });
    }
  });
});

/** A message's own fields, and those of what its lists hold, each taken away, and put in another form. */
function wrongForms(message: Message): Message[] {
  const { query, body } = message;
  if (!body) return [{ ...query, another: '1' }, ...wrongFields(query)].map((form) => ({ ...message, query: form as Record<string, string> }));
  const nested = Object.entries(body).flatMap(([name, value]) => {
    if (isFields(value)) return wrongFields(value).map((form) => ({ ...body, [name]: form }));
    const [item] = Array.isArray(value) ? (value as unknown[]) : [];
    return isFields(item) ? wrongFields(item).map((form) => ({ ...body, [name]: [form] })) : [];
  });
  return [{ ...body, another: 1 }, ...wrongFields(body), ...nested].map((form) => ({ ...message, body: form }));
}

function wrongFields(fields: Fields): Fields[] {
  const names = Object.keys(fields);
  const lacking = names.filter((name) => name !== 'limit').map((name) => Object.fromEntries(Object.entries(fields).filter(([other]) => other !== name)));
  const wrong = names.flatMap((name) => [null, [], {}, '', true, -1].filter((value) => !isFine(name, value, fields[name])).map((value) => ({ ...fields, [name]: value })));
  return [...lacking, ...wrong];
}

/** Keys there or back alone: of each there may be none. */
const MAY_BE_EMPTY = new Set(['put', 'want', 'held']);

function isFine(name: string, value: unknown, before: unknown): boolean {
  return value === before || (Array.isArray(value) && MAY_BE_EMPTY.has(name)) || (typeof before === 'boolean' && typeof value === 'boolean');
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe('what is well said and not true', () => {
  test('[J10] a hash that does not chain', async () => {
    const { server, device, token, first } = await openCentre();
    const [entry, next] = device.journal.slice(first - 1);
    if (!entry || !next) throw new Error('there is something to push');
    await expectRefused(server, { kind: 'chainBroken' }, async () => [
      await server.post('/v1/push', pushing(device, [{ ...entry, hash: next.hash }], first), token),
      await server.post('/v1/push', pushing(device, [entry, { ...next, bytes: next.bytes.replace('C', 'D') }], first), token),
    ]);
  });

  test('[J10] a gap, and entries that the order has other ones of', async () => {
    const { server, device, token, first } = await openCentre();
    const rest = device.journal.slice(first - 1);
    await expectRefused(server, { kind: 'gap', expected: first }, async () => [await server.post('/v1/push', pushing(device, rest, first + 1), token)]);
    await expectRefused(server, { kind: 'fork' }, async () => [
      await server.post('/v1/push', pushing(device, rest, 1), token),
      await server.post('/v1/push', { ...pushing(device, rest, first), epoch: 2 }, token),
    ]);
  });

  test('[J10] another centre’s id, with the right code', async () => {
    const { server, device, code } = await openCentre();
    await expectRefused(server, { kind: 'otherCentre' }, async () => [await server.post('/v1/enrol', { ...enrolment(device, code), centre: 'otro-centro' })]);
  });

  test('[J10] a code that is used up, or was never right', async () => {
    const { server, device, other, code } = await openCentre();
    await expectRefused(server, { kind: 'unauthenticated' }, async () => [
      await server.post('/v1/enrol', enrolment(other, code)),
      await server.post('/v1/enrol', enrolment(device, 'x'.repeat(26))),
    ]);
  });

  test('[J10] a challenge used twice, a signature of another device, or for another doing', async () => {
    const { server, device, other } = await openCentre();
    const used = proving(device, await server.challenge(device));
    expect((await server.post('/v1/token', used)).status).toBe(200);
    const challenge = await server.challenge(device);
    const [token, epoch] = [proving(device, challenge), renewing(device, challenge, createKey(9))];
    await expectRefused(server, { kind: 'unauthenticated' }, async () => [
      await server.post('/v1/token', used),
      await server.post('/v1/token', { ...token, signature: proving(other, challenge).signature }),
      await server.post('/v1/token', { ...token, signature: epoch.signature }),
      await server.post('/v1/token', { ...token, device: other.id }),
      await server.post('/v1/epoch', { ...epoch, signature: token.signature }),
      await server.post('/v1/epoch', { ...epoch, newKey: createKey(10).key }),
      await server.post('/v1/epoch', { ...epoch, device: other.id }),
    ]);
  });

  test('[J10] places that follow on nothing here', async () => {
    const { server, token } = await openCentre();
    const head = await server.store.head();
    const { entries } = EntriesReply.parse((await server.get(`/v1/entries?${after(NO_PLACE)}`, token)).body);
    const [last] = entries.slice(-1);
    if (!last) throw new Error('there is an order');
    const beyond = { ...last, place: { ...last.place, no: head.no + 2 } };
    const changed = { ...last, place: { ...last.place, effectiveAt: last.place.effectiveAt + 1 } };
    const forged = { ...last, place: { ...last.place, orderHash: 'a'.repeat(64) } };
    await expectRefused(server, { kind: 'generation', generation: 1 }, async () => [
      await server.post('/v1/order', { places: [beyond], more: false }, token),
      await server.post('/v1/order', { places: [{ ...changed, place: { ...changed.place, no: head.no + 1 } }], more: false }, token),
      await server.post('/v1/order', { places: [forged], more: false }, token),
    ]);
  });
});
