/** A place at an activity, at the kiosk: in five touches without a name, with a name and a telephone and a consent; found again by its code, given up, forgotten. */
import type { Locator, Page } from '@playwright/test';
import { Temporal } from 'temporal-polyfill';
import { LocalTime } from '../../shared/domain/events/local.ts';
import { SeriesId } from '../../shared/domain/ids.ts';
import { systemClock } from '../../server/clock.ts';
import type { RunningStation } from '../fixtures/centre.ts';
import { aSeries } from '../fixtures/events/series.ts';
import { middayCentre } from '../fixtures/midday.ts';
import { expectNoViolations } from './axe.ts';
import { expect } from './centre.ts';
import { test } from './midday.ts';
import { expectInMode, modesOf } from './modes.ts';
import { expectNothingOverflows } from './overflow.ts';
import { speakPseudo } from './pseudo.ts';
import { putSeries } from './put-series.ts';
import { onEach } from './sizes.ts';

const ZONE = middayCentre(systemClock.now()).zone;
const TERMS = { partyAtMost: 5, closesMinutes: 0, opensDays: 60, seatsAhead: 0, holdHours: 24, takesPhone: false, questions: [] };
const QUESTION = { asks: { es: '¿Es su primera vez aquí?', en: 'Is it your first time here?' }, answers: [{ es: 'Sí, la primera', en: 'Yes, the first' }, { es: 'No, ya vine antes', en: 'No, I came before' }] };
const seriesId = (letter: string): SeriesId => SeriesId.parse(letter.repeat(26));

/** In two minutes from now, before anything that the demo centre has. */
function soon(): LocalTime {
  return LocalTime.parse(Temporal.Now.plainDateTimeISO(ZONE).add({ minutes: 2 }).toString().slice(0, 16));
}

/** A class with three seats, an afternoon for families that asks something, and one that was called off: the first three of the list. */
async function plan({ web }: Pick<RunningStation, 'web'>): Promise<void> {
  const about = { zone: ZONE, minutes: 90, access: ['stepFree' as const], languages: ['es' as const, 'ht' as const], hasChildcare: true };
  const start = soon();
  await putSeries(
    web,
    aSeries({ ...about, id: seriesId('s'), start, rule: 'FREQ=DAILY', capacity: 3, signup: TERMS, audiences: ['women'], what: { es: 'Traiga una prenda suya. Hay máquinas.', en: 'Bring something of yours. There are machines.' } }),
    aSeries({ ...about, id: seriesId('t'), start, name: { es: 'Tarde de juegos', en: 'Afternoon of games' }, icon: 'children', signup: { ...TERMS, takesPhone: true, questions: [QUESTION] } }),
    aSeries({ ...about, id: seriesId('v'), start, name: { es: 'Coro del barrio', en: 'Choir' }, icon: 'music', isCancelled: true }),
  );
}

