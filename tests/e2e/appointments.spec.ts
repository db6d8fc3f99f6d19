/** A visitor comes for a time that was booked: the code is touched or scanned, and what it leads to is said. */
import type { Page } from '@playwright/test';
import { TRIES } from '../../main/station/desk/tries.ts';
import { BURST_GAP_MS } from '../../renderer/ui/reader/scan.ts';
import { systemClock } from '../../server/clock.ts';
import type { Outcome } from '../../shared/contract/commands.ts';
import { ServiceId } from '../../shared/domain/ids.ts';
import { openScreen, type TestScreen } from '../fixtures/screen.ts';
import { commandIds, testChance } from '../fixtures/world.ts';
import { expect } from './centre.ts';
import { look, press, test } from './midday.ts';
import { characters, typeLikeReader } from './typing-reader.ts';

const newId = commandIds(testChance(89));
const MINUTE_MS = 60_000;

const WORDS = {
  es: { speak: 'Español', time: /Tengo una cita/, ready: 'Esta es su cita.', take: 'Tomar mi turno', finish: 'Terminar', used: /Alguien ya entró/, home: 'Volver al inicio', early: 'Todavía es temprano.', late: 'La hora de su cita ya pasó.', back: 'Volver', type: 'Escribir el código', tries: /Ya probó muchas veces/, unknown: /No encontramos ese código/ },
  en: { speak: 'English', time: /I have an appointment/, ready: 'This is your appointment.', take: 'Take my number', finish: 'Finish', used: /Somebody has already come in/, home: 'Go to the start', early: 'It is still early.', late: 'The time of your appointment has passed.', back: 'Go back', type: 'Type the code', tries: /Too many/, unknown: /could not find that code/ },
} as const;

async function book(staff: TestScreen, minutesAhead: number): Promise<Extract<Outcome, { kind: 'kept' }>> {
  const at = systemClock.now() + minutesAhead * MINUTE_MS;
  const reply = await staff.call({ kind: 'appointment.book', id: newId(), service: ServiceId.parse('employment'), at });
  if (reply.kind !== 'done' || reply.outcome.kind !== 'kept') throw new Error(JSON.stringify(reply));
  return reply.outcome;
}

const scan = (page: Page, keys: string): Promise<void> => typeLikeReader(page, characters(keys));

test('[X6] whoever comes at their time scans an id or a code, which tells nothing of them, and is given a turn', async ({ page, midday: centre }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/visitor`);
  const staff = openScreen(centre.web, 'staff');
  for (const language of ['es', 'en'] as const) {
    const words = WORDS[language];
    const { appointment, code } = await book(staff, 10);
    await press(page, words.speak);
    await look(page, `home ${language}`);
    // The Enter of a reader must not press what happens to be in focus.
    await page.getByRole('button', { name: words.time }).focus();
    await scan(page, language === 'es' ? appointment : appointment.toUpperCase());
    await expect(page.getByText(words.ready)).toBeVisible();
    await look(page, `ready ${language}`);
    await press(page, words.home);
    await press(page, words.time);
    await page.keyboard.type('04', { delay: 90 });
    await expect(page.getByTestId('digits')).toHaveText('04');
    await look(page, `code ${language}`);
    // Half a scan leaves nothing; what a hand types next is its own.
    await typeLikeReader(page, characters(appointment.slice(0, 13)), []);
    await page.waitForTimeout(4 * BURST_GAP_MS);
    await page.keyboard.type('2', { delay: 90 });
    await expect(page.getByTestId('digits')).toHaveText('042');
    await scan(page, code);
    await expect(page.getByText(words.ready)).toBeVisible();
    await press(page, words.take);
    await expect(page.getByTestId('number')).toHaveText(/^T\s00\d$/);
    await press(page, words.finish);
    await press(page, words.speak);
    await scan(page, code);
    await expect(page.getByRole('alert')).toContainText(words.used);
    await press(page, words.home);
  }
  staff.close();
});

test('whoever comes too early hears when to come, and whoever comes too late takes a turn like everybody', async ({ page, midday: centre }) => {
  let now = 'early';
  await page.routeWebSocket(/\/bridge\//, (socket) => {
    const station = socket.connectToServer();
    station.onMessage((message) => { socket.send(String(message).replace('"now":"early"', `"now":"${now}"`)); });
  });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/visitor`);
  const staff = openScreen(centre.web, 'staff');
  const { code } = await book(staff, 3 * 24 * 60);
  for (const language of ['es', 'en'] as const) {
    const words = WORDS[language];
    now = 'early';
    await press(page, words.speak);
    await scan(page, code);
    await expect(page.getByText(words.early)).toBeVisible();
    await expect(page.getByRole('button', { name: words.take })).toHaveCount(0);
    await look(page, `early ${language}`);
    await press(page, words.home);
    // No clock of ours goes forward three days: the wire says it.
    now = 'late';
    await scan(page, code);
    await expect(page.getByText(words.late)).toBeVisible();
    await look(page, `late ${language}`);
    await press(page, words.take);
    await expect(page.getByTestId('number')).toHaveText(/^T\s00\d$/);
    await press(page, words.finish);
  }
  staff.close();
});

test('[X6] a code can’t be guessed: after so many that are none, nobody tries here for a while', async ({ page, midday: centre }) => {
  await page.goto(`${centre.web}/visitor`);
  const words = WORDS.es;
  for (let n = 0; n < TRIES; n += 1) {
    await press(page, words.time);
    await scan(page, `99999${n}`);
    await expect(page.getByRole('alert')).toContainText(words.unknown);
    await press(page, words.home);
  }
  await scan(page, '999999');
  await expect(page.getByRole('alert')).toContainText(words.tries);
  await look(page, 'too many tries');
  await press(page, words.type);
  await expect(page.getByTestId('digits')).toHaveText('');
});
