/** The machine's clock: the one place in the station that reads it [Q6]. */
import type { Clock, Timers } from '../../shared/domain/clock.ts';

/* oxlint-disable no-restricted-properties -- this file is the clock that everyone else is handed. */
export function systemClock(): Clock {
  const origin = performance.now();
  return {
    now: () => Date.now(),
    monotonic: () => performance.now() - origin,
  };
}

export const systemTimers: Timers = {
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
