/** One seeded run, from the first enrolment to the last law. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Envelope } from '../../shared/domain/entry.ts';
import type { Counts } from './counts.ts';
import { brokenLaws, brokenOracle } from './laws.ts';
import { World } from './world.ts';

/** [J12] How long after the wires are mended all must be well. Milliseconds. */
const HEALED_MS = 30_000;
/** … where somebody first has to let a device in again, or an order has to be given back. */
const LET_IN_MS = 150_000;

export interface Run {
  readonly broken: readonly string[];
  readonly counts: Counts;
  /** Entries in the order at its end. */
  readonly entries: number;
}

export async function simulate(seed: number): Promise<Run> {
  const folder = runFolder();
  const world = new World(seed, folder);
  const broken: string[] = [];
  try {
    await world.begin();
    for (let stretch = 0; stretch < 2 && broken.length === 0; stretch += 1) {
      await world.live(25);
      for (const station of world.stations) broken.push(...brokenOracle(station));
      await world.heal(world.isWhole && !world.happened.has('serverRestarted') ? HEALED_MS : LET_IN_MS);
      broken.push(...(await brokenLaws(world)));
    }
    const order = await world.server.order();
    for (const { entry } of order) world.counts.entry(typeOf(entry.bytes));
    for (const { claims } of world.stations) if (claims.some(({ answer }) => answer === 'taken')) world.counts.fault('calledTwice');
    return { broken, counts: world.counts, entries: order.length };
  } finally {
    await world.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where a file costs nothing to sync, if there is such a place: what a crash of the machine does is not tested here. */
export function runFolder(): string {
  for (const place of ['/dev/shm', tmpdir()]) {
    try {
      mkdirSync(place, { recursive: true });
      return mkdtempSync(join(place, 'umbral-sim-'));
    } catch {
      // The next one, then.
    }
  }
  throw new Error('there is nowhere to put a simulation’s files');
}

function typeOf(bytes: string): string {
  try {
    return Envelope.parse(JSON.parse(bytes)).type;
  } catch {
    return 'unreadable';
  }
}
