/**
 * The staff's pages in a real browser, over a real server: the first account with the code from its
 * file, accounts, the audit, a device that is let in and put out, keyboard and axe, and a page of
 * another place that tries its luck.
 */
import { test as base, expect, type Page } from '@playwright/test';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startCentre, type RunningCentre } from '../fixtures/centre.ts';
import { startPart, type Part } from '../fixtures/processes.ts';
import { testFolder } from '../fixtures/world.ts';
import { expectNoViolations } from './axe.ts';

const PASSWORD = 'tres gatos azules';
const NEXT_PASSWORD = 'cuatro perros verdes';
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  // 1280 at 400 %: what WCAG asks to be read without scrolling sideways.
  { width: 320, height: 640 },
] as const;

/** A server, and where its files are. */
interface Server {
  readonly folder: string;
  readonly url: string;
}

interface House extends Server {
  restart(): Promise<void>;
}

interface Centre {
  readonly running: RunningCentre;
  /** The staff window of a second station, which asks to be let in. */
  readonly newcomer: Page;
}

const test = base.extend<{ house: House; admin: Page; centre: Centre }>({
  viewport: SIZES[0],
  // Playwright reads which fixtures a fixture needs from this pattern; it needs none.
  // oxlint-disable-next-line no-empty-pattern
  house: async ({}, use) => {
    const folder = testFolder();
    writeFileSync(join(folder.path, 'config.json'), JSON.stringify({ host: '127.0.0.1', port: 0 }));
    let server: Part = await startPart('server/main.ts', folder.path);
    const house: House = {
      folder: folder.path,
      url: server.url,
      async restart() {
        await server.stop();
        const port = Number(new URL(house.url).port);
        writeFileSync(join(folder.path, 'config.json'), JSON.stringify({ host: '127.0.0.1', port }));
        server = await startPart('server/main.ts', folder.path);
      },
    };
    await use(house);
    await server.stop();
    folder.remove();
  },
  /** Rosa, who made the first account and is in. */
  admin: async ({ page, house }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // A form that will not do is answered with its status, which Chromium reports as an error.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource: the server responded with a status of 4')) complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(house.url)) complaints.push(`asked for ${request.url()}`);
    });
    await makeRosa(page, house);
    await use(page);
    expect(complaints).toEqual([]);
  },
  centre: async ({ browser }, use) => {
    const running = await startCentre();
    const { web } = await running.addStation();
    const newcomer = await browser.newPage({ viewport: SIZES[0], locale: 'es', reducedMotion: 'reduce' });
    await newcomer.goto(`${web}/staff`);
    await use({ running, newcomer });
    await newcomer.close();
    await running.stop();
  },
});

