import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate } from './index.ts';

it('begins with no visit: no day was over before days were closed', () => {
  const db = new Database(':memory:');
  migrate(db, 6);
  expect(db.prepare('SELECT count(*) AS n FROM visits').get()).toEqual({ n: 0 });
  db.close();
});
