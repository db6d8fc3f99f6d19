/** [J19] Orders that part: a server that was restored, and one that can’t be agreed with. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SyncWorld, type SyncedStation } from '../../../tests/fixtures/syncing.ts';
import { expectWhole, reconnect } from '../../../tests/fixtures/whole.ts';
import { ServerRefused } from './server-door.ts';

let world: SyncWorld;
let here: SyncedStation;
beforeEach(async () => {
  world = await SyncWorld.open();
  here = await world.first();
});
afterEach(() => world.end());

async function restoredBehind(tickets: number): Promise<void> {
  const backup = world.file('backup.sqlite');
  await world.server.backUp(backup);
  here.write(tickets);
  await here.wake();
  here.network.isCut = true;
  await world.server.restore(backup);
}

describe('a server that was restored', () => {
  it('[J10] cursorAhead: is given what it lost, and orders on in a new generation', async () => {
    here.write(3);
    await here.wake();
    const { device } = here.journal;
    await restoredBehind(1200);
    here.write(2);
    await reconnect(world, here);
    await expectWhole(world, [here], 1205);
    expect(here.journal.head.generation).toBe(2);
    expect(here.journal.device).toBe(device);
    expect(here.journal.epoch).toBe(1);
    expect(here.network.countOf('order')).toBe(3);
    expect(here.troubles.map(({ message }) => message).filter((message) => message.startsWith('the server had lost'))).toHaveLength(1);
  });

  it.each(['agree', 'order', 'entries', 'token', 'push'] as const)('[J10] cursorAhead: with the answer to «%s» lost, it ends the same', async (kind) => {
    await restoredBehind(700);
    here.write(2);
    here.network.heal();
    here.network.loseNext(kind);
    await world.timers.pass(90_000);
    await expectWhole(world, [here], 702);
  });

  it('[J10] cursorAhead: a station that dies between two offers gives the rest in its next life', async () => {
    await restoredBehind(1200);
    let isDead = false;
    here.network.heal();
    here.network.fault = ({ kind }) => {
      if (kind === 'order' && here.network.countOf('order') > 1) isDead = true;
      if (isDead) throw new Error('the power went');
    };
    await world.timers.pass(20_000);
    expect(isDead).toBe(true);
    await here.restart();
    here.sync.wake();
    await reconnect(world, here);
    await expectWhole(world, [here], 1200);
  });

  it('[J10] generation: that has gone on without what it lost is followed, and given what only stations know', async () => {
    here.write(2);
    await here.wake();
    await restoredBehind(3);
    await world.server.orderAnother(5);
    here.write();
    await reconnect(world, here);
    await expectWhole(world, [here], 6);
    expect(here.journal.head.generation).toBe(2);
    expect(here.troubles.some(({ message }) => message.startsWith('this station went back to place'))).toBe(true);
  });

  it('[J10] generation: two stations that are ahead of it by different lengths end on one order, and nothing is lost', async () => {
    const there = await world.another();
    const backup = world.file('backup.sqlite');
    await world.server.backUp(backup);
    here.write(3);
    await here.wake();
    await world.timers.pass(20_000);
    there.network.isCut = true;
    here.write(3);
    await here.wake();
    here.network.isCut = true;
    there.write(2);
    await world.server.restore(backup);
    // Who has less of what was lost comes first.
    there.network.heal();
    await world.timers.pass(20_000);
    await reconnect(world, here, there);
    await expectWhole(world, [here, there], 8);
  });

  it('[J10] generation: is followed in one go, however often it wants the key proved on the way', async () => {
    await restoredBehind(3);
    await world.server.orderAnother(5);
    here.network.heal();
    here.write();
    const before = world.timers.now;
    await here.wake();
    await expectWhole(world, [here], 4);
    expect(world.timers.now).toBe(before);
    expect(here.links).toEqual(['online']);
  });

  it('[J10] generation: that took another station’s places first is asked once more where both agree', async () => {
    await restoredBehind(3);
    here.network.heal();
    here.network.fault = ({ kind }) => {
      if (kind === 'order' && here.network.countOf('order') === 1) throw new ServerRefused({ kind: 'generation', generation: 1 });
    };
    const before = world.timers.now;
    await here.wake();
    await expectWhole(world, [here], 3);
    expect(world.timers.now).toBe(before);
  });

  it('agrees in a handful of questions, however long the orders and wherever they part', async () => {
    await world.server.orderAnother(500);
    const parted = await world.server.head();
    const backup = world.file('backup.sqlite');
    await world.server.backUp(backup);
    await world.server.orderAnother(3000);
    here.sync.wake();
    await world.timers.pass(60_000);
    here.network.isCut = true;
    await world.server.restore(backup);
    await world.server.orderAnother(17);
    await reconnect(world, here);
    expect(here.network.countOf('agree')).toBeGreaterThan(1);
    expect(here.network.countOf('agree')).toBeLessThanOrEqual(12);
    expect(here.troubles.map(({ message }) => message)).toContain(`this station went back to place ${parted}, after which the centre's order is another`);
    await expectWhole(world, [here], 0);
  });
});

describe('a server that can’t be agreed with', () => {
  it('[J10] generation: has all that is here and will not go on from there: told once, and nothing is forgotten', async () => {
    here.write(3);
    await here.wake();
    const { no } = here.journal.head;
    here.network.refuse({ kind: 'generation', generation: 1 }, 'entries');
    await world.timers.pass(300_000);
    expect(here.journal.head.no).toBe(no);
    expect(here.sync.link).toBe('disagrees');
    expect(here.troubles).toHaveLength(1);
  });

  it('[J19] ends before the place that this station began at: nothing is thrown away that others may still bring', async () => {
    const there = world.station({ enrolCode: () => undefined });
    await there.wake();
    await world.server.answer(there.asking.code, true);
    const backup = world.file('backup.sqlite');
    await world.server.backUp(backup);
    await world.server.orderAnother(6000);
    await world.timers.pass(30_000);
    await there.wake();
    expect(there.network.countOf('snapshot')).toBe(1);
    const { no } = there.journal.head;
    for (const { network } of [here, there]) network.isCut = true;
    await world.server.restore(backup);
    await reconnect(world, there);
    expect(there.journal.head.no).toBe(no);
    expect(there.sync.link).toBe('disagrees');
    await reconnect(world, here);
    await world.timers.pass(60_000);
    await expectWhole(world, [here, there], 0);
  });
});
