/** The visitor's screen by keys alone, and in another language in the middle of a form. */
import type { Page } from '@playwright/test';
import { expect, test } from './centre.ts';
import { expectNothingOverflows } from './overflow.ts';
import { expectReachable } from './reach.ts';
import { onEach, SIZES } from './sizes.ts';

/** Goes there by arrows alone, as one sees to go; where the focus is is seen. */
async function goTo(page: Page, name: RegExp, ...arrows: readonly string[]): Promise<void> {
  const target = page.getByRole('button', { name });
  await expect(target).toBeEnabled();
  for (const arrow of arrows) await page.keyboard.press(arrow);
  await expect(target).toBeFocused();
  expect(await target.evaluate((button) => button.matches(':focus-visible') && getComputedStyle(button).outlineStyle !== 'none')).toBe(true);
}

/** Down from the heading until it is reached; no page is longer than that. */
async function goDownTo(page: Page, name: RegExp): Promise<void> {
  const target = page.getByRole('button', { name });
  await expect(target).toBeEnabled();
  for (let step = 0; step < 12 && !(await target.evaluate((button) => button === document.activeElement)); step += 1) await page.keyboard.press('ArrowDown');
  await goTo(page, name);
}

test('[X9] a turn, and a person, by arrows and Enter alone; Escape goes back', async ({ page, centre }) => {
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/visitor`);
  await goTo(page, /Tomar un turno/, 'ArrowDown');
  await page.keyboard.press('Enter');
  const first = page.locator('main li button').first();
  await expect(first).toBeEnabled();
  await page.keyboard.press('Escape');
  await goTo(page, /Tomar un turno/, 'ArrowDown');
  await page.waitForTimeout(1_100);
  await page.keyboard.press('Enter');
  await expect(first).toBeEnabled();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('main li button:focus-visible')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('number')).toBeVisible();
  await goDownTo(page, /Terminar/);
  await goTo(page, /Dejar la fila/, 'ArrowLeft');
  await goTo(page, /Terminar/, 'ArrowRight');
  await page.keyboard.press('Enter');
  await goDownTo(page, /Llamar a una persona/);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('help')).toHaveAttribute('data-stands', 'ringing');
});

test('[X9] in the middle of a form the language changes, and what was filled in stays', async ({ page, centre }) => {
  await page.setViewportSize(SIZES[0]);
  await page.goto(`${centre.web}/visitor`);
  await page.getByRole('button', { name: /Tengo una cita/ }).click();
  await expect(page.getByRole('button', { name: '4', exact: true })).toBeEnabled();
  for (const digit of ['4', '2', '0']) await page.getByRole('button', { name: digit, exact: true }).click();
  const digits = page.getByTestId('digits');
  await expect(digits).toHaveText('420');
  const language = page.locator('[data-speaks]');
  await onEach(page, async ({ width }) => {
    await expectNothingOverflows(page, `a language on each page ${width}`);
    await expectReachable(page, `a language on each page ${width}`);
  });
  const spoken: string[] = [];
  const first = await language.textContent();
  do {
    const before = await language.textContent();
    spoken.push(before ?? '');
    await expect(language).toBeEnabled();
    await page.waitForTimeout(550);
    await language.click();
    await expect(language).not.toHaveText(before ?? '');
    await expect(digits).toHaveText('420');
    const lang = await language.locator('span[lang]').getAttribute('lang');
    expect(await page.locator('html').getAttribute('lang')).toBe(lang);
  } while ((await language.textContent()) !== first);
  expect(new Set(spoken).size, 'each of the centre’s').toBe(6);
});
