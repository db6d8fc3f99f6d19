/**
 * Stations and the server are killed with SIGKILL at random while people work: between commit, print,
 * send and acknowledge. `UMBRAL_CRASH_KILLS=500` kills more often; `UMBRAL_CRASH_SEED` at other times.
 */
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { testChance } from '../fixtures/world.ts';
import { CrashCentre, look } from './centre.ts';

const KILLS = Number(process.env['UMBRAL_CRASH_KILLS'] ?? 20);
const SEED = Number(process.env['UMBRAL_CRASH_SEED'] ?? 1);
/** A kill comes at most so long after something was done that is worth it. */
const LATEST_MS = 120;
const PATIENCE_MS = 60_000 + KILLS * 10_000;

let centre: CrashCentre;
afterEach(() => centre.close());

it('[J2] [J4] [J18] [N1] [P1] random deaths of stations and server lose nothing and give nothing twice', async () => {
  const chance = testChance(SEED);
  centre = await CrashCentre.open({ stations: 2, signsUp: true });
  const [keeper, other] = centre.stations;
  if (!keeper || !other) throw new Error('there are two stations');
  const crews = centre.work();
  /** What a station was killed in the midst of, by what its file says. */
  const met = { unplaced: 0, unprinted: 0, onItsWay: 0 };
  for (let kill = 0; kill < KILLS; kill += 1) {
    const victim = chance.fraction();
    const station = victim < 0.35 ? keeper : other;
    const isServers = victim > 0.7;
    // Each life does something worth ending it in.
    await crews[isServers || station === keeper ? 0 : 1]?.more(1);
    await new Promise((resolve) => setTimeout(resolve, chance.fraction() * LATEST_MS));
    if (isServers) await centre.kill('server');
    else {
      await station.station.kill();
      const file = join(station.stationData, 'station.sqlite');
      const count = (sql: string): number => (look<number>(file, `SELECT count(*) FROM ${sql}`) > 0 ? 1 : 0);
      met.unplaced += count('own');
      met.unprinted += count("papers WHERE state = 'waiting'");
      met.onItsWay += count("papers WHERE state = 'sending'");
      // Now and then both sides are gone.
      if (chance.fraction() < 0.2) await centre.kill('server');
      await centre.restart('station', station);
    }
  }
  for (const crew of crews) await crew.more(2);
  expect(await centre.brokenAtRest()).toEqual([]);
  expect(met.unplaced).toBeGreaterThan(0);
  process.stdout.write(`${KILLS} kills, seed ${SEED}: ${centre.shown.length} numbers shown, ${centre.papers.length} papers; killed with entries unplaced ${met.unplaced} times, papers unprinted ${met.unprinted}, on their way ${met.onItsWay}\n`);
}, PATIENCE_MS);
