/** What the shell is told when it is started: arguments and environment, and nothing else. */
import { join, resolve } from 'node:path';
import { Trust } from '../shared/contract/commands.ts';
import { CannotGoOn } from '../shared/contract/problem.ts';
import { DeskId } from '../shared/domain/ids.ts';

export interface ShellSettings {
  /** The station's data folder, absolute. The shell keeps its own few files in `shell/` below it. */
  readonly data: string;
  /** The windows of this device, in the order they open. */
  readonly windows: readonly Trust[];
  /** Ordinary windows instead of full screens: for whoever develops. */
  readonly windowed: boolean;
  /** The desk that this machine stands at; undefined to have it chosen in the window. */
  readonly desk: DeskId | undefined;
  /** The Node that runs the station where Electron's own is too old for it. */
  readonly node: string;
}

/**
 * @param argv all of the process's arguments; other programs' switches among them are passed over.
 * @param root the folder that holds `node_modules`.
 * @throws CannotGoOn naming the argument or variable that can't be used.
 */
export function readShellSettings(argv: readonly string[], env: Readonly<NodeJS.ProcessEnv>, root: string): ShellSettings {
  const windowed = env['UMBRAL_WINDOWED'] ?? '';
  return {
    data: resolve(dataArgument(argv) ?? join('var', 'station')),
    windows: readWindows(env['UMBRAL_WINDOWS'] ?? 'visitor,staff'),
    windowed: windowed !== '' && windowed !== '0',
    desk: readDesk(env['UMBRAL_DESK']),
    node: env['UMBRAL_NODE'] ?? join(root, 'node_modules', '.bin', 'node'),
  };
}

function dataArgument(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === '--data' || word.startsWith('--data='));
  const word = argv[at];
  if (word === undefined) return undefined;
  const value = word === '--data' ? argv[at + 1] : word.slice('--data='.length);
  if (!value) throw new CannotGoOn('unexpected', '--data needs a folder after it. Nothing was started.');
  return value;
}

function readWindows(list: string): Trust[] {
  const windows = new Set<Trust>();
  for (const name of list.split(',')) {
    const trust = Trust.safeParse(name.trim());
    if (!trust.success) {
      throw new CannotGoOn('unexpected', `UMBRAL_WINDOWS has «${name.trim()}» in it; it may have ${Trust.options.join(', ')}. Nothing was started.`);
    }
    windows.add(trust.data);
  }
  return [...windows];
}

function readDesk(name: string | undefined): DeskId | undefined {
  if (!name) return undefined;
  const desk = DeskId.safeParse(name);
  if (!desk.success) throw new CannotGoOn('unexpected', `UMBRAL_DESK is «${name}», which is no desk's id (desk-3, say). Nothing was started.`);
  return desk.data;
}
