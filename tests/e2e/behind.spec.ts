/** A page that is older than its station, in a real browser: frames it can't read, put on a real wire. */
import type { Page } from '@playwright/test';
import { expect, test } from './centre.ts';

/** Opens a screen whose wire also carries what the test says. */
async function openBehind(page: Page, address: string): Promise<{ say: (frame: object) => void; loads: () => number }> {
  let say: (frame: object) => void = () => { throw new Error('no wire yet'); };
  let loads = 0;
  page.on('load', () => { loads += 1; });
  await page.clock.install();
  await page.routeWebSocket(/\/bridge\//, (socket) => {
    socket.connectToServer();
    say = (frame) => { socket.send(JSON.stringify(frame)); };
  });
  await page.goto(address);
  return { say: (frame) => { say(frame); }, loads: () => loads };
}

const NEWER = { kind: 'reply', frame: 1, reply: { kind: 'postponed', until: 'tomorrow' } };

test('[P4] a page that can’t read its station is loaded again, but not from under a visitor’s number', async ({ centre, page }) => {
  const { say, loads } = await openBehind(page, `${centre.web}/visitor`);
  await page.getByRole('button', { name: /Tomar un turno/ }).click();
  await page.getByRole('button', { name: /Orientación/ }).click();
  await expect(page.getByTestId('number')).toHaveText(/A\s001/);
  await page.clock.fastForward(31_000);
  say(NEWER);
  // The number waits for its visitor; a second frame changes nothing.
  say(NEWER);
  await expect(page.getByRole('button', { name: 'Terminar' })).toBeEnabled();
  await expect(page.getByTestId('number')).toBeVisible();
  expect(loads()).toBe(1);
  await page.getByRole('button', { name: 'Terminar' }).click();
  await expect.poll(loads).toBe(2);
  await expect(page.getByRole('button', { name: /Tomar un turno/ })).toBeEnabled();
});

test('a page that was just loaded stays half a minute before it is loaded again', async ({ centre, page }) => {
  const { say, loads } = await openBehind(page, `${centre.web}/display`);
  await expect(page.getByRole('heading')).toBeVisible();
  say(NEWER);
  await page.clock.runFor(15_000);
  expect(loads()).toBe(1);
  await page.clock.runFor(16_000);
  await expect.poll(loads).toBe(2);
  await expect(page.getByRole('heading')).toBeVisible();
});

test('a call that waits for the wire is not made for a desk that was left', async ({ centre, browser }) => {
  const visitor = await browser.newPage();
  await visitor.goto(`${centre.web}/visitor`);
  await visitor.getByRole('button', { name: /Tomar un turno/ }).click();
  await visitor.getByRole('button', { name: /Orientación/ }).click();
  await expect(visitor.getByTestId('number')).toHaveText(/A\s001/);

  const staff = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await staff.goto(`${centre.web}/staff?desk=desk-3`);
  await expect(staff.getByRole('button', { name: /Llamar siguiente/ })).toBeVisible();
  await centre.station.kill();
  await expect(staff.getByText('Reconectando…')).toBeVisible();
  await staff.getByRole('button', { name: /Llamar siguiente/ }).click();
  await staff.getByRole('button', { name: 'Cambiar de ventanilla' }).click();
  await centre.restartStation();
  await staff.getByRole('button', { name: /Ventanilla\s1/ }).click();
  await staff.getByRole('button', { name: /Llamar siguiente/ }).click();
  await expect(staff.getByTestId('now-label')).toHaveText(/A\s001/);
});
