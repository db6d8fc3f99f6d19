/** How a store stamps what is pushed: once, by what it knows of the device's clocks. */
import { describe, expect, test } from 'vitest';
import { bootNumber, createDevice, NOON } from '../../server/testing/device.ts';
import { enrolDevice, named, openOrder, orderAfter, pullAll, push, START, type Bench } from './store-steps.ts';

const HOUR = 3_600_000;

export function storeStamps(bench: Bench): void {
  describe('stamps', () => {
    const enrolled = async (number: number, epoch = 1) => {
      const device = createDevice(number, epoch);
      await enrolDevice(bench.store, device);
      return device;
    };
    /** Without the owner's own. */
    const stamps = async (): Promise<readonly number[]> => (await pullAll(bench.store)).slice(1).map(({ place }) => place.effectiveAt);

    test('[J13] without the device’s clocks a stamp is the entry’s own time, between the previous stamp and receipt', async () => {
      await openOrder(bench.store);
      const device = await enrolled(1);
      const times = [NOON - HOUR, NOON - 60_000, NOON + HOUR, NOON - HOUR];
      await push(bench.store, device, times.map((at) => device.write({ at })));
      expect(await stamps()).toEqual([NOON - HOUR, NOON - 60_000, NOON, NOON]);
    });

    test('[J13] where the boot has exchanged time, a stamp is by its monotonic clock, whatever its wall clock says', async () => {
      await openOrder(bench.store);
      const device = await enrolled(1);
      const entries = [10_000, 20_000].map((monotonic) => device.write({ monotonic, at: NOON + 7 * HOUR }));
      await push(bench.store, device, entries, { sent: device.readClocks(30_000, NOON + 7 * HOUR) });
      expect(await stamps()).toEqual([NOON - 20_000, NOON - 10_000]);
    });

    test('[J13] the least delay seen of a boot stays known, also after a restart', async () => {
      await openOrder(bench.store);
      const device = await enrolled(1);
      await push(bench.store, device, [device.write({ monotonic: 1000 })], { sent: device.readClocks(1000, NOON), receivedAt: NOON });
      await bench.reopen();
      const late = { sent: device.readClocks(5000, NOON), receivedAt: NOON + 10_000 };
      await push(bench.store, device, [device.write({ monotonic: 3000 })], late);
      expect(await stamps()).toEqual([NOON, NOON + 2000]);
    });

    test('[J13] a lesser delay than any before is learnt, and a greater one is not', async () => {
      await openOrder(bench.store);
      const device = await enrolled(1);
      for (const delay of [9000, 2000, 5000]) {
        const sent = device.readClocks(1000, NOON);
        await push(bench.store, device, [device.write({ monotonic: 1000 })], { sent, receivedAt: NOON + delay });
      }
      await push(bench.store, device, [device.write({ monotonic: 60_000 })], { receivedAt: NOON + HOUR });
      expect((await stamps()).at(-1)).toBe(NOON + 2000 + 59_000);
    });

    test('[J13] an earlier boot’s entry is by its wall clock, and what that is known to be off', async () => {
      await openOrder(bench.store);
      const device = await enrolled(1);
      const ahead = 3 * HOUR;
      const before = device.write({ bootId: bootNumber(77), monotonic: 1, at: NOON + ahead - 5000 });
      await push(bench.store, device, [before], { sent: device.readClocks(1000, NOON + ahead) });
      expect(await stamps()).toEqual([NOON - 5000]);
      await bench.reopen();
      await push(bench.store, device, [device.write({ bootId: bootNumber(77), monotonic: 2, at: NOON + ahead - 4000 })]);
      expect(await stamps()).toEqual([NOON - 5000, NOON - 4000]);
    });

    test('[J13] stamps never decrease, even when the server’s own clock is set back', async () => {
      await openOrder(bench.store);
      const device = await enrolled(1);
      await push(bench.store, device, [device.write({ at: NOON })]);
      await push(bench.store, device, [device.write({ at: NOON })], { receivedAt: NOON - HOUR });
      expect(await stamps()).toEqual([NOON, NOON]);
    });

    test('[J13] a device’s stamps, and what is known of its clocks, go on in its next epoch', async () => {
      const { store } = bench;
      await openOrder(store);
      const device = await enrolled(1);
      await push(store, device, [device.write({ at: NOON, monotonic: 0 })], { sent: device.readClocks(0, NOON) });
      const anew = await enrolled(1, 2);
      await push(store, anew, [anew.write({ at: NOON - HOUR, bootId: bootNumber(77) }), anew.write({ monotonic: HOUR })], { receivedAt: NOON + 2 * HOUR });
      expect(await stamps()).toEqual([NOON, NOON, NOON + HOUR]);
    });

    test('[J13] stamps that an adopted order gave hold too, whatever epoch they were of', async () => {
      const { store } = bench;
      const [early, late] = [createDevice(1), createDevice(1, 2)];
      early.writeMany(1);
      late.writeMany(1);
      await store.adopt(orderAfter(START, [...named(late), ...named(early)]), NOON);
      await openOrder(store);
      const anew = await enrolled(1, 3);
      await push(store, anew, [anew.write({ at: NOON - HOUR })], { receivedAt: NOON + HOUR });
      expect((await pullAll(store)).at(-1)?.place.effectiveAt).toBe(NOON + 2);
    });

    test('[J13] where an adopted order’s stamps of a device fall, its latest one holds', async () => {
      const { store } = bench;
      const device = createDevice(1);
      device.writeMany(2);
      await store.adopt(orderAfter(START, named(device), 1, [NOON + 50, NOON]), NOON);
      expect((await store.chains()).map(({ stamp }) => stamp)).toEqual([NOON + 50]);
    });

    test('[J13] each device is stamped by its own past and clocks, not by its neighbours’', async () => {
      await openOrder(bench.store);
      const [early, late] = [await enrolled(1), await enrolled(2)];
      await push(bench.store, early, [early.write({ at: NOON })], { sent: early.readClocks(1, NOON + HOUR) });
      await push(bench.store, late, [late.write({ at: NOON - HOUR })]);
      expect(await stamps()).toEqual([NOON, NOON - HOUR]);
    });

    test('[J5][J13] an entry in quarantine is stamped by its receipt', async () => {
      await openOrder(bench.store);
      const device = await enrolled(1);
      await push(bench.store, device, [device.write({ at: NOON - HOUR }), device.seal('not json')]);
      expect(await stamps()).toEqual([NOON - HOUR, NOON]);
    });
  });
}
