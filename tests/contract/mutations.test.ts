/**
 * Ten thousand good messages, each spoilt by a seeded die, at the server's doors: whatever comes,
 * it is answered in the contract's words, nothing but what was acknowledged is ordered, and nothing
 * is folded that does not validate.
 */
import { expect, test } from 'vitest';
import { ServerError } from '../../shared/contract/server-errors.ts';
import * as wire from '../../shared/contract/wire.ts';
import { CHAIN_START, orderHash, readEntry, type OrderedEntry } from '../../shared/domain/entries/entry.ts';
import { fold, type Effective } from '../../shared/domain/reducers/fold.ts';
import { encodeState } from '../../shared/domain/reducers/snapshot.ts';
import { EMPTY_STATE, type CentreState, type Unused } from '../../shared/domain/reducers/state.ts';
import { sha256 } from '../../server/digest.ts';
import type { DoorRequest } from '../../server/doors/index.ts';
import { readAddress } from '../../server/store/postgres/address.ts';
import { openPostgresStore } from '../../server/store/postgres/open.ts';
import { onPostgres } from '../fixtures/on-postgres.ts';
import { SMALL_CENTRE } from '../fixtures/world.ts';
import { pick, spoil, spoilText, SPOILER_NAMES, type Die } from './mutate.ts';
import { SpoiltWorld } from './spoilt-world.ts';

const SEED = 20_260_302;
const MUTATIONS = 10_000;
const OVER_HTTP = 300;
const ON_POSTGRES = 1000;

const REPLIES: Readonly<Record<string, { safeParse(body: unknown): { readonly success: boolean } }>> = {
  '/v1/enrol': wire.EnrolReply,
  '/v1/enrol/ask': wire.AskReply,
  '/v1/challenge': wire.ChallengeReply,
  '/v1/token': wire.TokenReply,
  '/v1/epoch': wire.EpochReply,
  '/v1/push': wire.PushReply,
  '/v1/entries': wire.EntriesReply,
  '/v1/snapshot': wire.SnapshotReply,
  '/v1/agree': wire.AgreeReply,
  '/v1/order': wire.OrderReply,
  '/v1/leases': wire.LeasesReply,
  '/v1/claims': wire.ClaimReply,
  '/v1/seats': wire.SeatsReply,
  '/v1/keys': wire.KeysReply,
};

/** Spoils a request in what it says, or in how it says it. */
function spoilRequest(die: Die, request: DoorRequest, how: (typeof SPOILER_NAMES)[number]): DoorRequest {
  const where = die();
  if (where < 0.04) return { ...request, version: pick(die, ['2', '1', '9', '', '3.0']) };
  if (where < 0.08) return { ...request, token: request.token && spoilText(die, request.token) };
  if (where < 0.1) return { ...request, path: spoilText(die, request.path) };
  return request.method === 'GET' ? { ...request, query: spoil(die, how, request.query) } : { ...request, body: spoil(die, how, request.body) };
}

const effective = ({ id, entry, place }: OrderedEntry): Effective => ({ id, bytes: entry.bytes, effectiveAt: place.effectiveAt, generation: place.generation });

/** A state without what only counts what could not be read. */
function meaningOf(state: CentreState): string {
  const unreadable = new Set(['notJson', 'badEnvelope', 'unknownType', 'unknownVersion', 'badPayload']);
  return encodeState({ ...state, unused: new Map([...state.unused].filter(([why]) => !unreadable.has(why))) });
}

function expectChained(places: readonly OrderedEntry[]): void {
  let previous = CHAIN_START;
  for (const [index, { place, entry }] of places.entries()) {
    expect([place.no, place.orderHash]).toEqual([index + 1, orderHash(sha256, previous, place, entry.hash)]);
    previous = place.orderHash;
  }
}

/** What the stations’ own entries come to: broken ones, and some tickets twice. */
const EXPECTED_UNUSED: ReadonlySet<Unused> = new Set<Unused>(['notJson', 'badEnvelope', 'unknownType', 'unknownVersion', 'badPayload', 'visitExists']);

const KINDS: readonly ServerError['kind'][] = ['unauthenticated', 'malformed', 'chainBroken', 'gap', 'fork', 'generation', 'cursorAhead', 'tooLarge', 'version', 'noSuchPath'];

