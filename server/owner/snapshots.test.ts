import { describe, expect, it, onTestFinished } from 'vitest';
import { foldPlaces, OwnedCentre, type OwnedDevice } from '../../tests/fixtures/owned-centre.ts';
import { sha256 } from '../../tests/fixtures/book.ts';
import { DESK_3, DESK_4 } from '../../tests/fixtures/world.ts';
import { SnapshotReply } from '../../shared/contract/wire.ts';
import { decodeState, encodeState, stateHash } from '../../shared/domain/reducers/snapshot.ts';
import { EMPTY_STATE, REDUCERS } from '../../shared/domain/reducers/state.ts';
import { SNAPSHOT_EVERY } from './snapshots.ts';

const DAY = 24 * 60 * 60_000;

async function open(): Promise<{ centre: OwnedCentre; device: OwnedDevice }> {
  const centre = await OwnedCentre.start();
  onTestFinished(() => centre.close());
  return { centre, device: await centre.letInFirst() };
}

/** Tickets, calls, claims and leases of two devices. */
async function busy(centre: OwnedCentre, device: OwnedDevice, tickets = 20): Promise<void> {
  for (let ticket = 0; ticket < tickets; ticket += 1) {
    device.issue();
    await device.push();
    await device.pull();
    const desk = ticket % 2 === 0 ? DESK_3 : DESK_4;
    const call = device.nextCall(desk);
    if (!call) continue;
    await centre.owner.claim(device.id, { visit: call.payload.visit, leg: 1, callNo: 1, desk });
    if (ticket % 3 === 0) device.write(call);
    if (ticket % 5 === 0) device.write({ type: 'leg.noShow', payload: call.payload });
  }
  await device.lease();
}

async function snapshotOf({ owner }: OwnedCentre): Promise<SnapshotReply> {
  const answer = await owner.snapshot();
  if (answer.kind !== 'snapshot') throw new Error('no snapshot');
  return SnapshotReply.parse(answer.snapshot);
}

describe('a snapshot', () => {
  it('[J8] and the tail after it are the state that a replay from zero gives, and every chain’s end at its place', async () => {
    const { centre, device } = await open();
    await busy(centre, device);
    const chains = await centre.store.chains();
    const snapshot = await snapshotOf(centre);
    expect(snapshot.chains).toEqual(chains);
    expect(snapshot.at).toEqual(await centre.store.head());
    await busy(centre, device);
    expect(await snapshotOf(centre)).toEqual(snapshot);
    const tail = foldPlaces(decodeState(snapshot.state) ?? EMPTY_STATE, await centre.pull(snapshot.at));
    expect(tail).toEqual(await centre.state());
    expect(snapshot.stateHash).toBe(sha256(snapshot.state));
  });

  it('[J8] is where the owner begins after a restart, and it comes to the same state', async () => {
    const { centre, device } = await open();
    await busy(centre, device);
    const at = (await snapshotOf(centre)).at.no;
    await busy(centre, device);
    await device.push();
    const pulls: number[] = [];
    const { store } = centre;
    await centre.startOwner({
      ...store,
      pull(query) {
        pulls.push(query.cursor.no);
        return store.pull(query);
      },
    });
    expect(pulls[0]).toBe(at);
    await store.keepSnapshot({ ...(await snapshotOf(centre)), state: 'spoiled', at: await store.head() });
    const made = await snapshotOf(centre);
    expect(made.at).toEqual(await store.head());
    expect(made.stateHash).toBe(stateHash(sha256, await centre.state()));
    expect(made.chains).toEqual(await store.chains());
  });

  it('[J8] that is not what its hash says, not of this order or of other reducers is passed over', async () => {
    const { centre, device } = await open();
    await busy(centre, device, 3);
    const good = await snapshotOf(centre);
    const { store } = centre;
    const empty = encodeState(EMPTY_STATE);
    const lies = [
      { ...good, state: good.state.replace('"generation":1', '"generation":7') },
      { ...good, state: '{}', stateHash: sha256('{}') },
      { ...good, at: { ...good.at, orderHash: sha256('another order') } },
      { ...good, state: empty, stateHash: sha256(empty), reducers: REDUCERS + 1 },
    ];
    for (const [index, lie] of lies.entries()) {
      await centre.startOwner({ ...store, snapshot: async () => lie });
      const granted = await centre.owner.claim(device.id, { visit: device.issue(), leg: 1, callNo: 1, desk: DESK_3 });
      expect(granted, `lie ${index}`).toMatchObject({ kind: 'taken' });
      await device.push();
      const visits = [...(await centre.state()).visits.values()];
      const waiting = visits.filter(({ leg }) => leg.kind === 'waiting').at(-1);
      if (!waiting) throw new Error('nobody waits');
      expect(await centre.owner.claim(device.id, { visit: waiting.id, leg: 1, callNo: 1, desk: DESK_3 }), `lie ${index}`).toMatchObject({ kind: 'granted' });
    }
    expect(centre.troubles).toEqual(Array(3).fill({ kind: 'badSnapshot' }));
    expect((await centre.state()).unused.size).toBe(0);
  });

  it('[J8] that was distrusted is made anew once, and not for everybody who asks', async () => {
    const { centre, device } = await open();
    await busy(centre, device, 3);
    const { store } = centre;
    await store.keepSnapshot({ ...(await snapshotOf(centre)), chains: [] });
    let kept = 0;
    await centre.startOwner({
      ...store,
      keepSnapshot(snapshot) {
        kept += 1;
        return store.keepSnapshot(snapshot);
      },
    });
    const first = await snapshotOf(centre);
    expect(first.chains).toEqual(await store.chains());
    device.issue();
    await device.push();
    expect(await snapshotOf(centre)).toEqual(first);
    expect([centre.troubles, kept]).toEqual([[{ kind: 'badSnapshot' }], 1]);
  });

  it('[J8] is kept every two thousand places, and when a day is closed', async () => {
    const { centre, device } = await open();
    expect(await centre.store.snapshot()).toBeUndefined();
    while (device.wrote < SNAPSHOT_EVERY) device.write({ type: 'leg.noShow', payload: { visit: '0'.repeat(26) as never, leg: 1, callNo: 1, desk: DESK_3 } });
    await device.push();
    await centre.owner.tick();
    const first = await centre.store.snapshot();
    expect(first?.at).toEqual(await centre.store.head());
    for (const closes of [false, true]) {
      device.issue();
      await device.push();
      centre.clock.pass(DAY);
      await centre.owner.tick();
      expect((await centre.store.snapshot())?.at).toEqual(closes ? await centre.store.head() : first?.at);
    }
    const kept = await centre.store.snapshot();
    expect(kept && decodeState(kept.state)).toEqual(await centre.state());
    expect((await centre.state()).closedThrough).toBe('2026-11-23');
  });
});
