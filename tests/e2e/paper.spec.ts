/** What people are told of the paper, where the printer can't say whether it came out. */
import { startCentre } from '../fixtures/centre.ts';
import { expect, test } from './centre.ts';

test('[P2] a printer that confirms nothing is labelled in the staff window, and troubles nobody per ticket', async ({ centre, paper, browser }) => {
  const [visitor, staff] = [await browser.newPage(), await browser.newPage({ viewport: { width: 1280, height: 800 } })];
  await Promise.all([visitor.goto(`${centre.web}/visitor`), staff.goto(`${centre.web}/staff?desk=desk-3`)]);
  await expect(staff.getByTestId('printer')).toContainText('sin confirmación');
  await visitor.getByRole('button', { name: /Tomar un turno/ }).click();
  await visitor.getByRole('button', { name: /Orientación/ }).click();
  await expect(visitor.getByTestId('paper')).toContainText('Si el papel no sale');
  await paper.paper(0);
  await expect(staff.getByRole('status').filter({ hasText: 'A 001' })).toHaveCount(0);
});

test('[P2] a printer that confirms its paper has no such label', async ({ browser }) => {
  const centre = await startCentre();
  try {
    const staff = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await staff.goto(`${centre.web}/staff?desk=desk-3`);
    await expect(staff.getByRole('button', { name: /Llamar siguiente/ })).toBeVisible();
    await expect(staff.getByTestId('printer')).toHaveCount(0);
  } finally {
    await centre.stop();
  }
});
