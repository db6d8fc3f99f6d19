/** Rounds: what they bring together, and what a failure leaves standing. */
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settle } from '../../../tests/fixtures/fake-timers.ts';
import { Syncing } from '../../../tests/fixtures/syncing.ts';
import { ORIENTATION, SMALL_CENTRE, commandIds, testClock } from '../../../tests/fixtures/world.ts';
import { Desk } from '../desk/index.ts';
import { ServerUnreachable } from './server-door.ts';

let here: Syncing;
beforeEach(() => {
  here = new Syncing();
});
afterEach(() => here.end());

/** What the disk says when it is full. */
function diskFull(): never {
  throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
}

describe('a round', () => {
  it('pushes what is pending and takes the order', async () => {
    here.write(3);
    await here.wake();
    expect(here.server.head).toBe(3);
    expect(here.journal.pendingCount).toBe(0);
    expect(here.links).toEqual(['online']);
    expect(here.troubles).toEqual([]);
  });

  it('[J9] polling repairs lost pokes: with no poke at all the order is taken within a poll', async () => {
    await here.wake();
    here.orderAnother();
    await here.timers.pass(11_000);
    expect(here.journal.head).toBe(0);
    await here.timers.pass(9000);
    expect(here.journal.head).toBe(1);
  });

  it('[J9] a poke brings the order at once, and one that says nothing new asks nothing', async () => {
    await here.wake();
    here.orderAnother();
    here.server.lines[0]?.poke(1);
    await settle();
    expect(here.journal.head).toBe(1);
    const asked = here.server.asked.length;
    here.server.lines[0]?.poke(1);
    await settle();
    expect(here.server.asked).toHaveLength(asked);
  });

  it.each(['push', 'entries'] as const)('what is written while %s is on its way goes in the next round, without waiting for the poll', async (kind) => {
    here.write();
    let written = false;
    here.server.fault = (asked) => {
      if (asked.kind !== kind || written) return;
      written = true;
      here.write();
      here.sync.wake();
    };
    await here.wake();
    expect(written).toBe(true);
    expect(here.timers.now).toBe(0);
    expect(here.server.head).toBe(2);
    expect(here.journal.pendingCount).toBe(0);
  });

  it('what is written while the order is adopted goes in the next round, without waiting for the poll', async () => {
    here.write();
    here.onAdopted = () => {
      if (here.journal.lastSeq > 1) return;
      here.write();
      here.sync.wake();
    };
    await here.wake();
    expect(here.timers.now).toBe(0);
    expect(here.server.head).toBe(2);
    expect(here.journal.pendingCount).toBe(0);
  });

  it('against a server that acknowledges and orders nothing, does not spin', async () => {
    here.write();
    here.server.push = async () => ({ acknowledged: 1, head: 0, generation: 1 });
    here.sync.wake();
    await here.timers.pass(60_000);
    expect(here.server.countOf('entries')).toBeLessThan(4);
    expect(here.troubles).toHaveLength(1);
  });

  it('against a server that lost what it had just acknowledged, pushes it again', async () => {
    here.write(3);
    here.server.fault = (asked) => {
      if (asked.kind === 'entries' && here.server.countOf('entries') === 1) here.server.restore(0);
    };
    here.sync.wake();
    await here.timers.pass(40_000);
    expect(here.server.head).toBe(3);
    expect(here.journal.pendingCount).toBe(0);
  });

  it('ends with the station, and leaves no timer behind', async () => {
    await here.wake();
    await here.sync.stop();
    expect(here.timers.waiting).toBe(0);
    expect(here.server.lines.every(({ closed }) => closed)).toBe(true);
  });
});

describe('a write', () => {
  it('[N2] waits for nothing in sync: a turn is given and on disk while a push hangs', async () => {
    const nextId = commandIds(here.chance);
    let hanging: (() => void) | undefined;
    const desk = new Desk({ journal: here.journal, clock: testClock(), chance: here.chance, enqueue: () => {}, onWritten: () => { here.sync.wake(); }, onStorageTrouble: () => {} });
    here.server.fault = (asked) => {
      if (asked.kind === 'push') return new Promise((resolve) => { hanging = resolve; });
      return undefined;
    };
    desk.configure(SMALL_CENTRE);
    await settle();
    expect(hanging).toBeDefined();
    const reply = desk.carryOut({ kind: 'ticket.issue', id: nextId(), service: ORIENTATION, language: 'es' });
    expect(reply.kind).toBe('done');
    expect(here.journal.pendingCount).toBe(2);
    here.server.heal();
    hanging?.();
    await settle();
    expect(here.journal.pendingCount).toBe(0);
  });
});

describe('a failure', () => {
  it('of the disk where the token is kept ends nothing: the token waits in memory', async () => {
    const keep = vi.spyOn(here.journal, 'keepToken').mockImplementation(diskFull);
    here.write();
    here.sync.wake();
    await here.timers.pass(60_000);
    expect(keep.mock.calls.length).toBeGreaterThan(2);
    expect(here.server.countOf('enrol')).toBe(1);
    expect(here.troubles).toHaveLength(1);
    keep.mockRestore();
    await here.timers.pass(60_000);
    expect(here.sync.link).toBe('online');
    expect(here.server.countOf('enrol')).toBe(1);
    expect(here.journal.token).toBeDefined();
  });

  it('of the disk under the order is tried again, each time later', async () => {
    await here.wake();
    const adopt = vi.spyOn(here.journal, 'adopt').mockImplementation(diskFull);
    here.write();
    here.sync.wake();
    await here.timers.pass(60_000);
    expect(adopt.mock.calls.length).toBeLessThan(12);
    adopt.mockRestore();
    await here.timers.pass(60_000);
    expect(here.journal.pendingCount).toBe(0);
  });

  it('in whoever is told of it escapes nowhere, and the retry stands', async () => {
    const broken = (): never => {
      throw new Error('the listener broke');
    };
    here.sync = here.start({ onAdopted: broken, onLink: broken, onTrouble: broken });
    here.server.refuse({ kind: 'busy', retryAfterMs: 1000 });
    here.write();
    here.sync.wake();
    await here.timers.pass(30_000);
    here.server.heal();
    await here.timers.pass(60_000);
    expect(here.sync.link).toBe('online');
    expect(here.journal.pendingCount).toBe(0);
  });

  it('is told once while its cause stays, and again after a good round', async () => {
    here.server.fault = () => {
      throw new ServerUnreachable('noAnswer', 'nobody there');
    };
    here.sync.wake();
    await here.timers.pass(300_000);
    expect(here.troubles).toEqual([{ level: 'info', message: 'nobody there' }]);
    here.server.fault = () => {
      throw new ServerUnreachable('notOurs', 'a printer’s web page');
    };
    await here.timers.pass(300_000);
    expect(here.troubles.slice(1)).toEqual([{ level: 'warn', message: 'a printer’s web page' }]);
    here.server.heal();
    await here.timers.pass(60_000);
    expect(here.sync.link).toBe('online');
    here.server.fault = () => {
      throw new ServerUnreachable('notOurs', 'a printer’s web page');
    };
    await here.timers.pass(60_000);
    expect(here.troubles).toHaveLength(3);
  });

  it('is tried again each time later, up to half a minute', async () => {
    here.server.fault = () => {
      throw new ServerUnreachable('noAnswer', 'nobody there');
    };
    here.sync.wake();
    await here.timers.pass(600_000);
    expect(here.server.asked.length).toBeGreaterThan(20);
    expect(here.server.asked.length).toBeLessThan(35);
  });
});
