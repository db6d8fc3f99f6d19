/** Electron's entry for the host's contract: no windows, only the cases, to be called one by one. */
import { app } from 'electron';
import { join } from 'node:path';
import { childHost } from '../../main/host/child-host.ts';
import type { HostKind } from '../../main/host/choose.ts';
import type { StationHost } from '../../main/host/host.ts';
import { utilityHost } from '../../main/host/utility-host.ts';
import { CONTRACT_ARGS, CONTRACT_PATIENCE_MS, HOST_CONTRACT } from './host-contract.ts';

const root = join(import.meta.dirname, '..', '..');
const settings = { args: CONTRACT_ARGS, patienceMs: CONTRACT_PATIENCE_MS };

const hosts: Record<HostKind, () => StationHost> = {
  utility: () => utilityHost({ ...settings, module: join(app.getAppPath(), 'station.cjs') }),
  child: () =>
    childHost({
      ...settings,
      node: process.env['UMBRAL_NODE'] ?? join(root, 'node_modules', '.bin', 'node'),
      module: join(root, 'tests', 'fixtures', 'station-without-database.ts'),
    }),
};

/** What the spec calls, in this process. */
export interface ContractInElectron {
  run(kind: HostKind, title: string): Promise<void>;
}

const contract: ContractInElectron = {
  async run(kind, title) {
    const one = HOST_CONTRACT.find((each) => each.title === title);
    if (!one) throw new Error(`no case is called «${title}»`);
    await one.run(hosts[kind]());
  },
};
Object.assign(globalThis, { contract });
