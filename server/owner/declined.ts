/** Why the owner does not do what it was asked, as the wire says it [J10]. */
import type { Declined } from './owner.ts';

/** While an order is collected, or the turn went to others: it passes soon. */
export const SOON_MS = 1000;
/** Where somebody has to do something first: bring a disk or a database back, let devices report. */
export const LATER_MS = 5000;

export function busy(retryAfterMs: number): Declined {
  return { kind: 'declined', error: { kind: 'busy', retryAfterMs } };
}

/** This owner's order is over, or is not the one that was offered. @param generation its own. */
export function anotherOrder(generation: number): Declined {
  return { kind: 'declined', error: { kind: 'generation', generation } };
}
