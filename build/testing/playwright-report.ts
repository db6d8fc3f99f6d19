/** Reads Playwright's JSON report. In: its text. Out: how each test ended. It opens no file. */
import { z } from 'zod';
import { plain, type TestEnd } from './totals.ts';

const Failure = z.object({ message: z.string().optional(), value: z.string().optional() });

const Test = z.object({
  status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
  projectName: z.string(),
  annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })),
  results: z.array(z.object({ status: z.string().optional(), errors: z.array(Failure) })),
});
type Test = z.infer<typeof Test>;

const Suite = z.object({
  title: z.string(),
  specs: z.array(z.object({ title: z.string(), tests: z.array(Test) })),
  get suites() {
    return z.array(Suite).optional();
  },
});
type Suite = z.infer<typeof Suite>;

const Report = z.object({ suites: z.array(Suite), errors: z.array(Failure) });

/**
 * How each test of a Playwright run ended. A flaky one failed: its first error says why.
 * @throws z.ZodError or SyntaxError for a text that is no such report.
 */
export function readPlaywrightReport(text: string): readonly TestEnd[] {
  const { suites, errors } = Report.parse(JSON.parse(text));
  // An error outside any test: a file that does not load, a server that does not start.
  const outside = errors.map((error): TestEnd => ({ kind: 'failed', title: 'outside any test', why: wordsOf(error) }));
  return [...suites.flatMap((suite) => testsIn(suite, [])), ...outside];
}

function testsIn(suite: Suite, above: readonly string[]): readonly TestEnd[] {
  const path = [...above, suite.title];
  const own = suite.specs.flatMap((spec) => spec.tests.map((test) => endOf(test, [...path, spec.title].join(' › '))));
  return [...own, ...(suite.suites ?? []).flatMap((inner) => testsIn(inner, path))];
}

function endOf(test: Test, title: string): TestEnd {
  const named = test.projectName === '' ? title : `[${test.projectName}] ${title}`;
  switch (test.status) {
    case 'expected':
      return { kind: 'passed', title: named };
    case 'skipped': {
      const note = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme');
      // After a failure in a serial group the rest is skipped without a note, and so is what an interrupted run left.
      return { kind: 'skipped', title: named, why: note === undefined ? 'not reached' : (note.description ?? 'no reason given') };
    }
    case 'flaky':
    case 'unexpected': {
      const first = test.results.flatMap((result) => result.errors)[0];
      const why = first === undefined ? 'It was expected to fail and passed.' : wordsOf(first);
      return { kind: 'failed', title: named, why: test.status === 'flaky' ? `Flaky: ${why}` : why };
    }
  }
}

function wordsOf(failure: z.infer<typeof Failure>): string {
  return plain(failure.message ?? failure.value ?? 'no message');
}
