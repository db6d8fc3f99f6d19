/** What the server and the process that forked it say to each other, over the child's IPC. */
import { z } from 'zod';
import type { Problem } from '../shared/contract/problem.ts';

/** Finish what is on the way to disk, then exit 0. A `disconnect` or SIGTERM means the same. */
export const ToServer = z.object({ kind: z.literal('stop') });

export type FromServer =
  /** Stations may call from now on. */
  | {
      readonly kind: 'ready';
      readonly url: string;
      /** Where the code of the first admin lies; only as long as there is no admin. */
      readonly adminCode?: string;
    }
  /** The server can't go on; it exits with `EXIT_CANT_GO_ON` right after. */
  | { readonly kind: 'failed'; readonly problem: Problem };
