/**
 * Laws of push and pull, over random histories: several devices whose batches overlap, repeat,
 * come late or too early, with readers at any cursor in between.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHAIN_START, orderHash, type OrderedEntry, type SealedEntry } from '../../shared/domain/entry.ts';
import { sha256 } from '../../server/digest.ts';
import type { CentreStore } from '../../server/store/store.ts';
import { createDevice, NOON, type TestDevice } from '../../server/testing/device.ts';
import { enrolDevice, pullAll } from './store-steps.ts';

const WRITTEN = 12;

type Act =
  | { readonly kind: 'push'; readonly who: number; readonly from: number; readonly count: number; readonly receivedAt: number }
  | { readonly kind: 'pull'; readonly after: number; readonly limit: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({
    kind: fc.constant('push' as const),
    who: fc.nat(2),
    from: fc.nat(WRITTEN - 1),
    count: fc.integer({ min: 1, max: WRITTEN }),
    receivedAt: fc.integer({ min: NOON - 5000, max: NOON + 5000 }),
  }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pull' as const), after: fc.nat(40), limit: fc.integer({ min: 1, max: 9 }) }) },
);
/** When each device's clock says its entries happened: anything, forwards or backwards. */
const times = fc.array(fc.integer({ min: NOON - 5000, max: NOON + 5000 }), { minLength: WRITTEN, maxLength: WRITTEN });

export function storeProperties(theStore: () => CentreStore): void {
  describe('over random histories', () => {
    let devicesSoFar = 100;

    /** Fresh devices with whole journals, enrolled: each run works beside what runs before it left. */
    const createDevices = async (clocks: readonly (readonly number[])[]): Promise<readonly TestDevice[]> => {
      const devices: TestDevice[] = [];
      for (const clock of clocks) {
        const device = createDevice((devicesSoFar += 1));
        for (const at of clock) device.write({ at });
        await enrolDevice(theStore(), device.id);
        devices.push(device);
      }
      return devices;
    };

    test('[J4][J6][J19] every push takes effect once, every pull sees each place once, and the order’s hashes chain', async () => {
      await fc.assert(
        fc.asyncProperty(fc.tuple(times, times, times), fc.array(act, { maxLength: 40 }), async (clocks, acts) => {
          const store = theStore();
          const devices = await createDevices(clocks);
          const model = createModel(await pullAll(store));
          for (const step of acts) {
            if (step.kind === 'pull') {
              const pulled = await store.pull(step);
              expect(pulled).toEqual(model.pull(step.after, step.limit));
              continue;
            }
            const device = devices[step.who];
            if (!device) throw new Error('no such device');
            const entries = device.journal.slice(step.from, step.from + step.count);
            const pushed = await store.push({ device: device.id, epoch: 1, entries, receivedAt: step.receivedAt });
            expect(pushed).toEqual(model.push(device, step.from, entries));
            model.see(await pullAll(store, 7));
          }
          checkOrder(model.order(), devices);
        }),
        { numRuns: 40 },
      );
    });
  });
}

/** What a store must answer, kept as plainly as can be: lists of what was accepted. */
function createModel(before: readonly OrderedEntry[]) {
  let accepted: readonly SealedEntry[] = before.map(({ entry }) => entry);
  let seen = before;
  const acknowledged = new Map<TestDevice, number>();
  return {
    push(device: TestDevice, from: number, entries: readonly SealedEntry[]) {
      const known = acknowledged.get(device) ?? 0;
      if (from > known) return { kind: 'gap', expected: known + 1 };
      const fresh = entries.slice(known - from);
      accepted = [...accepted, ...fresh];
      acknowledged.set(device, known + fresh.length);
      return { kind: 'acknowledged', acknowledged: known + fresh.length, added: fresh.length, head: accepted.length, generation: 1 };
    },
    /** The order as it now is: what was there stays exactly as it was. */
    see(order: readonly OrderedEntry[]) {
      expect(order.slice(0, seen.length)).toEqual(seen);
      expect(order.map(({ entry }) => entry)).toEqual(accepted);
      seen = order;
    },
    pull(after: number, limit: number) {
      if (after > seen.length) return { kind: 'cursorAhead' };
      return { kind: 'places', entries: seen.slice(after, after + limit), head: seen.length, generation: 1 };
    },
    order: () => seen,
  };
}

function checkOrder(order: readonly OrderedEntry[], devices: readonly TestDevice[]): void {
  let previous = CHAIN_START;
  for (const [index, { place, entry }] of order.entries()) {
    expect(place.no).toBe(index + 1);
    expect(place.orderHash).toBe(orderHash(sha256, previous, place, entry.hash));
    previous = place.orderHash;
  }
  for (const device of devices) {
    const own = order.filter(({ entry }) => device.journal.some(({ hash }) => hash === entry.hash));
    expect(own.map(({ entry }) => entry)).toEqual(device.journal.slice(0, own.length));
    const stamps = own.map(({ place }) => place.effectiveAt);
    expect(stamps).toEqual(stamps.toSorted((one, other) => one - other));
  }
}
