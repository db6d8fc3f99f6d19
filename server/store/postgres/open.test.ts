import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { onPostgres } from '../../../tests/fixtures/on-postgres.ts';
import type { PostgresDatabase } from '../../../tests/fixtures/postgres.ts';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
import { sha256 } from '../../digest.ts';
import { readAddress } from './address.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { openPostgresStore } from './open.ts';

const NOON = 1_772_452_800_000;
/** Whoever would wait answers at once. */
const PATIENCE = { tries: 1, betweenTriesMs: 0, lockMs: 50 };

type Queried = Pick<PostgresDatabase, 'query'>;
type Store = Awaited<ReturnType<typeof openPostgresStore>>;

const openAt = (url: string): Promise<Store> => openPostgresStore({ address: readAddress(url, 'DATABASE_URL'), digest: sha256, patience: PATIENCE });

async function storeOn(url: string): Promise<Store> {
  const store = await openAt(url);
  onTestFinished(() => store.close());
  return store;
}

/** A write like any other, and one that always has something to write. */
let tries = 0;
const write = (store: Store) => store.staff.takeTry([{ key: `try ${(tries += 1)}`, limit: { free: 9, drainMs: 1 } }], NOON);
const GONE_WELL = { kind: 'go' };

async function problemOf(opening: Promise<unknown>) {
  const error: unknown = await opening.then(
    () => new Error('it went on'),
    (reason: unknown) => reason,
  );
  if (error instanceof CannotGoOn) return error.problem;
  throw error;
}

const written = async (database: Queried): Promise<number> => (await database.query<{ many: string }>('SELECT count(*) AS many FROM umbral.staff_tries')).map(({ many }) => Number(many))[0] ?? -1;

/** Ends the writing connection, as a restart of PostgreSQL or an administrator would. */
async function cutWriter(database: Queried): Promise<void> {
  const cut = await database.query("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'umbral writer' AND datname = current_database()");
  expect(cut).toEqual([{ pg_terminate_backend: true }]);
}

/** How many connections to the database are inside the long pause that a test has them make. */
async function sleepers(database: Queried): Promise<number> {
  return (await database.query("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()")).length;
}

