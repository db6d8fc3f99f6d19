/**
 * A vitest reporter. In: a finished run. Out: how each test ended, as JSON in the file that
 * `UMBRAL_TEST_REPORT` names. It prints nothing. Vitest's own JSON keeps neither the reason of
 * a skip nor what failed outside a test, so it could not be used.
 */
import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';
import { plain, type TestEnd } from './totals.ts';

export const REPORT_FILE = 'UMBRAL_TEST_REPORT';

const TestEnds = z.array(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('passed'), title: z.string() }),
    z.object({ kind: z.enum(['failed', 'skipped']), title: z.string(), why: z.string() }),
  ]),
);

/** @throws z.ZodError or SyntaxError for a text that this reporter did not write. */
export function readVitestReport(text: string): readonly TestEnd[] {
  return TestEnds.parse(JSON.parse(text));
}

/** How each test of a run ended, and what failed outside the tests: a file, a hook, a lost promise. */
export function testEnds(modules: readonly TestModule[], unhandled: readonly SerializedError[]): readonly TestEnd[] {
  const lost = unhandled.map((error): TestEnd => ({ kind: 'failed', title: 'outside any test', why: wordsOf([error]) }));
  return [...modules.flatMap(endsIn), ...lost];
}

function endsIn(module: TestModule): readonly TestEnd[] {
  const file = module.relativeModuleId;
  const outside = [
    { title: file, errors: module.errors() },
    ...[...module.children.allSuites()].map((suite) => ({ title: `${file} › ${suite.fullName}`, errors: suite.errors() })),
  ].filter(({ errors }) => errors.length > 0);
  return [
    ...outside.map(({ title, errors }): TestEnd => ({ kind: 'failed', title, why: wordsOf(errors) })),
    ...[...module.children.allTests()].map((test) => endOf(test, `${file} › ${test.fullName}`)),
  ];
}

/** A test that was to run and did not: a hook above it failed, or the run was cut off. */
const WITHOUT_NOTE: Record<TestCase['options']['mode'], string> = {
  skip: 'no reason given',
  todo: 'to do',
  run: 'not reached',
  only: 'not reached',
};

function endOf(test: TestCase, title: string): TestEnd {
  const result = test.result();
  switch (result.state) {
    case 'passed':
      // It failed first and then passed: whatever made it fail is still there.
      return test.diagnostic()?.flaky === true ? { kind: 'failed', title, why: `Flaky: ${wordsOf(result.errors ?? [])}` } : { kind: 'passed', title };
    case 'failed':
      return { kind: 'failed', title, why: wordsOf(result.errors) };
    case 'skipped':
      return { kind: 'skipped', title, why: result.note ?? WITHOUT_NOTE[test.options.mode] };
    case 'pending':
      return { kind: 'failed', title, why: 'The run ended before it did.' };
  }
}

function wordsOf(errors: readonly { readonly message: string }[]): string {
  return plain(errors[0]?.message ?? 'no message');
}

export default class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env[REPORT_FILE];
    if (file !== undefined) writeFileSync(file, JSON.stringify(testEnds(modules, unhandled)));
  }
}
