/** What a store tells of its order: places after a cursor, where both agree, ends of chains, a snapshot. */
import { describe, expect, test } from 'vitest';
import type { Cursor } from '../../shared/contract/wire.ts';
import { CHAIN_START } from '../../shared/domain/entries/entry.ts';
import type { Snapshot } from '../../server/store/order-store.ts';
import { createDevice, NOON } from '../../server/testing/device.ts';
import { changesNothing, cursorAt, enrolDevice, openOrder, pullAll, push, START, type Bench } from './store-steps.ts';

const ELSEWHERE = 'e'.repeat(64);

export function storePull(bench: Bench): void {
  /** An order of this many places, the owner's first among them. */
  const orderOf = async (places: number) => {
    const owner = await openOrder(bench.store);
    const device = createDevice(1);
    await enrolDevice(bench.store, device);
    if (places > 1) await push(bench.store, device, device.writeMany(places - 1));
    const order = await pullAll(bench.store);
    expect(order).toHaveLength(places);
    const cursor = (no: number): Cursor => {
      const place = order[no - 1];
      return place ? cursorAt(place) : START;
    };
    return { owner, device, order, cursor };
  };

  test('[D1] an entry is given by its name, as it was written; several in the order they are asked for, and what has no place is none', async () => {
    const { device, order } = await orderOf(4);
    const ids = order.map(({ id }) => id);
    expect(await bench.store.bytesOf(ids.toReversed())).toEqual(order.toReversed().map(({ entry }) => entry.bytes));
    const [first] = ids;
    const odd = [{ device: device.id, epoch: 2, seq: 1 }, { device: device.id, epoch: 1, seq: 99 }];
    expect(await bench.store.bytesOf([...odd, ...(first ? [first, first] : [])])).toEqual([undefined, undefined, order[0]?.entry.bytes, order[0]?.entry.bytes]);
    expect(await bench.store.bytesOf([])).toEqual([]);
  });

  describe('pull', () => {
    test('[J6] pages follow one another with no gap, and the end is an empty page', async () => {
      const { cursor } = await orderOf(5);
      const page = async (no: number) => {
        const pulled = await bench.store.pull({ cursor: cursor(no), limit: 2 });
        if (pulled.kind !== 'places') return pulled.kind;
        expect(pulled).toMatchObject({ head: 5, generation: 1 });
        return pulled.entries.map(({ place }) => place.no);
      };
      expect([await page(0), await page(2), await page(4), await page(5)]).toEqual([[1, 2], [3, 4], [5], []]);
    });

    test('[J6] a page of very long entries is cut short and never empty', async () => {
      const { device } = await orderOf(1);
      const long = 'x'.repeat(60_000);
      for (let batch = 0; batch < 4; batch += 1) {
        await push(bench.store, device, Array.from({ length: 20 }, () => device.write({ payload: { long } })));
      }
      const first = await bench.store.pull({ cursor: START, limit: 1000 });
      expect(first.kind === 'places' && first.entries.length).toBeLessThan(80);
      expect((await pullAll(bench.store)).map(({ place }) => place.no)).toEqual(Array.from({ length: 81 }, (_, index) => index + 1));
    });

    test('[J6] a single entry longer than any page is a page of its own', async () => {
      const { device } = await orderOf(1);
      await push(bench.store, device, [device.write({ payload: { long: 'x'.repeat(5_000_000) } }), device.write()]);
      expect((await pullAll(bench.store)).map(({ place }) => place.no)).toEqual([1, 2, 3]);
    });

    test('[J10] a cursor past the end says so', async () => {
      await orderOf(2);
      const past = { cursor: { generation: 1, no: 3, orderHash: ELSEWHERE }, limit: 10 };
      expect(await bench.store.pull(past)).toEqual({ kind: 'cursorAhead' });
      await bench.store.openGeneration(2);
      expect(await bench.store.pull(past)).toEqual({ kind: 'cursorAhead' });
    });

    test('[J10][J19] a cursor that is not on this order, or of a generation never opened here, is of another owner', async () => {
      const { cursor } = await orderOf(2);
      const others: readonly Cursor[] = [
        { ...cursor(2), orderHash: ELSEWHERE },
        { ...cursor(1), orderHash: CHAIN_START },
        { ...START, orderHash: ELSEWHERE },
        { ...cursor(2), generation: 2 },
        { ...START, generation: 2 },
        { generation: 2, no: 3, orderHash: ELSEWHERE },
      ];
      for (const other of others) expect(await bench.store.pull({ cursor: other, limit: 10 })).toEqual({ kind: 'generation', generation: 1 });
      await bench.store.openGeneration(3);
      expect(await bench.store.pull({ cursor: { ...cursor(2), orderHash: ELSEWHERE }, limit: 10 })).toEqual({ kind: 'generation', generation: 3 });
    });

    test('[J19] a cursor of an earlier generation goes on into this one', async () => {
      const { cursor } = await orderOf(2);
      await bench.store.openGeneration(3);
      expect(await bench.store.pull({ cursor: cursor(2), limit: 10 })).toEqual({ kind: 'places', entries: [], head: 2, generation: 3 });
      expect(await bench.store.pull({ cursor: { ...cursor(2), generation: 3 }, limit: 10 })).toMatchObject({ kind: 'places' });
      await openOrder(bench.store);
      const pulled = await bench.store.pull({ cursor: cursor(2), limit: 10 });
      expect(pulled).toMatchObject({ kind: 'places', entries: [{ place: { no: 3, generation: 3 } }], head: 3, generation: 3 });
    });
  });

  describe('agree', () => {
    test('[J19] gives the last of the places that this order has too, whatever order they are asked in', async () => {
      const { order } = await orderOf(5);
      const places = order.map(({ place: { no, orderHash } }) => ({ no, orderHash }));
      const other = (no: number) => ({ no, orderHash: ELSEWHERE });
      const { store } = bench;
      expect(await store.agree(places)).toBe(5);
      expect(await store.agree([...places.slice(0, 3), other(4), other(5), other(99)])).toBe(3);
      expect(await store.agree([other(5), ...places.slice(0, 2).toReversed()])).toBe(2);
    });

    test('[J19] gives 0 where this order has none of them', async () => {
      const { order } = await orderOf(2);
      const [first] = order;
      expect(await bench.store.agree([{ no: 1, orderHash: ELSEWHERE }, { no: 2, orderHash: first?.place.orderHash ?? '' }])).toBe(0);
      expect(await bench.store.agree([])).toBe(0);
    });
  });

  describe('chains', () => {
    test('[J8] end where the order has them: each (device, epoch) with its last entry', async () => {
      const { owner, device } = await orderOf(3);
      const anew = createDevice(1, 2);
      await enrolDevice(bench.store, anew);
      await enrolDevice(bench.store, createDevice(2));
      await push(bench.store, anew, [anew.write({ at: NOON })], { receivedAt: NOON + 50 });
      const ends = [owner, device, anew].map(({ id, epoch, journal }) => ({ device: id, epoch, seq: journal.length, hash: journal.at(-1)?.hash, stamp: NOON }));
      const byDevice = (one: { device: string; epoch: number }, other: { device: string; epoch: number }): number =>
        one.device === other.device ? one.epoch - other.epoch : one.device < other.device ? -1 : 1;
      expect(await bench.store.chains()).toEqual(ends.toSorted(byDevice));
    });

    test('[J13] every chain of a device has its latest stamp, in whatever epoch that was given', async () => {
      const { device } = await orderOf(2);
      const anew = createDevice(1, 2);
      await enrolDevice(bench.store, anew);
      await push(bench.store, anew, [anew.write({ at: NOON + 50 })], { receivedAt: NOON + 50 });
      const ends = (await bench.store.chains()).filter((end) => end.device === device.id);
      expect(ends.map(({ epoch, stamp }) => [epoch, stamp])).toEqual([[1, NOON + 50], [2, NOON + 50]]);
    });
  });

  describe('the snapshot', () => {
    const snapshotAt = (at: Cursor, state = 'the state: ñ 漢字 🚪'): Snapshot => ({ at, reducers: 1, stateHash: 'a'.repeat(64), state, chains: [] });

    test('[J8] is kept as it was given, and there after a restart', async () => {
      const { cursor } = await orderOf(3);
      const snapshot = { ...snapshotAt(cursor(3)), chains: await bench.store.chains() };
      expect(await bench.store.keepSnapshot(snapshot)).toEqual({ kind: 'written' });
      await bench.reopen();
      expect(await bench.store.snapshot()).toEqual(snapshot);
    });

    test('[J8] is the one furthest on, and of two at one place the later', async () => {
      const { cursor } = await orderOf(3);
      const { store } = bench;
      await store.keepSnapshot(snapshotAt(cursor(1)));
      await store.keepSnapshot(snapshotAt(cursor(2)));
      await changesNothing(store, async () => expect(await store.keepSnapshot(snapshotAt(cursor(1)))).toEqual({ kind: 'written' }));
      const newer = { ...snapshotAt(cursor(2), 'by other reducers'), reducers: 2 };
      await store.keepSnapshot(newer);
      expect(await store.snapshot()).toEqual(newer);
    });

    test.each(['[{"device":', 'null', '[{"device":7,"epoch":1,"seq":1,"hash":"","stamp":0}]'])('[J8] names no ends of chains where the disk made %j of them: the rest is there to be judged', async (text) => {
      const { cursor } = await orderOf(3);
      const kept = { ...snapshotAt(cursor(3)), chains: await bench.store.chains() };
      await bench.store.keepSnapshot(kept);
      await bench.spoilChains(text);
      expect(await bench.store.snapshot()).toEqual({ ...kept, chains: [] });
    });

    test('[J8] may be long: a state of some megabytes', async () => {
      const { cursor } = await orderOf(1);
      const snapshot = snapshotAt(cursor(1), 'ñ'.repeat(3_000_000));
      await bench.store.keepSnapshot(snapshot);
      expect(await bench.store.snapshot()).toEqual(snapshot);
    });
  });
}
