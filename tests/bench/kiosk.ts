/**
 * A kiosk to measure: the visitor's page in a real Electron where one can be had, else in a browser
 * on the same real station.
 */
import { chromium, type Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../build/bundle.ts';
import { testElectron } from '../../build/test-electron.ts';
import { findChromium } from '../../build/testing/machine.ts';
import type { PrinterSettings, StationSettings } from '../../shared/contract/settings.ts';
import { openDisplay } from '../electron/display.ts';
import { launchElectron } from '../electron/launch.ts';
import { startPart } from '../fixtures/processes.ts';

export interface Kiosk {
  /** 'Electron 25.1.1', 'Chromium'. */
  readonly shell: string;
  readonly page: Page;
  close(): Promise<void>;
}

export type Shell =
  | { readonly kind: 'found'; readonly name: string; open(stationData: string): Promise<Kiosk>; close(): Promise<void> }
  | { readonly kind: 'none'; readonly why: string };

const ROOT = join(import.meta.dirname, '..', '..');

/** Finds what this machine can show a kiosk in, and makes it ready: built, with a screen to stand on. */
export async function findShell(): Promise<Shell> {
  await build();
  const runtime = await testElectron();
  const display = runtime.kind === 'found' ? await openDisplay() : undefined;
  if (runtime.kind === 'found' && display?.kind === 'shown') {
    process.env['DISPLAY'] = display.display;
    const name = `Electron ${runtime.version}`;
    return {
      kind: 'found',
      name,
      async open(stationData) {
        const { app, page: pageOf, exited } = await launchElectron(runtime.path, ROOT, stationData, { UMBRAL_WINDOWS: 'visitor' });
        const page = await pageOf('visitor');
        return {
          shell: name,
          page,
          async close() {
            app.process().kill('SIGTERM');
            await exited;
          },
        };
      },
      close: () => display.close(),
    };
  }
  const executablePath = findChromium();
  if (executablePath === undefined) {
    return { kind: 'none', why: `no Electron (${runtime.kind === 'none' ? runtime.why : 'no display'}) and no Chromium here` };
  }
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  return {
    kind: 'found',
    name: 'Chromium',
    async open(stationData) {
      const station = await startPart('main/station/main.ts', stationData);
      const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
      await page.goto(`${station.url}/visitor`);
      return {
        shell: 'Chromium',
        page,
        async close() {
          await page.close();
          await station.stop();
        },
      };
    },
    close: () => browser.close(),
  };
}

/** Settings for a station that is measured: free port, no server to reach, paper into its own folder or where it is told. */
export function writeBenchSettings(stationData: string, printer: PrinterSettings = { kind: 'virtual', folder: 'paper' }): void {
  mkdirSync(stationData, { recursive: true });
  const settings: StationSettings = {
    centreFile: join(ROOT, 'assets', 'demo', 'centre.json'),
    web: { host: '127.0.0.1', port: 0 },
    server: { url: 'http://127.0.0.1:9', codeFile: 'none' },
    printer,
  };
  writeFileSync(join(stationData, 'config.json'), JSON.stringify(settings));
}
