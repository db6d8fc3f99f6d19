/** [N1] Leases: asked for when they are wanted, and no more often than that. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DAY, SyncWorld, type SyncedStation } from '../../../tests/fixtures/syncing.ts';
import { LeasesRequest } from '../../../shared/contract/wire.ts';
import { daysAfter } from '../../../shared/domain/clock.ts';
import { LEASE_DAYS } from '../../../shared/domain/reducers/numbers.ts';

let world: SyncWorld;
let there: SyncedStation;
beforeEach(async () => {
  world = await SyncWorld.open();
  await world.first();
  there = world.station({ enrolCode: () => undefined });
});
afterEach(() => world.end());

function blocksOf(station: SyncedStation, ahead = 0): number {
  const blocks = station.journal.state.numbers.get(daysAfter(DAY, ahead))?.blocks ?? [];
  return blocks.filter(({ device }) => device === station.journal.device).length;
}

describe('blocks of numbers', () => {
  it('[N1] are leased for the days ahead as soon as the device is in, and not asked for again', async () => {
    await there.wake();
    await there.beLetIn();
    expect(blocksOf(there)).toBe(1);
    expect(blocksOf(there, LEASE_DAYS - 1)).toBe(1);
    expect(there.journal.blocksWanted()).toEqual([]);
    const asked = there.network.countOf('leases');
    await world.timers.pass(600_000);
    expect(there.network.countOf('leases')).toBe(asked);
  });

  it.each(['leases', 'entries'] as const)('[N1] with the answer to «%s» lost, the same blocks come once', async (kind) => {
    await there.wake();
    await world.server.answer(there.asking.code, true);
    there.network.loseNext(kind);
    await world.timers.pass(120_000);
    expect(blocksOf(there)).toBe(1);
    expect(there.sync.link).toBe('online');
    const leased = (await world.server.wholeOrder()).filter(({ entry }) => entry.bytes.includes('"numbers.leased"'));
    expect(leased).toHaveLength(LEASE_DAYS);
  });

  it('[N1] that the owner holds back are no trouble of the link’s, and asked for again in good time', async () => {
    there.network.refuse({ kind: 'busy', retryAfterMs: 5000 }, 'leases');
    await there.wake();
    await there.beLetIn();
    await world.timers.pass(600_000);
    expect(there.sync.link).toBe('online');
    expect(there.links).toEqual(['notEnrolled', 'online']);
    expect(there.network.countOf('leases')).toBeLessThan(15);
    there.network.heal();
    await world.timers.pass(90_000);
    expect(blocksOf(there)).toBe(1);
  });

  it('[N1] are asked for in as many requests as it takes', async () => {
    await there.wake();
    await there.beLetIn();
    const wanted = Array.from({ length: 20 }, (_, index) => ({ day: DAY, n: index + 2 }));
    vi.spyOn(there.journal, 'blocksWanted').mockReturnValue(wanted);
    await there.wake();
    const asks = there.network.asked.filter(({ kind }) => kind === 'leases').map(({ request }) => LeasesRequest.parse(request).wanted.length);
    expect(asks.slice(-2)).toEqual([16, 4]);
  });
});
