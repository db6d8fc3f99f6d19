/**
 * What a station and the process that hosts it say to each other, over `process.parentPort`
 * (utilityProcess) or a forked child's IPC. Sessions are screens; frames pass through unread.
 */
import type { StationFrame } from '../../shared/contract/bridge.ts';
import type { Trust } from '../../shared/contract/commands.ts';
import type { Problem } from '../../shared/contract/problem.ts';

export type ToStation =
  /** A screen of this trust is there. `session` is the host's number for it, never used again. */
  | { readonly kind: 'open'; readonly session: number; readonly trust: Trust }
  /** What that screen sent, unvalidated: the station's door checks it. */
  | { readonly kind: 'frame'; readonly session: number; readonly frame: unknown }
  | { readonly kind: 'close'; readonly session: number }
  /** Finish what is on the way to disk, then exit 0. */
  | { readonly kind: 'stop' };

export type FromStation =
  /** Sessions may be opened from now on. `web` is where browsers find the screens. */
  | { readonly kind: 'ready'; readonly web: string }
  | { readonly kind: 'frame'; readonly session: number; readonly frame: StationFrame }
  /** The station can't go on; it exits with `EXIT_CANT_GO_ON` right after. */
  | { readonly kind: 'failed'; readonly problem: Problem };
