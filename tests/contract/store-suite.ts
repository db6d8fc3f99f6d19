/**
 * What every store of the centre's server must do, whatever database it stands on. In: a way to
 * make fresh databases. Out: tests titled with the rules they prove. It knows no database.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHAIN_START, chainHash, type SealedEntry } from '../../shared/domain/entry.ts';
import { CentreId, type DeviceId } from '../../shared/domain/ids.ts';
import { sha256 } from '../../server/digest.ts';
import { ENROL_REPLAY_MS, type CentreStore, type PushResult } from '../../server/store/store.ts';
import { CENTRE, createDevice, NOON } from '../../server/testing/device.ts';
import { storeProperties } from './store-properties.ts';
import { enrolDevice, pullAll } from './store-steps.ts';

export interface TestDatabase {
  /** Opens a store on it; may be called again once that store is closed. */
  open(): Promise<CentreStore>;
  remove(): Promise<void>;
}

export function storeSuite(name: string, createDatabase: () => Promise<TestDatabase>): void {
  describe(`the ${name} store`, () => {
    let database: TestDatabase;
    let store: CentreStore;

    beforeEach(async () => {
      database = await createDatabase();
      store = await database.open();
    });
    afterEach(async () => {
      await store.close();
      await database.remove();
    });

    const push = (device: DeviceId, entries: readonly SealedEntry[], receivedAt = NOON): Promise<PushResult> =>
      store.push({ device, epoch: 1, entries, receivedAt });
    const enrolled = async (number: number) => {
      const device = createDevice(number);
      await enrolDevice(store, device.id);
      return device;
    };
    const stamps = async (): Promise<readonly number[]> => (await pullAll(store)).map(({ place }) => place.effectiveAt);
    const changesNothing = async (act: () => Promise<unknown>): Promise<void> => {
      const before = await pullAll(store);
      await act();
      expect(await pullAll(store)).toEqual(before);
    };

    describe('enrolment', () => {
      const code = { codeHash: sha256('the code'), at: NOON };
      const request = { ...code, centre: CENTRE, device: createDevice(1).id, tokenHash: sha256('first token') };

      test('a fresh store has no centre, no device and an empty order', async () => {
        expect(await store.identity()).toEqual({ centre: undefined, devices: 0 });
        expect(await store.head()).toEqual({ generation: 1, head: 0 });
        expect(await store.device(request.device)).toBeUndefined();
      });

      test('an open code enrols one device and fixes the centre', async () => {
        await store.openEnrolment(code);
        expect(await store.enrol(request)).toEqual({ kind: 'enrolled', epoch: 1 });
        expect(await store.identity()).toEqual({ centre: CENTRE, devices: 1 });
        expect(await store.device(request.device)).toEqual({ device: request.device, epoch: 1, tokenHash: request.tokenHash });
      });

      test('the same enrolment again, its reply lost, gives a fresh token for the same epoch', async () => {
        await store.openEnrolment(code);
        await store.enrol(request);
        const again = { ...request, tokenHash: sha256('second token'), at: NOON + ENROL_REPLAY_MS };
        expect(await store.enrol(again)).toEqual({ kind: 'enrolled', epoch: 1 });
        expect(await store.device(request.device)).toMatchObject({ tokenHash: sha256('second token') });
      });

      test.each([
        ['by another device', { device: createDevice(2).id }],
        ['too late', { at: NOON + ENROL_REPLAY_MS + 1 }],
        ['with another code', { codeHash: sha256('a guess') }],
      ])('a used code opens nothing %s', async (_, change) => {
        await store.openEnrolment(code);
        await store.enrol(request);
        expect(await store.enrol({ ...request, tokenHash: sha256('stolen'), ...change })).toEqual({ kind: 'unauthenticated' });
        expect(await store.device(request.device)).toMatchObject({ tokenHash: request.tokenHash });
        expect(await store.identity()).toMatchObject({ devices: 1 });
      });

      test('a code opened anew voids the unused one before it', async () => {
        await store.openEnrolment(code);
        await store.openEnrolment({ codeHash: sha256('newer'), at: NOON });
        expect(await store.enrol(request)).toEqual({ kind: 'unauthenticated' });
        expect(await store.enrol({ ...request, codeHash: sha256('newer') })).toMatchObject({ kind: 'enrolled' });
      });

      test('[J10] another centre is told so, even with a good code', async () => {
        await enrolDevice(store, createDevice(2).id);
        await store.openEnrolment(code);
        expect(await store.enrol({ ...request, centre: CentreId.parse('otro-centro') })).toEqual({ kind: 'otherCentre' });
        expect(await store.device(request.device)).toBeUndefined();
      });

      test('a device that enrols anew begins a new epoch, and its journal from 1', async () => {
        const device = await enrolled(1);
        await push(device.id, device.writeMany(2));
        await enrolDevice(store, device.id);
        expect(await store.device(device.id)).toMatchObject({ epoch: 2 });
        const anew = createDevice(1, 2);
        const pushed = await store.push({ device: device.id, epoch: 2, entries: [anew.write()], receivedAt: NOON });
        expect(pushed).toMatchObject({ kind: 'acknowledged', acknowledged: 1, head: 3 });
      });
    });

    describe('push', () => {
      test('[J3] a batch takes the next places of the order, and is there after a restart', async () => {
        const device = await enrolled(1);
        const entries = device.writeMany(3);
        const pushed = await push(device.id, entries);
        expect(pushed).toEqual({ kind: 'acknowledged', acknowledged: 3, added: 3, head: 3, generation: 1 });
        await store.close();
        store = await database.open();
        const pulled = await pullAll(store);
        expect(pulled.map(({ entry }) => entry)).toEqual(entries);
        expect(pulled.map(({ place }) => [place.generation, place.no])).toEqual([[1, 1], [1, 2], [1, 3]]);
      });

      test('[J4] the same push twice takes effect once', async () => {
        const device = await enrolled(1);
        const entries = device.writeMany(3);
        await push(device.id, entries);
        await changesNothing(async () => {
          const again = await push(device.id, entries);
          expect(again).toEqual({ kind: 'acknowledged', acknowledged: 3, added: 0, head: 3, generation: 1 });
        });
      });

      test('[J4] overlapping pushes take effect once', async () => {
        const device = await enrolled(1);
        const entries = device.writeMany(5);
        await push(device.id, entries.slice(0, 3));
        expect(await push(device.id, entries.slice(1))).toMatchObject({ acknowledged: 5, added: 2, head: 5 });
        expect((await pullAll(store)).map(({ entry }) => entry)).toEqual(entries);
      });

      test('[J10] a batch that begins too late is a gap, and names the entry to push from', async () => {
        const device = await enrolled(1);
        const entries = device.writeMany(5);
        await push(device.id, entries.slice(0, 2));
        await changesNothing(async () => expect(await push(device.id, entries.slice(3))).toEqual({ kind: 'gap', expected: 3 }));
      });

      test('[J10] a clone that writes another entry at a known place is a fork', async () => {
        const device = await enrolled(1);
        const clone = createDevice(1);
        await push(device.id, device.writeMany(2));
        await changesNothing(async () => {
          expect(await push(device.id, [clone.write({ at: NOON - 1 })])).toEqual({ kind: 'fork' });
        });
      });

      test('[J10] an entry that does not chain to the device’s last one is refused', async () => {
        const device = await enrolled(1);
        const clone = createDevice(1);
        await push(device.id, device.writeMany(1));
        clone.write({ at: NOON - 1 });
        await changesNothing(async () => expect(await push(device.id, [clone.write()])).toEqual({ kind: 'chainBroken' }));
      });

      test('[J10][J3] one entry whose bytes were touched refuses the whole batch', async () => {
        const device = await enrolled(1);
        const [good, touched] = [device.write(), device.write({ payload: { desk: 3 } })];
        const batch = [good, { ...touched, bytes: touched.bytes.replace('"desk":3', '"desk":4') }];
        await changesNothing(async () => expect(await push(device.id, batch)).toEqual({ kind: 'chainBroken' }));
      });

      test.each<[string, (device: DeviceId) => readonly SealedEntry[]]>([
        ['another device’s entry', () => createDevice(2).writeMany(1)],
        ['an entry of another epoch', () => createDevice(1, 2).writeMany(1)],
        ['a batch that skips a place', () => [1, 3].map((seq) => createDevice(1).write({ seq }))],
        ['a batch that repeats a place', () => [1, 1].map((seq) => createDevice(1).write({ seq }))],
        ['bytes that are not JSON', () => [sealed('not json')]],
        ['an envelope without its fields', () => [sealed('{"type":"test.happened"}')]],
        ['text that is not well-formed', () => [createDevice(1).write({ payload: { text: 'x' } })].map(({ bytes }) => sealed(bytes.replace('"x"', '"\ud800"')))],
        ['no entries', () => []],
      ])('[J10] %s is malformed', async (_, entries) => {
        const device = await enrolled(1);
        await changesNothing(async () => expect(await push(device.id, entries(device.id))).toEqual({ kind: 'malformed' }));
      });

      test('[J10] a push of another epoch than the device’s own is malformed', async () => {
        const entries = createDevice(1, 2).writeMany(1);
        const device = await enrolled(1);
        expect(await store.push({ device: device.id, epoch: 2, entries, receivedAt: NOON })).toEqual({ kind: 'malformed' });
      });

      test('[J10] a device the store does not know is unauthenticated', async () => {
        const stranger = createDevice(9);
        expect(await push(stranger.id, stranger.writeMany(1))).toEqual({ kind: 'unauthenticated' });
      });

      test('[J5] entries of an unknown type, version or payload keep their bytes and pass on', async () => {
        const device = await enrolled(1);
        const entries = [
          device.write({ type: 'from.the.future', payload: { ñ: '漢字 🚪' } }),
          device.write({ type: 'ticket.issued', payload: { not: 'a ticket' } }),
        ];
        await push(device.id, entries);
        expect((await pullAll(store)).map(({ entry }) => entry)).toEqual(entries);
      });
    });

    describe('stamps', () => {
      const HOUR = 3_600_000;

      test('[J13] a stamp is the entry’s own time where it lies between the previous stamp and receipt', async () => {
        const device = await enrolled(1);
        await push(device.id, [device.write({ at: NOON - HOUR }), device.write({ at: NOON - 60_000 })]);
        expect(await stamps()).toEqual([NOON - HOUR, NOON - 60_000]);
      });

      test('[J13] a clock that runs ahead is held to receipt, and one set back to the previous stamp', async () => {
        const device = await enrolled(1);
        await push(device.id, [device.write({ at: NOON + HOUR }), device.write({ at: NOON - HOUR })]);
        expect(await stamps()).toEqual([NOON, NOON]);
      });

      test('[J13] stamps never decrease, even when the server’s own clock is set back', async () => {
        const device = await enrolled(1);
        await push(device.id, [device.write({ at: NOON })]);
        await push(device.id, [device.write({ at: NOON })], NOON - HOUR);
        expect(await stamps()).toEqual([NOON, NOON]);
      });

      test('[J13] a device’s stamps go on from where they were when it enrols anew', async () => {
        const device = await enrolled(1);
        await push(device.id, [device.write({ at: NOON })]);
        await enrolDevice(store, device.id);
        const anew = createDevice(1, 2);
        await store.push({ device: anew.id, epoch: 2, entries: [anew.write({ at: NOON - HOUR })], receivedAt: NOON + HOUR });
        expect(await stamps()).toEqual([NOON, NOON]);
      });

      test('[J13] each device is stamped by its own past, not by its neighbours’', async () => {
        const [early, late] = [await enrolled(1), await enrolled(2)];
        await push(early.id, [early.write({ at: NOON })]);
        await push(late.id, [late.write({ at: NOON - HOUR })]);
        expect(await stamps()).toEqual([NOON, NOON - HOUR]);
      });
    });

    describe('pull', () => {
      test('[J6] pages follow one another with no gap, and the end is an empty page', async () => {
        const device = await enrolled(1);
        await push(device.id, device.writeMany(5));
        const page = async (after: number) => {
          const pulled = await store.pull({ after, limit: 2 });
          return pulled.kind === 'places' ? pulled.entries.map(({ place }) => place.no) : pulled.kind;
        };
        expect([await page(0), await page(2), await page(4), await page(5)]).toEqual([[1, 2], [3, 4], [5], []]);
      });

      test('[J6] a page of very long entries is cut short and never empty', async () => {
        const device = await enrolled(1);
        const long = 'x'.repeat(60_000);
        for (let batch = 0; batch < 4; batch += 1) {
          await push(device.id, Array.from({ length: 20 }, () => device.write({ payload: { long } })));
        }
        const first = await store.pull({ after: 0, limit: 1000 });
        expect(first.kind === 'places' && first.entries.length).toBeLessThan(80);
        expect((await pullAll(store)).map(({ place }) => place.no)).toEqual(Array.from({ length: 80 }, (_, index) => index + 1));
      });

      test('[J10] a cursor past the end says so', async () => {
        const device = await enrolled(1);
        await push(device.id, device.writeMany(1));
        expect(await store.pull({ after: 2, limit: 10 })).toEqual({ kind: 'cursorAhead' });
      });
    });

    storeProperties(() => store);
  });
}

/** Any bytes, sealed as a device's first entry. */
function sealed(bytes: string): SealedEntry {
  return { bytes, hash: chainHash(sha256, CHAIN_START, bytes) };
}
