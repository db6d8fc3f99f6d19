/**
 * Each of the visitor's pages as it is, on a kiosk that stands upright, on a wide screen and on a
 * small one: to be looked at by whoever changes them. In: a browser. Out: `docs/pictures/visitor/`,
 * half as large as they are seen.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Browser, Page } from '@playwright/test';
import { systemClock } from '../../server/clock.ts';
import { systemChance } from '../../main/station/chance.ts';
import { Temporal } from 'temporal-polyfill';
import { LocalTime, Series } from '../../shared/domain/events/index.ts';
import { CommandId, PriorityId, ServiceId } from '../../shared/domain/ids.ts';
import { DEMO_DIRECTORY, startCentre, type RunningCentre } from '../../tests/fixtures/centre.ts';
import { BOOKED, middayCentre } from '../../tests/fixtures/midday.ts';
import { putSeries } from '../../tests/e2e/put-series.ts';
import { openScreen } from '../../tests/fixtures/screen.ts';
import { testFolder } from '../../tests/fixtures/world.ts';

const SIZES = { upright: { width: 1080, height: 1920 }, wide: { width: 1920, height: 1080 }, small: { width: 1280, height: 800 } } as const;
type Size = keyof typeof SIZES;
const ALL: readonly Size[] = ['upright', 'wide', 'small'];

/** Of the picture itself, in a hundred: words stay sharp, and sixty pictures are a few megabytes. */
const QUALITY = 70;
/** Longer than a screen takes one touch for the echo of the last. */
const ECHO_MS = 600;
/** Past the time after which it asks whether anybody is there. */
const IDLE_MS = 62_000;

const BACK = 'footer button >> nth=0';
const ON = 'footer button >> nth=-1';
const DOOR = 'main button[class*=_door_]';
const HEALTH = /^Salud/;

interface Taking {
  readonly page: Page;
  /** At each size, or at those alone. */
  readonly take: (name: string, sizes?: readonly Size[]) => Promise<void>;
  /** Presses, and lets the echo pass. */
  readonly press: (what: string | RegExp) => Promise<void>;
}

export async function takeVisitorScreens(browser: Browser, pictures: string): Promise<void> {
  const into = join(pictures, 'visitor');
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  const folder = testFolder();
  const centreFile = join(folder.path, 'centre.json');
  writeFileSync(centreFile, JSON.stringify(centreWithAll()));
  const centre = await startCentre({ centreFile, directoryFile: DEMO_DIRECTORY, printer: { kind: 'virtual', folder: 'paper', name: 'La de la entrada' } });
  try {
    for (const walk of [turns, finding, lostAndTimes, keeping, signing, person, looks, languages, faces]) {
      const page = await browser.newPage({ viewport: SIZES.upright, reducedMotion: 'reduce', locale: 'es' });
      await page.clock.install();
      await page.goto(`${centre.web}/visitor`);
      await walk(takingOf(page, into), centre);
      await page.close();
    }
  } finally {
    await centre.stop();
    folder.remove();
  }
}

/** With somebody who may say of themselves that they have priority. */
function centreWithAll(): ReturnType<typeof middayCentre> {
  const said = (id: string, icon: 'older' | 'child' | 'pregnant', es: string) => ({ id: PriorityId.parse(id), icon, name: { es }, byVisitor: true, weight: 2, headStartMin: 0 });
  const booked = { id: BOOKED, icon: 'appointment' as const, name: { es: 'Con cita' }, byVisitor: false, weight: 2, headStartMin: 0 };
  return middayCentre(systemClock.now(), { priorities: [booked, said('older', 'older', 'Persona mayor'), said('pregnant', 'pregnant', 'Embarazada'), said('child', 'child', 'Con un niño en brazos')] });
}

