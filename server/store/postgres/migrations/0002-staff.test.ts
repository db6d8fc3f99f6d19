import { expect, test } from 'vitest';
import { onPostgres } from '../../../../tests/fixtures/on-postgres.ts';
import { staff } from './0002-staff.ts';

await onPostgres('the second version of the PostgreSQL database', ({ testDatabase }) => {
  test('begins without anybody, and with an empty audit', async () => {
    const { query } = await withStaff();
    for (const table of ['staff_accounts', 'staff_sessions', 'staff_tries', 'staff_audit']) {
      expect(await query(`SELECT 1 FROM umbral.${table}`)).toEqual([]);
    }
  });

  test.each([
    ['changed', "UPDATE umbral.staff_audit SET act = 'nothing'"],
    ['removed', 'DELETE FROM umbral.staff_audit'],
    ['removed with all others', 'TRUNCATE umbral.staff_audit'],
    ['overwritten', "INSERT INTO umbral.staff_audit (no, at, act) VALUES (1, 9, 'nothing') ON CONFLICT (no) DO UPDATE SET act = 'nothing'"],
  ])('[X7] refuses by itself that a line of the audit is %s', async (_, sql) => {
    const { query } = await withStaff();
    await query("INSERT INTO umbral.staff_audit (no, at, act) VALUES (1, 7, 'signedIn')");
    await expect(query(sql)).rejects.toThrow('the audit is only added to');
    expect(await query('SELECT no, at, act FROM umbral.staff_audit')).toEqual([{ no: '1', at: '7', act: 'signedIn' }]);
  });

  test('[X7] refuses by itself a second account with the same name, and a role nobody knows', async () => {
    const { query } = await withStaff();
    const add = (id: string, name: string, role: string) =>
      query("INSERT INTO umbral.staff_accounts (id, name, role, password_hash, created_at) VALUES ($1, $2, $3, 'h', 0)", [id, name, role]);
    await add('a', 'rosa', 'agent');
    await expect(add('b', 'rosa', 'admin')).rejects.toThrow(/staff_accounts_name_key/);
    await expect(add('c', 'luis', 'root')).rejects.toThrow(/staff_accounts_role_check/);
  });

  async function withStaff() {
    const database = await testDatabase();
    await database.query(`CREATE SCHEMA umbral; SET search_path = umbral; ${staff}`);
    return database;
  }
});
