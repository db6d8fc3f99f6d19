/** `estimate`: ranges for everyone in a hall of 2,000, with what today taught, from the state to the ranges. */
import { estimate } from '../../../shared/domain/estimate/index.ts';
import { DESKS, fullHall, SERVICES, WAITING } from '../full-hall.ts';
import { percentile, rounded, stopwatch, type Row } from '../measure.ts';

const TIMES = 200;
const WARM_UP = 10;
const LIMIT_MS = 50;

export async function measureEstimate(): Promise<Row> {
  const { state, learned, day, now } = fullHall();
  // As a kiosk asks, that shows each service with its wait.
  const asking = (state.centre?.services ?? []).map(({ id }) => ({ service: id, language: 'es' as const, priority: undefined }));
  const taken: number[] = [];
  let said = 0;
  for (let time = 0; time < WARM_UP + TIMES; time += 1) {
    const watch = stopwatch();
    said = estimate(state, learned, { day, now }, asking).ofVisits.size;
    const ms = watch();
    if (time >= WARM_UP) taken.push(ms);
  }
  if (said < WAITING * 0.9) throw new Error(`only ${said} of ${WAITING} were told anything`);
  const value = percentile(taken, 0.99);
  return {
    row: 'estimate', p50: rounded(percentile(taken, 0.5)), p99: rounded(value), value: rounded(value), unit: 'ms',
    limit: LIMIT_MS, ok: value <= LIMIT_MS, note: `ranges for ${said} of ${WAITING} waiting, ${DESKS} desks, ${SERVICES} services, accumulating priority, ${TIMES} times`,
  };
}
