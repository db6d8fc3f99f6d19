/** The door of an activity in the staff window: who comes is let in by scanner, by code and by name, with or without having signed up, and taken back. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { Temporal } from 'temporal-polyfill';
import { systemChance } from '../../main/station/chance.ts';
import type { Outcome } from '../../shared/contract/commands.ts';
import type { Pass } from '../../shared/domain/events/index.ts';
import { LocalTime } from '../../shared/domain/events/local.ts';
import { CommandId, SeriesId } from '../../shared/domain/ids.ts';
import { startCentre, type RunningStation } from '../fixtures/centre.ts';
import { aSeries } from '../fixtures/events/series.ts';
import { keysOf } from '../fixtures/layouts.ts';
import type { PaperListener } from '../fixtures/paper-listener.ts';
import { need, SOCAT } from '../fixtures/parts.ts';
import { readerOnPty } from '../fixtures/reader/on-pty.ts';
import { openScreen } from '../fixtures/screen.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test } from './centre.ts';
import { expectNothingOverflows } from './overflow.ts';
import { putSeries } from './put-series.ts';
import { onEach } from './sizes.ts';
import { typeLikeReader } from './typing-reader.ts';

const CENTRE_ZONE = (JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'assets', 'demo', 'centre.json'), 'utf8')) as { zone: string }).zone;
const TERMS = { partyAtMost: 5, closesMinutes: 0, opensDays: 60, seatsAhead: 0, holdHours: 24, takesPhone: false, questions: [{ asks: { es: '¿Es su primera vez?', en: 'Is it your first time?' }, answers: [{ es: 'Primera vez', en: 'First time' }, { es: 'Ya vino', en: 'Came before' }] }] };
const OTHER = SeriesId.parse('t'.repeat(26));
const FULL = SeriesId.parse('v'.repeat(26));

/** Today at the centre, from before any test to after it. */
function todayAt(time: string): LocalTime {
  return LocalTime.parse(`${Temporal.Now.plainDateISO(CENTRE_ZONE).toString()}T${time}`);
}

type SignedUp = Extract<Outcome, { kind: 'signedUp' }> & { readonly pass: Pass };

/** With the key, once it can be pressed: a second press within a moment is the first. */
async function enter(button: Locator): Promise<void> {
  await expect(button).toBeEnabled();
  await button.press('Enter');
}

/** A workshop of today that takes as many as come, an assembly, and a class without a free seat. */
async function planToday({ web }: Pick<RunningStation, 'web'>): Promise<void> {
  const about = { zone: CENTRE_ZONE, signup: TERMS, minutes: 60 * 23 + 58, start: todayAt('00:01') };
  await putSeries(web, aSeries(about), aSeries({ ...about, id: OTHER, name: { es: 'Asamblea de vecinas y vecinos', en: 'Neighbours’ assembly' }, icon: 'talk' }), aSeries({ ...about, id: FULL, name: { es: 'Clase de español', en: 'Spanish class' }, icon: 'class', capacity: 1 }));
}

interface SignUpAsk {
  readonly name?: string;
  readonly adults?: number;
  readonly series?: SeriesId;
}

/** Signs people up at a station, and reads their paper. */
async function signUp(web: string, paper: PaperListener, { name, adults = 3, series = aSeries().id }: SignUpAsk = {}): Promise<SignedUp> {
  const staff = openScreen(web, 'staff');
  const before = paper.papers.length;
  const reply = await staff.call({
    kind: 'signup.make', id: CommandId.parse(systemChance.id()), series, date: todayAt('00:01'), party: { adults, children: { upTo5: 0, upTo11: 0, upTo17: 0 } },
    language: 'es', answers: [0], name: name ?? null, phone: null, consent: name === undefined ? null : 1,
  });
  staff.close();
  if (reply.kind !== 'done' || reply.outcome.kind !== 'signedUp') throw new Error(JSON.stringify(reply));
  await expect.poll(() => paper.papers.length).toBeGreaterThan(before);
  const payload = paper.papers.at(-1)?.qrs[0]?.payload as Pass;
  return { ...reply.outcome, pass: payload };
}

