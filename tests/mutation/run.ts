/**
 * `npm run mutation [-- --sample n] [--seed n] [--json file] [--again file] [source …]`: breaks `shared/domain` and
 * `shared/contract` on purpose, one break at a time, and tells which breaks no test of `shared/`
 * notices; with `--again`, of those that survived as a `--json` before tells. Nothing on disk is broken: breaks go into a bundle in memory. docs/mutation.md tells what
 * the last run said.
 */
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { testChance } from '../fixtures/world.ts';
import { breaksOf, functionsOf, type Break } from './breaks.ts';
import { programOf, type Program } from './program.ts';
import type { Given, Trial, Verdict } from './runner.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'string' }, seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '25' }, json: { type: 'string' }, again: { type: 'string' }, threads: { type: 'string' } },
});

/** A thread that worked so long on one break is in an endless loop. Microseconds of its own, however busy the machine is. */
const ENDLESS = 8_000_000;
const LOOK_EVERY_MS = 1000;
/** A break may fill the memory of its thread and of nothing else. */
const MEMORY = { maxOldGenerationSizeMb: 512 };

interface Planted extends Break {
  readonly file: string;
  readonly line: number;
  readonly from: string;
}

interface Tried extends Planted {
  /** The first test that noticed; undefined where none did. */
  readonly by: string | undefined;
}

type Whole = Extract<Verdict, { kind: 'ran' }>;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** A thread that tries one break after the other, and is replaced when a break hangs or kills it. */
class Bench {
  readonly #given: Given;
  #worker: Worker | undefined;

  constructor(given: Given) {
    this.#given = given;
  }

