/**
 * Every suite of `npm test`, in one table: what it needs, how it is run, how its report is read.
 * A new suite is a new row here and nothing else.
 */
import { join } from 'node:path';
import { testElectron } from '../test-electron.ts';
import { BROWSER_PARTS, ELECTRON_PARTS, findChromium, PAPER_PARTS, VOICE_PARTS, whyLacking, type Part } from './machine.ts';
import { readPlaywrightReport } from './playwright-report.ts';
import type { SuiteEnd, TestEnd } from './totals.ts';
import { readVitestReport, REPORT_FILE } from './vitest-report.ts';

export const ROOT = join(import.meta.dirname, '../..');

/** How a suite is started, once it can be: a script for this Node. */
export interface Launch {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export type Readiness = { readonly kind: 'ready' } | Omit<Extract<SuiteEnd, { kind: 'cannotRun' }>, 'suite'>;

export interface Suite {
  readonly name: string;
  readonly about: string;
  readonly parts: readonly Part[];
  /** Whether this machine can run it, its system's parts provided as far as they could be. */
  readonly ready: () => Promise<Readiness>;
  /** @param reportFile where the report must be written. @param extra words for the runner itself. */
  readonly launch: (reportFile: string, extra: readonly string[]) => Launch;
  readonly read: (report: string) => readonly TestEnd[];
}

const READY: Readiness = { kind: 'ready' };

function lacking(parts: readonly Part[]): Readiness {
  const why = whyLacking(parts);
  return why === undefined ? READY : { kind: 'cannotRun', why, lacks: 'installable' };
}

function playwright(config: string, extra: readonly string[], reportFile: string): Launch {
  const cli = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile, ...withChromium() };
  return { args: [cli, 'test', '-c', config, '--reporter=list,json', ...extra], env };
}

function withChromium(): Record<string, string> {
  const found = findChromium();
  return found === undefined ? {} : { UMBRAL_CHROMIUM: found };
}

export const SUITES: readonly Suite[] = [
  {
    name: 'unit',
    about: 'rules, contracts, crashes, paper and the house, in Node',
    // Those of its tests that need a part which is not there say so themselves; the others run.
    parts: [...PAPER_PARTS, ...VOICE_PARTS],
    ready: () => Promise.resolve(READY),
    launch: (reportFile, extra) => ({
      args: [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--reporter=default', `--reporter=${join(import.meta.dirname, 'vitest-report.ts')}`, ...extra],
      env: { [REPORT_FILE]: reportFile, ...withChromium() },
    }),
    read: readVitestReport,
  },
  {
    name: 'browser',
    about: 'the whole journey in Chromium',
    // Those of its tests that listen say so themselves where there is nothing to hear.
    parts: [...BROWSER_PARTS, ...VOICE_PARTS],
    ready: () => Promise.resolve(lacking(BROWSER_PARTS)),
    launch: (reportFile, extra) => playwright('tests/e2e/playwright.config.ts', extra, reportFile),
    read: readPlaywrightReport,
  },
  {
    name: 'electron',
    about: 'the same journey in Electron’s windows',
    parts: ELECTRON_PARTS,
    ready: async () => {
      const parts = lacking(ELECTRON_PARTS);
      if (parts.kind !== 'ready') return parts;
      const runtime = await testElectron();
      if (runtime.kind === 'found') return READY;
      const canBeHad = process.platform === 'linux' && process.arch === 'x64';
      return { kind: 'cannotRun', why: runtime.why, lacks: canBeHad ? 'installable' : 'impossible' };
    },
    launch: (reportFile, extra) => playwright('tests/electron/playwright.config.ts', extra, reportFile),
    read: readPlaywrightReport,
  },
];

/** Reads what a run left behind. @param exitCode null where a signal ended it. */
export function endOf(suite: Pick<Suite, 'name' | 'read'>, report: string | undefined, exitCode: number | null): SuiteEnd {
  const crashed = (why: string): SuiteEnd => ({ kind: 'crashed', suite: suite.name, why });
  if (report === undefined) return crashed(`It ended (${exitCode === null ? 'by a signal' : `code ${exitCode}`}) and left no report; what it wrote is above.`);
  try {
    return { kind: 'ran', suite: suite.name, tests: suite.read(report), exitCode };
  } catch (error) {
    return crashed(`Its report can’t be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The parts that these suites need, each once. */
export function partsOf(suites: readonly Suite[]): readonly Part[] {
  return [...new Set(suites.flatMap((suite) => suite.parts))];
}
