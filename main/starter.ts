/**
 * Whoever started the shell, where that is a process with a channel to it (`npm start`). In: its
 * wish that the shell end, or its own end. Out: whether there is a station. Without a channel, silence.
 */
import type { Problem } from '../shared/contract/problem.ts';

export type ToStarter =
  /** The station serves; browsers find its screens at `web`. Again after each restart. */
  | { readonly kind: 'ready'; readonly web: string }
  /** The shell exits right after, with `EXIT_CANT_GO_ON`. */
  | { readonly kind: 'failed'; readonly problem: Problem };

export function tellStarter(message: ToStarter): void {
  // A starter that is gone hears nothing, and `hearStarter` has told so.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

/** Calls back when the starter says `{kind: 'stop'}`, and when it is gone: a shell does not outlive it. */
export function hearStarter(onEnd: () => void): void {
  process.on('message', (message) => {
    if (typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'stop') onEnd();
  });
  process.on('disconnect', onEnd);
}
