import { describe, expect, it, onTestFinished } from 'vitest';
import { claimFor, OwnedCentre, type OwnedDevice } from '../../tests/fixtures/owned-centre.ts';
import { DESK_3, DESK_4 } from '../../tests/fixtures/world.ts';
import type { DeskId, VisitId } from '../../shared/domain/ids.ts';
import { CLAIM_MS } from '../../shared/domain/decisions/owner.ts';
import type { ClaimAnswer } from './index.ts';

async function open(): Promise<{ centre: OwnedCentre; device: OwnedDevice; visit: VisitId }> {
  const centre = await OwnedCentre.start();
  onTestFinished(() => centre.close());
  const device = await centre.letInFirst();
  const visit = device.issue();
  await device.push();
  return { centre, device, visit };
}

const claim = ({ owner }: OwnedCentre, { id }: OwnedDevice, visit: VisitId, desk: DeskId = DESK_3): Promise<ClaimAnswer> =>
  owner.claim(id, { visit, leg: 1, callNo: 1, desk });

const kinds = (answers: readonly ClaimAnswer[]): readonly string[] => answers.map(({ kind }) => kind);

describe('a claim', () => {
  it('[C1] is granted to one of all the desks that ask at once, in one write', async () => {
    const { centre, device, visit } = await open();
    const before = centre.moves.length;
    const answers = await Promise.all([DESK_3, DESK_4, DESK_3, DESK_4].map((desk) => claim(centre, device, visit, desk)));
    expect(kinds(answers)).toEqual(['granted', 'taken', 'granted', 'taken']);
    const written = await centre.written();
    expect(written.filter(({ type }) => type === 'leg.claimed')).toHaveLength(1);
    expect(centre.moves.length).toBe(before + 1);
    expect(answers.map((answer) => answer.kind !== 'declined' && answer.head)).toEqual(Array(4).fill(centre.moves.at(-1)));
    expect(centre.troubles).toEqual([]);
  });

  it('[C1] costs one write for thirty desks that ask for thirty people', async () => {
    const { centre, device } = await open();
    const visits = Array.from({ length: 30 }, () => device.issue());
    await device.push();
    const { store } = centre;
    let pulls = 0;
    await centre.startOwner({
      ...store,
      pull(query) {
        pulls += 1;
        return store.pull(query);
      },
    });
    pulls = 0;
    const before = centre.moves.length;
    const answers = await Promise.all(visits.map((visit) => claim(centre, device, visit)));
    expect(new Set(kinds(answers))).toEqual(new Set(['granted']));
    expect((await centre.state()).claims.size).toBe(30);
    expect([centre.moves.length - before, pulls]).toEqual([1, 1]);
  });

  it('[C1] asked twice is granted once, also after a restart of the server, which still refuses it to others', async () => {
    const { centre, device, visit } = await open();
    expect(kinds([await claim(centre, device, visit), await claim(centre, device, visit)])).toEqual(['granted', 'granted']);
    await centre.restart();
    expect(kinds([await claim(centre, device, visit, DESK_4), await claim(centre, device, visit)])).toEqual(['taken', 'granted']);
    expect((await centre.written()).filter(({ type }) => type === 'leg.claimed')).toHaveLength(1);
  });

  it('[C1] unused, ends after 30 s and not before, whatever happens to the wall clock', async () => {
    const { centre, device, visit } = await open();
    centre.clock.pass(60_000);
    await claim(centre, device, visit);
    await centre.look();
    for (const jump of [3_600_000, -7_200_000]) {
      centre.clock.set(centre.clock.now() + jump);
      centre.clock.pass(CLAIM_MS / 2 - 1);
      await centre.owner.tick();
      expect(kinds([await claim(centre, device, visit, DESK_4)])).toEqual(['taken']);
    }
    centre.clock.pass(2);
    await centre.owner.tick();
    expect((await centre.written()).at(-1)).toEqual({ type: 'claim.ended', payload: { visit, leg: 1, callNo: 1, desk: DESK_3 } });
    expect(kinds([await claim(centre, device, visit, DESK_4)])).toEqual(['granted']);
    expect((await centre.state()).unused.size).toBe(0);
  });

  it('[C1] that is over is ended before another is decided, without waiting for a tick', async () => {
    const { centre, device, visit } = await open();
    await claim(centre, device, visit);
    await centre.look();
    centre.clock.pass(CLAIM_MS);
    expect(kinds([await claim(centre, device, visit, DESK_4)])).toEqual(['granted']);
    expect((await centre.written()).slice(-2).map(({ type }) => type)).toEqual(['claim.ended', 'leg.claimed']);
  });

  it('[C1] ends with the call: the leg is taken from then on, and no end is written', async () => {
    const { centre, device, visit } = await open();
    await device.pull();
    const call = device.nextCall(DESK_3);
    if (!call) throw new Error('nobody waits');
    expect(kinds([await centre.owner.claim(device.id, claimFor(call))])).toEqual(['granted']);
    device.write(call);
    await device.push();
    expect(kinds([await claim(centre, device, visit, DESK_4), await claim(centre, device, visit)])).toEqual(['taken', 'taken']);
    centre.clock.pass(CLAIM_MS);
    await centre.look();
    expect((await centre.written()).map(({ type }) => type)).not.toContain('claim.ended');
  });

  it('[C1] is decided anew where a call came in between', async () => {
    const { centre, device, visit } = await open();
    await device.pull();
    const call = device.nextCall(DESK_4);
    if (call) device.write(call);
    const store = centre.store;
    let between = 0;
    await centre.startOwner({
      ...store,
      async push(batch) {
        if ((between += 1) === 1) await device.push();
        return store.push(batch);
      },
    });
    expect(kinds([await claim(centre, device, visit)])).toEqual(['taken']);
    expect(between).toBe(1);
    expect((await centre.written()).map(({ type }) => type)).not.toContain('leg.claimed');
  });

  it('[C1] gives way, and soon again, where devices push without a pause', async () => {
    const { centre, device, visit } = await open();
    const store = centre.store;
    await centre.startOwner({
      ...store,
      async push(batch) {
        device.issue();
        await device.push();
        return store.push(batch);
      },
    });
    expect(await claim(centre, device, visit)).toMatchObject({ kind: 'declined', error: { kind: 'busy' } });
    await centre.startOwner();
    expect(kinds([await claim(centre, device, visit)])).toEqual(['granted']);
  });

  it('[C1] is for the leg and the call that come next, and for no other', async () => {
    const { centre, device, visit } = await open();
    const asks = [{ leg: 2, callNo: 1 }, { leg: 1, callNo: 2 }].map((which) => centre.owner.claim(device.id, { visit, desk: DESK_3, ...which }));
    expect(kinds(await Promise.all(asks))).toEqual(['taken', 'taken']);
    expect((await centre.state()).claims.size).toBe(0);
  });
});
