/** The map of the house: from an activity to its room in one tap, in words as in the picture, and back. */
import type { Page } from '@playwright/test';
import { expectNoViolations } from './axe.ts';
import { expect, test } from './centre.ts';
import { expectInMode } from './modes.ts';
import { SIZES } from './sizes.ts';

/** After a tap the screen takes none for half a second. */
async function press(page: Page, which: string, at = 0): Promise<void> {
  const button = page.locator(which).nth(at);
  await expect(button).toBeEnabled();
  await button.click();
}

async function toRoom(page: Page, web: string, language: string): Promise<void> {
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${web}/visitor`);
  await press(page, `button[lang=${language}]`);
  await press(page, '[data-finds=activities]');
  await press(page, 'li button');
  await press(page, '[data-shows=map]');
}

test('[M1] where a room is: said in words, drawn on its floor, seen floor by floor, and left as one came', async ({ page, centre }) => {
  await toRoom(page, centre.web, 'es');
  const heading = page.locator('h1');
  await expect(heading).toHaveText('Sala grande');
  await expect(heading).toBeFocused();
  await expect(page.getByText(/^Está en: (?:Planta baja|Primer piso)\.$/)).toBeVisible();
  await expect(page.getByText(/^Se entra por: /)).toBeVisible();
  const plan = page.getByTestId('plan');
  await expect(plan.locator('[data-marked]')).toContainText('Sala grande');
  // What is drawn is nothing to whoever hears the page, and said in words beside it.
  await expect(plan).toHaveAttribute('aria-hidden', 'true');
  await press(page, '[data-floor=ground]');
  await expect(page.locator('[data-floor=ground]')).toHaveAttribute('aria-pressed', 'true');
  await expect(plan.getByText('Usted está aquí')).toBeVisible();
  await expect(page.getByRole('list', { name: 'En este piso hay' })).toContainText('Ascensor');
  await press(page, '[data-floor=first]');
  await expect(plan.getByText('Salón 1')).toBeVisible();
  await press(page, 'footer button');
  await expect(page.locator('[data-shows=map]')).toBeVisible();
});

test('the map in French and in Arabic: nothing cut at any size, everything within reach', async ({ page, centre }) => {
  await toRoom(page, centre.web, 'fr');
  await press(page, '[data-floor=ground]');
  await expectInMode(page, 'normal', 'plan fr', true);
  await toRoom(page, centre.web, 'ar');
  await expectInMode(page, 'contrast', 'plan ar', false);
});

test('[M1] staff put a point on the map with keys, drag another, and both hold for visitors once they are saved', async ({ page, centre }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/staff?desk=desk-3`);
  await page.locator('[data-opens=plan]').click();
  await expect(page.getByText('Todo está guardado.')).toBeVisible();

  // With keys alone: it is put in the middle, has the focus, and goes half a metre a step.
  await page.locator('[data-adds=first-aid]').press('Enter');
  await expect(page.getByRole('button', { name: 'Primeros auxilios', pressed: true })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(page.getByText('A 10,5 m de la izquierda y 7,9 m de arriba')).toBeVisible();
  await page.getByLabel('Nombre (Español)').fill('Botiquín');
  await expect(page.getByRole('button', { name: 'Botiquín' })).toBeVisible();

  // With the mouse, to the corner of the floor and not out of it; and back in one step.
  const water = page.locator('[data-point=water]');
  const before = await water.boundingBox();
  if (!before) throw new Error('no such point');
  await page.mouse.move(before.x + 10, before.y + 10);
  await page.mouse.down();
  await page.mouse.move(5, 795, { steps: 3 });
  await page.mouse.up();
  await expect(page.getByText('A 0 m de la izquierda y 16 m de arriba')).toBeVisible();
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect.poll(async () => (await water.boundingBox())?.x).toBeCloseTo(before.x, 0);
  await expectNoViolations(page, 'the map in the staff window');

  // What is not saved is not left without a word.
  await page.getByRole('button', { name: 'Volver' }).click();
  await page.keyboard.press('1');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('Todo está guardado.')).toBeVisible();
  await page.getByRole('button', { name: 'Volver' }).click();
  await expect(page.locator('[data-opens=plan]')).toBeVisible();
  await toRoom(page, centre.web, 'es');
  await press(page, '[data-floor=ground]');
  await expect(page.getByRole('list', { name: 'En este piso hay' })).toContainText('Botiquín');
});
