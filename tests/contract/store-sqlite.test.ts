import Database from 'better-sqlite3';
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
    spoilChains: async (text) => {
      const db = new Database(join(folder, 'centre.sqlite'));
      db.prepare('UPDATE snapshot SET chains = ?').run(text);
      db.close();
    },
    remove: () => rm(folder, { recursive: true }),
  };
});
