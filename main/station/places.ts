/** Where the program's own files are, the same from source and from the bundle in `dist/`. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('the program has no package.json above it');
  return rootAbove(parent);
}

/** The folder that holds `package.json`, `assets/` and `dist/`. */
export const PROGRAM_ROOT = rootAbove(import.meta.dirname);

/** The built screens. */
export const SCREENS = join(PROGRAM_ROOT, 'dist', 'renderer');
