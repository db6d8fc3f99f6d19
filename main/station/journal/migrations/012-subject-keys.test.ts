import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate } from './index.ts';

it('[J15] a file has a place for keys, apart from the entries that they open', () => {
  const db = new Database(':memory:');
  migrate(db, 11);
  expect(db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'subject_keys'").all()).toEqual([]);
  migrate(db, 12);
  db.prepare('INSERT INTO subject_keys VALUES (?, ?, 0)').run('one', Buffer.alloc(32));
  expect(db.prepare('SELECT subject, length(key) AS length, is_sent FROM subject_keys').all()).toEqual([{ subject: 'one', length: 32, is_sent: 0 }]);
  db.close();
});
