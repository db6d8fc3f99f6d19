/** What a store keeps of devices: the first enrolment, epochs, and how far each has reported. */
import { describe, expect, test } from 'vitest';
import { CHAIN_START } from '../../shared/domain/entries/entry.ts';
import { CentreId } from '../../shared/domain/ids.ts';
import { sha256 } from '../../server/digest.ts';
import { ENROL_REPLAY_MS } from '../../server/store/device-store.ts';
import { CENTRE, createDevice, createKey, NOON } from '../../server/testing/device.ts';
import { changesNothing, enrolDevice, named, openOrder, orderAfter, push, START, type Bench } from './store-steps.ts';

const HOUR = 3_600_000;

export function storeDevices(bench: Bench): void {
  describe('the first enrolment', () => {
    const kiosk = createDevice(1);
    const code = { codeHash: sha256('the code'), at: NOON };
    const request = { ...code, centre: CENTRE, device: kiosk.id, key: kiosk.key, name: kiosk.name, wrote: 3 };

    test('a fresh store has no centre, no device, an empty order, and an owner that stays the same', async () => {
      const { store } = bench;
      const { owner, ...identity } = await store.identity();
      expect(identity).toEqual({ centre: undefined, devices: 0 });
      expect(await store.head()).toEqual(START);
      expect(await store.ordering()).toEqual({ kind: 'ordering' });
      expect([await store.device(kiosk.id), await store.devices(), await store.chains(), await store.snapshot()]).toEqual([undefined, [], [], undefined]);
      expect(await store.quarantine()).toEqual({ count: 0, last: undefined });
      await bench.reopen();
      expect(await bench.store.identity()).toEqual({ centre: undefined, devices: 0, owner });
      expect((await (await bench.another()).identity()).owner).not.toBe(owner);
    });

    test('an open code lets in one device, the first of the centre, and fixes the centre', async () => {
      const { store } = bench;
      await store.openEnrolment(code);
      expect(await store.enrol(request)).toEqual({ kind: 'enrolled', centre: CENTRE, epoch: 1 });
      expect(await store.identity()).toMatchObject({ centre: CENTRE, devices: 1 });
      const row = {
        device: kiosk.id,
        name: kiosk.name,
        key: kiosk.key,
        epoch: 1,
        standing: 'in',
        first: true,
        enrolledAt: NOON,
        seenAt: undefined,
        acknowledged: 0,
        hash: CHAIN_START,
        wrote: 3,
        reported: 0,
        writtenOff: false,
      };
      expect(await store.device(kiosk.id)).toEqual(row);
      await bench.reopen();
      expect(await bench.store.devices()).toEqual([row]);
    });

    test('the same enrolment again, its reply lost, gets the same answer', async () => {
      const { store } = bench;
      await store.openEnrolment(code);
      await store.enrol(request);
      await changesNothing(store, async () => {
        for (const at of [NOON + ENROL_REPLAY_MS, NOON - ENROL_REPLAY_MS]) {
          expect(await store.enrol({ ...request, at })).toEqual({ kind: 'enrolled', centre: CENTRE, epoch: 1 });
        }
      });
    });

    test.each([
      ['by another device', { device: createDevice(2).id }],
      ['under another key', { key: createKey(2).key }],
      ['too late', { at: NOON + ENROL_REPLAY_MS + 1 }],
      ['when the clock was set back too far', { at: NOON - ENROL_REPLAY_MS - 1 }],
      ['with another code', { codeHash: sha256('a guess') }],
    ])('a used code opens nothing %s', async (_, change) => {
      const { store } = bench;
      await store.openEnrolment(code);
      await store.enrol(request);
      await changesNothing(store, async () => {
        expect(await store.enrol({ ...request, ...change })).toEqual({ kind: 'unauthenticated' });
      });
    });

    test('a code opened anew voids the unused one before it, and no used one', async () => {
      const { store } = bench;
      await store.openEnrolment(code);
      await store.openEnrolment({ codeHash: sha256('newer'), at: NOON });
      expect(await store.enrol(request)).toEqual({ kind: 'unauthenticated' });
      expect(await store.enrol({ ...request, codeHash: sha256('newer') })).toMatchObject({ kind: 'enrolled' });
      await store.openEnrolment({ codeHash: sha256('newest'), at: NOON });
      expect(await store.enrol({ ...request, codeHash: sha256('newer') })).toEqual({ kind: 'enrolled', centre: CENTRE, epoch: 1 });
    });

    test('[J10] another centre is told so, even with a good code, which stays open', async () => {
      const { store } = bench;
      await enrolDevice(store, createDevice(2));
      await store.openEnrolment(code);
      expect(await store.enrol({ ...request, centre: CentreId.parse('otro-centro') })).toEqual({ kind: 'otherCentre' });
      expect(await store.device(kiosk.id)).toBeUndefined();
      expect(await store.enrol(request)).toMatchObject({ kind: 'enrolled' });
    });

    test('[J16] nobody is let in under the owner’s own id, whose entries the fold obeys', async () => {
      const { store } = bench;
      const { owner } = await store.identity();
      await store.openEnrolment(code);
      expect(await store.enrol({ ...request, device: owner })).toEqual({ kind: 'unauthenticated' });
      expect(await store.devices()).toEqual([]);
      expect(await store.enrol(request)).toMatchObject({ kind: 'enrolled' });
    });

    test('[J11] a device that is let in anew begins a new epoch, and its journal from 1', async () => {
      const { store } = bench;
      await openOrder(store);
      const [before, anew] = [createDevice(1), createDevice(1, 2)];
      await enrolDevice(store, before);
      await push(store, before, before.writeMany(2));
      await store.revoke(before.id, NOON);
      expect(await enrolDevice(store, { ...anew, key: createKey(9).key, name: 'Renamed' }, { wrote: 5, at: NOON + HOUR })).toBe(2);
      const row = { epoch: 2, key: createKey(9).key, name: 'Renamed', standing: 'in', wrote: 5, acknowledged: 0, hash: CHAIN_START, enrolledAt: NOON + HOUR };
      expect(await store.device(anew.id)).toMatchObject(row);
      expect(await store.identity()).toMatchObject({ devices: 1 });
      expect(await push(store, before, before.writeMany(1))).toEqual({ kind: 'fork' });
      expect(await push(store, anew, anew.writeMany(1))).toMatchObject({ kind: 'acknowledged', acknowledged: 1, no: 4 });
    });

    test('[J11] a device that only the order knows begins after every epoch it has there', async () => {
      const { store } = bench;
      const old = createDevice(1, 3);
      old.writeMany(2);
      await store.adopt(orderAfter(START, named(old)), NOON);
      expect(await enrolDevice(store, createDevice(1))).toBe(4);
    });
  });

  describe('a device', () => {
    test('is acknowledged as far as its own epoch is in the order', async () => {
      const { store } = bench;
      await openOrder(store);
      const [device, other] = [createDevice(1), createDevice(2)];
      await enrolDevice(store, device);
      await enrolDevice(store, other, { at: NOON + 1 });
      const entries = device.writeMany(3);
      await push(store, device, entries);
      expect(await store.device(device.id)).toMatchObject({ acknowledged: 3, hash: entries[2]?.hash });
      expect((await store.devices()).map(({ device: id, acknowledged }) => [id, acknowledged])).toEqual([[device.id, 3], [other.id, 0]]);
    });

    test('[J19] reports a generation; nobody else’s report moves, and a stranger’s is nothing', async () => {
      const { store } = bench;
      const [device, other] = [createDevice(1), createDevice(2)];
      await enrolDevice(store, device);
      await enrolDevice(store, other);
      expect(await store.report({ device: device.id, generation: 4, at: NOON + HOUR })).toEqual({ kind: 'written' });
      expect(await store.device(device.id)).toMatchObject({ reported: 4, seenAt: NOON + HOUR });
      expect(await store.device(other.id)).toMatchObject({ reported: 0, seenAt: undefined });
      expect(await store.report({ device: createDevice(3).id, generation: 4, at: NOON })).toEqual({ kind: 'written' });
      expect(await store.devices()).toHaveLength(2);
    });

    test('[J19] that is written off is waited for no more, until it reports or is let in after all', async () => {
      const { store } = bench;
      const [device, other] = [createDevice(1), createDevice(2)];
      await enrolDevice(store, device);
      await enrolDevice(store, other);
      const writtenOff = async () => (await store.device(device.id))?.writtenOff;
      expect(await store.writeOff(device.id)).toEqual({ kind: 'written' });
      expect(await writtenOff()).toBe(true);
      expect(await store.device(other.id)).toMatchObject({ writtenOff: false });
      await store.report({ device: device.id, generation: 1, at: NOON });
      expect(await writtenOff()).toBe(false);
      await store.writeOff(device.id);
      await enrolDevice(store, device);
      expect(await writtenOff()).toBe(false);
    });

    test('[J10] that is revoked may push no more, and stays known', async () => {
      const { store } = bench;
      await openOrder(store);
      const [device, other] = [createDevice(1), createDevice(2)];
      await enrolDevice(store, device);
      await enrolDevice(store, other);
      expect(await store.revoke(device.id, NOON)).toEqual({ kind: 'written' });
      await bench.reopen();
      await changesNothing(bench.store, async () => {
        expect(await push(bench.store, device, device.writeMany(1))).toEqual({ kind: 'revoked' });
        expect(await bench.store.revoke(device.id, NOON + HOUR)).toEqual({ kind: 'written' });
        expect(await bench.store.revoke(createDevice(3).id, NOON)).toEqual({ kind: 'written' });
      });
      expect(await bench.store.device(device.id)).toMatchObject({ standing: 'out', key: device.key });
      expect(await push(bench.store, other, other.writeMany(1))).toMatchObject({ kind: 'acknowledged' });
    });
  });

  describe('a new epoch', () => {
    const renewal = { device: createDevice(1).id, newKey: createKey(7).key, wrote: 2, at: NOON };

    test('[J11] has another key and a chain of its own; the reply lost, it is given again', async () => {
      const { store } = bench;
      await openOrder(store);
      const before = createDevice(1);
      await enrolDevice(store, before);
      await push(store, before, before.writeMany(2));
      await store.writeOff(before.id);
      expect(await store.renewEpoch(renewal)).toEqual({ kind: 'renewed', epoch: 2 });
      expect(await store.device(before.id)).toMatchObject({ epoch: 2, key: renewal.newKey, wrote: 2, acknowledged: 0, first: true, writtenOff: false });
      await bench.reopen();
      expect(await bench.store.renewEpoch(renewal)).toEqual({ kind: 'renewed', epoch: 2 });
      expect(await push(bench.store, before, before.writeMany(1))).toEqual({ kind: 'fork' });
      const anew = createDevice(1, 2);
      expect(await push(bench.store, anew, anew.writeMany(1))).toMatchObject({ acknowledged: 1 });
    });

    test('[J11] is another one once something was pushed in it, or the key is another', async () => {
      const { store } = bench;
      await openOrder(store);
      await enrolDevice(store, createDevice(1));
      await store.renewEpoch(renewal);
      expect(await store.renewEpoch({ ...renewal, newKey: createKey(8).key })).toEqual({ kind: 'renewed', epoch: 3 });
      const anew = createDevice(1, 3);
      await push(store, anew, anew.writeMany(1));
      expect(await store.renewEpoch({ ...renewal, newKey: createKey(8).key })).toEqual({ kind: 'renewed', epoch: 4 });
    });

    test('[J11] comes after every epoch that the order has of the device', async () => {
      const { store } = bench;
      await enrolDevice(store, createDevice(1));
      const old = createDevice(1, 3);
      old.writeMany(2);
      await store.adopt(orderAfter(START, named(old)), NOON);
      expect(await store.renewEpoch(renewal)).toEqual({ kind: 'renewed', epoch: 4 });
    });

    test('[J10] is given to nobody who is unknown or was put out', async () => {
      const { store } = bench;
      expect(await store.renewEpoch(renewal)).toEqual({ kind: 'unauthenticated' });
      await enrolDevice(store, createDevice(1));
      await store.revoke(renewal.device, NOON);
      await changesNothing(store, async () => expect(await store.renewEpoch(renewal)).toEqual({ kind: 'revoked' }));
    });
  });

  describe('a device of an adopted order', () => {
    const { id: device, name, key } = createDevice(1);
    const known = { device, name, key, epoch: 2, standing: 'in' as const, at: NOON };

    test('[J19] is taken in as that order knows it', async () => {
      const { store } = bench;
      const left = createDevice(2);
      await store.putDevice(known);
      await store.putDevice({ ...known, device: left.id, standing: 'out' });
      expect(await store.device(device)).toEqual({
        device,
        name,
        key,
        epoch: 2,
        standing: 'in',
        first: false,
        enrolledAt: NOON,
        seenAt: undefined,
        acknowledged: 0,
        hash: CHAIN_START,
        wrote: 0,
        reported: 0,
        writtenOff: false,
      });
      expect(await store.device(left.id)).toMatchObject({ standing: 'out' });
    });

    test('[J19] goes on where its own epoch ends in the order, though that has a later one of it', async () => {
      const { store } = bench;
      const [early, late] = [createDevice(1), createDevice(1, 3)];
      early.writeMany(2);
      late.writeMany(1);
      await store.adopt(orderAfter(START, [...named(early), ...named(late)]), NOON);
      await store.putDevice({ ...known, epoch: 1 });
      await openOrder(store);
      expect(await store.device(device)).toMatchObject({ epoch: 1, acknowledged: 2 });
      expect(await push(store, early, early.writeMany(1))).toMatchObject({ kind: 'acknowledged', acknowledged: 3 });
    });

    test('[J19] stays as it is where it is here in that epoch or a later one', async () => {
      const { store } = bench;
      await store.putDevice(known);
      await changesNothing(store, async () => {
        for (const epoch of [1, 2]) await store.putDevice({ ...known, epoch, name: 'Another', key: createKey(9).key, standing: 'out' });
      });
    });

    test('[J19] replaces what is here of an earlier epoch, and stays the first if it was', async () => {
      const { store } = bench;
      await enrolDevice(store, { ...createDevice(1), key: createKey(9).key });
      await store.report({ device, generation: 1, at: NOON });
      await store.putDevice({ ...known, at: NOON + HOUR });
      expect(await store.device(device)).toMatchObject({ epoch: 2, name, key, standing: 'in', first: true, reported: 1 });
      await store.putDevice({ ...known, epoch: 3, standing: 'out' });
      expect(await store.device(device)).toMatchObject({ epoch: 3, standing: 'out' });
    });
  });
}
