/** The wall's calls, seen and heard: each has its turn, none flashes past, none is said over another. */
import type { Page } from '@playwright/test';
import { systemChance } from '../../main/station/chance.ts';
import { CommandId, DeskId, ServiceId } from '../../shared/domain/ids.ts';
import { openScreen } from '../fixtures/screen.ts';
import { need, VOICE_PARTS } from '../fixtures/parts.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test } from './centre.ts';
import { expectNothingOverflows } from './overflow.ts';
import { onEach, SIZES } from './sizes.ts';

declare global {
  interface Window {
    /** What was played, in order; only here. */
    sounds: string[];
  }
}

/** Each sound lasts a tenth of a second here; which they are, in what order and whether one is played over another is what counts. */
async function listenIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.sounds = [];
    let speaking = 0;
    HTMLMediaElement.prototype.play = function play(this: HTMLMediaElement) {
      const { pathname } = new URL(this.src);
      const isVoice = pathname.startsWith('/voice/');
      if (isVoice && speaking > 0) window.sounds.push('over another');
      window.sounds.push(isVoice ? pathname : 'chime');
      if (isVoice) speaking += 1;
      setTimeout(() => {
        if (isVoice) speaking -= 1;
        this.dispatchEvent(new Event('ended'));
      }, 100);
      return Promise.resolve();
    };
  });
}

/** In words, a round each. */
async function heard(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { default: index } = (await import('/voice/es/index.js' as string)) as { default: Record<string, string> };
    const words = new Map(Object.entries(index).map(([key, name]) => [`/voice/es/${name}.opus`, key]));
    return window.sounds.map((sound) => words.get(sound) ?? sound).join(' ').split(/(?=\bturno\b|\bchime\b)/).map((each) => each.trim());
  });
}

