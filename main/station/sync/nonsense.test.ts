/** [J10] A server that answers anything at all, for ever: it is asked at a human pace, and nothing is lost to it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Asking } from '../../../tests/fixtures/network.ts';
import { SyncWorld, type SyncedStation } from '../../../tests/fixtures/syncing.ts';
import { SMALL_CENTRE, testChance } from '../../../tests/fixtures/world.ts';
import { SERVER_ERRORS, ServerError } from '../../../shared/contract/server-errors.ts';
import { CHAIN_START } from '../../../shared/domain/entries/entry.ts';
import { ServerRefused, ServerUnreachable, type ServerDoor } from './server-door.ts';

/** Requests a minute that no station may go beyond, whatever it is answered. */
const MOST_A_MINUTE = 60;
const MINUTE_MS = 60_000;

let world: SyncWorld;
beforeEach(async () => {
  world = await SyncWorld.open();
});
afterEach(() => world.end());

type Dice = (below: number) => number;

const KINDS = Object.keys(SERVER_ERRORS) as (keyof typeof SERVER_ERRORS)[];
/** After these a station waits long, and a minute of them says little. */
const AT_ONCE = KINDS.filter((kind) => SERVER_ERRORS[kind].recovery !== 'tellStaff');

function anyError(dice: Dice): ServerError {
  const kinds = dice(20) === 0 ? KINDS : AT_ONCE;
  const retryAfterMs = dice(2) * 1000;
  return ServerError.parse({ kind: kinds[dice(kinds.length)], expected: 1 + dice(20), generation: 1 + dice(3), from: 1, to: 1 + dice(4), retryAfterMs });
}

/** An answer of the right form, with anything in it. */
function anyAnswer(kind: Asking, dice: Dice, here: SyncedStation): unknown {
  const generation = 1 + dice(3);
  const head = dice(2) === 0 ? dice(50) : dice(100_000);
  const secret = 's'.repeat(43);
  const own = here.lastSeq;
  switch (kind) {
    case 'enrol':
      return { centre: SMALL_CENTRE.id, epoch: 1 + dice(3) };
    case 'ask':
      return [
        { kind: 'waiting', code: 'BCDFGHJK', expiresInMs: dice(2) * 600_000 },
        { kind: 'approved', centre: SMALL_CENTRE.id, epoch: 1 + dice(3) },
        { kind: 'refused' },
      ][dice(3)];
    case 'challenge':
      return { challenge: secret };
    case 'token':
      return { token: `token-${dice(1_000_000)}`.padEnd(24, '.'), expiresInMs: dice(2) * 900_000, generation };
    case 'epoch':
      return { epoch: 1 + dice(5) };
    case 'push':
      return { acknowledged: dice(2) === 0 ? own : dice(own + 5), head, generation };
    case 'entries':
      return { generation, head, entries: [] };
    case 'snapshot':
      return { at: { generation, no: head, orderHash: CHAIN_START }, reducers: 1, stateHash: CHAIN_START, state: '{}', chains: [] };
    case 'agree':
      return { no: dice(3) === 0 ? head : dice(here.journal.head.no + 1), head, generation };
    case 'order':
    case 'leases':
      return { head };
    case 'claim':
      return { kind: dice(2) === 0 ? 'granted' : 'taken', head };
    case 'seats':
      return { kind: dice(2) === 0 ? 'granted' : 'full', head };
    case 'keys':
      return { keys: [], gone: [] };
    default:
      return kind satisfies never;
  }
}

const ASKED: readonly Asking[] = ['enrol', 'ask', 'challenge', 'token', 'epoch', 'push', 'entries', 'snapshot', 'agree', 'order', 'leases', 'claim', 'seats', 'keys'];

/** A server that is the real one `truth` of ten times, and nonsense otherwise. */
function nonsense(here: SyncedStation, dice: Dice, truth: number): ServerDoor {
  const { server } = world;
  const answers = ASKED.map((kind) => {
    const real: (...given: never[]) => Promise<unknown> = server[kind];
    const answer = async (...given: never[]): Promise<unknown> => {
      if (dice(10) < truth) return real(...given);
      const what = dice(10);
      if (what < 5) throw new ServerRefused(anyError(dice));
      if (what === 5) throw new ServerUnreachable(dice(2) === 0 ? 'noAnswer' : 'notOurs', 'nothing that can be used');
      return anyAnswer(kind, dice, here);
    };
    return [kind, answer];
  });
  return { ...(Object.fromEntries(answers) as ServerDoor), live: server.live.bind(server), close: async () => {} };
}

it('[J10] a server that takes all it is given, says that it has none of it, and falls silent is not fed in a circle', async () => {
  const here = await world.first();
  here.write(40);
  let asked = 0;
  const { server } = world;
  here.network.push = async (_token, { first, entries }) => {
    here.network.asked.push({ kind: 'push', token: undefined, request: undefined, bytes: 0 });
    return { acknowledged: first + entries.length - 1, head: 2, generation: 1 };
  };
  here.network.agree = async (_token, { places }) => ({ no: (places[0]?.no ?? 1) - 1, head: 99, generation: 1 });
  here.network.entries = async (...given) => {
    here.network.asked.push({ kind: 'entries', token: undefined, request: undefined, bytes: 0 });
    asked += 1;
    if (asked % 3 === 0) throw new ServerUnreachable('noAnswer', 'the line broke');
    if (asked % 3 === 1) throw new ServerRefused({ kind: 'cursorAhead' });
    return server.entries(...given);
  };
  const before = here.network.asked.length;
  here.sync.wake();
  await world.timers.pass(5 * MINUTE_MS);
  expect(here.network.asked.length - before).toBeLessThan(5 * MOST_A_MINUTE);
});

describe.each([0, 5])('a server that makes sense %i times of ten', (truth) => {
  it.each([1, 2, 3, 4, 5, 6, 8, 128, 133])('[J10] is asked at a human pace, and no ticket is lost to it (seed %i)', async (seed) => {
    const chance = testChance(seed * 31 + truth);
    const dice: Dice = (below) => Math.floor(chance.fraction() * below);
    const here = await world.first();
    here.write(20);
    here.network.behind = nonsense(here, dice, truth);
    here.sync.wake();
    const perMinute: number[] = [];
    for (let minute = 0; minute < 20; minute += 1) {
      const before = here.network.asked.length;
      for (let second = 0; second < 60; second += 1) {
        if (dice(10) === 0) here.network.lines.at(-1)?.poke(dice(100_000));
        if (dice(30) === 0) here.write();
        here.sync.wake();
        await world.timers.pass(MINUTE_MS / 60);
      }
      perMinute.push(here.network.asked.length - before);
    }
    expect(Math.max(...perMinute)).toBeLessThan(MOST_A_MINUTE);
    expect(perMinute.reduce((sum, asked) => sum + asked, 0)).toBeGreaterThan(30);

    here.network.behind = world.server;
    await here.restart();
    here.sync.wake();
    await world.timers.pass(60_000);
    here.sync.askAgain();
    await world.timers.passUntil(() => here.sync.link === 'online' || here.sync.enrolment.kind === 'asking', 600_000);
    if (here.sync.enrolment.kind === 'asking') await here.beLetIn();
    await world.timers.pass(120_000);
    expect(here.sync.link).toBe('online');
    expect(here.journal.pendingCount).toBe(0);
    const tickets = new Set((await world.server.wholeOrder()).flatMap(({ entry }) => /"visit":"(\w+)"/.exec(entry.bytes)?.[1] ?? []));
    expect(tickets.size).toBe(here.written);
  });
});
