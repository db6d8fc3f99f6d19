/**
 * Services that give no turn now, as a visitor meets them: on a real station whose service has all
 * its turns given; and in all their words, over a wire that says of each service how it stands.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Centre } from '../../shared/domain/centre.ts';
import type { TurnsNow } from '../../shared/domain/scheduling/limits.ts';
import { startCentre } from '../fixtures/centre.ts';
import { testFolder } from '../fixtures/world.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test } from './centre.ts';
import { expectNothingOverflows } from './overflow.ts';
import { onEach, SIZES } from './sizes.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'assets', 'demo', 'centre.json');

/** The longest there is to say: a Wednesday of two digits, at one o'clock in the afternoon in Bogotá. */
const LATER = Date.UTC(2099, 10, 25, 18);
const STANDINGS: readonly TurnsNow[] = [
  { kind: 'closed', opensAt: LATER },
  { kind: 'lastTurnGiven', opensAt: LATER },
  { kind: 'full', opensAt: LATER },
  { kind: 'full', opensAt: null },
];

const WORDS = {
  es: { speak: 'Español', door: /Ahora no damos turnos/, when: 'Abre el miércoles 25 a las 13:00.', again: /Elegir otra vez/, health: /Salud/, home: /Volver al inicio/ },
  en: { speak: 'English', door: /No numbers right now/, when: 'Opens on Wednesday 25 at 13:00.', again: /Choose again/, health: /Health/, home: /Go to the start/ },
} as const;

/** Every service stands as one of these, in turn. */
async function standAs(page: Page, standings: readonly TurnsNow[]): Promise<void> {
  await page.routeWebSocket(/\/bridge\//, (socket) => {
    const station = socket.connectToServer();
    station.onMessage((message) => {
      let n = 0;
      socket.send(String(message).replaceAll(/"turns":\{[^}]*\}/g, () => `"turns":${JSON.stringify(standings[n++ % standings.length])}`));
    });
  });
}

test('[Q8] services that give no turn: each says so whole at every size, and each page leads on', async ({ page, centre }) => {
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await standAs(page, STANDINGS);
  await page.goto(`${centre.web}/visitor`);
  const look = async (screen: string): Promise<void> => {
    await expectNoViolations(page, screen);
    await onEach(page, async ({ width }) => expectNothingOverflows(page, `${screen} ${width}`));
  };
  for (const language of ['es', 'en'] as const) {
    const words = WORDS[language];
    await page.getByRole('button', { name: words.speak }).click();
    const door = page.getByRole('button', { name: words.door });
    await expect(door).toContainText(words.when);
    await expect(door).toBeEnabled();
    await look(`home ${language}`);
    await door.click();
    const health = page.getByRole('button', { name: words.health });
    await expect(health).toBeEnabled();
    await expect(page.locator('li button').first()).toContainText(words.when);
    await look(`services ${language}`);
    await health.click();
    await expect(page.getByRole('alert')).toContainText(words.when);
    const again = page.getByRole('button', { name: words.again });
    await expect(again).toBeEnabled();
    await look(`not now ${language}`);
    await again.click();
    await health.click();
    await page.getByRole('button', { name: words.home }).click();
  }
});

test('[Q8] the last turn of the day is given once: the screen beside it says so at once, and gives turns for the rest', async ({ browser }) => {
  const folder = testFolder();
  const centreFile = join(folder.path, 'centre.json');
  const demo = Centre.parse(JSON.parse(readFileSync(DEMO, 'utf8')));
  writeFileSync(centreFile, JSON.stringify({ ...demo, services: demo.services.map((each) => (each.icon === 'first-aid-kit' ? { ...each, limits: { daily: 1 } } : each)) }));
  const centre = await startCentre({ centreFile });
  try {
    const [one, other] = [await browser.newPage(), await browser.newPage()];
    for (const page of [one, other]) {
      await page.goto(`${centre.web}/visitor`);
      await page.getByRole('button', { name: /Tomar un turno/ }).click();
    }
    const health = (page: Page) => page.getByRole('button', { name: /Salud/ });
    await health(one).click();
    await expect(one.getByTestId('number')).toHaveText(/S\s001/);
    await expect(health(other)).toContainText('Hoy ya no hay turnos.');
    await health(other).click();
    await expect(other.getByRole('heading')).toHaveText('Salud');
    await expect(other.getByRole('alert')).toContainText('Si es urgente, pregunte a una persona.');
    await other.getByRole('button', { name: /Elegir otra vez/ }).click();
    await other.getByRole('button', { name: /Orientación/ }).click();
    await expect(other.getByTestId('number')).toHaveText(/A\s001/);
    for (const page of [one, other]) await page.close();
  } finally {
    await centre.stop();
    folder.remove();
  }
});
