/**
 * Runs the program's tests, a break in it or none. In: text. Out: the first test that fails, or that
 * none does. Vitest's own `expect` judges; what is left out is what makes a run slow: files read
 * anew, a process a file, shrinking a property's counterexample that nobody will read.
 */
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

/** A break to try, or none; the test files to try first. */
export interface Trial {
  readonly planted: Break | undefined;
  readonly first: readonly string[];
}

export type Verdict = { readonly kind: 'passed'; readonly tests: number } | { readonly kind: 'failed'; readonly test: string; readonly why: string };

interface Test {
  readonly file: string;
  readonly title: string;
  readonly run: () => unknown;
}

/** What waits for nothing but itself is done within this, or never. Milliseconds. */
const SETTLES_WITHIN = 500;

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

async function runAll(trial: Trial, { text }: Given): Promise<Verdict> {
  tests = [];
  const { planted } = trial;
  try {
    new Script(planted ? text.slice(0, planted.start) + planted.to + text.slice(planted.end) : text).runInThisContext();
  } catch (error) {
    return { kind: 'failed', test: 'the program itself', why: String(error) };
  }
  const rank = (test: Test): number => (trial.first.includes(test.file) ? trial.first.indexOf(test.file) : trial.first.length);
  for (const test of tests.toSorted((a, b) => rank(a) - rank(b))) {
    try {
      await settled(test.run());
    } catch (error) {
      return { kind: 'failed', test: `${test.file}: ${test.title}`, why: String(error) };
    }
  }
  return { kind: 'passed', tests: tests.length };
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
    void runAll(trial, given).then((verdict) => parentPort?.postMessage(verdict));
  });
}

if (parentPort) await serve(Given.parse(workerData));
