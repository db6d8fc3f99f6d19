/** [C1] Claims: beside the rounds, once, and never longer than a desk waits. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../../../tests/fixtures/fake-timers.ts';
import { SyncWorld, type SyncedStation } from '../../../tests/fixtures/syncing.ts';
import { DESK_3, DESK_4 } from '../../../tests/fixtures/world.ts';
import type { ClaimRequest } from '../../../shared/contract/wire.ts';
import type { ClaimAnswer } from './sync.ts';

let world: SyncWorld;
let here: SyncedStation;
beforeEach(async () => {
  world = await SyncWorld.open();
  here = await world.first();
  here.write(3);
  await here.wake();
});
afterEach(() => world.end());

function firstCall(desk = DESK_3): ClaimRequest {
  const [visit] = [...here.journal.state.visits.values()];
  if (!visit) throw new Error('three tickets were issued above');
  return { visit: visit.id, leg: 1, callNo: 1, desk };
}

/** Asks for a claim, and lets time pass until it is answered. */
async function claim(station: SyncedStation, request = firstCall(), withinMs = 800): Promise<{ answer: ClaimAnswer; afterMs: number }> {
  let answer: ClaimAnswer | undefined;
  void station.sync.claim(request, withinMs).then((given) => {
    answer = given;
  });
  const afterMs = await world.timers.passUntil(() => answer !== undefined, 60_000);
  if (!answer) throw new Error('a claim was never answered');
  return { answer, afterMs };
}

describe('a claim', () => {
  it('[C1] is granted once, to whoever asked first, and to that one again', async () => {
    const there = await world.another();
    expect((await claim(here)).answer).toBe('granted');
    expect((await claim(here)).answer).toBe('granted');
    expect((await claim(there, firstCall(DESK_4))).answer).toBe('taken');
  });

  it('[C1] that was taken brings the order with what took it, at once', async () => {
    const there = await world.another();
    there.network.losesPokes = true;
    await claim(here);
    const { answer } = await claim(there, firstCall(DESK_4));
    await settle();
    expect(answer).toBe('taken');
    expect(there.journal.state.claims.size).toBe(1);
  });

  it('[C1] does not wait behind a push that is under way', async () => {
    here.write(2000);
    here.network.roundTripMs = 200;
    here.sync.wake();
    await world.timers.pass(100);
    expect(await claim(here)).toEqual({ answer: 'granted', afterMs: 200 });
    expect(here.journal.pendingCount).toBeGreaterThan(0);
  });

  it('[C1] is cut off at once where the server is not heard from', async () => {
    here.network.isCut = true;
    here.sync.wake();
    await world.timers.pass(20_000);
    expect(here.sync.link).toBe('offline');
    expect(await claim(here)).toEqual({ answer: 'cutOff', afterMs: 0 });
  });

  it('[C1] waits for a silent network once: the next one is cut off at once, and granted when the server is heard from', async () => {
    here.network.isCut = true;
    expect(await claim(here)).toEqual({ answer: 'cutOff', afterMs: 800 });
    expect(here.sync.link).toBe('online');
    expect(await claim(here)).toEqual({ answer: 'cutOff', afterMs: 0 });
    here.network.heal();
    await world.timers.pass(20_000);
    expect((await claim(here)).answer).toBe('granted');
  });

  it('[C1] whose answer was lost is granted when it is asked again', async () => {
    here.network.loseNext('claim');
    expect((await claim(here)).answer).toBe('cutOff');
    await settle();
    expect((await claim(here)).answer).toBe('granted');
  });

  it('[C1] [J10] unauthenticated: to a server that was started again is proved first, within the same time', async () => {
    await world.server.stop();
    await world.server.start();
    here.network.roundTripMs = 100;
    expect(await claim(here)).toEqual({ answer: 'granted', afterMs: 400 });
    expect(here.links).toEqual(['online']);
  });

  it.each([
    { kind: 'busy', retryAfterMs: 5000 },
    { kind: 'revoked' },
    { kind: 'malformed' },
  ] as const)('[C1] that is answered $kind is cut off, and rejects nothing', async (error) => {
    here.network.refuse(error, 'claim');
    expect((await claim(here)).answer).toBe('cutOff');
  });

  it('that waits when the station stops is answered then, and leaves no timer behind', async () => {
    here.network.fault = () => new Promise(() => {});
    const answer = here.sync.claim(firstCall(), 800);
    await here.sync.stop();
    expect(await answer).toBe('cutOff');
    expect(await here.sync.claim(firstCall(), 800)).toBe('cutOff');
    expect(world.timers.waiting).toBe(0);
  });
});
