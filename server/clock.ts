/** The machine's own time, for the server: the one place here that reads it [Q6]. */
import type { Clock } from '../shared/domain/clock.ts';

/* oxlint-disable no-restricted-properties -- this is the clock's own file */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};
