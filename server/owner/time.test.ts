import { describe, expect, it, onTestFinished } from 'vitest';
import { OwnedCentre, type OwnedDevice } from '../../tests/fixtures/owned-centre.ts';
import { DESK_3 } from '../../tests/fixtures/world.ts';
import { DeviceKey } from '../../shared/domain/ids.ts';
import { laneOf } from '../../shared/domain/label.ts';
import { CLAIM_MS } from '../../shared/domain/decisions/owner.ts';

const DAY = 24 * 60 * 60_000;

async function open(): Promise<{ centre: OwnedCentre; device: OwnedDevice }> {
  const centre = await OwnedCentre.start();
  onTestFinished(() => centre.close());
  return { centre, device: await centre.letInFirst() };
}

const typesOf = async (centre: OwnedCentre, after = 0): Promise<readonly string[]> => (await centre.written(after)).map(({ type }) => type);

describe('what time brings', () => {
  it('[J16] a day is closed once the next is over and a later one was written in, and leaves the state', async () => {
    const { centre, device } = await open();
    const monday = device.today;
    for (let day = 0; day < 3; day += 1) {
      device.issue();
      await device.push();
      await centre.owner.tick();
      expect((await centre.state()).closedThrough).toBe(day < 2 ? undefined : monday);
      centre.clock.pass(DAY);
    }
    expect((await centre.state()).visits.size).toBe(2);
    await centre.owner.tick();
    await centre.owner.tick();
    expect((await typesOf(centre)).filter((type) => type === 'day.closed')).toHaveLength(2);
    expect((await centre.state()).unused.size).toBe(0);
  });

  it('[J19] is not written in the first seconds, so that a restored server can still have back what it lost', async () => {
    const { centre, device } = await open();
    const visit = device.issue();
    await device.push();
    await centre.owner.claim(device.id, { visit, leg: 1, callNo: 1, desk: DESK_3 });
    for (let day = 0; day < 2; day += 1) {
      centre.clock.pass(DAY);
      device.issue();
      await device.push();
    }
    await centre.restart();
    const { no } = await centre.store.head();
    centre.clock.pass(9_999);
    await centre.owner.tick();
    expect(await typesOf(centre, no)).toEqual([]);
    centre.clock.pass(1);
    await centre.owner.tick();
    expect(await typesOf(centre, no)).toEqual(['day.closed']);
  });

  it('[C1] a claim ends at most 30 s after a restart', async () => {
    const { centre, device } = await open();
    const visit = device.issue();
    await device.push();
    await centre.owner.claim(device.id, { visit, leg: 1, callNo: 1, desk: DESK_3 });
    await centre.restart();
    centre.clock.pass(CLAIM_MS);
    await centre.owner.tick();
    expect((await typesOf(centre)).at(-1)).toBe('claim.ended');
  });
});

describe('what the order should say of devices', () => {
  it('is written soon after somebody wakes the owner, and by itself at a tick', async () => {
    const { centre } = await open();
    const second = await centre.letIn();
    centre.owner.wake();
    centre.owner.wake();
    await expect.poll(async () => (await centre.state()).devices.has(second.id)).toBe(true);
    const third = await centre.letIn();
    await centre.store.revoke(second.id, centre.clock.now());
    await centre.owner.tick();
    const { devices, unused } = await centre.state();
    expect([devices.get(third.id)?.lane, devices.get(second.id)?.standing, unused.size]).toEqual([laneOf(3), 'out', 0]);
  });

  it('[J11] tells of a device that began anew, in its lane, under its new key', async () => {
    const { centre } = await open();
    const second = await centre.letIn();
    await centre.look();
    await second.renew();
    await centre.look();
    const { devices } = await centre.state();
    expect(devices.get(second.id)).toMatchObject({ epoch: 2, key: second.key, lane: laneOf(2), standing: 'in' });
    expect(DeviceKey.safeParse(second.key).success).toBe(true);
  });

  it('heals at the next start where the table was written and the order was not', async () => {
    const { centre } = await open();
    const second = await centre.letIn();
    expect((await centre.state()).devices.has(second.id)).toBe(false);
    await centre.restart();
    expect((await centre.state()).devices.get(second.id)?.standing).toBe('in');
    const { no } = await centre.store.head();
    await centre.restart();
    await centre.look();
    expect((await centre.store.head()).no).toBe(no);
  });
});
