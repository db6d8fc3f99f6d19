/** A wall that paints nothing any more: staff read it, since what hangs there may be an old number. */
import { expectNoViolations } from './axe.ts';
import { expect, test } from './centre.ts';

test('[E11] a wall that stands still is told to staff, and one that paints is not', async ({ page, centre, context }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${centre.web}/staff?desk=desk-3`);
  const [still, well] = [await context.newPage(), await context.newPage()];
  // As when its graphics hang: nothing that was asked for is painted.
  await still.addInitScript(() => {
    window.requestAnimationFrame = () => 0;
  });
  for (const wall of [still, well]) {
    await wall.goto(`${centre.web}/display`);
    await expect(wall.getByText('Tome su turno en la entrada')).toBeVisible();
  }
  const told = page.getByTestId('still-walls');
  await expect(told).toHaveCount(0);
  await expect(told).toContainText('Una pantalla de la sala está quieta', { timeout: 60_000 });
  await expectNoViolations(page, 'a wall that stands still');
  await still.close();
  await expect(told).toHaveCount(0, { timeout: 30_000 });
});
