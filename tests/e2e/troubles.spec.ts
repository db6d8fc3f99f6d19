/** What goes wrong has a face, which goes away by itself: over a wire that says so of the station’s printers. */
import type { Page } from '@playwright/test';
import { expect, test } from './centre.ts';
import { expectNothingOverflows } from './overflow.ts';
import { onEach } from './sizes.ts';

/** Says on the way whether paper comes out. */
async function withPaper(page: Page, gives: boolean): Promise<void> {
  await page.unrouteAll();
  await page.routeWebSocket(/\/bridge\//, (socket) => {
    const station = socket.connectToServer();
    station.onMessage((message) => socket.send(String(message).replace(/"givesPaper":\w+/, `"givesPaper":${gives}`)));
  });
}

test('where no paper comes out, people know before they ask, at every size; and the words go with the trouble', async ({ page, centre }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await withPaper(page, false);
  await page.goto(`${centre.web}/visitor`);
  const said = page.getByTestId('no-paper');
  // Its words are the longest.
  await page.getByRole('button', { name: 'Français' }).click();
  const door = page.getByRole('button', { name: /Prendre un numéro/ });
  await expect(door).toContainText('Pas de papier');
  await onEach(page, ({ width }) => expectNothingOverflows(page, `home ${width}`));
  await withPaper(page, true);
  await page.reload();
  await expect(page.getByRole('button', { name: /Tomar un turno/ })).toBeVisible();
  await expect(said).toHaveCount(0);
});
