import { describe, expect, it } from 'vitest';
import { freshJournals } from '../../../tests/fixtures/fresh-journals.ts';
import { CONFIGURED, MONDAY, TestOrder, called, issued, pendingOf, sealRaw, visitOf } from '../../../tests/fixtures/journals.ts';
import { MONDAY_NINE, testClock } from '../../../tests/fixtures/world.ts';
import type { Journal } from './journal.ts';

const journals = freshJournals();

/** What a journal is, as far as anyone outside can tell. */
function standOf(journal: Journal): unknown {
  const { head, chain, state, pendingCount } = journal;
  return structuredClone({ head, chain, pendingCount, visits: [...state.visits.values()], unused: [...state.unused], pending: pendingOf(journal) });
}

describe('a stretch of the order', () => {
  it('[J6] that is refused leaves nothing of itself, in memory or on disk', () => {
    const { journal } = journals.open();
    const other = journals.open({ file: 'other.sqlite' }).journal;
    other.write(CONFIGURED, MONDAY);
    other.write(issued(1), MONDAY);
    journal.write(issued(9), MONDAY);
    const order = new TestOrder();
    order.take(other);
    const [first, second] = order.places;
    if (!first || !second) throw new Error('two places were given');
    const before = standOf(journal);
    const bad = { ...second, place: { ...second.place, effectiveAt: second.place.effectiveAt + 1 } };
    expect(journal.adopt([first, bad])).toBe('orderHashBroken');
    expect(standOf(journal)).toEqual(before);
    journals.close();
    const again = journals.open().journal;
    expect(standOf(again)).toEqual(before);
    expect(again.adopt([first, second])).toBeUndefined();
    expect(again.state.visits.size).toBe(2);
  });

  it('[J2] that the disk refuses leaves nothing of itself, and is taken when it lets it', () => {
    const { journal, db } = journals.open();
    const other = journals.open({ file: 'other.sqlite' }).journal;
    other.write(CONFIGURED, MONDAY);
    for (let n = 1; n <= 30; n += 1) other.write(issued(n), MONDAY);
    journal.write(issued(40), MONDAY);
    const order = new TestOrder();
    order.take(other);
    const before = standOf(journal);
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
    expect(() => journal.adopt(order.places)).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }));
    expect(standOf(journal)).toEqual(before);
    db.pragma('max_page_count = 1000000');
    expect(journal.adopt(order.places)).toBeUndefined();
    expect(journal.head.no).toBe(31);
  });

  it('taken as foreseen leaves the state as it is, and another’s before it moves it', () => {
    const { journal } = journals.open();
    journal.write(CONFIGURED, MONDAY);
    for (let n = 1; n <= 3; n += 1) journal.write(issued(n), MONDAY);
    const order = new TestOrder();
    const whole = order.take(journal);
    const { state } = journal;
    journal.adopt(whole.slice(0, 2));
    expect(journal.state).toBe(state);
    expect(journal.pendingCount).toBe(2);
    const other = journals.open({ file: 'other.sqlite', clock: testClock(MONDAY_NINE - 1) }).journal;
    other.write(issued(8), MONDAY);
    const moved = new TestOrder();
    moved.append(whole.slice(0, 2).map(({ entry }) => entry), journal);
    moved.take(other);
    journal.adopt(moved.after(2));
    expect(journal.state).not.toBe(state);
    expect([...journal.state.visits.values()].map(({ label }) => label.number)).toEqual([1, 8, 2, 3]);
  });

  it('[J7] one place at a time, all at once, or split anywhere: the same state as anyone’s fold of it', () => {
    const writer = journals.open({ file: 'writer.sqlite' }).journal;
    const order = new TestOrder();
    order.open();
    writer.adopt(order.after(0));
    order.enrol(writer);
    writer.write(CONFIGURED, MONDAY);
    for (let n = 1; n <= 8; n += 1) {
      const ticket = issued(n);
      writer.write(ticket, MONDAY);
      if (n % 2 === 0) writer.write(called(visitOf(ticket)), MONDAY);
    }
    order.take(writer);
    for (const size of [1, 2, 3, 5, 8, 13]) {
      const { journal } = journals.open({ file: `reader-${size}.sqlite` });
      for (let no = 0; no < order.head; no += size) expect(journal.adopt(order.places.slice(no, no + size))).toBeUndefined();
      expect(journal.state).toEqual(order.state());
    }
  });
});

describe('quarantine', () => {
  it.each([
    ['no JSON at all', 'no JSON', 'notJson'],
    ['an entry that says it is another', JSON.stringify({ device: 'x', seq: 1 }), 'badEnvelope'],
  ])('[J5] %s keeps its place, is never folded, and holds up nobody behind it', (_, bytes, why) => {
    const { journal } = journals.open();
    const other = journals.open({ file: 'other.sqlite' }).journal;
    const order = new TestOrder();
    other.write(CONFIGURED, MONDAY);
    order.take(other);
    const raw = sealRaw(other.chain.hash, bytes);
    order.appendAs(raw, { device: other.device, epoch: 1, seq: 2 }, MONDAY_NINE);
    order.appendAs(sealRaw(raw.hash, bytes), { device: other.device, epoch: 1, seq: 3 }, MONDAY_NINE);
    order.open();
    expect(journal.adopt(order.places)).toBeUndefined();
    expect(journal.head.no).toBe(4);
    expect(journal.state.unused).toEqual(new Map([[why, 2]]));
    expect(journal.state.generation).toBe(1);
    expect(journal.placesAfter(1, 2)).toEqual(order.places.slice(1, 3));
    journals.close();
    const again = journals.open().journal;
    expect(again.state).toEqual(order.state());
  });
});
