import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { salvagedIn } from '../salvage.ts';
import { migrate } from './index.ts';

it('begins with nothing to tell', () => {
  const db = new Database(':memory:');
  migrate(db, 7);
  expect(salvagedIn(db)).toBeUndefined();
  db.close();
});
