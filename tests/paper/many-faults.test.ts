/** [P1][P3] Random faults over the whole chain, many times over: what is told of each paper is what the printers did with it. */
import { expect, it } from 'vitest';
import { JOB_LIFE_MS } from '../../main/station/printing/index.ts';
import { Counts } from './counts.ts';
import { runOnce, type Fate, type Run } from './printing-run.ts';

const RUNS = Number(process.env['UMBRAL_PRINTER_RUNS'] ?? 1000);
const FIRST_SEED = Number(process.env['UMBRAL_PRINTER_SEED'] ?? 1);
/** What a printer that took a job in time may need until it is out. */
const ONE_JOB_MS = 30_000;

/** Every way in which a fate is not as it was told, in words. */
function wrongs({ told, whole, uncut, given }: Fate, { mayDoubt }: Run): string[] {
  const [end] = told;
  if (!end || told.length !== 1) return [`${told.length} ends`];
  const found: string[] = [];
  const doubtful = end.printer !== null && mayDoubt.has(end.printer);
  if (!['printed', 'refused', 'uncertain'].includes(end.kind)) found.push('it did not end');
  if (whole.length > 1) found.push(`${whole.length} papers`);
  if (end.kind === 'printed' && whole.length === 0 && !(end.detail !== null && uncut)) found.push('told as printed, and none came out');
  if (end.kind === 'printed' && whole.some(({ printer }) => printer !== end.printer)) found.push('out at another printer than was told');
  if (end.kind === 'refused' && whole.length > 0) found.push('told as refused, and it came out');
  if (end.kind === 'uncertain' && whole.some(({ printer }) => printer !== end.printer)) found.push('in doubt at another printer than has it');
  if (end.kind === 'uncertain' && !doubtful) found.push('in doubt, though the line held and the printer answers');
  if (given.some((afterMs) => afterMs > JOB_LIFE_MS)) found.push('given to a printer after its time');
  // What may be out later than anybody waits for it is told as in doubt.
  if (end.kind === 'printed' && whole.some(({ afterMs }) => afterMs > JOB_LIFE_MS + ONE_JOB_MS)) found.push('out after its time');
  return found;
}

function count(counts: Counts, { told: [end], given }: Fate, { mayDoubt }: Run): void {
  if (mayDoubt.size === 0) counts.paper('where nothing leaves doubt');
  if (end?.kind === 'printed' || end?.kind === 'uncertain') counts.paper(`${end.kind} at the ${end.printer === 'second' ? 'second' : 'first'}`);
  if (end?.kind === 'printed' && given.length > 1) counts.paper('printed after several tries');
  if (end?.kind === 'uncertain' && end.why === 'crash') counts.paper('uncertain (crash)');
  if (end?.kind === 'refused') counts.paper(end.why === 'expired' ? 'refused (expired)' : 'refused');
}

it(`[P1][P3] every paper ends once and as it was told, none comes out twice, none late (${RUNS} runs)`, { timeout: 600_000 }, async () => {
  const counts = new Counts();
  const broken: string[] = [];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
    const run = await runOnce(seed, counts);
    if (run.mixed > 0) broken.push(`seed ${seed}: two numbers on one paper`);
    for (const fate of run.fates) {
      count(counts, fate, run);
      for (const wrong of wrongs(fate, run)) broken.push(`seed ${seed}, number ${fate.number}: ${wrong}: ${JSON.stringify(fate)}`);
    }
  }
  process.stdout.write(`${counts.lines().join('\n')}\n`);
  expect(broken.slice(0, 20)).toEqual([]);
  // A law that never met its enemy says nothing.
  if (RUNS >= 1000) expect(counts.missing).toEqual([]);
});
