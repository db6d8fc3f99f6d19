/** [P1] Random faults, many times over: what was told of each job is what the printer really did with it. */
import { setTimeout as rest } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { putOnTcp, reachOf, REAL_TIMERS } from '../../../../tests/fixtures/printer/on-tcp.ts';
import { ALL_ANSWERS, SimPrinter } from '../../../../tests/fixtures/printer/sim-printer.ts';
import { sampleLabel, sampleTicket, struckPaper } from '../../../../tests/fixtures/tickets.ts';
import { testChance } from '../../../../tests/fixtures/world.ts';
import type { Confirming } from './looking.ts';
import { openConfirmingPrinter } from './confirming-printer.ts';
import { decodePaper } from '../reading/decode.ts';
import type { PrintEnd } from '../printer.ts';

const RUNS = Number(process.env['UMBRAL_PRINTER_RUNS'] ?? 30);
const FIRST_SEED = 1;
const JOBS = [1, 2, 3];

interface Run {
  readonly told: readonly PrintEnd[];
  /** By job, how often its number stands on a whole paper. */
  readonly whole: readonly number[];
  /** Whether its number stands on one that was never cut off. */
  readonly uncut: readonly boolean[];
  /** Whether two numbers stand on one paper. */
  readonly isMixed: boolean;
  readonly mayDoubt: boolean;
}

const labelOf = (number: number): string => `A ${String(number).padStart(3, '0')}`;
const numbersOn = (bytes: Uint8Array): string[] => decodePaper(bytes).lines.filter(({ height }) => height === 8).map(({ text }) => text);

async function runOnce(seed: number, confirms: Confirming): Promise<Run> {
  const chance = testChance(seed);
  const among = <T>(...all: readonly [T, ...T[]]): T => all[Math.floor(chance.fraction() * all.length)] ?? all[0];
  const forgets = chance.fraction() < 0.7;
  const bufferBytes = among(64, 600, 4096);
  const sim = new SimPrinter({
    timers: REAL_TIMERS,
    bufferBytes,
    bytesPerMs: among(3, 20, Infinity),
    readsPerMs: among(8, Infinity),
    cutMs: among(0, 30),
    lines: among(5, 20, 40, 1000),
    answers: forgets ? ALL_ANSWERS : ALL_ANSWERS.filter((each) => each !== 'clear'),
  });
  const line = await putOnTcp(sim);
  // One that can’t hold a whole ticket does not hear, behind what waits on the line, that it should forget it.
  let mayDoubt = !forgets || bufferBytes === 64;
  const faults: readonly [() => void, ...(() => void)[]] = [
    () => { sim.openCover(); },
    () => { sim.closeCover(); },
    () => { sim.load(0); },
    () => { sim.load(among(3, 15, 1000)); },
    () => { sim.stall(); },
    () => { sim.goOn(); },
    () => { sim.setOffline(chance.fraction() < 0.2); },
    () => { sim.jamBlade(); },
    () => { sim.freeBlade(); },
    () => { line.pullThePlug(); mayDoubt = true; },
    // Only where each answer has its own id is a stray byte never taken for one.
    () => { if (confirms === 'jobId') sim.babble(Uint8Array.from({ length: 3 }, () => Math.floor(chance.fraction() * 256))); },
  ];
  let over = false;
  const worked = (async () => {
    // Some begin on a calm day.
    await rest(Math.floor(chance.fraction() * 1000));
    while (!over) {
      await rest(Math.floor(chance.fraction() * 120));
      if (!over) among(...faults)();
    }
  })();
  let id = 0;
  const printer = openConfirmingPrinter({ reach: reachOf(line), timers: REAL_TIMERS, confirms, newJobId: () => String((id += 1)).padStart(3, '0'), statusMs: 500, patienceMs: 1000, longestMs: 1000, lookMs: 20, quietMs: 100 });
  const told: PrintEnd[] = [];
  for (const number of JOBS) told.push(await printer.print(struckPaper(sampleTicket({ label: sampleLabel(number) }))));
  over = true;
  await worked;
  // Somebody mends it all: whatever it still held comes out now.
  sim.closeCover();
  sim.load(1000);
  sim.goOn();
  sim.setOffline(false);
  sim.freeBlade();
  await rest(250);
  await line.close();
  const whole = sim.papers.flatMap(numbersOn);
  const rests = [...sim.torn, sim.uncut].flatMap(numbersOn);
  return { told, whole: JOBS.map((n) => whole.filter((text) => text === labelOf(n)).length), uncut: JOBS.map((n) => rests.includes(labelOf(n))), isMixed: sim.papers.some((paper) => new Set(numbersOn(paper)).size > 1), mayDoubt };
}

describe.each<Confirming>(['jobId', 'paperStatus'])('[P1] a printer that confirms by %s, whatever happens to it', (confirms) => {
  it(`tells of each job what happened: printed is out once, refused never comes out, and only a broken line or one that can’t forget leaves doubt (${RUNS} runs)`, async () => {
    const seeds = Array.from({ length: RUNS }, (_, n) => FIRST_SEED + n);
    const met = new Set<string>();
    const runs: (Run & { seed: number })[] = [];
    for (let from = 0; from < seeds.length; from += 15) {
      runs.push(...(await Promise.all(seeds.slice(from, from + 15).map(async (seed) => ({ seed, ...(await runOnce(seed, confirms)) })))));
    }
    for (const { seed, told, whole, uncut, isMixed, mayDoubt } of runs) {
      if (!mayDoubt) expect(isMixed, `seed ${seed}`).toBe(false);
      for (const [n, end] of told.entries()) {
        const about = `seed ${seed}, job ${n + 1}: ${JSON.stringify(end)}, ${whole[n]} whole`;
        met.add(end.kind);
        expect(whole[n], about).toBeLessThanOrEqual(1);
        if (end.kind === 'printed') expect(whole[n] === 1 || (end.detail !== undefined && uncut[n]), about).toBe(true);
        if (end.kind === 'refused') expect(whole[n], about).toBe(0);
        if (end.kind === 'uncertain') expect(mayDoubt, about).toBe(true);
      }
    }
    expect([...met].toSorted()).toEqual(['printed', 'refused', 'uncertain']);
  });
});
