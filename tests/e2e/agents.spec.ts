/** A centre whose agents have names, and a day at two desks with keys alone: who opens, what is known of visitors, breaks and closing. */
import type { Locator, Page } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEGAL_PRIORITIES } from '../../shared/domain/priorities.ts';
import { ServiceId } from '../../shared/domain/ids.ts';
import { startCentre, type RunningCentre } from '../fixtures/centre.ts';
import { linesOf } from '../fixtures/paper-listener.ts';
import { openScreen } from '../fixtures/screen.ts';
import { commandIds, testChance, testFolder } from '../fixtures/world.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test as base } from './centre.ts';

const newId = commandIds(testChance(59));
const DEMO = join(import.meta.dirname, '..', '..', 'assets', 'demo', 'centre.json');
const AGENTS = [{ id: 'ana', name: 'Ana' }, { id: 'luis', name: 'Luis' }];

/** The demo centre with two agents, where somebody is called twice before they are said not to have come. */
const test = base.extend<{ named: RunningCentre }>({
  named: async ({ paper }, use) => {
    const folder = testFolder();
    const centreFile = join(folder.path, 'centre.json');
    writeFileSync(centreFile, JSON.stringify({ ...JSON.parse(readFileSync(DEMO, 'utf8')), agents: AGENTS, priorities: LEGAL_PRIORITIES, appointments: undefined, callsBeforeNoShow: 2 }));
    const centre = await startCentre({ centreFile, printer: { kind: 'tcp', host: '127.0.0.1', port: paper.port } });
    await use(centre);
    await centre.stop();
    folder.remove();
  },
});

/** Three people come for guidance, A 001 to A 003. */
async function threeCome(web: string): Promise<void> {
  const door = openScreen(web, 'visitor');
  for (let n = 0; n < 3; n += 1) await door.call({ kind: 'ticket.issue', id: newId(), service: ServiceId.parse('orientation'), language: 'es' });
  door.close();
}

/** A desk's window, for somebody who has no mouse. */
function atDesk(page: Page) {
  // A press within half a second of the last is an echo; the page's own clock goes on to the end of that.
  const idle = (): Promise<void> =>
    expect(async () => {
      await page.clock.runFor(500);
      expect(await page.locator('[aria-busy=true]').count()).toBe(0);
    }).toPass({ intervals: [20] });
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name });
  const push = async (target: Locator): Promise<void> => {
    await idle();
    await target.press('Enter');
  };
  /** Goes there with the tab key first, which is how one finds out that it can be reached. */
  const reach = async (target: Locator): Promise<void> => {
    await idle();
    for (let steps = 0; steps < 120; steps += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) {
        await page.keyboard.press('Enter');
        return;
      }
      await page.keyboard.press('Tab');
    }
    throw new Error(`no key goes to ${String(target)}`);
  };
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) {
      await idle();
      await page.keyboard.press(key);
    }
  };
  return { page, button, push, reach, press, row: (label: RegExp): Locator => page.getByRole('row', { name: label }), label: page.getByTestId('now-label') };
}

