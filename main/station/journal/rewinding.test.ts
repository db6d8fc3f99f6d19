import { describe, expect, it } from 'vitest';
import { freshJournals } from '../../../tests/fixtures/fresh-journals.ts';
import { CONFIGURED, MONDAY, TestOrder, dayAfterMonday, issued, pendingOf, type OpenJournal } from '../../../tests/fixtures/journals.ts';
import { MONDAY_NINE, testChance, testClock } from '../../../tests/fixtures/world.ts';
import { AGREE_LIMIT } from '../../../shared/contract/wire.ts';
import { Envelope } from '../../../shared/domain/entries/entry.ts';
import { DeviceId } from '../../../shared/domain/ids.ts';
import { REDUCERS } from '../../../shared/domain/reducers/state.ts';
import type { Journal } from './journal.ts';

const journals = freshJournals();

function restarted(): Journal {
  journals.close();
  return journals.open().journal;
}

/** All a restart must bring back. */
function whole(journal: Journal): unknown {
  const { device, epoch, head, chain, state, pendingCount, enrolled, centre } = journal;
  return structuredClone({ device, epoch, head, chain, pendingCount, enrolled, centre, pending: pendingOf(journal), visits: [...state.visits.values()], numbers: [...state.numbers], unused: [...state.unused] });
}

function labels(journal: Journal): number[] {
  return [...journal.state.visits.values()].map(({ label }) => label.number);
}

/** Two stations that wrote in turns, and the order of it: places 1 … 7, tickets 1 … 6; `mine` wrote the odd ones. */
function twoStations(): { mine: OpenJournal; other: Journal; order: TestOrder } {
  const mine = journals.open();
  const other = journals.open({ file: 'other.sqlite', clock: testClock(MONDAY_NINE + 1) }).journal;
  const order = new TestOrder();
  mine.journal.write(CONFIGURED, MONDAY);
  mine.journal.adopt(order.take(mine.journal));
  other.adopt(order.after(0));
  for (let n = 1; n <= 6; n += 1) {
    const writer = n % 2 === 1 ? mine.journal : other;
    writer.write(issued(n), MONDAY);
    order.take(writer);
    mine.journal.adopt(order.after(mine.journal.head.no));
    other.adopt(order.after(other.head.no));
  }
  return { mine, other, order };
}

