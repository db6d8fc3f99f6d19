/** What there is to find beside the queues: three taps to what one looks for, on paper with one more, to a turn with one more. */
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
const ON = 'footer button >> nth=-1';

/** Every page of it; the last sector stands on the second page of them. */
async function walk(page: Page, look: (screen: string) => Promise<void>): Promise<void> {
  await look('home');
  await press(page, '[data-finds=services]');
  await look('sectors');
  await press(page, 'li button', 0);
  await look('found');
  await press(page, 'li button', 0);
  await look('service');
  for (let step = 0; step < 3; step += 1) await press(page, BACK);
  await press(page, '[data-finds=activities]');
  await look('activities');
  await press(page, 'li button', 0);
  await look('activity');
}

test('a service in three taps, on paper with a fourth, and back by the way one came', async ({ page, centre, paper }) => {
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/visitor`);
  await press(page, '[data-finds=services]');
  await expect(page.getByText('Paso 1 de 2')).toBeVisible();
  await press(page, 'li button', 0);
  await page.getByRole('button', { name: /Vacunas gratis/ }).click();
  await expect(page.getByRole('heading', { name: 'Vacunas gratis' })).toBeFocused();
  for (const said of ['Centro de salud, Calle 12 # 4-30', 'Sábado, 9:00–13:00', 'El carné de vacunas, si lo tiene', '601 555 0143']) await expect(page.getByText(said)).toBeVisible();
  // No queue of this house: nothing leads to a turn.
  await expect(page.getByRole('button', { name: 'Tomar un turno' })).toHaveCount(0);
  await press(page, 'dl + button');
  await expect(page.getByTestId('paper')).toHaveAttribute('data-state', 'uncertain');
  await expect(page.getByTestId('paper')).toContainText('anote lo que necesite');
  await expect.poll(() => paper.papers.map(({ lines }) => lines.map(({ text }) => text).join('\n'))).toEqual([expect.stringMatching(/Llévelo consigo[\s\S]*Vacunas gratis[\s\S]*Calle 12[\s\S]*601 555 0143[\s\S]*8:00–12:00[\s\S]*carné/)]);
  await press(page, BACK);
  await expect(page.getByText('Paso 2 de 2')).toBeVisible();
  await press(page, BACK);
  await press(page, ON);
  await press(page, 'li button', 3);
  await expect(page.getByRole('heading', { name: 'Ayuda en dinero' })).toBeVisible();
  await press(page, BACK);
  // The page of the sectors on which it stood.
  await expect(page.getByRole('button', { name: 'Ayuda en dinero' })).toBeVisible();
  await press(page, BACK);
  await press(page, BACK);
  await expect(page.locator('[data-finds=services]')).toBeVisible();
});

test('[X2] a discreet service to find says where it is, and not what; from another to its turn it is one tap', async ({ page, centre }) => {
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/visitor`);
  await press(page, '[data-finds=services]');
  await press(page, 'li button', 2);
  await expect(page.getByRole('button', { name: /Conversar/ })).toBeVisible();
  await press(page, 'li button', 1);
  await expect(page.getByText('Casa 3, Calle 20 # 9-11')).toBeVisible();
  await expect(page.locator('body')).not.toContainText(/mujeres|psicóloga/);
  await expectInMode(page, 'contrast', 'service', true);
  await press(page, BACK);
  await press(page, 'li button', 0);
  await press(page, ON);
  await expect(page.getByTestId('number')).toBeVisible();
});

/** French says most, and Arabic begins elsewhere; the others where somebody has the time. */
const LANGUAGES = process.env['UMBRAL_ALL_MODES'] ? ['es', 'pt', 'en', 'fr', 'ht', 'ar'] : ['fr', 'ar'];

for (const [n, language] of LANGUAGES.entries()) {
  test(`what there is to find in ${language}: nothing cut at any size, and everything within reach`, async ({ page, centre }) => {
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

test('what there is to find in words longer by two fifths: nothing cut at any size', async ({ page, centre }) => {
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await speakPseudo(page, 'pt');
  await page.goto(`${centre.web}/visitor`);
  await press(page, 'button[lang=pt]');
  await walk(page, async (screen) => onEach(page, async ({ width }) => expectNothingOverflows(page, `${screen} ${width}`)));
});
