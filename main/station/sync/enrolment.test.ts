/** How a device gets in, stays in, and is put out. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SyncWorld, type SyncedStation } from '../../../tests/fixtures/syncing.ts';
import { CentreId } from '../../../shared/domain/ids.ts';
import { fingerprintOf } from '../../../shared/domain/entries/introduction.ts';
import { sha256 } from '../journal/digest.ts';

let world: SyncWorld;
beforeEach(async () => {
  world = await SyncWorld.open();
});
afterEach(() => world.end());

const nothing = (): undefined => undefined;

/** How many tickets of a device are in the order. */
async function ordered(station: SyncedStation): Promise<number> {
  return (await world.server.wholeOrder()).filter(({ id, entry }) => id.device === station.journal.device && entry.bytes.includes('ticket.issued')).length;
}

describe('the first device', () => {
  it('enrols with the code on its machine, and lets go of it', async () => {
    const here = world.station();
    here.write(2);
    await here.wake();
    expect(here.sync.link).toBe('online');
    expect(here.sync.enrolment).toEqual({ kind: 'in' });
    expect(here.journal.enrolCode).toBeUndefined();
    expect(await ordered(here)).toBe(2);
  });

  it('[J4] whose answer was lost asks again with the same code, also after its death, and comes in once', async () => {
    const here = world.station();
    here.network.loseNext('enrol');
    here.write();
    await here.wake();
    expect(world.server.code).toBeUndefined();
    await here.restart();
    await here.wake();
    expect(here.sync.link).toBe('online');
    expect(here.network.countOf('enrol')).toBe(2);
    expect(await world.server.store.devices()).toHaveLength(1);
    expect(await ordered(here)).toBe(1);
  });

  it('whose answer was lost long ago comes in by its key', async () => {
    const here = world.station();
    here.network.loseNext('enrol');
    await here.wake();
    here.network.fault = () => new Promise(() => {});
    await world.timers.pass(3_600_000);
    await here.restart();
    here.network.heal();
    await here.wake();
    expect(here.sync.link).toBe('online');
    expect(here.journal.enrolled).toBe(true);
    expect(here.network.countOf('ask')).toBe(0);
  });
});

