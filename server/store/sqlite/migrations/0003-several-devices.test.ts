import { expect, onTestFinished, test } from 'vitest';
import { join } from 'node:path';
import { testFolder } from '../../../testing/folder.ts';
import { openWritable, type WritableDB } from '../handles.ts';
import { order } from './0001-order.ts';
import { severalDevices } from './0003-several-devices.ts';

/** A file of the first version: one device in its second epoch, another that never pushed. */
function firstVersion(): WritableDB {
  const db = openWritable(join(testFolder(), 'centre.sqlite'));
  onTestFinished(() => void db.close());
  order(db);
  db.exec(`
    UPDATE centre SET id = 'la-casa';
    INSERT INTO devices VALUES ('a', 2, 'token', 5, 1, 'a21', 30), ('b', 1, 'token', 5, 0, 'start', 0);
    INSERT INTO enrol_codes VALUES ('used', 1, 'a', 2);
    INSERT INTO entries VALUES
      (1, 1, 'a', 1, 1, '{"ñ":1}', 'a11', 10, 1, 50, 'o1'),
      (2, 1, 'a', 1, 2, '{}', 'a12', 20, 0, 51, 'o2'),
      (3, 1, 'a', 2, 1, '{}', 'a21', 30, 1, 52, 'o3');
  `);
  return db;
}

test('the third version keeps the centre, and every place as it was', () => {
  const db = firstVersion();
  const places = 'SELECT no, generation, device, epoch, seq, bytes, hash, effective_at, uncertain, received_at, order_hash FROM entries';
  const before = db.prepare(places).all();
  severalDevices(db);
  expect(db.prepare(places).all()).toEqual(before);
  expect(db.prepare('SELECT count(*) FROM entries WHERE quarantined').pluck().get()).toBe(0);
  expect(db.prepare('SELECT * FROM centre').all()).toEqual([
    { only_row: 1, id: 'la-casa', generation: 1, owner: null, ordering: 'ordering', fenced_by: null },
  ]);
  expect(db.pragma('foreign_key_check')).toEqual([]);
});

test('devices without a key are let in again; the ends of all their chains stay', () => {
  const db = firstVersion();
  severalDevices(db);
  expect(db.prepare('SELECT count(*) FROM devices').pluck().get()).toBe(0);
  const unknownClock = { boot_id: null, boot_began: 0, skew: 0 };
  expect(db.prepare('SELECT * FROM chains').all()).toEqual([
    { device: 'a', epoch: 1, acknowledged: 2, hash: 'a12', stamp: 20, ...unknownClock },
    { device: 'a', epoch: 2, acknowledged: 1, hash: 'a21', stamp: 30, ...unknownClock },
  ]);
});

test('[J4] the file itself still refuses a second place for the same entry', () => {
  const db = firstVersion();
  severalDevices(db);
  const again = db.prepare(
    `INSERT INTO entries SELECT 4, generation, device, epoch, seq, bytes, hash, effective_at, uncertain, received_at, order_hash, quarantined
     FROM entries WHERE no = 2`,
  );
  expect(() => again.run()).toThrow(/UNIQUE/);
});

test('[J19] the file itself refuses a fence that does not say who stands behind it', () => {
  const db = firstVersion();
  severalDevices(db);
  expect(() => db.exec("UPDATE centre SET ordering = 'fenced'")).toThrow(/CHECK/);
  expect(() => db.exec('UPDATE centre SET fenced_by = 2')).toThrow(/CHECK/);
  db.exec("UPDATE centre SET ordering = 'fenced', fenced_by = 2");
});

test('the file itself refuses the same code for two who wait, and allows it once one was answered', () => {
  const db = firstVersion();
  severalDevices(db);
  const ask = (device: string): unknown =>
    db.exec(`INSERT INTO asks (device, key, secret_hash, code, name, wrote, asked_at) VALUES ('${device}', 'k', 's', 'BCDFGHJK', 'n', 0, 0)`);
  ask('a');
  expect(() => ask('b')).toThrow(/UNIQUE/);
  db.exec("UPDATE asks SET answer = 'refused', answered_at = 1");
  ask('b');
});
