/** What there is to come to beside the queues: two taps to what one looks for, on paper with one more. */
import type { Page } from '@playwright/test';
import { expect, test } from './centre.ts';
import { expectInMode, modesOf } from './modes.ts';
import { expectNothingOverflows } from './overflow.ts';
import { speakPseudo } from './pseudo.ts';
import { onEach, SIZES } from './sizes.ts';

/** After a tap the screen takes none for half a second. */
async function press(page: Page, which: string, at = 0): Promise<void> {
  const button = page.locator(which).nth(at);
  await expect(button).toBeEnabled();
  await button.click();
}

const BACK = 'footer button >> nth=0';

/** Every page of it. */
async function walk(page: Page, look: (screen: string) => Promise<void>): Promise<void> {
  await look('home');
  await press(page, '[data-finds=activities]');
  await look('activities');
  await press(page, 'li button', 0);
  await look('activity');
}

test('an activity in two taps, on paper with a third, and back by the way one came', async ({ page, centre, paper }) => {
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/visitor`);
  await press(page, '[data-finds=activities]');
  await page.getByRole('button', { name: /Club de lectura/ }).click();
  await expect(page.getByRole('heading', { name: 'Club de lectura' })).toBeFocused();
  await expect(page.getByText('De 18:30 a 20:00')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Tomar un turno' })).toHaveCount(0);
  await press(page, '[data-act=take]');
  await expect(page.getByTestId('paper')).toHaveAttribute('data-state', 'uncertain');
  await expect(page.getByTestId('paper')).toContainText('anote lo que necesite');
  await expect.poll(() => paper.papers.map(({ lines }) => lines.map(({ text }) => text).join('\n'))).toEqual([expect.stringMatching(/Llévelo consigo[\s\S]*Club de lectura[\s\S]*18:30/)]);
  await press(page, BACK);
  await expect(page.getByRole('heading', { name: 'Actividades' })).toBeVisible();
  await press(page, BACK);
  await expect(page.locator('[data-finds=activities]')).toBeVisible();
});

/** French says most, and Arabic begins elsewhere; the others where somebody has the time. */
const LANGUAGES = process.env['UMBRAL_ALL_MODES'] ? ['es', 'pt', 'en', 'fr', 'ht', 'ar'] : ['fr', 'ar'];

for (const [n, language] of LANGUAGES.entries()) {
  test(`what there is to come to in ${language}: nothing cut at any size, and everything within reach`, async ({ page, centre }) => {
    await page.setViewportSize(SIZES[0]);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`${centre.web}/visitor`);
    await press(page, `button[lang=${language}]`);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    let screens = n;
    await walk(page, async (screen) => {
      screens += 1;
      for (const mode of modesOf(screens)) await expectInMode(page, mode, `${screen} ${language}`, screens % 3 === 0);
    });
  });
}

test('what there is to come to in words longer by two fifths: nothing cut at any size', async ({ page, centre }) => {
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await speakPseudo(page, 'pt');
  await page.goto(`${centre.web}/visitor`);
  await press(page, 'button[lang=pt]');
  await walk(page, async (screen) => onEach(page, async ({ width }) => expectNothingOverflows(page, `${screen} ${width}`)));
});