/** Rosa makes the first account, and is in. */
async function makeRosa(page: Page, server: Server): Promise<void> {
  await page.goto(`${server.url}/admin`);
  await page.getByLabel('Código de un solo uso').fill(codeIn(server));
  await page.getByLabel('Nombre de usuario').fill('Rosa');
  await page.getByLabel('Contraseña', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Repita la contraseña').fill(PASSWORD);
  await page.getByRole('button', { name: 'Crear la cuenta' }).click();
  await expect(page.getByRole('heading', { name: 'Hola, rosa' })).toBeVisible();
}

function codeIn({ folder }: Server): string {
  return readFileSync(join(folder, 'admin-code'), 'utf8').trim();
}

async function add(page: Page, house: House, name: string, role: string): Promise<void> {
  await page.goto(`${house.url}/admin/accounts/new`);
  await page.getByLabel('Nombre de usuario').fill(name);
  await page.getByLabel(role).check();
  await page.getByLabel('Contraseña', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Agregar' }).click();
  await expect(page.getByText('La cuenta está lista.')).toBeVisible();
}

async function signIn(page: Page, house: House, name: string, password = PASSWORD): Promise<void> {
  await page.goto(`${house.url}/admin/sign-in`);
  await page.getByLabel('Nombre de usuario').fill(name);
  await page.getByLabel('Contraseña').fill(password);
  await page.getByRole('button', { name: 'Entrar' }).click();
}

test('[X7] the first account is made once, with the code from a file its owner alone can read', async ({ house, admin, browser }) => {
  expect(existsSync(join(house.folder, 'admin-code'))).toBe(false);
  const other = await browser.newPage({ locale: 'es' });
  await other.goto(`${house.url}/admin/first`);
  await expect(other.getByRole('heading', { name: 'Entre con su cuenta' })).toBeVisible();
  await house.restart();
  expect(existsSync(join(house.folder, 'admin-code'))).toBe(false);
  await admin.reload();
  await expect(admin.getByRole('heading', { name: 'Hola, rosa' })).toBeVisible();
  await other.close();
});

test('[X7] before there is an admin, the code lies in the data folder for its owner alone', async ({ house, page }) => {
  expect(statSync(join(house.folder, 'admin-code')).mode & 0o777).toBe(0o600);
  await page.goto(`${house.url}/admin`);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await expectNoViolations(page, `first ${size.width}`);
    await expectNoSideways(page, `first ${size.width}`);
  }
});

test('[X7] an admin lets somebody in, gives them another role and keeps them out; the audit says so', async ({ house, admin, browser }) => {
  await add(admin, house, 'luis', 'Agente');
  const luis = await browser.newPage({ locale: 'es' });
  await signIn(luis, house, 'Luis');
  await expect(luis.getByRole('link', { name: 'Mi contraseña' }).first()).toBeVisible();
  await expect(luis.getByRole('link', { name: 'Cuentas' })).toHaveCount(0);
  await luis.goto(`${house.url}/admin/accounts`);
  await expect(luis.getByText('Su cuenta no puede hacer eso')).toBeVisible();

  await admin.getByRole('link', { name: 'Cambiar la cuenta de luis' }).click();
  await admin.getByLabel('Supervisión').check();
  await admin.getByRole('button', { name: 'Guardar' }).click();
  await expect(admin.getByText('Guardado. Vale desde ahora.')).toBeVisible();
  await luis.goto(`${house.url}/admin/audit`);
  await expect(luis.getByRole('row', { name: /rosa Cambió lo que puede hacer luis: Supervisión/ })).toBeVisible();

  await admin.getByRole('button', { name: 'No dejar entrar' }).click();
  await expect(admin.getByText('Esa cuenta ya no puede entrar.')).toBeVisible();
  await luis.reload();
  await expect(luis.getByRole('heading', { name: 'Entre con su cuenta' })).toBeVisible();
  await luis.close();
});

test('[X7] wrong passwords wait, and go on waiting after a restart', async ({ house, admin, browser }) => {
  await add(admin, house, 'luis', 'Agente');
  const page = await browser.newPage({ locale: 'es' });
  for (let each = 0; each < 5; each += 1) await signIn(page, house, 'luis', 'not the password');
  await expect(page.getByText('El nombre o la contraseña no son correctos')).toBeVisible();
  await house.restart();
  await signIn(page, house, 'luis');
  await expect(page.getByText('Espere medio minuto')).toBeVisible();
  await page.close();
});

test('with the keyboard alone: skip to the content, change one’s password, sign in with it', async ({ house, admin }) => {
  await admin.goto(`${house.url}/admin`);
  await admin.keyboard.press('Tab');
  await expect(admin.getByRole('link', { name: 'Ir al contenido' })).toBeFocused();
  await admin.keyboard.press('Enter');
  await admin.keyboard.press('Tab');
  await expect(admin.getByRole('main').getByRole('link', { name: 'Cuentas' })).toBeFocused();
  await admin.goto(`${house.url}/admin/password`);
  // The page puts the focus there once it is drawn.
  await expect(admin.locator('input:focus')).toHaveAttribute('type', 'password');
  for (const typed of [PASSWORD, NEXT_PASSWORD, NEXT_PASSWORD]) {
    await admin.keyboard.type(typed);
    await admin.keyboard.press('Tab');
  }
  await admin.keyboard.press('Enter');
  await expect(admin.getByText('Su contraseña cambió. Entre con la nueva.')).toBeVisible();
  await expect(admin.locator('input:focus')).toHaveCount(1);
  await admin.keyboard.type('rosa');
  await admin.keyboard.press('Tab');
  await admin.keyboard.type(NEXT_PASSWORD);
  await admin.keyboard.press('Enter');
  await expect(admin.getByRole('heading', { name: 'Hola, rosa' })).toBeVisible();
});

test('[X7] a page on another port of this machine can’t send a form in anybody’s name, nor frame a page', async ({ house, admin }) => {
  const evil = createServer((socket) => {
    const form = `<form method="post" action="${house.url}/admin/accounts/new"><input name="name" value="eva"><input name="role" value="admin"><input name="password" value="${PASSWORD}"><button>go</button></form><iframe src="${house.url}/admin"></iframe>`;
    socket.on('error', () => socket.destroy());
    socket.end(`HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${form.length}\r\nconnection: close\r\n\r\n${form}`);
  }).listen(0, '127.0.0.1');
  await once(evil, 'listening');
  const elsewhere = await admin.context().newPage();
  await elsewhere.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}`);
  await expect(elsewhere.frameLocator('iframe').getByText('rosa')).toHaveCount(0);
  await elsewhere.getByRole('button', { name: 'go' }).click();
  await expect(elsewhere.getByText('Eso llegó desde otra página')).toBeVisible();
  await admin.goto(`${house.url}/admin/accounts`);
  await expect(admin.getByRole('row')).toHaveCount(2);
  evil.close();
});

/** Types what a device shows, as somebody reads it off a screen across the room. */
async function find(page: Page, server: Server, code: string): Promise<void> {
  await page.goto(`${server.url}/admin/devices`);
  await page.getByLabel('Código que muestra el equipo').fill(code);
  await page.keyboard.press('Enter');
}

/** At every size, that nothing leaves the window, and nothing for axe to find. */
async function expectGood(page: Page, name: string): Promise<void> {
  for (const size of SIZES.toReversed()) {
    await page.setViewportSize(size);
    await expectNoSideways(page, `${name} ${size.width}`);
  }
  await expectNoViolations(page, name);
}

test('[X7] a second device is let in by the code on its screen once its check is the same, is of the centre, and is put out', async ({ centre, page }) => {
  test.slow();
  const { running, newcomer } = centre;
  const server: Server = { folder: running.serverData, url: running.server.url };
  const code = await newcomer.getByTestId('joining-code').innerText();
  await makeRosa(page, server);
  await page.goto(`${server.url}/admin/devices`);
  await expect(page.getByText('Station 2')).toBeVisible();
  await expectGood(page, 'one waits');

  await find(page, server, code.toLowerCase());
  await expect(page.getByText(await newcomer.getByTestId('joining-check').innerText())).toBeVisible();
  await expectGood(page, 'compare');
  await page.getByRole('button', { name: 'Es igual: permitir' }).click();
  await expect(page.getByText('El equipo entró.')).toBeVisible();
  await expect(newcomer.getByRole('button', { name: /Ventanilla\s3/ })).toBeVisible({ timeout: 20_000 });
  const row = page.getByRole('row', { name: /Station 2/ });
  await expect(async () => {
    await page.reload();
    await expect(row).toContainText('Dentro, conectado');
  }).toPass();
  await expect(row).toContainText('C');
  await expectGood(page, 'devices');

  await row.getByRole('link', { name: 'Sacar Station 2' }).click();
  await expectGood(page, 'put out?');
  await page.getByRole('button', { name: 'Sacar este equipo' }).click();
  await expect(row).toContainText('Fuera');
  // Sooner than it would have renewed its token.
  await newcomer.getByRole('button', { name: /Ventanilla\s3/ }).click();
  await expect(newcomer.getByText('Este equipo fue dado de baja')).toBeVisible({ timeout: 20_000 });
  await page.goto(`${server.url}/admin/audit`);
  for (const what of ['Dejó entrar', 'Sacó']) await expect(page.getByRole('row', { name: `rosa ${what} el equipo «Station 2»` })).toBeVisible();
});

test('[X7] wrong codes wait, the right one too; a device that is away can be written off', async ({ centre, page }) => {
  test.slow();
  const { running, newcomer } = centre;
  const server: Server = { folder: running.serverData, url: running.server.url };
  await makeRosa(page, server);
  for (let each = 0; each < 5; each += 1) {
    await find(page, server, 'BBBB BBBB');
    await expect(page.getByText('Ningún equipo que espera muestra ese código.')).toBeVisible();
  }
  await expectNoViolations(page, 'wrong code');
  await find(page, server, await newcomer.getByTestId('joining-code').innerText());
  await expect(page.getByText('Espere medio minuto')).toBeVisible();
  await expect(newcomer.getByTestId('joining-code')).toBeVisible();

  await running.station.stop();
  const first = page.getByRole('row', { name: /Dentro, sin conexión/ });
  await expect(async () => {
    await page.goto(`${server.url}/admin/devices`);
    await expect(first).toBeVisible({ timeout: 1000 });
  }).toPass();
  await first.getByRole('link', { name: /Dar por perdido/ }).click();
  await expect(page.getByText('pueden darse otra vez')).toBeVisible();
  await expectGood(page, 'written off?');
  await page.getByRole('button', { name: 'Dar por perdido' }).click();
  await expect(first).toContainText('Dado por perdido');
});

/** Nothing makes the page scroll sideways. */
async function expectNoSideways(page: Page, screen: string): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), screen).toBeLessThanOrEqual(0);
}

for (const language of ['English', 'Español']) {
  test(`every page in ${language}: nothing for axe to find, and nothing that leaves its window`, async ({ house, admin }) => {
    // Axe reads ten pages; on a busy machine each takes seconds.
    test.slow();
    await add(admin, house, 'esperanza-del-carmen-rodríguez-quispe', 'Agente');
    await add(admin, house, 'luis', 'Supervisión');
    await admin.getByRole('link', { name: 'Cambiar la cuenta de luis' }).click();
    const account = new URL(admin.url()).pathname;
    if (language !== 'Español') await admin.getByRole('button', { name: language }).click();
    for (const path of ['/admin', '/admin/accounts?done=added', '/admin/accounts/new', account, '/admin/devices', '/admin/audit', '/admin/password', '/admin/nowhere']) {
      await admin.goto(house.url + path);
      for (const size of SIZES.toReversed()) {
        await admin.setViewportSize(size);
        await expectNoSideways(admin, `${path} ${size.width}`);
      }
      await expectNoViolations(admin, path);
    }
    await admin.goto(`${house.url}/admin/accounts/new`);
    await admin.getByRole('textbox').first().fill('no spaces here');
    await admin.getByRole('main').getByRole('button').last().click();
    await expect(admin.getByRole('alert')).toBeVisible();
    await expectNoViolations(admin, 'trouble');
    await admin.getByRole('button', { name: /Salir|Sign out/ }).click();
    await expect(admin.getByRole('status')).toBeVisible();
    await expectNoViolations(admin, 'signed out');
  });
}
