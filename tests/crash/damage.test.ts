/**
 * Files that a disk damaged under real processes: logs that were cut short, bytes that changed. In
 * many more places one by one: `flipped.test.ts` of the journal, and `flipped-server.test.ts` here.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT_CANT_GO_ON } from '../../shared/contract/problem.ts';
import { DeskId } from '../../shared/domain/ids.ts';
import { systemClock } from '../../main/station/clock.ts';
import { openJournal } from '../../main/station/journal/index.ts';
import { sha256 } from '../../server/digest.ts';
import { openWritable } from '../../server/store/sqlite/handles.ts';
import { openSqliteStore } from '../../server/store/sqlite/open.ts';
import { letIn } from '../fixtures/letting-in.ts';
import { DidNotStart } from '../fixtures/processes.ts';
import { openScreen } from '../fixtures/screen.ts';
import { testChance } from '../fixtures/world.ts';
import { CrashCentre, look, until } from './centre.ts';
import { readOrder } from './laws.ts';

const SEED = Number(process.env['UMBRAL_SEED'] ?? 1);
/** `UMBRAL_FLIPS=200` looks longer. */
const FLIPS = Math.min(200, Number(process.env['UMBRAL_FLIPS'] ?? 4));
/** Where the log of a killed process is cut in this process, one copy after another. */
const CUTS = 40;

let centre: CrashCentre;
beforeEach(async () => {
  centre = await CrashCentre.open();
});
afterEach(() => centre.close());

const stationFile = (): string => join(centre.running.stationData, 'station.sqlite');
const serverFile = (): string => join(centre.running.serverData, 'centre.sqlite');

async function workAndRest(count = 4): Promise<void> {
  const [crew] = centre.work();
  await crew?.more(count);
  expect(await centre.brokenAtRest()).toEqual([]);
}

/** Cuts a log at this share of it. What SQLite keeps beside it in memory is made anew. */
function cutLog(file: string, share: number): void {
  truncateSync(`${file}-wal`, Math.floor(statSync(`${file}-wal`).size * share));
  rmSync(`${file}-shm`, { force: true });
}

/** A copy of a killed process's file, whose log ends at this share of it. */
function copyCut(file: string, share: number): string {
  const folder = join(centre.running.folder, 'cut');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const copy = join(folder, basename(file));
  for (const part of ['', '-wal']) if (existsSync(file + part)) copyFileSync(file + part, copy + part);
  cutLog(copy, share);
  return copy;
}

/** Restarts the station, and lets it in where it is another device now. */
async function comeBack(): Promise<void> {
  await centre.restart('station');
  const screen = openScreen(centre.running.web, 'staff');
  const desk = DeskId.parse('desk-1');
  const { link } = await screen.until({ kind: 'staff', desk }, (view) => ['asking', 'online'].includes(view.link.kind));
  if (link.kind === 'asking') await letIn(centre.running.serverData, link.code);
  await screen.until({ kind: 'staff', desk }, (view) => view.link.kind === 'online');
  screen.close();
}

describe('a log that was cut short', () => {
  it('[J8] [J11] a station’s: wherever it is cut it holds a beginning of what was written; and goes on in its next epoch, with all of it', async () => {
    await workAndRest(12);
    await centre.running.station.kill();
    const order = readOrder(centre.running.serverData);
    for (let cut = 0; cut < CUTS; cut += 1) {
      const file = copyCut(stationFile(), cut / CUTS);
      const { db, journal } = openJournal({ file, clock: systemClock(), chance: testChance(cut) });
      const places = journal.placesAfter(0, -1);
      expect(places).toEqual(order.slice(0, places.length));
      const own = journal.ownEntriesFrom(1, -1);
      const written = order.filter(({ id }) => id.device === journal.device).map(({ entry }) => entry);
      expect(own).toEqual(written.slice(0, own.length));
      db.close();
    }
    cutLog(stationFile(), 0.8);
    centre.noteLoss();
    await centre.restart('station');
    await until(() => look<number>(stationFile(), 'SELECT epoch FROM identity') === 2, 'it is in its next epoch');
    await workAndRest();
  }, 120_000);

  it('[J19] the server’s: wherever it is cut it holds a beginning of the order; and is given the rest by who has it', async () => {
    await workAndRest(12);
    await centre.running.server.kill();
    const order = await centre.order();
    for (let cut = 0; cut < CUTS; cut += 1) {
      const copy = copyCut(serverFile(), cut / CUTS);
      const store = openSqliteStore({ file: copy, digest: sha256 });
      await store.close();
      const left = readOrder(join(copy, '..'));
      expect(left).toEqual(order.slice(0, left.length));
    }
    cutLog(serverFile(), 0.8);
    expect(readOrder(centre.running.serverData).length).toBeLessThan(order.length);
    await centre.restart('server');
    await workAndRest();
    const after = await centre.order();
    expect(after.slice(0, order.length)).toEqual(order);
    expect(after.at(-1)?.place.generation).toBe(2);
  }, 120_000);
});

describe('bytes that changed', () => {
  it('[J8] in a station’s file: what can’t be read is set aside, and the station goes on with all that the centre has', async () => {
    const chance = testChance(SEED);
    await workAndRest(12);
    for (let flip = 0; flip < FLIPS; flip += 1) {
      await centre.running.station.stop();
      const bytes = readFileSync(stationFile());
      const at = 100 + Math.floor(chance.fraction() * (bytes.length - 100));
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(chance.fraction() * 8));
      writeFileSync(stationFile(), bytes);
      await comeBack();
      await workAndRest(2);
    }
  }, 60_000 + FLIPS * 30_000);

  it('[J7] in the server’s order: it says so, names it, and starts not; put back from a backup, it is given what that lacks', async () => {
    await workAndRest();
    const restore = await centre.image('server');
    await workAndRest();
    await centre.running.server.stop();
    const db = openWritable(serverFile());
    db.exec(`UPDATE entries SET bytes = replace(bytes, '"language":"es"', '"language":"en"') WHERE bytes LIKE '%ticket.issued%'`);
    db.close();
    const why: unknown = await centre.restart('server').catch((error: unknown) => error);
    if (!(why instanceof DidNotStart)) throw new Error('it started', { cause: why });
    expect(why).toMatchObject({ code: EXIT_CANT_GO_ON, problem: { kind: 'damagedDatabase', message: expect.stringContaining('backup') } });
    await restore();
    await centre.restart('server');
    await workAndRest();
  }, 120_000);
});
