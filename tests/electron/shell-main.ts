/** Electron's entry for tests of the shell: the real one, on small pages and a station without a database. */
import { app } from 'electron';
import { join } from 'node:path';
import { runShell } from '../../main/shell.ts';

const root = join(import.meta.dirname, '..', '..');

runShell({
  root,
  screens: join(root, 'tests', 'electron', 'pages'),
  preloads: join(root, 'dist', 'preload'),
  station: join(app.getAppPath(), 'station.cjs'),
});
