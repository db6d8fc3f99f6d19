import { describe, expect, it } from 'vitest';
import { CONFIGURED, MONDAY, TestOrder, issued, sealRaw } from '../../../tests/fixtures/journals.ts';
import { MONDAY_NINE } from '../../../tests/fixtures/world.ts';
import { CHAIN_START, type OrderedEntry } from '../../../shared/domain/entries/entry.ts';
import { sha256 } from './digest.ts';
import { NO_ORDER, chainKey, follow, stampIn, type OwnChain } from './follow.ts';

/** An order of three entries, of its owner. */
function three(): TestOrder {
  const order = new TestOrder();
  order.open();
  order.write(CONFIGURED);
  order.write(issued(1), MONDAY, MONDAY_NINE + 9);
  return order;
}

function altered(places: readonly OrderedEntry[], index: number, alter: (place: OrderedEntry) => OrderedEntry): OrderedEntry[] {
  return places.map((place, i) => (i === index ? alter(place) : place));
}

describe('a stretch that follows', () => {
  it('[J6] moves the head and the chains on, in one piece or in many', () => {
    const { places, owner } = three();
    const whole = follow(sha256, NO_ORDER, places, undefined);
    const [first, ...rest] = places;
    if (!first) throw new Error('there are three');
    const begun = follow(sha256, NO_ORDER, [first], undefined);
    if (typeof whole === 'string' || typeof begun === 'string') throw new Error('it follows');
    expect(follow(sha256, begun, rest, undefined)).toEqual(whole);
    expect(whole.head).toMatchObject({ generation: 1, no: 3 });
    expect(whole.ends.get(chainKey({ device: owner, epoch: 1 }))).toMatchObject({ seq: 3, stamp: MONDAY_NINE + 9 });
    expect(stampIn(whole.ends, owner)).toBe(MONDAY_NINE + 9);
    expect(follow(sha256, whole, [], undefined)).toEqual(whole);
  });
});

describe('a stretch that is not taken', () => {
  it('[J6] skips or repeats a place', () => {
    const { places } = three();
    expect(follow(sha256, NO_ORDER, places.slice(1), undefined)).toBe('notNext');
    expect(follow(sha256, NO_ORDER, [...places.slice(0, 2), ...places.slice(1)], undefined)).toBe('notNext');
  });

  it('[J19] has a place whose hash does not bind what it holds', () => {
    const { places } = three();
    const changes: ((place: OrderedEntry['place']) => Partial<OrderedEntry['place']>)[] = [
      ({ effectiveAt }) => ({ effectiveAt: effectiveAt + 1 }),
      ({ generation }) => ({ generation: generation + 1 }),
      () => ({ orderHash: 'f'.repeat(64) }),
    ];
    for (const change of changes) {
      const bad = altered(places, 1, (ordered) => ({ ...ordered, place: { ...ordered.place, ...change(ordered.place) } }));
      expect(follow(sha256, NO_ORDER, bad, undefined)).toBe('orderHashBroken');
    }
  });

  it('[J1] has an entry that does not chain to the one before it, or is another’s', () => {
    const { places } = three();
    const bytes = altered(places, 1, (ordered) => ({ ...ordered, entry: { ...ordered.entry, bytes: ordered.entry.bytes.replace('Prueba', 'Otra') } }));
    expect(follow(sha256, NO_ORDER, bytes, undefined)).toBe('chainBroken');
    const named = altered(places, 1, (ordered) => ({ ...ordered, id: { ...ordered.id, seq: 7 } }));
    expect(follow(sha256, NO_ORDER, named, undefined)).toBe('chainBroken');
  });

  it('[J19] falls back to a generation that is over', () => {
    const order = three();
    order.generation = 2;
    order.append([sealRaw(CHAIN_START, JSON.stringify({ seq: 1, at: 5 }))], { device: order.owner, epoch: 2 });
    order.generation = 1;
    const [last] = order.append([sealRaw(CHAIN_START, JSON.stringify({ seq: 1, at: 5 }))], { device: order.owner, epoch: 9 });
    expect(last?.place.generation).toBe(1);
    expect(follow(sha256, NO_ORDER, order.places, undefined)).toBe('oldGeneration');
  });
});

describe('own entries in the order', () => {
  const own = (order: TestOrder, last: number, hashes: Record<number, string> = {}): OwnChain => ({
    key: chainKey({ device: order.owner, epoch: 1 }),
    last,
    hashAt: (seq) => hashes[seq],
  });

  it('[J11] more of them than are here: an older copy was put back', () => {
    const order = three();
    expect(follow(sha256, NO_ORDER, order.places, own(order, 2))).toBe('restored');
    expect(follow(sha256, NO_ORDER, order.places, own(order, 3))).toMatchObject({ head: { no: 3 } });
  });

  it('[J11] other ones than are here: a copy wrote them', () => {
    const order = three();
    expect(follow(sha256, NO_ORDER, order.places, own(order, 3, { 2: 'e'.repeat(64) }))).toBe('forked');
    expect(follow(sha256, NO_ORDER, order.places, own(order, 3, { 2: order.places[1]?.entry.hash ?? '' }))).toMatchObject({ head: { no: 3 } });
  });
});