function takingOf(page: Page, into: string): Taking {
  return {
    page,
    async take(name, sizes = ALL) {
      for (const size of sizes) {
        await page.setViewportSize(SIZES[size]);
        await page.evaluate('document.fonts.ready.then(() => true)');
        writeFileSync(join(into, `${name}-${size}.webp`), await halved(await page.screenshot(), SIZES[size]));
      }
      await page.setViewportSize(SIZES.upright);
    },
    async press(what) {
      await (typeof what === 'string' ? page.locator(what) : page.getByRole('button', { name: what })).first().click();
      await page.clock.runFor(ECHO_MS);
    },
  };
}

async function halved(png: Buffer, { width, height }: { readonly width: number; readonly height: number }): Promise<Buffer> {
  const canvas = createCanvas(width / 2, height / 2);
  canvas.getContext('2d').drawImage(await loadImage(png), 0, 0, canvas.width, canvas.height);
  return canvas.encode('webp', QUALITY);
}

async function turns({ page, take, press }: Taking): Promise<void> {
  await page.locator(DOOR).waitFor();
  await take('home');
  await press(DOOR);
  await take('services');
  await press(/Prioridad/);
  await take('priorities');
  await press(/Persona mayor/);
  await press(HEALTH);
  await take('not-now');
  await press(BACK);
  await press('li button >> nth=5');
  await page.getByTestId('paper').and(page.locator('[data-state=printed]')).waitFor();
  await take('ticket');
  await press(BACK);
  await take('leaving');
  await press(BACK);
  await page.getByTestId('number').waitFor({ state: 'hidden' });
  await take('left');
  await press(ON);
  await press(DOOR);
  await page.clock.fastForward(IDLE_MS);
  await page.getByRole('alertdialog').waitFor();
  await take('warning');
}

async function finding({ page, take, press }: Taking): Promise<void> {
  await press('[data-finds=services]');
  await take('sectors');
  await press('[data-searches]');
  await take('search');
  await press(BACK);
  await press('li button');
  await take('found');
  await press('[data-wish=whom]');
  await take('whom');
  await press(BACK);
  await press('[data-wish=term]');
  await take('kinds');
  await press(BACK);
  await press('li button');
  await take('service');
  for (let pages = 0; pages < 3; pages += 1) await press(BACK);
  await page.locator(DOOR).waitFor();
  await press('[data-finds=activities]');
  await take('activities');
  await press('li button');
  await take('activity');
}

async function lostAndTimes({ page, take, press }: Taking, centre: RunningCentre): Promise<void> {
  const staff = openScreen(centre.web, 'staff');
  const reply = await staff.call({ kind: 'appointment.book', id: CommandId.parse(systemChance.id()), service: ServiceId.parse('employment'), at: systemClock.now() + 600_000 });
  staff.close();
  if (reply.kind !== 'done' || reply.outcome.kind !== 'kept') throw new Error(`nothing was booked: ${JSON.stringify(reply)}`);
  const { code } = reply.outcome;
  await press(/papel/);
  await take('lost');
  await press('li button');
  for (const nth of [4, 10]) await press(`[data-picture] >> nth=${nth}`);
  await take('pictures');
  await press(ON);
  await page.getByRole('alert').waitFor();
  await take('refused');
  await press(BACK);
  await page.locator(DOOR).waitFor();
  await press(/Tengo una cita/);
  for (const [at, digit] of Array.from(code).entries()) {
    await page.keyboard.press(digit);
    await page.clock.runFor(ECHO_MS);
    if (at === 2) await take('code');
  }
  await page.keyboard.press('Enter');
  await page.getByText('Esta es su cita.').waitFor();
  await take('coming');
}

async function keeping({ page, take, press }: Taking): Promise<void> {
  await press(DOOR);
  await press(HEALTH);
  await press(/Guardar un lugar/);
  for (const nth of [8, 14]) await press(`[data-picture] >> nth=${nth}`);
  await press(ON);
  await page.getByTestId('code').waitFor();
  await take('kept');
}

