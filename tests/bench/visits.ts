/** Visits of many kinds to the visitor's page, by touches; the screen itself is asked what it can be touched on. */
import type { Locator, Page } from '@playwright/test';

/** Lets half a second pass after a touch: until then the screen takes it for the same one. */
export type Pause = () => Promise<void>;

const BACK = 'footer button >> nth=0';
const DOOR = 'main button[class*=door]';

async function touch(button: Locator, pause: Pause): Promise<void> {
  await button.click();
  await pause();
}

/** Each begins and ends at the first page. */
const KINDS: readonly ((page: Page, pause: Pause, leave: Pause) => Promise<void>)[] = [
  async (page, pause) => {
    await takeTurn(page, 0, pause);
    await touch(page.getByRole('button', { name: 'Terminar' }), pause);
  },
  // In another language, and then gone: the screen asks, and begins again by itself.
  async (page, pause, leave) => {
    await touch(page.locator('button[lang=pt]'), pause);
    await takeTurn(page, 5, pause);
    await leave();
  },
  async (page, pause, leave) => {
    for (const mode of ['large', 'contrast']) await touch(page.locator(`[data-adjusts=${mode}]`), pause);
    await touch(page.locator(DOOR), pause);
    await touch(page.locator(BACK), pause);
    await leave();
  },
  async (page, pause, leave) => {
    await touch(page.getByRole('button', { name: /Perdí mi papel/ }), pause);
    await touch(page.locator('li button').first(), pause);
    for (const nth of [3, 7]) await touch(page.locator('[data-picture]').nth(nth), pause);
    await leave();
  },
];

async function takeTurn(page: Page, nth: number, pause: Pause): Promise<void> {
  await touch(page.locator(DOOR), pause);
  await touch(page.locator('li button').nth(nth), pause);
  await page.getByTestId('number').waitFor();
  await pause();
}

/** The nth visit: of each kind in turn. @param leave lets pass what it takes until a screen that was left begins again. */
export async function visit(page: Page, nth: number, pause: Pause, leave: Pause): Promise<void> {
  await KINDS[nth % KINDS.length]?.(page, pause, leave);
  await page.locator(DOOR).waitFor();
}
