/**
 * For tests alone: the server's doors over a real store on a real port, under a clock the test
 * holds. In: nothing. Out: an address, the code of the first device, and what was logged.
 */
import { Writable } from 'node:stream';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { EnrolReply, WIRE_VERSION } from '../../shared/contract/wire.ts';
import { createApp, type App } from '../app.ts';
import { sha256 } from '../digest.ts';
import { openFirstEnrolment } from '../enrolment.ts';
import { openSqliteStore, type SqliteStoreOptions } from '../store/sqlite/open.ts';
import type { CentreStore } from '../store/store.ts';
import { createClock, type TestClock } from './clock.ts';
import { CENTRE, type TestDevice } from './device.ts';
import { testFolder } from './folder.ts';

export interface TestServer extends App {
  readonly url: string;
  readonly store: CentreStore;
  readonly clock: TestClock;
  /** The code in the file; undefined once the file is gone. */
  code(): string | undefined;
  readonly logged: readonly string[];
  post(path: string, body: unknown, token?: string): Promise<Answer>;
  get(path: string, token?: string): Promise<Answer>;
  /** Enrols the first device and returns its token. */
  enrol(device: TestDevice): Promise<string>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

export async function openTestServer(options: Partial<SqliteStoreOptions> = {}): Promise<TestServer> {
  const store = openSqliteStore({ file: join(testFolder(), 'centre.sqlite'), digest: sha256, ...options });
  const clock = createClock();
  const logged: string[] = [];
  const log = pino(
    { level: 'debug' },
    new Writable({
      write(line: Buffer, _encoding, done) {
        logged.push(line.toString());
        done();
      },
    }),
  );
  let code: string | undefined;
  const codeFile = {
    async write(text: string) {
      code = text;
    },
    async remove() {
      code = undefined;
    },
  };
  const app = createApp({ store, clock, log, enrolment: await openFirstEnrolment(store, codeFile, clock) });
  const url = await app.http.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await app.http.close();
    await store.close();
  });

  const post: TestServer['post'] = async (path, body, token) =>
    answerOf(
      await fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer(token) },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  return {
    ...app,
    url,
    store,
    clock,
    logged,
    code: () => code,
    post,
    get: async (path, token) => answerOf(await fetch(url + path, { headers: bearer(token) })),
    enrol: async (device) => {
      const answer = await post('/v1/enrol', { wire: WIRE_VERSION, centre: CENTRE, device: device.id, code });
      return EnrolReply.parse(answer.body).token;
    },
  };
}

export function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, body: await response.json(), headers: response.headers };
}
