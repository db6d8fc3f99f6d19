import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SyncWorld, type SyncedStation } from '../../../tests/fixtures/syncing.ts';
import { ServerUnreachable } from './server-door.ts';

let world: SyncWorld;
let here: SyncedStation;
beforeEach(async () => {
  world = await SyncWorld.open();
  here = await world.first();
});
afterEach(() => world.end());

/** How often the order was asked for in so many milliseconds. */
async function pullsIn(ms: number): Promise<number> {
  const before = here.network.countOf('entries');
  await world.timers.pass(ms);
  return here.network.countOf('entries') - before;
}

describe('the live line', () => {
  it('[J9] a door that always fails is knocked at ever more rarely, and polling goes on as ever', async () => {
    here.network.liveIsBroken = true;
    here.network.lines[0]?.end();
    const pulls = await pullsIn(60_000);
    expect(here.network.lines.length).toBeLessThanOrEqual(9);
    expect(pulls).toBeGreaterThanOrEqual(4);
    expect(pulls).toBeLessThanOrEqual(7);
    const knocks = here.network.lines.length;
    await world.timers.pass(600_000);
    expect(here.network.lines.length - knocks).toBeLessThanOrEqual(16);
    expect(here.network.lines.length - knocks).toBeGreaterThanOrEqual(9);
    expect(here.sync.link).toBe('online');
  });

  it('[J9] one that drops makes one early round, and comes back within moments', async () => {
    here.network.lines[0]?.poke(0);
    here.network.lines[0]?.end();
    expect(await pullsIn(2000)).toBe(1);
    expect(here.network.lines).toHaveLength(2);
  });

  it('[J9] one that pokes and drops, over and over, makes no more than one early round a poll', async () => {
    const before = here.network.countOf('entries');
    for (let second = 0; second < 60; second += 1) {
      const line = here.network.lines.at(-1);
      line?.poke(0);
      line?.end();
      await world.timers.pass(1000);
    }
    expect(here.network.countOf('entries') - before).toBeLessThanOrEqual(10);
  });

  it('[J9] one that pokes of what is not there, over and over, makes no tight loop, and a true poke is followed again', async () => {
    let head = 100;
    const before = here.network.countOf('entries');
    for (let tenth = 0; tenth < 600; tenth += 1) {
      head += 1;
      here.network.lines.at(-1)?.poke(head);
      await world.timers.pass(100);
    }
    expect(here.network.countOf('entries') - before).toBeLessThanOrEqual(15);
    await world.timers.pass(20_000);
    await world.server.orderAnother();
    here.network.lines.at(-1)?.poke(await world.server.head());
    await world.timers.pass(1100);
    expect(here.journal.head.no).toBe(await world.server.head());
  });

  it('[J9] [J12] that failed for long is open again as soon as the server is back from being gone', async () => {
    here.network.liveIsBroken = true;
    here.network.lines[0]?.end();
    await world.timers.pass(600_000);
    here.network.isCut = true;
    await world.timers.pass(60_000);
    expect(here.sync.link).toBe('offline');
    here.network.heal();
    await world.timers.passUntil(() => here.sync.link === 'online', 60_000);
    await world.timers.pass(0);
    await world.server.orderAnother();
    const lines = here.network.lines.filter(({ closed }) => !closed);
    lines.at(-1)?.poke(await world.server.head());
    await world.timers.pass(0);
    expect(here.journal.head.no).toBe(await world.server.head());
  });

  it('that was replaced is not listened to', async () => {
    const [old] = here.network.lines;
    old?.end();
    await world.timers.pass(2000);
    expect(here.network.lines).toHaveLength(2);
    old?.end();
    await world.timers.pass(5000);
    expect(here.network.lines).toHaveLength(2);
  });

  it('is opened again with the token of now', async () => {
    await world.timers.pass(1_200_000);
    here.network.lines[0]?.end();
    await world.timers.pass(2000);
    expect(here.network.lines).toHaveLength(2);
    expect(here.network.lines[1]?.token).not.toBe(here.network.lines[0]?.token);
    await world.server.orderAnother();
    here.network.lines[1]?.poke(await world.server.head());
    await world.timers.pass(0);
    expect(here.journal.head.no).toBe(await world.server.head());
  });

  it('a server that goes is noticed at once, and found again within seconds when it is back', async () => {
    here.network.fault = () => {
      throw new ServerUnreachable('noAnswer', 'nobody there');
    };
    here.network.lines[0]?.end();
    await world.timers.pass(1500);
    expect(here.sync.link).toBe('offline');
    await world.timers.pass(120_000);
    expect(here.network.lines).toHaveLength(1);
    here.network.heal();
    await world.timers.pass(8000);
    expect(here.sync.link).toBe('online');
    expect(here.network.lines).toHaveLength(2);
  });
});
