/**
 * Labels with a lane, up to the widest, on every screen that shows one: real pages on a real
 * station, over a wire that tells each of them another label than the station's.
 */
import type { BrowserContext, Page } from '@playwright/test';
import { labelEms } from '../../renderer/ui/label-width.ts';
import { Label, spellLabel } from '../../shared/domain/label.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test as base } from './centre.ts';
import { expectNothingOverflows } from './overflow.ts';
import { onEach, SIZES } from './sizes.ts';

const LABELS = [
  { letter: 'A', lane: 'KB', number: 9999 },
  // No letter is wider than a W.
  { letter: 'W', lane: 'WW', number: 9999 },
].map((label) => Label.parse(label));

const test = base.extend<{ open: (path: string, label: Label) => Promise<Page> }>({
  open: async ({ browser, centre }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (path, label) => {
      const context = await browser.newContext({ viewport: SIZES[0], locale: 'es', reducedMotion: 'reduce' });
      contexts.push(context);
      const page = await context.newPage();
      await page.routeWebSocket(/\/bridge\//, (socket) => {
        const station = socket.connectToServer();
        station.onMessage((message) => {
          socket.send(String(message).replaceAll(/"label":\{[^}]*\}/g, `"label":${JSON.stringify(label)}`));
        });
      });
      await page.goto(centre.web + path);
      await page.evaluate(async () => {
        await document.fonts.ready;
      });
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

/** It stands whole inside its place, and is as wide as it was reckoned to be before it was drawn. */
async function expectWhole(page: Page, testId: string, label: Label): Promise<void> {
  const shown = page.getByTestId(testId);
  await expect(shown).toHaveText(spellLabel(label).replace('\u00a0', ' '));
  const { ems, inside } = await shown.evaluate((element) => {
    const box = element.getBoundingClientRect();
    const place = element.parentElement?.getBoundingClientRect() ?? box;
    return { ems: box.width / Number.parseFloat(getComputedStyle(element).fontSize), inside: box.left >= place.left - 1 && box.right <= place.right + 1 };
  });
  expect(inside, `${testId} within its place`).toBe(true);
  expect(Math.abs(ems / labelEms(label) - 1), `${testId}: ${ems} em, reckoned ${labelEms(label)}`).toBeLessThan(0.03);
}

test('[N2] a lane’s label: whole on the ticket, the wall and at the desk, at every size', async ({ open }) => {
  test.setTimeout(120_000);
  for (const label of LABELS) {
    const spelled = spellLabel(label);
    const visitor = await open('/visitor', label);
    const wall = await open('/display', label);
    const staff = await open('/staff?desk=desk-3', label);
    for (let n = 0; n < 3; n += 1) {
      await visitor.getByRole('button', { name: /Tomar un turno/ }).click();
      await visitor.getByRole('button', { name: /Orientación/ }).click();
      await expectWhole(visitor, 'number', label);
      if (n < 2) await visitor.getByRole('button', { name: 'Terminar' }).click();
    }
    await onEach(visitor, async ({ width }) => {
      await expectWhole(visitor, 'number', label);
      await expectNothingOverflows(visitor, `ticket ${spelled} ${width}`);
    });
    await expect(visitor.getByRole('status').first()).toContainText(`Su turno es ${spelled}.`);

    for (const act of [/Llamar siguiente/, /No vino/, /Llamar siguiente/]) await staff.getByRole('button', { name: act }).click();
    const rows = staff.getByRole('rowheader');
    await expect(rows.first()).toHaveText(spelled.replace('\u00a0', ' '));
    await onEach(staff, async ({ width }) => {
      await expectWhole(staff, 'now-label', label);
      expect(await staff.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `desk ${spelled} ${width}`).toBe(true);
      expect(await rows.evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length), `waiting ${spelled} ${width}`).toBe(0);
    });

    await onEach(wall, async ({ width }) => {
      await expectWhole(wall, 'display-label', label);
      await expectNothingOverflows(wall, `wall ${spelled} ${width}`);
    });
    await expect(wall.getByRole('heading')).toHaveText(`Turno ${spelled}, pase a la ventanilla 3.`);
    if (label === LABELS[0]) for (const [page, screen] of [[visitor, 'ticket'], [wall, 'wall'], [staff, 'desk']] as const) await expectNoViolations(page, `${screen} ${spelled}`);

    await staff.getByRole('button', { name: /No vino/ }).click();
    await staff.getByRole('button', { name: /Llamar siguiente/ }).click();
    await staff.getByRole('button', { name: /No vino/ }).click();
    for (const page of [visitor, wall, staff]) await page.context().close();
  }
});
