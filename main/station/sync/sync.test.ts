/** Rounds: what they bring together, and what a failure leaves standing. */
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settle } from '../../../tests/fixtures/fake-timers.ts';
import { SyncWorld, type SyncedStation } from '../../../tests/fixtures/syncing.ts';
import { ServerUnreachable } from './server-door.ts';

let world: SyncWorld;
let here: SyncedStation;
beforeEach(async () => {
  world = await SyncWorld.open();
  here = await world.first();
});
afterEach(() => world.end());

/** What the disk says when it is full. */
function diskFull(): never {
  throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
}

/** How many of this station's entries are in the server's order. */
async function inOrder(): Promise<number> {
  return (await world.server.wholeOrder()).filter(({ id }) => id.device === here.journal.device).length;
}

describe('a round', () => {
  it('pushes what is pending and takes the order', async () => {
    here.write(3);
    await here.wake();
    expect(await inOrder()).toBe(4);
    expect(here.journal.pendingCount).toBe(0);
    expect(here.journal.head.no).toBe(await world.server.head());
    expect(here.links).toEqual(['online']);
    expect(here.troubles).toEqual([]);
  });

  it('looks at the order before it pushes to a server it did not know, and does not ask twice for what it saw', async () => {
    await here.restart();
    await here.wake();
    here.write();
    await here.wake();
    expect(here.network.asked.slice(-5).map(({ kind }) => kind)).toEqual(['challenge', 'token', 'entries', 'push', 'entries']);
  });

  it('[C1] [N1] is enough to be online, also for a station that writes on and on: its desks ask for claims, and it for numbers', async () => {
    const there = world.station({ enrolCode: () => undefined });
    await there.wake();
    const links: string[] = [];
    there.network.fault = ({ kind }) => {
      if (kind !== 'push' || links.length > 20) return;
      links.push(there.sync.link);
      there.write();
    };
    there.write();
    await there.beLetIn();
    expect(links.slice(0, 3)).toEqual(['notEnrolled', 'online', 'online']);
    const asked = there.network.asked.map(({ kind }) => kind);
    expect(asked).toContain('leases');
    expect(asked.indexOf('leases')).toBeLessThan(asked.lastIndexOf('push') - 10);
  });

  it('[J9] polling repairs lost pokes: with no poke at all the order is taken within a poll', async () => {
    const before = here.journal.head.no;
    await world.server.orderAnother();
    await world.timers.pass(11_000);
    expect(here.journal.head.no).toBe(before);
    await world.timers.pass(9000);
    expect(here.journal.head.no).toBe(before + 1);
  });

  it('[J9] a poke brings the order at once, and one that says nothing new asks nothing', async () => {
    await world.server.orderAnother();
    const head = await world.server.head();
    here.network.lines[0]?.poke(head);
    await settle();
    expect(here.journal.head.no).toBe(head);
    const asked = here.network.asked.length;
    here.network.lines[0]?.poke(head);
    await settle();
    expect(here.network.asked).toHaveLength(asked);
  });

  it('[J9] a poke that comes while a round is under way is followed, without waiting for the poll', async () => {
    here.network.roundTripMs = 200;
    here.write();
    here.sync.wake();
    // The push is there and back, and the order is on its way back.
    await world.timers.pass(350);
    await world.server.orderAnother();
    const head = await world.server.head();
    here.network.lines[0]?.poke(head);
    await world.timers.pass(250);
    expect(here.journal.head.no).toBe(head);
  });

  it.each(['push', 'entries', 'token', 'challenge'] as const)('[J4] with the answer to «%s» lost, each entry takes its place once', async (kind) => {
    await here.restart();
    here.write(700);
    here.network.loseNext(kind);
    here.sync.wake();
    await world.timers.pass(5000);
    expect(await inOrder()).toBe(701);
    expect(here.journal.pendingCount).toBe(0);
    expect(here.journal.head.no).toBe(await world.server.head());
    expect(here.sync.link).toBe('online');
  });

  it.each(['push', 'entries'] as const)('what is written while %s is on its way goes in the next round, without waiting for the poll', async (kind) => {
    here.write();
    let written = false;
    here.network.fault = (asked) => {
      if (asked.kind !== kind || written) return;
      written = true;
      here.write();
      here.sync.wake();
    };
    await here.wake();
    expect(written).toBe(true);
    expect(world.timers.now).toBe(0);
    expect(await inOrder()).toBe(3);
    expect(here.journal.pendingCount).toBe(0);
  });

  it('what is written while the order is adopted goes in the next round, without waiting for the poll', async () => {
    here.write();
    here.onAdopted = () => {
      if (here.lastSeq > 2) return;
      here.write();
      here.sync.wake();
    };
    await here.wake();
    expect(world.timers.now).toBe(0);
    expect(await inOrder()).toBe(3);
    expect(here.journal.pendingCount).toBe(0);
  });

  it('ends with the station, and leaves no timer behind', async () => {
    here.write();
    here.network.roundTripMs = 200;
    here.sync.wake();
    await world.timers.pass(50);
    await here.sync.stop();
    expect(world.timers.waiting).toBe(0);
    expect(here.network.lines.every(({ closed }) => closed)).toBe(true);
    expect(here.links).toEqual(['online']);
  });
});

