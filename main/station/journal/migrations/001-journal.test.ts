import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate } from './index.ts';

it('[J1] the first shape refuses two entries under one device, epoch and number', () => {
  const db = new Database(':memory:');
  migrate(db, 1);
  const insert = db.prepare("INSERT INTO entries VALUES ('me', 1, 1, 't', 'd', 0, 'b', ?)");
  insert.run('a');
  expect(() => insert.run('b')).toThrow(/UNIQUE/);
  db.close();
});
