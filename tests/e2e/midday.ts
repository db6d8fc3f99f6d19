/**
 * A centre at which it is about noon, whatever the hour of whoever runs this: it takes people at
 * booked times; its health service gave its last turn of the morning and opens again today; its
 * legal help has few turns a day. Both keep places.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { systemClock } from '../../server/clock.ts';
import { Centre } from '../../shared/domain/centre.ts';
import type { EpochMs } from '../../shared/domain/clock.ts';
import { PriorityId } from '../../shared/domain/ids.ts';
import { startCentre, type RunningCentre } from '../fixtures/centre.ts';
import { testFolder } from '../fixtures/world.ts';
import { expectNoViolations } from './axe.ts';
import { test as base } from './centre.ts';
import { expectNothingOverflows } from './overflow.ts';
import { expectReachable } from './reach.ts';
import { SIZES } from './sizes.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'assets', 'demo', 'centre.json');
const WEEK: Centre['services'][number]['hours'][number]['days'] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const BOOKED = PriorityId.parse('booked');

export const LEGAL_DAILY = 3;

/** The zone where the clock of an instant says between twelve and one. */
function middayZone(now: EpochMs): string {
  const ahead = 12 - new Date(now).getUTCHours();
  // The names of these zones count westwards.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

function atMidday(demo: Centre, now: EpochMs): Centre {
  const allDay = [{ days: WEEK, from: '00:00', to: '23:59' }];
  const inTwo = [{ days: WEEK, from: '00:00', to: '14:00' }, { days: WEEK, from: '15:00', to: '23:59' }];
  return Centre.parse({
    ...demo,
    zone: middayZone(now),
    keepsHours: true,
    priorities: [{ id: BOOKED, icon: 'appointment', name: { es: 'Con cita', en: 'With an appointment' }, byVisitor: false, weight: 2, headStartMin: 0 }],
    appointments: { priority: BOOKED, earlyMin: 30, lateMin: 30 },
    services: demo.services.map((service) => {
      if (service.icon === 'first-aid-kit') return { ...service, hours: inTwo, limits: { lastTurnMin: 240, keptPlaces: 9 } };
      return { ...service, hours: allDay, ...(service.icon === 'scales' ? { limits: { daily: LEGAL_DAILY, keptPlaces: LEGAL_DAILY } } : {}) };
    }),
  });
}

export const test = base.extend<{ midday: RunningCentre }>({
  midday: async ({ paper }, use) => {
    const folder = testFolder();
    const centreFile = join(folder.path, 'centre.json');
    writeFileSync(centreFile, JSON.stringify(atMidday(Centre.parse(JSON.parse(readFileSync(DEMO, 'utf8'))), systemClock.now())));
    const centre = await startCentre({ centreFile, printer: { kind: 'tcp', host: '127.0.0.1', port: paper.port } });
    await use(centre);
    await centre.stop();
    folder.remove();
  },
});

/** One page as it stands, at each size: nothing overflows, all is large enough, and axe finds nothing in the centre's first language. */
export async function look(page: Page, screen: string): Promise<void> {
  for (const size of SIZES.toReversed()) {
    await page.setViewportSize(size);
    const named = `${screen} ${size.width} × ${size.height}`;
    await expectNothingOverflows(page, named);
    await expectReachable(page, named);
  }
  if (!screen.endsWith(' en')) await expectNoViolations(page, screen);
}

/** Presses the button of that name, once it can be pressed. */
export function press(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('button', { name }).click();
}

/** Chooses two of the pictures that are on the page. */
export async function choose(page: Page, pictures: readonly string[]): Promise<void> {
  for (const picture of pictures) await page.locator(`button[data-picture=${picture}]`).click();
}
