/** Why one is next and another is not, and why one was called: asked in the staff window, and read as sentences. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEGAL_PRIORITIES } from '../../shared/domain/priorities.ts';
import { PriorityId, ServiceId } from '../../shared/domain/ids.ts';
import { startCentre, type RunningCentre } from '../fixtures/centre.ts';
import { openScreen } from '../fixtures/screen.ts';
import { commandIds, testChance, testFolder } from '../fixtures/world.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test as base } from './centre.ts';

const newId = commandIds(testChance(58));
const DEMO = join(import.meta.dirname, '..', '..', 'assets', 'demo', 'centre.json');

/** The demo centre, where classes of priority go first. */
const test = base.extend<{ strict: RunningCentre }>({
  strict: async ({ paper }, use) => {
    const folder = testFolder();
    const centreFile = join(folder.path, 'centre.json');
    writeFileSync(centreFile, JSON.stringify({ ...JSON.parse(readFileSync(DEMO, 'utf8')), priorities: LEGAL_PRIORITIES, appointments: undefined, policy: { kind: 'strict' } }));
    const centre = await startCentre({ centreFile, printer: { kind: 'tcp', host: '127.0.0.1', port: paper.port } });
    await use(centre);
    await centre.stop();
    folder.remove();
  },
});

test('[Q3] why this one is next, why that one is not, and why one was called', async ({ browser, strict: centre }) => {
  const staff = openScreen(centre.web, 'staff');
  for (const priority of [undefined, 'older', undefined]) {
    await staff.call({ kind: 'ticket.issue', id: newId(), service: ServiceId.parse('orientation'), language: 'es', ...(priority ? { priority: PriorityId.parse(priority) } : {}) });
  }
  staff.close();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${centre.web}/staff?desk=desk-3`);
  const panel = page.getByRole('dialog');
  const idle = (): Promise<void> => expect(page.locator('[aria-busy=true]')).toHaveCount(0);

  // With keys alone: to the question beside whoever is next, and out of it again.
  const why = page.getByRole('button', { name: '¿Por qué sigue este turno?' });
  await why.focus();
  await page.keyboard.press('Enter');
  await expect(panel).toContainText('Sigue A 002.');
  await expect(panel).toContainText('Va primero por su prioridad: Persona mayor.');
  await expect(panel).toContainText(/A\s001Antes va quien tiene prioridad: Persona mayor\./);
  await expectNoViolations(page, 'next');
  await page.keyboard.press('Escape');
  await expect(why).toBeFocused();

  await page.getByRole('button', { name: 'Más sobre A 003' }).press('Enter');
  await page.keyboard.press('3');
  await expect(panel).toContainText('A 003 está en el lugar 3. Antes va A 002.');
  await page.keyboard.press('Escape');

  // One in turn, and one that the desk chose.
  // The space bar belongs to the button that has the focus; away from it, to the desk.
  await page.locator('h1').click();
  await page.keyboard.press(' ');
  await expect(page.getByTestId('now-label')).toHaveText('A 002');
  await idle();
  await page.keyboard.press('n');
  await page.getByRole('button', { name: 'Más sobre A 003' }).click();
  await idle();
  await page.keyboard.press('1');
  await expect(page.getByTestId('now-label')).toHaveText('A 003');
  await page.getByRole('button', { name: 'Llamadas' }).click();
  const calls = page.getByRole('region', { name: 'Llamadas' }).getByRole('row');
  await expect(calls.nth(1)).toContainText(/A\s003.*Se eligió, no por orden/);
  await expectNoViolations(page, 'calls');
  await page.getByRole('button', { name: '¿Por qué se llamó a A 003?' }).click();
  await expect(panel).toContainText('La ventanilla eligió a A 003: no se llamó por orden. Por orden seguía A 001.');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '¿Por qué se llamó a A 002?' }).click();
  await expect(panel).toContainText(/Así lo veía la ventanilla a las \d+:\d\d/);
  await expect(panel).toContainText('Va primero por su prioridad: Persona mayor.');
  await expect(panel).toContainText(/A\s001Antes va/);
  await context.close();
});
