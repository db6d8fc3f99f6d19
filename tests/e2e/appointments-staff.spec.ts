/** The place of appointments in the staff window: a time is booked, a file is brought in, and brought in again changes nothing; somebody comes for theirs, and one is taken away. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { startCentre, type RunningCentre } from '../fixtures/centre.ts';
import { testFolder } from '../fixtures/world.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test as base } from './centre.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'assets', 'demo', 'centre.json');
const BOOKED = { id: 'booked', icon: 'appointment', name: { es: 'Con cita', en: 'Appointment' }, byVisitor: false, weight: 3, headStartMin: 0 };

/** It is noon there whenever this runs: no day ends under the test. */
const ZONE = ((ahead: number): string => (ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`))(12 - Temporal.Now.zonedDateTimeISO('UTC').hour);

/** The demo centre, where people are taken at a booked time too. */
const test = base.extend<{ withAppointments: RunningCentre }>({
  withAppointments: async ({ paper }, use) => {
    const folder = testFolder();
    const centreFile = join(folder.path, 'centre.json');
    const demo = JSON.parse(readFileSync(DEMO, 'utf8')) as { priorities?: readonly { id: string }[] };
    const priorities = [...(demo.priorities ?? []).filter(({ id }) => id !== BOOKED.id), BOOKED];
    writeFileSync(centreFile, JSON.stringify({ ...demo, zone: ZONE, priorities, appointments: { priority: BOOKED.id, earlyMin: 30, lateMin: 15 } }));
    const centre = await startCentre({ centreFile, printer: { kind: 'tcp', host: '127.0.0.1', port: paper.port } });
    await use(centre);
    await centre.stop();
    folder.remove();
  },
});

test('[J15] a time is booked; a file brings its good rows and no name, and again changes nothing; who comes gets a number, and one is taken away', async ({ page, withAppointments: centre }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/staff?desk=desk-3`);
  await page.getByRole('button', { name: 'Citas' }).click();
  await expect(page.getByText('No hay citas este día.')).toBeVisible();

  // One for this afternoon; they are early, and can't use the kiosk.
  await page.getByLabel('Servicio').selectOption('Orientación');
  await page.getByLabel('Hora', { exact: true }).selectOption('16');
  await page.getByLabel('Minutos').selectOption('30');
  await page.getByRole('button', { name: 'Reservar', exact: true }).click();
  const code = page.getByTestId('code');
  await expect(code).toHaveText(/^\d{3} \d{3}$/);
  const mine = page.getByRole('row', { name: '16:30' });
  await expect(mine).toContainText(await code.innerText());
  await expectNoViolations(page, 'booked');
  await mine.getByRole('button', { name: /^Ya llegó/ }).click();
  await page.keyboard.press('1');
  await expect(page.getByTestId('issued')).toContainText(/A\s001/);
  await expect(mine).toContainText(/Aquí\s*A\s001/);

  // A file with one bad line: the others come in.
  const tomorrow = Temporal.Now.plainDateISO(ZONE).add({ days: 1 }).toString();
  const table = `uid;nombre;servicio;fecha;hora\r\nagenda-1042;Ana Restrepo;orientacion;${tomorrow};09:00\r\nx2;Luis;Dentista;${tomorrow};09:30\r\nx3;Eva;Salud;${tomorrow};10:15\r\n`;
  const bring = async (): Promise<void> => {
    await page.getByLabel('Traer un archivo').setInputFiles({ name: 'citas.csv', mimeType: 'text/csv', buffer: Buffer.from(table, 'latin1') });
    await expect(page.getByRole('row', { name: /^3 servicio/ })).toContainText('Dentista');
    await expect(page.getByText('No se leen, y no se guardan: nombre')).toBeVisible();
  };
  const imported = page.getByTestId('imported');
  await bring();
  await expectNoViolations(page, 'a file');
  await page.getByRole('button', { name: 'Traer 2 citas' }).click();
  await expect(imported).toContainText(/nuevas2/);
  await page.getByRole('button', { name: 'Ver las citas' }).click();
  await expect(page.getByRole('row', { name: /^\d/ })).toHaveCount(2);
  await expect(page.getByRole('row', { name: '10:15' })).toContainText('Salud');

  await bring();
  await page.getByRole('button', { name: 'Traer 2 citas' }).click();
  await expect(imported).toContainText('Nada cambió');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row', { name: /^\d/ })).toHaveCount(2);

  // Nothing on any disk knows whose they are, or what the other program calls them.
  const files = readdirSync(centre.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const telling = files.filter((entry) => /Ana Restrepo|agenda-1042/.test(readFileSync(join(entry.parentPath, entry.name), 'latin1')));
  expect(telling.map(({ name }) => name)).toEqual([]);
  expect(files.filter((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1').includes('appointment.booked')).length).toBeGreaterThan(0);

  // Taken away, asked once.
  await page.getByRole('button', { name: /^Quitar la cita de las 10:15/ }).click();
  await page.keyboard.press('1');
  await expect(page.getByRole('row', { name: '10:15' })).toHaveCount(0);

  // Back at the work, with a key.
  await page.locator('h1').click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /Llamar siguiente/ })).toBeVisible();
});
