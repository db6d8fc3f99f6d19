/** For tests alone: the staff's pages on a real port, and a browser's habits: cookies, forms, where they come from. */
import { request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Role } from '../../../shared/contract/staff.ts';
import { createApp, type App } from '../../app.ts';
import { systemChance } from '../../chance.ts';
import { addStaffPages, createStaffDevices } from '../index.ts';
import { ADDRESS, openTestStaff, PASSWORD, type TestStaff } from './staff.ts';

export interface TestPages extends TestStaff {
  readonly port: number;
  readonly logged: readonly string[];
  /** The server that the pages are of: devices come in by its doors. */
  readonly app: App;
  /** What the first device comes in with. */
  enrolCode(): string;
  /** A browser that is not signed in. */
  browser(): TestBrowser;
  /** A browser in which somebody with this role, and its name, is signed in. */
  signedIn(role: Role): Promise<TestBrowser>;
  /** The pages of the same centre after the server was started again. */
  again(options?: { readonly newCode?: boolean }): Promise<TestPages>;
}

export interface Shown {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly html: string;
}

type Headers = Readonly<Record<string, string>>;

export interface TestBrowser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Headers): Promise<Shown>;
  /** Sends a form as a page of ours sends it, with the token of the page last shown. */
  post(path: string, fields: Readonly<Record<string, string>>, headers?: Headers): Promise<Shown>;
}

export async function openTestPages(): Promise<TestPages> {
  return openPages(await openTestStaff());
}

async function openPages(centre: TestStaff): Promise<TestPages> {
  const logged: string[] = [];
  const sink = new Writable({
    write(line: Buffer, _encoding, done) {
      logged.push(line.toString());
      done();
    },
  });
  const log = pino({ level: 'debug' }, sink);
  const { kept: store, clock } = centre;
  let enrolCode = '';
  const codeFile = {
    async write(text: string) {
      enrolCode = text;
    },
    async remove() {},
  };
  const app = await createApp({ store, codeFile, clock, chance: systemChance, log });
  const { http, owner, live, doors } = app;
  const devices = createStaffDevices({ store, approvals: doors.approvals, owner, live, clock });
  addStaffPages(http, { staff: centre.staff, devices, zone: 'America/Bogota' });
  const port = Number(new URL(await http.listen({ host: '127.0.0.1', port: 0 })).port);
  onTestFinished(async () => {
    await http.close();
    await owner.stop();
  });
  const browser = () => openBrowser(port);

  return {
    ...centre,
    port,
    logged,
    app,
    enrolCode: () => enrolCode,
    browser,
    again: async (options) => openPages({ ...centre, staff: await centre.restarted(options) }),
    async signedIn(role) {
      const { accounts, signIn } = centre.staff;
      if (!(await accounts.hasAdmin())) await accounts.byCode({ name: 'admin-rosa', password: PASSWORD, code: centre.code() ?? '', address: ADDRESS });
      const first = await signIn.signIn({ name: 'admin-rosa', password: PASSWORD, address: ADDRESS });
      const rosa = first.kind === 'signedIn' ? await signIn.whoIs(first.session.text) : undefined;
      if (!rosa) throw new Error('the first admin can’t sign in');
      await accounts.add({ name: `${role}-luis`, password: PASSWORD, role }, rosa);
      const one = browser();
      const answer = await one.post('/admin/sign-in', { name: `${role}-luis`, password: PASSWORD });
      if (answer.status !== 303) throw new Error(`${role}-luis can’t sign in: ${answer.status}`);
      await one.get('/admin');
      return one;
    },
  };
}

function openBrowser(port: number): TestBrowser {
  const cookies = new Map<string, string>();
  let token = '';
  const ask = (method: string, path: string, headers: Headers, body?: string): Promise<Shown> =>
    new Promise((answered, failed) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const own = { host: `127.0.0.1:${port}`, ...(cookie && { cookie }), ...headers };
      const sent = send({ host: '127.0.0.1', port, method, path, headers: own }, (response) => {
        for (const line of response.headers['set-cookie'] ?? []) keepCookie(cookies, line);
        text(response).then((html) => {
          token = /name="token" value="([^"]*)"/.exec(html)?.[1] ?? token;
          answered({ status: response.statusCode ?? 0, headers: response.headers, html });
        }, failed);
      });
      sent.on('error', failed);
      sent.end(body);
    });
  return {
    cookies,
    get: (path, headers = {}) => ask('GET', path, headers),
    post: (path, fields, headers = {}) => {
      const form = new URLSearchParams({ ...(token && { token }), ...fields }).toString();
      return ask('POST', path, { 'content-type': 'application/x-www-form-urlencoded', origin: 'null', 'sec-fetch-site': 'same-origin', ...headers }, form);
    },
  };
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ');
  const name = pair.slice(0, pair.indexOf('='));
  if (attributes.includes('Max-Age=0')) cookies.delete(name);
  else cookies.set(name, pair.slice(name.length + 1));
}
