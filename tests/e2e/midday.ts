/** Playwright's `test` with a centre at which it is about noon, and what its pages are held to. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { systemClock } from '../../server/clock.ts';
import { startCentre, type RunningCentre } from '../fixtures/centre.ts';
import { middayCentre } from '../fixtures/midday.ts';
import { testFolder } from '../fixtures/world.ts';
import { expectNoViolations } from './axe.ts';
import { test as base } from './centre.ts';
import { expectNothingOverflows } from './overflow.ts';
import { expectReachable } from './reach.ts';
import { SIZES } from './sizes.ts';

export { LEGAL_DAILY } from '../fixtures/midday.ts';

export const test = base.extend<{ midday: RunningCentre }>({
  midday: async ({ paper }, use) => {
    const folder = testFolder();
    const centreFile = join(folder.path, 'centre.json');
    writeFileSync(centreFile, JSON.stringify(middayCentre(systemClock.now())));
    const centre = await startCentre({ centreFile, printer: { kind: 'tcp', host: '127.0.0.1', port: paper.port } });
    await use(centre);
    await centre.stop();
    folder.remove();
  },
});

/** One page as it stands, at each size: nothing overflows, all is large enough, and axe finds nothing in the centre's first language. */
export async function look(page: Page, screen: string): Promise<void> {
  for (const size of SIZES.toReversed()) {
    await page.setViewportSize(size);
    const named = `${screen} ${size.width} × ${size.height}`;
    await expectNothingOverflows(page, named);
    await expectReachable(page, named);
  }
  if (!screen.endsWith(' en')) await expectNoViolations(page, screen);
}

/** Presses the button of that name, once it can be pressed. */
export function press(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('button', { name }).click();
}

/** Chooses two of the pictures that are on the page. */
export async function choose(page: Page, pictures: readonly string[]): Promise<void> {
  for (const picture of pictures) await page.locator(`button[data-picture=${picture}]`).click();
}