  async try(trial: Trial): Promise<Verdict> {
    const wasFresh = this.#worker === undefined;
    const worker = (this.#worker ??= this.#hire());
    const gaveUp = new AbortController();
    const before = worker.cpuUsage().catch(() => undefined);
    const look = async (): Promise<void> => {
      const { user, system } = await worker.cpuUsage(await before);
      if (user + system > ENDLESS) gaveUp.abort();
    };
    // A thread that is no more has no time to tell.
    const timer = setInterval(() => void look().catch(() => {}), LOOK_EVERY_MS);
    worker.postMessage(trial);
    try {
      const [verdict] = (await once(worker, 'message', { signal: gaveUp.signal })) as [Verdict];
      return verdict;
    } catch (error) {
      await this.end();
      // What earlier breaks left behind may have filled its memory.
      if (!gaveUp.signal.aborted && !wasFresh) return await this.try(trial);
      return { kind: 'failed', test: gaveUp.signal.aborted ? 'time' : 'memory', why: String(error) };
    } finally {
      clearInterval(timer);
    }
  }

  #hire(): Worker {
    const worker = new Worker(new URL('./runner.ts', import.meta.url), { workerData: this.#given, resourceLimits: MEMORY });
    // Whoever waits for a verdict hears it as well; one that is already given up may still say it.
    worker.on('error', () => {});
    return worker;
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }
}

function plantable(program: Program): readonly Planted[] {
  return breaksOf(program.text).flatMap((each) => {
    const origin = program.origin(each.start);
    return origin ? [{ ...each, ...origin, from: program.text.slice(each.start, each.end) }] : [];
  });
}

function sampleOf(all: readonly Planted[], size: number, seed: number): readonly Planted[] {
  const chance = testChance(seed);
  const drawn = all.map((planted) => ({ planted, at: chance.fraction() })).toSorted((a, b) => a.at - b.at).slice(0, size);
  return all.filter((planted) => drawn.some((each) => each.planted === planted));
}

type Span = readonly [from: number, to: number];

/** The places of the tests that a break could matter to; those of the file beside its source first. */
function testsFor(program: Program, { beginning, tests }: Whole): (planted: Planted) => readonly number[] {
  // The program itself is a function, and calls itself.
  const isInner = ([from, to]: Span): boolean => to - from < program.text.length / 2;
  const holds = ({ start, end }: Break) => ([from, to]: Span): boolean => from <= start && end <= to;
  const inner = functionsOf(program.text).filter(isInner);
  return (planted) => {
    const hit = holds(planted);
    const always = !inner.some(hit) || beginning.functions.some((each) => isInner(each) && hit(each));
    const beside = planted.file.replace(/\.ts$/, '.test.ts');
    const places = [...tests.keys()].filter((place) => always || tests[place]?.functions.some((each) => isInner(each) && hit(each)));
    return places.toSorted((a, b) => Number(tests[b]?.file === beside) - Number(tests[a]?.file === beside));
  };
}

async function tryAll(benches: readonly Bench[], all: readonly Planted[], testsOf: (planted: Planted) => readonly number[]): Promise<readonly Tried[]> {
  const tried = new Map<Planted, Tried>();
  const left = [...all];
  const work = async (bench: Bench): Promise<void> => {
    for (let planted = left.shift(); planted; planted = left.shift()) {
      const { start, end, to } = planted;
      const tests = testsOf(planted);
      const verdict: Verdict = tests.length === 0 ? { kind: 'passed' } : await bench.try({ kind: 'broken', planted: { start, end, to }, tests });
      tried.set(planted, { ...planted, by: verdict.kind === 'failed' ? verdict.test : undefined });
      if (verdict.kind !== 'failed') say(`survived  ${planted.file}:${planted.line}  ${short(planted.from)}  →  ${short(to)}`);
      if (tried.size % 100 === 0) say(`${tried.size} of ${all.length}`);
    }
  };
  await Promise.all(benches.map(work));
  return all.flatMap((planted) => tried.get(planted) ?? []);
}

const survivors = (tried: readonly Tried[]): number => tried.filter(({ by }) => by === undefined).length;
const score = (tried: readonly Tried[]): string => `${(100 - (100 * survivors(tried)) / Math.max(1, tried.length)).toFixed(1)} %`;

function report(tried: readonly Tried[]): void {
  say('\n| file | breaks | survived | noticed |\n|---|---|---|---|');
  for (const [file, own] of Map.groupBy(tried, (each) => each.file)) say(`| \`${file}\` | ${own.length} | ${survivors(own)} | ${score(own)} |`);
  say(`| all | ${tried.length} | ${survivors(tried)} | ${score(tried)} |`);
}

const short = (text: string): string => (text.trim() === '' ? '(nothing)' : text.replaceAll(/\s+/g, ' ').slice(0, 110));

/** What stood in the same file with the same words: lines move. */
const nameOf = ({ file, from, to }: Pick<Planted, 'file' | 'from' | 'to'>): string => JSON.stringify([file, from, to]);
const Before = z.array(z.object({ file: z.string(), from: z.string(), to: z.string(), by: z.string().optional() }));
const survivedBefore = values.again === undefined ? undefined : new Set(Before.parse(JSON.parse(readFileSync(values.again, 'utf8'))).filter(({ by }) => by === undefined).map(nameOf));

const program = await programOf();
const chosen = plantable(program)
  .filter(({ file }) => positionals.length === 0 || positionals.some((name) => file.includes(name)))
  .filter((planted) => survivedBefore === undefined || survivedBefore.has(nameOf(planted)));
const sample = values.sample === undefined ? chosen : sampleOf(chosen, Number(values.sample), Number(values.seed));
const given: Given = { text: program.text, runs: Number(values.runs), seed: Number(values.seed), modules: [...program.given] };
const benches = Array.from({ length: Number(values.threads ?? availableParallelism()) }, () => new Bench(given));
try {
  const whole = await benches[0]?.try({ kind: 'whole' });
  if (whole?.kind !== 'ran') throw new Error(`the tests fail without any break: ${JSON.stringify(whole)}`);
  say(`${whole.tests.length} tests pass without a break; ${sample.length} of ${chosen.length} breaks to try`);
  const tried = await tryAll(benches, sample, testsFor(program, whole));
  report(tried);
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(tried, null, 1));
} finally {
  await Promise.all(benches.map((bench) => bench.end()));
}
