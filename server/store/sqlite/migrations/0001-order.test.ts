import { expect, test } from 'vitest';
import { join } from 'node:path';
import { testFolder } from '../../../testing/folder.ts';
import { openWritable } from '../handles.ts';
import { order } from './0001-order.ts';

test('the first version begins generation 1 of an empty order, with no centre yet', () => {
  const db = openWritable(join(testFolder(), 'centre.sqlite'));
  order(db);
  expect(db.prepare('SELECT * FROM centre').all()).toEqual([{ only_row: 1, id: null, generation: 1 }]);
  expect(db.prepare('SELECT count(*) FROM entries').pluck().get()).toBe(0);
  db.close();
});

test('[J4] the file itself refuses a second place for the same entry', () => {
  const db = openWritable(join(testFolder(), 'centre.sqlite'));
  order(db);
  db.exec("INSERT INTO devices VALUES ('d', 1, 't', 0, 0, 'h', 0)");
  const insert = db.prepare("INSERT INTO entries VALUES (?, 1, 'd', 1, 7, 'b', 'h', 0, 1, 0, 'o')");
  insert.run(1);
  expect(() => insert.run(2)).toThrow(/UNIQUE/);
  db.close();
});