/** A place at an afternoon for families, that asks all that an activity may ask; and what one does with it. */
async function signing({ page, take, press }: Taking, centre: RunningCentre): Promise<void> {
  const { zone } = centreWithAll();
  const start = LocalTime.parse(Temporal.Instant.fromEpochMilliseconds(systemClock.now() + 120_000).toZonedDateTimeISO(zone).toPlainDateTime().toString().slice(0, 16));
  await putSeries(centre.web, Series.parse({
    id: 's'.repeat(26), name: { es: 'Tarde de juegos en familia' }, what: { es: 'Juegos de mesa, pintura y merienda.' }, icon: 'children', audiences: ['families'], languages: ['es', 'ht'], access: ['stepFree'], hasChildcare: true,
    cost: { kind: 'free' }, capacity: 30, zone, isAllDay: false, start, rule: 'FREQ=DAILY', minutes: 120, added: [], excluded: [], changes: [], isCancelled: false,
    signup: { partyAtMost: 6, closesMinutes: 0, opensDays: 30, seatsAhead: 0, holdHours: 24, takesPhone: true, questions: [{ asks: { es: '¿Es su primera vez aquí?' }, answers: [{ es: 'Sí, la primera' }, { es: 'No, ya vine antes' }] }] },
  }));
  await press('[data-finds=activities]');
  await press(/Tarde de juegos en familia Hoy/);
  await take('activity-signup');
  await press('[data-act=signUp]');
  await press('[data-who=upTo11] button >> nth=1');
  await take('signup-party');
  await press(ON);
  await press(/Sí, la primera/);
  await take('signup-question');
  await press(ON);
  await page.getByRole('textbox').fill('Rosa');
  await take('signup-name');
  await page.getByRole('checkbox').click();
  await press(ON);
  await take('signup-phone');
  await press(ON);
  await page.getByTestId('paper').and(page.locator('[data-state=printed]')).waitFor();
  await take('signed-up');
  const code = (await page.getByTestId('code').innerText()).replaceAll(/\s/g, '');
  await press(ON);
  await press('[data-finds=activities]');
  await press(/Ya me inscribí/);
  for (const letter of code) {
    await page.getByRole('button', { name: letter, exact: true }).click();
    await page.clock.runFor(ECHO_MS);
  }
  await take('signup-code');
  await press(ON);
  await page.locator('[data-act=forget]').waitFor();
  await take('signup-mine');
  await press('[data-act=cancel]');
  await take('signup-sure');
}

async function person({ page, take, press }: Taking): Promise<void> {
  await press(/Llamar a una persona/);
  await page.getByTestId('help').waitFor();
  await take('help');
}

/** As one may have the screen; lower only where it is high. */
async function looks({ page, take, press }: Taking): Promise<void> {
  for (const [look, sizes] of [['large', ALL], ['contrast', ALL], ['low', ['upright']]] as const) {
    await press(`[data-adjusts=${look}]`);
    await take(`home-${look}`, sizes);
    await press(DOOR);
    await take(`services-${look}`, sizes);
    await press(BACK);
    await press(`[data-adjusts=${look}]`);
    await page.locator(DOOR).waitFor();
  }
}

async function languages({ page, take, press }: Taking): Promise<void> {
  await press('button[lang=ar]');
  await page.locator('html[dir=rtl]').waitFor();
  await take('home-ar');
  await press(DOOR);
  await take('services-ar');
  await press('li button >> nth=5');
  await page.getByTestId('number').waitFor();
  await take('ticket-ar');
}

/** What is seen while the station starts again, and when no service gives turns. */
async function faces({ page, take, press }: Taking): Promise<void> {
  const opensAt = systemClock.now() + 86_400_000;
  await page.routeWebSocket(/\/bridge\//, (socket) => {
    const station = socket.connectToServer();
    station.onMessage((message) => socket.send(String(message).replaceAll(/"turns":\{[^}]*\}/g, `"turns":${JSON.stringify({ kind: 'full', opensAt })}`)));
  });
  await page.reload();
  await page.locator(DOOR).waitFor();
  await take('home-closed');
  await press(DOOR);
  await take('services-closed');
  await page.routeWebSocket(/\/bridge\//, () => undefined);
  await page.reload();
  await page.clock.runFor(2 * ECHO_MS);
  await take('moment');
}
