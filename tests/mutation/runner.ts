/**
 * Runs the program's tests, a break in it or none. In: text. Out: the first test that fails, or that
 * none does, and which functions each test calls. Vitest's own `expect` judges; what is left out is what makes a run slow: files read
 * anew, a process a file, shrinking a property's counterexample that nobody will read.
 */
import { Session } from 'node:inspector/promises';
import { Script } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Break } from './breaks.ts';
import { BEGINS, GIVEN } from './program.ts';

/** What a thread is started with. */
export const Given = z.object({ text: z.string(), runs: z.int().min(1), seed: z.int(), modules: z.array(z.string()) });
export type Given = z.infer<typeof Given>;

/** Where functions stand that ran: while the program began, or in one test. */
export interface Ran {
  readonly file: string;
  readonly functions: readonly (readonly [from: number, to: number])[];
}

/** `whole`: the program as it is. `broken`: with a break, and the tests to try, by their place, in this order. */
export type Trial = { readonly kind: 'whole' } | { readonly kind: 'broken'; readonly planted: Break; readonly tests: readonly number[] };

export type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'ran'; readonly beginning: Ran; readonly tests: readonly Ran[] }
  | { readonly kind: 'failed'; readonly test: string; readonly why: string };

interface Test {
  readonly file: string;
  readonly title: string;
  readonly run: () => unknown;
}

/** What waits for nothing but itself is done within this, or never. Milliseconds. */
const SETTLES_WITHIN = 500;

/** The program's name to the machine that runs it. */
const PROGRAM = 'umbral-program.js';

let tests: Test[] = [];
let file = '';
let path: readonly string[] = [];

function describe(title: string, body: () => void): void {
  const outer = path;
  path = [...outer, title];
  body();
  path = outer;
}

function it(title: string, run: () => unknown): void {
  tests.push({ file, title: [...path, title].join(' › '), run });
}

it.each = (rows: readonly unknown[]) => (title: string, run: (...row: readonly unknown[]) => unknown): void => {
  for (const row of rows) it(title, () => (Array.isArray(row) ? run(...(row as unknown[])) : run(row)));
};

function begin(text: string): void {
  tests = [];
  new Script(text, { filename: PROGRAM }).runInThisContext();
}

const failed = (test: Test, error: unknown): Verdict => ({ kind: 'failed', test: `${test.file}: ${test.title}`, why: String(error) });

async function runBroken(text: string, { start, end, to }: Break, places: readonly number[]): Promise<Verdict> {
  try {
    begin(text.slice(0, start) + to + text.slice(end));
  } catch (error) {
    return { kind: 'failed', test: 'the program itself', why: String(error) };
  }
  for (const place of places) {
    const test = tests[place];
    if (!test) return { kind: 'failed', test: 'the program itself', why: 'it has fewer tests' };
    try {
      await settled(test.run());
    } catch (error) {
      return failed(test, error);
    }
  }
  return { kind: 'passed' };
}

/** A break in a function that no test calls needs no run, and any other only the tests that call it. */
async function runWhole(text: string): Promise<Verdict> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  const ran = async (name: string): Promise<Ran> => {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const functions = result.filter(({ url }) => url === PROGRAM).flatMap((script) => script.functions.flatMap(({ ranges }) => ranges));
    return { file: name, functions: functions.filter(({ count }) => count > 0).map(({ startOffset, endOffset }) => [startOffset, endOffset]) };
  };
  begin(text);
  const beginning = await ran('');
  const each: Ran[] = [];
  for (const test of tests) {
    try {
      await settled(test.run());
    } catch (error) {
      return failed(test, error);
    }
    each.push(await ran(test.file));
  }
  session.disconnect();
  return { kind: 'ran', beginning, tests: each };
}

async function settled(result: unknown): Promise<void> {
  if (!(result instanceof Promise)) return;
  let timer: NodeJS.Timeout | undefined;
  const never = new Promise((_, reject) => {
    timer = setTimeout(() => { reject(new Error('never settles')); }, SETTLES_WITHIN);
  });
  await Promise.race([result, never]).finally(() => { clearTimeout(timer); });
}

async function serve(given: Given): Promise<void> {
  const assertOnce: typeof fc.assert = (property, params) =>
    fc.assert(property, { ...params, seed: given.seed, endOnFailure: true, numRuns: Math.min(given.runs, params?.numRuns ?? given.runs) }) as never;
  const own: Record<string, object> = {
    vitest: { describe, it, test: it, expect },
    'fast-check': { ...fc, default: { ...fc, assert: assertOnce } },
  };
  const modules = await Promise.all(given.modules.map(async (name) => [name, own[name] ?? ((await import(name)) as object)] as const));
  Object.assign(globalThis, { [GIVEN]: Object.fromEntries(modules), [BEGINS]: (name: string) => { file = name; } });
  parentPort?.on('message', (trial: Trial) => {
    void (trial.kind === 'whole' ? runWhole(given.text) : runBroken(given.text, trial.planted, trial.tests)).then((verdict) => parentPort?.postMessage(verdict));
  });
}

if (parentPort) await serve(Given.parse(workerData));
