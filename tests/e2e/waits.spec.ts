/** How long one waits, as a visitor reads it: learned from who was served, said as a range on the list and on the ticket. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Centre } from '../../shared/domain/centre.ts';
import { DeskId, ServiceId } from '../../shared/domain/ids.ts';
import { startCentre, type RunningCentre } from '../fixtures/centre.ts';
import { linesOf } from '../fixtures/paper-listener.ts';
import { openScreen } from '../fixtures/screen.ts';
import { commandIds, testChance, testFolder } from '../fixtures/world.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test as base } from './centre.ts';
import { expectNothingOverflows } from './overflow.ts';
import { onEach, SIZES } from './sizes.ts';

const newId = commandIds(testChance(57));
const DEMO = join(import.meta.dirname, '..', '..', 'assets', 'demo', 'centre.json');
const ORIENTATION = ServiceId.parse('orientation');

const WORDS = {
  es: { speak: 'Español', turn: /Tomar un turno/, guidance: /Orientación/, under: 'Espera: menos de 5 minutos', range: /^Espera: de \d+ a \d+ minutos$/, finish: 'Terminar' },
  en: { speak: 'English', turn: /Take a number/, guidance: /Guidance/, under: 'Wait: less than 5 minutes', range: /^Wait: \d+ to \d+ minutes$/, finish: 'Finish' },
} as const;

/** The demo centre, where the coordinator expects each service but the first to take twenty minutes. */
const test = base.extend<{ expecting: RunningCentre }>({
  expecting: async ({ paper }, use) => {
    const folder = testFolder();
    const centreFile = join(folder.path, 'centre.json');
    const demo = Centre.parse(JSON.parse(readFileSync(DEMO, 'utf8')));
    const services = demo.services.map((service) => (service.id === ORIENTATION ? service : { ...service, expectedMin: 20 }));
    writeFileSync(centreFile, JSON.stringify({ ...demo, services }));
    const centre = await startCentre({ centreFile, printer: { kind: 'tcp', host: '127.0.0.1', port: paper.port } });
    await use(centre);
    await centre.stop();
    folder.remove();
  },
});

/** Every desk is open. Nobody says how long guidance takes: ten are served, and it is known. */
async function serveTen(web: string): Promise<void> {
  const [door, staff] = [openScreen(web, 'visitor'), openScreen(web, 'staff')];
  const desk = DeskId.parse('desk-3');
  for (const n of [1, 2, 3, 4, 5]) await staff.call({ kind: 'desk.open', id: newId(), desk: DeskId.parse(`desk-${n}`), agent: null, takeOver: false });
  for (let n = 0; n < 10; n += 1) {
    await door.call({ kind: 'ticket.issue', id: newId(), service: ORIENTATION, language: 'es' });
    const called = await staff.call({ kind: 'desk.callNext', id: newId(), desk });
    if (called.kind !== 'done' || called.outcome.kind !== 'called') throw new Error('somebody waits');
    const { visit } = called.outcome;
    for (const kind of ['desk.start', 'desk.finish'] as const) await staff.call({ kind, id: newId(), desk, visit });
  }
  door.close();
  staff.close();
}

/** Three wait for each other service. */
async function fill(web: string): Promise<void> {
  const door = openScreen(web, 'visitor');
  const { services } = await door.until({ kind: 'visitor' }, () => true);
  for (const { id } of services) if (id !== ORIENTATION) for (let n = 0; n < 3; n += 1) await door.call({ kind: 'ticket.issue', id: newId(), service: id, language: 'es' });
  door.close();
}

