/**
 * Thousands of runs, each from its own seed. In: where seeds begin. Out: tests: no law broken in any
 * of them, and every fault and every kind of entry met. As many as there is time for, and never
 * fewer than say something; `UMBRAL_SIM_RUNS=20000` does so many, however long it takes.
 */
import { afterAll, expect, it } from 'vitest';
import { ENTRY_PAYLOADS } from '../../shared/domain/entries/happenings.ts';
import { Counts, FAULTS } from './counts.ts';
import { simulate } from './run.ts';

const ASKED = process.env['UMBRAL_SIM_RUNS'];
/** Runs of one of two shards. */
const MOST = Math.ceil(Number(ASKED ?? 2000) / 2);
/** A shard begins no run after so long, unless it was told how many to do. Seconds. */
const BUDGET_S = 80;
/** The rarest entry is met some seven times in so many. */
const LEAST = 250;
/** Bounded by the runs above, never by this: an hour. */
const PATIENCE_MS = 3_600_000;

export function simulateFrom(start: number): void {
  const counts = new Counts();
  let runs = 0;

  it(`[J2] [J4] [J7] [J8] [J12] [J15] [N1] [C1] [S1] nothing lost, nothing twice, everyone agrees: seeds from ${start}`, async () => {
    const began = process.hrtime.bigint();
    const hasTime = (): boolean => ASKED !== undefined || runs < LEAST || process.hrtime.bigint() - began < BigInt(BUDGET_S) * 1_000_000_000n;
    for (; runs < MOST && hasTime(); runs += 1) {
      const run = await simulate(start + runs);
      counts.add(run.counts);
      expect(run.broken, `seed ${start + runs}`).toEqual([]);
    }
  }, PATIENCE_MS);

  it('met every fault and every kind of entry', () => {
    const never = [...FAULTS.filter((fault) => !counts.faults.has(fault)), ...Object.keys(ENTRY_PAYLOADS).filter((type) => !counts.entries.has(type))];
    expect(never).toEqual([]);
  });

  afterAll(() => {
    process.stdout.write(`${runs} simulated runs from seed ${start}\n${table('faults', counts.faults)}${table('entries', counts.entries)}${table('errors', counts.errors)}`);
  });
}

function table(title: string, counted: ReadonlyMap<string, number>): string {
  return `  ${title}: ${[...counted].toSorted(([, a], [, b]) => b - a).map(([name, count]) => `${name} ${count}`).join(', ')}\n`;
}
