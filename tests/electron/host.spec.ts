/** The host's contract inside a real Electron, both ways of running a station. */
import { expect } from '@playwright/test';
import type { HostKind } from '../../main/host/choose.ts';
import type { ContractInElectron } from './contract-main.ts';
import { HOST_CONTRACT } from './host-contract.ts';
import { test } from './launch.ts';

const KINDS: readonly HostKind[] = ['utility', 'child'];

for (const kind of KINDS) {
  test(`a station as a ${kind} process of Electron keeps the host’s contract`, async ({ launch, runtime }) => {
    const { app } = await launch({ app: 'contract' });
    test.info().annotations.push({ type: 'seen', description: `${kind} host in Electron ${runtime.version}` });
    for (const { title } of HOST_CONTRACT) {
      await test.step(title, async () => {
        const ended = app.evaluate(
          (_electron, { kind, title }) => (globalThis as unknown as { contract: ContractInElectron }).contract.run(kind, title),
          { kind, title },
        );
        await expect(ended).resolves.toBeUndefined();
      });
    }
  });
}
