/** The main job in the program itself: its real windows, the real station and server, paper on a socket. */
import { expect, type Page } from '@playwright/test';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerSettings, StationSettings } from '../../shared/contract/settings.ts';
import { DEMO_DIRECTORY } from '../fixtures/centre.ts';
import { linesOf, openPaperListener } from '../fixtures/paper-listener.ts';
import { startPart } from '../fixtures/processes.ts';
import { streetsAround } from '../fixtures/streets.ts';
import { childrenOf, test as base } from './launch.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'assets', 'demo', 'centre.json');

/** Where the demo centre's file says that it is. */
const DEMO_STANDS = { lat: 4.5981, lon: -74.0758 };

interface Centre {
  /** The station's data folder, ready for a shell to run a station on. */
  readonly data: string;
  readonly paper: Awaited<ReturnType<typeof openPaperListener>>;
}

const test = base.extend<{ centre: Centre }>({
  centre: async ({ folder }, use) => {
    const root = await folder();
    const [serverData, data] = [join(root, 'server'), join(root, 'station')];
    await mkdir(serverData);
    await mkdir(data);
    await writeFile(join(serverData, 'config.json'), JSON.stringify({ host: '127.0.0.1', port: 0 } satisfies ServerSettings));
    const server = await startPart('server/main.ts', serverData);
    const paper = await openPaperListener();
    const settings: StationSettings = {
      centreFile: DEMO,
      directoryFile: DEMO_DIRECTORY,
      web: { host: '127.0.0.1', port: 0 },
      server: { url: server.url, codeFile: join('..', 'server', 'enrol-code') },
      printer: { kind: 'tcp', host: '127.0.0.1', port: paper.port },
    };
    await writeFile(join(data, 'config.json'), JSON.stringify(settings));
    await mkdir(join(data, 'map'));
    await writeFile(join(data, 'map', 'streets.pmtiles'), streetsAround(DEMO_STANDS));
    await use({ data, paper });
    await paper.close();
    await server.stop();
  },
});

/** Plays one of the Spanish recordings to its end. @returns its length in seconds. */
function lengthOf(page: Page, key: string): Promise<number> {
  return page.evaluate(async (said) => {
    const path = '/voice/es/index.js';
    const index = ((await import(path)) as { default: Record<string, string> }).default;
    const audio = new Audio(`/voice/es/${index[said] ?? ''}.opus`);
    audio.muted = true;
    const ended = new Promise((resolve) => {
      audio.addEventListener('ended', resolve, { once: true });
    });
    await audio.play();
    await ended;
    return audio.duration;
  }, key);
}

const ENV = { UMBRAL_WINDOWED: '1', UMBRAL_WINDOWS: 'visitor,staff,display', UMBRAL_DESK: 'desk-3' };

test('[J2] [P4] a tap becomes a number, paper, a call and a line on the wall', async ({ launch, centre }) => {
  const { page, told } = await launch({ app: 'umbral', data: centre.data, env: ENV });
  const [visitor, staff, display] = [await page('visitor'), await page('staff'), await page('display')];
  test.info().annotations.push({ type: 'seen', description: await told(/The station is ready/) });
  await expect(staff.getByRole('button', { name: /Llamar siguiente/ })).toBeVisible();

  // Its recordings come the way its own parts do.
  await expect(visitor.locator('[data-listens=on]')).toHaveText('Escuchar');
  await visitor.locator('[data-listens=on]').click();
  await expect(visitor.locator('[data-heard]')).toBeVisible();
  expect(await lengthOf(visitor, '7'), 'a recording is real: it has a length, and its end comes').toBeGreaterThan(0.2);
  await visitor.getByRole('button', { name: /Tomar un turno/ }).click();
  await visitor.getByRole('button', { name: /Orientación/ }).click();
  await expect(visitor.getByTestId('number')).toHaveText(/A\s?001/);
  await expect(visitor.getByTestId('paper')).toBeVisible();
  const printed = await centre.paper.paper(0);
  expect(linesOf(printed)).toContain('A 001');
  expect(printed.strays).toEqual([]);

  await staff.getByRole('button', { name: /Llamar siguiente/ }).click();
  await expect(staff.getByTestId('now-label')).toHaveText(/A\s?001/);
  await expect(display.getByTestId('display-label')).toHaveText(/A\s?001/);
  await expect(display.getByTestId('display-desk')).toHaveText(/Ventanilla\s3/);
});

test('[J2] the station is killed between two visitors: the first keeps the number, the second gets the next', async ({ launch, centre }) => {
  const { page, pid } = await launch({ app: 'umbral', data: centre.data, env: ENV });
  const [visitor, staff] = [await page('visitor'), await page('staff')];
  const take = async (): Promise<void> => {
    await visitor.getByRole('button', { name: /Tomar un turno/ }).click();
    await visitor.getByRole('button', { name: /Orientación/ }).click();
  };
  await take();
  await expect(visitor.getByTestId('number')).toHaveText(/A\s?001/);
  await visitor.getByRole('button', { name: 'Terminar' }).click();

  const [station] = await childrenOf(pid, /station\.cjs/);
  if (station === undefined) throw new Error('no station is there');
  process.kill(station, 'SIGKILL');
  await take();
  await expect(visitor.getByTestId('number')).toHaveText(/A\s?002/);
  await staff.getByRole('button', { name: /Llamar siguiente/ }).click();
  await expect(staff.getByTestId('now-label')).toHaveText(/A\s?001/);
});

test('a file of services comes in beside the loop, and a place of one is drawn among its streets from a file of tiles', async ({ launch, centre }) => {
  const { page } = await launch({ app: 'umbral', data: centre.data, env: { ...ENV, UMBRAL_WINDOWS: 'visitor' } });
  const visitor = await page('visitor');
  const press = async (name: RegExp | string): Promise<void> => {
    const button = typeof name === 'string' ? visitor.locator(name) : visitor.getByRole('button', { name });
    await expect(button.first()).toBeEnabled();
    await button.first().click();
  };
  await press(/Buscar un servicio/);
  await press(/^Salud/);
  await press(/Vacunas gratis/);
  await press('[data-shows=streets]');
  const canvas = visitor.getByTestId('streets').locator('canvas');
  await expect(canvas).toBeVisible();
  // One colour packs into almost nothing; streets, names and houses don't.
  await expect.poll(async () => (await canvas.screenshot()).length).toBeGreaterThan(10_000);
});
