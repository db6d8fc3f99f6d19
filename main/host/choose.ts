/** Which way a station is run, decided once, before anything is started. */

/** `utility` is Electron's own child process; `child` is a Node that the machine has. */
export type HostKind = 'utility' | 'child';

/** The database module is built against this version of Node-API. */
const NODE_API_NEEDED = 10;

/**
 * Chooses by what the runtime says of itself (`process.versions.napi`). Trying and looking at how
 * it ended does not work: a module that is too new kills a utility process with exit code 0.
 */
export function hostKindFor(nodeApi: string | undefined): HostKind {
  return Number(nodeApi) >= NODE_API_NEEDED ? 'utility' : 'child';
}
