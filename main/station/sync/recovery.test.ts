/** Each kind of refusal, and the one recovery it has. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Syncing } from '../../../tests/fixtures/syncing.ts';
import { BODY_LIMIT } from '../../../shared/contract/wire.ts';
import { ServerUnreachable } from './server-door.ts';

let here: Syncing;
beforeEach(() => {
  here = new Syncing();
});
afterEach(() => here.end());

describe('a refusal', () => {
  it('[J10] gap: pushes from the one the server expects, in as many batches as it takes', async () => {
    here.write(1200);
    await here.wake();
    here.server.restore(1);
    here.write();
    await here.wake();
    const [tried, ...after] = here.server.pushes().slice(3);
    expect(tried?.seqs).toEqual([1201]);
    expect(after.map(({ seqs }) => seqs[0])).toEqual([2, 502, 1002]);
    expect(here.server.head).toBe(1201);
    expect(here.journal.pendingCount).toBe(0);
    expect(here.timers.now).toBe(0);
    expect(here.troubles).toEqual([]);
  });

  it('[J10] gap: a server that goes on asking for what it was given is not pushed to without end', async () => {
    here.write(3);
    await here.wake();
    here.server.refuse({ kind: 'gap', expected: 1 }, 'push');
    here.write();
    here.sync.wake();
    await here.timers.pass(60_000);
    expect(here.server.countOf('push')).toBeLessThan(25);
    expect(here.troubles).toHaveLength(1);
  });

  it('[J10] tooLarge: sends less at once, and more again when the server takes it', async () => {
    await here.wake();
    here.server.bodyLimit = 20_000;
    here.write(300);
    await here.wake();
    expect(here.journal.pendingCount).toBe(0);
    expect(here.timers.now).toBe(0);
    const least = Math.min(...here.server.pushes().map(({ bytes }) => bytes));
    here.server.bodyLimit = BODY_LIMIT;
    here.write(300);
    await here.wake();
    expect(here.server.pushes().at(-1)?.bytes).toBeGreaterThan(2 * least);
    expect(here.troubles).toEqual([]);
  });

  it('[J10] tooLarge: never sends more than the server reads', async () => {
    await here.wake();
    here.write(150, 60_000);
    await here.wake();
    expect(here.journal.pendingCount).toBe(0);
    expect(here.server.pushes().filter(({ bytes }) => bytes > BODY_LIMIT)).toEqual([]);
    expect(here.server.countOf('push')).toBe(3);
  });

  it('[J10] tooLarge: sends less in a gap too', async () => {
    here.write(300);
    await here.wake();
    here.server.restore(1);
    here.server.bodyLimit = 20_000;
    here.write();
    await here.wake();
    expect(here.server.head).toBe(301);
    expect(here.timers.now).toBe(0);
  });

  it('[J10] tooLarge: one entry that is refused by itself is told, and tried slowly', async () => {
    await here.wake();
    here.server.bodyLimit = 100;
    here.write();
    here.sync.wake();
    await here.timers.pass(300_000);
    expect(here.server.countOf('push')).toBeLessThan(15);
    expect(here.troubles).toHaveLength(1);
  });

  it('[J10] busy: waits as long as the server says', async () => {
    here.server.refuse({ kind: 'busy', retryAfterMs: 45_000 });
    here.sync.wake();
    await here.timers.pass(44_900);
    expect(here.server.asked).toHaveLength(1);
    await here.timers.pass(15_000);
    expect(here.server.asked).toHaveLength(2);
  });

  it('[J10] busy: a wait of years is not believed, nor one that no timer can hold', async () => {
    here.server.refuse({ kind: 'busy', retryAfterMs: 2 ** 40 });
    here.sync.wake();
    await here.timers.pass(3_600_000);
    expect(here.server.asked.length).toBeGreaterThan(3);
    expect(here.server.asked.length).toBeLessThan(15);
  });

  it('[J10] revoked: the link says so, and is tried slowly', async () => {
    await here.wake();
    here.server.refuse({ kind: 'revoked' });
    await here.timers.pass(300_000);
    expect(here.sync.link).toBe('revoked');
    expect(here.server.asked.length).toBeLessThan(18);
    expect(here.troubles).toHaveLength(1);
    expect(here.troubles[0]?.level).toBe('warn');
  });

  it.each(['cursorAhead', 'malformed', 'fork', 'chainBroken', 'otherCentre', 'version', 'noSuchPath'] as const)('[J10] %s: told once, to staff too, and tried slowly', async (kind) => {
    await here.wake();
    here.server.refuse({ kind });
    const before = here.server.asked.length;
    here.sync.wake();
    await here.timers.pass(300_000);
    expect(here.sync.link).toBe('disagrees');
    expect(here.server.asked.length - before).toBeGreaterThan(7);
    expect(here.server.asked.length - before).toBeLessThan(14);
    expect(here.troubles).toEqual([{ level: 'warn', message: `the server answered ${kind}` }]);
  });

  it('[J10] cursorAhead: what is pending still reaches the server, all of it', async () => {
    here.server.refuse({ kind: 'cursorAhead' }, 'entries');
    here.write(1200);
    here.sync.wake();
    await here.timers.pass(60_000);
    expect(here.server.head).toBe(1200);
  });

  it('after each acknowledgement the next failure is a first one: a long drain on a bad line does not crawl', async () => {
    await here.wake();
    here.write(3000);
    here.server.fault = (asked) => {
      if (asked.kind !== 'push' || here.server.countOf('push') % 2 === 0) return;
      throw new ServerUnreachable('noAnswer', 'the line broke');
    };
    here.sync.wake();
    await here.timers.pass(15_000);
    expect(here.journal.pendingCount).toBe(0);
  });

  it('by this station, of the order it is given, is told once and tried slowly', async () => {
    await here.wake();
    here.orderAnother();
    const [bad] = here.server.order;
    if (!bad) throw new Error('the server took it above');
    here.server.order[0] = { ...bad, place: { ...bad.place, orderHash: 'f'.repeat(64) } };
    await here.timers.pass(300_000);
    expect(here.journal.head).toBe(0);
    expect(here.troubles).toHaveLength(1);
    expect(here.server.asked.length).toBeLessThan(18);
  });
});
