/** What there is to find, for whoever keeps it true: what is old, what is doubted, what is not offered, and a file that is looked at before it changes anything. */
import { systemChance } from '../../main/station/chance.ts';
import { CommandId } from '../../shared/domain/ids.ts';
import { recordId } from '../fixtures/directory.ts';
import { openScreen } from '../fixtures/screen.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test } from './centre.ts';
import { putService } from './put-service.ts';

test('[D3] what is old and doubted is made sure of in one click; a file is looked at, told row by row, and its good rows come in', async ({ page, centre }) => {
  await putService(centre.web, 1, { name: 'Vacunas' }, { sectors: ['health'] });
  await putService(centre.web, 2, { name: 'Comedor' }, { sectors: ['food'] });
  const visitor = openScreen(centre.web, 'visitor');
  await visitor.call({ kind: 'directory.doubt', id: CommandId.parse(systemChance.id()), service: '10000000-0000-4000-8000-000000000001' as never });
  visitor.close();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/staff?desk=desk-3`);
  await page.locator('[data-opens=directory]').click();
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: /^Alguien dice que está mal/ }).click();
  await expect(page.getByRole('row', { name: /Vacunas/ })).toContainText('1 persona dice que está mal');
  await expectNoViolations(page, 'directory of staff');
  await page.getByRole('button', { name: 'Sigue igual: Vacunas' }).click();
  await expect(page.getByText('No hay ninguno aquí.')).toBeVisible();
  await page.getByRole('button', { name: /^Todos/ }).click();
  await expect(page.getByRole('row', { name: /Vacunas/ })).not.toContainText('Nunca');
  await page.getByRole('button', { name: 'Dejar de ofrecer: Comedor' }).click();
  await page.getByRole('button', { name: /^No se ofrecen/ }).click();
  await expect(page.getByRole('row', { name: /Comedor/ })).toBeVisible();
  await page.getByRole('button', { name: /^Todos/ }).click();
  await page.getByRole('searchbox').fill('vacu');
  await expect(page.getByRole('row', { name: /Comedor/ })).toHaveCount(0);
  await page.getByRole('searchbox').fill('');

  const services = [{ id: recordId(11), name: 'Clases de baile', status: 'active' }, { id: recordId(12), name: 'Sin estado', status: 'perhaps' }];
  await page.locator('input[type=file]').setInputFiles({ name: 'servicios.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ services })) });
  const dialog = page.getByRole('dialog', { name: 'servicios.json' });
  await expect(dialog.locator('[data-count=added]')).toContainText('1');
  await expect(dialog.locator('[data-count=bad]')).toContainText('1');
  await expect(dialog.getByRole('row', { name: /status/ })).toContainText(recordId(12));
  await expectNoViolations(page, 'a file of services');
  await dialog.getByRole('button', { name: 'Guardar lo que está bien' }).click();
  await expect(dialog.getByRole('heading', { name: 'Listo' })).toBeVisible();
  await dialog.getByRole('button', { name: /Cerrar/ }).click();
  await expect(page.getByRole('row', { name: /Clases de baile/ })).toBeVisible();
  await page.locator('input[type=file]').setInputFiles({ name: 'foto.json', mimeType: 'application/json', buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0]) });
  await expect(page.getByText('No es un archivo de servicios que se conozca aquí.')).toBeVisible();
});
