/** There is no turn left: a visitor keeps a place with two pictures, and comes back for it with them. */
import { KEY_ECHO_MS } from '../../renderer/visitor/session.ts';
import { ServiceId } from '../../shared/domain/ids.ts';
import { openScreen } from '../fixtures/screen.ts';
import { commandIds, testChance } from '../fixtures/world.ts';
import { expect } from './centre.ts';
import { choose, LEGAL_DAILY, look, press, test } from './midday.ts';

const newId = commandIds(testChance(87));
const LEGAL = ServiceId.parse('legal-help');

const WORDS = {
  es: { speak: 'Español', turn: /Tomar un turno/, health: /^Salud/, legal: /^Ayuda legal/, until: 'Abre hoy a las 15:00.', keep: 'Guardar un lugar', choose: 'Elija dos dibujos', done: 'Guardar', come: 'Venga hoy desde las 15:00.', tomorrow: 'Venga mañana desde las 0:00.', finish: 'Terminar', time: /Tengo una cita/, goOn: 'Seguir', take: 'Tomar mi turno', other: /Esos no son los dibujos/, retry: 'Probar otra vez', early: 'Todavía es temprano.', home: 'Volver al inicio', gone: /Ya no quedan lugares/, again: 'Elegir otra vez' },
  en: { speak: 'English', turn: /Take a number/, health: /^Health/, legal: /^Legal help/, until: 'Opens today at 15:00.', keep: 'Keep a place', choose: 'Choose two pictures', done: 'Keep it', come: 'Come today from 15:00 on.', tomorrow: 'Come tomorrow from 0:00 on.', finish: 'Finish', time: /I have an appointment/, goOn: 'Go on', take: 'Take my number', other: /Those are not the pictures/, retry: 'Try again', early: 'It is still early.', home: 'Go to the start', gone: /No more places/, again: 'Choose again' },
} as const;

test('[Q8] a place is kept with two pictures, and its code alone lets nobody in', async ({ page, midday: centre }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/visitor`);
  for (const language of ['es', 'en'] as const) {
    const words = WORDS[language];
    for (const name of [words.speak, words.turn, words.health]) await press(page, name);
    await expect(page.getByRole('alert')).toContainText(words.until);
    await look(page, `not now ${language}`);
    await press(page, words.keep);
    await expect(page.getByRole('heading')).toHaveText(words.choose);
    await look(page, `keep ${language}`);
    await choose(page, ['moon', 'umbrella']);
    await press(page, words.done);
    await expect(page.getByText(words.come)).toBeVisible();
    await expect(page.getByTestId('pictures').locator('[data-picture]')).toHaveCount(2);
    await expect(page.getByTestId('paper')).toBeVisible();
    await look(page, `kept ${language}`);
    const code = (await page.getByTestId('code').textContent() ?? '').replaceAll(/\D/g, '');
    expect(code).toMatch(/^\d{6}$/);
    await press(page, words.finish);
    await expect(page.getByText(code.slice(0, 3))).toHaveCount(0);

    for (const name of [words.speak, words.time]) await press(page, name);
    for (const [at, digit] of Array.from(code).entries()) {
      // Two that are alike are a trembling hand's if they come too soon.
      if (digit === code[at - 1]) await page.waitForTimeout(KEY_ECHO_MS);
      await press(page, digit);
      await expect(page.getByTestId('digits')).toHaveText(code.slice(0, at + 1));
    }
    // Touched digits and a keypad's Enter go together.
    if (language === 'es') await page.keyboard.press('Enter');
    else await press(page, words.goOn);
    await choose(page, ['moon', 'key']);
    await press(page, words.take);
    await expect(page.getByRole('alert')).toContainText(words.other);
    await press(page, words.retry);
    await expect(page.locator('[aria-pressed=true]')).toHaveCount(0);
    // In whatever order.
    await choose(page, ['umbrella', 'moon']);
    await press(page, words.take);
    await expect(page.getByTestId('number')).toHaveText(/^S\s00\d$/);
    await press(page, words.finish);
  }
});

test('[Q8] for another day there are as many places as the service keeps, and whoever comes before that day hears which it is', async ({ page, midday: centre }) => {
  const door = openScreen(centre.web, 'visitor');
  for (let n = 0; n < LEGAL_DAILY; n += 1) await door.call({ kind: 'ticket.issue', id: newId(), service: LEGAL, language: 'es' });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/visitor`);
  const words = WORDS.es;
  for (const name of [words.turn, words.legal, words.keep]) await press(page, name);
  await choose(page, ['sun', 'boat']);
  await press(page, words.done);
  await expect(page.getByText(words.tomorrow)).toBeVisible();
  const code = (await page.getByTestId('code').textContent() ?? '').replaceAll(/\D/g, '');
  for (const name of [words.finish, words.time]) await press(page, name);
  // A hand is slower than a reader: each key for itself.
  await page.keyboard.type(code, { delay: 90 });
  await expect(page.getByTestId('digits')).toHaveText(code);
  await page.keyboard.press('Enter');
  await expect(page.getByText(words.early)).toBeVisible();
  await expect(page.getByText(words.tomorrow)).toBeVisible();
  await look(page, 'early for a place');
  for (const name of [words.home, words.turn, words.legal, words.keep]) await press(page, name);
  await choose(page, ['sun', 'boat']);
  // Meanwhile somebody else takes those that are left.
  for (let n = 1; n < LEGAL_DAILY; n += 1) await door.call({ kind: 'place.keep', id: newId(), service: LEGAL, language: 'es', pictures: ['cat', 'dog'] });
  await press(page, words.done);
  await expect(page.getByRole('alert')).toContainText(words.gone);
  for (const name of [words.again, words.legal]) await press(page, name);
  await expect(page.getByRole('button', { name: words.again })).toBeVisible();
  await expect(page.getByRole('button', { name: words.keep })).toHaveCount(0);
  door.close();
});
