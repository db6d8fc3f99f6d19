/** What there is to come to, on a phone: the pages of activities, in a real browser of a small one. */
import { expect, test } from '@playwright/test';
import { startCentre } from '../fixtures/centre.ts';
import { expectNoViolations } from './axe.ts';

test('[E5] the coming days and one activity are read without a script and without a fault, in languages from the left and from the right', async ({ browser }) => {
  const centre = await startCentre({ publicUrl: 'https://turnos.example.org' });
  for (const [language, dir] of [['es', 'ltr'], ['ar', 'rtl'], ['fr', 'ltr']] as const) {
    const phone = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: language });
    const page = await phone.newPage();
    await expect(async () => expect((await page.goto(`${centre.server.url}/actividades`))?.status()).toBe(200)).toPass({ timeout: 10_000 });
    const looked = async (what: string): Promise<void> => {
      await expect(page.locator('html')).toHaveAttribute('dir', dir);
      expect(await page.locator('script:not([type="application/ld+json"])').count()).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} in ${language}`).toBe(true);
      await expectNoViolations(page, `${what} in ${language}`);
    };
    await expect(page.locator('.on').first()).toBeVisible();
    await looked('the coming days');
    await page.locator('.on a').first().click();
    await expect(page.locator('dl')).toBeVisible();
    await looked('an activity');
    await page.goto(`${centre.server.url}/actividades/nothing`);
    await looked('what is none');
    await phone.close();
  }
  await centre.stop();
});
