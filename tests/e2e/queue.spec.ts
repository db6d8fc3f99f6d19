/** A desk's whole day in a real browser: set aside, sent on and back, taken back, brought back; and nobody who hears or uses keys alone is left out. */
import type { Page } from '@playwright/test';
import { expectNoViolations } from './axe.ts';
import { expect, test } from './centre.ts';

test('[Q1] the staff window, with keys: set aside and called back, sent on and back again, taken back, brought back', async ({ centre, browser }) => {
  const open = async (desk: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${centre.web}/staff?desk=${desk}`);
    return page;
  };
  const third = await open('desk-3');
  const label = third.getByTestId('now-label');
  const primary = (words: RegExp, page = third) => expect(page.getByRole('button', { name: words })).toBeEnabled();
  /** A press within half a second of the last is an echo: a person waits for what it did. */
  const press = async (page: Page, key: string): Promise<void> => {
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await page.keyboard.press(key);
  };

  // A number for somebody who can't use the kiosk: two keys.
  await primary(/Llamar siguiente/);
  await press(third, 't');
  await expectNoViolations(third, 'giving a number');
  await press(third, '1');
  await expect(third.getByTestId('issued')).toContainText(/A\s001/);

  await press(third, ' ');
  await expect(label).toHaveText(/A\s001/);
  await press(third, 'r');
  await press(third, ' ');
  await primary(/Terminar/);

  // Set aside, for twenty minutes; and called back by name.
  await press(third, 'a');
  await expectNoViolations(third, 'setting aside');
  await press(third, '1');
  await third.getByRole('button', { name: /Apartados · 1/ }).click();
  await expectNoViolations(third, 'set aside');
  await expect(third.getByRole('row', { name: /A\s001/ })).toContainText('Trae un documento');
  await expect(third.locator('[aria-busy=true]')).toHaveCount(0);
  await third.getByRole('button', { name: /Llamar A\s001/ }).click();
  await expect(label).toHaveText(/A\s001/);
  await third.locator('h1').click();
  await press(third, ' ');
  await primary(/Terminar/);

  // Sent on to health, to come back here.
  await press(third, 'p');
  await third.getByRole('button', { name: 'Después vuelve a mí' }).click();
  await expectNoViolations(third, 'sending on');
  await third.getByRole('dialog').getByRole('button', { name: /Salud/ }).click();
  await primary(/Llamar siguiente/);
  const fourth = await open('desk-4');
  await primary(/Llamar siguiente/, fourth);
  for (const words of [/Atender/, /Terminar/, /Llamar siguiente/]) {
    await press(fourth, ' ');
    await primary(words, fourth);
  }
  await third.getByRole('button', { name: /En espera · 1/ }).click();
  await third.locator('h1').click();
  await press(third, ' ');
  await expect(label).toHaveText(/A\s001/);

  // Let go by mistake: taken back. Let go again: brought back, later.
  await press(third, 'n');
  await expect(third.getByRole('button', { name: /Deshacer: no vino/ })).toBeVisible();
  await press(third, 'z');
  await expect(label).toHaveText(/A\s001/);
  await press(third, 'n');
  await primary(/Llamar siguiente/);
  await third.getByRole('button', { name: /Se fueron · 1/ }).click();
  await expectNoViolations(third, 'who left');
  await expect(third.locator('[aria-busy=true]')).toHaveCount(0);
  await third.getByRole('button', { name: /Traer de vuelta A\s001/ }).click();
  await expectNoViolations(third, 'bringing back');
  await press(third, '1');
  await expect(third.getByRole('button', { name: /En espera · 1/ })).toBeVisible();

  // A refusal stands where the act was.
  await fourth.getByRole('button', { name: 'Descanso y cierre' }).click();
  await expectNoViolations(fourth, 'the desk');
  await fourth.keyboard.press('Escape');
  await expect(fourth.getByRole('button', { name: 'Descanso y cierre' })).toBeFocused();
  await fourth.locator('h1').click();
  await press(fourth, ' ');
  await expect(fourth.getByRole('status').filter({ hasText: 'No hay nadie en espera' })).toBeVisible();
});