test('[Q5] the wait: nothing before anything is known, then a range on the list and on the ticket, on screen and on paper', async ({ page, paper, expecting: centre }) => {
  test.setTimeout(120_000);
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/visitor`);
  const press = (name: string | RegExp): Promise<void> => page.getByRole('button', { name }).click();
  const card = (name: RegExp): ReturnType<typeof page.getByTestId> => page.getByRole('button', { name }).getByTestId('wait');
  const look = async (screen: string): Promise<void> => {
    await expectNoViolations(page, screen);
    await onEach(page, async ({ width, height }) => {
      await expectNothingOverflows(page, `${screen} ${width}`);
      // A low screen has no room for it on the list.
      await expect(page.getByTestId('wait').last()).toBeVisible({ visible: height > 1000 || screen.startsWith('ticket') });
      await page.screenshot({ path: test.info().outputPath(`${screen} ${width}.png`) });
    });
  };
  await press(WORDS.es.turn);
  await expect(page.getByTestId('wait').first()).toBeAttached();
  await expect(card(WORDS.es.guidance)).toHaveCount(0);
  await serveTen(centre.web);
  await expect(card(WORDS.es.guidance)).toHaveText(WORDS.es.under);
  await fill(centre.web);
  await page.goto(`${centre.web}/visitor`);
  for (const language of ['es', 'en'] as const) {
    const words = WORDS[language];
    for (const name of [words.speak, words.turn]) await press(name);
    await expect(page.getByTestId('wait')).toHaveCount(8);
    await expect(page.getByTestId('wait').last()).toHaveText(words.range);
    await look(`services ${language}`);
    await page.getByRole('listitem').last().getByRole('button').click();
    await expect(page.getByTestId('number')).toBeVisible();
    await expect(page.getByTestId('wait')).toBeVisible();
    await expect(page.getByTestId('wait')).toHaveText(words.range);
    await expect.poll(() => paper.papers.slice(-1).flatMap(linesOf).some((line) => words.range.test(line))).toBe(true);
    await look(`ticket ${language}`);
    await press(words.finish);
  }
});

test('[Q5] the wall says how long a turn of each letter waits, at every size', async ({ page, expecting: centre }) => {
  await serveTen(centre.web);
  await fill(centre.web);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/display`);
  const waits = page.getByTestId('display-waits').getByRole('listitem');
  await expect(waits.first()).toHaveText(/^A\d+ a \d+ min$|^Amenos de 5 min$/);
  await expectNoViolations(page, 'wall');
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await expect(waits.last()).toBeInViewport({ ratio: 1 });
    await expectNothingOverflows(page, `wall ${size.width}`);
    await page.screenshot({ path: test.info().outputPath(`wall ${size.width}.png`) });
  }
});

test('[Q5] the staff window says how long each still waits, and how right that was today', async ({ browser, expecting: centre }) => {
  await serveTen(centre.web);
  await fill(centre.web);
  const staff = openScreen(centre.web, 'staff');
  const third = DeskId.parse('desk-3');
  // Those who came since the waits were last reckoned are told what was told at the door, and count once they were reckoned.
  await staff.until({ kind: 'staff', desk: third }, ({ waiting }) => waiting.some(({ wait }) => wait?.kind === 'between'));
  for (let n = 0; n < 5; n += 1) {
    const called = await staff.call({ kind: 'desk.callNext', id: newId(), desk: third });
    if (called.kind !== 'done' || called.outcome.kind !== 'called') throw new Error('somebody waits');
    await staff.call({ kind: 'desk.noShow', id: newId(), desk: third, visit: called.outcome.visit });
  }
  await staff.until({ kind: 'staff', desk: third }, ({ today }) => today.said?.tickets === 5);
  for (const language of ['es', 'en'] as const) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${centre.web}/staff?desk=desk-4&lang=${language}`);
    await expect(page.getByTestId('said')).toContainText(language === 'es' ? /% se llamó dentro de lo dicho/ : /% of them were called within it/);
    await expect(page.getByRole('row').last()).toContainText(language === 'es' ? /faltan? (de \d+ a|menos de) \d+ min/ : /(\d+ to|less than) \d+ min to go/);
    await expectNoViolations(page, `staff ${language}`);
    await page.screenshot({ path: test.info().outputPath(`staff ${language}.png`) });
    await context.close();
  }
  staff.close();
});
