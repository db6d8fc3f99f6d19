import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { PRINT_JOBS_SCHEMA } from '../../printing/index.ts';
import { migrate } from './index.ts';

const shapeOf = (db: Database.Database): unknown =>
  db.prepare("SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'print_jobs' ORDER BY name").all();

it('[P3] keeps every paper, and comes to the shape that the spool is written for', () => {
  const db = new Database(':memory:');
  migrate(db, 7);
  db.exec("INSERT INTO print_jobs (visit, letter, number, business_day, ticket, state, created_at) VALUES ('v', 'A', 3, 'd', '{}', 'waiting', 1)");
  migrate(db, 8);
  expect(db.prepare('SELECT visit, number, state FROM print_jobs').all()).toEqual([{ visit: 'v', number: 3, state: 'waiting' }]);
  const spool = new Database(':memory:');
  spool.exec(PRINT_JOBS_SCHEMA);
  expect(shapeOf(db)).toEqual(shapeOf(spool));
  for (const one of [db, spool]) one.close();
});