async function openDoor(page: Page, web: string, name: RegExp): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${web}/staff?desk=desk-3`);
  await page.locator('[data-opens=door]').click();
  await page.getByRole('button', { name }).click();
}

const told = (page: Page): Locator => page.getByTestId('told');
const counts = (page: Page, what: string): Locator => page.locator(`[data-counts=${what}] dd`);

test('[E4] a paper held to a reader that types lets all of its party in, once; another activity’s, one that was given up, and a stranger’s are told', async ({ page, centre, paper }) => {
  await planToday(centre);
  const [rosa, gone, other, waits] = [await signUp(centre.web, paper, { name: 'Rosa' }), await signUp(centre.web, paper), await signUp(centre.web, paper, { series: OTHER }), await signUp(centre.web, paper, { series: FULL, adults: 2 })];
  const staff = openScreen(centre.web, 'staff');
  await staff.call({ kind: 'signup.cancel', id: CommandId.parse(systemChance.id()), signup: gone.signup });
  await openDoor(page, centre.web, /Taller de costura/);
  await expect(page.getByRole('heading', { name: 'Taller de costura' })).toBeVisible();
  await expect(counts(page, 'coming')).toHaveText('3');

  // On a French keyboard, with the search field in focus, and another Enter behind it.
  await page.getByLabel('Nombre o código').focus();
  await typeLikeReader(page, keysOf(rosa.pass, 'french'), ['Enter', 'Enter']);
  await expect(told(page)).toContainText('Bienvenida, bienvenido: 3 personas');
  await expect(told(page)).toHaveAttribute('data-look', 'good');
  await expect(told(page)).toContainText('Rosa');
  await expect(page.getByLabel('Nombre o código')).toHaveValue('');
  await expect(counts(page, 'came')).toHaveText('3');
  await expect(page.locator(`[data-code="${rosa.code}"]`)).toContainText('Llegaron 3');

  await typeLikeReader(page, keysOf(gone.pass, 'us'));
  await expect(told(page)).toContainText('Se dio de baja');
  await typeLikeReader(page, keysOf(rosa.pass, 'us'));
  await expect(told(page)).toContainText(/Ya llegó a las \d/);
  await expect(told(page)).toHaveAttribute('data-look', 'look');
  await typeLikeReader(page, keysOf(other.pass, 'us'));
  await expect(told(page)).toContainText('Es para otra actividad: Asamblea de vecinas y vecinos');
  await expect(told(page)).toHaveAttribute('data-look', 'bad');
  const changed = `${rosa.pass.slice(0, 10)}${rosa.pass.charAt(10) === '7' ? '8' : '7'}${rosa.pass.slice(11)}`;
  await typeLikeReader(page, keysOf(changed, 'us'));
  await expect(told(page)).toContainText('No es de este centro');
  await typeLikeReader(page, keysOf('4006381333931', 'us'));
  await expect(told(page)).toContainText('No se leyó bien');
  await expectNoViolations(page, 'a paper that was not read');
  await expect(counts(page, 'came')).toHaveText('3');

  // Taken back, and read anew.
  await typeLikeReader(page, keysOf(rosa.pass, 'us'));
  await told(page).getByRole('button', { name: 'Deshacer' }).click();
  await expect(counts(page, 'came')).toHaveText('0');
  await typeLikeReader(page, keysOf(rosa.pass, 'us'));
  await expect(counts(page, 'came')).toHaveText('3');

  // Who waits is let in as staff decide, at another door.
  await page.getByRole('button', { name: 'Otra actividad' }).click();
  await page.getByRole('button', { name: /Clase de español/ }).click();
  await typeLikeReader(page, keysOf(waits.pass, 'us'));
  await expect(told(page)).toContainText('Está en la lista de espera');
  await expect(counts(page, 'came')).toHaveText('0');
  await told(page).getByRole('button', { name: 'Dejar pasar y contar 2' }).click();
  await expect(counts(page, 'came')).toHaveText('2');
  staff.close();
});

test('[E4] by code, by name, two of three, without having signed up, and signed up at the desk: with keys alone, nothing cut, and axe finds nothing', async ({ page, centre, paper }) => {
  await planToday(centre);
  const [rosa, nameless] = [await signUp(centre.web, paper, { name: 'Rosa Elvira' }), await signUp(centre.web, paper, { adults: 1 })];
  await openDoor(page, centre.web, /Taller de costura/);
  const address = page.url();
  expect(address).toContain(`door=${aSeries().id}.`);

  // A code as it is said.
  const search = page.getByLabel('Nombre o código');
  await search.focus();
  await page.keyboard.type(`${nameless.code.slice(0, 3).toLowerCase()} ${nameless.code.slice(3).toLowerCase()}`, { delay: 80 });
  await page.keyboard.press('Enter');
  await expect(told(page)).toContainText('Bienvenida, bienvenido: 1 persona');
  await page.keyboard.type('ZZZ999', { delay: 80 });
  await page.keyboard.press('Enter');
  await expect(told(page)).toContainText('Nadie tiene ese código');

  // By name, and fewer than signed up.
  await page.keyboard.type('elvíra', { delay: 80 });
  await expect(page.locator('tbody tr')).toHaveCount(1);
  const row = page.locator(`[data-code="${rosa.code}"]`);
  await expect(row).toContainText('3 personas · español · Primera vez');
  await enter(row.getByRole('button', { name: /^Más/ }));
  await page.keyboard.press('2');
  await expect(row).toContainText('Llegaron 2 de 3');
  await expect(counts(page, 'came')).toHaveText('3');
  await enter(row.getByRole('button', { name: /^Deshacer/ }));
  await expect(row).toContainText('Con lugar');
  await enter(row.getByRole('button', { name: /^Llegaron 3/ }));
  await expect(counts(page, 'came')).toHaveText('4');

  // Two who had not signed up, and back.
  const walkIns = page.getByTestId('walk-ins');
  await enter(walkIns.getByRole('button', { name: 'Una persona más' }));
  await enter(walkIns.getByRole('button', { name: 'Contar 2 personas' }));
  await expect(counts(page, 'walkIns')).toHaveText('2');
  await expect(page.getByTestId('attended')).toContainText('4 de 4');
  await onEach(page, async ({ width }) => {
    await expectNothingOverflows(page, `door ${width}`, { scrolls: true });
    await expectNoViolations(page, `door ${width}`);
  });
  await page.setViewportSize({ width: 1280, height: 800 });
  await enter(walkIns.getByRole('button', { name: /^Quitar las últimas/ }));
  await expect(counts(page, 'walkIns')).toHaveText('0');

  // Somebody signs up at the desk.
  await enter(page.locator('[data-opens=sign-up]'));
  await page.getByLabel('Cómo quiere que le llamen').fill('Beto');
  await expect(page.getByRole('button', { name: 'Inscribir', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('checkbox').press('Space');
  await enter(page.getByRole('button', { name: 'Inscribir', exact: true }));
  await expect(page.getByTestId('code')).toHaveText(/^[2-9A-Z]{3} [2-9A-Z]{3}$/);
  await expectNoViolations(page, 'signed up at the desk');
  await page.keyboard.press('Escape');
  await search.fill('');
  await expect(page.getByRole('row', { name: /Beto/ })).toContainText('Con lugar');

  // The same door by its address; and today's, from it.
  await page.goto(address);
  await expect(counts(page, 'came')).toHaveText('4');
  await enter(page.locator('[data-act=change]'));
  await expect(page.getByRole('heading', { name: 'Hoy en la casa' })).toBeVisible();
  await onEach(page, async ({ width }) => {
    await expectNothingOverflows(page, `today ${width}`, { scrolls: true });
    await expectNoViolations(page, `today ${width}`);
  });
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-opens=door]')).toBeVisible();
});

test('[E4] cut off, a door lets in by its signature whom another device signed up, held to the station’s own reader, and counts them once after it heard', async ({ page, paper }) => {
  need((isMissing, why) => test.skip(isMissing, why), SOCAT);
  const reader = await readerOnPty();
  const centre = await startCentre({ stations: 2, scanner: { path: reader.port.path }, printer: { kind: 'tcp', host: '127.0.0.1', port: paper.port } });
  const [desk] = centre.joined;
  if (!desk) throw new Error('two stations');
  await planToday(centre);
  const there = openScreen(desk.web, 'staff');
  await there.until({ kind: 'series', series: aSeries().id }, ({ series }) => series !== null);
  await centre.server.stop();
  const { pass, code } = await signUp(desk.web, paper, { name: 'Marta' });

  await openDoor(page, centre.web, /Taller de costura/);
  await expect(page.getByText('Nadie se inscribió todavía.')).toBeVisible();
  reader.says(`${pass}\r`);
  await expect(told(page)).toContainText('Bienvenida, bienvenido: 3 personas');
  await expect(told(page)).toContainText('La firma es de este centro.');
  await expect(counts(page, 'walkIns')).toHaveText('3');
  reader.says(`${pass.toLowerCase()}\r`);

  await centre.restartServer();
  await expect(page.locator(`[data-code="${code}"]`)).toContainText('Llegaron 3', { timeout: 60_000 });
  await expect(counts(page, 'came')).toHaveText('3');
  await expect(counts(page, 'walkIns')).toHaveText('0');
  there.close();
  await centre.stop();
  await reader.close();
});
