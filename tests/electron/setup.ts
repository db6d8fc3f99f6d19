/**
 * Before all: a runtime, a screen, the program built, and the two small apps that tests run beside
 * it. What can't be had is told to every test as the reason it is skipped for.
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, writeBundle, type Bundle } from '../../build/bundle.ts';
import { testElectron } from '../../build/test-electron.ts';
import { openDisplay } from './display.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** How the tests, in processes of their own, learn of it. */
export const READY = 'UMBRAL_TEST_ELECTRON';

export type Ready =
  | { readonly kind: 'none'; readonly why: string }
  | { readonly kind: 'ready'; readonly path: string; readonly version: string; readonly official: boolean; readonly apps: string };

function publish(ready: Ready): void {
  process.env[READY] = JSON.stringify(ready);
}

/** Playwright calls it before all tests, and what it returns after all. */
export default async function setUp(): Promise<() => Promise<void>> {
  const runtime = await testElectron();
  const display = runtime.kind === 'found' ? await openDisplay() : runtime;
  if (runtime.kind === 'none' || display.kind === 'none') {
    publish({ kind: 'none', why: runtime.kind === 'none' ? runtime.why : display.kind === 'none' ? display.why : '' });
    return () => Promise.resolve();
  }
  if (!('display' in display)) throw new Error('a display is shown or it is not');
  process.env['DISPLAY'] = display.display;
  await build();
  const apps = await mkdtemp(join(tmpdir(), 'umbral-electron-'));
  await writeApp(join(apps, 'contract'), 'tests/electron/contract-main.ts');
  await writeApp(join(apps, 'shell'), 'tests/electron/shell-main.ts');
  await cp(join(import.meta.dirname, 'pages'), join(apps, 'shell', 'pages'), { recursive: true });
  await cp(join(ROOT, 'dist', 'preload'), join(apps, 'shell', 'preload'), { recursive: true });
  publish({ kind: 'ready', path: runtime.path, version: runtime.version, official: runtime.official, apps });
  return async () => {
    await display.close();
    await rm(apps, { recursive: true, force: true });
  };
}

/** An Electron app in a folder: the given main, and the station without a database beside it. */
async function writeApp(folder: string, entry: string): Promise<void> {
  await mkdir(folder);
  const bundles: Bundle[] = [
    { entry, file: join(folder, 'main.cjs') },
    { entry: 'tests/fixtures/station-without-database.ts', file: join(folder, 'station.cjs') },
  ];
  for (const bundle of bundles) await writeBundle(bundle);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'umbral-test', version: '0.0.0', main: 'main.cjs' }));
}
