/**
 * Adds up what came of the suites of `npm test`.
 *
 * In: how each suite ended. Out: totals, and the lines a person reads. It starts nothing and never
 * counts as passed what was not seen to pass: a flaky test failed, a suite that ran nothing failed.
 */

/** What came of one test. */
export type TestEnd =
  | { readonly kind: 'passed'; readonly title: string }
  | { readonly kind: 'failed'; readonly title: string; readonly why: string }
  | { readonly kind: 'skipped'; readonly title: string; readonly why: string };

/** What came of one suite. */
export type SuiteEnd =
  /** It wrote a report. `exitCode` is its process's own verdict. */
  | { readonly kind: 'ran'; readonly suite: string; readonly tests: readonly TestEnd[]; readonly exitCode: number | null }
  /** It ended without a report that can be read. */
  | { readonly kind: 'crashed'; readonly suite: string; readonly why: string }
  /** This machine lacks a part it needs, or can't have it at all. */
  | { readonly kind: 'cannotRun'; readonly suite: string; readonly why: string; readonly lacks: 'installable' | 'impossible' };

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What a suite's end means as tests; a suite that did not run stands as one test of its name. */
export function testsOf(end: SuiteEnd, options: { readonly ci: boolean }): readonly TestEnd[] {
  switch (end.kind) {
    case 'crashed':
      return [{ kind: 'failed', title: end.suite, why: end.why }];
    case 'cannotRun':
      // A build machine is made for this: what it could have and has not is a fault of the build.
      return options.ci && end.lacks === 'installable'
        ? [{ kind: 'failed', title: end.suite, why: `${end.why} (a build machine must have it)` }]
        : [{ kind: 'skipped', title: end.suite, why: end.why }];
    case 'ran': {
      const ran = end.tests.filter((test) => test.kind !== 'skipped');
      if (end.tests.length === 0) return [{ kind: 'failed', title: end.suite, why: 'It ran no tests at all.' }];
      if (end.exitCode !== 0 && !ran.some((test) => test.kind === 'failed')) {
        const why = `No test failed, yet it ended with code ${end.exitCode ?? 'of a signal'}.`;
        return [...end.tests, { kind: 'failed', title: end.suite, why }];
      }
      return end.tests;
    }
  }
}

export function addUp(tests: readonly TestEnd[]): Totals {
  const count = (kind: TestEnd['kind']): number => tests.filter((test) => test.kind === kind).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

/** The last line of `npm test`. */
export function totalsLine({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Each skipped test with its reason, then each failed one with its first error. */
export function report(tests: readonly TestEnd[]): readonly string[] {
  const skipped = tests.flatMap((test) => (test.kind === 'skipped' ? [`  skipped  ${test.title}: ${test.why}`] : []));
  const failed = tests.flatMap((test) => (test.kind === 'failed' ? [`  FAILED   ${test.title}`, ...indent(test.why)] : []));
  return [...skipped, ...failed];
}

const LINES_OF_AN_ERROR = 8;

function indent(why: string): readonly string[] {
  const lines = why.trimEnd().split('\n');
  const shown = lines.slice(0, LINES_OF_AN_ERROR).map((line) => `           ${line}`);
  return lines.length > LINES_OF_AN_ERROR ? [...shown, '           …'] : shown;
}

/** Text as it reads without a terminal's colours. */
export function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- an escape sequence begins with a control character.
  return text.replaceAll(/\u001b\[[0-9;]*m/g, '');
}
