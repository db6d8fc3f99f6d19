import { expect, test } from 'vitest';
import { onPostgres } from '../../../../tests/fixtures/on-postgres.ts';
import { subjectKeys } from './0003-subject-keys.ts';

await onPostgres('the third version of the PostgreSQL database', ({ testDatabase }) => {
  test('[J15] keeps a key with whose it is, or nothing of it and since when', async () => {
    const { query } = await testDatabase();
    await query(`CREATE SCHEMA umbral; SET search_path = umbral; ${subjectKeys}`);
    await query("INSERT INTO umbral.subject_keys VALUES ('a', 'k', 's', 'd', NULL), ('b', NULL, NULL, NULL, 5)");
    for (const half of ["('c', 'k', NULL, 'd', NULL)", "('c', NULL, 's', NULL, 5)", "('c', NULL, NULL, NULL, NULL)", "('c', 'k', 's', 'd', 5)", "('a', 'k', 's', 'd', NULL)"]) await expect(query(`INSERT INTO umbral.subject_keys VALUES ${half}`)).rejects.toThrow(/constraint/);
  });
});
