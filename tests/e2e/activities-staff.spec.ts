/** The coordinators' calendar in the staff window: a series is planned, one date is called off, and a city's calendar is brought in, once, and taken out without a name. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { Temporal } from 'temporal-polyfill';
import { LocalTime } from '../../shared/domain/events/local.ts';
import { systemChance } from '../../main/station/chance.ts';
import { CommandId } from '../../shared/domain/ids.ts';
import { openScreen } from '../fixtures/screen.ts';
import { aSeries } from '../fixtures/events/series.ts';
import { madridCalendar } from '../fixtures/events/madrid.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test } from './centre.ts';
import { putSeries } from './put-series.ts';
import { onEach } from './sizes.ts';

const ZONE = 'America/Bogota';
const TERMS = { partyAtMost: 5, closesMinutes: 0, opensDays: 60, seatsAhead: 0, holdHours: 24, takesPhone: false, questions: [] };

async function openActivities(page: Page, web: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${web}/staff?desk=desk-3`);
  await page.locator('[data-opens=activities]').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Actividades' })).toBeVisible();
}

/** Looked at on each size: nothing is cut, and axe finds nothing. */
async function expectSound(page: Page, what: string): Promise<void> {
  await onEach(page, async ({ width }) => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${what}, ${width}`).toBeLessThanOrEqual(width);
    await expectNoViolations(page, what);
    if (process.env['UMBRAL_LOOK']) await page.screenshot({ path: `${process.env['UMBRAL_LOOK']}/${what.replaceAll(' ', '-')}-${width}.png` });
  });
  await page.setViewportSize({ width: 1280, height: 800 });
}

test('[E2] a series is planned in its form and stands in the month; what is lacking is said, and a clash before it is saved', async ({ page, centre }) => {
  const day = Temporal.Now.plainDateISO(ZONE).add({ days: 1 });
  await openActivities(page, centre.web);
  await expectSound(page, 'an empty month');
  await page.locator('[data-act=new]').click();
  await page.locator('[data-act=save]').click();
  await expect(page.locator('[aria-invalid=true]').first()).toBeFocused();
  await expectSound(page, 'a form that lacks something');
  await page.getByLabel('Nombre', { exact: true }).fill('Costura básica');
  await page.getByLabel('Primer día').fill(day.toString());
  await page.getByLabel('Desde').fill('18:00');
  await page.getByLabel('Hasta').fill('19:30');
  await page.getByLabel('Cuántas personas caben').fill('12');
  await page.locator('label', { hasText: /inscri/i }).first().click();
  await expectSound(page, 'a form');
  await page.locator('[data-act=save]').click();
  await expect(page.locator('[data-act=drop]')).toBeVisible();
  await page.locator('h1').click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /Costura básica/ }).first()).toBeVisible();
  await expectSound(page, 'a month');
});

test('[E2] one date is called off with word of who comes, and taken back; the rest stay', async ({ page, centre }) => {
  const day = Temporal.Now.plainDateISO(ZONE).add({ days: 1 });
  await putSeries(centre.web, aSeries({ rule: 'FREQ=WEEKLY', start: LocalTime.parse(`${day.toString()}T10:00`), capacity: 8, signup: TERMS }));
  await openActivities(page, centre.web);
  await page.locator('[data-span=list]').click();
  await page.getByRole('button', { name: /Taller de costura/ }).first().click();
  const card = page.getByTestId('date');
  await expectSound(page, 'a date in hand');
  const staff = openScreen(centre.web, 'staff');
  await staff.call({ kind: 'signup.make', id: CommandId.parse(systemChance.id()), series: aSeries().id, date: LocalTime.parse(`${day.toString()}T10:00`), party: { adults: 3, children: { upTo5: 0, upTo11: 0, upTo17: 0 } }, language: 'es', answers: [], name: null, phone: null, consent: null });
  staff.close();
  await expect(card).toContainText('3 de 8');
  await card.locator('[data-act=callOff]').click();
  await expect(page.getByRole('dialog')).toContainText('3 personas tienen lugar.');
  await page.keyboard.press('2');
  await expect(card).toContainText(/[Cc]ancelad/);
  await expectSound(page, 'a date called off');
  await card.locator('[data-act=restore]').click();
  await expect(card.locator('[data-act=callOff]')).toBeVisible();
});

test('[E2] a city’s calendar is looked at, brought in and the same the second time; taken out it names nobody', async ({ page, centre }) => {
  await openActivities(page, centre.web);
  const file = { name: 'madrid.ics', mimeType: 'text/calendar', buffer: Buffer.from(`${madridCalendar().replace(/END:VCALENDAR\s*$/, '')}BEGIN:VEVENT\r\nUID:roto\r\nSUMMARY:Rota\r\nDTSTART:2021-13-45\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`) };
  const bring = async (): Promise<void> => {
    await page.getByTestId('files').locator('input[type=file]').setInputFiles(file);
  };
  const counts = page.locator('[data-count=added] dd');
  await bring();
  await expect(counts).toHaveText('181');
  await expect(page.getByRole('dialog')).toContainText('1 aviso');
  await expectSound(page, 'a calendar looked at');
  await page.locator('[data-act=bring]').click();
  await expect(page.getByTestId('imported')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Ver el calendario' }).click();
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('2021');
  await expectSound(page, 'a full month');

  await bring();
  await expect(page.locator('[data-count=same] dd')).toHaveText('181');
  await expect(page.locator('[data-act=bring]')).toHaveCount(0);
  await page.keyboard.press('Escape');

  const download = page.waitForEvent('download');
  await page.locator('[data-act=take]').first().click();
  const taken = readFileSync(await (await download).path(), 'utf8');
  expect(taken.match(/BEGIN:VEVENT/g)?.length).toBeGreaterThanOrEqual(181);
  expect(taken).not.toMatch(/ATTENDEE|ORGANIZER|mailto/i);
});
