/**
 * `npm run pictures`: the README's pictures and those of each of the visitor's pages, taken from the
 * running product: a real server and station, a morning's work at the demo centre, and each screen
 * in a real browser.
 */
import { chromium, type Browser, type Page } from '@playwright/test';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_DIRECTORY, startCentre, type RunningCentre } from '../../tests/fixtures/centre.ts';
import { codeOn } from '../../tests/fixtures/letting-in.ts';
import { openScreen } from '../../tests/fixtures/screen.ts';
import { CommandId, DeskId, ServiceId, type VisitId } from '../../shared/domain/ids.ts';
import type { Language } from '../../shared/domain/centre.ts';
import { systemChance } from '../../main/station/chance.ts';
import { build } from '../bundle.ts';
import { findChromium } from '../testing/machine.ts';
import { takeVisitorScreens } from './visitor.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'pictures');

const id = (): CommandId => CommandId.parse(systemChance.id());

/** A dozen people came; some were served, two are at desks, the rest wait. */
async function aMorning(centre: RunningCentre): Promise<void> {
  const visitor = openScreen(centre.web, 'visitor');
  const staff = openScreen(centre.web, 'staff');
  const come = async (service: string, language: Language = 'es'): Promise<void> => {
    await visitor.call({ kind: 'ticket.issue', id: id(), service: ServiceId.parse(service), language });
  };
  const callNext = async (desk: string): Promise<VisitId> => {
    const reply = await staff.call({ kind: 'desk.callNext', id: id(), desk: DeskId.parse(desk) });
    if (reply.kind === 'refused' || reply.outcome.kind !== 'called') throw new Error(`nobody was called to ${desk}: ${JSON.stringify(reply)}`);
    return reply.outcome.visit;
  };
  const serve = async (desk: string, visit: VisitId, how: readonly ('desk.start' | 'desk.finish' | 'desk.noShow')[]): Promise<void> => {
    for (const kind of how) await staff.call({ kind, id: id(), desk: DeskId.parse(desk), visit });
  };
  for (const service of ['orientation', 'health', 'regularisation', 'orientation', 'legal-help']) await come(service);
  await serve('desk-1', await callNext('desk-1'), ['desk.start', 'desk.finish']);
  await serve('desk-1', await callNext('desk-1'), ['desk.noShow']);
  await serve('desk-2', await callNext('desk-2'), ['desk.start', 'desk.finish']);
  await serve('desk-1', await callNext('desk-1'), ['desk.start']);
  await come('education');
  await serve('desk-4', await callNext('desk-4'), ['desk.start']);
  for (const service of ['orientation', 'family-contact', 'employment', 'orientation', 'health', 'regularisation']) await come(service);
  await come('orientation', 'en');
  visitor.close();
  staff.close();
}

async function takeAll(browser: Browser, centre: RunningCentre): Promise<void> {
  const open = async (path: string, width: number, height: number): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
    await page.goto(`${centre.web}${path}`);
    return page;
  };
  const take = (page: Page, name: string): Promise<Buffer> => page.screenshot({ path: join(FOLDER, `${name}.png`) });

  /** After a touch a screen takes none for half a second. */
  const press = async (page: Page, which: string): Promise<void> => {
    await page.locator(which).first().click({ trial: true });
    await page.locator(which).first().click();
  };

  const display = await open('/display', 1920, 1080);
  const staff = await open('/staff?desk=desk-3', 1280, 800);
  await staff.getByRole('button', { name: /Llamar siguiente/ }).click();
  await display.getByText(/Ventanilla\s3/).first().waitFor();
  await take(display, 'display');
  await staff.getByRole('button', { name: /Atender/ }).click();
  await staff.getByRole('button', { name: /Terminar/ }).waitFor();
  await take(staff, 'staff');
  await staff.locator('[data-opens=directory]').click();
  await staff.getByRole('row').nth(5).waitFor();
  await take(staff, 'staff-directory');
  await staff.reload();
  await staff.locator('[data-opens=activities]').click();
  await staff.getByRole('button', { name: /Club de lectura/ }).first().waitFor();
  await take(staff, 'staff-activities');

  const visitor = await open('/visitor', 1080, 1920);
  const turn = visitor.getByRole('button', { name: /Tomar un turno/ });
  await turn.waitFor();
  await take(visitor, 'visitor-home');
  await press(visitor, '[data-finds=services]');
  await press(visitor, 'li button');
  await visitor.locator('[data-wish=term]').click({ trial: true });
  await take(visitor, 'visitor-directory');
  await press(visitor, 'li button');
  await visitor.locator('footer button').first().click({ trial: true });
  await take(visitor, 'visitor-service');
  for (let pages = 0; pages < 3; pages += 1) await press(visitor, 'footer button >> nth=0');
  await turn.click();
  const orientation = visitor.getByRole('button', { name: /Orientación/ });
  await orientation.click({ trial: true });
  await take(visitor, 'visitor-services');
  await orientation.click();
  await visitor.getByText('Tome su papel').waitFor();
  await take(visitor, 'visitor-ticket');
}

/** A second device asks to be let in; whoever administers the centre types its code, and compares. */
async function takeNewcomer(browser: Browser, centre: RunningCentre): Promise<void> {
  const newcomer = await centre.addStation('Kiosco del patio');
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'es' });
  const field = (label: string) => page.getByLabel(label, { exact: true });
  await page.goto(`${centre.server.url}/admin`);
  await field('Código de un solo uso').fill(readFileSync(join(centre.serverData, 'admin-code'), 'utf8'));
  await field('Nombre de usuario').fill('rosa');
  for (const label of ['Contraseña', 'Repita la contraseña']) await field(label).fill('tres gatos azules');
  await page.keyboard.press('Enter');
  await page.getByRole('main').getByRole('link', { name: 'Equipos' }).click();
  await field('Código que muestra el equipo').fill(await codeOn(newcomer));
  await page.keyboard.press('Enter');
  await page.getByText('Comprobación', { exact: true }).waitFor();
  await page.evaluate('document.fonts.ready.then(() => true)');
  await page.screenshot({ path: join(FOLDER, 'admin-device.png') });
}

/** The last paper that came out, as the virtual printer drew it. */
function takePaper(centre: RunningCentre): void {
  const folder = join(centre.stationData, 'paper');
  const last = readdirSync(folder).filter((name) => name.endsWith('.png')).toSorted().at(-1);
  if (last === undefined) throw new Error('no paper came out');
  copyFileSync(join(folder, last), join(FOLDER, 'paper.png'));
}

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('no Chromium on this machine to take pictures with');
mkdirSync(FOLDER, { recursive: true });
await build();
const centre = await startCentre({ directoryFile: DEMO_DIRECTORY, printer: { kind: 'virtual', folder: 'paper', name: 'La de la entrada' } });
const browser = await chromium.launch({
  executablePath,
  // A wall that nobody touches chimes without being asked, as it does in its own window.
  args: ['--autoplay-policy=no-user-gesture-required', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  await aMorning(centre);
  await takeAll(browser, centre);
  await takeNewcomer(browser, centre);
  takePaper(centre);
  await takeVisitorScreens(browser, FOLDER);
  console.log('docs/pictures/ holds a new picture of each screen and of a ticket');
} finally {
  await browser.close();
  await centre.stop();
}