test('[X3] two calls in a breath: the first is large, rung for and said, the second in the list at once and large after it, said twice', async ({ page, centre }) => {
  need(test.skip, ...VOICE_PARTS);
  const id = (): CommandId => CommandId.parse(systemChance.id());
  const [visitor, staff] = [openScreen(centre.web, 'visitor'), openScreen(centre.web, 'staff')];
  for (let turns = 0; turns < 2; turns += 1) await visitor.call({ kind: 'ticket.issue', id: id(), service: ServiceId.parse('orientation'), language: 'es' });
  await listenIn(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(`${centre.web}/display`);
  const large = page.getByTestId('display-label');
  await expect(page.getByRole('heading')).toBeVisible();
  for (const desk of ['desk-1', 'desk-3']) await staff.call({ kind: 'desk.callNext', id: id(), desk: DeskId.parse(desk) });
  await expect(large).toHaveText(/A\s?001/);
  await expect(page.getByRole('listitem').filter({ hasText: /A\s?002/ })).toBeVisible();
  await expect(large).toHaveText(/A\s?001/);
  await expect(large).toHaveText(/A\s?002/);
  await expect(page.getByRole('listitem').filter({ hasText: /A\s?001/ })).toBeVisible();
  await expect.poll(() => heard(page)).toEqual(['chime', 'turno A 1 pase a la ventanilla 1', 'chime', 'turno A 2 pase a la ventanilla 3', 'turno A 2 pase a la ventanilla 3']);
  visitor.close();
  staff.close();
});

test('[E9] a notice takes the wall and the visitor’s screen in two touches, in all languages of the house, and gives them back with one; a call meanwhile is told after it', async ({ page, centre }) => {
  const id = (): CommandId => CommandId.parse(systemChance.id());
  const [wall, visitor] = [await page.context().newPage(), await page.context().newPage()];
  await wall.setViewportSize(SIZES[1]);
  await Promise.all([wall.goto(`${centre.web}/display`), visitor.goto(`${centre.web}/visitor`), page.goto(`${centre.web}/staff?desk=desk-3`)]);
  await visitor.getByRole('button', { name: 'English' }).click();
  await expect(visitor.getByRole('button', { name: /Take a number/ })).toBeVisible();
  await page.setViewportSize(SIZES[2]);
  await page.locator('[data-opens=notice]').click();
  await expectNoViolations(page, 'choosing a notice');
  await page.keyboard.press('4');
  await page.getByRole('button', { name: 'Mostrar en todas las pantallas' }).click();
  for (const [screen, language, words] of [[wall, 'es', 'Ahora no se atiende.'], [visitor, 'en', 'We can’t attend to you now.']] as const) {
    await expect(screen.getByRole('heading', { level: 1 })).toContainText(words);
    await expect(screen.getByRole('heading', { level: 1 })).toHaveAttribute('lang', language);
    await expect(screen.locator('[data-notice] li[lang=ar]')).toBeVisible();
    await expectNoViolations(screen, `a notice in ${language}`);
    await onEach(screen, () => expectNothingOverflows(screen, `a notice in ${language}`));
  }
  const [kiosk, desk] = [openScreen(centre.web, 'visitor'), openScreen(centre.web, 'staff')];
  await kiosk.call({ kind: 'ticket.issue', id: id(), service: ServiceId.parse('orientation'), language: 'es' });
  await desk.call({ kind: 'desk.callNext', id: id(), desk: DeskId.parse('desk-1') });
  await expect(page.getByTestId('notice')).toContainText('Ahora no se atiende.');
  await expectNoViolations(page, 'the staff window under a notice');
  await page.getByRole('button', { name: 'Quitar el aviso' }).click();
  await expect(wall.getByTestId('display-label')).toHaveText(/A\s?001/);
  // As it was left: in their language.
  await expect(visitor.getByRole('button', { name: /Take a number/ })).toBeVisible();
  for (const screen of [kiosk, desk]) screen.close();
});

test('[E9] words of the centre’s own are shown as they were written, and the next notice takes their place', async ({ page, centre }) => {
  await page.setViewportSize(SIZES[2]);
  await page.goto(`${centre.web}/staff?desk=desk-3`);
  await page.locator('[data-opens=notice]').click();
  await page.getByRole('button', { name: 'Otro texto' }).click();
  await page.getByLabel('Texto del aviso (Español)').fill('Hoy no hay agua en la casa.');
  await page.getByRole('button', { name: 'Mostrar en todas las pantallas' }).click();
  const display = openScreen(centre.web, 'display');
  const { notice } = await display.until({ kind: 'display' }, (view) => view.notice !== null);
  expect(notice?.says).toEqual({ kind: 'own', text: { es: 'Hoy no hay agua en la casa.' } });
  await expect(page.getByTestId('notice')).toContainText('Hoy no hay agua en la casa.');
  display.close();
});

test('[E8] while nobody is called, the last call and what there is to come to take turns, and the next call comes before both', async ({ page, centre }) => {
  const id = (): CommandId => CommandId.parse(systemChance.id());
  const [kiosk, desk] = [openScreen(centre.web, 'visitor'), openScreen(centre.web, 'staff')];
  const call = async (at: string): Promise<void> => {
    await kiosk.call({ kind: 'ticket.issue', id: id(), service: ServiceId.parse('orientation'), language: 'es' });
    await desk.call({ kind: 'desk.callNext', id: id(), desk: DeskId.parse(at) });
  };
  await call('desk-1');
  await page.clock.install();
  await page.setViewportSize(SIZES[1]);
  await page.goto(`${centre.web}/display`);
  const large = page.getByTestId('display-label');
  await expect(large).toHaveText(/A\s?001/);
  await page.clock.runFor(61_000);
  const coming = page.getByTestId('coming');
  await expect(coming.getByRole('listitem')).toHaveCount(4);
  await expect(page.getByRole('listitem').filter({ hasText: /A\s?001/ })).toBeVisible();
  await expectNoViolations(page, 'what there is to come to, on the wall');
  await onEach(page, () => expectNothingOverflows(page, 'what there is to come to, on the wall'));
  await page.clock.runFor(21_000);
  await expect(large).toHaveText(/A\s?001/);
  await page.clock.runFor(20_000);
  await expect(coming).toBeVisible();
  await call('desk-3');
  await expect(large).toHaveText(/A\s?002/);
  await expect(coming).toHaveCount(0);
  for (const screen of [kiosk, desk]) screen.close();
});
