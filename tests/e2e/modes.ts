/** How a visitor may have the screen: each page is held to the measures of each way. */
import { expect, type Page } from '@playwright/test';
import { expectNoViolations } from './axe.ts';
import { expectNothingOverflows } from './overflow.ts';
import { below, expectReachable, measureCapitals } from './reach.ts';
import { onEach } from './sizes.ts';

const MODES = ['normal', 'large', 'contrast', 'low'] as const;
type Mode = (typeof MODES)[number];

/** Whether somebody has the time for every screen in every language and mode. */
export function everyMode(): boolean {
  return Boolean(process.env['UMBRAL_ALL_MODES']);
}

/** The next one in turn, or all of them. */
export function modesOf(turn: number): readonly Mode[] {
  return everyMode() ? MODES : MODES.slice(turn % MODES.length).slice(0, 1);
}

/** Nothing cut at any size and, where it is to be thorough, nothing that axe finds or a finger misses. Leaves the page as it was. @param isLong whether what somebody wrote may be longer than a screen. */
export async function expectInMode(page: Page, mode: Mode, screen: string, isThorough: boolean, isLong = false): Promise<void> {
  const said = `${screen}, ${mode}`;
  const pill = page.locator(`[data-adjusts=${mode}]`);
  if (mode !== 'normal') await turn(page, mode, true);
  // Larger letters may be longer than a screen, and then there are arrows.
  const scrolls = mode === 'large' || isLong;
  await onEach(page, async ({ width }) => expectNothingOverflows(page, `${said} ${width}`, { scrolls }));
  if (isThorough) {
    // What is scrolled away lies under the pills, and is no neighbour of theirs.
    await expectNoViolations(page, said, scrolls ? ['target-size'] : []);
    if (mode === 'large') expect(below(await measureCapitals(page), 7.3), `${said}: capitals of 7.3 mm`).toEqual([]);
    else await expectReachable(page, said);
  }
  if (mode === 'low') expect(await highestTouch(page), `${said}: nothing to touch in the upper quarter`).toBeGreaterThanOrEqual(0.25);
  if (mode === 'normal') return;
  await expect(pill).toHaveAttribute('aria-pressed', 'true');
  await turn(page, mode, false);
}

/** How far down the highest thing to touch begins, as a share of the screen. */
async function highestTouch(page: Page): Promise<number> {
  return page.locator('button:visible').evaluateAll((buttons) => Math.min(...buttons.map((button) => button.getBoundingClientRect().top)) / innerHeight);
}

/** By touches; one that comes within the echo of the last is made again. */
async function turn(page: Page, mode: Mode, on: boolean): Promise<void> {
  const pill = page.locator(`[data-adjusts=${mode}]`);
  await expect(async () => {
    if ((await pill.getAttribute('aria-pressed')) !== String(on)) await pill.click();
    await expect(pill).toHaveAttribute('aria-pressed', String(on), { timeout: 100 });
  }).toPass({ intervals: [100] });
  expect(await page.locator('html').getAttribute(`data-${mode}`)).toBe(on ? '' : null);
}
