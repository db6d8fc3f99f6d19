import { expect, test } from 'vitest';
import { onPostgres } from '../../../../tests/fixtures/on-postgres.ts';
import { subjectKeys } from './0003-subject-keys.ts';

await onPostgres('the third version of the PostgreSQL database', ({ testDatabase }) => {
  test('[J15] keeps a key with whose it is, or nothing of it', async () => {
    const { query } = await testDatabase();
    await query(`CREATE SCHEMA umbral; SET search_path = umbral; ${subjectKeys}`);
    await query("INSERT INTO umbral.subject_keys VALUES ('a', 'k', 's', 'd'), ('b', NULL, NULL, NULL)");
    for (const half of ["('c', 'k', NULL, 'd')", "('c', NULL, 's', NULL)", "('a', 'k', 's', 'd')"]) await expect(query(`INSERT INTO umbral.subject_keys VALUES ${half}`)).rejects.toThrow(/constraint/);
  });
});
