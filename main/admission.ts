/** Who may speak at the main process's door, decided from what Electron says of the sender alone. */
import type { Trust } from '../shared/contract/commands.ts';
import { PAGES_ORIGIN } from './pages.ts';

export interface Sender {
  /** Of the window we opened; undefined when we opened none for this sender. */
  readonly trust: Trust | undefined;
  /** Of the frame that sent; undefined when it is gone already. */
  readonly origin: string | undefined;
  readonly isTop: boolean;
}

export type Admission =
  | { readonly kind: 'screen'; readonly trust: Trust }
  /** `why` ends a sentence that says a message was refused. */
  | { readonly kind: 'stranger'; readonly why: string };

export function admit({ trust, origin, isTop }: Sender): Admission {
  if (!trust) return { kind: 'stranger', why: 'its window is none of ours' };
  if (origin !== PAGES_ORIGIN) return { kind: 'stranger', why: `it came from ${origin ?? 'a frame that is gone'}` };
  if (!isTop) return { kind: 'stranger', why: 'it came from a frame inside a page' };
  return { kind: 'screen', trust };
}
