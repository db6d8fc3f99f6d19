/** Words that are looked for: typed on the screen and on the machine's keyboard, in each kind of layout, at each size. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import AUTONYMS from '../../assets/locales/autonyms.json' with { type: 'json' };
import { systemClock } from '../../server/clock.ts';
import type { ScreenFrame } from '../../shared/contract/bridge.ts';
import { BURST_GAP_MS } from '../../renderer/ui/reader/scan.ts';
import { KEY_ECHO_MS } from '../../renderer/visitor/session.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test } from './centre.ts';
import { answerDirectory } from './directory-answers.ts';
import { expectInMode, modesOf } from './modes.ts';
import { expectNothingOverflows } from './overflow.ts';
import { putService } from './put-service.ts';
import { speakPseudo } from './pseudo.ts';
import { expectReachable } from './reach.ts';
import { onEach, SIZES } from './sizes.ts';
import { characters, typeLikeReader } from './typing-reader.ts';

const key = (page: Page, letter: string) => page.getByRole('button', { name: letter, exact: true });
const line = (page: Page) => page.getByRole('textbox');
const rows = (page: Page) => page.locator('main li button');

async function touch(page: Page, letters: string): Promise<void> {
  for (const letter of letters) await key(page, letter).click();
}

test.beforeEach(async ({ page }) => {
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
});

/** Portuguese stands for words longer by two fifths. */
const KEYS = [
  { language: 'pt', letters: 'a', others: 'ê', turn: 1 },
  { language: 'ar', letters: 'ال', others: 'إ', turn: 3 },
] as const;

test('[X1] [X4] a word comes from the screen’s keys and from the machine’s into one line, nothing of a reader does, it is asked of the station and written nowhere, and goes with the page', async ({ page, centre }) => {
  const sent: string[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
  await putService(centre.web, 1, { name: 'Inscribirse en salud' }, { sectors: ['health'] });
  await page.goto(`${centre.web}/visitor`);
  await open(page, 'es');
  await page.keyboard.type('zqxwv', { delay: 90 });
  await expect(page.getByText('No hay nada con ese nombre')).toBeVisible();
  for (let letters = 5; letters > 0; letters -= 1) await page.keyboard.press('Backspace');
  await touch(page, 'sa');
  await expect(line(page)).toBeFocused();
  await page.keyboard.type('lux', { delay: 90 });
  await page.keyboard.press('Backspace');
  await expect(line(page)).toHaveValue('salu');
  await expect(rows(page).first()).toContainText('salud');

  await typeLikeReader(page, characters('umbral012345678901234567'));
  await page.waitForTimeout(4 * BURST_GAP_MS);
  await expect(line(page)).toHaveValue('salu');
  // Also one that stands at a button: its Enter presses none, and a hand's next letter goes into the line.
  await page.getByRole('button', { name: 'Volver', exact: true }).focus();
  await typeLikeReader(page, characters('9999999999'));
  await expect(line(page)).toHaveValue('salu');
  await page.getByRole('button', { name: 'Volver', exact: true }).focus();
  await page.waitForTimeout(4 * BURST_GAP_MS);
  await page.keyboard.press('d');
  await expect(line(page)).toHaveValue('salud');

  await touch(page, 'ññ');
  await page.waitForTimeout(KEY_ECHO_MS);
  await page.getByRole('button', { name: 'Borrar el último' }).click();
  await expect(line(page)).toHaveValue('salud');
  await page.getByRole('button', { name: 'espacio' }).click();
  await page.getByRole('button', { name: 'Más letras y números' }).click();
  await touch(page, 'é7');
  await expect(line(page)).toHaveValue('salud é7');
  await expectNoViolations(page, 'typed es');
  await page.getByRole('button', { name: `Teclado: ${AUTONYMS.es}. Cambiar` }).click();
  await expect(page.locator('[data-keyboard]')).toHaveAttribute('data-keyboard', 'pt');

  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await rows(page).first().click();
  await expect(page.getByRole('heading')).toHaveText('Inscribirse en salud');
  await page.getByRole('button', { name: 'Volver', exact: true }).click();
  await expect(line(page)).toHaveValue('salud');
  const asked = sent.filter((frame) => /zqxwv|sal/.test(frame)).map((frame) => JSON.parse(frame) as ScreenFrame);
  expect(asked.length).toBeGreaterThan(0);
  for (const frame of asked) expect(frame).toMatchObject({ kind: 'watch', query: { kind: 'found' } });
  expect(filesWith(centre.folder, 'zqxwv')).toEqual([]);
  // What is there is found, so a word would be.
  expect(filesWith(centre.folder, 'La Esperanza').length).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Volver', exact: true }).click();
  await page.locator('[data-searches]').click();
  await expect(line(page)).toHaveValue('');
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});

test('the keys are each as large as a finger, none too near, and nothing is cut, in each kind of layout and in longer words', async ({ page, centre }) => {
  await speakPseudo(page, 'pt');
  await answerDirectory(page, systemClock.now());
  for (const { language, letters, others, turn } of KEYS) {
    await page.goto(`${centre.web}/visitor`);
    await open(page, language);
    await touch(page, letters);
    await expect(rows(page)).not.toHaveCount(0);
    expect(await line(page).evaluate((field) => getComputedStyle(field).direction)).toBe(language === 'ar' ? 'rtl' : 'ltr');
    await onEach(page, async ({ width }) => {
      await expectNothingOverflows(page, `typed ${language} ${width}`);
      await expectReachable(page, `typed ${language} ${width}`);
    });
    for (const mode of modesOf(turn)) await expectInMode(page, mode, `typed ${language}`, false);
    await page.locator('[data-side]').click();
    await expect(key(page, others)).toBeVisible();
    // A low screen shows the keys, or what was found.
    await page.setViewportSize(SIZES[2]);
    await expectReachable(page, `others ${language}`);
    await page.locator('footer button').last().click();
    await expect(page.locator('[data-keyboard]')).toBeHidden();
    await expectNothingOverflows(page, `found ${language}`, { scrolls: true });
    await expectReachable(page, `found ${language}`);
    await page.setViewportSize(SIZES[0]);
  }
});

/** Files of a folder in which a word stands, as it is written. */
function filesWith(folder: string, word: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return files.map(({ parentPath, name }) => join(parentPath, name)).filter((file) => readFileSync(file).includes(word));
}

async function open(page: Page, language: keyof typeof AUTONYMS): Promise<void> {
  if (language !== 'es') await page.getByRole('button', { name: AUTONYMS[language] }).click();
  for (const way of ['[data-finds=services]', '[data-searches]']) await page.locator(way).click();
  await expect(page.locator('[data-keyboard] button').first()).toBeEnabled();
}
