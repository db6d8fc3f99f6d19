import { sha256 } from '../../server/digest.ts';
import { readAddress } from '../../server/store/postgres/address.ts';
import { openPostgresStore } from '../../server/store/postgres/open.ts';
import { onPostgres } from '../fixtures/on-postgres.ts';
import { staffActs } from './staff-acts.ts';
import { staffSuite } from './staff-suite.ts';

await onPostgres('the staff of the PostgreSQL store', (postgres) => {
  const createDatabase = async () => {
    const database = await postgres.lendDatabase();
    return {
      open: () => openPostgresStore({ address: readAddress(database.url, 'the test’s own URL'), digest: sha256 }),
      remove: () => database.giveBack(),
    };
  };
  staffSuite('PostgreSQL', createDatabase);
  staffActs('PostgreSQL', createDatabase);
});
