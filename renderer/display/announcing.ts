/**
 * Which call the wall shows large. In: the calls in view, and that the one in hand has been told long
 * enough. Out: what is told now, and what comes after it. No call flashes past and none is told over
 * another: each has its turn, and stands in the list meanwhile. It makes no sound and reads no clock.
 */
import type { ShownCall } from '../../shared/contract/views.ts';

export interface Announcing {
  /** Every key seen since the page loaded; null before the first view. */
  readonly seen: ReadonlySet<string> | null;
  /** Shown large; null before the first call of the day. */
  readonly now: ShownCall | null;
  /** It is being rung for and said [X3]. */
  readonly isTelling: boolean;
  /** Called since, and not told yet; the oldest first. */
  readonly due: readonly ShownCall[];
}

export const SILENT: Announcing = { seen: null, now: null, isTelling: false, due: [] };

/**
 * What the first view holds was called before this page was here: it is shown and not told. After a
 * lost link the same keys come again and are not told either; those called meanwhile are.
 * @param calls newest first.
 */
export function withCalls(before: Announcing, calls: readonly ShownCall[]): Announcing {
  const { seen, now, isTelling, due } = before;
  const [latest = null] = calls;
  const keys = new Set([...(seen ?? []), ...calls.map(({ key }) => key)]);
  // Another day: nobody of the last one is sent to a desk any more.
  if (seen === null || latest === null) return { seen: keys, now: latest, isTelling: false, due: [] };
  const fresh = calls.filter(({ key }) => !seen.has(key)).toReversed();
  const oldest = calls.at(-1);
  // One that was taken back is not told; one that newer ones have pushed out of view still is.
  const isThere = (call: ShownCall): boolean => calls.some(({ key }) => key === call.key) || (oldest !== undefined && call.at < oldest.at);
  const waiting = [...due.filter(isThere), ...fresh];
  if (isTelling && now && isThere(now)) return { seen: keys, now, isTelling, due: waiting };
  const [next, ...after] = waiting;
  return next ? { seen: keys, now: next, isTelling: true, due: after } : { seen: keys, now: latest, isTelling: false, due: [] };
}

/** The call in hand was told: the next one has its turn, or this one stays. */
export function told(before: Announcing): Announcing {
  const [next, ...after] = before.due;
  return next ? { ...before, now: next, due: after } : { ...before, isTelling: false };
}
