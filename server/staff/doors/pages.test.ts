/** The pages, as somebody at a browser goes through them. */
import { describe, expect, test } from 'vitest';
import { AccountId, SignInName } from '../../../shared/contract/staff.ts';
import { auditPage } from '../pages/audit.ts';
import { wordsIn } from '../words.ts';
import { openTestPages, type TestBrowser, type TestPages } from '../testing/pages.ts';
import { PASSWORD } from '../testing/staff.ts';

const HOSTILE = `"><script>alert(1)</script>'&{name}`;
const SHOWN = '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;{name}';
const NEXT_PASSWORD = 'cuatro perros verdes';

const idOf = async ({ store }: TestPages, name: string): Promise<string> => (await store.accounts()).find((each) => each.name === name)?.id ?? 'nobody';
const signIn = (browser: TestBrowser, name: string, password = PASSWORD) => browser.post('/admin/sign-in', { name, password });

describe('the first account', () => {
  test('[X7] is made on its own page with the code, and its maker is in', async () => {
    const pages = await openTestPages();
    const browser = pages.browser();
    expect((await browser.get('/admin')).headers.location).toBe('/admin/sign-in');
    expect((await browser.get('/admin/sign-in')).headers.location).toBe('/admin/first');
    const form = { code: pages.code() ?? '', name: 'Rosa', password: PASSWORD, again: PASSWORD };
    const differs = await browser.post('/admin/first', { ...form, again: 'another' });
    expect([differs.status, differs.html.includes('no son iguales')]).toEqual([422, true]);
    const wrong = await browser.post('/admin/first', { ...form, code: 'not-the-code' });
    expect([wrong.status, wrong.html.includes('El código no es ese')]).toEqual([403, true]);
    expect((await browser.post('/admin/first', form)).headers.location).toBe('/admin');
    expect((await browser.get('/admin')).html).toContain('Hola, rosa');
  });

  test('[X7] has no page once there is an admin, and no code opens it', async () => {
    const pages = await openTestPages();
    const code = pages.code() ?? '';
    await pages.signedIn('agent');
    expect((await pages.browser().get('/admin/first')).headers.location).toBe('/admin/sign-in');
    const answer = await pages.browser().post('/admin/first', { code, name: 'eva', password: PASSWORD, again: PASSWORD });
    expect([answer.status, answer.html.includes('La primera cuenta ya existe')]).toEqual([409, true]);
  });
});

test('[X7] an admin who forgot the password sets a new one with the server’s code, and is in', async () => {
  const before = await openTestPages();
  await before.signedIn('admin');
  const pages = await before.again({ newCode: true });
  const browser = pages.browser();
  expect((await browser.get('/admin/first')).html).toContain('Entre con el código del servidor');
  const form = { code: pages.code() ?? '', name: 'admin-luis', password: NEXT_PASSWORD, again: NEXT_PASSWORD };
  const wrong = await browser.post('/admin/first', { ...form, code: 'a guess' });
  expect([wrong.status, wrong.html.includes('El código no es ese'), wrong.html.includes('Entre con el código del servidor')]).toEqual([403, true, true]);
  expect((await browser.post('/admin/first', form)).headers.location).toBe('/admin');
  expect((await browser.get('/admin')).html).toContain('Hola, admin-luis');
  expect((await browser.get('/admin/audit')).html).toContain('Entró con el código del servidor');
  expect((await pages.browser().get('/admin/first')).headers.location).toBe('/admin/sign-in');
});

