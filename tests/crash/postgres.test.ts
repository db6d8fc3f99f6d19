/** The order in PostgreSQL: its server is killed, and ours, in the midst of pushes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderedEntry } from '../../shared/domain/entries/entry.ts';
import { DeviceId } from '../../shared/domain/ids.ts';
import { createPostgresDatabase, startPostgres, type PostgresDatabase } from '../fixtures/postgres.ts';
import { testChance } from '../fixtures/world.ts';
import { CrashCentre } from './centre.ts';

const KILLS = Math.ceil(Number(process.env['UMBRAL_CRASH_KILLS'] ?? 20) / 5);
/** A kill comes at most so long after something was done that is worth it. */
const LATEST_MS = 120;

// Commits wait for its disk here, as they do in a house.
const postgres = await startPostgres({ durable: true });
const whyNot = postgres.found.kind === 'running' ? undefined : postgres.found.why;
const isRequired = !['', '0', 'false', undefined].includes(process.env.CI);
afterAll(() => postgres.stop());

interface Row {
  readonly no: string;
  readonly generation: number;
  readonly effective_at: string;
  readonly order_hash: string;
  readonly device: string;
  readonly epoch: number;
  readonly seq: string;
  readonly bytes: Buffer;
  readonly hash: string;
}

async function orderIn({ query }: PostgresDatabase): Promise<readonly OrderedEntry[]> {
  const rows = await query<Row>('SELECT * FROM umbral.entries ORDER BY no');
  return rows.map(({ no, generation, effective_at, order_hash, device, epoch, seq, bytes, hash }) => ({
    place: { generation, no: Number(no), effectiveAt: Number(effective_at), orderHash: order_hash },
    id: { device: DeviceId.parse(device), epoch, seq: Number(seq) },
    entry: { bytes: bytes.toString('utf8'), hash },
  }));
}

describe.skipIf(whyNot !== undefined && !isRequired)(`an order in PostgreSQL${whyNot === undefined ? '' : ` (${whyNot})`}`, () => {
  let database: PostgresDatabase;
  let centre: CrashCentre;
  beforeAll(async () => {
    if (postgres.found.kind !== 'running') throw new Error(`${whyNot} (a build machine must have it)`);
    database = await createPostgresDatabase(postgres.found.url);
    centre = await CrashCentre.open({ databaseUrl: database.url, order: () => orderIn(database) });
  });
  afterAll(async () => {
    await centre.close();
    await database.drop();
  });

  it('[J2] [J3] loses nothing that was acknowledged when PostgreSQL is killed in the midst of pushes, and goes on by itself', async () => {
    const chance = testChance(3);
    const [crew] = centre.work();
    for (let kill = 0; kill < KILLS; kill += 1) {
      await crew?.more(2);
      await new Promise((resolve) => setTimeout(resolve, chance.fraction() * LATEST_MS));
      await postgres.die();
    }
    await crew?.more(2);
    expect(await centre.brokenAtRest()).toEqual([]);
  }, 240_000);

  it.each([
    ['[J3] before a push is committed', 'push.beforeCommit:2'],
    ['[J4] after a push was committed and before it is acknowledged', 'push.afterCommit:2'],
    ['[C1] after a claim is written and before it is answered', 'claim.written'],
  ])('loses nothing when our server dies %s', async (_, failpoint) => {
    const [crew] = centre.work();
    await centre.dieAt('server', failpoint);
    await crew?.more(3);
    expect(await centre.brokenAtRest()).toEqual([]);
  }, 240_000);
});
