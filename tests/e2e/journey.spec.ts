/** The main job, from a tap to a wall, in a real browser. */
import { linesOf } from '../fixtures/paper-listener.ts';
import { expect, test } from './centre.ts';

test('[J2] [P4] two taps: the number on the screen is the number on the paper, and the wall calls it', async ({ centre, paper, browser }) => {
  const visitor = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
  const staff = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const display = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await display.addInitScript(() => {
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      if (!this.src.includes('/voice/')) document.documentElement.dataset['chimes'] = String(Number(document.documentElement.dataset['chimes'] ?? 0) + 1);
      return play.call(this);
    };
  });
  await Promise.all([visitor.goto(`${centre.web}/visitor`), staff.goto(`${centre.web}/staff?desk=desk-3`), display.goto(`${centre.web}/display`)]);
  await expect(staff.getByRole('button', { name: /Llamar siguiente/ })).toBeVisible();

  await visitor.getByRole('button', { name: /Tomar un turno/ }).click();
  await visitor.getByRole('button', { name: /Orientación/ }).click();
  const number = visitor.getByTestId('number');
  await expect(number).toHaveText(/A\s?001/);

  const printed = await paper.paper(0);
  expect(printed.strays).toEqual([]);
  expect(linesOf(printed)).toContain('A 001');
  expect(linesOf(printed).join('\n')).toContain('Orientación');
  expect(printed.qrs[0]?.payload).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
  // A network printer that can't answer has confirmed nothing, and the screen does not pretend it did.
  await expect(visitor.getByTestId('paper')).toContainText('Si el papel no sale');

  await staff.getByRole('button', { name: /Llamar siguiente/ }).click();
  await expect(display.getByTestId('display-label')).toHaveText(/A\s?001/);
  await expect(display.getByTestId('display-desk')).toHaveText(/Ventanilla\s3/);
  await expect(display.locator('html')).toHaveAttribute('data-chimes', '1');
  await expect(staff.getByTestId('now-label')).toHaveText(/A\s?001/);

  await expect(staff.getByRole('button', { name: /Atender/ })).toBeEnabled();
  await staff.keyboard.press('Space');
  await expect(staff.getByRole('button', { name: /Terminar/ })).toBeVisible();
  await staff.getByRole('button', { name: /Terminar/ }).click();
  await expect(staff.getByRole('button', { name: /Llamar siguiente/ })).toBeVisible();
});

test('a language is one tap more, and the paper speaks it too', async ({ centre, paper, page }) => {
  await page.goto(`${centre.web}/visitor`);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: /Take a number/ }).click();
  await page.getByRole('button', { name: /Health/ }).click();
  await expect(page.getByTestId('number')).toHaveText(/S\s?001/);
  expect(linesOf(await paper.paper(0)).join('\n')).toContain('Health');
});

test('[Q1] who does not come is noted, and the next one is called', async ({ centre, browser }) => {
  const visitor = await browser.newPage();
  const staff = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await Promise.all([visitor.goto(`${centre.web}/visitor`), staff.goto(`${centre.web}/staff?desk=desk-3`)]);
  for (const label of [/A\s?001/, /A\s?002/]) {
    await visitor.getByRole('button', { name: /Tomar un turno/ }).click();
    await visitor.getByRole('button', { name: /Orientación/ }).click();
    await expect(visitor.getByTestId('number')).toHaveText(label);
    await visitor.getByRole('button', { name: 'Terminar' }).click();
  }
  await staff.getByRole('button', { name: /Llamar siguiente/ }).click();
  await expect(staff.getByTestId('now-label')).toHaveText(/A\s?001/);
  await staff.getByRole('button', { name: /No vino/ }).click();
  await staff.getByRole('button', { name: /Llamar siguiente/ }).click();
  await expect(staff.getByTestId('now-label')).toHaveText(/A\s?002/);
});

test('[N2] the server is gone: a turn is given all the same, and the staff window says so', async ({ centre, browser }) => {
  const visitor = await browser.newPage();
  const staff = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await Promise.all([visitor.goto(`${centre.web}/visitor`), staff.goto(`${centre.web}/staff?desk=desk-3`)]);
  await expect(staff.getByText('En línea')).toBeVisible();
  await centre.server.kill();
  await expect(staff.getByText('En línea')).toBeHidden();
  await visitor.getByRole('button', { name: /Tomar un turno/ }).click();
  await visitor.getByRole('button', { name: /Orientación/ }).click();
  await expect(visitor.getByTestId('number')).toHaveText(/A\s?001/);
  await centre.restartServer();
  await expect(staff.getByText('En línea')).toBeVisible({ timeout: 40_000 });
});

test('[J18] a double tap, or two fingers on two services, is one ticket', async ({ centre, paper, page }) => {
  await page.goto(`${centre.web}/visitor`);
  await page.getByRole('button', { name: /Tomar un turno/ }).click();
  const [first, second] = [page.getByRole('button', { name: /Orientación/ }), page.getByRole('button', { name: /Salud/ })];
  await expect(second).toBeEnabled();
  // All in one turn of the page, before it can draw anything: faster than any person.
  await first.evaluate((one, other) => {
    for (const button of [one, one, other]) if (button instanceof HTMLElement) button.click();
  }, await second.elementHandle());
  await expect(page.getByTestId('number')).toHaveText(/A\s?001/);
  await page.getByRole('button', { name: 'Terminar' }).click();
  await page.getByRole('button', { name: /Tomar un turno/ }).click();
  await page.getByRole('button', { name: /Orientación/ }).click();
  await expect(page.getByTestId('number')).toHaveText(/A\s?002/);
  await paper.paper(1);
  expect(paper.papers.map((each) => linesOf(each).find((line) => /^[A-Z] \d{3}$/.test(line)))).toEqual(['A 001', 'A 002']);
});