describe('accounts', () => {
  test('an admin adds somebody, who can sign in', async () => {
    const pages = await openTestPages();
    const admin = await pages.signedIn('admin');
    expect((await admin.get('/admin/accounts/new')).html).toContain('Agregar una cuenta');
    const added = await admin.post('/admin/accounts/new', { name: 'Eva', role: 'coordinator', password: PASSWORD });
    expect(added.headers.location).toBe('/admin/accounts?done=added');
    const { html } = await admin.get('/admin/accounts?done=added');
    expect(html).toContain('La cuenta está lista.');
    expect(html).toMatch(/<th scope="row">eva<\/th>\s*<td>Coordinación<\/td>/);
    const eva = pages.browser();
    await signIn(eva, 'eva');
    expect((await eva.get('/admin')).html).toContain('Hola, eva');
  });

  test.each([
    [{ name: 'admin-rosa' }, 409, 'Ese nombre ya es de otra cuenta'],
    [{ name: 'e v a' }, 422, 'Ese nombre no sirve'],
    [{ password: 'corta' }, 422, 'La contraseña es corta'],
    [{ password: 'qwertyuiop' }, 422, 'de las primeras que cualquiera prueba'],
  ])('what will not do (%j) is told at its field, and what was typed stays, but for the password', async (change, status, sentence) => {
    const pages = await openTestPages();
    const admin = await pages.signedIn('admin');
    const typed = { name: 'eva', role: 'supervisor', password: PASSWORD, ...change };
    const answer = await admin.post('/admin/accounts/new', typed);
    expect(answer.status).toBe(status);
    expect(answer.html).toContain('<title>No se pudo · Agregar una cuenta · Umbral</title>');
    expect(answer.html).toContain(sentence);
    const field = new RegExp(`<input id="${Object.keys(change)[0]}"[^>]*aria-describedby="trouble[^>]*aria-invalid="true" autofocus>`);
    expect(answer.html).toMatch(field);
    expect(answer.html).toContain(`value="${typed.name}"`);
    expect(answer.html).toMatch(/value="supervisor" checked/);
    expect(answer.html).not.toContain(`value="${typed.password}"`);
  });

  test('[X7] an admin changes a role, gives a password, keeps out and lets in; each counts at once', async () => {
    const pages = await openTestPages();
    const [admin, agent] = [await pages.signedIn('admin'), await pages.signedIn('agent')];
    const path = `/admin/accounts/${await idOf(pages, 'agent-luis')}`;
    const act = async (what: string, fields: Record<string, string> = {}) => (await admin.post(`${path}/${what}`, fields)).headers.location;
    expect(await act('role', { role: 'supervisor' })).toBe(`${path}?done=role`);
    expect((await agent.get('/admin/audit')).status).toBe(200);
    expect(await act('password', { password: NEXT_PASSWORD })).toBe(`${path}?done=password`);
    expect((await agent.get('/admin')).status).toBe(303);
    expect((await signIn(agent, 'agent-luis')).status).toBe(403);
    expect((await signIn(agent, 'agent-luis', NEXT_PASSWORD)).status).toBe(303);
    expect(await act('disable')).toBe(`${path}?done=disabled`);
    expect((await agent.get('/admin')).status).toBe(303);
    const out = await signIn(agent, 'agent-luis', NEXT_PASSWORD);
    expect([out.status, out.html.includes('Esta cuenta no puede entrar')]).toEqual([403, true]);
    expect(await act('enable')).toBe(`${path}?done=enabled`);
    expect((await signIn(agent, 'agent-luis', NEXT_PASSWORD)).status).toBe(303);
  });

  test('[X7] the last admin is told what to do first', async () => {
    const pages = await openTestPages();
    const admin = await pages.signedIn('admin');
    const [own, other] = [await idOf(pages, 'admin-luis'), await idOf(pages, 'admin-rosa')];
    await admin.post(`/admin/accounts/${other}/role`, { role: 'agent' });
    for (const answer of [await admin.post(`/admin/accounts/${own}/disable`, {}), await admin.post(`/admin/accounts/${own}/role`, { role: 'agent' })]) {
      expect([answer.status, answer.html.includes('Es la única cuenta de Administración')]).toEqual([409, true]);
    }
    expect((await admin.get(`/admin/accounts/${own}`)).html).toContain('La suya se cambia en «Mi contraseña»');
  });

  test('whose address is not anybody’s are told so', async () => {
    const admin = await (await openTestPages()).signedIn('admin');
    for (const id of ['a'.repeat(26), 'x', '%3Cscript%3E']) {
      const answer = await admin.get(`/admin/accounts/${id}`);
      expect([answer.status, answer.html.includes('Esa cuenta no existe')]).toEqual([404, true]);
    }
  });
});

test('[X7] one’s own password takes the current one, and then a new sign-in', async () => {
  const pages = await openTestPages();
  const agent = await pages.signedIn('agent');
  const change = (fields: object) => agent.post('/admin/password', { current: PASSWORD, password: NEXT_PASSWORD, again: NEXT_PASSWORD, ...fields });
  expect((await change({ current: 'a guess' })).html).toContain('La contraseña actual no es esa');
  expect((await change({ again: 'another' })).html).toContain('no son iguales');
  const changed = await change({});
  expect(changed.headers.location).toBe('/admin/sign-in?done=ownPassword');
  expect((await agent.get('/admin/sign-in?done=ownPassword')).html).toContain('Su contraseña cambió');
  expect((await signIn(agent, 'agent-luis')).status).toBe(403);
  expect((await signIn(agent, 'agent-luis', NEXT_PASSWORD)).status).toBe(303);
});

