import { describe, expect, test } from 'vitest';
import { fastify } from 'fastify';
import { MAY, mayDo, Role } from '../../shared/contract/staff.ts';
import { createDoor } from './door.ts';
import { IDLE_MS } from './sessions.ts';
import { NAME_LIMIT } from './sign-in.ts';
import { openTestPages, type TestBrowser, type TestPages } from './testing/pages.ts';
import { PASSWORD } from './testing/staff.ts';

const signIn = (browser: TestBrowser, fields: object = {}) => browser.post('/admin/sign-in', { name: 'admin-rosa', password: PASSWORD, ...fields });

/** Every page behind the door, and the duty it takes. */
const BEHIND = [
  ['/admin', 'own'],
  ['/admin/password', 'own'],
  ['/admin/accounts', 'accounts'],
  ['/admin/accounts/new', 'accounts'],
  [`/admin/accounts/${'a'.repeat(26)}`, 'accounts'],
  ['/admin/audit', 'audit'],
  ['/admin/devices', 'devices'],
  [`/admin/devices/${'a'.repeat(26)}/revoke`, 'devices'],
  [`/admin/devices/${'a'.repeat(26)}/write-off`, 'devices'],
] as const;

/** Every act behind it. */
const ACTS = [
  ['/admin/sign-out', 'own'],
  ['/admin/password', 'own'],
  ['/admin/accounts/new', 'accounts'],
  [`/admin/accounts/${'a'.repeat(26)}/role`, 'accounts'],
  [`/admin/accounts/${'a'.repeat(26)}/password`, 'accounts'],
  [`/admin/accounts/${'a'.repeat(26)}/disable`, 'accounts'],
  [`/admin/accounts/${'a'.repeat(26)}/enable`, 'accounts'],
  ['/admin/devices/find', 'devices'],
  ['/admin/devices/answer', 'devices'],
  [`/admin/devices/${'a'.repeat(26)}/revoke`, 'devices'],
  [`/admin/devices/${'a'.repeat(26)}/write-off`, 'devices'],
  ['/admin/devices/open', 'devices'],
] as const;

async function acts(pages: TestPages): Promise<readonly string[]> {
  return (await pages.staff.audit({ limit: 100 })).map(({ act }) => act);
}