await onPostgres('opening the PostgreSQL store', ({ testDatabase, ownDatabase }) => {
  test('a database from a newer version is refused by name, and nothing in it changes', async () => {
    const database = await testDatabase();
    await (await openAt(database.url)).close();
    await database.query('UPDATE umbral.version SET version = $1', [MIGRATIONS.length + 1]);
    const problem = await problemOf(openAt(database.url));
    expect(problem).toMatchObject({ kind: 'newerDatabase' });
    expect(problem.message).toMatch(/^umbral_test_\w+ at 127\.0\.0\.1:\d+ was written by a newer version/);
    expect(await database.query('SELECT version FROM umbral.version')).toEqual([{ version: MIGRATIONS.length + 1 }]);
  });

  test('nothing is made outside the schema of its own', async () => {
    const database = await ownDatabase();
    await database.query('CREATE TABLE centre (of_another_program text)');
    await (await openAt(database.url)).close();
    const outside = await database.query("SELECT table_name FROM information_schema.tables WHERE table_schema NOT IN ('umbral', 'pg_catalog', 'information_schema')");
    expect(outside).toEqual([{ table_name: 'centre' }]);
  });

  test('a start that was cut off before the first version goes on from there', async () => {
    const database = await testDatabase();
    await database.query('CREATE SCHEMA umbral');
    await database.query('CREATE TABLE umbral.version (only_row integer PRIMARY KEY, version integer NOT NULL)');
    await database.query('INSERT INTO umbral.version VALUES (1, 0)');
    const store = await storeOn(database.url);
    expect(await write(store)).toEqual(GONE_WELL);
  });

  test('a user who may make no schema is named as unable to write; in a schema made for them they work', async () => {
    const database = await ownDatabase();
    const name = new URL(database.url).pathname.slice(1);
    await database.query(`CREATE ROLE ${name} LOGIN PASSWORD 'plain'`);
    onTestFinished(async () => {
      await database.query(`DROP OWNED BY ${name} CASCADE`);
      await database.query(`DROP ROLE ${name}`);
    });
    const url = Object.assign(new URL(database.url), { username: name, password: 'plain' }).href;
    expect(await problemOf(openAt(url))).toMatchObject({ kind: 'notWritable', message: expect.stringContaining('permission denied') });
    await database.query(`CREATE SCHEMA umbral AUTHORIZATION ${name}`);
    const store = await openAt(url);
    expect(await write(store)).toEqual(GONE_WELL);
    await store.close();
  });

  test.each<[string, string, (url: URL) => void]>([
    ['a wrong password', 'badFile', (url) => { url.password = 'geheim-7'; }],
    ['a database that is not there', 'badFile', (url) => { url.pathname = '/nowhere'; }],
    ['a port where nobody answers', 'unreachable', (url) => { url.port = '1'; }],
    ['a host that does not exist', 'unreachable', (url) => { url.hostname = 'nowhere.invalid'; }],
  ])('%s is told in words, without the password', async (_, kind, change) => {
    const url = new URL((await testDatabase()).url);
    change(url);
    const problem = await problemOf(openAt(url.href));
    expect(problem.kind).toBe(kind);
    expect(problem.message).toContain(url.pathname.slice(1));
    expect(problem.message).not.toContain(url.password);
  });

  test('a database that can’t hold the letters of every language is refused, and nothing is made in it', async () => {
    const { url, query } = await testDatabase();
    const latin = Object.assign(new URL(url), { pathname: `${new URL(url).pathname}_latin1` });
    await query(`CREATE DATABASE ${latin.pathname.slice(1)} TEMPLATE template0 ENCODING 'LATIN1' STRATEGY FILE_COPY`);
    onTestFinished(async () => void (await query(`DROP DATABASE ${latin.pathname.slice(1)} WITH (FORCE)`)));
    expect(await problemOf(openAt(latin.href))).toMatchObject({ kind: 'badFile', message: expect.stringContaining('LATIN1') });
  });

  test('a PostgreSQL that is only starting is waited for', async () => {
    const line = await lineTo((await testDatabase()).url);
    line.cut();
    const opening = openPostgresStore({ address: readAddress(line.url, 'DATABASE_URL'), digest: sha256, patience: { ...PATIENCE, tries: 1000, betweenTriesMs: 1 } });
    await line.mend();
    const store = await opening;
    onTestFinished(() => store.close());
    expect(await write(store)).toEqual(GONE_WELL);
  });
});

await onPostgres('one server alone on a PostgreSQL database', ({ testDatabase }) => {
  test('a second server is told that there is one, until the first has ended', async () => {
    const { url } = await testDatabase();
    const first = await openAt(url);
    expect(await problemOf(openAt(url))).toMatchObject({ kind: 'alreadyRunning' });
    expect(await write(first)).toEqual(GONE_WELL);
    await first.close();
    expect(await write(await storeOn(url))).toEqual(GONE_WELL);
  });

  test('a server whose line was cut takes the database again and goes on', async () => {
    const database = await testDatabase();
    const store = await storeOn(database.url);
    await cutWriter(database);
    expect(await write(store)).toEqual(GONE_WELL);
    expect(await problemOf(openAt(database.url))).toMatchObject({ kind: 'alreadyRunning' });
  });

  test('a server whose line was cut while another took the database writes nothing until it is free', async () => {
    const database = await testDatabase();
    const store = await storeOn(database.url);
    await cutWriter(database);
    const other = await openAt(database.url);
    expect(await write(store)).toMatchObject({ kind: 'busy', why: 'locked' });
    expect(await written(database)).toBe(0);
    await other.close();
    expect(await write(store)).toEqual(GONE_WELL);
  });

  test('a server that comes back to a database of a newer version leaves it alone', async () => {
    const database = await testDatabase();
    const store = await storeOn(database.url);
    await cutWriter(database);
    await database.query('UPDATE umbral.version SET version = version + 1');
    expect(await write(store)).toMatchObject({ kind: 'busy', why: 'notWritable' });
    expect(await written(database)).toBe(0);
  });
});

