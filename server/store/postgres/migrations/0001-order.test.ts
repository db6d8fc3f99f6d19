import { expect, test } from 'vitest';
import { onPostgres } from '../../../../tests/fixtures/on-postgres.ts';
import { order } from './0001-order.ts';

await onPostgres('the first version of the PostgreSQL database', ({ testDatabase }) => {
  test('begins generation 1 of an empty order, with no centre yet', async () => {
    const database = await begun();
    expect(await database.query('SELECT * FROM umbral.centre')).toEqual([{ only_row: 1, id: null, generation: 1, owner: null, ordering: 'ordering', fenced_by: null }]);
    expect(await database.query('SELECT no FROM umbral.entries')).toEqual([]);
  });

  test('[J4] refuses by itself a second place for the same entry, and a second entry for the same place', async () => {
    const { query } = await begun();
    const insert = (no: number, seq: number) =>
      query("INSERT INTO umbral.entries VALUES ($1, 1, 'd', 1, $2, '{}', 'h', 0, true, 0, 'o', false)", [no, seq]);
    await insert(1, 7);
    await expect(insert(2, 7)).rejects.toThrow(/entries_device_epoch_seq_key/);
    await expect(insert(1, 8)).rejects.toThrow(/entries_pkey/);
  });

  test('[J6] gives no place a number of its own accord', async () => {
    const { query } = await begun();
    expect(await query("SELECT 1 FROM pg_class WHERE relkind = 'S' AND relnamespace = 'umbral'::regnamespace")).toEqual([]);
  });

  test('is fenced by somebody, or by nobody at all', async () => {
    const { query } = await begun();
    await expect(query("UPDATE umbral.centre SET ordering = 'fenced'")).rejects.toThrow(/check/);
    await expect(query('UPDATE umbral.centre SET fenced_by = 2')).rejects.toThrow(/check/);
  });

  async function begun() {
    const database = await testDatabase();
    await database.query(`CREATE SCHEMA umbral; SET search_path = umbral; ${order}`);
    return database;
  }
});