/** Sends so many spoilt messages, each from what a station would say next; each reply is looked at. */
async function spoilMany(world: SpoiltWorld, many: number): Promise<void> {
  const { die, server } = world;
  for (let time = 0; time < many; time += 1) {
    const station = pick(die, world.stations);
    await world.settle(station);
    const good = await world.request(station);
    const how = pick(die, SPOILER_NAMES);
    const request = spoilRequest(die, good, how);
    const before = await server.store.head();
    const reply = await server.doors.handle(request);
    const about = (): string => `message ${time} to ${request.path}, spoilt by ${how}: ${JSON.stringify(reply)}`;
    const isKnown = reply.kind === 'ok' ? REPLIES[request.path]?.safeParse(reply.body).success : ServerError.safeParse(reply.error).success;
    if (!isKnown) expect.fail(`not of the contract: ${about()}`);
    // A cursor that is not on this order tells its owner that it lost a stretch: it opens a generation.
    // One that leases nothing now ends claims that are over all the same, in that very turn [C1].
    const isTime = reply.kind === 'error' && reply.error.kind === 'busy' && request.path === '/v1/leases';
    const mayMove = reply.kind === 'ok' || isTime || reply.error.kind === 'generation' || reply.error.kind === 'cursorAhead' || request.path === '/v1/token';
    if (!mayMove && (await server.store.head()).orderHash !== before.orderHash) expect.fail(`refused, and ordered all the same: ${about()}`);
    await world.learn(station, request.path, reply);
    for (const what of [reply.kind === 'ok' ? `ok ${request.path}` : reply.error.kind, good.path, how]) world.count(what);
  }
  await world.settle(pick(die, world.stations));
}

/** That the order is whole, and that nothing in it was folded but what validates. */
function expectWhole({ server, places }: SpoiltWorld): void {
  // Nothing came that nobody foresaw.
  const worst = server.logged.filter((line) => (JSON.parse(line) as { level: number }).level >= 50 && !line.includes('another server orders'));
  expect(worst.map((line) => line.slice(0, 400))).toEqual([]);

  expectChained(places);
  const all = fold(EMPTY_STATE, places.map(effective));
  const valid = places.filter(({ id, entry }) => readEntry(entry.bytes, id).kind === 'known');
  expect(meaningOf(all)).toBe(meaningOf(fold(EMPTY_STATE, valid.map(effective))));
  expect(all.centre).toEqual(SMALL_CENTRE);
  expect([...all.unused.keys()].filter((why) => !EXPECTED_UNUSED.has(why))).toEqual([]);
}

test('[J5][J10] ten thousand spoilt messages are each answered by kind, and nothing that does not validate is folded', async () => {
  const world = await SpoiltWorld.open(SEED);
  await spoilMany(world, MUTATIONS);
  expectWhole(world);

  // The die did enough to count.
  const seldom = [...SPOILER_NAMES, ...Object.keys(REPLIES)].filter((what) => world.counted(what) < 250);
  // The code of the first device was used before: in ten minutes it is good for nothing.
  const taken = Object.keys(REPLIES).filter((path) => path !== '/v1/enrol');
  const never = [...KINDS, ...taken.map((path) => `ok ${path}`)].filter((what) => world.counted(what) === 0);
  expect({ seldom, never }).toEqual({ seldom: [], never: [] });
  expect(world.counted('broken entry')).toBeGreaterThan(500);
  expect((await world.server.store.quarantine()).count).toBeGreaterThan(20);
}, 120_000);

await onPostgres('what PostgreSQL makes of spoilt messages', ({ testDatabase }) =>
  test('[J5][J10] a thousand of them meet no number and no text that PostgreSQL can’t hold', async () => {
    const database = await testDatabase();
    const openStore = () => openPostgresStore({ address: readAddress(database.url, 'the test’s own URL'), digest: sha256 });
    const world = await SpoiltWorld.open(SEED + 1, { openStore });
    await spoilMany(world, ON_POSTGRES);
    expectWhole(world);
  }, 120_000),
);

test('[J10] over real HTTP a few hundred, spoilt as they travel, meet no 5xx but busy', async () => {
  const world = await SpoiltWorld.open(SEED);
  const { die, server } = world;
  const statuses = new Map<number, number>();
  for (let time = 0; time < OVER_HTTP; time += 1) {
    const station = pick(die, world.stations);
    await world.settle(station);
    const { method, path, query, body: good } = await world.request(station);
    const text = spoilText(die, JSON.stringify(good ?? query));
    const { status, body } = await (method === 'POST' ? server.post(path, text, station.token) : server.get(`${path}?${spoilText(die, new URLSearchParams(query as Record<string, string>).toString())}`, station.token));
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const about = { time, path, text: text.slice(0, 200), status, body };
    const isKnown = status === 200 ? REPLIES[path]?.safeParse(body).success : ServerError.safeParse(body).success;
    expect({ ...about, isKnown }).toEqual({ ...about, isKnown: true });
    if (status >= 500) expect(about).toMatchObject({ status: 503, body: { kind: 'busy' } });
    if (status === 200) await world.learn(station, path, { kind: 'ok', body });
  }
  expect(statuses.get(400)).toBeGreaterThan(OVER_HTTP / 4);
  expect(server.logged.filter((line) => line.includes('failed unexpectedly'))).toEqual([]);
}, 60_000);
