import { describe, expect, it, onTestFinished } from 'vitest';
import { MONDAY, sha256 } from '../../tests/fixtures/book.ts';
import { OwnedCentre, type OwnedDevice } from '../../tests/fixtures/owned-centre.ts';
import { DESK_3 } from '../../tests/fixtures/world.ts';
import { sealEntry } from '../../shared/domain/entries/entry.ts';
import { BootId, type VisitId } from '../../shared/domain/ids.ts';
import { REDUCERS } from '../../shared/domain/reducers/state.ts';
import type { CentreStore } from '../store/store.ts';
import { TELL_AGAIN_MS } from './troubles.ts';

async function open(): Promise<{ centre: OwnedCentre; device: OwnedDevice; visit: VisitId }> {
  const centre = await OwnedCentre.start();
  onTestFinished(() => centre.close());
  const device = await centre.letInFirst();
  const visit = device.issue();
  await device.push();
  return { centre, device, visit };
}

/** Writes what a newer program of this same owner wrote, before it was put back. */
async function activateNewer({ store, clock }: OwnedCentre): Promise<void> {
  const { owner } = await store.identity();
  const end = (await store.chains()).find(({ device }) => device === owner);
  if (!end) throw new Error('the owner wrote nothing');
  const { device, epoch } = end;
  const payload = { reducers: REDUCERS + 1 };
  const envelope = { device, epoch, seq: end.seq + 1, type: 'reducers.activated', v: 1, bootId: BootId.parse(device), monotonic: 0, at: clock.now(), businessDay: MONDAY, payload };
  const entries = [sealEntry(sha256, end.hash, envelope)];
  await store.push({ device, epoch, first: end.seq + 1, entries, sent: undefined, receivedAt: clock.now() });
}

const busyFor = (retryAfterMs: number) => ({ kind: 'declined', error: { kind: 'busy', retryAfterMs } });
const full: CentreStore['push'] = async () => ({ kind: 'busy', why: 'diskFull', retryAfterMs: 700 });

describe('an owner that can’t write', () => {
  it('[J10] says so to who asks, in words of the wire, and grants once it can', async () => {
    const { centre, device, visit } = await open();
    const { store } = centre;
    let push = full;
    await centre.startOwner({ ...store, push: (batch) => push(batch) });
    const claim = () => centre.owner.claim(device.id, { visit, leg: 1, callNo: 1, desk: DESK_3 });
    const lease = () => centre.owner.lease(device.id, [{ kind: 'numbers', day: device.today, n: 1 }]);
    expect([await claim(), await lease()]).toEqual([busyFor(700), busyFor(700)]);
    push = (batch) => store.push(batch);
    expect([await claim(), await lease()]).toMatchObject([{ kind: 'granted' }, { kind: 'leased' }]);
    expect((await centre.state()).unused.size).toBe(0);
  });

  it('may be woken before its start, and looks whenever it is woken after', async () => {
    const centre = new OwnedCentre();
    onTestFinished(() => centre.close());
    const starting = centre.startOwner();
    await Promise.resolve();
    centre.owner.wake();
    await starting;
    const device = await centre.letIn();
    centre.owner.wake();
    await expect.poll(async () => (await centre.state()).devices.has(device.id)).toBe(true);
  });

  it('starts all the same, and writes what is missing at a later tick', async () => {
    const centre = new OwnedCentre();
    onTestFinished(() => centre.close());
    const { store } = centre;
    let push = full;
    await centre.startOwner({ ...store, push: (batch) => push(batch) });
    expect((await store.head()).no).toBe(0);
    push = (batch) => store.push(batch);
    await centre.owner.tick();
    expect((await centre.state()).generation).toBe(1);
  });

  it('tells a trouble once a minute, however often it meets it', async () => {
    const { centre } = await open();
    await centre.letIn();
    await centre.startOwner({ ...centre.store, push: full });
    for (let tick = 0; tick < 5; tick += 1) await centre.owner.tick();
    expect(centre.troubles).toEqual([{ kind: 'hindered', why: 'diskFull' }]);
    centre.clock.pass(TELL_AGAIN_MS);
    await centre.owner.tick();
    expect(centre.troubles).toHaveLength(2);
  });

  it('answers, and never rejects, when the store itself fails', async () => {
    const { centre, device, visit } = await open();
    const fails = async (): Promise<never> => {
      throw new Error('the line broke');
    };
    let pull: CentreStore['pull'] = (query) => centre.store.pull(query);
    await centre.startOwner({ ...centre.store, pull: (query) => pull(query), head: fails });
    pull = fails;
    expect(await centre.owner.claim(device.id, { visit, leg: 1, callNo: 1, desk: DESK_3 })).toEqual(busyFor(5000));
    expect(await centre.owner.adopt(device.id, { places: [], more: false })).toEqual(busyFor(5000));
    await centre.owner.tick();
    await centre.owner.fence(9);
    await centre.owner.lostStretch();
    centre.owner.wake();
    expect(centre.troubles.map(({ kind }) => kind)).toEqual(['failed']);
  });

  it('that is refused by its own store folds the order anew, and goes on', async () => {
    const { centre, device, visit } = await open();
    const { store } = centre;
    let push: CentreStore['push'] = async () => ({ kind: 'chainBroken' });
    const from: number[] = [];
    await centre.startOwner({
      ...store,
      push: (batch) => push(batch),
      pull(query) {
        from.push(query.cursor.no);
        return store.pull(query);
      },
    });
    const claim = () => centre.owner.claim(device.id, { visit, leg: 1, callNo: 1, desk: DESK_3 });
    expect(await claim()).toEqual(busyFor(5000));
    expect(centre.troubles).toEqual([{ kind: 'refused', why: 'chainBroken' }]);
    push = (batch) => store.push(batch);
    expect(await claim()).toMatchObject({ kind: 'granted' });
    // At the start, and after the refusal.
    expect(from.filter((no) => no === 0)).toHaveLength(2);
  });

  it('folds anew an order that is another than the one it folded', async () => {
    const { centre, device, visit } = await open();
    const { store } = centre;
    let pull: CentreStore['pull'] = (query) => store.pull(query);
    await centre.startOwner({ ...store, pull: (query) => pull(query) });
    pull = async () => {
      pull = (query) => store.pull(query);
      return { kind: 'cursorAhead' };
    };
    expect(await centre.owner.claim(device.id, { visit, leg: 1, callNo: 1, desk: DESK_3 })).toMatchObject({ kind: 'granted' });
    expect(centre.troubles).toEqual([{ kind: 'orderChanged' }]);
  });

  it('[J7] grants nothing under reducers that are newer than its own', async () => {
    const { centre, device, visit } = await open();
    await activateNewer(centre);
    expect(await centre.owner.claim(device.id, { visit, leg: 1, callNo: 1, desk: DESK_3 })).toEqual(busyFor(5000));
    expect(centre.troubles).toEqual([{ kind: 'outdated', reducers: REDUCERS + 1 }]);
  });

  it('declines what comes after it was stopped, and answers what came before', async () => {
    const { centre, device, visit } = await open();
    let answered = false;
    const before = centre.owner.claim(device.id, { visit, leg: 1, callNo: 1, desk: DESK_3 }).finally(() => (answered = true));
    const stopped = centre.owner.stop();
    await stopped;
    expect(answered).toBe(true);
    const after = centre.owner.claim(device.id, { visit, leg: 1, callNo: 1, desk: DESK_3 });
    expect([await before, await after]).toMatchObject([{ kind: 'granted' }, busyFor(1000)]);
  });
});
