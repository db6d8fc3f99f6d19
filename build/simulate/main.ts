/**
 * `npm run simulate -- --day YYYY-MM-DD [--centre <file>] [--seed n] [--tickets n] [--out <folder>]`:
 * a day that might have been, in a folder that `npm start -- --data <folder>` opens. Of a day that is
 * still to come, a server that orders it would stamp everything with the moment it heard of it.
 *
 * Exit code 0 then; 78 where something must be mended first, with a sentence that says what.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { CannotGoOn, EXIT_CANT_GO_ON } from '../../shared/contract/problem.ts';
import { readSettings } from '../../shared/contract/settings.ts';
import { Centre } from '../../shared/domain/centre.ts';
import { BusinessDay } from '../../shared/domain/clock.ts';
import { drawDay, liveDay, seeded, type DayPlan } from './index.ts';
import { onDisk } from './on-disk.ts';
import { summaryOf } from './summary.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const MOST_TICKETS = 20_000;

const Arguments = z.object({
  day: BusinessDay,
  centre: z.string().default(join(ROOT, 'assets', 'demo', 'centre.json')),
  seed: z.coerce.number().int().min(0).default(1),
  tickets: z.coerce.number().int().min(1).max(MOST_TICKETS).optional(),
  out: z.string().optional(),
});

async function simulate(): Promise<readonly string[]> {
  const { day, centre: file, seed, tickets, out } = readArguments();
  const centre = readCentre(resolve(file));
  const plan = planFor({ centre, day, seed, tickets });
  const folder = out === undefined ? join(ROOT, 'var', 'simulated', `${day}-${seed}`) : resolve(out);
  const from = Math.min(...plan.shifts.map(({ opensAt }) => opensAt), ...plan.people.slice(0, 1).map(({ at }) => at));
  const premises = onDisk(folder, centre, from, seeded(seed, 3));
  try {
    const { turnedAway } = await liveDay(plan, premises);
    const { state, chain } = premises;
    if (state.unused.size > 0) throw new Error(`the reducers had no use for ${JSON.stringify([...state.unused])}`);
    return [
      `${centre.name}, ${day}, seed ${seed}: ${state.visits.size} turns, ${turnedAway} refused, ${chain.seq} entries, the last one ${chain.hash.slice(0, 16)}.`,
      '',
      ...summaryOf(centre, state),
      '',
      `The day is in ${folder}; npm start -- --data ${JSON.stringify(folder)} opens it.`,
    ];
  } finally {
    premises.close();
  }
}

/** @throws CannotGoOn */
function readArguments(): z.infer<typeof Arguments> {
  const options = { day: { type: 'string' }, centre: { type: 'string' }, seed: { type: 'string' }, tickets: { type: 'string' }, out: { type: 'string' } } as const;
  const read = Arguments.safeParse(parsed(() => parseArgs({ options }).values));
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
  throw new CannotGoOn('unexpected', `${faults.join('; ')}. For example: npm run simulate -- --day 2026-11-20 --seed 1 --tickets 400. Nothing was written.`);
}

function parsed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CannotGoOn('unexpected', `${error.message}. Nothing was written.`);
  }
}

function readCentre(file: string): Centre {
  try {
    return readSettings(Centre, file, readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof CannotGoOn) throw error;
    throw new CannotGoOn('badFile', `${file} can't be read (${error instanceof Error ? error.message : String(error)}). Name a centre's file with --centre. Nothing was written.`);
  }
}

function planFor(asked: Parameters<typeof drawDay>[0]): DayPlan {
  try {
    return drawDay(asked);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CannotGoOn('unexpected', `${asked.centre.name}: ${error.message}. Choose another day. Nothing was written.`);
  }
}

try {
  for (const line of await simulate()) console.log(line);
} catch (error) {
  if (!(error instanceof CannotGoOn)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = EXIT_CANT_GO_ON;
}
