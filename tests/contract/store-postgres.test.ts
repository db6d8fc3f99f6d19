import { sha256 } from '../../server/digest.ts';
import { readAddress } from '../../server/store/postgres/address.ts';
import { openPostgresStore } from '../../server/store/postgres/open.ts';
import { onPostgres } from '../fixtures/on-postgres.ts';
import { storeSuite } from './store-suite.ts';

await onPostgres('the PostgreSQL store', (postgres) =>
  storeSuite('PostgreSQL', async () => {
    const database = await postgres.lendDatabase();
    return {
      open: () => openPostgresStore({ address: readAddress(database.url, 'the test’s own URL'), digest: sha256 }),
      spoilChains: async (text) => void (await database.query('UPDATE umbral.snapshot SET chains = $1', [text])),
      remove: () => database.giveBack(),
    };
  }),
);
