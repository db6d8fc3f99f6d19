/** What there is to find, for whoever keeps it true: what is old, what is doubted, what is not offered, and a file that is looked at before it changes anything. */
import { readFile } from 'node:fs/promises';
import { systemChance } from '../../main/station/chance.ts';
import { keyOf } from '../../shared/domain/directory/record.ts';
import { CommandId } from '../../shared/domain/ids.ts';
import { recordId } from '../fixtures/directory.ts';
import { openScreen } from '../fixtures/screen.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test } from './centre.ts';
import { putService, serviceId } from './put-service.ts';

test('[D3] what is old and doubted is made sure of in one click; a file is looked at, told row by row, and its good rows come in', async ({ page, centre }) => {
  await putService(centre.web, 1, { name: 'Vacunas' }, { sectors: ['health'] });
  await putService(centre.web, 2, { name: 'Comedor' }, { sectors: ['food'] });
  const visitor = openScreen(centre.web, 'visitor');
  await visitor.call({ kind: 'directory.doubt', id: CommandId.parse(systemChance.id()), service: serviceId(1) });
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

test('the whole directory is taken out as a file, JSON or tables', async ({ page, centre }) => {
  await putService(centre.web, 4, { name: 'Vacunas' }, { sectors: ['health'] });
  await page.goto(`${centre.web}/staff?desk=desk-3`);
  await page.locator('[data-opens=directory]').click();
  const take = async (form: string): Promise<{ name: string; bytes: Buffer }> => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-exports=${form}]`).click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const json = await take('json');
  await expect(page.getByText(`Listo: ${json.name}`)).toBeVisible();
  expect([json.name, JSON.parse(json.bytes.toString('utf8'))]).toEqual([expect.stringMatching(/\.json$/), expect.objectContaining({ services: [expect.objectContaining({ id: serviceId(4), name: 'Vacunas' })] })]);
  const tables = await take('csv');
  expect([tables.name, tables.bytes.subarray(0, 2).toString()]).toEqual([expect.stringMatching(/\.zip$/), 'PK']);
});

test('[D1] a service is written in two languages with its hours and its place, seen by visitors, changed without losing what no form shows, and deleted', async ({ page, centre }) => {
  await putService(centre.web, 3, { name: 'Asesoría', licenses: 'kept', schedules: [{ id: recordId(70), freq: 'WEEKLY', byday: 'MO,TU', opens_at: '08:00', closes_at: '12:00' }] }, { sectors: ['protection'] });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/staff?desk=desk-3`);
  await page.locator('[data-opens=directory]').click();
  await page.getByRole('button', { name: 'Nuevo servicio' }).click();
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('Escriba el nombre del servicio.')).toBeVisible();
  await page.getByLabel('Nombre', { exact: true }).fill('Ropero');
  await page.getByLabel('Qué ofrece').fill('Ropa para el frío.');
  await page.getByRole('button', { name: 'Agregar algo que llevar' }).click();
  await page.getByLabel('Hay que llevar: 1', { exact: true }).fill('Una bolsa');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByLabel('Nombre', { exact: true }).fill('Clothes');
  await page.getByRole('button', { name: 'Protección', exact: true }).click();
  await page.getByRole('button', { name: 'Agregar horas: lunes' }).click();
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('A un horario le falta la hora de inicio o la de fin.')).toBeVisible();
  await page.getByLabel('lunes, desde').fill('09:00');
  await page.getByLabel('lunes, hasta').fill('13:00');
  await page.getByRole('button', { name: 'Lunes a viernes como el lunes' }).click();
  await page.getByRole('button', { name: 'Elegir la organización' }).click();
  await page.getByLabel('Buscar, o escribir un nombre nuevo').fill('Cruz Roja');
  await page.getByRole('button', { name: 'Crear «Cruz Roja»' }).click();
  await page.getByRole('button', { name: 'Agregar un lugar' }).click();
  await page.getByLabel('Buscar, o escribir un nombre nuevo').fill('Casa azul');
  await page.getByRole('button', { name: 'Crear «Casa azul»' }).click();
  await page.getByLabel('Dirección').fill('Calle 12 # 4-30');
  await page.getByLabel('Latitud y longitud').fill('aquí');
  await expect(page.getByText('Escriba dos números, con una coma entre ellos.')).toBeVisible();
  await page.getByLabel('Latitud y longitud').fill('4.5981, -74.0758');
  await expectNoViolations(page, 'a service in the staff window');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('Todo está guardado.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ropero');

  // Another service names the same place and changes its hours; what no form shows is still there.
  await page.getByRole('button', { name: 'Volver a los servicios' }).click();
  await page.getByRole('button', { name: 'Cambiar: Asesoría' }).click();
  await page.getByLabel('lunes, hasta').fill('11:00');
  await page.getByRole('button', { name: 'Agregar un lugar' }).click();
  await page.getByRole('button', { name: /^Casa azul/ }).click();
  await expect(page.getByText('Lo usa otro servicio: cambia también allí.')).toBeVisible();
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('Todo está guardado.')).toBeVisible();
  const staff = openScreen(centre.web, 'staff');
  const stands = await staff.until({ kind: 'record', record: keyOf('service', serviceId(3)) }, () => true);
  expect(stands.record).toMatchObject({ hsds: { licenses: 'kept', schedules: [{ byday: 'TU', closes_at: '12:00' }, { byday: 'MO', closes_at: '11:00' }] }, beside: { sectors: ['protection'], verified: { by: 'Equipo del centro' } } });
  const shown = await staff.until({ kind: 'names', of: 'location', words: 'casa' }, () => true);
  expect(shown.rows).toMatchObject([{ name: 'Casa azul', services: 2 }]);
  staff.close();

  await page.getByLabel('Nombre', { exact: true }).fill('Otra cosa');
  await page.getByRole('button', { name: 'Volver a los servicios' }).click();
  await page.getByRole('button', { name: 'Salir sin guardar' }).click();
  await page.getByRole('button', { name: 'Cambiar: Ropero' }).click();
  await page.getByRole('button', { name: 'Borrar el servicio' }).click();
  await page.getByRole('button', { name: 'Borrarlo' }).click();
  await expect(page.getByRole('row', { name: /Asesoría/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Ropero/ })).toHaveCount(0);
});
