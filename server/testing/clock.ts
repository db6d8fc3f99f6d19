/** For tests alone: a clock that stands still until a test moves it. */
import type { Clock } from '../../shared/domain/clock.ts';
import { NOON } from './device.ts';

export interface TestClock extends Clock {
  advance(milliseconds: number): void;
}

export function createClock(): TestClock {
  let passed = 0;
  return {
    now: () => NOON + passed,
    monotonic: () => passed,
    advance: (milliseconds) => {
      passed += milliseconds;
    },
  };
}
