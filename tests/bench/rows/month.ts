/** `month`: what is on in a month, of 10,000 occurrences of series in four zones, as a calendar's view asks it. */
import { occurrencesBetween, Series } from '../../../shared/domain/events/index.ts';
import { testChance } from '../../fixtures/world.ts';
import { percentile, rounded, stopwatch, type Row } from '../measure.ts';

const OCCURRENCES = 10_000;
const ROUNDS = 60;
/** Somebody has looked before: its code is warm by then, and its rules are reckoned. */
const WARM_UP = 5;
const LIMIT_MS = 50;

/** How things come again, about as often as they do: most by the week, some by the month or daily, many once. */
const RULES: readonly (string | undefined)[] = ['FREQ=WEEKLY', 'FREQ=WEEKLY;BYDAY=MO,TH', 'FREQ=WEEKLY;BYDAY=TU,WE,FR;COUNT=60', 'FREQ=WEEKLY;INTERVAL=2', 'FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=MONTHLY;BYMONTHDAY=1,15', 'FREQ=DAILY;UNTIL=20270301T000000Z', undefined];
const ZONES = ['America/Bogota', 'America/Santiago', 'Europe/Madrid', 'America/New_York'];
const MONTH = [Date.parse('2026-11-01T05:00Z'), Date.parse('2026-12-01T05:00Z')] as const;

function someSeries(): Series[] {
  const chance = testChance(7);
  const below = (many: number): number => Math.floor(chance.fraction() * many);
  const two = (number: number): string => String(number).padStart(2, '0');
  const made: Series[] = [];
  for (let occurrences = 0; occurrences < OCCURRENCES; ) {
    const rule = RULES[below(RULES.length)];
    const month = rule === undefined ? 11 : 8 + below(4);
    const start = `2026-${two(month)}-${two(1 + below(28))}T${two(8 + below(12))}:${below(2) === 0 ? '00' : '30'}`;
    const series = Series.parse({
      id: String(made.length).padStart(26, '0'), name: { es: 'Taller' }, icon: 'class', place: { kind: 'room', room: `sala-${below(40)}` }, audiences: [], languages: [], access: [], hasChildcare: false, cost: { kind: 'free' }, capacity: 20,
      zone: ZONES[below(ZONES.length)], isAllDay: false, start, minutes: 30 + below(4) * 30, ...(rule !== undefined && { rule }), added: [],
      excluded: below(10) === 0 ? ['2026-11-16'] : [],
      changes: below(10) === 0 ? [{ kind: 'changed', original: start, start: '2026-11-20T18:00' }] : [],
      isCancelled: false,
    });
    occurrences += occurrencesBetween(series, ...MONTH).length;
    made.push(series);
  }
  return made;
}

const look = (all: readonly Series[]): number => all.reduce((sum, series) => sum + occurrencesBetween(series, ...MONTH).length, 0);

export function measureMonth(): Row {
  const series = someSeries();
  const fresh = structuredClone(series);
  const first = stopwatch();
  const seen = look(fresh);
  const cold = first();
  if (seen < OCCURRENCES) throw new Error(`only ${seen} occurrences`);
  const taken: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const watch = stopwatch();
    if (look(series) !== seen) throw new Error('not the same again');
    if (round >= WARM_UP) taken.push(watch());
  }
  const value = percentile(taken, 0.95);
  return {
    row: 'month', p50: rounded(percentile(taken, 0.5)), p99: rounded(percentile(taken, 0.99)), value: rounded(value), unit: 'ms',
    limit: LIMIT_MS, ok: value <= LIMIT_MS,
    note: `${seen} occurrences of ${series.length} series in ${ZONES.length} zones, p95; the first time, when each rule is reckoned, ${Math.round(cold)} ms`,
  };
}
