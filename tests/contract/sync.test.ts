/** A station and the centre's server, real processes over real sockets: the order comes back whole. */
import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Command } from '../../shared/contract/commands.ts';
import { CommandId, ServiceId } from '../../shared/domain/ids.ts';
import { systemChance } from '../../main/station/chance.ts';
import { startCentre, type RunningCentre } from '../fixtures/centre.ts';
import { openScreen, type TestScreen } from '../fixtures/screen.ts';
import { DESK_3 } from '../fixtures/world.ts';

let centre: RunningCentre | undefined;
const screens: TestScreen[] = [];
afterEach(async () => {
  for (const screen of screens.splice(0)) screen.close();
  await centre?.stop();
  centre = undefined;
}, 30_000);

const issue = (): Command => ({ kind: 'ticket.issue', id: CommandId.parse(systemChance.id()), service: ServiceId.parse('orientation'), language: 'es' });

function open(web: string, trust: 'visitor' | 'staff'): TestScreen {
  const screen = openScreen(web, trust);
  screens.push(screen);
  return screen;
}

/** How many tickets this station has given, and how many of them have their place. */
interface Counts {
  given: number;
  placed: number;
}

function count(file: string): Counts {
  const db = new Database(file, { readonly: true });
  const ticketsIn = (table: 'places' | 'own'): number =>
    db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table} WHERE json_extract(bytes, '$.type') = 'ticket.issued'`).get()?.n ?? 0;
  const [placed, pending] = [ticketsIn('places'), ticketsIn('own')];
  db.close();
  return { given: placed + pending, placed };
}

describe('a station with its server', () => {
  it('[J3] [J6] enrols at first start, pushes what it wrote and takes the order back', async () => {
    centre = await startCentre();
    const code = join(centre.serverData, 'enrol-code');
    const file = join(centre.stationData, 'station.sqlite');
    const screen = open(centre.web, 'visitor');
    for (let i = 0; i < 5; i += 1) expect((await screen.call(issue())).kind).toBe('done');
    await vi.waitFor(() => { expect(count(file)).toEqual({ given: 5, placed: 5 }); }, 10_000);
    expect(existsSync(code)).toBe(false);
  });

  it('[N2] gives turns while the server is gone, and pushes them when it is back', async () => {
    centre = await startCentre();
    const file = join(centre.stationData, 'station.sqlite');
    const staff = open(centre.web, 'staff');
    await staff.until({ kind: 'staff', desk: DESK_3 }, (view) => view.link.kind === 'online');
    await centre.server.kill();
    await staff.until({ kind: 'staff', desk: DESK_3 }, (view) => view.link.kind === 'offline');
    const screen = open(centre.web, 'visitor');
    for (let i = 0; i < 5; i += 1) expect((await screen.call(issue())).kind).toBe('done');
    expect(count(file)).toEqual({ given: 5, placed: 0 });
    await centre.restartServer();
    await vi.waitFor(() => { expect(count(file)).toEqual({ given: 5, placed: 5 }); }, 40_000);
    await staff.until({ kind: 'staff', desk: DESK_3 }, (view) => view.link.kind === 'online');
  }, 60_000);

  it('[J4] a station killed between push and answer sends again, and each entry takes its place once', async () => {
    centre = await startCentre();
    const file = join(centre.stationData, 'station.sqlite');
    for (let life = 0; life < 5; life += 1) {
      const screen = open(centre.web, 'visitor');
      await Promise.all(Array.from({ length: 10 }, () => screen.call(issue())));
      screen.close();
      await centre.station.kill();
      await centre.restartStation();
    }
    await vi.waitFor(() => { expect(count(file)).toEqual({ given: 50, placed: 50 }); }, 10_000);
  }, 60_000);
});
