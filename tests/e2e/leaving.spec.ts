/** A visitor gives the turn up on the screen that gave it: asked once more, done once, and not once it is called. */
import { DeskId } from '../../shared/domain/ids.ts';
import { openScreen } from '../fixtures/screen.ts';
import { commandIds, testChance } from '../fixtures/world.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test } from './centre.ts';
import { expectNothingOverflows } from './overflow.ts';
import { onEach, SIZES } from './sizes.ts';

const newId = commandIds(testChance(41));

const WORDS = {
  es: { speak: 'Español', turn: /Tomar un turno/, guidance: /Orientación/, leave: 'Dejar la fila', stay: 'No, sigo en la fila', yes: 'Sí, dejarla', left: 'Dejó la fila', stays: 'Le llaman: pase a la ventanilla 3.', finish: 'Terminar' },
  en: { speak: 'English', turn: /Take a number/, guidance: /Guidance/, leave: 'Leave the queue', stay: 'No, I stay', yes: 'Yes, leave', left: 'You left the queue', stays: 'You are called: go to desk 3.', finish: 'Finish' },
} as const;

test('[Q1] leaving the queue: whoever means it is called no more, whoever was called stays', async ({ page, centre }) => {
  test.setTimeout(120_000);
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/visitor`);
  const staff = openScreen(centre.web, 'staff');
  const desk = DeskId.parse('desk-3');
  const press = (name: string | RegExp): Promise<void> => page.getByRole('button', { name }).click();
  const look = async (screen: string): Promise<void> => {
    await expect(page.getByRole('button').first()).toBeEnabled();
    await expectNoViolations(page, screen);
    await onEach(page, async ({ width }) => expectNothingOverflows(page, `${screen} ${width}`));
  };
  for (const language of ['es', 'en'] as const) {
    const words = WORDS[language];
    for (const name of [words.speak, words.turn, words.guidance]) await press(name);
    await look(`ticket ${language}`);
    await press(words.leave);
    await look(`leaving ${language}`);
    await press(words.stay);
    await expect(page.getByTestId('number')).toBeVisible();
    await press(words.leave);
    await press(words.yes);
    await expect(page.getByRole('heading')).toHaveText(words.left);
    await look(`left ${language}`);
    await press(words.finish);
    expect((await staff.until({ kind: 'staff', desk }, () => true)).waitingCount).toBe(0);

    for (const name of [words.speak, words.turn, words.guidance, words.leave]) await press(name);
    const called = await staff.call({ kind: 'desk.callNext', id: newId(), desk });
    expect(called.kind).toBe('done');
    await press(words.yes);
    await expect(page.getByText(words.stays).last()).toBeVisible();
    await look(`stays ${language}`);
    await press(words.finish);
    const { now } = await staff.until({ kind: 'staff', desk }, (view) => view.now.kind === 'called');
    if (now.kind === 'called') await staff.call({ kind: 'desk.noShow', id: newId(), desk, visit: now.visit });
  }
  staff.close();
});
