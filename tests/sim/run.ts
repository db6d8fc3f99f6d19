/** One seeded run, from the first enrolment to the last law. */
import { rmSync } from 'node:fs';
import { Envelope } from '../../shared/domain/entries/entry.ts';
import type { Counts } from './counts.ts';
import { brokenLaws, brokenOracle } from './laws.ts';
import { runFolder } from './run-folder.ts';
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
      for (let part = 0; part < 3; part += 1) {
        await world.live(9);
        for (const station of world.stations) broken.push(...brokenOracle(station));
      }
      await world.heal(world.isWhole ? HEALED_MS : LET_IN_MS);
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

function typeOf(bytes: string): string {
  try {
    return Envelope.parse(JSON.parse(bytes)).type;
  } catch {
    return 'unreadable';
  }
}
