import type { Page } from '@playwright/test';

/** What screens are looked at on: a kiosk that stands upright, a wall, a desk's laptop. */
export const SIZES = [
  { width: 1080, height: 1920 },
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
] as const;

/** Looks at one state of a page on each of them, and leaves it on the first. */
export async function onEach(page: Page, look: (size: (typeof SIZES)[number]) => Promise<void>): Promise<void> {
  for (const size of [...SIZES.slice(1), SIZES[0]]) {
    await page.setViewportSize(size);
    // What follows its box, as a drawn map does, has followed after a frame.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await look(size);
  }
}