describe('going back', () => {
  it('[J19] forgets the order after a place: own entries are pending again as they were, others’ are theirs to bring', () => {
    const { mine: { journal }, other, order } = twoStations();
    const { chain } = journal;
    journal.write(issued(7), MONDAY);
    journal.goBackTo(3);
    expect(journal.head).toMatchObject({ no: 3, orderHash: order.places[2]?.place.orderHash });
    // 1 by itself, 2 by the other; 3, 5 and 7 are pending, and 4 and 6 are not here.
    expect(labels(journal)).toEqual([1, 2, 3, 5, 7]);
    expect(journal.pendingCount).toBe(3);
    expect(journal.chain).toMatchObject({ epoch: 1, seq: chain.seq + 1 });
    expect(pendingOf(journal).map(({ bytes }) => Envelope.parse(JSON.parse(bytes)).seq)).toEqual([3, 4, 5]);

    const others = other.ownEntriesFrom(2, 9);
    const again = restarted();
    expect(labels(again)).toEqual([1, 2, 3, 5, 7]);
    // Another owner orders on from there, in another sequence.
    order.goBackTo(3);
    order.open();
    order.append(others, { device: other.device, epoch: 1 });
    order.take(again);
    expect(again.adopt(order.after(3))).toBeUndefined();
    expect(again.pendingCount).toBe(0);
    expect(again.state).toEqual(order.state());
    expect(labels(again)).toEqual([1, 2, 4, 6, 3, 5, 7]);
  });

  it('[J19] to the very beginning, and to where it stands already', () => {
    const { mine: { journal }, order } = twoStations();
    const before = whole(journal);
    journal.goBackTo(order.head);
    journal.goBackTo(order.head + 5);
    expect(whole(journal)).toEqual(before);
    journal.goBackTo(0);
    expect(journal.head).toEqual({ generation: 1, no: 0, orderHash: '0'.repeat(64) });
    expect(journal.pendingCount).toBe(4);
    expect(journal.adopt(order.places)).toBeUndefined();
    expect(whole(restarted())).toEqual(before);
  });

  it('[J19] to before the snapshot it began at: nothing of the order is left, and all of it can come again', () => {
    const { order } = twoStations();
    const late = journals.open({ file: 'late.sqlite' }).journal;
    late.adoptSnapshot(order.snapshot(5));
    late.adopt(order.after(5));
    late.write(issued(9), MONDAY);
    late.goBackTo(2);
    expect(late).toMatchObject({ head: { generation: 1, no: 0 }, pendingCount: 1 });
    expect(late.adopt(order.places)).toBeUndefined();
    expect(labels(late)).toEqual([1, 2, 3, 4, 5, 6, 9]);
    journals.close();
    const again = journals.open({ file: 'late.sqlite' }).journal;
    expect(labels(again)).toEqual([1, 2, 3, 4, 5, 6, 9]);
    expect(again.placesAfter(0, 99)).toEqual(order.places);
  });

  it('[J19] to before the snapshot it began at, with own entries in it that are no longer here', () => {
    const { mine: { journal }, order } = twoStations();
    journal.write(issued(7), MONDAY);
    order.take(journal);
    expect(journal.adoptSnapshot(order.snapshot())).toBeUndefined();
    journal.write(issued(8), MONDAY);
    const { chain } = journal;
    journal.goBackTo(1);
    expect(journal).toMatchObject({ head: { no: 0 }, pendingCount: 1, chain });
    const again = restarted();
    expect(again.adopt(order.places)).toBeUndefined();
    expect(labels(again)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(again.chain).toEqual(chain);
  });

  it('[J11] own entries of an epoch before are written again at the end of this one', () => {
    const { mine: { journal }, order } = twoStations();
    journal.beginChain({ device: journal.device, epoch: 2 });
    journal.write(issued(7), MONDAY);
    journal.adopt(order.take(journal));
    journal.goBackTo(3);
    expect(labels(journal)).toEqual([1, 2, 7, 3, 5]);
    const again = restarted();
    expect(labels(again)).toEqual([1, 2, 7, 3, 5]);
    expect(again.chain).toMatchObject({ epoch: 2, seq: 3 });
    order.goBackTo(3);
    expect(again.adopt(order.take(again))).toBeUndefined();
    expect(again.pendingCount).toBe(0);
  });

  it('[J2] that the disk refuses changes nothing, in memory or on it', () => {
    const { mine: { journal, db } } = twoStations();
    db.exec("CREATE TEMP TRIGGER refuse BEFORE INSERT ON reach BEGIN SELECT raise(ABORT, 'the disk refused'); END");
    const before = whole(journal);
    expect(() => journal.goBackTo(2)).toThrow('the disk refused');
    expect(whole(journal)).toEqual(before);
    expect(whole(restarted())).toEqual(before);
  });
});

describe('samples of the places', () => {
  it('[J19] stand newest first and ever further apart, down to the first place, and no more than may be asked', () => {
    const { mine: { journal }, order } = twoStations();
    for (let i = 0; i < 200; i += 1) order.open();
    journal.adopt(order.after(journal.head.no));
    const sample = journal.samplePlaces(1_000_000);
    const nos = sample.map(({ no }) => no);
    expect(nos[0]).toBe(order.head);
    expect(nos.at(-1)).toBe(1);
    expect(nos.length).toBeLessThanOrEqual(AGREE_LIMIT);
    const gaps = nos.slice(1).map((no, i) => (nos[i] ?? 0) - no);
    // But for the last one, to the very first place.
    expect(gaps.slice(0, -1)).toEqual(gaps.slice(0, -1).toSorted((a, b) => a - b));
    for (const { no, orderHash } of sample) expect(orderHash).toBe(order.places[no - 1]?.place.orderHash);
    expect(journal.samplePlaces(50)[0]?.no).toBe(50);
    expect(journal.samplePlaces(0)).toEqual([]);
  });

  it('of an order that is not here yet are none', () => {
    expect(journals.open().journal.samplePlaces(9)).toEqual([]);
  });
});

describe('beginning at a snapshot', () => {
  it('[J8] is the same state as the whole order, and goes on from there', () => {
    const { order } = twoStations();
    const late = journals.open({ file: 'late.sqlite' }).journal;
    expect(late.adoptSnapshot(order.snapshot(5))).toBeUndefined();
    expect(late.head).toEqual(order.snapshot(5).at);
    expect(late.state).toEqual(order.state(5));
    expect(late.adopt(order.after(5))).toBeUndefined();
    expect(late.state).toEqual(order.state());
    expect(late.placesAfter(2, 9)).toEqual([]);
    expect(late.placesAfter(5, 9)).toEqual(order.after(5));
    journals.close();
    const again = journals.open({ file: 'late.sqlite' }).journal;
    expect(again.state).toEqual(order.state());
    expect(again.samplePlaces(99).map(({ no }) => no)).toEqual([7, 6, 5]);
  });

  it('keeps what this device wrote and the snapshot does not hold', () => {
    const { mine: { journal }, order } = twoStations();
    const alone = journals.open({ file: 'alone.sqlite' }).journal;
    alone.write(issued(90), MONDAY);
    expect(alone.adoptSnapshot(order.snapshot())).toBeUndefined();
    expect(labels(alone)).toEqual([1, 2, 3, 4, 5, 6, 90]);
    // One that is behind takes a snapshot further on, which holds some of its own.
    const behind = journals.open({ file: 'behind.sqlite' }).journal;
    behind.adopt(order.after(0));
    behind.write(issued(7), MONDAY);
    behind.write(issued(8), MONDAY);
    const [seven] = pendingOf(behind);
    if (!seven) throw new Error('two are pending');
    order.append([seven], behind);
    expect(behind.adoptSnapshot(order.snapshot())).toBeUndefined();
    expect(behind.pendingCount).toBe(1);
    expect(labels(behind)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    journals.close();
    const again = journals.open({ file: 'behind.sqlite' }).journal;
    expect(again.pendingCount).toBe(1);
    expect(again.adopt(order.take(again))).toBeUndefined();
    expect(again.state).toEqual(order.state());
    expect(journal.head.no).toBe(7);
  });

  it('that lost entries of this device has them pending again', () => {
    const { mine: { journal }, order } = twoStations();
    const { chain } = journal;
    order.goBackTo(3);
    order.open();
    for (let i = 0; i < 9; i += 1) order.write(CONFIGURED);
    expect(journal.adoptSnapshot(order.snapshot())).toBeUndefined();
    expect(labels(journal)).toEqual([1, 2, 3, 5]);
    expect(journal.chain).toEqual(chain);
    const again = restarted();
    expect(labels(again)).toEqual([1, 2, 3, 5]);
    expect(again.adopt(order.take(again))).toBeUndefined();
    expect(again.state).toEqual(order.state());
  });

  it('[J19] that lost entries of another device takes them in where that order has them, at other places', () => {
    const { mine: { journal }, other, order } = twoStations();
    // The order was put back to where the other's second and third ticket had no place yet.
    order.goBackTo(3);
    order.open();
    for (let days = 1; days <= 6; days += 1) order.closeDay(dayAfterMonday(-days));
    expect(journal.adoptSnapshot(order.snapshot())).toBeUndefined();
    order.append(other.ownEntriesFrom(2, 9), { device: other.device, epoch: 1 });
    order.take(journal);
    expect(journal.adopt(order.after(journal.head.no))).toBeUndefined();
    expect(labels(journal)).toEqual([1, 2, 4, 6, 3, 5]);
    expect(journal.state).toEqual(order.state());
    expect(restarted().state).toEqual(order.state());
  });

  it('[J11] that lost entries of an epoch before has them written again once, also where it goes back to before it', () => {
    const { journal } = journals.open();
    const order = new TestOrder();
    order.open();
    journal.adopt(order.after(0));
    journal.write(CONFIGURED, MONDAY);
    journal.adopt(order.take(journal));
    const lost = order.copy();
    for (const n of [1, 2]) journal.write(issued(n), MONDAY);
    journal.adopt(order.take(journal));
    journal.beginChain({ device: journal.device, epoch: 2 });
    for (let days = 1; days <= 6; days += 1) lost.closeDay(dayAfterMonday(-days));
    expect(journal.adoptSnapshot(lost.snapshot())).toBeUndefined();
    expect(labels(journal)).toEqual([1, 2]);
    expect(journal.pendingCount).toBe(2);
    journal.goBackTo(1);
    expect(pendingOf(journal).filter(({ bytes }) => bytes.includes('ticket.issued'))).toHaveLength(2);
    expect(restarted().pendingCount).toBe(journal.pendingCount);
  });

  it('[J10] is refused where it is not what it says, is newer than this program, or goes back', () => {
    const { mine: { journal }, order } = twoStations();
    const late = journals.open({ file: 'late.sqlite' }).journal;
    const good = order.snapshot(5);
    const before = whole(late);
    expect(late.adoptSnapshot({ ...good, state: good.state.replace('"number":2', '"number":3') })).toBe('badSnapshot');
    expect(late.adoptSnapshot({ ...good, reducers: REDUCERS + 1 })).toBe('badSnapshot');
    expect(late.adoptSnapshot({ ...good, state: '{}', stateHash: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a' })).toBe('badSnapshot');
    expect(whole(late)).toEqual(before);
    expect(journal.adoptSnapshot(good)).toBe('notNext');
    journal.write(issued(9), MONDAY);
    const other = good.chains.map((chain) => (chain.device === journal.device ? { ...chain, hash: 'e'.repeat(64) } : chain));
    expect(journal.adoptSnapshot({ ...good, at: { ...good.at, no: 900 }, chains: other })).toBe('forked');
    const more = good.chains.map((chain) => (chain.device === journal.device ? { ...chain, seq: 99 } : chain));
    expect(journal.adoptSnapshot({ ...good, at: { ...good.at, no: 900 }, chains: more })).toBe('restored');
    expect(labels(journal)).toEqual([1, 2, 3, 4, 5, 6, 9]);
  });

  it('[J2] that the disk refuses changes nothing, in memory or on it', () => {
    const { mine: { journal, db }, order } = twoStations();
    db.exec("CREATE TEMP TRIGGER refuse BEFORE INSERT ON identity BEGIN SELECT raise(ABORT, 'the disk refused'); END");
    for (let i = 0; i < 9; i += 1) order.open();
    const before = whole(journal);
    expect(() => journal.adoptSnapshot(order.snapshot())).toThrow('the disk refused');
    expect(whole(journal)).toEqual(before);
    expect(whole(restarted())).toEqual(before);
  });
});

describe('beginning the own journal anew', () => {
  it('[J11] writes again what has no place, as it was, and nothing that has one', () => {
    const { mine: { journal }, order } = twoStations();
    journal.write(issued(7), MONDAY);
    journal.write(issued(8), dayAfterMonday(1));
    const written = pendingOf(journal).map(({ bytes }) => Envelope.parse(JSON.parse(bytes)));
    journal.beginChain({ device: journal.device, epoch: 2 });
    const again = pendingOf(journal).map(({ bytes }) => Envelope.parse(JSON.parse(bytes)));
    expect(again).toEqual(written.map((envelope, index) => ({ ...envelope, epoch: 2, seq: index + 1, again: { device: journal.device, epoch: 1, seq: envelope.seq } })));
    expect(labels(journal)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const after = restarted();
    expect(after.chain).toMatchObject({ epoch: 2, seq: 2 });
    expect(after.adopt(order.take(after))).toBeUndefined();
    expect(after.pendingCount).toBe(0);
    expect(after.state).toEqual(order.state());
  });

  it('[J11] the same chain again is no new one', () => {
    const { mine: { journal } } = twoStations();
    const before = whole(journal);
    journal.beginChain({ device: journal.device, epoch: 1 });
    expect(whole(journal)).toEqual(before);
  });

  it('[J11] old entries of the epoch before may still come in with the order, and repeat nothing', () => {
    const { mine: { journal }, order } = twoStations();
    journal.write(issued(7), MONDAY);
    const old = pendingOf(journal);
    journal.beginChain({ device: journal.device, epoch: 2 });
    order.append(old, { device: journal.device, epoch: 1 });
    expect(journal.adopt(order.after(journal.head.no))).toBeUndefined();
    expect(journal.adopt(order.take(journal))).toBeUndefined();
    expect(labels(journal)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(journal.state.unused.get('visitExists')).toBe(1);
  });

  it('[J11] a copy becomes another device, with another key and secret, outside until it is let in', () => {
    const { mine: { journal } } = twoStations();
    journal.write(issued(7), MONDAY);
    const centre = journal.centre;
    if (!centre) throw new Error('it has a centre');
    journal.noteEnrolled(centre, 1);
    const { device, keys: { current }, asking: { secret } } = journal;
    journal.becomeAnotherDevice();
    const after = restarted();
    expect(after.device).not.toBe(device);
    expect(after.keys.current).not.toBe(current);
    expect(after.asking.secret).not.toBe(secret);
    expect(after).toMatchObject({ epoch: 1, enrolled: false, centre, pendingCount: 1 });
    expect(labels(after)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('[J2] that the disk refuses changes nothing, in memory or on it', () => {
    const { mine: { journal, db } } = twoStations();
    journal.write(issued(7), MONDAY);
    db.exec("CREATE TEMP TRIGGER refuse BEFORE INSERT ON own BEGIN SELECT raise(ABORT, 'the disk refused'); END");
    const before = whole(journal);
    expect(() => journal.becomeAnotherDevice()).toThrow('the disk refused');
    expect(() => journal.beginChain({ device: DeviceId.parse(testChance(4).id()), epoch: 1 })).toThrow('the disk refused');
    expect(whole(journal)).toEqual(before);
    expect(whole(restarted())).toEqual(before);
  });
});
