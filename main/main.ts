/** Electron's entry: the shell, on the parts that stand in the program's own tree. */
import { join } from 'node:path';
import { runShell } from './shell.ts';

const root = join(import.meta.dirname, '..');

runShell({
  root,
  screens: join(root, 'dist', 'renderer'),
  preloads: join(root, 'dist', 'preload'),
  station: join(root, 'dist', 'main', 'station.cjs'),
});
