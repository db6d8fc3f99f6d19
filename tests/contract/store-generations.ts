/** How a store takes over an order that devices kept, opens generations, and stops ordering. */
import { describe, expect, test } from 'vitest';
import { CHAIN_START, chainHash, type OrderedEntry } from '../../shared/domain/entries/entry.ts';
import type { CentreStore } from '../../server/store/store.ts';
import { sha256 } from '../../server/digest.ts';
import { createAuthor, createDevice, NOON } from '../../server/testing/device.ts';
import { changesNothing, endOf, enrolDevice, named, openOrder, orderAfter, pullAll, push, START, type Bench } from './store-steps.ts';

/** An order of 1 + 4 places, as devices have pulled it: of the owner, of two devices, and one in quarantine. */
async function orderIn(store: CentreStore): Promise<readonly OrderedEntry[]> {
  await openOrder(store);
  const [one, two] = [createDevice(1), createDevice(2)];
  await enrolDevice(store, one);
  await enrolDevice(store, two);
  await push(store, one, one.writeMany(2));
  await push(store, two, [two.seal('not json'), two.write()]);
  return pullAll(store);
}

export function storeGenerations(bench: Bench): void {
  describe('adopt', () => {
    test('[J19] a fresh store takes over a whole order, and is there after a restart', async () => {
      const other = await bench.another();
      const order = await orderIn(other);
      const { store } = bench;
      await store.setOrdering({ kind: 'collecting' });
      expect(await store.adopt(order.slice(0, 2), NOON)).toEqual({ kind: 'adopted', added: 2, head: 2 });
      expect(await store.adopt(order.slice(2), NOON)).toEqual({ kind: 'adopted', added: 3, head: 5 });
      await bench.reopen();
      expect(await pullAll(bench.store)).toEqual(order);
      expect(await bench.store.chains()).toEqual(await other.chains());
      expect(await bench.store.head()).toEqual(await other.head());
      expect(await bench.store.quarantine()).toEqual({ count: 1, last: { device: createDevice(2).id, epoch: 1, seq: 1 } });
      expect(await bench.store.ordering()).toEqual({ kind: 'collecting' });
    });

    test('[J19] what an adopted order holds is acknowledged, and each chain goes on from there', async () => {
      const order = await orderIn(await bench.another());
      const { store } = bench;
      await store.adopt(order, NOON);
      const one = createDevice(1);
      await store.putDevice({ device: one.id, name: one.name, key: one.key, epoch: 1, standing: 'in', at: NOON });
      expect(await store.device(one.id)).toMatchObject({ acknowledged: 2 });
      await store.openGeneration(2);
      await openOrder(store);
      one.writeMany(2);
      expect(await push(store, one, one.journal)).toMatchObject({ kind: 'acknowledged', added: 0, acknowledged: 2 });
      one.writeMany(1);
      expect(await push(store, one, one.journal)).toMatchObject({ kind: 'acknowledged', added: 1, acknowledged: 3, no: 7 });
    });

    test('[J4][J19] places that are here already are skipped, and those behind them taken', async () => {
      const order = await orderIn(await bench.another());
      const { store } = bench;
      await store.adopt(order.slice(0, 3), NOON);
      await changesNothing(store, async () => expect(await store.adopt(order.slice(0, 3), NOON + 1)).toEqual({ kind: 'adopted', added: 0, head: 3 }));
      await changesNothing(store, async () => expect(await store.adopt([], NOON)).toEqual({ kind: 'adopted', added: 0, head: 3 }));
      expect(await store.adopt(order.slice(1), NOON)).toEqual({ kind: 'adopted', added: 2, head: 5 });
      expect(await pullAll(store)).toEqual(order);
    });

    test('[J19] a restored server gets back what it had ordered, also its own', async () => {
      const { store } = bench;
      const owner = await openOrder(store);
      const end = await store.head();
      const lost = owner.writeMany(2);
      const places = orderAfter(end, named(owner, 2));
      expect(await store.adopt(places, NOON)).toEqual({ kind: 'adopted', added: 2, head: 3 });
      expect((await pullAll(store)).slice(1).map(({ entry }) => entry)).toEqual(lost);
      expect(await push(store, owner, owner.writeMany(1))).toMatchObject({ kind: 'acknowledged', acknowledged: 4 });
    });

    /** Each of these is the order with one thing wrong at its fourth place, the rest given anew around it. */
    test.each<[string, (place: OrderedEntry) => OrderedEntry, 'generation' | 'chainBroken']>([
      ['a number that is not the next', (it) => ({ ...it, place: { ...it.place, no: it.place.no + 1 } }), 'generation'],
      ['another stamp than its hash says', (it) => ({ ...it, place: { ...it.place, effectiveAt: it.place.effectiveAt - 1 } }), 'generation'],
      ['another generation than its hash says', (it) => ({ ...it, place: { ...it.place, generation: 2 } }), 'generation'],
      ['another entry hash than its place’s', (it) => ({ ...it, entry: { ...it.entry, hash: 'a'.repeat(64) } }), 'generation'],
      ['other bytes than its hash', (it) => ({ ...it, entry: { ...it.entry, bytes: `${it.entry.bytes} ` } }), 'chainBroken'],
      ['another device’s name', (it) => ({ ...it, id: { ...it.id, device: createDevice(1).id } }), 'chainBroken'],
      ['another epoch of its device', (it) => ({ ...it, id: { ...it.id, epoch: 2, seq: 2 } }), 'chainBroken'],
      ['a place of its chain that is taken', (it) => ({ ...it, id: { ...it.id, seq: 9 } }), 'chainBroken'],
    ])('[J19] refuses a stretch with %s, whole', async (_, spoil, kind) => {
      const order = await orderIn(await bench.another());
      const { store } = bench;
      await store.adopt(order.slice(0, 1), NOON);
      const spoilt = order.map((place, at) => (at === 3 ? spoil(place) : place));
      await changesNothing(store, async () => {
        expect(await store.adopt(spoilt, NOON)).toEqual(kind === 'generation' ? { kind, generation: 1 } : { kind });
      });
    });

    test('[J19] refuses places that leave a gap, or that are others than here', async () => {
      const order = await orderIn(await bench.another());
      const { store } = bench;
      await openOrder(store);
      await changesNothing(store, async () => {
        for (const stretch of [order, order.slice(1), order.slice(0, 1)]) {
          expect(await store.adopt(stretch, NOON)).toEqual({ kind: 'generation', generation: 1 });
        }
      });
    });

    test('[J19] refuses places whose numbers leave one out, though their hashes hold', async () => {
      const { store } = bench;
      const device = createDevice(1);
      device.writeMany(2);
      await changesNothing(store, async () => {
        expect(await store.adopt(orderAfter({ ...START, no: 1 }, named(device)), NOON)).toEqual({ kind: 'generation', generation: 1 });
      });
    });

    test('[J19] refuses an entry whose own chain leaves a gap, though the places follow', async () => {
      const { store } = bench;
      const device = createDevice(1);
      device.writeMany(2);
      await changesNothing(store, async () => expect(await store.adopt(orderAfter(START, named(device, 2)), NOON)).toEqual({ kind: 'chainBroken' }));
    });

    test('[J19] refuses text that would not come back as it went in', async () => {
      const { store } = bench;
      const bytes = '"\ud800"';
      const entry = { bytes, hash: chainHash(sha256, CHAIN_START, bytes) };
      const places = orderAfter(START, [{ id: { device: createDevice(1).id, epoch: 1, seq: 1 }, entry }]);
      await changesNothing(store, async () => expect(await store.adopt(places, NOON)).toEqual({ kind: 'chainBroken' }));
    });

    test('[J19] takes generations that rise, and none that fall', async () => {
      const { store } = bench;
      const [one, two] = [createDevice(1), createDevice(2)];
      one.writeMany(2);
      two.writeMany(2);
      const rising = orderAfter(START, named(one), 3);
      await store.adopt(rising, NOON);
      const end = endOf(rising);
      expect(await store.head()).toEqual(end);
      await changesNothing(store, async () => {
        expect(await store.adopt(orderAfter(end, named(two), 2), NOON)).toEqual({ kind: 'generation', generation: 3 });
      });
      expect(await store.adopt(orderAfter(end, named(two), 5), NOON)).toMatchObject({ kind: 'adopted', head: 4 });
      expect(await store.head()).toMatchObject({ generation: 5 });
    });

    test('[J19] refuses places of an earlier generation than it has opened itself', async () => {
      const order = await orderIn(await bench.another());
      const { store } = bench;
      await store.openGeneration(2);
      await changesNothing(store, async () => expect(await store.adopt(order, NOON)).toEqual({ kind: 'generation', generation: 2 }));
    });
  });

  describe('a generation', () => {
    test('[J19] is opened at the order’s end; the owner’s own chain begins anew in it', async () => {
      const { store } = bench;
      const before = await orderIn(store);
      expect(await store.openGeneration(4)).toEqual({ kind: 'written' });
      await bench.reopen();
      expect(await bench.store.head()).toEqual({ ...endOf(before), generation: 4 });
      const old = createAuthor((await bench.store.identity()).owner, 1);
      old.write({ type: 'generation.opened', payload: { generation: 1, owner: old.id } });
      expect(await push(bench.store, old, old.writeMany(1))).toEqual({ kind: 'fork' });
      const owner = await openOrder(bench.store);
      expect(owner.epoch).toBe(4);
      const order = await pullAll(bench.store);
      expect(order.slice(0, -1)).toEqual(before);
      expect(order.at(-1)).toMatchObject({ place: { no: 6, generation: 4 }, id: { device: owner.id, epoch: 4, seq: 1 } });
    });

    test('[J19] that is not higher than the present one opens nothing', async () => {
      const { store } = bench;
      await store.openGeneration(3);
      await store.setOrdering({ kind: 'collecting' });
      await changesNothing(store, async () => {
        for (const generation of [1, 2, 3]) expect(await store.openGeneration(generation)).toEqual({ kind: 'written' });
      });
    });

    test('[J19] opened, ends the collecting and the fence, if it is above whoever fenced', async () => {
      const { store } = bench;
      await store.setOrdering({ kind: 'collecting' });
      await store.openGeneration(2);
      expect(await store.ordering()).toEqual({ kind: 'ordering' });
      await store.setOrdering({ kind: 'fenced', by: 5 });
      await changesNothing(store, async () => {
        await store.openGeneration(5);
      });
      await store.openGeneration(6);
      expect(await store.ordering()).toEqual({ kind: 'ordering' });
      expect(await store.head()).toMatchObject({ generation: 6 });
    });
  });

  describe('a store that does not order', () => {
    test('[J19] orders nothing while it collects, not even its owner’s', async () => {
      const { store } = bench;
      const owner = await openOrder(store);
      const device = createDevice(1);
      await enrolDevice(store, device);
      expect(await store.setOrdering({ kind: 'collecting' })).toEqual({ kind: 'written' });
      await bench.reopen();
      expect(await bench.store.ordering()).toEqual({ kind: 'collecting' });
      await changesNothing(bench.store, async () => {
        for (const author of [device, owner]) expect(await push(bench.store, author, author.writeMany(1))).toEqual({ kind: 'collecting' });
      });
      await bench.store.setOrdering({ kind: 'ordering' });
      expect(await push(bench.store, device, device.journal)).toMatchObject({ kind: 'acknowledged' });
    });

    test('[J19] that is fenced names its own generation, which is over, and answers what it had', async () => {
      const { store } = bench;
      const owner = await openOrder(store);
      const device = createDevice(1);
      await enrolDevice(store, device);
      await push(store, device, device.writeMany(1));
      await store.setOrdering({ kind: 'fenced', by: 7 });
      await bench.reopen();
      expect(await bench.store.ordering()).toEqual({ kind: 'fenced', by: 7 });
      await changesNothing(bench.store, async () => {
        for (const author of [device, owner]) {
          expect(await push(bench.store, author, author.writeMany(1))).toEqual({ kind: 'generation', generation: 1 });
        }
      });
      expect(await pullAll(bench.store)).toHaveLength(2);
    });
  });
}
