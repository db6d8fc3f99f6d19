/** How a store orders what devices push. */
import { describe, expect, test } from 'vitest';
import { CHAIN_START, chainHash } from '../../shared/domain/entries/entry.ts';
import { sha256 } from '../../server/digest.ts';
import { createAuthor, createDevice, NOON } from '../../server/testing/device.ts';
import { changesNothing, endOf, enrolDevice, openOrder, pullAll, push, type Bench } from './store-steps.ts';

export function storePush(bench: Bench): void {
  /** An open order with the owner's entry at place 1, and a device in it. */
  const begin = async () => {
    const owner = await openOrder(bench.store);
    const device = createDevice(1);
    await enrolDevice(bench.store, device);
    return { store: bench.store, owner, device };
  };

  describe('push', () => {
    test('[J3] a batch takes the next places of the order, and is there after a restart', async () => {
      const { store, owner, device } = await begin();
      const entries = device.writeMany(3);
      const pushed = await push(store, device, entries);
      const head = await store.head();
      expect(pushed).toEqual({ kind: 'acknowledged', acknowledged: 3, added: 3, quarantined: 0, ...head });
      await bench.reopen();
      const order = await pullAll(bench.store);
      expect(order.map(({ entry }) => entry)).toEqual([...owner.journal, ...entries]);
      expect(order.map(({ place }) => [place.generation, place.no])).toEqual([[1, 1], [1, 2], [1, 3], [1, 4]]);
      expect(order.slice(1).map(({ id }) => id)).toEqual([1, 2, 3].map((seq) => ({ device: device.id, epoch: 1, seq })));
      expect([head, await bench.store.head()]).toEqual([endOf(order), head]);
    });

    test('[J4] the same push twice takes effect once', async () => {
      const { store, device } = await begin();
      const entries = device.writeMany(3);
      await push(store, device, entries);
      await changesNothing(store, async () => {
        const again = await push(store, device, entries, { sent: device.readClocks(9, NOON), receivedAt: NOON + 9 });
        expect(again).toEqual({ kind: 'acknowledged', acknowledged: 3, added: 0, quarantined: 0, ...(await store.head()) });
      });
    });

    test('[J4] overlapping pushes take effect once', async () => {
      const { store, device } = await begin();
      const entries = device.writeMany(5);
      await push(store, device, entries.slice(0, 3));
      expect(await push(store, device, entries.slice(1))).toMatchObject({ acknowledged: 5, added: 2, no: 6 });
      expect((await pullAll(store)).slice(1).map(({ entry }) => entry)).toEqual(entries);
    });

    test('[J3] two devices that push at once both get their places', async () => {
      const { store, device } = await begin();
      const other = createDevice(2);
      await enrolDevice(store, other);
      const pushes = [device, other, device, other].map((author) => push(store, author, author.writeMany(2)));
      expect((await Promise.all(pushes)).map(({ kind }) => kind)).toEqual(Array.from(pushes, () => 'acknowledged'));
      expect((await pullAll(store)).map(({ place }) => place.no)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    });

    test('[J10] a batch that begins too late is a gap, and names the entry to push from', async () => {
      const { store, device } = await begin();
      const entries = device.writeMany(5);
      await push(store, device, entries.slice(0, 2));
      await changesNothing(store, async () => expect(await push(store, device, entries.slice(3))).toEqual({ kind: 'gap', expected: 3 }));
    });

    test('[J10] a clone that writes another entry at a known place is a fork', async () => {
      const { store, device } = await begin();
      const clone = createDevice(1);
      await push(store, device, device.writeMany(2));
      await changesNothing(store, async () => {
        expect(await push(store, clone, [clone.write({ at: NOON - 1 })])).toEqual({ kind: 'fork' });
      });
    });

    test('[J10] a push of another epoch than the device’s own is a fork', async () => {
      const { store } = await begin();
      const other = createDevice(1, 2);
      await changesNothing(store, async () => expect(await push(store, other, other.writeMany(1))).toEqual({ kind: 'fork' }));
    });

    test('[J10] an entry that does not chain to the device’s last one is refused', async () => {
      const { store, device } = await begin();
      const clone = createDevice(1);
      await push(store, device, device.writeMany(1));
      clone.write({ at: NOON - 1 });
      await changesNothing(store, async () => expect(await push(store, clone, [clone.write()])).toEqual({ kind: 'chainBroken' }));
    });

    test('[J10][J3] one entry whose bytes were touched refuses the whole batch', async () => {
      const { store, device } = await begin();
      const [good, touched] = [device.write(), device.write({ payload: { desk: 3 } })];
      const batch = [good, { ...touched, bytes: touched.bytes.replace('"desk":3', '"desk":4') }];
      await changesNothing(store, async () => expect(await push(store, device, batch)).toEqual({ kind: 'chainBroken' }));
    });

    test('[J10] text that is not well-formed, and no entries at all, are malformed', async () => {
      const { store, device } = await begin();
      const bytes = '"\ud800"';
      const broken = { bytes, hash: chainHash(sha256, CHAIN_START, bytes) };
      await changesNothing(store, async () => {
        expect(await push(store, device, [broken])).toEqual({ kind: 'malformed' });
        expect(await push(store, device, [])).toEqual({ kind: 'malformed' });
      });
    });

    test('[J10] a device the store does not know is unauthenticated', async () => {
      const { store } = await begin();
      const stranger = createDevice(9);
      await changesNothing(store, async () => expect(await push(store, stranger, stranger.writeMany(1))).toEqual({ kind: 'unauthenticated' }));
    });

    test('[J5] entries of an unknown type, version or payload keep their bytes and pass on', async () => {
      const { store, device } = await begin();
      const entries = [
        device.write({ type: 'from.the.future', payload: { ñ: '漢字 🚪', nul: '\u0000' } }),
        device.write({ type: 'ticket.issued', payload: { not: 'a ticket' } }),
      ];
      expect(await push(store, device, entries)).toMatchObject({ kind: 'acknowledged', quarantined: 0 });
      expect((await pullAll(store)).slice(1).map(({ entry }) => entry)).toEqual(entries);
    });
  });

  describe('quarantine', () => {
    test.each<[string, (device: ReturnType<typeof createDevice>) => unknown]>([
      ['bytes that are not JSON', (device) => device.seal('not json')],
      ['an envelope without its fields', (device) => device.seal('{"type":"test.happened"}')],
      ['another device’s entry', (device) => device.seal(createDevice(2).write().bytes)],
      ['an entry of another epoch', (device) => device.write({ epoch: 2 })],
      ['an entry that says it stands elsewhere', (device) => device.write({ seq: 7 })],
      ['a NUL, which some databases can’t hold as text', (device) => device.seal('"\u0000"')],
    ])('[J5] %s keeps its place as raw bytes, blocks nothing behind it, and is counted', async (_, write) => {
      const { store, device } = await begin();
      device.write();
      write(device);
      device.write();
      expect(await push(store, device, device.journal)).toEqual({ kind: 'acknowledged', acknowledged: 3, added: 3, quarantined: 1, ...(await store.head()) });
      await bench.reopen();
      const order = await pullAll(bench.store);
      expect(order.slice(1).map(({ entry }) => entry)).toEqual(device.journal);
      expect(order.slice(1).map(({ id }) => id.seq)).toEqual([1, 2, 3]);
      expect(await bench.store.quarantine()).toEqual({ count: 1, last: { device: device.id, epoch: 1, seq: 2 } });
    });

    test('[J4][J5] an entry in quarantine is pushed again like any other', async () => {
      const { store, device } = await begin();
      device.seal('not json');
      device.seal('nor this');
      await push(store, device, device.journal);
      await changesNothing(store, async () => {
        expect(await push(store, device, device.journal)).toMatchObject({ acknowledged: 2, added: 0, quarantined: 0 });
      });
      expect(await store.quarantine()).toEqual({ count: 2, last: { device: device.id, epoch: 1, seq: 2 } });
    });

    test('[J5][J10] bytes that do not chain are refused, readable or not', async () => {
      const { store, device } = await begin();
      const other = createDevice(1);
      other.write();
      await changesNothing(store, async () => {
        expect(await push(store, device, [other.seal('not json')], { first: 1 })).toEqual({ kind: 'chainBroken' });
      });
    });
  });

  describe('the owner’s own push', () => {
    test('[J16] chains like a device’s, without being one', async () => {
      const { store, owner } = await begin();
      expect(await push(store, owner, owner.writeMany(2))).toMatchObject({ kind: 'acknowledged', acknowledged: 3, no: 3 });
      expect(await store.device(owner.id)).toBeUndefined();
      const clone = createAuthor(owner.id, 1);
      await changesNothing(store, async () => {
        expect(await push(store, clone, [clone.write({ at: NOON - 1 })])).toEqual({ kind: 'fork' });
        expect(await push(store, createAuthor(owner.id, 2), owner.writeMany(1), { first: 1 })).toEqual({ kind: 'fork' });
      });
    });

    test('[J16] is ordered only while the order ends where it was decided', async () => {
      const { store, owner, device } = await begin();
      await push(store, device, device.writeMany(1));
      const decided = owner.writeMany(2);
      await changesNothing(store, async () => {
        for (const onlyAfter of [0, 1, 3]) expect(await push(store, owner, decided, { onlyAfter })).toEqual({ kind: 'moved' });
      });
      expect(await push(store, owner, decided, { onlyAfter: 2 })).toMatchObject({ kind: 'acknowledged', no: 4 });
      await changesNothing(store, async () => expect(await push(store, owner, decided, { onlyAfter: 2 })).toEqual({ kind: 'moved' }));
    });

    test('[J19] comes first in a generation: until then nobody else’s is ordered', async () => {
      const { store } = bench;
      const device = createDevice(1);
      await enrolDevice(store, device);
      await changesNothing(store, async () => expect(await push(store, device, device.writeMany(1))).toEqual({ kind: 'collecting' }));
      await openOrder(store);
      expect(await push(store, device, device.journal)).toMatchObject({ kind: 'acknowledged', no: 2 });
      await store.openGeneration(2);
      await changesNothing(store, async () => expect(await push(store, device, device.writeMany(1))).toEqual({ kind: 'collecting' }));
      await openOrder(store);
      expect(await push(store, device, device.journal)).toMatchObject({ kind: 'acknowledged', no: 4, generation: 2 });
    });
  });
}
