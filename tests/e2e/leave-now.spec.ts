/** The way out at once, on pages of a service that is nobody else's business. */
import { expect, test as base } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCentre, type RunningCentre } from '../fixtures/centre.ts';
import { testFolder } from '../fixtures/world.ts';
import { expectNoViolations } from './axe.ts';
import { expectNothingOverflows } from './overflow.ts';
import { expectReachable } from './reach.ts';
import { onEach, SIZES } from './sizes.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'assets', 'demo', 'centre.json');

/** The demo centre, whose second service goes by another name and the first one's letter. */
const test = base.extend<{ centre: RunningCentre }>({
  // oxlint-disable-next-line no-empty-pattern
  centre: async ({}, use) => {
    const folder = testFolder();
    const demo = JSON.parse(readFileSync(DEMO, 'utf8')) as { services: { letter: string; discreet?: object }[] };
    const [first, second] = demo.services;
    if (!first || !second) throw new Error('the demo centre has two services at least');
    Object.assign(second, { letter: first.letter, discreet: { es: 'Conversar', en: 'A talk' } });
    const file = join(folder.path, 'centre.json');
    writeFileSync(file, JSON.stringify(demo));
    const centre = await startCentre({ centreFile: file });
    await use(centre);
    await centre.stop();
    folder.remove();
  },
});

test('[X4] «Salir ya» is where a discreet service is asked for, and leaves nothing of it; Escape twice does it anywhere', async ({ page, centre }) => {
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/visitor`);
  const door = page.getByRole('button', { name: /Tomar un turno/ });
  const exit = page.getByRole('button', { name: 'Salir ya' });
  await door.click();
  await expect(exit, 'a list of all services is no discreet page').toBeHidden();
  await page.getByRole('button', { name: /Conversar/ }).click();
  await expect(page.getByTestId('number')).toBeVisible();
  await expect(exit).toBeVisible();
  // [X6] This centre has no public address: nothing promises a page.
  await expect(page.getByRole('img', { name: /teléfono/ })).toHaveCount(0);
  await expect(page.getByText(/teléfono/)).toHaveCount(0);
  await onEach(page, async ({ width }) => {
    await expectNothingOverflows(page, `a way out ${width}`);
    await expectReachable(page, `a way out ${width}`);
  });
  await expectNoViolations(page, 'a way out');
  await page.locator('[data-adjusts=large]').click();
  await onEach(page, async ({ width }) => expectNothingOverflows(page, `a way out, large ${width}`, { scrolls: true }));

  // No second question, no echo to wait for, nothing left.
  await exit.click();
  await expect(door).toBeVisible();
  await expect(page.getByText('Conversar')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.hasAttribute('data-large'))).toBe(false);

  await expect(door).toBeEnabled();
  await door.click();
  await expect(page.getByRole('button', { name: /Conversar/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(door).toBeVisible();
});
