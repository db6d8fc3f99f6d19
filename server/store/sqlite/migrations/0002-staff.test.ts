import { expect, onTestFinished, test } from 'vitest';
import { join } from 'node:path';
import { testFolder } from '../../../testing/folder.ts';
import { openWritable, type WritableDB } from '../handles.ts';
import { staff } from './0002-staff.ts';

function freshStaff(): WritableDB {
  const db = openWritable(join(testFolder(), 'centre.sqlite'));
  onTestFinished(() => void db.close());
  staff(db);
  return db;
}

test('the second version begins without anybody, and with an empty audit', () => {
  const db = freshStaff();
  for (const table of ['staff_accounts', 'staff_sessions', 'staff_tries', 'staff_audit']) {
    expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
  }
});

test.each([
  ['changed', "UPDATE staff_audit SET act = 'nothing'"],
  ['removed', 'DELETE FROM staff_audit'],
  ['removed with a condition', 'DELETE FROM staff_audit WHERE no = 1'],
  ['replaced', "INSERT OR REPLACE INTO staff_audit (no, at, act) VALUES (1, 9, 'nothing')"],
  ['overwritten', "INSERT INTO staff_audit (no, at, act) VALUES (1, 9, 'nothing') ON CONFLICT (no) DO UPDATE SET act = 'nothing'"],
])('[X7] the file itself refuses that a line of the audit is %s', (_, statement) => {
  const db = freshStaff();
  db.exec("INSERT INTO staff_audit (at, act) VALUES (7, 'signedIn')");
  expect(() => db.exec(statement)).toThrow('the audit is only added to');
  expect(db.prepare('SELECT no, at, act FROM staff_audit').all()).toEqual([{ no: 1, at: 7, act: 'signedIn' }]);
});

test('[X7] the file itself refuses a second account with the same name, and a role nobody knows', () => {
  const db = freshStaff();
  const add = db.prepare<[string, string, string]>("INSERT INTO staff_accounts (id, name, role, password_hash, created_at) VALUES (?, ?, ?, 'h', 0)");
  add.run('a', 'rosa', 'agent');
  expect(() => add.run('b', 'rosa', 'admin')).toThrow(/UNIQUE/);
  expect(() => add.run('c', 'luis', 'root')).toThrow(/CHECK/);
});
