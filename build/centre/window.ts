/** Whether windows can be opened here, and with what. It starts nothing and downloads nothing. */
import { officialElectron } from '../test-electron.ts';

export type Window = { readonly kind: 'electron'; readonly path: string } | { readonly kind: 'none'; readonly why: string };

export function findWindow(env: NodeJS.ProcessEnv): Window {
  if (process.platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return { kind: 'none', why: 'this machine has no display' };
  const runtime = officialElectron();
  return runtime.kind === 'found' ? { kind: 'electron', path: runtime.path } : { kind: 'none', why: runtime.why };
}
