/**
 * What a window's preload and Electron's main process say to each other, and the gate both keep.
 *
 * In: what a page tried to send. Out: whether its trust lets that through. The station checks the
 * same again at its own door: a page that broke its preload has still two walls before it.
 */
import { z } from 'zod';
import { ScreenFrame, type StationFrame } from './bridge.ts';
import { MAY_CALL, type Trust } from './commands.ts';
import type { RefusalKind } from './refusals.ts';
import { MAY_WATCH } from './views.ts';

/** IPC channel names, page → main and main → page. */
export const FROM_SCREEN = 'umbral:from-screen';
export const TO_SCREEN = 'umbral:to-screen';

/** Numbers one stretch of one page's talk with one station process; never used again. */
const session = z.int().min(1);

/** Preload → main. Trust is never in it: main knows which window it opened for whom. */
export const FromScreen = z.discriminatedUnion('kind', [
  /** A page was loaded and listens. */
  z.strictObject({ kind: z.literal('hello') }),
  z.strictObject({ kind: z.literal('frame'), session, frame: z.unknown() }),
]);
export type FromScreen = z.infer<typeof FromScreen>;

/** Main → preload. A frame of another session than the last `up` was meant for an earlier page. */
export type ToScreen =
  | { readonly kind: 'up'; readonly session: number }
  | { readonly kind: 'down' }
  | { readonly kind: 'frame'; readonly session: number; readonly frame: StationFrame };

/** What the gate says of a frame. */
export type Passage =
  | { readonly kind: 'pass'; readonly frame: ScreenFrame }
  /** A call waits for its answer, and this is it. */
  | { readonly kind: 'refuse'; readonly answer: StationFrame }
  /** Nobody waits for an answer. */
  | { readonly kind: 'drop'; readonly why: 'malformed' | 'notAllowed' };

/** Whether a screen of this trust may send this. Total: it answers whatever `raw` is. */
export function gate(trust: Trust, raw: unknown): Passage {
  const parsed = ScreenFrame.safeParse(raw);
  if (!parsed.success) {
    const call = NumberedCall.safeParse(raw);
    return call.success ? refuse(call.data.frame, 'malformed') : { kind: 'drop', why: 'malformed' };
  }
  const frame = parsed.data;
  switch (frame.kind) {
    case 'call':
      return MAY_CALL[trust].includes(frame.command.kind) ? { kind: 'pass', frame } : refuse(frame.frame, 'notAllowed');
    case 'watch':
      return MAY_WATCH[trust].includes(frame.query.kind) ? { kind: 'pass', frame } : { kind: 'drop', why: 'notAllowed' };
    case 'unwatch':
      return { kind: 'pass', frame };
  }
}

const NumberedCall = z.object({ kind: z.literal('call'), frame: z.int().min(1) });

function refuse(frame: number, why: RefusalKind): Passage {
  return { kind: 'refuse', answer: { kind: 'reply', frame, reply: { kind: 'refused', why } } };
}
