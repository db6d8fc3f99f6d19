/** The streets around the house: from a service's page to a picture of the way, drawn from a file; and without one, none is missed. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { systemChance } from '../../main/station/chance.ts';
import { at, placeRecord, recordId, serviceRecord } from '../fixtures/directory.ts';
import { startCentre } from '../fixtures/centre.ts';
import { openScreen } from '../fixtures/screen.ts';
import { streetsAround } from '../fixtures/streets.ts';
import type { DirectoryRecord } from '../../shared/domain/directory/record.ts';
import { CommandId } from '../../shared/domain/ids.ts';
import { expect, test } from './centre.ts';
import { expectInMode } from './modes.ts';
import { SIZES } from './sizes.ts';

/** Where the demo centre stands. */
const HERE = { lat: 4.5981, lon: -74.0758 };

async function put(web: string, ...records: readonly DirectoryRecord[]): Promise<void> {
  const staff = openScreen(web, 'staff');
  for (const record of records) {
    const reply = await staff.call({ kind: 'directory.put', id: CommandId.parse(systemChance.id()), record });
    if (reply.kind !== 'done') throw new Error(JSON.stringify(reply));
  }
  staff.close();
}

async function press(page: Page, which: string): Promise<void> {
  const button = page.locator(which).first();
  await expect(button).toBeEnabled();
  await button.click();
}

async function toService(page: Page, web: string): Promise<void> {
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${web}/visitor`);
  await press(page, '[data-finds=services]');
  await press(page, 'li button');
  await press(page, 'li button');
  await expect(page.getByRole('heading', { name: 'Vacunas' })).toBeVisible();
}

const place = (lat: number): DirectoryRecord => placeRecord(60, { name: 'Casa azul', latitude: lat, longitude: -74.0718, addresses: [{ id: recordId(860), address_1: 'Calle 12 # 4-30', city: 'Bogotá' }] });
const service = serviceRecord(1, { name: 'Vacunas', service_at_locations: [at(60)] }, { sectors: ['health'] });

test('a place among its streets, closer and further, said in words as well; a place beyond the map is said so', async ({ page }) => {
  const centre = await startCentre({ streets: streetsAround(HERE), printer: { kind: 'virtual', folder: mkdtempSync(join(tmpdir(), 'umbral-test-')) } });
  try {
    await put(centre.web, place(4.6021), service);
    await toService(page, centre.web);
    const outside: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(centre.web)) outside.push(request.url());
    });
    await press(page, '[data-shows=streets]');
    await expect(page.getByRole('heading', { name: 'Casa azul' })).toBeFocused();
    await expect(page.getByText('Calle 12 # 4-30, Bogotá')).toBeVisible();
    const canvas = page.getByTestId('streets').locator('canvas');
    await expect(canvas).toBeVisible();
    // One colour packs into almost nothing; streets, names and houses don't.
    await expect.poll(async () => (await canvas.screenshot()).length).toBeGreaterThan(10_000);
    await expectInMode(page, 'normal', 'streets', true);
    await expectInMode(page, 'contrast', 'streets', false);
    await press(page, 'button:has-text("Más cerca")');
    await press(page, 'button:has-text("Más cerca")');
    await press(page, 'button:has-text("Más cerca")');
    await expect(page.getByRole('button', { name: 'Más cerca' })).toBeDisabled();
    expect(outside).toEqual([]);
    await press(page, 'footer button');
    await expect(page.getByRole('heading', { name: 'Vacunas' })).toBeVisible();

    await put(centre.web, place(4.9));
    await toService(page, centre.web);
    await press(page, '[data-shows=streets]');
    await expect(page.getByRole('status')).toContainText('Muestre la dirección a una persona');
  } finally {
    await centre.stop();
  }
});

test('without a file of streets nothing leads to them', async ({ page, centre }) => {
  await put(centre.web, place(4.6021), service);
  await toService(page, centre.web);
  await expect(page.locator('[data-shows=streets]')).toHaveCount(0);
});
