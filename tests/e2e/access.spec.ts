/**
 * The screens against the measures of a public touchscreen: axe per screen and language, targets,
 * gaps and capitals in millimetres of the panel, and nothing that overflows or is cut at three sizes.
 */
import type { BrowserContext, Page } from '@playwright/test';
import { expectNoViolations } from './axe.ts';
import { expect, test as base } from './centre.ts';
import { expectNothingOverflows } from './overflow.ts';
import { below, expectReachable, measureCapitals, measureTargets } from './reach.ts';
import { SIZES } from './sizes.ts';

/** Where each screen mostly stands. Axe looks there: what it judges does not change with the size. */
const HOME_SIZE = { visitor: SIZES[0], display: SIZES[1], staff: SIZES[2] } as const;

const LANGUAGES = ['es', 'en'] as const;
const WORDS = {
  es: { speak: 'Español', turn: /Tomar un turno/, health: /Salud/, call: /Llamar siguiente/, start: /Atender/, finish: /Terminar/ },
  en: { speak: 'English', turn: /Take a number/, health: /Health/, call: /Call next/, start: /Start/, finish: /Finish/ },
} as const;

interface Pages {
  /**
   * Opens a screen of the centre. When the test ends, the pages are closed, and it fails for
   * anything their policy forbade or their scripts complained of.
   */
  open(size: (typeof SIZES)[number], screen: string): Promise<Page>;
}

const test = base.extend<{ pages: Pages }>({
  pages: async ({ browser, centre }, use) => {
    const complaints: string[] = [];
    const contexts: BrowserContext[] = [];
    await use({
      async open(size, screen) {
        const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce' });
        contexts.push(context);
        const page = await context.newPage();
        page.on('pageerror', (error) => complaints.push(`${screen}: ${error.message}`));
        page.on('console', (message) => {
          if (message.type() === 'error') complaints.push(`${screen}: ${message.text()}`);
        });
        await page.goto(centre.web + screen);
        await page.evaluate(async () => {
          await document.fonts.ready;
        });
        return page;
      },
    });
    for (const context of contexts) await context.close();
    expect(complaints).toEqual([]);
  },
});

/** The eye goes along a row of cards from name to name: those of neighbours begin at one height. */
async function expectNamesInLine(page: Page, screen: string): Promise<void> {
  const rows = await page.evaluate(() => {
    const tops = new Map<number, number[]>();
    for (const card of document.querySelectorAll('li button')) {
      const name = [...card.querySelectorAll('span')].find((span) => span.childElementCount === 0 && span.textContent);
      const row = Math.round(card.getBoundingClientRect().top);
      if (name) tops.set(row, [...(tops.get(row) ?? []), Math.round(name.getBoundingClientRect().top)]);
    }
    return [...tops.values()];
  });
  expect(rows.map((names) => names.length), screen).toEqual([2, 2, 2, 2]);
  expect(rows.filter((names) => new Set(names).size > 1), `${screen}: names of neighbours`).toEqual([]);
}

for (const size of SIZES) {
  const named = `${size.width} × ${size.height}`;

  test(`the visitor’s screens at ${named}: seen, reached and understood in each language`, async ({ pages }) => {
    const page = await pages.open(size, '/visitor');
    expect(await page.evaluate(() => Number.parseFloat(document.documentElement.style.getPropertyValue('--mm')) * 25.4)).toBeCloseTo(102);
    for (const language of LANGUAGES) {
      const words = WORDS[language];
      await page.getByRole('button', { name: words.speak }).click();
      const turn = page.getByRole('button', { name: words.turn });
      await expect(turn).toBeEnabled();
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      const look = async (screen: string): Promise<void> => {
        if (size === HOME_SIZE.visitor) await expectNoViolations(page, `${screen} ${language}`);
        await expectNothingOverflows(page, `${screen} ${language}`);
        await expectReachable(page, `${screen} ${language}`);
      };
      await look('home');
      const door = await measureTargets(page);
      expect(below(door.targets.slice(0, 1), 25)).toEqual([]);

      await turn.click();
      const service = page.getByRole('button', { name: words.health });
      await expect(service).toBeEnabled();
      await look('services');
      await expectNamesInLine(page, `services ${language}`);
      const cards = await page.locator('li button').evaluateAll((buttons) => buttons.map((button) => ({ name: button.textContent, size: button.getBoundingClientRect().height / 4.0157 })));
      expect(below(cards, 25)).toEqual([]);

      await service.click();
      await expect(page.getByTestId('number')).toBeVisible();
      const done = page.getByRole('button', { name: words.finish });
      await expect(done).toBeEnabled();
      await look('ticket');
      const largest = await measureCapitals(page);
      const number = largest.find(({ name }) => /^S\s\d{3}$/.test(name));
      expect(Math.max(...largest.map((each) => each.size))).toBe(number?.size);
      await done.click();
    }
  });

  test(`the staff window at ${named}: choosing a desk, free, called, serving, in each language`, async ({ pages }) => {
    const visitor = await pages.open(SIZES[0], '/visitor');
    for (const language of LANGUAGES) {
      const words = WORDS[language];
      await visitor.getByRole('button', { name: WORDS.es.turn }).click();
      await visitor.getByRole('button', { name: /Orientación/ }).click();
      await visitor.getByRole('button', { name: 'Terminar' }).click();
      const page = await pages.open(size, `/staff?lang=${language}`);
      const look = async (screen: string): Promise<void> => {
        if (size === HOME_SIZE.staff) await expectNoViolations(page, `${screen} ${language}`);
        // A narrow window scrolls as a whole; it never does so sideways.
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), screen).toBe(true);
      };
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await look('choosing');
      await page.getByRole('button', { name: /3/ }).first().click();
      for (const act of [words.call, words.start, words.finish]) {
        const button = page.getByRole('button', { name: act });
        await expect(button).toBeEnabled();
        await look(String(act));
        await button.click();
      }
      await expect(page.getByRole('button', { name: words.call })).toBeEnabled();
    }
  });

  test(`the wall at ${named}: before the first call and after it`, async ({ pages }) => {
    const display = await pages.open(size, '/display');
    await expect(display.getByRole('heading')).toBeVisible();
    if (size === HOME_SIZE.display) await expectNoViolations(display, 'idle');
    await expectNothingOverflows(display, 'idle');

    const visitor = await pages.open(SIZES[0], '/visitor');
    const staff = await pages.open(SIZES[2], '/staff?desk=desk-3');
    for (const label of [/A\s001/, /A\s002/]) {
      await visitor.getByRole('button', { name: WORDS.es.turn }).click();
      await visitor.getByRole('button', { name: /Orientación/ }).click();
      await visitor.getByRole('button', { name: 'Terminar' }).click();
      await staff.getByRole('button', { name: WORDS.es.call }).click();
      await expect(display.getByTestId('display-label')).toHaveText(label);
      await staff.getByRole('button', { name: /No vino/ }).click();
    }
    if (size === HOME_SIZE.display) await expectNoViolations(display, 'called');
    await expectNothingOverflows(display, 'called');
    if (size === HOME_SIZE.display) {
      // On the usual 55″ panel: read at five metres, and the call itself at eight.
      expect(below(await measureCapitals(display, '[data-testid=display-label]'), 98)).toEqual([]);
      expect(below(await measureCapitals(display, '[data-testid=display-desk]'), 61)).toEqual([]);
      expect(below(await measureCapitals(display, 'ol'), 61)).toEqual([]);
    }
  });
}
