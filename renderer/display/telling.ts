/**
 * How one call is told: a chime, then the voice, twice; once where others wait. In: sounds, timers.
 * Out: that it was told, no sooner than anybody could have read it. It does not know which call it is.
 */
import type { Timers } from '../../shared/domain/clock.ts';
import type { Player, Saying } from '../ui/voice/index.ts';

export interface TellingParts {
  /** Rings once. Rejects where the browser won't allow it yet. */
  readonly chime: () => Promise<void>;
  readonly onBlocked: () => void;
  readonly player: Pick<Player, 'say' | 'stop'>;
  readonly timers: Pick<Timers, 'after'>;
  /** Whether others wait to be told. */
  readonly hasMore: () => boolean;
  readonly onTold: () => void;
}

/** The chime is loudest at its beginning: the voice comes into its end. Milliseconds. */
export const CHIME_MS = 800;
/** A call stays large so long at least, whatever waits: as long as four words and a number take to read twice. */
export const SHOWN_MS = 5_000;
/** Between the first time and the second. */
export const AGAIN_MS = 1_200;

/** @param round what is said in one, in each language; nothing where nothing can be. Asked when it is to be said: voices may be there by then. @returns how to end it at once. */
export function tell(round: () => readonly Saying[], { chime, onBlocked, player, timers, hasMore, onTold }: TellingParts): () => void {
  let cancel = (): void => {};
  let [isSaid, isShown] = [false, false];
  const end = (): void => {
    if (isSaid && isShown) onTold();
  };
  const said = (): void => {
    isSaid = true;
    end();
  };
  const say = (left: number): void => {
    const sayings = round();
    if (sayings.length === 0) return said();
    player.say(sayings, () => {
      if (left > 1 && !hasMore()) cancel = timers.after(AGAIN_MS, () => say(left - 1));
      else said();
    });
  };
  const cancelShown = timers.after(SHOWN_MS, () => {
    isShown = true;
    end();
  });
  cancel = timers.after(CHIME_MS, () => say(2));
  // A wall that may not ring may not speak either.
  chime().catch(() => {
    cancel();
    onBlocked();
    said();
  });
  return () => {
    cancel();
    cancelShown();
    player.stop();
  };
}
