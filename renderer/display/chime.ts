/**
 * When the wall chimes: once for every call that was not there when the page loaded [X3]. In: the
 * keys of the calls in view. Out: those never seen before. It makes no sound itself.
 */

/** Every key seen since the page loaded; null before the first view. */
export type SeenCalls = ReadonlySet<string> | null;

export interface Heard {
  readonly seen: SeenCalls;
  /** Calls to chime for, newest first. */
  readonly fresh: readonly string[];
}

/**
 * The first view is what was called before this page was here: it is shown and not rung. After a
 * lost link the same keys come again and are not rung either; those called meanwhile are.
 */
export function hearCalls(seen: SeenCalls, keys: readonly string[]): Heard {
  if (seen === null) return { seen: new Set(keys), fresh: [] };
  const fresh = keys.filter((key) => !seen.has(key));
  return fresh.length === 0 ? { seen, fresh } : { seen: new Set([...seen, ...fresh]), fresh };
}

/** Rings one after the other, so that two calls in a breath are two chimes and not one. */
export interface Bell {
  readonly ring: (times: number) => void;
  /** The sound has ended: the next one may begin. */
  readonly ended: () => void;
}

/**
 * @param play starts the sound; rejects where the browser won't allow it yet.
 * @param onBlocked called when it did not; the rings that waited are dropped, as they are old.
 */
export function createBell(play: () => Promise<void>, onBlocked: () => void): Bell {
  let due = 0;
  let ringing = false;
  const next = (): void => {
    if (ringing || due === 0) return;
    due -= 1;
    ringing = true;
    play().catch(() => {
      ringing = false;
      due = 0;
      onBlocked();
    });
  };
  return {
    ring(times) {
      due += times;
      next();
    },
    ended() {
      ringing = false;
      next();
    },
  };
}
