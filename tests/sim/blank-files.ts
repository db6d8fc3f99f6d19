/** Empty files of this version's shape, made once a process: a run's machines begin with copies, since a thousand migrations prove no more than one. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWritable } from '../../server/store/sqlite/handles.ts';
import { migrate } from '../../server/store/sqlite/migrations/index.ts';
import { openDatabase } from '../../main/station/journal/index.ts';
import { runFolder } from './run-folder.ts';

let folder: string | undefined;

function blanks(): string {
  if (folder !== undefined) return folder;
  folder = runFolder();
  openDatabase(join(folder, 'station.sqlite')).close();
  const server = openWritable(join(folder, 'centre.sqlite'));
  migrate(server);
  server.close();
  return folder;
}

export function copyBlank(of: 'station.sqlite' | 'centre.sqlite', to: string): void {
  copyFileSync(join(blanks(), of), to);
}
