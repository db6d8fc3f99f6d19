import type Database from 'better-sqlite3';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { freshJournals } from '../../../tests/fixtures/fresh-journals.ts';
import { CONFIGURED, MONDAY, TestOrder, dayAfterMonday, issued, type OpenJournal } from '../../../tests/fixtures/journals.ts';
import { testClock, type TestClock } from '../../../tests/fixtures/world.ts';
import { REDUCERS } from '../../../shared/domain/reducers/state.ts';

const journals = freshJournals();
let order: TestOrder;
let clock: TestClock;

beforeEach(() => {
  clock = testClock();
  order = new TestOrder();
  order.open();
  order.write(CONFIGURED);
});

function restarted(): OpenJournal {
  journals.close();
  return journals.open({ clock });
}

/** `count` more places, a ticket in every twenty, adopted, and what is due done. */
function grow({ journal }: OpenJournal, count: number, day = MONDAY): void {
  for (let n = 0; n < count; n += 1) {
    if (n % 20 === 0) order.write(issued((order.head % 9000) + 1), day);
    else order.open();
  }
  for (let no = journal.head.no; no < order.head; no = journal.head.no) journal.adopt(order.places.slice(no, no + 1000));
  clock.pass(60_000);
  journal.tidy();
}

function snapshotsIn(db: Database.Database): number[] {
  return db.prepare('SELECT no FROM snapshots ORDER BY no').pluck().all().map(Number);
}

describe('a snapshot', () => {
  it('[J8] is kept every few thousand places, two at a time, and with the tail is the same as all of it from the first place', () => {
    const opened = journals.open({ clock });
    grow(opened, 100);
    expect(snapshotsIn(opened.db)).toEqual([]);
    grow(opened, 1900);
    const first = order.head;
    expect(snapshotsIn(opened.db)).toEqual([first]);
    grow(opened, 500);
    grow(opened, 2000);
    const second = order.head;
    grow(opened, 700);
    expect(snapshotsIn(opened.db)).toEqual([first, second]);
    const again = restarted();
    expect(again.journal.state).toEqual(order.state());
    grow(again, 4200);
    expect(snapshotsIn(again.db)).toEqual([second, order.head]);
    // What nobody can read but by the snapshot: the places before it are not needed.
    again.db.exec('DELETE FROM places WHERE no < 9000');
    expect(restarted().journal.state).toEqual(order.state());
  });

  it('[J8] is kept when a day is closed', () => {
    const opened = journals.open({ clock });
    grow(opened, 10);
    grow(opened, 10, dayAfterMonday(1));
    order.closeDay(MONDAY);
    grow(opened, 0);
    expect(snapshotsIn(opened.db)).toEqual([order.head]);
    grow(opened, 5, dayAfterMonday(1));
    expect(snapshotsIn(opened.db)).toHaveLength(1);
    const again = restarted();
    expect(again.journal.state).toEqual(order.state());
    expect(again.journal.state.visits.size).toBe(2);
  });

  const harms: readonly [string, string][] = [
    ['a changed state', `UPDATE snapshots SET state = replace(state, '"number":23', '"number":24') WHERE no = (SELECT max(no) FROM snapshots)`],
    ['a state cut short', `UPDATE snapshots SET state = substr(state, 1, 100) WHERE no = (SELECT max(no) FROM snapshots)`],
    ['another place', 'UPDATE snapshots SET no = no - 1 WHERE no = (SELECT max(no) FROM snapshots)'],
    ['another order', `UPDATE snapshots SET order_hash = '${'e'.repeat(64)}' WHERE no = (SELECT max(no) FROM snapshots)`],
    ['other reducers', `UPDATE snapshots SET reducers = ${REDUCERS + 1} WHERE no = (SELECT max(no) FROM snapshots)`],
    ['other chains', `UPDATE snapshots SET chains = replace(chains, '"seq":', '"seq":1') WHERE no = (SELECT max(no) FROM snapshots)`],
    ['any of that in both', `UPDATE snapshots SET state = replace(state, '"number":23', '"number":24')`],
  ];
  it('[J8] that is no good is passed over, for the one before it or for the journal itself', () => {
    const opened = journals.open({ file: 'whole.sqlite', clock });
    grow(opened, 2000);
    grow(opened, 2000);
    grow(opened, 3);
    expect(snapshotsIn(opened.db)).toHaveLength(2);
    const { state } = opened.journal;
    journals.close();
    for (const [what, harm] of harms) {
      copyFileSync(join(journals.folder, 'whole.sqlite'), join(journals.folder, 'station.sqlite'));
      journals.open({ clock }).db.exec(harm);
      expect(restarted().journal.state, what).toEqual(state);
      journals.close();
    }
  });

  it('[J8] that a full disk has no room for is kept when it has, and nothing else is lost by it', () => {
    const opened = journals.open({ clock });
    const { journal, db } = opened;
    grow(opened, 1000);
    for (let n = 0; n < 1000; n += 1) order.open();
    journal.adopt(order.after(journal.head.no));
    clock.pass(60_000);
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
    expect(() => journal.tidy()).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }));
    expect(snapshotsIn(db)).toEqual([]);
    expect(journal.state).toEqual(order.state());
    db.pragma('max_page_count = 1000000');
    journal.tidy();
    expect(snapshotsIn(db)).toEqual([order.head]);
    expect(restarted().journal.state).toEqual(order.state());
  });

  it('[J8] the one a journal began at stays, since there is nothing before it', () => {
    for (let n = 0; n < 50; n += 1) order.write(issued(n + 1));
    const base = order.head;
    const opened = journals.open({ clock });
    opened.journal.adoptSnapshot(order.snapshot());
    grow(opened, 2000);
    grow(opened, 2500);
    grow(opened, 4600);
    expect(snapshotsIn(opened.db)).toEqual([base, order.head - 4600, order.head]);
    opened.db.exec('DELETE FROM snapshots WHERE no > 1000');
    expect(restarted().journal.state).toEqual(order.state());
  });
});

describe('places that are not what the order held', () => {
  const harms: readonly [string, string][] = [
    ['bytes', `UPDATE places SET bytes = replace(bytes, '"number":3', '"number":4') WHERE no = 3`],
    ['a stamp', 'UPDATE places SET effective_at = effective_at + 1 WHERE no = 4'],
    ['a hash', `UPDATE places SET hash = '${'e'.repeat(64)}' WHERE no = 4`],
    ['an order hash', `UPDATE places SET order_hash = '${'e'.repeat(64)}' WHERE no = 4`],
    ['who it is', 'UPDATE places SET seq = 99 WHERE no = 4'],
    ['a place that is missing', 'DELETE FROM places WHERE no = 4'],
    ['the last places', 'DELETE FROM places WHERE no > 4'],
    ['where it ends', 'UPDATE reach SET head_no = 5'],
    ['one place too many', `INSERT INTO places SELECT no + 1, generation, effective_at, order_hash, chain, seq + 1, hash, about, bytes FROM places ORDER BY no DESC LIMIT 1`],
  ];
  it.each(harms)('are found out at the start: %s', (_, harm) => {
    const opened = journals.open({ clock });
    grow(opened, 8);
    opened.db.exec(harm);
    expect(restarted).toThrow(expect.objectContaining({ name: 'Damaged' }));
  });
});
