/** [E11] A wall tells its station of frames that were painted: one that stands still, or is hidden, paints none. */
import { useEffect } from 'react';
import { useBridge } from '../ui/bridge.ts';
import { screenTimers } from '../ui/clock.ts';

/** Between two words of it. Milliseconds. */
const BEAT_MS = 10_000;

export function useHeartbeat(): void {
  const bridge = useBridge();
  useEffect(() => {
    let callOff = (): void => {};
    let frame = 0;
    // What a first frame asks for is painted before a second one begins.
    const beat = (): void => {
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(() => {
          bridge.painted();
          callOff = screenTimers.after(BEAT_MS, beat);
        });
      });
    };
    beat();
    return () => {
      cancelAnimationFrame(frame);
      callOff();
    };
  }, [bridge]);
}
