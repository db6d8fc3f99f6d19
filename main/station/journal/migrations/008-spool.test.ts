import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate } from './index.ts';

it('[P3] keeps every paper, and the keys that are still asked', () => {
  const db = new Database(':memory:');
  migrate(db, 7);
  db.exec("INSERT INTO print_jobs (visit, letter, number, business_day, ticket, state, created_at) VALUES ('v', 'A', 3, 'd', '{}', 'waiting', 1)");
  migrate(db, 8);
  expect(db.prepare('SELECT visit, number, state FROM print_jobs').all()).toEqual([{ visit: 'v', number: 3, state: 'waiting' }]);
  expect(db.prepare("SELECT name FROM sqlite_schema WHERE tbl_name = 'print_jobs' AND type = 'index' ORDER BY name").pluck().all()).toEqual(['print_jobs_ended', 'print_jobs_troubles']);
  db.close();
});
