import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Syncing } from '../../../tests/fixtures/syncing.ts';
import { ServerUnreachable } from './server-door.ts';

let here: Syncing;
beforeEach(() => {
  here = new Syncing();
});
afterEach(() => here.end());

describe('the live line', () => {
  it('[J9] a door that always fails is knocked at ever more rarely, and polling goes on as ever', async () => {
    here.server.liveIsBroken = true;
    await here.wake();
    await here.timers.pass(60_000);
    expect(here.server.lines.length).toBeLessThanOrEqual(9);
    expect(here.server.countOf('entries')).toBeGreaterThanOrEqual(4);
    expect(here.server.countOf('entries')).toBeLessThanOrEqual(7);
    const knocks = here.server.lines.length;
    await here.timers.pass(600_000);
    expect(here.server.lines.length - knocks).toBeLessThanOrEqual(16);
    expect(here.server.lines.length - knocks).toBeGreaterThanOrEqual(9);
    expect(here.sync.link).toBe('online');
  });

  it('[J9] one that drops makes one early round, and comes back within moments', async () => {
    await here.wake();
    here.server.lines[0]?.poke(0);
    here.server.lines[0]?.end();
    const before = here.server.countOf('entries');
    await here.timers.pass(2000);
    expect(here.server.countOf('entries')).toBe(before + 1);
    expect(here.server.lines).toHaveLength(2);
  });

  it('[J9] one that pokes and drops, over and over, makes no more than one early round a poll', async () => {
    await here.wake();
    for (let second = 0; second < 60; second += 1) {
      const line = here.server.lines.at(-1);
      line?.poke(0);
      line?.end();
      await here.timers.pass(1000);
    }
    expect(here.server.countOf('entries')).toBeLessThanOrEqual(10);
  });

  it('that was replaced is not listened to', async () => {
    await here.wake();
    const [old] = here.server.lines;
    old?.end();
    await here.timers.pass(2000);
    expect(here.server.lines).toHaveLength(2);
    old?.end();
    await here.timers.pass(5000);
    expect(here.server.lines).toHaveLength(2);
  });

  it('a server that goes is noticed at once, and found again when it is back', async () => {
    await here.wake();
    here.server.fault = () => {
      throw new ServerUnreachable('noAnswer', 'nobody there');
    };
    here.server.lines[0]?.end();
    await here.timers.pass(1500);
    expect(here.sync.link).toBe('offline');
    await here.timers.pass(120_000);
    expect(here.server.lines).toHaveLength(1);
    here.server.heal();
    await here.timers.pass(40_000);
    expect(here.sync.link).toBe('online');
    expect(here.server.lines).toHaveLength(2);
  });
});
