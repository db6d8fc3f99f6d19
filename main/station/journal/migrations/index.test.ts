import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeFirstShape } from '../../../../tests/fixtures/first-shape.ts';
import { freshJournals } from '../../../../tests/fixtures/fresh-journals.ts';
import { CONFIGURED, MONDAY, TestOrder, called, issued, pendingOf, visitOf } from '../../../../tests/fixtures/journals.ts';
import { DESK_3, MONDAY_NINE, commandIds, testChance, testClock } from '../../../../tests/fixtures/world.ts';
import type { Reply } from '../../../../shared/contract/commands.ts';
import { MIGRATIONS, migrate, versionOf } from './index.ts';

const journals = freshJournals();

it('a new file arrives at the newest version, and stays there when it is opened again', () => {
  const db = new Database(':memory:');
  migrate(db);
  migrate(db);
  expect(versionOf(db)).toBe(MIGRATIONS.length);
  db.close();
});

it('a file of the first shape keeps everything: the order, what is pending, answers, papers, who it is', () => {
  // Two stations of today write what a station of then wrote: the entries are the same.
  const other = journals.open({ file: 'other.sqlite' }).journal;
  const source = journals.open({ file: 'source.sqlite' }).journal;
  const order = new TestOrder();
  const [first, second, third] = [issued(1), issued(2), issued(3)];
  other.write(CONFIGURED, MONDAY);
  other.write(first, MONDAY);
  other.adopt(order.take(other));
  source.adopt(order.after(0));
  source.write(second, MONDAY);
  source.adopt(order.take(source, -2000));
  const placed = order.after(0);
  source.write(called(visitOf(first)), MONDAY);
  source.write(third, MONDAY);
  const command = { kind: 'desk.callNext', id: commandIds(testChance(5))(), desk: DESK_3 } as const;
  const reply: Reply = { kind: 'refused', why: 'nobodyWaiting' };
  const db = writeFirstShape(join(journals.folder, 'station.sqlite'), {
    device: source.device,
    placed,
    pending: pendingOf(source),
    commands: [{ id: command.id, command: JSON.stringify(command), reply: JSON.stringify(reply), at: MONDAY_NINE }],
  });
  db.exec(`INSERT INTO print_jobs (visit, letter, number, business_day, ticket, state, created_at) VALUES ('v', 'A', 3, '${MONDAY}', '{}', 'waiting', 1)`);
  db.close();

  const { journal, db: migrated } = journals.open();
  expect(journal.device).toBe(source.device);
  expect(journal.epoch).toBe(1);
  expect(journal.state).toEqual(source.state);
  expect(journal.head).toEqual(source.head);
  expect(journal.chain).toEqual(source.chain);
  expect(pendingOf(journal)).toEqual(pendingOf(source));
  expect(journal.placesAfter(0, 100)).toEqual(placed);
  expect(journal.remembered(command)).toEqual(reply);
  expect(migrated.prepare('SELECT subject, title, state FROM papers').all()).toEqual([{ subject: 'v', title: 'A\u00a0003', state: 'waiting' }]);
  // A token of then opens nothing now: this device proves itself by a key, and asks to be let in again.
  expect(journal.enrolled).toBe(false);
  expect(journal.keys.current).toMatch(/^[\w-]{43}$/);
  // It goes on where it was.
  journal.write(issued(4), MONDAY);
  expect(journal.adopt(order.take(journal))).toBeUndefined();
  expect(journal.state).toEqual(order.state());
});

it('a file of the first shape that was never used is as good as a new one', () => {
  const device = journals.open({ file: 'source.sqlite' }).journal.device;
  writeFirstShape(join(journals.folder, 'station.sqlite'), { device, placed: [], pending: [] }).close();
  const { journal } = journals.open({ clock: testClock() });
  expect(journal.device).toBe(device);
  expect(journal.head.no).toBe(0);
  journal.write(CONFIGURED, MONDAY);
  expect(journal.chain.seq).toBe(1);
});
