import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate } from './index.ts';

it('[P3] keeps every paper under its number, and the keys that are still asked', () => {
  const db = new Database(':memory:');
  migrate(db, 9);
  db.exec(`INSERT INTO print_jobs VALUES
    (4, 'v', 'A', 3, 'd', '{}', 'waiting', 1, NULL, NULL, NULL),
    (7, 'w', 'BK', 12, 'd', '{}', 'refused', 1, 2, 'expired', 'too long')`);
  const before = db.prepare('SELECT * FROM print_jobs').all();
  migrate(db, 10);
  expect(db.prepare('SELECT * FROM print_jobs').all()).toEqual(before.map((row) => ({ ...(row as object), appointment: null, code: null })));
  expect(db.prepare("SELECT name FROM sqlite_schema WHERE tbl_name = 'print_jobs' AND type = 'index' ORDER BY name").pluck().all()).toEqual(['print_jobs_ended', 'print_jobs_troubles']);
  db.close();
});

it('a paper is a ticket’s or a slip’s, never both and never neither', () => {
  const db = new Database(':memory:');
  migrate(db, 10);
  const insert = (...named: readonly (string | number | null)[]): unknown =>
    db.prepare("INSERT INTO print_jobs VALUES (NULL, ?, ?, ?, 'd', '{}', 'waiting', 1, NULL, NULL, NULL, ?, ?)").run(...named);
  insert('v', 'A', 3, null, null);
  insert(null, null, null, 'a', '042137');
  for (const wrong of [[null, null, null, null, null], ['v', 'A', 3, 'a', '042137'], ['v', null, null, null, null], [null, 'A', 3, 'a', '042137'], [null, null, null, 'a', null], ['v', 'A', 3, null, '042137']]) {
    expect(() => insert(...wrong)).toThrow('CHECK');
  }
  db.close();
});
