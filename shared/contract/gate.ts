/**
 * The gate that a screen's frames pass: in the window's preload, in Electron's main process and at
 * the station's own door. In: what a page tried to send. Out: whether its trust lets that through.
 * A page that broke its preload has still two gates before it.
 */
import { z } from 'zod';
import { ScreenFrame, type StationFrame } from './bridge.ts';
import { MAY_CALL, type Trust } from './commands.ts';
import type { RefusalKind } from './refusals.ts';
import { MAY_WATCH } from './views.ts';

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
    case 'painted':
      return trust === 'display' ? { kind: 'pass', frame } : { kind: 'drop', why: 'notAllowed' };
  }
}

const NumberedCall = z.object({ kind: z.literal('call'), frame: z.int().min(1) });

function refuse(frame: number, why: RefusalKind): Passage {
  return { kind: 'refuse', answer: { kind: 'reply', frame, reply: { kind: 'refused', why } } };
}