describe('a later device', () => {
  let first: SyncedStation;
  let there: SyncedStation;
  beforeEach(async () => {
    first = await world.first();
    there = world.station({ enrolCode: nothing, centre: undefined });
  });

  it('shows a code and its key’s fingerprint until it is let in, and then has the centre', async () => {
    there.write();
    await there.wake();
    expect(there.sync.link).toBe('notEnrolled');
    expect(there.asking.fingerprint).toBe(fingerprintOf(sha256, there.journal.keys.current));
    const shown = there.enrolments.length;
    await world.timers.pass(60_000);
    expect(there.network.countOf('ask')).toBeGreaterThan(10);
    expect(there.network.countOf('ask')).toBeLessThan(22);
    expect(there.enrolments).toHaveLength(shown);
    expect(there.troubles).toHaveLength(1);
    await there.beLetIn();
    expect(there.links).toEqual(['notEnrolled', 'online']);
    expect(there.sync.enrolment).toEqual({ kind: 'in' });
    expect(there.journal.centre).toBe(first.journal.centre);
    expect(await ordered(there)).toBe(1);
  });

  it('[J4] whose yes was lost hears it again', async () => {
    await there.wake();
    await world.server.answer(there.asking.code, true);
    there.network.loseNext('ask');
    await world.timers.pass(60_000);
    expect(there.sync.link).toBe('online');
    expect(await world.server.store.devices()).toHaveLength(2);
  });

  it('shows another code when one ran out, and comes in by that', async () => {
    await there.wake();
    const { code, endsAt } = there.asking;
    await world.timers.pass(endsAt - there.journal.readClocks().at + 20_000);
    expect(there.asking.code).not.toBe(code);
    expect(there.asking.endsAt).toBeGreaterThan(endsAt);
    await there.beLetIn();
    expect(there.sync.link).toBe('online');
  });

  it('that was refused asks no administrator again by itself, and anew when a person at it wants that', async () => {
    await there.wake();
    const { code } = there.asking;
    await world.server.answer(code, false);
    await world.timers.pass(10_000);
    expect(there.sync.enrolment).toEqual({ kind: 'refused' });
    await world.timers.pass(3_600_000);
    expect(there.sync.enrolment).toEqual({ kind: 'refused' });
    expect(await world.server.approvals.waiting()).toEqual([]);
    there.sync.askAgain();
    await world.timers.pass(0);
    expect(there.asking.code).not.toBe(code);
    await there.beLetIn();
    expect(there.sync.link).toBe('online');
  });

  it('that was put out is told so, tries ever so rarely, and may ask as another device', async () => {
    await there.wake();
    await there.beLetIn();
    const { device } = there.journal;
    await world.server.approvals.revoke(device);
    await world.timers.pass(20_000);
    expect(there.sync.link).toBe('revoked');
    expect(there.sync.enrolment).toEqual({ kind: 'out' });
    there.write();
    const before = there.network.asked.length;
    await world.timers.pass(600_000);
    expect(there.network.asked.length - before).toBeLessThan(10);
    there.sync.askAgain();
    await world.timers.pass(0);
    expect(there.journal.device).not.toBe(device);
    await there.beLetIn();
    expect(there.sync.link).toBe('online');
    expect(await ordered(there)).toBe(1);
  });

  it('[J10] otherCentre: a device of another centre is not let in here, and told', async () => {
    const stranger = world.station({ enrolCode: nothing, centre: CentreId.parse('another-centre') });
    await stranger.wake();
    await stranger.beLetIn();
    expect(stranger.sync.link).toBe('disagrees');
    expect(stranger.troubles.at(-1)?.message).toContain('otherCentre');
    expect(stranger.journal.enrolled).toBe(false);
  });
});

describe('a token', () => {
  it('is renewed before its time is over, and nothing is refused meanwhile', async () => {
    const here = await world.first();
    const refused: string[] = [];
    here.network.fault = () => {
      refused.push(...here.troubles.map(({ message }) => message));
    };
    await world.timers.pass(2 * 3_600_000);
    expect(refused).toEqual([]);
    expect(here.network.countOf('token')).toBeGreaterThan(9);
    expect(here.network.countOf('token')).toBeLessThan(16);
    expect(here.links).toEqual(['online']);
  });

  it('[J10] unauthenticated: a server that was started again is proved to again, at once', async () => {
    const here = await world.first();
    await world.server.stop();
    await world.server.start();
    here.write();
    await here.wake();
    expect(here.links).toEqual(['online']);
    expect(here.troubles).toEqual([]);
    expect(await ordered(here)).toBe(1);
  });
});

describe('a device that was in and is not known', () => {
  it('[J10] unauthenticated: to a wrong server for a while, stays who it is', async () => {
    const here = await world.first();
    const { device } = here.journal;
    here.network.refuse({ kind: 'unauthenticated' });
    await world.timers.pass(40_000);
    expect(here.sync.link).toBe('notEnrolled');
    here.network.heal();
    await world.timers.pass(60_000);
    expect(here.sync.link).toBe('online');
    expect(here.journal.device).toBe(device);
  });

  it('[J10] unauthenticated: for good, asks as another device and brings along what had no place', async () => {
    await world.first();
    const there = await world.another();
    const { device } = there.journal;
    there.write(3);
    there.network.refuse({ kind: 'unauthenticated' }, 'token', 'entries', 'push');
    await world.timers.pass(200_000);
    there.network.heal();
    await world.timers.pass(10_000);
    expect(there.journal.device).not.toBe(device);
    expect(there.journal.enrolled).toBe(false);
    await there.beLetIn();
    expect(there.sync.link).toBe('online');
    expect(await ordered(there)).toBe(3);
  });
});
