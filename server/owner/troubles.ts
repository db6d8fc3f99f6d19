/** Troubles told once: a full disk is met with every tick, and the log needs one line of it. */
import type { Clock } from '../../shared/domain/clock.ts';
import type { OwnerParts, OwnerTrouble } from './owner.ts';

/** The same trouble is told again after this. Milliseconds. */
export const TELL_AGAIN_MS = 60_000;

export function tellOnce(clock: Clock, tell: OwnerParts['onTrouble']): OwnerParts['onTrouble'] {
  const told = new Map<string, number>();
  return (trouble) => {
    const now = clock.monotonic();
    for (const [one, at] of told) if (now - at >= TELL_AGAIN_MS) told.delete(one);
    const name = nameOf(trouble);
    if (told.has(name)) return;
    told.set(name, now);
    tell(trouble);
  };
}

function nameOf(trouble: OwnerTrouble): string {
  return trouble.kind === 'failed' ? `failed ${String(trouble.error)}` : JSON.stringify(trouble);
}
