/** Runs one suite as a process group of its own. In: how it is launched. Out: how it ended; its words go to the terminal. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endOf, ROOT, type Suite } from './suites.ts';
import type { SuiteEnd } from './totals.ts';

/** No suite takes this long, in ms; one that does hangs, and a build machine must not hang with it. */
const LIMIT_MS = 20 * 60_000;

export async function runSuite(suite: Suite, reports: string, extra: readonly string[]): Promise<SuiteEnd> {
  const readiness = await suite.ready();
  if (readiness.kind === 'cannotRun') return { ...readiness, suite: suite.name };
  const reportFile = join(reports, `${suite.name}.json`);
  const { args, env } = suite.launch(reportFile, extra);
  // Tests start our processes some thousand times: each reads what the first one compiled.
  const exit = await run(args, { ...env, NODE_COMPILE_CACHE: join(reports, 'compiled') });
  if (exit.kind === 'failed') return { kind: 'crashed', suite: suite.name, why: exit.why };
  return endOf(suite, existsSync(reportFile) ? readFileSync(reportFile, 'utf8') : undefined, exit.code);
}

type Exit = { readonly kind: 'ended'; readonly code: number | null } | { readonly kind: 'failed'; readonly why: string };

function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Exit> {
  return new Promise((resolve) => {
    // The servers that tests start are not for a database of whoever runs them.
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, DATABASE_URL: '', ...env }, stdio: ['ignore', 'inherit', 'inherit'], detached: ownGroup });
    const limit = setTimeout(() => {
      endGroup(child);
      resolve({ kind: 'failed', why: `It was still running after ${LIMIT_MS / 60_000} minutes and was ended.` });
    }, LIMIT_MS);
    // Ctrl-C goes to this group alone: the suite's browsers and servers must be ended from here.
    const onSignal = (): void => {
      endGroup(child);
      process.exit(130);
    };
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
    const done = (exit: Exit): void => {
      clearTimeout(limit);
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
      resolve(exit);
    };
    child.on('error', (error) => done({ kind: 'failed', why: error.message }));
    child.on('close', (code) => done({ kind: 'ended', code }));
  });
}

const ownGroup = process.platform !== 'win32';

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (ownGroup) process.kill(-child.pid, 'SIGKILL');
    else child.kill();
  } catch {
    // The group is gone already, which is what was wanted.
  }
}
