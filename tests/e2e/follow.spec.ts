/** A turn on a phone: the code on the ticket's screen, and the page it leads to. */
import { expect, test as base, type Page } from '@playwright/test';
import { readCodes } from '../fixtures/code-reader.ts';
import { startCentre, type RunningCentre } from '../fixtures/centre.ts';
import { expectNoViolations } from './axe.ts';
import { expectNothingOverflows } from './overflow.ts';
import { expectReachable } from './reach.ts';
import { onEach, SIZES } from './sizes.ts';

const PUBLIC = 'https://turnos.example.org';

const test = base.extend<{ centre: RunningCentre }>({
  // oxlint-disable-next-line no-empty-pattern
  centre: async ({}, use) => {
    const centre = await startCentre({ publicUrl: PUBLIC });
    await use(centre);
    await centre.stop();
  },
});

/** @returns the addresses that a phone reads off the screen. */
async function codesOn(page: Page): Promise<readonly string[]> {
  return (await readCodes(await page.screenshot())).map(({ text }) => text);
}

test('[X6] the ticket’s screen shows the code that a phone follows it by, at every size, and the page it leads to needs no script', async ({ page, centre, browser }) => {
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/visitor`);
  await page.getByRole('button', { name: 'العربية' }).click();
  await page.locator('main button').first().click();
  await page.locator('main li button').first().click();
  await expect(page.getByTestId('number')).toBeVisible();
  const label = ((await page.getByTestId('number').textContent()) ?? '').replaceAll(/\s+/g, ' ');
  await expect(page.getByRole('img', { name: 'تابعه على هاتفك' })).toBeVisible();
  const seen = new Set<string>();
  await onEach(page, async ({ width }) => {
    await expectNothingOverflows(page, `ticket with a code ${width}`);
    for (const code of await codesOn(page)) seen.add(code);
    expect(await codesOn(page), `${width}`).toHaveLength(1);
  });
  await expectReachable(page, 'ticket with a code');
  await expectNoViolations(page, 'ticket with a code');
  const [address = ''] = seen;
  expect([...seen]).toEqual([expect.stringMatching(/^https:\/\/turnos\.example\.org\/turno\/[0-9a-z]{26}$/)]);

  for (const mode of ['large', 'contrast'] as const) {
    const pill = page.locator(`[data-adjusts=${mode}]`);
    await page.waitForTimeout(550);
    await pill.click();
    await expect(pill).toHaveAttribute('aria-pressed', 'true');
    await onEach(page, async ({ width }) => expectNothingOverflows(page, `${mode} ${width}`, { scrolls: true }));
    expect(await codesOn(page), mode).toEqual([address]);
  }

  for (const language of ['es', 'ar', 'fr']) {
    const phone = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: language });
    const follows = await phone.newPage();
    await expect(async () => {
      const answer = await follows.goto(`${centre.server.url}${new URL(address).pathname}`);
      expect(answer?.status()).toBe(200);
      await expect(follows.locator('body')).toContainText(label.trim().slice(-3), { timeout: 100 });
    }).toPass({ timeout: 10_000 });
    expect(await follows.locator('html').getAttribute('lang')).toBe(language);
    expect(await follows.locator('html').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
    expect(await follows.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await follows.locator('script').count()).toBe(0);
    // It renews itself: what is followed happens while one looks, the exception of WCAG 2.2.1.
    await expectNoViolations(follows, `phone ${language}`, ['meta-refresh']);
    await phone.close();
  }
});
