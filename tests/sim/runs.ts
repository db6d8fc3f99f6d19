/**
 * Thousands of runs, each from its own seed. In: where seeds begin. Out: tests: no law broken in any
 * of them, and every fault and every kind of entry met. `UMBRAL_SIM_RUNS=20000` does more of them.
 */
import { afterAll, expect, it } from 'vitest';
import { ENTRY_PAYLOADS } from '../../shared/domain/happenings.ts';
import { Counts, FAULTS } from './counts.ts';
import { simulate } from './run.ts';

/** Runs of one shard. */
const RUNS = Math.ceil(Number(process.env['UMBRAL_SIM_RUNS'] ?? 2000) / 2);
/** Runs of one test, so that a broken law names few seeds. */
const BLOCK = 50;
/** An hour each: a shard is bounded by its runs, never by a clock. */
const PATIENCE_MS = 3_600_000;

export function simulateFrom(start: number): void {
  const counts = new Counts();
  for (let from = start; from < start + RUNS; from += BLOCK) {
    const to = Math.min(from + BLOCK, start + RUNS);
    it(`[J2] [J4] [J7] [J8] [J12] [N1] [C1] nothing lost, nothing twice, everyone agrees: seeds ${from} to ${to - 1}`, async () => {
      for (let seed = from; seed < to; seed += 1) {
        const run = await simulate(seed);
        counts.add(run.counts);
        expect(run.broken, `seed ${seed}`).toEqual([]);
      }
    }, PATIENCE_MS);
  }

  it('met every fault and every kind of entry', () => {
    const never = [...FAULTS.filter((fault) => !counts.faults.has(fault)), ...Object.keys(ENTRY_PAYLOADS).filter((type) => !counts.entries.has(type))];
    expect(never).toEqual([]);
  });

  afterAll(() => {
    process.stdout.write(`${RUNS} simulated runs from seed ${start}\n${table('faults', counts.faults)}${table('entries', counts.entries)}${table('errors', counts.errors)}`);
  });
}

function table(title: string, counted: ReadonlyMap<string, number>): string {
  return `  ${title}: ${[...counted].toSorted(([, a], [, b]) => b - a).map(([name, count]) => `${name} ${count}`).join(', ')}\n`;
}
