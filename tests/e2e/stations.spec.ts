/** Two stations and a server, real processes: one queue, one wall, and what is said when they part. */
import type { Browser, Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reply } from '../../shared/contract/commands.ts';
import { EntryId, readEntry, type KnownEntry } from '../../shared/domain/entries/entry.ts';
import { CommandId, DeskId, ServiceId, type VisitId } from '../../shared/domain/ids.ts';
import { EnrolCode } from '../../shared/domain/entries/introduction.ts';
import { systemChance } from '../../main/station/chance.ts';
import { systemClock } from '../../main/station/clock.ts';
import { CLAIM_WAIT_MS } from '../../main/station/desk/calls.ts';
import { startCentre, type RunningCentre, type RunningStation } from '../fixtures/centre.ts';
import { refuse } from '../fixtures/letting-in.ts';
import { openScreen, type TestScreen } from '../fixtures/screen.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test as base } from './centre.ts';

interface Two {
  readonly centre: RunningCentre;
  readonly other: RunningStation;
}

const test = base.extend<{ two: Two }>({
  // Playwright reads which fixtures a fixture needs from this pattern; it needs none.
  // oxlint-disable-next-line no-empty-pattern
  two: async ({}, use) => {
    const centre = await startCentre({ stations: 2 });
    const [other] = centre.joined;
    if (!other) throw new Error('a second station was asked for');
    await use({ centre, other });
    await centre.stop();
  },
});
test.describe.configure({ timeout: 120_000 });

const DESKS = ['desk-1', 'desk-3'].map((id) => DeskId.parse(id));
const ORIENTATION = ServiceId.parse('orientation');
const id = (): CommandId => CommandId.parse(systemChance.id());

const online = (screen: TestScreen): Promise<unknown> => screen.until({ kind: 'staff', desk: DeskId.parse('desk-1') }, (view) => view.link.kind === 'online');

function visitIn(reply: Reply): VisitId | undefined {
  return reply.kind === 'done' && reply.outcome.kind === 'called' ? reply.outcome.visit : undefined;
}

/** The server's whole order, as anybody would read it. */
function orderOf({ serverData }: RunningCentre): KnownEntry[] {
  const db = new Database(join(serverData, 'centre.sqlite'), { readonly: true });
  const rows = db.prepare<[], { bytes: string }>('SELECT bytes FROM entries ORDER BY no').all();
  db.close();
  return rows.flatMap(({ bytes }) => {
    const read = readEntry(bytes, EntryId.parse(JSON.parse(bytes)));
    return read.kind === 'known' ? [read.entry] : [];
  });
}