await onPostgres('what keeps PostgreSQL from writing', ({ testDatabase, ownDatabase }) => {
  test.each([
    ['53100', 'diskFull'],
    ['58030', 'notWritable'],
    ['57014', 'locked'],
    ['40001', 'locked'],
    ['53200', 'locked'],
  ])('[J3] PostgreSQL’s %s answers busy (%s), changes nothing, and the same write goes well afterwards', async (code, why) => {
    const database = await testDatabase();
    const store = await storeOn(database.url);
    await database.query(`CREATE FUNCTION umbral.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = '${code}'; END $$`);
    // As late as can be: when the transaction commits.
    await database.query('CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON umbral.staff_tries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION umbral.refuse()');
    expect(await write(store)).toMatchObject({ kind: 'busy', why });
    expect(await written(database)).toBe(0);
    await database.query('DROP TRIGGER refuse ON umbral.staff_tries');
    expect(await write(store)).toEqual(GONE_WELL);
  });

  test('a database that became read-only answers busy', async () => {
    const database = await ownDatabase();
    const store = await storeOn(database.url);
    await database.query(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET default_transaction_read_only = on`);
    await cutWriter(database);
    expect(await write(store)).toMatchObject({ kind: 'busy', why: 'notWritable' });
  });

  test('a table that somebody else locks answers busy', async () => {
    const database = await testDatabase();
    const store = await storeOn(database.url);
    const locked = database.query('BEGIN; LOCK TABLE umbral.staff_tries; SELECT pg_sleep(60); COMMIT').catch(() => undefined);
    onTestFinished(async () => void (await locked));
    await expect.poll(() => sleepers(database)).toBe(1);
    expect(await write(store)).toMatchObject({ kind: 'busy', why: 'locked' });
    await database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()");
    await locked;
    expect(await write(store)).toEqual(GONE_WELL);
  });

  test('[J3] a line cut in the middle of a write answers busy, and half of it is nowhere', async () => {
    const database = await testDatabase();
    const store = await openPostgresStore({ address: readAddress(database.url, 'DATABASE_URL'), digest: sha256, patience: { ...PATIENCE, lockMs: 8000 } });
    onTestFinished(() => store.close());
    await database.query('CREATE FUNCTION umbral.dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN NEW; END $$');
    await database.query('CREATE TRIGGER dawdle AFTER INSERT ON umbral.staff_tries FOR EACH ROW EXECUTE FUNCTION umbral.dawdle()');
    const writing = write(store);
    await expect.poll(() => sleepers(database)).toBe(1);
    await cutWriter(database);
    expect(await writing).toMatchObject({ kind: 'busy', why: 'unreachable' });
    await database.query('DROP TRIGGER dawdle ON umbral.staff_tries');
    expect(await written(database)).toBe(0);
    expect(await write(store)).toEqual(GONE_WELL);
  });

  test('while PostgreSQL is away every write answers busy at once, and reads fail; afterwards all goes well', async () => {
    const line = await lineTo((await testDatabase()).url);
    const store = await storeOn(line.url);
    expect(await write(store)).toEqual(GONE_WELL);
    line.cut();
    for (const answer of await Promise.all(Array.from({ length: 50 }, () => write(store)))) expect(answer).toMatchObject({ kind: 'busy', why: 'unreachable' });
    await expect(store.staff.accounts()).rejects.toThrow(/PostgreSQL/);
    await line.mend();
    expect(await store.staff.accounts()).toEqual([]);
    expect(await write(store)).toEqual(GONE_WELL);
  });

  test('what waiting would not mend is an error, and the next write goes well', async () => {
    const database = await testDatabase();
    const store = await storeOn(database.url);
    await database.query('ALTER TABLE umbral.staff_tries RENAME TO elsewhere');
    await expect(write(store)).rejects.toThrow(/staff_tries/);
    await database.query('ALTER TABLE umbral.elsewhere RENAME TO staff_tries');
    expect(await write(store)).toEqual(GONE_WELL);
  });
});

/** A way to a database that can be cut and mended, as a network's can. */
async function lineTo(url: string) {
  const target = new URL(url);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [one, other] of [[near, far], [far, near]] as const) {
      open.add(one);
      one.on('close', () => { open.delete(one); other.destroy(); });
      one.on('error', () => one.destroy());
      one.pipe(other);
    }
  });
  const listen = async (port: number): Promise<void> => void (await once(server.listen(port, '127.0.0.1'), 'listening'));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = (): void => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  onTestFinished(cut);
  return { url: Object.assign(new URL(url), { port: String(port) }).href, cut, mend: () => listen(port) };
}
