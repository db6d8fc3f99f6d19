import { beforeEach, describe, expect, it } from 'vitest';
import { freshJournals } from '../../../tests/fixtures/fresh-journals.ts';
import { CONFIGURED, MONDAY, TestOrder, called, dayAfterMonday, issued, step, visitOf, type OpenJournal } from '../../../tests/fixtures/journals.ts';
import { testClock, type TestClock } from '../../../tests/fixtures/world.ts';

const journals = freshJournals();
let clock: TestClock;
let order: TestOrder;

beforeEach(() => {
  clock = testClock();
  order = new TestOrder();
});

/** A day that is over, and its two thousand places. */
function lived(): OpenJournal {
  const opened = journals.open({ clock });
  order.open();
  order.write(CONFIGURED);
  for (let n = 1; n <= 900; n += 1) {
    const ticket = issued(n);
    order.write(ticket);
    order.write(called(visitOf(ticket)));
  }
  order.write(issued(1), dayAfterMonday(1));
  order.closeDay(MONDAY);
  opened.journal.adopt(order.places);
  return opened;
}

/** As long as a whole look takes, and then some. */
function lookOver({ journal }: OpenJournal): void {
  for (let n = 0; n < 20; n += 1) {
    clock.pass(1000);
    journal.tidy();
  }
}

describe('a look over the whole file', () => {
  it('finds nothing where nothing is, and begins anew a day later', () => {
    const opened = lived();
    lookOver(opened);
    expect(opened.journal.damage).toBeUndefined();
    opened.db.exec("UPDATE visits SET number = 7000 WHERE number = 7");
    lookOver(opened);
    expect(opened.journal.damage).toBeUndefined();
    clock.pass(24 * 60 * 60 * 1000);
    lookOver(opened);
    expect(opened.journal.damage).toContain(`the history of ${MONDAY}`);
  });

  it.each([
    ['an old place', `UPDATE places SET bytes = replace(bytes, '"number":5}', '"number":6}') WHERE no = 11`, 'places of the order after 0: chainBroken'],
    ['one that is gone', 'DELETE FROM places WHERE no = 1000', 'places of the order after 900: notNext'],
    ['a visit’s row', "UPDATE visits SET step = 'finished' WHERE number = 7", `the history of ${MONDAY}`],
  ])('[J8] finds %s, a little at a time, and the station goes on', (_, harm, what) => {
    const opened = lived();
    opened.db.exec(harm);
    clock.pass(1000);
    opened.journal.tidy();
    expect(opened.journal.damage).toBeUndefined();
    lookOver(opened);
    expect(opened.journal.damage).toContain(what);
    opened.journal.write(issued(2), dayAfterMonday(1));
    expect(opened.journal.pendingCount).toBe(1);
  });

  it('[J19] of an order that was gone back in begins anew', () => {
    const opened = lived();
    clock.pass(1000);
    opened.journal.tidy();
    clock.pass(1000);
    opened.journal.tidy();
    opened.journal.goBackTo(100);
    order.goBackTo(100);
    order.open();
    opened.journal.adopt(order.after(100));
    lookOver(opened);
    expect(opened.journal.damage).toBeUndefined();
  });
});

describe('an old entry that is damaged', () => {
  it('[J17] is not folded into the row of its visit again', () => {
    const opened = lived();
    const first = order.places[2];
    if (!first) throw new Error('there are places');
    const { visit } = (JSON.parse(first.entry.bytes) as { payload: { visit: ReturnType<typeof visitOf> } }).payload;
    opened.db.exec(`UPDATE places SET bytes = replace(bytes, '"number":1}', '"number":2}') WHERE no = 3`);
    opened.journal.adopt(order.write(step('leg.noShow', visit)));
    expect(opened.db.prepare('SELECT number, step FROM visits WHERE visit = ?').get(visit)).toEqual({ number: 1, step: 'called' });
  });
});
