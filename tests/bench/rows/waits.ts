/** `waits`: how long a tap may have to stand behind a reckoning of waits, in a hall of 2,000. */
import { systemClock } from '../../../main/station/clock.ts';
import { Waits } from '../../../main/station/waits/index.ts';
import { fullHall, WAITING } from '../full-hall.ts';
import { percentile, rounded, stopwatch, type Row } from '../measure.ts';

const TIMES = 100;
const WARM_UP = 5;
const LIMIT_MS = 50;
/** Past the rest between two reckonings. */
const LATER_MS = 10_000;

export function measureWaits(): Row {
  const { state, day, now: begun } = fullHall();
  const { monotonic } = systemClock();
  let now = begun;
  let next: (() => void) | undefined;
  let isSaid = false;
  const waits = new Waits({
    // What four weeks taught is worth here what today did: it is the hall that takes the time.
    journal: { state, pastDay: () => undefined },
    clock: { now: () => now, monotonic },
    timers: {
      after(_ms, then) {
        next = then;
        return () => undefined;
      },
    },
    today: () => day,
    onSaid() {
      isSaid = true;
    },
    onTrouble(error) {
      throw error;
    },
  });
  const turns: number[] = [];
  const wholes: number[] = [];
  for (let time = 0; time < WARM_UP + TIMES; time += 1) {
    now += LATER_MS;
    waits.wake();
    isSaid = false;
    const taken: number[] = [];
    while (!isSaid) {
      const watch = stopwatch();
      next?.();
      taken.push(watch());
    }
    if (time < WARM_UP) continue;
    turns.push(...taken);
    wholes.push(taken.reduce((sum, ms) => sum + ms, 0));
  }
  const value = percentile(turns, 0.99);
  return {
    row: 'waits', p50: rounded(percentile(turns, 0.5)), p99: rounded(value), value: rounded(value), unit: 'ms',
    limit: LIMIT_MS, ok: value <= LIMIT_MS,
    note: `the turns of the loop that a reckoning takes, p99 of ${turns.length}; ${WAITING} waiting; a whole one p50 ${rounded(percentile(wholes, 0.5))} ms`,
  };
}
