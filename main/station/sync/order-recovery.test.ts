/** [J19] Orders that part: a server that was restored, one that was replaced, and another machine in its place. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServerInProcess } from '../../../tests/fixtures/server-in-process.ts';
import { SyncWorld, type SyncedStation } from '../../../tests/fixtures/syncing.ts';
import { MONDAY_NINE } from '../../../tests/fixtures/world.ts';
import { ServerRefused } from './server-door.ts';

let world: SyncWorld;
let here: SyncedStation;
beforeEach(async () => {
  world = await SyncWorld.open();
  here = await world.first();
});
afterEach(() => world.end());

/** Every own ticket has one place in the server's order, and both have that order. */
async function whole(stations: readonly SyncedStation[], tickets: number, server = world.server): Promise<void> {
  const order = await server.wholeOrder();
  const issued = order.filter(({ entry }) => entry.bytes.includes('"ticket.issued"'));
  expect(new Set(issued.map(({ entry }) => entry.hash)).size).toBe(issued.length);
  expect(issued).toHaveLength(tickets);
  for (const { sync, journal } of stations) {
    expect(sync.link).toBe('online');
    expect(journal.pendingCount).toBe(0);
    expect(journal.head.orderHash).toBe(order.at(-1)?.place.orderHash);
    expect(journal.state.visits.size).toBe(tickets);
  }
}

async function restoredBehind(tickets: number): Promise<void> {
  const backup = world.file('backup.sqlite');
  await world.server.backUp(backup);
  here.write(tickets);
  await here.wake();
  here.network.isCut = true;
  await world.server.restore(backup);
}

async function reconnect(...stations: SyncedStation[]): Promise<void> {
  for (const { network } of stations) network.heal();
  await world.timers.pass(60_000);
}

describe('a server that was restored', () => {
  it('[J10] cursorAhead: is given what it lost, and orders on in a new generation', async () => {
    here.write(3);
    await here.wake();
    const { device } = here.journal;
    await restoredBehind(1200);
    here.write(2);
    await reconnect(here);
    await whole([here], 1205);
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
    await whole([here], 702);
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
    await reconnect(here);
    await whole([here], 1200);
  });

  it('[J10] generation: that has gone on without what it lost is followed, and given what only stations know', async () => {
    here.write(2);
    await here.wake();
    await restoredBehind(3);
    await world.server.orderAnother(5);
    here.write();
    await reconnect(here);
    await whole([here], 6);
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
    await reconnect(here, there);
    await whole([here, there], 8);
  });

  it('[J10] generation: is followed in one go, however often it wants the key proved on the way', async () => {
    await restoredBehind(3);
    await world.server.orderAnother(5);
    here.network.heal();
    here.write();
    const before = world.timers.now;
    await here.wake();
    await whole([here], 4);
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
    await whole([here], 3);
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
    await reconnect(here);
    expect(here.network.countOf('agree')).toBeGreaterThan(1);
    expect(here.network.countOf('agree')).toBeLessThanOrEqual(12);
    expect(here.troubles.map(({ message }) => message)).toContain(`this station went back to place ${parted}, after which the centre's order is another`);
    await whole([here], 0);
  });
});

/** The device knows the later generation as another owner's. */
function ofAnotherOwner(): void {
  const { token } = world.server;
  here.network.token = (request) => token({ ...request, owner: null });
}

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
    await reconnect(there);
    expect(there.journal.head.no).toBe(no);
    expect(there.sync.link).toBe('disagrees');
    await reconnect(here);
    await world.timers.pass(60_000);
    await whole([here, there], 0);
  });
});

