/** The two reports as the runners of today write them: planted tests, run for real. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPlaywrightReport } from './playwright-report.ts';
import { readVitestReport, REPORT_FILE } from './vitest-report.ts';
import type { TestEnd } from './totals.ts';

const ROOT = join(import.meta.dirname, '../..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'umbral-reports-'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const write = (path: string, text: string): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};

function run(script: string, args: readonly string[], env: Record<string, string>): Promise<void> {
  // The runner that runs this file leaves its own variables behind, and they would reach the inner one.
  const outer = Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST|NODE_ENV|CI$|UMBRAL_)/.test(name));
  return new Promise((resolve) => {
    const clean = { ...Object.fromEntries(outer), ...env };
    execFile(process.execPath, [join(ROOT, 'node_modules', script), ...args], { cwd: folder, env: clean }, () => resolve());
  });
}

const summary = (ends: readonly TestEnd[]): Record<string, string> =>
  Object.fromEntries(ends.map((end) => [end.title, end.kind === 'passed' ? 'passed' : `${end.kind}: ${end.why.split('\n')[0]}`]));

describe('vitest’s report', () => {
  it('keeps reasons, flakiness, dead hooks, and files that do not load', async () => {
    write(
      'v/planted.test.ts',
      `import { beforeAll, describe, expect, it } from 'vitest';
       let tries = 0;
       it('passes', () => {});
       it('fails', () => { expect(1).toBe(2); });
       it('is skipped', (test) => { test.skip('no printer here'); });
       it('is flaky', { retry: 1 }, () => { if (tries++ === 0) throw new Error('once'); });
       describe('hook', () => { beforeAll(() => { throw new Error('hook died'); }); it('is never reached', () => {}); });`,
    );
    write('v/broken.test.ts', `import './nowhere.ts';`);
    write('v/empty.test.ts', 'export {};');
    const file = join(folder, 'vitest.json');
    await run('vitest/vitest.mjs', ['run', '--root', join(folder, 'v'), `--reporter=${join(import.meta.dirname, 'vitest-report.ts')}`], { [REPORT_FILE]: file });
    const ends = summary(readVitestReport(readFileSync(file, 'utf8')));
    expect(ends).toMatchObject({
      'planted.test.ts › passes': 'passed',
      'planted.test.ts › fails': 'failed: expected 1 to be 2 // Object.is equality',
      'planted.test.ts › is skipped': 'skipped: no printer here',
      'planted.test.ts › is flaky': 'failed: Flaky: once',
      'planted.test.ts › hook': 'failed: hook died',
      'planted.test.ts › hook > is never reached': 'skipped: not reached',
    });
    expect(ends['broken.test.ts']).toMatch(/^failed: .*nowhere/);
    expect(ends['empty.test.ts']).toMatch(/^failed: No test suite/);
  });
});

describe('Playwright’s report', () => {
  // Playwright is started twice here, and with a retry: seconds on a quiet machine.
  it('keeps reasons, flakiness, and files that do not load', { timeout: 90_000 }, async () => {
    write('p/playwright.config.ts', `export default { testDir: '.', retries: 1, workers: 1 };`);
    write(
      'p/planted.spec.ts',
      `import { expect, test } from '@playwright/test';
       test('passes', () => {});
       test('fails', () => { expect(1).toBe(2); });
       test('is skipped', () => { test.skip(true, 'no printer here'); });
       test('is flaky', ({}, info) => { if (info.retry === 0) throw new Error('once'); });`,
    );
    const file = join(folder, 'playwright.json');
    const cli = '@playwright/test/cli.js';
    await run(cli, ['test', '-c', 'p/playwright.config.ts', '--reporter=json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
    expect(summary(readPlaywrightReport(readFileSync(file, 'utf8')))).toEqual({
      'planted.spec.ts › passes': 'passed',
      'planted.spec.ts › fails': 'failed: Error: expect(received).toBe(expected) // Object.is equality',
      'planted.spec.ts › is skipped': 'skipped: no printer here',
      'planted.spec.ts › is flaky': 'failed: Flaky: Error: once',
    });

    write('q/playwright.config.ts', `export default { testDir: '.' };`);
    write('q/broken.spec.ts', `import './nowhere.ts';`);
    await run(cli, ['test', '-c', 'q/playwright.config.ts', '--reporter=json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
    const broken = readPlaywrightReport(readFileSync(file, 'utf8'));
    expect(broken.length).toBeGreaterThan(0);
    expect(broken.every((end) => end.kind === 'failed')).toBe(true);
  });
});
