/**
 * For tests alone: a whole server over a real store on a real port, under a clock the test holds.
 * In: nothing. Out: an address, the code of the first device, devices that come in by its doors,
 * and what was logged.
 */
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { AskReply, ChallengeReply, EnrolReply, PushReply, TokenReply, WIRE_HEADER, type Cursor } from '../../shared/contract/wire.ts';
import type { SealedEntry } from '../../shared/domain/entries/entry.ts';
import { DeviceId, spellId } from '../../shared/domain/ids.ts';
import { createApp, type App } from '../app.ts';
import { systemChance, type Chance } from '../chance.ts';
import { sha256 } from '../digest.ts';
import { openSqliteStore, type SqliteStoreOptions } from '../store/sqlite/open.ts';
import type { CentreStore } from '../store/store.ts';
import { createClock, type TestClock } from './clock.ts';
import type { TestDevice } from './device.ts';
import { testFolder } from './folder.ts';
import { asking, enrolment, proving, pushing, SPEAKS } from './messages.ts';

export interface TestServer extends App {
  readonly url: string;
  readonly store: CentreStore;
  /** Where the store keeps it all. */
  readonly file: string;
  readonly clock: TestClock;
  /** The code in the file; undefined once the file is gone. */
  code(): string | undefined;
  readonly logged: readonly string[];
  post(path: string, body: unknown, token?: string, headers?: Record<string, string>): Promise<Answer>;
  get(path: string, token?: string, headers?: Record<string, string>): Promise<Answer>;
  /** A challenge for a device, known or not. */
  challenge(device: TestDevice): Promise<string>;
  /** Lets a device in: the first by the code, each later one by asking; the order knows of it afterwards. */
  letIn(device: TestDevice): Promise<void>;
  /** A token of a device that is in. */
  prove(device: TestDevice, cursor?: Cursor): Promise<string>;
  /** Lets a device in and gives its token. */
  join(device: TestDevice): Promise<string>;
  push(token: string, device: TestDevice, entries: readonly SealedEntry[]): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

export interface TestServerOptions extends Partial<Pick<SqliteStoreOptions, 'maxPages'>> {
  /** [J19] It takes over an order that devices kept. */
  readonly collecting?: boolean;
  /** The system's, unless a test has to repeat to the bit. */
  readonly chance?: Chance;
  /** Instead of a SQLite file of its own. */
  readonly openStore?: () => Promise<CentreStore>;
}

export async function openTestServer({ collecting = false, chance = systemChance, openStore, ...options }: TestServerOptions = {}): Promise<TestServer> {
  const file = join(testFolder(), 'centre.sqlite');
  const makeId = () => DeviceId.parse(spellId(chance.bytes(26)));
  const store = openStore ? await openStore() : openSqliteStore({ file, digest: sha256, makeId, ...options });
  if (collecting) await store.setOrdering({ kind: 'collecting' });
  const clock = createClock();
  const { log, logged } = openLog();
  let code: string | undefined;
  const codeFile = {
    async write(text: string) {
      code = text;
    },
    async remove() {
      code = undefined;
    },
  };
  const app = await createApp({ store, codeFile, clock, chance, log });
  const url = await app.http.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await app.http.close();
    await app.owner.stop();
    await store.close();
  });

  const post: TestServer['post'] = async (path, body, token, headers = {}) =>
    answerOf(
      await fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...said(token), ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  const server: TestServer = {
    ...app,
    url,
    store,
    file,
    clock,
    logged,
    code: () => code,
    post,
    get: async (path, token, headers = {}) => answerOf(await fetch(url + path, { headers: { ...said(token), ...headers } })),
    async challenge({ id }) {
      return ChallengeReply.parse((await post('/v1/challenge', { device: id })).body).challenge;
    },
    async letIn(device) {
      if (code !== undefined) EnrolReply.parse((await post('/v1/enrol', enrolment(device, code))).body);
      else await approve(server, device);
      await app.owner.tick();
    },
    async prove(device, cursor) {
      const answer = await post('/v1/token', proving(device, await server.challenge(device), cursor));
      return TokenReply.parse(answer.body).token;
    },
    async join(device) {
      await server.letIn(device);
      return server.prove(device);
    },
    push: (token, device, entries) => post('/v1/push', pushing(device, entries), token),
  };
  return server;
}

async function approve(server: TestServer, device: TestDevice): Promise<void> {
  const asked = AskReply.parse((await server.post('/v1/enrol/ask', asking(device))).body);
  if (asked.kind !== 'waiting') throw new Error(`it should wait, and is ${asked.kind}`);
  const answered = await server.doors.approvals.answer('admin', asked.code, true);
  if (answered.kind !== 'answered') throw new Error(`nobody could let it in: ${answered.kind}`);
}

function openLog() {
  const logged: string[] = [];
  const sink = new Writable({
    write(line: Buffer, _encoding, done) {
      logged.push(line.toString());
      done();
    },
  });
  return { logged, log: pino({ level: 'debug' }, sink) };
}

/** The headers of a station: the version it speaks, and its token. */
export function said(token: string | undefined): Record<string, string> {
  return { [WIRE_HEADER]: SPEAKS, ...(token !== undefined && { authorization: `Bearer ${token}` }) };
}

/** That a push was taken, and what it came to. */
export function acknowledgedBy({ body }: Answer): PushReply {
  return PushReply.parse(body);
}

async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, body: await response.json(), headers: response.headers };
}