describe('the audit', () => {
  test('[X7] says who did what, newest first, and is read page by page', async () => {
    const pages = await openTestPages();
    const supervisor = await pages.signedIn('supervisor');
    for (let each = 0; each < 50; each += 1) await signIn(pages.browser(), 'supervisor-luis');
    const first = (await supervisor.get('/admin/audit')).html;
    const rows = (html: string): readonly string[] => [...html.matchAll(/<th scope="row">([^<]*)<\/th><td>([^<]*)<\/td>/g)].map(([, who, what]) => `${who}: ${what}`);
    expect(rows(first)).toHaveLength(50);
    const older = /href="(\/admin\/audit\?before=\d+)"/.exec(first)?.[1] ?? '';
    const last = (await supervisor.get(older)).html;
    expect(rows(last).slice(-3)).toEqual(['admin-rosa: Agregó a supervisor-luis (Supervisión)', 'admin-rosa: Entró', 'admin-rosa: Creó la primera cuenta']);
    expect(rows(first).length + rows(last).length).toBe((await pages.store.audit({ limit: 1000 })).length);
    expect(last).not.toContain('Anteriores');
    for (const odd of ['x', '-1', '1e9', '9'.repeat(40)]) expect((await supervisor.get(`/admin/audit?before=${odd}`)).status).toBe(200);
  });

  test('shows an act that only a newer version knows, and no text of it as anything but text', async () => {
    const pages = await openTestPages();
    await pages.signedIn('admin');
    const [account] = await pages.store.accounts();
    if (!account) throw new Error('nobody is there');
    const session = { text: 't', hash: 'h' };
    const frame = { words: wordsIn('es', 'UTC'), path: '/admin/audit', signedIn: { account, session, formToken: 'token' } };
    const line = { no: 1, at: 0, who: SignInName.parse('rosa'), subject: HOSTILE, detail: HOSTILE };
    const shown = auditPage(frame, { lines: [{ ...line, act: HOSTILE }, { ...line, act: 'accountAdded' }], newest: true, older: undefined, nameOf: () => HOSTILE }).toString();
    expect(shown).not.toContain('<script');
    expect(shown).toContain(`<td>${SHOWN} ${SHOWN} ${SHOWN}</td>`);
    expect(shown).toContain(`<td>Agregó a ${SHOWN} (${SHOWN})</td>`);
    expect(AccountId.safeParse(account.id).success).toBe(true);
  });
});

test('[X7] what was typed comes back as text, wherever it comes back', async () => {
  const pages = await openTestPages();
  const fresh = await pages.browser().post('/admin/first', { code: HOSTILE, name: HOSTILE, password: HOSTILE, again: HOSTILE });
  const admin = await pages.signedIn('admin');
  const answers = [
    fresh,
    await pages.browser().post('/admin/sign-in', { name: HOSTILE, password: HOSTILE, next: HOSTILE }),
    await pages.browser().get(`/admin/sign-in?next=${encodeURIComponent(HOSTILE)}&done=${encodeURIComponent(HOSTILE)}`),
    await admin.post('/admin/accounts/new', { name: HOSTILE, role: 'agent', password: PASSWORD }),
    await admin.get(`/admin/accounts?done=${encodeURIComponent(HOSTILE)}`),
    await admin.get(`/admin/${encodeURIComponent(HOSTILE)}`),
    await admin.get('/admin', { 'accept-language': HOSTILE, cookie: `umbral-language=${encodeURIComponent(HOSTILE)}` }),
  ];
  for (const { html } of answers) expect(html).not.toContain('<script');
  expect(answers[0]?.html).toContain(`value="${SHOWN}"`);
  expect(answers[3]?.html).toContain(`value="${SHOWN}"`);
});

describe('the language', () => {
  test('is the browser’s, until somebody chooses; and the switch comes back to the page', async () => {
    const pages = await openTestPages();
    const browser = await pages.signedIn('admin');
    const english = { 'accept-language': 'en-US,en;q=0.9' };
    expect((await browser.get('/admin/audit')).html).toContain('<html lang="es">');
    expect((await browser.get('/admin/audit', english)).html).toMatch(/<html lang="en">[^]*Who did what/);
    const chosen = await browser.post('/admin/language', { language: 'en', back: '/admin/audit' });
    expect([chosen.status, chosen.headers.location]).toEqual([303, '/admin/audit']);
    expect((await browser.get('/admin/audit')).html).toContain('<html lang="en">');
    expect((await browser.post('/admin/language', { language: 'xx', back: '/admin' })).status).toBe(400);
  });
});

describe('what the pages look like', () => {
  test.each(['style.css', 'mark.svg', 'letters.woff2', 'letters-ext.woff2', 'digits.woff2'])('%s is there for everybody, and not sent twice', async (name) => {
    const browser = (await openTestPages()).browser();
    const first = await browser.get(`/admin/look/${name}`);
    expect(first.status).toBe(200);
    expect(first.headers).toMatchObject({ 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
    const again = await browser.get(`/admin/look/${name}`, { 'if-none-match': String(first.headers['etag']) });
    expect([again.status, again.html]).toEqual([304, '']);
  });

  test('asks nothing of any other place', async () => {
    const { html } = await (await openTestPages()).browser().get('/admin/look/style.css');
    expect([...html.matchAll(/url\('?([^)']*)'?\)/g)].map(([, url]) => url)).toEqual(['digits.woff2', 'letters-ext.woff2', 'letters.woff2']);
    expect(html).not.toContain('@import');
  });
});
