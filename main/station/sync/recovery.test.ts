/** Each kind of refusal, and the one recovery it has. Those of the order and of epochs stand in files of their own. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SyncWorld, type SyncedStation } from '../../../tests/fixtures/syncing.ts';
import { SERVER_ERRORS } from '../../../shared/contract/server-errors.ts';
import { BODY_LIMIT, PushRequest } from '../../../shared/contract/wire.ts';
import { mendingOf, recoveryOf } from './recovery.ts';
import { ServerRefused, ServerUnreachable } from './server-door.ts';

let world: SyncWorld;
let here: SyncedStation;
beforeEach(async () => {
  world = await SyncWorld.open();
  here = await world.first();
});
afterEach(() => world.end());

interface Push {
  readonly first: number;
  readonly count: number;
  readonly bytes: number;
}

function pushes(): readonly Push[] {
  return here.network.asked.flatMap(({ kind, request, bytes }) => {
    if (kind !== 'push') return [];
    const { first, entries } = PushRequest.parse(request);
    return [{ first, count: entries.length, bytes }];
  });
}

/** Requests in so many milliseconds. */
async function askedIn(ms: number): Promise<number> {
  const before = here.network.asked.length;
  await world.timers.pass(ms);
  return here.network.asked.length - before;
}

/** The largest body the server reads, in bytes. */
function readAtMost(bytes: number): void {
  here.network.fault = (asked) => {
    if (asked.kind === 'push' && asked.bytes > bytes) throw new ServerRefused({ kind: 'tooLarge' });
  };
}

describe('a refusal', () => {
  it('[J10] gap: pushes from the one the server expects, in as many batches as it takes', async () => {
    here.write(3);
    await here.wake();
    here.write(1200);
    let isRefused = false;
    here.network.fault = ({ kind }) => {
      if (kind !== 'push' || isRefused) return;
      isRefused = true;
      throw new ServerRefused({ kind: 'gap', expected: 2 });
    };
    await here.wake();
    expect(pushes().slice(-4).map(({ first }) => first)).toEqual([5, 2, 502, 1002]);
    expect(here.journal.pendingCount).toBe(0);
    expect(world.timers.now).toBe(0);
    expect(here.troubles).toEqual([]);
  });

  it('[J10] gap: a server that goes on asking for what it was given is not pushed to without end', async () => {
    here.write(3);
    await here.wake();
    here.network.refuse({ kind: 'gap', expected: 1 }, 'push');
    here.write();
    here.sync.wake();
    const before = pushes().length;
    await world.timers.pass(60_000);
    expect(pushes().length - before).toBeLessThan(25);
    expect(here.troubles).toHaveLength(1);
  });

  it('[J10] tooLarge: sends less at once, and more again when the server takes it', async () => {
    readAtMost(20_000);
    here.write(300);
    await here.wake();
    expect(here.journal.pendingCount).toBe(0);
    expect(world.timers.now).toBe(0);
    const least = Math.min(...pushes().slice(1).map(({ bytes }) => bytes));
    here.network.heal();
    here.write(300);
    await here.wake();
    expect(pushes().at(-1)?.bytes).toBeGreaterThan(2 * least);
    expect(here.troubles).toEqual([]);
  });

  it('[J10] tooLarge: never sends more than the server reads', async () => {
    here.write(150, 60_000);
    await here.wake();
    expect(here.journal.pendingCount).toBe(0);
    expect(pushes().filter(({ bytes }) => bytes > BODY_LIMIT)).toEqual([]);
    expect(pushes()).toHaveLength(4);
  });

  it('[J10] tooLarge: one entry that is refused by itself is told, and tried slowly', async () => {
    readAtMost(100);
    here.write();
    here.sync.wake();
    await world.timers.pass(300_000);
    expect(pushes().length).toBeLessThan(15);
    expect(here.troubles).toHaveLength(1);
  });

  it('[J10] busy: waits as long as the server says', async () => {
    here.network.refuse({ kind: 'busy', retryAfterMs: 45_000 });
    here.sync.wake();
    expect(await askedIn(44_900)).toBe(1);
    expect(await askedIn(15_000)).toBe(1);
  });

  it('[J10] busy: a wait of years is not believed, nor one that no timer can hold', async () => {
    here.network.refuse({ kind: 'busy', retryAfterMs: 2 ** 40 });
    here.sync.wake();
    const asked = await askedIn(3_600_000);
    expect(asked).toBeGreaterThan(3);
    expect(asked).toBeLessThan(15);
  });

  it('[J10] revoked: the link says so, and is tried ever so rarely', async () => {
    here.network.refuse({ kind: 'revoked' });
    expect(await askedIn(1_800_000)).toBeLessThan(10);
    expect(here.sync.link).toBe('revoked');
    expect(here.troubles).toHaveLength(1);
    expect(here.troubles[0]?.level).toBe('warn');
  });

  it.each(['malformed', 'otherCentre', 'noSuchPath'] as const)('[J10] %s: told once, to staff too, and tried slowly', async (kind) => {
    here.network.refuse({ kind });
    here.sync.wake();
    const asked = await askedIn(300_000);
    expect(here.sync.link).toBe('disagrees');
    expect(asked).toBeGreaterThan(7);
    expect(asked).toBeLessThan(14);
    expect(here.troubles).toEqual([{ level: 'warn', message: `the server answered ${kind}` }]);
  });

  it('[J10] version: with none in common it is told once, to staff too, and tried slowly', async () => {
    here.network.refuse({ kind: 'version', from: 90, to: 91 });
    here.sync.wake();
    expect(await askedIn(300_000)).toBeLessThan(14);
    expect(here.sync.link).toBe('disagrees');
    expect(here.troubles).toEqual([{ level: 'warn', message: 'the server answered version' }]);
  });

  it('[J10] every kind leads to a wait of some length, and to a link that staff are shown', () => {
    for (const kind of Object.keys(SERVER_ERRORS)) {
      const error = new ServerRefused({ kind, expected: 1, generation: 1, from: 1, to: 1, retryAfterMs: 0 } as ConstructorParameters<typeof ServerRefused>[0]);
      const { waitMs, link, cause } = recoveryOf(error, 1, 0);
      expect(waitMs).toBeGreaterThanOrEqual(250);
      expect(link).not.toBe('online');
      expect(cause).toBe(kind);
      const { recovery } = SERVER_ERRORS[kind as keyof typeof SERVER_ERRORS];
      expect(mendingOf(error, 1) !== undefined).toBe(['prove', 'newEpoch', 'goBack', 'offerOrder', 'takeSnapshot'].includes(recovery));
    }
  });
});

