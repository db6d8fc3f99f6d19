/** The host's contract in plain Node. `tests/electron/host.spec.ts` runs the same in Electron, on both hosts. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { childHost } from '../../main/host/child-host.ts';
import type { Exit } from '../../main/host/host.ts';
import { CONTRACT_ARGS, CONTRACT_PATIENCE_MS, HOST_CONTRACT } from '../electron/host-contract.ts';

const module = join(import.meta.dirname, '..', 'fixtures', 'station-without-database.ts');
const settings = { module, args: CONTRACT_ARGS, patienceMs: CONTRACT_PATIENCE_MS };

describe('a station as a child of plain Node', () => {
  for (const { title, run } of HOST_CONTRACT) {
    it(title, () => run(childHost({ ...settings, node: process.execPath })));
  }

  it('is told of as not started when there is no such Node', async () => {
    const exit = await new Promise<Exit>((resolve) => {
      childHost({ ...settings, node: join(import.meta.dirname, 'no-such-node') }).start({ message: () => undefined, exit: resolve });
    });
    expect(exit).toEqual({ kind: 'notStarted', why: expect.stringContaining('ENOENT') });
  });
});
