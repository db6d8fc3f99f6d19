import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { CHAIN_START } from '../../../../shared/domain/entries/entry.ts';
import { Places } from '../places.ts';
import { migrate } from './index.ts';

const start = { generation: 1, no: 0, orderHash: CHAIN_START };

it('the order reaches from its beginning to the last place there is', () => {
  const db = new Database(':memory:');
  migrate(db, 4);
  db.exec("INSERT INTO places VALUES (1, 1, 10, 'x', 1, 1, 'a', NULL, 'b'), (2, 3, 20, 'y', 1, 2, 'c', NULL, 'd')");
  migrate(db, 5);
  expect(new Places(db).reach()).toEqual({ base: start, head: { generation: 3, no: 2, orderHash: 'y' } });
  db.close();
});

it('an order with no place yet ends where it begins', () => {
  const db = new Database(':memory:');
  migrate(db, 5);
  expect(new Places(db).reach()).toEqual({ base: start, head: start });
  db.close();
});