describe('[X7] the door', () => {
  test('shows whoever is not signed in where to sign in, and brings them back', async () => {
    const pages = await openTestPages();
    await pages.signedIn('admin');
    for (const [path] of BEHIND) {
      const answer = await pages.browser().get(path);
      expect([answer.status, answer.html]).toEqual([303, '']);
      expect(answer.headers.location).toBe(path === '/admin' ? '/admin/sign-in' : `/admin/sign-in?next=${encodeURIComponent(path)}`);
    }
    const browser = pages.browser();
    expect((await browser.get('/admin/sign-in?next=/admin/audit')).html).toContain('name="next" value="/admin/audit"');
    expect((await signIn(browser, { next: '/admin/audit' })).headers.location).toBe('/admin/audit');
  });

  test.each(Role.options)('opens to a %s what the table says, and nothing else', async (role) => {
    const pages = await openTestPages();
    const browser = await pages.signedIn(role);
    const before = await acts(pages);
    for (const [path, duty] of BEHIND) {
      const allowed = mayDo(role, duty);
      expect((await browser.get(path)).status, `${path} as ${role}`).toBe(allowed ? (path.includes('a'.repeat(26)) ? 404 : 200) : 403);
    }
    for (const [path, duty] of ACTS.slice(1)) {
      const { status } = await browser.post(path, { role: 'admin', name: 'x' });
      expect(status === 403, `${path} as ${role}: ${status}`).toBe(!mayDo(role, duty));
    }
    expect(await acts(pages)).toEqual(before);
    const { html } = await browser.get('/admin');
    expect(html.includes('/admin/accounts')).toBe(mayDo(role, 'accounts'));
    expect(html.includes('/admin/devices')).toBe(mayDo(role, 'devices'));
    expect(html.includes('/admin/audit')).toBe(mayDo(role, 'audit'));
  });

  test('takes no act from whoever is not signed in, or no longer', async () => {
    const pages = await openTestPages();
    const browser = await pages.signedIn('admin');
    const before = await acts(pages);
    pages.clock.advance(IDLE_MS);
    for (const [path] of ACTS) {
      const late = await browser.post(path, { role: 'agent' });
      expect([path, late.status]).toEqual([path, 403]);
      expect(late.html).toContain('Su sesión terminó');
      expect((await pages.browser().post(path, { role: 'agent' })).status).toBe(403);
    }
    expect(await acts(pages)).toEqual(before);
  });

  test.each<[string, Record<string, string>]>([
    ['a page of another site', { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a page on another port of this machine', { origin: 'http://127.0.0.1:4311', 'sec-fetch-site': 'same-site' }],
    ['a page in a sandbox', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['a name that was pointed at this address', { host: 'evil.example' }],
    ['that name with our port', { host: 'evil.example:4310' }],
  ])('takes no form from %s', async (_, headers) => {
    const pages = await openTestPages();
    const browser = await pages.signedIn('admin');
    const before = await acts(pages);
    for (const path of [...ACTS.map(([act]) => act), '/admin/sign-in', '/admin/first', '/admin/language']) {
      const answer = await browser.post(path, { name: 'admin-rosa', password: PASSWORD, language: 'en' }, headers);
      expect([path, answer.status]).toEqual([path, 403]);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect(await acts(pages)).toEqual(before);
  });

  test('takes no form without the token of its session', async () => {
    const pages = await openTestPages();
    const [browser, other] = [await pages.signedIn('admin'), await pages.signedIn('supervisor')];
    const stolen = /name="token" value="([^"]*)"/.exec((await other.get('/admin')).html)?.[1] ?? '';
    expect(stolen).not.toBe('');
    for (const token of ['', 'x', stolen]) {
      const answer = await browser.post('/admin/accounts/new', { name: 'eva', role: 'admin', password: PASSWORD, token });
      expect(answer.status).toBe(403);
    }
    expect((await pages.staff.accounts.all()).map(({ name }) => name)).not.toContain('eva');
  });

  test('answers to no name but this machine’s, not even with a page', async () => {
    const pages = await openTestPages();
    await pages.signedIn('admin');
    const { port } = pages;
    const ask = async (host: string) => (await pages.browser().get('/admin/sign-in', { host })).status;
    expect([await ask(`127.0.0.1:${port}`), await ask(`localhost:${port}`), await ask('evil.example'), await ask(`evil.example:${port}`)]).toEqual([200, 200, 403, 403]);
  });

  test('says in every answer that nothing of it is kept, framed, scripted or passed on', async () => {
    const pages = await openTestPages();
    const browser = await pages.signedIn('admin');
    const answers = [await browser.get('/admin'), await browser.get('/admin/nowhere'), await pages.browser().get('/admin/sign-in'), await pages.browser().get('/admin'), await browser.post('/admin/password', {}), await browser.get('/admin', { host: 'evil' })];
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 200, 303, 400, 403]);
    for (const { headers, html } of answers) {
      expect(headers['content-security-policy']).toBe("default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
      expect(html).not.toMatch(/<script|\son\w+=|style=|javascript:/i);
    }
  });

  test.each(['/admin/nowhere', '/admin/accounts/new/more', '/admin/look/../../etc/passwd', '/admin/look/secret', '/admin//', `/admin/${'x'.repeat(300)}`])('%s is no page, in words', async (path) => {
    const { html, status } = await (await openTestPages()).browser().get(path);
    expect(status).toBe(404);
    expect(html).toContain('Esa página no existe');
  });

  test('reads forms and nothing else, and no long ones', async () => {
    const pages = await openTestPages();
    const browser = await pages.signedIn('admin');
    const answer = (headers: Record<string, string>, fields = {}) => browser.post('/admin/accounts/new', { name: 'eva', role: 'agent', password: PASSWORD, ...fields }, headers);
    expect((await answer({ 'content-type': 'application/json' })).status).toBe(400);
    expect((await answer({ 'content-type': 'text/plain' })).status).toBe(400);
    expect((await answer({}, { name: 'x'.repeat(20_000) })).status).toBe(413);
    expect((await answer({}, { role: 'root' })).status).toBe(400);
    expect((await answer({}, { name: 'x'.repeat(3000) })).status).toBe(400);
    expect((await answer({})).status).toBe(303);
  });

  test('refuses at the start a route that does not say whom it opens to', async () => {
    const { staff } = await openTestPages();
    const app = fastify();
    app.register(async (inside) => {
      createDoor(inside, { staff, zone: 'UTC' });
      inside.get('/forgotten', async () => 'open to all');
    });
    await expect(async () => app.ready()).rejects.toThrow('/forgotten does not say whom it opens to');
    expect(Object.keys(MAY).length).toBeGreaterThan(0);
  });
});

describe('[X7] what a browser is given', () => {
  test('is a session’s cookie that ends with signing out', async () => {
    const pages = await openTestPages();
    await pages.signedIn('agent');
    const browser = pages.browser();
    const entered = await signIn(browser);
    expect(entered.headers['set-cookie']).toEqual([expect.stringMatching(/^umbral-staff=[\w-]{43}; Path=\/admin; HttpOnly; SameSite=Strict$/)]);
    const kept = browser.cookies.get('umbral-staff') ?? '';
    await browser.get('/admin');
    const left = await browser.post('/admin/sign-out', {});
    expect([left.status, left.headers.location]).toEqual([303, '/admin/sign-in?done=signedOut']);
    expect(browser.cookies.has('umbral-staff')).toBe(false);
    browser.cookies.set('umbral-staff', kept);
    expect((await browser.get('/admin')).status).toBe(303);
  });

  test('is a fresh session at each sign-in; the one before ends', async () => {
    const pages = await openTestPages();
    const browser = await pages.signedIn('admin');
    const before = browser.cookies.get('umbral-staff') ?? '';
    await signIn(browser);
    expect(browser.cookies.get('umbral-staff')).not.toBe(before);
    browser.cookies.set('umbral-staff', before);
    expect((await browser.get('/admin')).status).toBe(303);
  });

  test('never leads away: a way back that is not ours is none', async () => {
    const pages = await openTestPages();
    await pages.signedIn('admin');
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', '/admin/../../x', '/admin/a?b=//c', '/admin\r\nset-cookie: a=b', 'javascript:alert(1)']) {
      const browser = pages.browser();
      expect((await browser.get(`/admin/sign-in?${new URLSearchParams({ next }).toString()}`)).html).not.toContain('evil');
      expect((await signIn(browser, { next })).headers.location).toBe('/admin');
      expect((await browser.post('/admin/language', { language: 'en', back: next })).headers.location).toBe('/admin');
    }
  });

  test('says after many tries how long to wait, and logs neither name nor password', async () => {
    const pages = await openTestPages();
    await pages.signedIn('admin');
    for (let each = 0; each < NAME_LIMIT.free; each += 1) {
      const answer = await signIn(pages.browser(), { name: 'secreto-en-el-nombre', password: 'secreto-equivocado' });
      expect([answer.status, answer.headers['set-cookie']]).toEqual([403, undefined]);
      expect(answer.html).toContain('El nombre o la contraseña no son correctos');
    }
    const answer = await signIn(pages.browser(), { name: 'secreto-en-el-nombre' });
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '30']);
    expect(answer.html).toContain('Espere medio minuto');
    const log = pages.logged.join('');
    expect(log).toContain('a sign-in was refused');
    for (const secret of ['secreto', PASSWORD, 'admin-rosa']) expect(log).not.toContain(secret);
  });
});
