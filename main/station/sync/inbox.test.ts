/** A station that begins in the midst of the order. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SyncWorld, type SyncedStation } from '../../../tests/fixtures/syncing.ts';
import { expectWhole } from '../../../tests/fixtures/whole.ts';
import { ServerRefused } from './server-door.ts';

let world: SyncWorld;
let here: SyncedStation;
beforeEach(async () => {
  world = await SyncWorld.open();
  here = await world.first();
});
afterEach(() => world.end());

describe('a station that is pages behind', () => {
  it('[J6] asks for the next page before it takes one in, each once, and has the whole order', async () => {
    await world.server.orderAnother(3500);
    const heads: number[] = [];
    const { entries } = world.server;
    here.network.entries = (...of) => {
      heads.push(here.journal.head.no);
      return entries(...of);
    };
    await reconnectQuietly();
    await expectWhole(world, [here], 0);
    expect(heads).toHaveLength(4);
    // The second was asked for while the first was still to be taken in.
    expect(heads[1]).toBe(heads[0]);
  });

  it('[J6] forgets a page it asked for ahead when its order went another way meanwhile', async () => {
    await world.server.orderAnother(2500);
    const { entries } = world.server;
    let asked = 0;
    here.network.entries = async (...of) => {
      const reply = await entries(...of);
      asked += 1;
      // The first page is another order's: it is refused, and what was asked for after it is not taken.
      return asked === 1 ? { ...reply, entries: reply.entries.map((each) => ({ ...each, place: { ...each.place, orderHash: 'f'.repeat(64) } })) } : reply;
    };
    await reconnectQuietly();
    await world.timers.pass(60_000);
    await expectWhole(world, [here], 0);
  });
});

async function reconnectQuietly(): Promise<void> {
  here.sync.wake();
  await world.timers.pass(2000);
}

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
    await expectWhole(world, [here], 5);
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
    await expectWhole(world, [there], 2);
  });

  it.each(['noSuchPath', 'busy'] as const)('that can’t be had — %s — is done without', async (kind) => {
    await world.server.orderAnother(5500);
    const there = world.station({ enrolCode: () => undefined });
    there.network.refuse(kind === 'busy' ? { kind, retryAfterMs: 1000 } : { kind }, 'snapshot');
    await there.wake();
    await there.beLetIn();
    await world.timers.pass(30_000);
    expect(there.network.countOf('snapshot')).toBe(1);
    await expectWhole(world, [there], 0);
  });
});