async function open(page: Page, web: string): Promise<void> {
  await page.setViewportSize({ width: 1080, height: 1920 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${web}/visitor`);
}

/** Touches, counted. */
class Finger {
  taps = 0;
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }

  async on(name: string | RegExp): Promise<void> {
    this.taps += 1;
    const button = this.#page.getByRole('button', { name });
    await expect(button).toBeEnabled();
    await button.click();
  }
}

const goOn = (page: Page) => page.locator('main footer > button:last-child, main footer > span > button').last();
async function further(page: Page): Promise<void> {
  await expect(goOn(page)).toBeEnabled();
  await goOn(page).click();
}
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

async function expectSound(page: Page, what: string): Promise<void> {
  await onEach(page, async ({ width }) => {
    if (process.env['UMBRAL_LOOK']) await page.screenshot({ path: `${process.env['UMBRAL_LOOK']}/${what.replaceAll(' ', '-')}-${width}.png` });
    await expectNothingOverflows(page, `${what}, ${width}`, { scrolls: true });
    await expectNoViolations(page, what);
  });
}

test('[E3] one grown-up has a place in five touches and no letter; its paper and its code say so, and another touch is the same place', async ({ page, midday: centre, paper }) => {
  await plan(centre);
  await open(page, centre.web);
  const finger = new Finger(page);
  await finger.on(/^Actividades/);
  await expect(page.getByText('Cancelada')).toBeVisible();
  await expectSound(page, 'activities');
  await finger.on(/Taller de costura Hoy/);
  await expect(page.getByRole('button', { name: /Quedan 3 lugares/ })).toBeVisible();
  await expectSound(page, 'an activity');
  await finger.on(/^Inscribirme/);
  await expect(heading(page)).toHaveText('¿Cuántas personas vienen?');
  await expectSound(page, 'who comes');
  await finger.on('Seguir');
  await expect(heading(page)).toHaveText('¿Cómo quiere que le llamemos?');
  await expectSound(page, 'a name');
  await finger.on('Inscribirme sin nombre');
  await expect(heading(page)).toHaveText('Listo. Tiene su lugar');
  expect(finger.taps).toBeLessThanOrEqual(6);
  const code = (await page.getByTestId('code').innerText()).replaceAll(/\s/g, '');
  expect(code).toMatch(/^[2346789BCDFGHJKMNPQRTVWXYZ]{6}$/);
  await expect.poll(() => paper.papers.length).toBe(1);
  await expectSound(page, 'a place');
});

test('[E3] [X5] a family with a name, a telephone and their consent; nothing goes without it, and all of it is gone when they say so', async ({ page, midday: centre, paper }) => {
  await plan(centre);
  await open(page, centre.web);
  const finger = new Finger(page);
  await finger.on(/^Actividades/);
  await finger.on(/Tarde de juegos/);
  await finger.on(/^Inscribirme/);
  for (const who of ['upTo5', 'upTo11']) await page.locator(`[data-who=${who}] button`).last().click();
  await expect(page.locator('[data-who=upTo11] output')).toHaveText('1');
  await further(page);
  await page.getByRole('button', { name: 'Sí, la primera' }).click();
  await expectSound(page, 'a question');
  await further(page);
  for (const letter of 'rosa') await page.getByRole('button', { name: letter, exact: true }).click({ delay: 300 });
  await expect(page.getByRole('textbox')).toHaveValue('Rosa');
  await expect(goOn(page)).toBeDisabled();
  await expectSound(page, 'a name and no consent');
  await page.getByRole('checkbox').click();
  await further(page);
  for (const digit of '+573001234567') await page.getByRole('button', { name: digit, exact: true }).click({ delay: 260 });
  await expect(page.getByTestId('phone')).toHaveText('+573001234567');
  await expectSound(page, 'a telephone');
  await further(page);
  await expect(heading(page)).toHaveText('Listo. Tiene su lugar');
  const code = (await page.getByTestId('code').innerText()).replaceAll(/\s/g, '');
  await further(page);

  // Found again by its letters, forgotten, and given up.
  await finger.on(/^Actividades/);
  await finger.on('Ya me inscribí');
  for (const letter of code) await page.getByRole('button', { name: letter, exact: true }).click({ delay: 300 });
  await expectSound(page, 'a code');
  await further(page);
  await expect(heading(page)).toHaveText('Listo. Tiene su lugar');
  await expect(page.getByText('3 personas')).toBeVisible();
  await expectSound(page, 'my place');
  await finger.on('Borrar mis datos');
  await expectSound(page, 'sure');
  await finger.on('Sí, borrarlos');
  await expect(page.getByText('Borramos su nombre y su teléfono. Su lugar sigue.')).toBeVisible();
  await finger.on('Dejar mi lugar');
  await finger.on('Sí, dejarlo');
  await expect(heading(page)).toHaveText('Dejó su lugar');
  expect(paper.papers.length).toBe(1);
});

test('[E3] whoever comes to a full class waits, and reads so; a code that nobody has is told', async ({ page, midday: centre }) => {
  await plan(centre);
  await open(page, centre.web);
  const finger = new Finger(page);
  const signUp = async (people: number): Promise<void> => {
    await finger.on(/^Actividades/);
    await finger.on(/Taller de costura Hoy/);
    await finger.on(/^(?:Inscribirme|Anotarme)/);
    for (let more = 1; more < people; more += 1) await page.locator('[data-who=adults] button').last().click({ delay: 300 });
    await further(page);
    await further(page);
  };
  await signUp(3);
  await expect(heading(page)).toHaveText('Listo. Tiene su lugar');
  await further(page);
  // A hand that fills a class is told to wait.
  await page.waitForTimeout(3000);
  await signUp(1);
  await expect(heading(page)).toHaveText('Está en la lista de espera');
  await expectSound(page, 'a wait');
  await further(page);
  await finger.on(/^Actividades/);
  await finger.on('Ya me inscribí');
  for (const letter of '222222') await page.getByRole('button', { name: letter, exact: true }).click({ delay: 300 });
  await further(page);
  await expect(page.getByText(/No hay ninguna inscripción con ese código/)).toBeVisible();
});

/** Down from the heading until it is reached; no page is longer than that. */
async function goDownTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeEnabled();
  for (let step = 0; step < 14 && !(await target.evaluate((each) => each === document.activeElement)); step += 1) await page.keyboard.press('ArrowDown');
  await expect(target).toBeFocused();
  expect(await target.evaluate((each) => each.matches(':focus-visible'))).toBe(true);
}

test('[E3] [X9] by arrows and Enter alone, with a name from the machine’s own keyboard', async ({ page, midday: centre }) => {
  await plan(centre);
  await open(page, centre.web);
  const press = async (target: Locator): Promise<void> => {
    await goDownTo(page, target);
    await page.keyboard.press('Enter');
  };
  await press(page.locator('[data-finds=activities]'));
  await press(page.getByRole('button', { name: /Taller de costura Hoy/ }));
  await press(page.locator('[data-act=signUp]'));
  const [fewer, more] = [page.locator('[data-who=adults] button').first(), page.locator('[data-who=adults] button').last()];
  await expect(fewer).toBeEnabled();
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight']) if (!(await more.evaluate((each) => each === document.activeElement))) await page.keyboard.press(key);
  await expect(more).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-who=adults] output')).toHaveText('2');
  await press(goOn(page));
  await expect(page.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('Rosa', { delay: 120 });
  await press(page.getByRole('checkbox'));
  await press(goOn(page));
  await expect(heading(page)).toHaveText('Listo. Tiene su lugar');
});

/** Every page of it; what is typed and chosen is of no language. */
async function walk(page: Page, language: string, look: (screen: string) => Promise<void>): Promise<void> {
  const press = async (which: string): Promise<void> => {
    const button = page.locator(which).first();
    await expect(button).toBeEnabled();
    await button.click();
  };
  await press('[data-finds=activities]');
  await look('activities with marks');
  await page.locator('li button').nth(1).click();
  await look('an activity that asks');
  await press('[data-act=signUp]');
  await look('who comes');
  await further(page);
  await look('a question');
  await further(page);
  await look('a name');
  await page.getByRole('textbox').fill('Rosa');
  await look('a name with a consent');
  await page.getByRole('checkbox').click();
  await further(page);
  await look('a telephone');
  await further(page);
  await expect(page.getByTestId('code')).toBeVisible();
  await look('a place');
  const code = (await page.getByTestId('code').innerText()).replaceAll(/\s/g, '');
  // Whoever comes next begins in the language of the house.
  await further(page);
  await press(`button[lang=${language}]`);
  await press('[data-finds=activities]');
  await press('footer button >> nth=1');
  await look('a code');
  for (const letter of code) await page.getByRole('button', { name: letter, exact: true }).click({ delay: 300 });
  await further(page);
  await look('my place');
  await press('[data-act=forget]');
  await look('sure');
}

/** French says most, and Arabic begins elsewhere; the others where somebody has the time. */
const LANGUAGES = process.env['UMBRAL_ALL_MODES'] ? ['es', 'pt', 'en', 'fr', 'ht', 'ar'] : ['fr', 'ar'];

for (const [n, language] of LANGUAGES.entries()) {
  test(`[E3] signing up in ${language}: nothing cut at any size, and everything within reach`, async ({ page, midday: centre }) => {
    test.slow();
    await plan(centre);
    await open(page, centre.web);
    await page.locator(`button[lang=${language}]`).click();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    let screens = n;
    await walk(page, language, async (screen) => {
      screens += 1;
      for (const mode of modesOf(screens)) await expectInMode(page, mode, `${screen} ${language}`, screens % 3 === 0, true);
    });
  });
}

test('[E3] signing up in words longer by two fifths: nothing cut at any size', async ({ page, midday: centre }) => {
  test.slow();
  await plan(centre);
  await page.setViewportSize({ width: 1080, height: 1920 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await speakPseudo(page, 'pt');
  await page.goto(`${centre.web}/visitor`);
  await page.locator('button[lang=pt]').click();
  await walk(page, 'pt', async (screen) => onEach(page, async ({ width }) => expectNothingOverflows(page, `${screen} ${width}`, { scrolls: true })));
});
