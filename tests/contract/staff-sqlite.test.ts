import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../../server/digest.ts';
import { openSqliteStore } from '../../server/store/sqlite/open.ts';
import { staffActs } from './staff-acts.ts';
import { staffSuite } from './staff-suite.ts';

async function createDatabase() {
  const folder = await mkdtemp(join(tmpdir(), 'umbral-staff-'));
  return {
    open: async () => openSqliteStore({ file: join(folder, 'centre.sqlite'), digest: sha256 }),
    remove: () => rm(folder, { recursive: true }),
  };
}

staffSuite('SQLite', createDatabase);
staffActs('SQLite', createDatabase);
