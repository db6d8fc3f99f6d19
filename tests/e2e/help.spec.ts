/** Calling a person: one tap at the door, heard and seen at a desk, answered, and read at the door. */
import { expectNoViolations } from './axe.ts';
import { expect, test } from './centre.ts';
import { expectNothingOverflows } from './overflow.ts';
import { expectReachable } from './reach.ts';
import { onEach, SIZES } from './sizes.ts';

test('[X8] a tap at the door rings at the desk until somebody goes, and the visitor reads that they come', async ({ page, centre, context }) => {
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const staff = await context.newPage();
  await staff.setViewportSize(SIZES[2]);
  await staff.goto(`${centre.web}/staff?desk=desk-3`);
  await page.goto(`${centre.web}/visitor`);
  await page.getByRole('button', { name: 'Kreyòl' }).click();
  await page.getByRole('button', { name: /Rele yon moun/ }).click();
  const help = page.getByTestId('help');
  await expect(help).toHaveAttribute('data-stands', 'ringing');
  await expect(help).toContainText('Tann isit la');
  await onEach(page, async ({ width }) => expectNothingOverflows(page, `ringing ${width}`));
  await expectNoViolations(page, 'ringing');

  const asked = staff.getByTestId('help-asked');
  await expect(asked).toContainText('Kreyòl');
  await expect(staff.getByTestId('help-chime')).toHaveJSProperty('paused', false);
  await onEach(staff, async () => {
    expect(await staff.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
  await expectNoViolations(staff, 'asked for help');
  await asked.getByRole('button', { name: 'Voy' }).click();
  await expect(asked).toBeHidden();
  await expect(help).toHaveAttribute('data-stands', 'coming');
  await expectReachable(page, 'coming');

  // Called again and called off: it is over at the desk too.
  const home = page.locator('footer button').last();
  await expect(home).toBeEnabled();
  await home.click();
  const again = page.getByRole('button', { name: /Rele yon moun/ });
  await expect(again).toBeEnabled();
  await again.click();
  await expect(asked).toBeVisible();
  const over = page.getByRole('button', { name: 'Mwen pa bezwen ankò' });
  await expect(over).toBeEnabled();
  await over.click();
  await expect(asked).toBeHidden();
  await expect(again).toBeVisible();
});
