/**
 * Every screen of a visit in the languages that are fetched: right language and direction, nothing
 * cut at any size, nothing that axe finds. Spanish and English are looked at with each screen's own
 * test. Each screen is looked at in the next way a visitor may have it, another in each language;
 * axe takes every third screen, others in the next language. All of it with UMBRAL_ALL_MODES=1.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Centre } from '../../shared/domain/centre.ts';
import { expect, test } from './centre.ts';
import { expectNothingOverflows } from './overflow.ts';
import { speakPseudo } from './pseudo.ts';
import { everyMode, expectInMode, modesOf } from './modes.ts';
import { onEach, SIZES } from './sizes.ts';

/** What the demo centre says itself, in Portuguese. */
const DEMO = Centre.parse(JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'assets', 'demo', 'centre.json'), 'utf8')));
const CENTRES: ReadonlySet<string> = new Set([DEMO.name, ...DEMO.services.flatMap(({ name, about }) => [name.pt, about.pt])]);

test.describe.configure({ mode: 'parallel' });

const LATER = Date.UTC(2099, 10, 25, 18);

/** After a tap the screen takes none for half a second. */
async function press(page: Page, which: string, at = 0): Promise<void> {
  const button = page.locator(which).nth(at);
  await expect(button).toBeEnabled();
  await button.click();
}

/** From now on no service gives a turn. */
async function closeAll(page: Page): Promise<void> {
  await page.routeWebSocket(/\/bridge\//, (socket) => {
    const station = socket.connectToServer();
    station.onMessage((message) => socket.send(String(message).replaceAll(/"turns":\{[^}]*\}/g, `"turns":${JSON.stringify({ kind: 'full', opensAt: LATER })}`).replaceAll('"keepsPlaces":false', '"keepsPlaces":true')));
  });
  await page.reload();
}

const BACK = 'footer button >> nth=0';
const ON = 'footer button >> nth=-1';

/** Everything that may be touched or read between two languages. */
async function walk(page: Page, language: string, look: (screen: string) => Promise<void>): Promise<void> {
  await press(page, `button[lang=${language}]`);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await look('home');
  await press(page, 'main section > button');
  await expect(page.locator('li button').first()).toBeEnabled();
  await look('services');
  await press(page, 'li button', 6);
  await expect(page.getByTestId('number')).toBeVisible();
  await expect(page.getByTestId('paper')).toHaveAttribute('data-state', 'uncertain');
  await look('ticket');
  await press(page, BACK);
  await look('leaving');
  await press(page, BACK);
  await expect(page.getByTestId('number')).toBeHidden();
  await look('left');
  await press(page, ON);

  await press(page, `button[lang=${language}]`);
  await press(page, 'main > div button');
  await look('lost');
  await press(page, 'li button', 1);
  for (const picture of [14, 15]) await press(page, '[data-picture]', picture);
  await look('pictures');
  await press(page, ON);
  await expect(page.getByRole('alert')).toBeVisible();
  await look('refused');
  await press(page, BACK);
  await press(page, 'main > div button', 1);
  await page.keyboard.type('04');
  await look('code');
}

async function walkClosed(page: Page, language: string, look: (screen: string) => Promise<void>): Promise<void> {
  await closeAll(page);
  await press(page, `button[lang=${language}]`);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await look('closed');
  await press(page, 'main section > button');
  await look('services closed');
  await press(page, 'li button', 3);
  await look('not now');
  await press(page, ON);
  await look('keeping');
}

for (const [n, language] of (['pt', 'fr', 'ht', 'ar'] as const).entries()) {
  test(`a visit in ${language}: its own words and direction on every screen, nothing cut at any size`, async ({ page, centre }) => {
    if (everyMode()) test.setTimeout(1_200_000);
    await page.setViewportSize(SIZES[0]);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`${centre.web}/visitor`);
    let screens = n;
    const look = async (screen: string): Promise<void> => {
      const said = `${screen} ${language}`;
      expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), said).toEqual([language, language === 'ar' ? 'rtl' : 'ltr']);
      screens += 1;
      for (const mode of modesOf(screens)) await expectInMode(page, mode, said, everyMode() || screens % 3 === 0);
    };
    await walk(page, language, look);
    // French says most, and Arabic begins elsewhere.
    if (language === 'fr' || language === 'ar') await walkClosed(page, language, look);
  });
}

test('a visit in words longer by two fifths, none of which stands in the code: nothing cut at any size', async ({ page, centre }) => {
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await speakPseudo(page, 'pt');
  await page.goto(`${centre.web}/visitor`);
  const look = async (screen: string): Promise<void> => {
    // Eight closed services have two or three lines each: enough for the longest of our languages, and not for these.
    if (screen !== 'services closed') await onEach(page, async ({ width }) => expectNothingOverflows(page, `${screen} ${width}`));
    expect(await unsaid(page), screen).toEqual([]);
  };
  await walk(page, 'pt', look);
  await walkClosed(page, 'pt', look);
});

/** Words on the page that stand in no brackets: neither a sentence of ours, nor said by the centre or a clock. */
async function unsaid(page: Page): Promise<string[]> {
  const texts = await page.locator('#screen').evaluate((root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (parent && !parent.closest('[role=group], header p span, [data-testid=number]')) found.push(walker.currentNode.textContent ?? '');
    }
    return found;
  });
  return texts.filter((text) => /\p{L}/u.test(text) && !/^\[.*\]$/s.test(text.trim()) && !CENTRES.has(text));
}
