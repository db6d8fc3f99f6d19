import { describe, expect, it, onTestFinished } from 'vitest';
import { OwnedCentre } from '../../tests/fixtures/owned-centre.ts';
import { DESK_3, DESK_4 } from '../../tests/fixtures/world.ts';

async function started(...options: Parameters<typeof OwnedCentre.start>): Promise<OwnedCentre> {
  const centre = await OwnedCentre.start(...options);
  onTestFinished(() => centre.close());
  return centre;
}

describe('the owner', () => {
  it('[J19] opens the first generation before anything else is ordered', async () => {
    const centre = await started();
    const device = await centre.letInFirst();
    const [first] = await centre.pull();
    const { owner } = await centre.store.identity();
    expect(first?.id).toEqual({ device: owner, epoch: 1, seq: 1 });
    const state = await centre.state();
    expect([state.generation, state.owner, [...state.devices.keys()], state.unused.size]).toEqual([1, owner, [device.id], 0]);
  });

  it('[C1] claims', async () => {
    const centre = await started();
    const device = await centre.letInFirst();
    const visit = device.issue();
    await device.push();
    const asks = [DESK_3, DESK_4, DESK_3].map((desk) => centre.owner.claim(device.id, { visit, leg: 1, callNo: 1, desk }));
    expect((await Promise.all(asks)).map(({ kind }) => kind)).toEqual(['granted', 'taken', 'granted']);
    expect(centre.troubles).toEqual([]);
    await centre.restart();
    expect(await centre.owner.claim(device.id, { visit, leg: 1, callNo: 1, desk: DESK_4 })).toMatchObject({ kind: 'taken' });
  });
});
