/** The adding up: what is planted as failing, crashed, empty or skipped is told as that, and never as passed. */
import { describe, expect, it } from 'vitest';
import { addUp, plain, report, testsOf, totalsLine, type SuiteEnd, type TestEnd } from './totals.ts';

const passed: TestEnd = { kind: 'passed', title: 'a' };
const failed: TestEnd = { kind: 'failed', title: 'b', why: 'expected 1 to be 2' };
const skipped: TestEnd = { kind: 'skipped', title: 'c', why: 'no printer here' };

const AT_HOME = { ci: false };
const IN_CI = { ci: true };

const ran = (tests: readonly TestEnd[], exitCode: number | null = 0): SuiteEnd => ({ kind: 'ran', suite: 'unit', tests, exitCode });
const totals = (end: SuiteEnd, options = AT_HOME): string => totalsLine(addUp(testsOf(end, options)));

describe('the totals', () => {
  it.each<[string, SuiteEnd, string]>([
    ['passing tests pass', ran([passed, passed]), '2 passed, 0 failed, 0 skipped'],
    ['a failing test fails', ran([passed, failed], 1), '1 passed, 1 failed, 0 skipped'],
    ['a skipped test is skipped', ran([passed, skipped]), '1 passed, 0 failed, 1 skipped'],
    ['a suite of skips alone is skipped', ran([skipped]), '0 passed, 0 failed, 1 skipped'],
    ['an empty suite fails', ran([]), '0 passed, 1 failed, 0 skipped'],
    ['a suite that ends badly with every test passed fails', ran([passed], 1), '1 passed, 1 failed, 0 skipped'],
    ['a suite that a signal ended fails', ran([passed], null), '1 passed, 1 failed, 0 skipped'],
    ['a crashed suite fails', { kind: 'crashed', suite: 'unit', why: 'no report' }, '0 passed, 1 failed, 0 skipped'],
    ['a suite this machine can’t run is skipped', { kind: 'cannotRun', suite: 'e', why: 'no runtime', lacks: 'impossible' }, '0 passed, 0 failed, 1 skipped'],
    ['a suite whose parts are missing is skipped', { kind: 'cannotRun', suite: 'e', why: 'no Xvfb', lacks: 'installable' }, '0 passed, 0 failed, 1 skipped'],
  ])('%s', (_, end, line) => {
    expect(totals(end)).toBe(line);
  });

  it('a build machine fails where it lacks what it could have, and skips what it never can', () => {
    expect(totals({ kind: 'cannotRun', suite: 'e', why: 'no Xvfb', lacks: 'installable' }, IN_CI)).toBe('0 passed, 1 failed, 0 skipped');
    expect(totals({ kind: 'cannotRun', suite: 'e', why: 'no runtime', lacks: 'impossible' }, IN_CI)).toBe('0 passed, 0 failed, 1 skipped');
  });
});

describe('the report', () => {
  it('names each skip with its reason and each failure with its first error', () => {
    const text = report([passed, failed, skipped]).join('\n');
    expect(text).toContain('c: no printer here');
    expect(text).toContain('FAILED   b');
    expect(text).toContain('expected 1 to be 2');
    expect(text).not.toContain(' a');
  });

  it('cuts a long error', () => {
    const lines = report([{ ...failed, why: Array.from({ length: 50 }, (_, line) => `line ${line}`).join('\n') }]);
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toContain('…');
  });

  it('reads without colours', () => {
    expect(plain('\u001b[31mred\u001b[39m')).toBe('red');
  });
});
