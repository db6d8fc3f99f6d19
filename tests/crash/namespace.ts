/**
 * A part whose data folder lies on a disk of its own: one that is full, or that nothing can be written
 * to. In: a folder and what is wrong with its disk. Out: how to start the part there, and where others
 * see that disk. Needs a Linux that lets its users mount in a namespace of their own.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Part, Through } from '../fixtures/processes.ts';

/** Why no part can be given a disk of its own here; undefined where it can. */
export const whyNoDisks: string | undefined = tryMount();

/**
 * A disk of this size, with what lies in the folder now and with a file `filler` that leaves little of
 * it. It is gone with the process.
 */
export function onFullDisk(folder: string, megabytes: number, leftKilobytes: number): Through {
  const left = `$(( $(df --output=avail -k "$1" | tail -1) - ${leftKilobytes} ))`;
  return within(folder, [
    'seed=$(mktemp -d); cp -a "$1/." "$seed"',
    `mount -t tmpfs -o size=${megabytes}m tmpfs "$1"`,
    'cp -a "$seed/." "$1"; rm -r "$seed"',
    `head -c ${left}k /dev/zero > "$1/filler"`,
  ]);
}

/** The folder as it is, where nothing can be written. */
export function onReadOnlyDisk(folder: string): Through {
  return within(folder, ['mount --bind "$1" "$1"', 'mount -o remount,bind,ro "$1"']);
}

/** Makes room on a full disk. */
export function makeRoom(part: Part, folder: string): void {
  rmSync(join(seenBy(part, folder), 'filler'));
}

/**
 * Copies the databases of a part's disk to where SQLite finds them: it would resolve the way into
 * another namespace to the folder of the same name in this one.
 */
export function copyOut(part: Part, folder: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to);
  const disk = seenBy(part, folder);
  for (const name of readdirSync(disk)) if (/\.sqlite(-wal)?$/.test(name)) copyFileSync(join(disk, name), join(to, name));
}

/** A path as this part sees it, for who is not in its namespace. */
function seenBy({ child }: Part, path: string): string {
  return `/proc/${child.pid}/root${path}`;
}

function within(folder: string, steps: readonly string[]): Through {
  const script = [...steps.map((step) => `{ ${step}; } || exit 70`), 'shift; exec "$@"'].join('\n');
  return { execPath: '/usr/bin/unshare', execArgv: ['-rm', '/bin/bash', '-c', script, 'disk', folder, process.execPath] };
}

function tryMount(): string | undefined {
  if (process.platform !== 'linux') return 'only a Linux gives a process a disk of its own';
  const tried = spawnSync('/usr/bin/unshare', ['-rm', '/bin/bash', '-c', 'mount -t tmpfs tmpfs /mnt'], { encoding: 'utf8' });
  return tried.status === 0 ? undefined : `this machine lets nobody mount: ${tried.error?.message ?? tried.stderr.trim()}`;
}
