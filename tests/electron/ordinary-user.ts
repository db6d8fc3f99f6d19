/**
 * An ordinary user for root to lend to a test: Chromium refuses to run as root in its own sandbox.
 *
 * In: an Electron and an app. Out: copies of both that belong to a user without rights, and a
 * launcher that runs them as that user; or why this machine can't. It never touches the originals,
 * which may lie where no user but root can look.
 */
import { execFile, type ExecFileException } from 'node:child_process';
import { constants } from 'node:fs';
import { copyFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** `nobody`: it owns nothing, and a system that has no such name has the number. */
const UID = 65534;
const AS_USER = [`--reuid=${UID}`, `--regid=${UID}`, '--clear-groups'];

export type OrdinaryUser =
  | {
      readonly kind: 'lent';
      /** Takes Electron's place; Electron then has its process number. */
      readonly executable: string;
      readonly app: string;
      readonly data: string;
      /** The copy of the module that was to be loaded first. */
      readonly first: string;
      /** Where this user may write and what it runs, in place of root's own. */
      readonly env: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'none'; readonly why: string };

export interface Originals {
  /** Electron's executable; the folder around it comes along. */
  readonly runtime: string;
  /** An app that needs nothing outside its own folder but a Node. */
  readonly app: string;
  /** A module to be loaded before the app, which needs nothing beside it. */
  readonly first: string;
}

/**
 * Copies what it takes into a folder and gives that folder away.
 * @param folder empty, root's, and removed by the caller.
 */
export async function lendOrdinaryUser(folder: string, originals: Originals): Promise<OrdinaryUser> {
  const place = (name: string): string => join(folder, name);
  const [runtime, home, xauthority] = [place(`runtime/${basename(originals.runtime)}`), place('home'), process.env['XAUTHORITY']];
  await copyFolder(dirname(originals.runtime), dirname(runtime));
  await copyFolder(originals.app, place('app'));
  await copyFile(originals.first, place('first.cjs'));
  await copyFile(process.execPath, place('node'), constants.COPYFILE_FICLONE);
  if (xauthority) await copyFile(xauthority, place('xauthority'));
  for (const own of [home, place('data')]) await mkdir(own);
  // A script, since Playwright puts switches of its own before those it is given.
  await writeFile(place('launch'), `#!/bin/sh\nexec setpriv ${AS_USER.join(' ')} -- "\${0%/*}/runtime/${basename(runtime)}" "$@"\n`, { mode: 0o755 });

  // Chromium's sandbox is made of namespaces, and some systems give an ordinary user none.
  const refusal = (await whyFailed('chown', ['-R', `${UID}:${UID}`, folder])) ?? (await whyFailed('setpriv', [...AS_USER, 'unshare', '--user', 'test', '-x', runtime]));
  if (refusal !== undefined) return { kind: 'none', why: refusal };
  const homes = ['HOME', 'TMPDIR', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME', 'XDG_RUNTIME_DIR'].map((name) => [name, home]);
  const env = { ...Object.fromEntries(homes), UMBRAL_NODE: place('node'), ...(xauthority ? { XAUTHORITY: place('xauthority') } : {}) };
  return { kind: 'lent', executable: place('launch'), app: place('app'), data: place('data'), first: place('first.cjs'), env };
}

function copyFolder(from: string, to: string): Promise<void> {
  return cp(from, to, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
}

/** Why a program failed, in its own words where it had any; undefined where it didn't. */
function whyFailed(program: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, args, (error: ExecFileException | null, _stdout, stderr) => {
      resolve(error === null ? undefined : stderr.trim() || error.message);
    });
  });
}