describe('a write', () => {
  it('[N2] waits for nothing in sync: it is on disk while a push hangs', async () => {
    let hanging: (() => void) | undefined;
    here.network.fault = ({ kind }) => (kind === 'push' ? new Promise((resolve) => { hanging = resolve; }) : undefined);
    here.write();
    await here.wake();
    expect(hanging).toBeDefined();
    here.write();
    here.sync.wake();
    expect(here.journal.pendingCount).toBe(2);
    here.network.heal();
    hanging?.();
    await settle();
    expect(here.journal.pendingCount).toBe(0);
  });
});

describe('a failure', () => {
  it('of the disk under the order is tried again, each time later', async () => {
    const adopt = vi.spyOn(here.journal, 'adopt').mockImplementation(diskFull);
    here.write();
    here.sync.wake();
    await world.timers.pass(60_000);
    expect(adopt.mock.calls.length).toBeGreaterThan(4);
    expect(adopt.mock.calls.length).toBeLessThan(12);
    expect(here.troubles).toHaveLength(1);
    adopt.mockRestore();
    await world.timers.pass(60_000);
    expect(here.journal.pendingCount).toBe(0);
  });

  it('in whoever is told of it escapes nowhere, and the retry stands', async () => {
    const broken = (): never => {
      throw new Error('the listener broke');
    };
    await here.restart({ onAdopted: broken, onLink: broken, onTrouble: broken, onEnrolment: broken });
    here.network.refuse({ kind: 'busy', retryAfterMs: 1000 });
    here.write();
    here.sync.wake();
    await world.timers.pass(30_000);
    here.network.heal();
    await world.timers.pass(60_000);
    expect(here.sync.link).toBe('online');
    expect(here.journal.pendingCount).toBe(0);
  });

  it('is told once while its cause stays, and again after a good round', async () => {
    const nobody = (): never => {
      throw new ServerUnreachable('noAnswer', 'nobody there');
    };
    const printer = (): never => {
      throw new ServerUnreachable('notOurs', 'a printer’s web page');
    };
    here.network.fault = nobody;
    here.sync.wake();
    await world.timers.pass(300_000);
    expect(here.troubles).toEqual([{ level: 'info', message: 'nobody there' }]);
    here.network.fault = printer;
    await world.timers.pass(300_000);
    expect(here.troubles.slice(1)).toEqual([{ level: 'warn', message: 'a printer’s web page' }]);
    here.network.heal();
    await world.timers.pass(60_000);
    expect(here.sync.link).toBe('online');
    here.network.fault = printer;
    await world.timers.pass(60_000);
    expect(here.troubles).toHaveLength(3);
  });

  it('of the network is tried again each time later, up to a few seconds', async () => {
    here.network.fault = () => {
      throw new ServerUnreachable('noAnswer', 'nobody there');
    };
    here.sync.wake();
    await world.timers.pass(20_000);
    const before = here.network.asked.length;
    await world.timers.pass(600_000);
    expect(here.network.asked.length - before).toBeGreaterThanOrEqual(75);
    expect(here.network.asked.length - before).toBeLessThanOrEqual(150);
  });
});
