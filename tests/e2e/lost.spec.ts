/** A visitor lost the paper: two pictures find the turn again, and print it once more. */
import type { Locator, Page } from '@playwright/test';
import { ServiceId } from '../../shared/domain/ids.ts';
import { spellLabel, type Label } from '../../shared/domain/label.ts';
import { PICTURES, picturesOf, type Pictures } from '../../shared/domain/pictures.ts';
import { linesOf } from '../fixtures/paper-listener.ts';
import { openScreen } from '../fixtures/screen.ts';
import { commandIds, testChance } from '../fixtures/world.ts';
import { expect } from './centre.ts';
import { choose, look, press, test } from './midday.ts';

const newId = commandIds(testChance(83));

const WORDS = {
  es: { speak: 'Español', turn: /Tomar un turno/, work: 'Trabajo', finish: 'Terminar', lost: 'Perdí mi papel', search: 'Buscar', retry: 'Probar otra vez', reprint: 'Imprimir otra vez', taken: /papel no sale/, leave: 'Dejar la fila', which: '¿Cuál es el suyo?', back: 'Volver', home: 'Volver al inicio' },
  en: { speak: 'English', turn: /Take a number/, work: 'Papers', finish: 'Finish', lost: 'I lost my paper', search: 'Search', retry: 'Try again', reprint: 'Print again', taken: /no paper comes out/, leave: 'Leave the queue', which: 'Which one is yours?', back: 'Go back', home: 'Go to the start' },
} as const;

test('[X1] a turn is found again by its service and its two pictures, and printed once more; nobody gives it up who only knows those', async ({ page, midday: centre, paper }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/visitor`);
  for (const [nth, language] of (['es', 'en'] as const).entries()) {
    const words = WORDS[language];
    for (const name of [words.speak, words.turn, new RegExp(`^${words.work}`)]) await press(page, name);
    const number = await page.getByTestId('number').textContent() ?? '';
    const pictures = await page.getByTestId('pictures').locator('[data-picture]').evaluateAll((drawn) => drawn.map((each) => each.getAttribute('data-picture') ?? ''));
    expect(pictures).toHaveLength(2);
    await look(page, `ticket ${language}`);
    await press(page, words.finish);

    for (const name of [words.speak, words.lost]) await press(page, name);
    await look(page, `lost ${language}`);
    await press(page, words.work);
    const others = ['bird', 'fish', 'cat'].filter((each) => !pictures.includes(each)).slice(0, 2);
    await expect(page.getByRole('button', { name: words.search })).toBeDisabled();
    await choose(page, others);
    await expect(page.locator('[aria-pressed=true]')).toHaveCount(2);
    await look(page, `pictures ${language}`);
    await press(page, words.search);
    await expect(page.getByRole('alert')).toBeVisible();
    await press(page, words.retry);
    await expect(page.locator('[aria-pressed=true]')).toHaveCount(0);
    await choose(page, pictures);
    await press(page, words.search);
    await expect(page.getByTestId('number')).toHaveText(number);
    await look(page, `found ${language}`);
    await press(page, words.reprint);
    const copy = linesOf(await paper.paper(nth * 2 + 1)).join(' ');
    // A paper has no space that does not break.
    expect(copy).toContain(number.replace('\u00a0', ' '));
    expect(copy).toMatch(language === 'es' ? /COPIA/ : /COPY/);
    await expect(page.getByTestId('paper')).toContainText(words.taken);
    // Two pictures can be guessed: who finds a turn by them does not give it up for somebody else.
    await expect(page.getByRole('button', { name: words.leave })).toHaveCount(0);
    await press(page, words.finish);
  }
});

/** Goes to a button with Tab alone, and presses it with Enter. */
async function reach(page: Page, button: Locator): Promise<void> {
  await expect(button).toBeEnabled();
  for (let n = 0; n < 40 && !(await button.evaluate((each) => each === document.activeElement)); n += 1) await page.keyboard.press('Tab');
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
}

test('[X1] several with the same pictures are asked which they are; all with keys alone', async ({ page, midday: centre }) => {
  const door = openScreen(centre.web, 'visitor');
  const seen = new Map<string, Label>();
  let twins: { pictures: Pictures; labels: Label[] } | undefined;
  // Of 120 pairs one comes twice before long.
  while (!twins) {
    const reply = await door.call({ kind: 'ticket.issue', id: newId(), service: ServiceId.parse('employment'), language: 'es' });
    if (reply.kind !== 'done' || reply.outcome.kind !== 'issued') throw new Error(JSON.stringify(reply));
    const pictures = picturesOf(reply.outcome.visit);
    const before = seen.get(pictures.join());
    if (before) twins = { pictures, labels: [before, reply.outcome.label] };
    seen.set(pictures.join(), reply.outcome.label);
  }
  door.close();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/visitor`);
  const words = WORDS.es;
  for (const name of [words.lost, words.work]) await reach(page, page.getByRole('button', { name }));
  const [one, other] = twins.pictures;
  // One that is none of theirs is chosen, and taken back.
  const wrong = PICTURES.find((picture) => picture !== one && picture !== other);
  for (const picture of [wrong, one, wrong, other]) await reach(page, page.locator(`button[data-picture=${picture}]`));
  await expect(page.locator('[aria-pressed=true]')).toHaveCount(2);
  await reach(page, page.getByRole('button', { name: words.search }));
  await expect(page.getByRole('heading')).toHaveText(words.which);
  await look(page, 'which');
  const [, second] = twins.labels;
  if (!second) throw new Error('two are alike');
  await reach(page, page.getByRole('button', { name: spellLabel(second) }));
  await expect(page.getByTestId('number')).toHaveText(spellLabel(second));
  await press(page, words.finish);
  await expect(page.getByRole('button', { name: words.turn })).toBeVisible();
});
