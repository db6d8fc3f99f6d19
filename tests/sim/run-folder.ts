import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made = new Set<string>();
process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/**
 * A folder of a simulation's own, gone with the process at the latest; where a file costs nothing to
 * sync, if there is such a place: what a crash of the machine does is not tested here.
 */
export function runFolder(): string {
  for (const place of ['/dev/shm', tmpdir()]) {
    try {
      const folder = mkdtempSync(join(place, 'umbral-sim-'));
      made.add(folder);
      return folder;
    } catch {
      // The next one, then.
    }
  }
  throw new Error('there is nowhere to put a simulation’s files');
}
