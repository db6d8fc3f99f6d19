import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { FakeTimers } from '../../tests/fixtures/fake-timers.ts';
import { MONDAY_NINE, SMALL_CENTRE, testChance, testFolder } from '../../tests/fixtures/world.ts';
import type { StationFrame } from '../../shared/contract/bridge.ts';
import { StationSettings } from '../../shared/contract/settings.ts';
import { Centre } from '../../shared/domain/centre.ts';
import { openStation, type Station } from './station.ts';

const folder = testFolder();
let station: Station | undefined;
afterEach(async () => {
  await station?.close();
  folder.remove();
});

it('[Q8] a screen that nobody touches shows within twenty seconds that a service closed, and is sent nothing before', async () => {
  const hours = [{ days: ['mon'], from: '08:00', to: '09:05' }];
  const centre = Centre.parse({ ...SMALL_CENTRE, keepsHours: true, services: SMALL_CENTRE.services.map((service) => ({ ...service, hours })) });
  const settings = StationSettings.parse({
    web: { host: '127.0.0.1', port: 0 },
    // Nobody listens there.
    server: { url: 'http://127.0.0.1:9' },
    printer: { kind: 'virtual', folder: 'paper' },
  });
  const timers = new FakeTimers();
  station = await openStation({
    setup: { dataDir: folder.path, centre, name: 'kiosk', settings },
    pages: join(import.meta.dirname, '../../tests/electron/pages'),
    clock: timers.clock(MONDAY_NINE),
    chance: testChance(31),
    timers,
    log: pino({ level: 'silent' }),
    onDamaged: () => expect.unreachable(),
  });
  const shown: string[][] = [];
  const take = (frame: StationFrame): void => {
    if (frame.kind === 'view' && frame.view.kind === 'visitor') shown.push(frame.view.services.map(({ turns }) => turns.kind));
  };
  station.screens.connect('visitor', take).receive({ kind: 'watch', frame: 1, query: { kind: 'visitor' } });
  await timers.pass(5 * 60_000 - 1);
  expect(shown).toEqual([['open', 'open']]);
  await timers.pass(20_000);
  expect(shown).toEqual([['open', 'open'], ['closed', 'closed']]);
});
