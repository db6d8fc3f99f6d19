/** [J19] Owners of the order: one that was replaced, one that was put back, and another machine in its place. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServerInProcess } from '../../../tests/fixtures/server-in-process.ts';
import { SyncWorld, type SyncedStation } from '../../../tests/fixtures/syncing.ts';
import { expectWhole, reconnect } from '../../../tests/fixtures/whole.ts';
import { MONDAY_NINE } from '../../../tests/fixtures/world.ts';
import { ServerRefused } from './server-door.ts';

let world: SyncWorld;
let here: SyncedStation;
beforeEach(async () => {
  world = await SyncWorld.open();
  here = await world.first();
});
afterEach(() => world.end());

/** The device knows the later generation as another owner's. */
function ofAnotherOwner(): void {
  const { token } = world.server;
  here.network.token = (request) => token({ ...request, owner: null });
}

describe('a server of an older generation', () => {
  it('[J10] generation: is left alone and given nothing, and staff are told', async () => {
    const backup = world.file('backup.sqlite');
    await world.server.backUp(backup);
    await world.server.owner.open();
    await reconnect(world, here);
    expect(here.journal.head.generation).toBe(2);
    here.network.isCut = true;
    here.write(2);
    await world.server.restore(backup);
    ofAnotherOwner();
    const { no } = here.journal.head;
    await reconnect(world, here);
    expect(here.sync.link).toBe('disagrees');
    expect((await world.server.store.device(here.journal.device))?.acknowledged).toBe(1);
    expect(here.journal.head.no).toBe(no);
    expect(here.journal.pendingCount).toBe(2);
  });

  it('[J10] generation: also where it answers as if nothing had happened', async () => {
    await world.server.owner.open();
    await reconnect(world, here);
    const { entries, token } = world.server;
    here.network.token = async (request) => ({ ...(await token(request)), generation: 1 });
    here.network.entries = async (...asked) => ({ ...(await entries(...asked)), generation: 1 });
    await here.restart();
    here.write(2);
    here.sync.wake();
    await world.timers.pass(120_000);
    expect(here.sync.link).toBe('disagrees');
    expect(here.network.countOf('push')).toBe(1);
  });

  it('[J19] is not followed to where its own order went on', async () => {
    await world.server.owner.open();
    await reconnect(world, here);
    const { no } = here.journal.head;
    here.network.fault = ({ kind }) => {
      if (kind === 'entries') throw new ServerRefused({ kind: 'cursorAhead' });
    };
    here.network.agree = async (_token, { places }) => ({ no: places.some((place) => place.no === 1) ? 1 : 0, head: no + 5, generation: 1 });
    await world.timers.pass(120_000);
    expect(here.journal.head.no).toBe(no);
    expect(here.sync.link).toBe('disagrees');
  });

  it('[J19] an administrator opens the order anew on it, and it is followed again', async () => {
    const backup = world.file('backup.sqlite');
    await world.server.backUp(backup);
    await world.server.owner.open();
    here.write(2);
    await reconnect(world, here);
    here.network.isCut = true;
    await world.server.restore(backup);
    ofAnotherOwner();
    await reconnect(world, here);
    expect(here.sync.link).toBe('disagrees');
    await world.server.owner.open();
    await reconnect(world, here);
    await expectWhole(world, [here], 2);
    expect(here.journal.head.generation).toBe(3);
  });
});

describe('an owner that was restored to before a generation it had opened', () => {
  it('[J19] finds itself in what devices know, takes the rest back and goes on above it', async () => {
    const backup = world.file('backup.sqlite');
    await world.server.backUp(backup);
    await world.server.owner.open();
    here.write(2);
    await reconnect(world, here);
    here.network.isCut = true;
    here.write(2);
    await world.server.restore(backup);
    await reconnect(world, here);
    await expectWhole(world, [here], 4);
    expect(here.sync.link).toBe('online');
    expect(here.journal.head.generation).toBe(3);
  });
});

describe('another machine', () => {
  it('[J19] takes over: it is given the whole order by the station on it, and the others follow', async () => {
    const there = await world.another();
    here.write(600);
    there.write(5);
    await reconnect(world, here, there);
    for (const { network } of [here, there]) network.isCut = true;
    here.write(2);
    there.write(3);
    const other = new ServerInProcess(world.file('other.sqlite'), world.timers.clock(MONDAY_NINE), 2);
    await other.start('successor');
    there.network.behind = other;
    await there.restart({ enrolCode: () => other.code });
    there.sync.wake();
    here.network.behind = other;
    await reconnect(world, here, there);
    await world.timers.pass(60_000);
    await expectWhole(world, [here, there], 610, other);
    expect(here.journal.head.generation).toBe(2);
    expect(here.journal.epoch).toBe(1);
    await here.end();
    await there.end();
    await other.stop();
  });
});

describe('another machine, to a device whose next epoch was on its way', () => {
  it('[J11] [J19] lets it in by its code, takes the order from it and then begins that epoch', async () => {
    here.write(2);
    await reconnect(world, here);
    here.network.isCut = true;
    here.write(2);
    here.journal.nextKey();
    const other = new ServerInProcess(world.file('other.sqlite'), world.timers.clock(MONDAY_NINE), 2);
    await other.start('successor');
    here.network.behind = other;
    await here.restart({ enrolCode: () => other.code });
    here.sync.wake();
    await reconnect(world, here);
    await world.timers.pass(60_000);
    await expectWhole(world, [here], 4, other);
    expect(here.sync.link).toBe('online');
    expect(here.journal.keys.next).toBeUndefined();
    await here.end();
    await other.stop();
  });
});

describe('another machine, to a device that had begun anew', () => {
  it.each([
    [1, 'successor'],
    [2, 'successor'],
    [1, 'owner'],
    [3, 'owner'],
  ] as const)('[J11] [J19] counts its epochs from 1, and none is begun twice (begun %i times; as %s)', async (times, as) => {
    for (let time = 1; time <= times; time += 1) {
      let isRefused = false;
      here.network.fault = ({ kind }) => {
        if (kind !== 'push' || isRefused) return;
        isRefused = true;
        throw new ServerRefused({ kind: 'fork' });
      };
      here.write(2);
      here.sync.wake();
      await world.timers.pass(30_000);
    }
    const epoch = times + 1;
    expect(here.journal.epoch).toBe(epoch);
    here.network.isCut = true;
    here.write();
    const other = new ServerInProcess(world.file('other.sqlite'), world.timers.clock(MONDAY_NINE), 2);
    await other.start(as);
    here.network.behind = other;
    await here.restart({ enrolCode: () => other.code });
    here.sync.wake();
    await reconnect(world, here);
    await world.timers.pass(120_000);
    await expectWhole(world, [here], 2 * times + 1, other);
    expect(here.journal.epoch).toBe(epoch);
    await here.end();
    await other.stop();
  });
});
