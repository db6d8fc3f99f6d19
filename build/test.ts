/**
 * `npm test`: every suite, added up. `npm test -- unit` runs one; words after a suite's name go to
 * its runner.
 *
 * In: the suites' table. Out: each suite's own output, then every skip with its reason, every
 * failure with its first error, and the totals as the last line; code 0 only where nothing failed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './bundle.ts';
import { provide } from './testing/machine.ts';
import { runSuite } from './testing/run-suite.ts';
import { partsOf, type Suite, SUITES } from './testing/suites.ts';
import { addUp, report, type SuiteEnd, testsOf, totalsLine } from './testing/totals.ts';

const say = (line: string): void => console.log(line);

/** What was asked for: all suites, or one with words for its runner; undefined where there is none of that name. */
function chosen([name, ...extra]: readonly string[]): { suites: readonly Suite[]; extra: readonly string[] } | undefined {
  if (name === undefined) return { suites: SUITES, extra: [] };
  const suites = SUITES.filter((suite) => suite.name === name);
  return suites.length > 0 ? { suites, extra } : undefined;
}

/** Builds what every suite runs on: its station serves the built pages. @returns why it did not build. */
async function whyNotBuilt(): Promise<string | undefined> {
  try {
    await build();
    return undefined;
  } catch (error) {
    return `It was not built: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function runAll(suites: readonly Suite[], extra: readonly string[]): Promise<readonly SuiteEnd[]> {
  provide(partsOf(suites), say);
  const unbuilt = await whyNotBuilt();
  const reports = mkdtempSync(join(tmpdir(), 'umbral-test-'));
  const ends: SuiteEnd[] = [];
  try {
    for (const suite of suites) {
      say(`\n── ${suite.name}: ${suite.about}`);
      ends.push(unbuilt !== undefined ? { kind: 'crashed', suite: suite.name, why: unbuilt } : await runSuite(suite, reports, extra));
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  return ends;
}

const choice = chosen(process.argv.slice(2));
if (choice === undefined) {
  console.error(`There is no such suite. There are: ${SUITES.map((suite) => suite.name).join(', ')}.`);
  process.exitCode = 2;
} else {
  const ci = !['', '0', 'false', undefined].includes(process.env['CI']);
  const ends = await runAll(choice.suites, choice.extra);
  const tests = ends.flatMap((end) => testsOf(end, { ci }));
  const totals = addUp(tests);
  say('');
  for (const line of report(tests)) say(line);
  say(totalsLine(totals));
  process.exitCode = totals.failed === 0 ? 0 : 1;
}
