/** Playwright's `test`, with a whole running centre behind it: one per test, gone afterwards. */
import { test as base } from '@playwright/test';
import type { PrinterSettings } from '../../shared/contract/settings.ts';
import { startCentre, type RunningCentre } from '../fixtures/centre.ts';
import { openPaperListener, type PaperListener } from '../fixtures/paper-listener.ts';

interface Fixtures {
  /** Takes paper like a network printer on port 9100, and reads it. */
  paper: PaperListener;
  /** Server and station, printing to `paper`. */
  centre: RunningCentre;
}

export const test = base.extend<Fixtures>({
  // Playwright reads which fixtures a fixture needs from this pattern; it needs none.
  // oxlint-disable-next-line no-empty-pattern
  paper: async ({}, use) => {
    const paper = await openPaperListener();
    await use(paper);
    await paper.close();
  },
  centre: async ({ paper }, use) => {
    const printer: PrinterSettings = { kind: 'tcp', host: '127.0.0.1', port: paper.port };
    const centre = await startCentre({ printer });
    await use(centre);
    await centre.stop();
  },
});

export { expect } from '@playwright/test';
