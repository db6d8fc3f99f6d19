import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../../server/digest.ts';
import { openSqliteStore } from '../../server/store/sqlite/open.ts';
import { storeSuite } from './store-suite.ts';

storeSuite('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'umbral-store-'));
  return {
    open: async () => openSqliteStore({ file: join(folder, 'centre.sqlite'), digest: sha256 }),
    remove: () => rm(folder, { recursive: true }),
  };
});
