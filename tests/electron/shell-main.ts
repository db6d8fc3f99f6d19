/** Electron's entry for tests of the shell: the real one, on small pages and a station without a database, all in its own folder. */
import { app } from 'electron';
import { join } from 'node:path';
import { runShell } from '../../main/shell.ts';

const own = app.getAppPath();

runShell({
  root: join(import.meta.dirname, '..', '..'),
  screens: join(own, 'pages'),
  preloads: join(own, 'preload'),
  station: join(own, 'station.cjs'),
});
