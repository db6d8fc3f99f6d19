/** A visitor who has priority says so with a tap on a picture: staff see it, and nothing that others see tells of it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEGAL_PRIORITIES } from '../../shared/domain/priorities.ts';
import { DeskId } from '../../shared/domain/ids.ts';
import { startCentre, type RunningCentre } from '../fixtures/centre.ts';
import { linesOf } from '../fixtures/paper-listener.ts';
import { openScreen } from '../fixtures/screen.ts';
import { testFolder } from '../fixtures/world.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test as base } from './centre.ts';
import { expectNothingOverflows } from './overflow.ts';
import { onEach, SIZES } from './sizes.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'assets', 'demo', 'centre.json');

/** The demo centre, with the classes of priority that visitors may say of themselves. */
const test = base.extend<{ withPriorities: RunningCentre }>({
  withPriorities: async ({ paper }, use) => {
    const folder = testFolder();
    const centreFile = join(folder.path, 'centre.json');
    writeFileSync(centreFile, JSON.stringify({ ...JSON.parse(readFileSync(DEMO, 'utf8')), priorities: LEGAL_PRIORITIES, appointments: undefined }));
    const centre = await startCentre({ centreFile, printer: { kind: 'tcp', host: '127.0.0.1', port: paper.port } });
    await use(centre);
    await centre.stop();
    folder.remove();
  },
});

test('[X2] a visitor’s priority: staff see it, the ticket and the paper say nothing of it', async ({ page, paper, withPriorities: centre }) => {
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/visitor`);
  const look = async (screen: string): Promise<void> => {
    await expectNoViolations(page, screen);
    await onEach(page, async ({ width }) => expectNothingOverflows(page, `${screen} ${width}`));
  };
  await page.getByRole('button', { name: /Tomar un turno/ }).click();
  const mine = page.getByRole('button', { name: /Prioridad/ });
  await expect(mine).toBeEnabled();
  await look('services');
  await mine.click();
  const older = page.getByRole('button', { name: 'Persona mayor' });
  await expect(older).toBeEnabled();
  await look('priorities');
  await older.click();
  // Who stands behind reads that there is one, and not which.
  await expect(page.getByText('Persona mayor')).toHaveCount(0);
  await expect(mine).toBeEnabled();
  await look('claimed');
  await page.getByRole('button', { name: /Orientación/ }).click();
  await expect(page.getByTestId('number')).toHaveText(/A\s001/);
  const about = [await page.locator('#screen').innerText(), linesOf(await paper.paper(0)).join('\n')];
  expect(about.filter((text) => /prior|mayor/i.test(text))).toEqual([]);

  const staff = openScreen(centre.web, 'staff');
  const view = await staff.until({ kind: 'staff', desk: DeskId.parse('desk-3') }, ({ waiting }) => waiting.length > 0);
  expect(view.waiting.map(({ priority }) => priority)).toEqual(['older']);
  staff.close();
});

test('[X4] the next visitor has no priority', async ({ page, withPriorities: centre }) => {
  await page.goto(`${centre.web}/visitor`);
  const turn = async (...taps: (string | RegExp)[]): Promise<void> => {
    for (const name of [/Tomar un turno/, ...taps, /Orientación/, 'Terminar']) await page.getByRole('button', { name }).click();
  };
  await turn(/Prioridad/, 'Embarazo');
  await turn();
  const staff = openScreen(centre.web, 'staff');
  const view = await staff.until({ kind: 'staff', desk: DeskId.parse('desk-3') }, ({ waiting }) => waiting.length === 2);
  expect(view.waiting.map(({ priority }) => priority)).toEqual(['pregnant', null]);
  staff.close();
});