async function open(browser: Browser, { web }: RunningStation, screen: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'es', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${web}/${screen}`);
  return page;
}

async function openStaff(browser: Browser, station: RunningStation, desk: string): Promise<Page> {
  const page = await open(browser, station, `staff?desk=${desk}`);
  await expect(page.getByText('En línea')).toBeVisible({ timeout: 20_000 });
  return page;
}

/** As a person reads it off the screen. */
function readCode(shown: string): EnrolCode {
  return EnrolCode.parse(shown.replace(/\s/, ''));
}

const PASSWORD = 'tres gatos azules';

/** Makes the first account, with the code from the server's own folder, and goes to the devices. */
async function openAdmin(browser: Browser, { server, serverData }: RunningCentre): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'es' });
  const page = await context.newPage();
  await page.goto(`${server.url}/admin/first`);
  await page.getByLabel('Código de un solo uso').fill(readFileSync(join(serverData, 'admin-code'), 'utf8').trim());
  await page.getByLabel('Nombre de usuario').fill('rosa');
  await page.getByLabel('Contraseña', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Repita la contraseña').fill(PASSWORD);
  await page.getByRole('button', { name: 'Crear la cuenta' }).click();
  await page.getByRole('link', { name: 'Equipos' }).first().click();
  return page;
}

/** What the person does who administers the centre: types the code, compares, and says yes. */
async function letInByPage(admin: Page, screen: Page): Promise<void> {
  await admin.getByLabel('Código que muestra el equipo').fill(await screen.getByTestId('joining-code').innerText());
  await admin.getByRole('button', { name: 'Buscar el equipo' }).click();
  await expect(admin.getByRole('definition').first()).toHaveText(await screen.getByTestId('joining-check').innerText());
  await admin.getByRole('button', { name: 'Es igual: permitir' }).click();
}

async function takeTurn(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Tomar un turno/ }).click();
  await page.getByRole('button', { name: /Orientación/ }).click();
  await expect(page.getByTestId('number')).toBeVisible();
  await page.getByRole('button', { name: 'Terminar' }).click();
}

test('[C1] two desks on two stations that call as fast as they can never call one person', async ({ two: { centre, other } }) => {
  const visitor = openScreen(centre.web, 'visitor');
  const [here, there] = [openScreen(centre.web, 'staff'), openScreen(other.web, 'staff')];
  await Promise.all([online(here), online(there)]);
  const ISSUED = 30;
  for (let n = 0; n < ISSUED; n += 1) await visitor.call({ kind: 'ticket.issue', id: id(), service: ORIENTATION, language: 'es' });
  await there.until({ kind: 'staff', desk: DESKS[1] ?? DeskId.parse('none') }, (view) => view.waitingCount === ISSUED);

  const clock = systemClock();
  const unclaimed = new Set<VisitId>();
  const calledBy = async (screen: TestScreen, desk: DeskId): Promise<VisitId[]> => {
    const called: VisitId[] = [];
    for (let left = true; left; ) {
      const asked = clock.monotonic();
      const visit = visitIn(await screen.call({ kind: 'desk.callNext', id: id(), desk }));
      // A claim that is not answered in time is not waited for: that call may be somebody else's too, and is told so [C2].
      if (visit !== undefined && clock.monotonic() - asked >= CLAIM_WAIT_MS) unclaimed.add(visit);
      if (visit === undefined) left = false;
      else {
        called.push(visit);
        await screen.call({ kind: 'desk.noShow', id: id(), desk, visit });
      }
    }
    return called;
  };
  const [first, second] = DESKS;
  if (!first || !second) throw new Error('two desks');
  const called = await Promise.all([calledBy(here, first), calledBy(there, second)]);
  for (const screen of [visitor, here, there]) screen.close();

  const [one, another] = called;
  const both = (one ?? []).filter((visit) => another?.includes(visit));
  expect(both.filter((visit) => !unclaimed.has(visit))).toEqual([]);
  for (const visits of called) expect(new Set(visits).size).toBe(visits.length);
  expect(new Set(called.flat()).size).toBe(ISSUED);
  // Both worked: a test in which one desk is asleep proves nothing. How much each does is the machine's.
  for (const visits of called) expect(visits.length).toBeGreaterThan(0);
  await expect.poll(() => orderOf(centre).filter(({ type }) => type === 'leg.noShow').length, { timeout: 20_000 }).toBe(called.flat().length);
  const calls = orderOf(centre).flatMap((entry) => (entry.type === 'leg.called' ? [entry.payload.visit] : []));
  expect(calls.toSorted()).toEqual(called.flat().toSorted());
  test.info().annotations.push({ type: 'measured', description: `${called.map((visits) => visits.length).join(' + ')} calls` });
});

test('[C1] a turn taken on one station is called on another, and shown on the wall of each', async ({ two: { centre, other }, browser }) => {
  const visitor = await open(browser, centre, 'visitor');
  const walls = [await open(browser, centre, 'display'), await open(browser, other, 'display')];
  const staff = await openStaff(browser, other, 'desk-3');
  await takeTurn(visitor);
  await expect(staff.getByRole('rowheader', { name: /A\s001/ })).toBeVisible();
  await staff.getByRole('button', { name: /Llamar siguiente/ }).click();
  await expect(staff.getByTestId('now-label')).toHaveText(/A\s001/);
  for (const wall of walls) {
    await expect(wall.getByTestId('display-label')).toHaveText(/A\s001/);
    await expect(wall.getByTestId('display-desk')).toHaveText(/Ventanilla\s3/);
  }
});

test('[N1] [N2] both stations give numbers at once, with the server and without it, and none twice', async ({ two: { centre, other } }) => {
  const screens = [openScreen(centre.web, 'visitor'), openScreen(other.web, 'visitor')];
  const staff = openScreen(other.web, 'staff');
  await online(staff);
  const give = (count: number): Promise<Reply[]> =>
    Promise.all(screens.flatMap((screen) => Array.from({ length: count }, () => screen.call({ kind: 'ticket.issue', id: id(), service: ORIENTATION, language: 'es' }))));
  const replies = await give(10);
  await centre.server.kill();
  replies.push(...(await give(60)));
  await centre.restartServer();
  const labels = replies.map((reply) => (reply.kind === 'done' && reply.outcome.kind === 'issued' ? JSON.stringify(reply.outcome.label) : 'refused'));
  expect(new Set(labels).size).toBe(140);
  await expect.poll(() => orderOf(centre).filter(({ type }) => type === 'ticket.issued').length, { timeout: 60_000 }).toBe(140);
  for (const screen of [...screens, staff]) screen.close();
});

test('[C2] cut off, two desks call one person; together again, the one that came second is told in words, until it calls its next', async ({ two: { centre, other }, browser }) => {
  const visitor = await open(browser, centre, 'visitor');
  const [here, there] = [await openStaff(browser, centre, 'desk-1'), await openStaff(browser, other, 'desk-3')];
  await takeTurn(visitor);
  await takeTurn(visitor);
  await expect(there.getByText('En espera · 2')).toBeVisible();
  await centre.server.kill();
  for (const [page, wait] of [[here, 0], [there, 400]] as const) {
    await expect(page.getByText(/Sin conexión/)).toBeVisible({ timeout: 20_000 });
    await page.waitForTimeout(wait);
    await page.getByRole('button', { name: /Llamar siguiente/ }).click();
    await expect(page.getByTestId('now-label')).toHaveText(/A\s001/);
  }
  await centre.restartServer();
  await expect
    .poll(async () => [await here.getByTestId('lost-call').innerText(), await there.getByTestId('lost-call').innerText()].filter((text) => text !== '').length, { timeout: 60_000 })
    .toBe(1);
  const [loser, winner] = (await here.getByTestId('lost-call').innerText()) === '' ? [there, 1] : [here, 3];
  await expect(loser.getByRole('alert')).toContainText(new RegExp(`El turno A\\s001 ya lo había llamado la ventanilla ${winner}\\.`));
  await expect(loser.getByRole('alert')).toContainText('Si la persona está con usted, atiéndala');
  await expectNoViolations(loser, 'a lost call');
  await loser.getByRole('button', { name: /Llamar siguiente/ }).click();
  await expect(loser.getByTestId('now-label')).toHaveText(/A\s002/);
  await expect(loser.getByTestId('lost-call')).toBeEmpty();
});

test('a new device shows its code on every screen, is let in, and is of the centre without being touched; put out, its screens say so', async ({ centre, browser }) => {
  const other = await centre.addStation();
  const [visitor, wall, staff] = [await open(browser, other, 'visitor'), await open(browser, other, 'display'), await open(browser, other, 'staff')];
  const code = await staff.getByTestId('joining-code').innerText();
  expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}\s[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
  for (const page of [visitor, wall, staff]) {
    await expect(page.getByTestId('joining-code')).toHaveText(code);
    await expect(page.getByTestId('joining-check')).toHaveText(/^[0-9a-f]{4}( [0-9a-f]{4}){3}$/);
    await expect(page.getByText('Pida a la persona que administra el centro')).toBeVisible();
    await expectNoViolations(page, 'joining');
  }

  // Said no to, and asked again by the person who stands there.
  await refuse(centre.serverData, readCode(code));
  await expect(visitor.getByText('No se aprobó este equipo')).toBeVisible({ timeout: 20_000 });
  await expectNoViolations(staff, 'refused');
  await staff.getByRole('button', { name: 'Pedir otra vez' }).click();
  await expect(visitor.getByTestId('joining-code')).not.toHaveText(code, { timeout: 20_000 });
  const admin = await openAdmin(browser, centre);
  await letInByPage(admin, visitor);

  await expect(visitor.getByRole('button', { name: /Tomar un turno/ })).toBeVisible({ timeout: 20_000 });
  await expect(wall.getByRole('heading', { name: /Bienvenida/ })).toBeVisible();
  await expect(staff.getByRole('button', { name: /Ventanilla\s3/ })).toBeVisible();
  await takeTurn(visitor);

  await admin.getByRole('link', { name: /Sacar.*Station 2/ }).click();
  await admin.getByRole('button', { name: 'Sacar este equipo' }).click();
  await expect(visitor.getByText('Aquí ya no se dan turnos')).toBeVisible({ timeout: 10_000 });
  await expect(wall.getByText('Esta pantalla ya no muestra turnos')).toBeVisible();
  await staff.getByRole('button', { name: /Ventanilla\s3/ }).click();
  await expect(staff.getByText('Este equipo fue dado de baja')).toBeVisible();
  await staff.getByRole('button', { name: /Llamar siguiente/ }).click();
  await expect(staff.getByText('ya no llama turnos')).toBeVisible();
  await expectNoViolations(staff, 'put out');
});
