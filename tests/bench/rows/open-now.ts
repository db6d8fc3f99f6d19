/** `open-now`: whether each of 20,000 services is open, and until when or from when, as the directory's list asks it. */
import { daysAfter, type BusinessDay } from '../../../shared/domain/clock.ts';
import { openingAt, readHours, type Hours, type ReadHours } from '../../../shared/domain/directory/opening/index.ts';
import type { HsdsSchedule } from '../../../shared/domain/directory/record.ts';
import { MONDAY_NINE, testChance } from '../../fixtures/world.ts';
import { percentile, rounded, stopwatch, type Row } from '../measure.ts';

const SERVICES = 20_000;
const ROUNDS = 60;
/** The station has asked before: its code is warm by then. */
const WARM_UP = 5;
const LIMIT_MS = 50;
const HOUR = 3_600_000;

type Written = Omit<HsdsSchedule, 'id'>;

const DAILY = 'MO,TU,WE,TH,FR,SA,SU';
const WEEKDAYS = 'MO,TU,WE,TH,FR';
const day = (byday: string, opens_at: string, closes_at: string): Written => ({ freq: 'WEEKLY', byday, opens_at, closes_at });

/** How services keep their hours, about as often as they do: most by the week, some by the month, by night or always. */
const WEEKS: readonly (readonly Written[])[] = [
  [day(WEEKDAYS, '08:00', '17:00')],
  [day(WEEKDAYS, '09:00', '14:00')],
  [day('SU,MO,TU,WE,TH', '08:30', '13:00')],
  [day(WEEKDAYS, '08:00', '12:00'), day(WEEKDAYS, '14:00', '18:00'), day('SA', '09:00', '13:00')],
  [day('TU,TH', '15:00', '19:00')],
  [day(DAILY, '00:00', '24:00')],
  [day('FR,SA', '20:00', '04:00')],
  [{ ...day('MO', '09:00', '12:00'), interval: 2, dtstart: '2026-01-05' }],
  [{ ...day('-1FR,2TU', '09:00', '12:00'), freq: 'MONTHLY' }],
  [{ freq: 'MONTHLY', bymonthday: '1,15', opens_at: '09:00', closes_at: '12:00' }],
  [{ description: 'Con cita' }],
  [],
];
const ZONES = ['America/Bogota', 'America/Santiago', 'America/New_York', 'Asia/Amman'];
const ON_HOLIDAYS: readonly Pick<Hours, 'onHolidays'>[] = [{ onHolidays: 'closed' }, { onHolidays: 'open' }, { onHolidays: undefined }];
const TODAY = '2026-11-23' as BusinessDay;
const ANY_ID = '48102e86-bb50-41c4-8f1e-e269368c41d1';

function someHours(): ReadHours[] {
  const chance = testChance(7);
  const one = <T>(of: readonly T[]): T => {
    const found = of[Math.floor(chance.fraction() * of.length)];
    if (found === undefined) throw new RangeError('nothing to choose from');
    return found;
  };
  return Array.from({ length: SERVICES }, () => {
    const schedules = one(WEEKS).map((each) => ({ ...each, id: ANY_ID }));
    const isAway = chance.fraction() < 0.05;
    const closures: Hours['closures'] = isAway ? [{ from: daysAfter(TODAY, 2), through: daysAfter(TODAY, 5), hours: [] }] : [];
    return readHours({ schedules, closures, ...one(ON_HOLIDAYS), zone: one(ZONES) });
  });
}

export function measureOpenNow(): Row {
  const hours = someHours();
  const holidays: ReadonlySet<string> = new Set([daysAfter(TODAY, 1), daysAfter(TODAY, 28)]);
  const isHoliday = (on: BusinessDay): boolean => holidays.has(on);
  const taken: number[] = [];
  const kinds = new Set<string>();
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const at = { now: MONDAY_NINE + round * 5 * HOUR, isHoliday };
    const watch = stopwatch();
    for (const each of hours) kinds.add(openingAt(each, at).kind);
    if (round >= WARM_UP) taken.push(watch());
  }
  if (kinds.size !== 3) throw new Error('not every kind of answer was given');
  const value = percentile(taken, 0.95);
  return {
    row: 'open-now', p50: rounded(percentile(taken, 0.5)), p99: rounded(percentile(taken, 0.99)), value: rounded(value), unit: 'ms',
    limit: LIMIT_MS, ok: value <= LIMIT_MS,
    note: `${SERVICES} services in ${ZONES.length} zones, at ${ROUNDS} hours of twelve days, p95`,
  };
}
