/**
 * Laws of push and pull, over random histories: several devices whose batches overlap, repeat,
 * come late or too early, an owner who decides by what it has seen, readers at any cursor in
 * between, and a second store that adopts what the readers have.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHAIN_START, orderHash, type OrderedEntry, type SealedEntry } from '../../shared/domain/entries/entry.ts';
import { sha256 } from '../../server/digest.ts';
import { createDevice, NOON, type TestAuthor, type TestDevice } from '../../server/testing/device.ts';
import { cursorAt, enrolDevice, openOrder, pullAll, push, START, type Bench } from './store-steps.ts';

const WRITTEN = 12;

type Act =
  | { readonly kind: 'push'; readonly who: number; readonly from: number; readonly count: number; readonly receivedAt: number; readonly clock: number | undefined }
  | { readonly kind: 'decide'; readonly behind: number }
  | { readonly kind: 'pull'; readonly after: number; readonly limit: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('push' as const),
      who: fc.nat(2),
      from: fc.nat(WRITTEN - 1),
      count: fc.integer({ min: 1, max: WRITTEN }),
      receivedAt: fc.integer({ min: NOON - 5000, max: NOON + 5000 }),
      clock: fc.option(fc.integer({ min: 0, max: 9000 }), { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('decide' as const), behind: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pull' as const), after: fc.nat(40), limit: fc.integer({ min: 1, max: 9 }) }) },
);

/** What each device writes: when its clock says, and now and then something that nobody can read. */
const writing = fc.record({ at: fc.integer({ min: NOON - 5000, max: NOON + 5000 }), readable: fc.boolean() });
const journal = fc.array(writing, { minLength: WRITTEN, maxLength: WRITTEN });

export function storeProperties(bench: Bench): void {
  describe('over random histories', () => {
    let devicesSoFar = 100;

    /** Fresh devices with whole journals, enrolled: each run works beside what runs before it left. */
    const createDevices = async (journals: readonly (readonly { at: number; readable: boolean }[])[]): Promise<readonly TestDevice[]> => {
      const devices: TestDevice[] = [];
      for (const writings of journals) {
        const device = createDevice((devicesSoFar += 1));
        for (const { at, readable } of writings) {
          if (readable) device.write({ at });
          else device.seal(`unreadable ${at}`);
        }
        await enrolDevice(bench.store, device);
        devices.push(device);
      }
      return devices;
    };

    test('[J4][J5][J6][J19] every push takes effect once, every pull sees each place once, the order’s hashes chain, and another store can take it over', async () => {
      const { store } = bench;
      const owner = await openOrder(store);
      const heir = await bench.another();
      await fc.assert(
        fc.asyncProperty(fc.tuple(journal, journal, journal), fc.array(act, { maxLength: 40 }), async (journals, acts) => {
          const devices = await createDevices(journals);
          const before = await pullAll(store);
          const model = createModel(before, (await store.quarantine()).count, owner);
          for (const step of acts) {
            if (step.kind === 'pull') {
              expect(await store.pull({ cursor: model.cursor(step.after), limit: step.limit })).toEqual(model.pull(step.after, step.limit));
              continue;
            }
            if (step.kind === 'decide') {
              const onlyAfter = model.order().length - step.behind;
              const decided = [owner.write()];
              const pushed = await push(store, owner, decided, { onlyAfter });
              if (step.behind > 0) {
                expect(pushed).toEqual({ kind: 'moved' });
                await push(store, owner, decided);
              }
              model.take(owner, decided, owner.journal.length - 1);
              model.see(await pullAll(store, 7));
              continue;
            }
            const device = devices[step.who];
            if (!device) throw new Error('no such device');
            const entries = device.journal.slice(step.from, step.from + step.count);
            const sent = step.clock === undefined ? undefined : device.readClocks(step.clock, NOON);
            const pushed = await push(store, device, entries, { sent, receivedAt: step.receivedAt });
            expect(pushed).toMatchObject(model.take(device, entries, step.from));
            model.see(await pullAll(store, 7));
          }
          const order = model.order();
          checkOrder(order, devices);
          expect((await store.quarantine()).count).toBe(model.quarantined());
          await adoptInto(heir, order.slice((await heir.head()).no));
          expect(await pullAll(heir)).toEqual(order);
          expect(await heir.chains()).toEqual(await store.chains());
          expect(await heir.quarantine()).toEqual(await store.quarantine());
        }),
        { numRuns: 40 },
      );
    });
  });
}

async function adoptInto(heir: Bench['store'], places: readonly OrderedEntry[]): Promise<void> {
  const half = Math.ceil(places.length / 2);
  for (const stretch of [places.slice(0, half), places]) expect(await heir.adopt(stretch, NOON)).toMatchObject({ kind: 'adopted' });
}

/** What a store must answer, kept as plainly as can be: lists of what was accepted. */
function createModel(before: readonly OrderedEntry[], quarantinedBefore: number, owner: TestAuthor) {
  let accepted: readonly SealedEntry[] = before.map(({ entry }) => entry);
  let seen = before;
  let quarantined = quarantinedBefore;
  const acknowledged = new Map([[owner, owner.journal.length]]);
  return {
    take(author: TestAuthor, entries: readonly SealedEntry[], from: number) {
      const known = acknowledged.get(author) ?? 0;
      if (from > known) return { kind: 'gap', expected: known + 1 };
      const fresh = entries.slice(known - from);
      accepted = [...accepted, ...fresh];
      acknowledged.set(author, known + fresh.length);
      const strange = fresh.filter(({ bytes }) => bytes.startsWith('unreadable')).length;
      quarantined += strange;
      return { kind: 'acknowledged', acknowledged: known + fresh.length, added: fresh.length, quarantined: strange, no: accepted.length, generation: 1 };
    },
    /** The order as it now is: what was there stays exactly as it was. */
    see(order: readonly OrderedEntry[]) {
      expect(order.slice(0, seen.length)).toEqual(seen);
      expect(order.map(({ entry }) => entry)).toEqual(accepted);
      seen = order;
    },
    cursor(after: number) {
      const place = seen[after - 1];
      return place ? cursorAt(place) : { ...START, no: after };
    },
    pull(after: number, limit: number) {
      if (after > seen.length) return { kind: 'cursorAhead' };
      return { kind: 'places', entries: seen.slice(after, after + limit), head: seen.length, generation: 1 };
    },
    order: () => seen,
    quarantined: () => quarantined,
  };
}

function checkOrder(order: readonly OrderedEntry[], devices: readonly TestDevice[]): void {
  let previous = CHAIN_START;
  for (const [index, { place, entry }] of order.entries()) {
    expect(place.no).toBe(index + 1);
    expect(place.orderHash).toBe(orderHash(sha256, previous, place, entry.hash));
    previous = place.orderHash;
  }
  for (const { id, journal: written } of devices) {
    const own = order.filter((place) => place.id.device === id);
    expect(own.map(({ entry }) => entry)).toEqual(written.slice(0, own.length));
    expect(own.map((place) => place.id.seq)).toEqual(own.map((_, index) => index + 1));
    const stamps = own.map(({ place }) => place.effectiveAt);
    expect(stamps).toEqual(stamps.toSorted((one, other) => one - other));
  }
}
