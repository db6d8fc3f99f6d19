import { expect, onTestFinished, test } from 'vitest';
import { join } from 'node:path';
import { testFolder } from '../../../testing/folder.ts';
import { openWritable, type WritableDB } from '../handles.ts';
import { order } from './0001-order.ts';
import { staff } from './0002-staff.ts';
import { severalDevices } from './0003-several-devices.ts';
import { secondOf, WRITTEN_TWICE, writtenTwice } from './0004-written-twice.ts';

function thirdVersion(): WritableDB {
  const db = openWritable(join(testFolder(), 'centre.sqlite'));
  onTestFinished(() => void db.close());
  for (const step of [order, staff, severalDevices]) step(db);
  return db;
}

/** Tables with a row whose two writings differ. */
function differing(db: WritableDB): readonly string[] {
  return Object.keys(WRITTEN_TWICE).filter((table) => {
    const second = secondOf(table as keyof typeof WRITTEN_TWICE);
    return Number(db.prepare(`SELECT count(*) FROM ${table} WHERE again IS NOT ${second}`).pluck().get()) > 0;
  });
}

test('rows that are there, that come, and that are changed are written twice, however that is done', () => {
  const db = thirdVersion();
  const device = (id: string): string => `INSERT INTO devices (device, name, key, epoch, first, enrolled_at) VALUES ('${id}', 'n', 'k', 1, 0, 5)`;
  db.exec(device('a'));
  writtenTwice(db);
  expect(differing(db)).toEqual([]);
  db.exec(`
    ${device('b')};
    ${device('a')} ON CONFLICT (device) DO UPDATE SET name = 'ñ', epoch = epoch + 1;
    UPDATE devices SET revoked_at = 7, seen_at = NULL WHERE device = 'b';
    UPDATE devices SET device = 'c' WHERE device = 'b';
    UPDATE centre SET ordering = 'fenced', fenced_by = 2;
    INSERT INTO asks (device, key, secret_hash, code, name, wrote, asked_at) VALUES ('a', 'k', 's', 'BCDFGHJK', 'n', 0, 0);
    UPDATE asks SET answer = 'refused', answered_at = 1;
    INSERT INTO staff_accounts (id, name, role, password_hash, created_at) VALUES ('i', 'rosa', 'agent', 'h', 0);
    UPDATE staff_accounts SET role = 'admin';
  `);
  expect(differing(db)).toEqual([]);
  expect(db.prepare('SELECT device, again FROM devices').all()).toEqual([
    { device: 'a', again: '["a","ñ","k",2,0,5,null,null,0,0,0]' },
    { device: 'c', again: '["c","n","k",1,0,5,7,null,0,0,0]' },
  ]);
});

test('a row that was changed in one of its writings is found', () => {
  const db = thirdVersion();
  writtenTwice(db);
  db.exec("UPDATE centre SET again = replace(again, '1', '3')");
  expect(differing(db)).toEqual(['centre']);
});
