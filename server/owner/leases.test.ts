import { describe, expect, it, onTestFinished } from 'vitest';
import { OwnedCentre, type OwnedDevice } from '../../tests/fixtures/owned-centre.ts';
import { daysAfter } from '../../shared/domain/clock.ts';
import { DeviceId } from '../../shared/domain/ids.ts';
import { BLOCK, LEASE_DAYS, OPEN_SEQUENCE } from '../../shared/domain/reducers/numbers.ts';

async function open(): Promise<{ centre: OwnedCentre; first: OwnedDevice; second: OwnedDevice }> {
  const centre = await OwnedCentre.start();
  onTestFinished(() => centre.close());
  const first = await centre.letInFirst();
  const second = await centre.letIn();
  await centre.look();
  await second.pull();
  return { centre, first, second };
}

const numbers = (day: OwnedDevice['today'], ...ns: readonly number[]) => ns.map((n) => ({ kind: 'numbers' as const, day, n }));
const leasesIn = async (centre: OwnedCentre) => (await centre.written()).filter(({ type }) => type === 'numbers.leased').map(({ payload }) => payload);
const heldBack = { kind: 'declined', error: { kind: 'busy', retryAfterMs: 5000 } };

describe('a lease', () => {
  it('[N1] gives a device what it lacks, for days ahead, in one write; asked again it is the same', async () => {
    const { centre, second } = await open();
    const before = centre.moves.length;
    const leased = await second.lease();
    expect(leased).toEqual({ kind: 'leased', head: centre.moves.at(-1) });
    expect(centre.moves.length).toBe(before + 1);
    expect(await leasesIn(centre)).toEqual(
      Array.from({ length: LEASE_DAYS }, (_, ahead) => ({
        device: second.id, epoch: 1, day: daysAfter(second.today, ahead), n: 1, from: OPEN_SEQUENCE + 1, to: OPEN_SEQUENCE + BLOCK,
      })),
    );
    expect(await second.lease()).toEqual(leased);
    expect(await leasesIn(centre)).toHaveLength(LEASE_DAYS);
    await second.pull();
    expect(second.lease()).toBeUndefined();
  });

  it('[N1] never overlaps another, however many devices ask at once, and two hundred cost a few writes', async () => {
    const { centre, second } = await open();
    const devices = [second];
    while (devices.length < 200) devices.push(await centre.letIn());
    await centre.look();
    const before = centre.moves.length;
    const answers = await Promise.all(devices.map((device) => centre.owner.lease(device.id, numbers(device.today, 2, 1))));
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['leased']));
    const { blocks } = (await centre.state()).numbers.get(second.today) ?? { blocks: [] };
    const inOrder = blocks.toSorted((a, b) => a.from - b.from);
    for (const [index, { from }] of inOrder.entries()) expect(from).toBeGreaterThan(inOrder[index - 1]?.to ?? OPEN_SEQUENCE);
    // A day holds so many blocks; who comes after goes on in its lane.
    expect(blocks.length).toBe(Math.floor((9999 - OPEN_SEQUENCE) / BLOCK));
    expect(centre.moves.length - before).toBeLessThan(20);
    expect((await centre.state()).unused.size).toBe(0);
    expect(centre.troubles).toEqual([]);
  });

  it('[N1] gives two blocks of one day in whatever order they are asked for', async () => {
    const { centre, second } = await open();
    expect(await centre.owner.lease(second.id, numbers(second.today, 2, 1))).toMatchObject({ kind: 'leased' });
    expect(await leasesIn(centre)).toMatchObject([{ n: 1 }, { n: 2 }]);
  });

  it('[N1] leaves out days that are far, over or already spent, and answers all the same', async () => {
    const { centre, second } = await open();
    const asked = [...numbers(daysAfter(second.today, LEASE_DAYS + 1), 1), ...numbers(daysAfter(second.today, -2), 1), ...numbers(second.today, 9)];
    expect(await centre.owner.lease(second.id, asked)).toMatchObject({ kind: 'leased' });
    expect(await leasesIn(centre)).toEqual([]);
  });

  it('[N1] nothing by day is leased before the centre has said where it is', async () => {
    const centre = await OwnedCentre.start();
    onTestFinished(() => centre.close());
    const device = await centre.letIn();
    expect(await centre.owner.lease(device.id, numbers(device.today, 1))).toEqual(heldBack);
  });

  it('[J10] a device that is out is told so, and one that nobody knows has to prove itself', async () => {
    const { centre, second } = await open();
    await centre.store.revoke(second.id, centre.clock.now());
    expect(await second.lease()).toEqual({ kind: 'declined', error: { kind: 'revoked' } });
    const stranger = DeviceId.parse(centre.chance.id());
    expect(await centre.owner.lease(stranger, numbers(second.today, 1))).toEqual({ kind: 'declined', error: { kind: 'unauthenticated' } });
    expect(await leasesIn(centre)).toEqual([]);
  });

  it('[N1] a device may ask before the order says that it was let in', async () => {
    const { centre } = await open();
    const third = await centre.letIn();
    expect(await centre.owner.lease(third.id, numbers(third.today, 1))).toMatchObject({ kind: 'leased' });
    expect((await centre.written()).slice(-2).map(({ type }) => type)).toEqual(['device.enrolled', 'numbers.leased']);
  });

  it('[N1] waits until what a device wrote before it was let in is here, or it is written off', async () => {
    const { centre, first, second } = await open();
    const late = await centre.letIn({ wrote: 2 });
    await centre.look();
    expect(await second.lease()).toEqual(heldBack);
    expect(centre.troubles).toEqual([{ kind: 'leasesHeld', by: [late.id] }]);
    await late.pull();
    for (let wrote = 0; wrote < 2; wrote += 1) late.issue();
    await late.push(1);
    expect(await second.lease()).toEqual(heldBack);
    await late.push();
    expect(await second.lease()).toMatchObject({ kind: 'leased' });
    await centre.letIn({ wrote: 5 });
    expect(await centre.owner.lease(first.id, numbers(first.today, 1))).toEqual(heldBack);
    // What it has already, it may still be told.
    expect(await second.lease()).toMatchObject({ kind: 'leased' });
    const waits = (await centre.store.devices()).find(({ wrote, acknowledged }) => acknowledged < wrote);
    if (waits) await centre.store.writeOff(waits.device);
    expect(await centre.owner.lease(first.id, numbers(first.today, 1))).toMatchObject({ kind: 'leased' });
  });

  it('[J19] waits, after a stretch was lost, until every device that is in has reported in the new generation', async () => {
    const { centre, first, second } = await open();
    await centre.owner.lostStretch();
    expect(await second.lease()).toEqual(heldBack);
    await centre.store.report({ device: second.id, generation: 2, at: centre.clock.now() });
    expect(await second.lease()).toEqual(heldBack);
    await centre.store.revoke(first.id, centre.clock.now());
    expect(await second.lease()).toMatchObject({ kind: 'leased' });
  });

  it('[J11] a device that begins anew is leased other blocks than the ones it burned', async () => {
    const { centre, second } = await open();
    await second.lease();
    await second.renew();
    await centre.look();
    await second.pull();
    expect(await second.lease()).toMatchObject({ kind: 'leased' });
    const { blocks } = (await centre.state()).numbers.get(second.today) ?? { blocks: [] };
    expect(blocks).toEqual([{ device: second.id, n: 1, from: OPEN_SEQUENCE + BLOCK + 1, to: OPEN_SEQUENCE + 2 * BLOCK }]);
    expect((await centre.state()).unused.size).toBe(0);
  });
});
