import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { testChance } from '../../../../tests/fixtures/world.ts';
import { identityIn } from '../identity.ts';
import { migrate } from './index.ts';

it('keeps the device, its epoch and the code it was given; what it had no word for is made at the next start', () => {
  const db = new Database(':memory:');
  migrate(db, 2);
  const device = testChance(1).id();
  db.prepare("INSERT INTO identity (only, device, epoch, token, enrol_code, placed_seq) VALUES (1, ?, 3, 'old', 'code', 7)").run(device);
  migrate(db, 3);
  const identity = identityIn(db, testChance(2));
  expect(identity).toMatchObject({ device, epoch: 3, enrolCode: 'code', enrolled: false, centre: null, nextKey: null, gone: { seq: 0 } });
  // Made once.
  expect(identityIn(db, testChance(3))).toEqual(identity);
  db.close();
});

it('a file that was never used gets an identity of its own', () => {
  const db = new Database(':memory:');
  migrate(db, 3);
  const identity = identityIn(db, testChance(2));
  expect(identity.epoch).toBe(1);
  expect(identityIn(db, testChance(3))).toEqual(identity);
  db.close();
});
