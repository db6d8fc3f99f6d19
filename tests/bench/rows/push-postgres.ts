/** `push-postgres`: the same as `push-sqlite`, on a PostgreSQL that waits for its disk. */
import { Client } from 'pg';
import { sha256 } from '../../../server/digest.ts';
import { readAddress } from '../../../server/store/postgres/address.ts';
import { openPostgresStore } from '../../../server/store/postgres/open.ts';
import { createPostgresDatabase, startPostgres } from '../../fixtures/postgres.ts';
import { stopwatch, type Row, type Unmeasured } from '../measure.ts';
import { BATCHES, pushRow, readyDevice, WARM_UP } from '../pushing.ts';

export async function measurePushPostgres(): Promise<Row | Unmeasured> {
  const postgres = await startPostgres({ durable: true });
  try {
    if (postgres.found.kind !== 'running') return { row: 'push-postgres', unmeasured: postgres.found.why };
    const database = await createPostgresDatabase(postgres.found.url);
    try {
      return await measure(database.url);
    } finally {
      await database.drop();
    }
  } finally {
    await postgres.stop();
  }
}

async function measure(url: string): Promise<Row> {
  const store = await openPostgresStore({ address: readAddress(url, 'the bench’s own URL'), digest: sha256 });
  const bare = await bareTable(url);
  const device = await readyDevice(store);
  const pushed: number[] = [];
  const inserted: number[] = [];
  for (let batch = 0; batch < WARM_UP + BATCHES; batch += 1) {
    const push = device.nextPush();
    const watch = stopwatch();
    const result = await store.push(push);
    const pushMs = watch();
    if (result.kind !== 'acknowledged') throw new Error(`a push was not taken: ${result.kind}`);
    const insertMs = await bare.insertSame(result.no - push.entries.length);
    if (batch < WARM_UP) continue;
    pushed.push(pushMs);
    inserted.push(insertMs);
  }
  await bare.close();
  await store.close();
  return pushRow('push-postgres', pushed, inserted);
}

/** A table of the store's own shape and indices in the same database, filled by one statement a transaction. */
async function bareTable(url: string): Promise<{ insertSame: (after: number) => Promise<number>; close: () => Promise<void> }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('CREATE TABLE umbral.bare (LIKE umbral.entries INCLUDING ALL)');
  const { rows: columns } = await client.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
     WHERE attrelid = 'umbral.entries'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
  );
  const names = columns.map(({ name }) => name).join(', ');
  const insert = `INSERT INTO umbral.bare (${names}) SELECT * FROM unnest(${columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')})`;
  return {
    async insertSame(after) {
      const { rows } = await client.query<Record<string, unknown>>(`SELECT ${names} FROM umbral.entries WHERE no > $1 ORDER BY no`, [after]);
      const values = columns.map(({ name }) => rows.map((row) => row[name]));
      const watch = stopwatch();
      await client.query('BEGIN');
      await client.query(insert, values);
      await client.query('COMMIT');
      return watch();
    },
    close: () => client.end(),
  };
}
