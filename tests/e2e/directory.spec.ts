/** The directory as a visitor walks through it: by need, by what they want of it, one service, and what leads on from there. */
import type { Page } from '@playwright/test';
import { systemClock } from '../../server/clock.ts';
import { ServiceId } from '../../shared/domain/ids.ts';
import { answerDirectory } from './directory-answers.ts';
import { expect, test } from './centre.ts';
import { expectInMode, modesOf } from './modes.ts';
import { expectNothingOverflows } from './overflow.ts';
import { putService } from './put-service.ts';
import { speakPseudo } from './pseudo.ts';
import { onEach, SIZES } from './sizes.ts';

const BACK = 'footer button >> nth=0';
const row = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(name) });

/** After a tap the screen takes none for half a second. */
async function press(page: Page, which: string): Promise<void> {
  const button = page.locator(which).first();
  await expect(button).toBeEnabled();
  await button.click();
}

async function open(page: Page, web: string): Promise<void> {
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${web}/visitor`);
}

async function toSector(page: Page): Promise<void> {
  await press(page, '[data-finds=services]');
  await press(page, 'li button');
  await expect(row(page, 'Vacunas gratis')).toBeEnabled();
}

test('by need, by what is wanted, and a service with all that is known; wrong is said with one touch, a turn and an activity are one away', async ({ page, centre }) => {
  const { asked } = await answerDirectory(page, systemClock.now());
  await open(page, centre.web);
  await press(page, '[data-finds=services]');
  await expect(page.getByRole('button', { name: 'Salud 7 servicios' })).toBeVisible();
  await press(page, 'li button');
  for (const said of [/A 300 metros/, /Abre mañana a las/, /En esta casa/, /Hoy es feriado: llame antes/, /Nadie lo revisó hace mucho/, /Pregunte el horario/]) await expect(page.getByText(said).first()).toBeVisible();

  await press(page, '[data-wish=open]');
  await expect(page.locator('[data-wish=open]')).toHaveAttribute('aria-pressed', 'true');
  await expect(row(page, 'Vacunas gratis')).toHaveCount(0);
  await press(page, '[data-wish=free]');
  await expect(page.getByText('Quite algo de lo que pidió')).toBeVisible();
  await press(page, '[data-wish=open]');
  await press(page, '[data-wish=whom]');
  await page.getByRole('button', { name: 'Mujeres' }).click();
  await expect(page.locator('[data-wish=whom]')).toHaveText('Mujeres');
  await press(page, '[data-wish=term]');
  await page.getByRole('button', { name: 'Dentista' }).click();
  await expect(page.locator('[data-wish=term]')).toHaveText('Dentista');
  expect(asked.findLast(({ kind }) => kind === 'found')).toMatchObject({ wanted: { term: '20000000-0000-4000-8000-000000000002' } });
  await press(page, '[data-wish=term]');
  await expect(page.locator('[data-wish=term]')).toHaveText('¿De qué tipo?');
  expect(asked.findLast(({ kind }) => kind === 'found')).toMatchObject({ words: '', page: 0, wanted: { sector: 'health', isOpen: false, isFree: true, audience: 'women', spoken: null } });

  await row(page, 'Vacunas gratis').click();
  await expect(page.getByRole('heading', { name: 'Vacunas gratis' })).toBeFocused();
  for (const said of ['Cerrado. Abre mañana', 'puerta de atrás', 'De lunes a viernes', 'De 13:00 a 16:00', 'El último sábado de cada mes', 'Sin escalones', 'Es gratis', 'Pida una cita antes', '601 555 0143', 'Español', 'العربية']) await expect(page.getByText(said).first()).toBeVisible();
  await expect(page.getByRole('img', { name: 'En su teléfono' })).toBeVisible();
  await press(page, 'li button');
  await expect(page.getByRole('heading', { name: 'Club de lectura' })).toBeVisible();
  await press(page, BACK);
  await expect(page.getByRole('heading', { name: 'Vacunas gratis' })).toBeVisible();
  await press(page, BACK);
  // As it was left.
  await expect(page.locator('[data-wish=free]')).toHaveAttribute('aria-pressed', 'true');
  await row(page, 'Inscribirse en salud').click();
  await page.getByRole('button', { name: 'Tomar un turno' }).click();
  await expect(page.getByTestId('number')).toBeVisible();
});

test('[X2] a discreet service has the way out, and nothing that tells of it; [X4] what was wanted goes with its visitor', async ({ page, centre }) => {
  await answerDirectory(page, systemClock.now());
  await open(page, centre.web);
  await toSector(page);
  await expect(page.locator('[data-exit]')).toHaveCount(0);
  await press(page, '[data-wish=whom]');
  await page.getByRole('button', { name: 'Quien vivió violencia' }).click();
  await expect(page.locator('[data-exit]')).toBeVisible();
  await row(page, 'Conversar').click();
  await expect(page.getByRole('heading', { name: 'Conversar' })).toBeVisible();
  await expect(page.getByText('601 555 0143')).toBeVisible();
  await expect(page.locator('main')).not.toContainText(/Salud|carné|niñas/);
  await expectInMode(page, 'contrast', 'discreet', true, true);
  await press(page, '[data-exit]');
  await toSector(page);
  await expect(page.locator('[aria-pressed=true]')).toHaveCount(0);
});

test('[X9] by arrows and Enter alone, from the sectors to a service and what is wrong with it', async ({ page, centre }) => {
  await answerDirectory(page, systemClock.now());
  await open(page, centre.web);
  const reach = async (name: RegExp, arrow: string): Promise<void> => {
    const target = page.getByRole('button', { name });
    await expect(target).toBeEnabled();
    for (let step = 0; step < 12 && !(await target.evaluate((button) => button === document.activeElement)); step += 1) await page.keyboard.press(arrow);
    await expect(target).toBeFocused();
  };
  const to = async (name: RegExp, arrow: string): Promise<void> => {
    await reach(name, arrow);
    await page.keyboard.press('Enter');
  };
  await to(/Buscar un servicio/, 'ArrowDown');
  await to(/Salud 7 servicios/, 'ArrowDown');
  await reach(/De qué tipo/, 'ArrowDown');
  await to(/Abierto ahora/, 'ArrowRight');
  await to(/Inscribirse en salud/, 'ArrowDown');
  await to(/Esto está mal/, 'ArrowDown');
  // This station has no such record: it says so, and nothing is lost.
  await expect(page.getByTestId('doubt')).toContainText('ya no está en la lista');
  await expect(page.getByRole('button', { name: 'Volver' })).toBeEnabled();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-wish=open]')).toHaveAttribute('aria-pressed', 'true');
});

/** French says most, and Arabic begins elsewhere; the others where somebody has the time. */
const LANGUAGES = process.env['UMBRAL_ALL_MODES'] ? ['es', 'pt', 'en', 'fr', 'ht', 'ar'] : ['fr', 'ar'];

for (const [n, language] of LANGUAGES.entries()) {
  test(`the directory in ${language}: nothing cut at any size, and everything within reach`, async ({ page, centre }) => {
    await answerDirectory(page, systemClock.now());
    await open(page, centre.web);
    await press(page, `button[lang=${language}]`);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await press(page, '[data-finds=services]');
    await press(page, 'li button');
    await expect(row(page, 'Vacunas gratis')).toBeEnabled();
    for (const mode of modesOf(n + 2)) await expectInMode(page, mode, `found ${language}`, true, true);
    await press(page, '[data-wish=whom]');
    await expect(page.locator('li button')).toHaveCount(4);
    for (const mode of modesOf(n)) await expectInMode(page, mode, `whom ${language}`, false);
    await press(page, BACK);
    await row(page, 'Vacunas gratis').click();
    await expect(page.getByText('601 555 0143')).toBeVisible();
    for (const mode of modesOf(n + 1)) await expectInMode(page, mode, `service ${language}`, true, true);
  });
}

test('the directory in words longer by two fifths: nothing cut at any size', async ({ page, centre }) => {
  await answerDirectory(page, systemClock.now());
  await speakPseudo(page, 'pt');
  await open(page, centre.web);
  await press(page, 'button[lang=pt]');
  await press(page, '[data-finds=services]');
  await press(page, 'li button');
  await expect(row(page, 'Vacunas gratis')).toBeEnabled();
  await onEach(page, async ({ width }) => expectNothingOverflows(page, `found ${width}`, { scrolls: true }));
  await row(page, 'Inscribirse en salud').click();
  await expect(page.getByText('601 555 0143')).toBeVisible();
  await onEach(page, async ({ width }) => expectNothingOverflows(page, `service ${width}`, { scrolls: true }));
});

test('[X2] [X9] the station’s own services: found, a discreet one by its other name, on paper, thanks for what is wrong, in whatever language', async ({ page, centre, paper }) => {
  const always = [{ id: '20000000-0000-4000-8000-000000000001', freq: 'WEEKLY', byday: 'MO,TU,WE,TH,FR,SA,SU', opens_at: '00:00', closes_at: '00:00' }];
  await putService(centre.web, 1, { name: 'Buses al hospital', description: 'Le llevan al médico.', schedules: always }, { sectors: ['transport'], isFree: true, queue: ServiceId.parse('orientation') });
  await putService(centre.web, 2, { name: 'Salir de una casa con violencia', description: 'Le llevan a un lugar seguro.' }, { sectors: ['transport'], discreet: { es: 'Dar una vuelta' } });
  await open(page, centre.web);
  await press(page, '[data-finds=services]');
  await page.getByRole('button', { name: /Transporte/ }).click();
  await expect(row(page, 'Dar una vuelta')).toBeVisible();
  await expect(page.locator('body')).not.toContainText(/violencia|seguro/);
  await row(page, 'Buses al hospital').click();
  await expect(page.getByRole('heading', { name: 'Buses al hospital' })).toBeFocused();
  for (const said of ['Le llevan al médico.', 'Es gratis', /abierto/i]) await expect(page.getByText(said).first()).toBeVisible();
  await press(page, 'footer button:has-text("Llevar en papel")');
  await expect.poll(() => paper.papers.map(({ lines }) => lines.map(({ text }) => text).join('\n'))).toEqual([expect.stringMatching(/Llévelo consigo[\s\S]*Buses al hospital/)]);
  await press(page, 'button:has-text("Esto está mal")');
  await expect(page.getByTestId('doubt')).toHaveText('Gracias. Lo vamos a revisar.');
  // [X9] In another language it is the same page, and what was said of it stays said.
  await expect(page.getByRole('button', { name: 'Volver' })).toBeEnabled();
  await press(page, '[data-speaks]');
  await expect(page.locator('html')).not.toHaveAttribute('lang', 'es');
  await expect(page.getByRole('heading', { name: 'Buses al hospital' })).toBeVisible();
  await expect(page.getByTestId('doubt')).toBeVisible();
  await press(page, 'footer button >> nth=-1');
  await expect(page.getByTestId('number')).toBeVisible();
});