test('[Q1] agents with names, with keys alone: opening, moving, what is known of somebody, by name and back, sending on, a break, closing, the end of the day', async ({ browser, named: centre, paper }) => {
  await threeCome(centre.web);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const open = async (desk: string): Promise<ReturnType<typeof atDesk>> => {
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${centre.web}/staff?desk=${desk}`);
    return atDesk(page);
  };
  // One agent, one desk: Ana opens the third, and moves to the fourth; Luis takes the third.
  const third = await open('desk-3');
  await expectNoViolations(third.page, 'who works here');
  await third.reach(third.button('Ana'));
  await expect(third.page.locator('h1')).toHaveText('Ventanilla 3 · Ana');
  const fourth = await open('desk-4');
  await fourth.push(fourth.button(/Ana está en la ventanilla 3/));
  await expect(fourth.page.locator('h1')).toHaveText('Ventanilla 4 · Ana');
  await third.push(third.button(/Luis/));
  await expect(third.page.locator('h1')).toHaveText('Ventanilla 3 · Luis');

  // What is known of A 002: a priority, and one more service.
  for (const words of ['Persona mayor', 'Salud']) {
    await third.push(third.button(/Más sobre A\s002/));
    if (words === 'Salud') await expectNoViolations(third.page, 'about somebody');
    await third.reach(third.page.getByRole('dialog').getByRole('button', { name: words, exact: true }));
    await expect(third.row(/A\s002/)).toContainText(words);
  }

  // Nobody is let go before the second call; whoever is put back waits where the desk says.
  await third.push(third.button(/Llamar siguiente/));
  await expect(third.label).toHaveText(/A\s001/);
  const noShow = third.button(/No vino/);
  await expect(noShow).toHaveAttribute('aria-disabled', 'true');
  await expect(noShow).toContainText('Llame otra vez antes');
  await third.press('n', 'r');
  await expect(noShow).not.toContainText('Llame otra vez antes');
  await expect(third.label).toHaveText(/A\s001/);
  await third.press('d', '4');
  await expect(third.page.getByRole('row').nth(3)).toContainText(/A\s001/);

  // By name, with what is known of them on the card; and on to another desk, that alone has them then.
  await third.push(third.button(/Más sobre A\s002/));
  await third.press('1');
  await expect(third.label).toHaveText(/A\s002/);
  const card = third.page.getByRole('region', { name: 'Ahora' });
  await expect(card).toContainText('Persona mayor');
  await expect(card).toContainText('después: Salud');
  await expectNoViolations(third.page, 'who is here');
  await third.push(third.button(/Atender/));
  // That it calls nobody any more is said while somebody is here, too.
  await third.press('c', '5');
  await expect(third.page.getByRole('status').filter({ hasText: 'Por cerrar' })).toBeVisible();
  await third.press('p');
  await third.reach(third.page.getByRole('dialog').getByRole('button', { name: 'Ventanilla 4' }));
  await expect(fourth.row(/A\s002/)).toBeVisible();
  await expect(third.row(/A\s002/)).toHaveCount(0);

  // One leaves the queue, and is brought back, behind everybody.
  await third.push(third.button(/Más sobre A\s003/));
  await third.press('2');
  await third.push(third.button(/Se fueron · 1/));
  await third.push(third.button(/Traer de vuelta A\s003/));
  await third.press('3');
  await third.push(third.button(/En espera · 2/));
  await expect(third.page.getByRole('row').nth(2)).toContainText(/A\s003/);

  // A desk that is closing calls nobody: it opens again, goes on a break and comes back, or closes.
  await expect(third.button(/Llamar siguiente/)).toHaveCount(0);
  await third.press('v');
  await expect(third.button(/Llamar siguiente/)).toBeEnabled();
  await third.press('c', '1');
  await expect(third.page.getByRole('heading', { name: 'En descanso' })).toBeVisible();
  await third.push(third.button(/Seguir llamando/));
  await third.press('c', '5');
  await third.push(third.button(/Cerrar la ventanilla/));
  await expect(third.page.getByRole('heading', { name: /Quién atiende/ })).toBeVisible();

  // The end of the day is asked twice, and sends home whoever waits.
  await fourth.press('c');
  await fourth.reach(fourth.button('Imprimir resumen del día'));
  await expect.poll(() => paper.papers.map(linesOf).findLast((lines) => lines.includes('Resumen del día'))).toContain('Total');
  await fourth.press('c');
  await fourth.reach(fourth.button('Cerrar el día'));
  await expectNoViolations(fourth.page, 'the end of the day');
  await fourth.push(fourth.button(/Sí, cerrar el día: se van 3 personas/));
  await expect(third.button(/En espera · 0/)).toBeVisible();
  await expect(fourth.page.getByRole('heading', { name: /Quién atiende/ })).toBeVisible();
  await context.close();
});