describe('a bad line', () => {
  it('after each acknowledgement the next failure is a first one: a long drain does not crawl', async () => {
    here.write(3000);
    let tries = 0;
    here.network.fault = ({ kind }) => {
      if (kind !== 'push') return;
      tries += 1;
      if (tries % 2 === 1) throw new ServerUnreachable('noAnswer', 'the line broke');
    };
    here.sync.wake();
    await world.timers.pass(20_000);
    expect(here.journal.pendingCount).toBe(0);
  });

  it('that is too slow for a whole batch is sent pieces of it', async () => {
    here.write(40, 50_000);
    here.network.fault = ({ kind, bytes }) => {
      if (kind === 'push' && bytes > 300_000) throw new ServerUnreachable('noAnswer', 'no answer in time');
    };
    here.sync.wake();
    await world.timers.pass(60_000);
    expect(here.journal.pendingCount).toBe(0);
  });

  it('that is too slow for a whole page is given less of the order', async () => {
    await world.server.orderAnother(2000);
    here.network.fault = ({ kind, request }) => {
      if (kind === 'entries' && (request as { limit: number }).limit > 200) throw new ServerUnreachable('noAnswer', 'no answer in time');
    };
    here.sync.wake();
    await world.timers.pass(120_000);
    expect(here.journal.head.no).toBe(await world.server.head());
  });
});

describe('the order as it is given', () => {
  it('is not taken where it does not hold together: told once, tried slowly, and what is pending is pushed first', async () => {
    await world.server.orderAnother();
    const { entries } = world.server;
    here.network.entries = async (...asked) => {
      const reply = await entries(...asked);
      return { ...reply, entries: reply.entries.map((ordered) => ({ ...ordered, place: { ...ordered.place, orderHash: 'f'.repeat(64) } })) };
    };
    await here.restart();
    here.write();
    const { no } = here.journal.head;
    here.sync.wake();
    const asked = await askedIn(300_000);
    expect(here.journal.head.no).toBe(no);
    expect(here.sync.link).toBe('disagrees');
    expect(here.troubles).toHaveLength(1);
    expect(asked).toBeLessThan(40);
    expect((await world.server.store.device(here.journal.device))?.acknowledged).toBe(2);
  });
});