describe('a server of an older generation', () => {
  it('[J10] generation: is left alone and given nothing, and staff are told', async () => {
    const backup = world.file('backup.sqlite');
    await world.server.backUp(backup);
    await world.server.owner.open();
    await reconnect(here);
    expect(here.journal.head.generation).toBe(2);
    here.network.isCut = true;
    here.write(2);
    await world.server.restore(backup);
    ofAnotherOwner();
    const { no } = here.journal.head;
    await reconnect(here);
    expect(here.sync.link).toBe('disagrees');
    expect((await world.server.store.device(here.journal.device))?.acknowledged).toBe(1);
    expect(here.journal.head.no).toBe(no);
    expect(here.journal.pendingCount).toBe(2);
  });

  it('[J10] generation: also where it answers as if nothing had happened', async () => {
    await world.server.owner.open();
    await reconnect(here);
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
    await reconnect(here);
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
    await reconnect(here);
    here.network.isCut = true;
    await world.server.restore(backup);
    ofAnotherOwner();
    await reconnect(here);
    expect(here.sync.link).toBe('disagrees');
    await world.server.owner.open();
    await reconnect(here);
    await whole([here], 2);
    expect(here.journal.head.generation).toBe(3);
  });
});

describe('an owner that was restored to before a generation it had opened', () => {
  it('[J19] finds itself in what devices know, takes the rest back and goes on above it', async () => {
    const backup = world.file('backup.sqlite');
    await world.server.backUp(backup);
    await world.server.owner.open();
    here.write(2);
    await reconnect(here);
    here.network.isCut = true;
    here.write(2);
    await world.server.restore(backup);
    await reconnect(here);
    await whole([here], 4);
    expect(here.sync.link).toBe('online');
    expect(here.journal.head.generation).toBe(3);
  });
});

describe('another machine', () => {
  it('[J19] takes over: it is given the whole order by the station on it, and the others follow', async () => {
    const there = await world.another();
    here.write(600);
    there.write(5);
    await reconnect(here, there);
    for (const { network } of [here, there]) network.isCut = true;
    here.write(2);
    there.write(3);
    const other = new ServerInProcess(world.file('other.sqlite'), world.timers.clock(MONDAY_NINE), 2);
    await other.start('successor');
    there.network.behind = other;
    await there.restart({ enrolCode: () => other.code });
    there.sync.wake();
    here.network.behind = other;
    await reconnect(here, there);
    await world.timers.pass(60_000);
    await whole([here, there], 610, other);
    expect(here.journal.head.generation).toBe(2);
    expect(here.journal.epoch).toBe(1);
    await here.end();
    await there.end();
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
    await reconnect(here);
    await world.timers.pass(120_000);
    await whole([here], 2 * times + 1, other);
    expect(here.journal.epoch).toBe(epoch);
    await here.end();
    await other.stop();
  });
});

describe('a snapshot', () => {
  it('[J10] cursorTooOld: is begun at, and the order goes on from there', async () => {
    here.write(3);
    await here.wake();
    here.network.isCut = true;
    here.write(2);
    await world.server.orderAnother(2500);
    here.network.heal();
    here.network.fault = ({ kind }) => {
      if (kind === 'entries' && here.network.countOf('snapshot') === 0) throw new ServerRefused({ kind: 'cursorTooOld' });
    };
    await world.timers.pass(60_000);
    expect(here.network.countOf('snapshot')).toBe(1);
    await whole([here], 5);
  });

  it('is what a station that is far behind begins at', async () => {
    await world.server.orderAnother(6000);
    const there = world.station({ enrolCode: () => undefined });
    there.write(2);
    await there.wake();
    await there.beLetIn();
    await world.timers.pass(30_000);
    expect(there.network.countOf('snapshot')).toBe(1);
    expect(there.network.countOf('entries')).toBeLessThan(8);
    await whole([there], 2);
  });

  it.each(['noSuchPath', 'busy'] as const)('that can’t be had — %s — is done without', async (kind) => {
    await world.server.orderAnother(5500);
    const there = world.station({ enrolCode: () => undefined });
    there.network.refuse(kind === 'busy' ? { kind, retryAfterMs: 1000 } : { kind }, 'snapshot');
    await there.wake();
    await there.beLetIn();
    await world.timers.pass(30_000);
    expect(there.network.countOf('snapshot')).toBe(1);
    await whole([there], 0);
  });
});
