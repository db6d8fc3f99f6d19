import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HoursLine } from '../../../contract/directory.ts';
import type { BusinessDay } from '../../clock.ts';
import { Weekday } from '../../week.ts';
import { HsdsSchedule } from '../record.ts';
import { hoursLines, openingAt, readHours, type Hours } from './index.ts';

type Written = Omit<HsdsSchedule, 'id'>;

const TODAY = '2026-11-23' as BusinessDay;

function hours(of: readonly Written[]): Hours {
  const schedules = of.map((each, n) => HsdsSchedule.parse({ ...each, id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` }));
  return { schedules, closures: [], onHolidays: undefined, zone: 'UTC' };
}

function lines(...of: readonly Written[]): HoursLine[] {
  return hoursLines(hours(of), TODAY, ({ description }) => (description === undefined ? undefined : { text: description, language: 'es' }));
}

const morning = { opens_at: '08:00', closes_at: '12:00' };
const afternoon = { opens_at: '14:00', closes_at: '17:00' };
const from8to12 = [{ from: '08:00', to: '12:00' }];
const weekly = (days: Weekday[], spans: { from: string; to: string }[], every = 1): HoursLine => ({ kind: 'weekly', days, every, spans });

describe('hours in lines', () => {
  it('days with the same hours stand together, whoever they were written by', () => {
    expect(lines({ freq: 'WEEKLY', byday: 'MO,WE', ...morning }, { freq: 'WEEKLY', byday: 'TU', ...morning }, { byday: 'SA', ...afternoon })).toEqual([
      weekly(['mon', 'tue', 'wed'], from8to12),
      weekly(['sat'], [{ from: '14:00', to: '17:00' }]),
    ]);
  });

  it('several spans of a day stand in their order, and those that meet are one', () => {
    expect(lines({ byday: 'FR', ...afternoon }, { byday: 'FR', ...morning }, { byday: 'FR', opens_at: '12:00', closes_at: '13:00' })).toEqual([
      weekly(['fri'], [{ from: '08:00', to: '13:00' }, { from: '14:00', to: '17:00' }]),
    ]);
  });

  it('what is written twice stands once', () => {
    expect(lines({ byday: 'FR', ...morning }, { byday: 'FR', ...morning })).toEqual([weekly(['fri'], from8to12)]);
  });

  it('over midnight keeps its end, and the whole day is the same time twice', () => {
    expect(lines({ byday: 'FR', opens_at: '22:00', closes_at: '02:00' }, { byday: 'SA,SU', opens_at: '00:00', closes_at: '24:00' })).toEqual([
      weekly(['fri'], [{ from: '22:00', to: '02:00' }]),
      weekly(['sat', 'sun'], [{ from: '00:00', to: '00:00' }]),
    ]);
  });

  it('two spans that are longer than a day together stay two', () => {
    expect(lines({ byday: 'FR', opens_at: '08:00', closes_at: '20:00' }, { byday: 'FR', opens_at: '20:00', closes_at: '10:00' })).toEqual([
      weekly(['fri'], [{ from: '08:00', to: '20:00' }, { from: '20:00', to: '10:00' }]),
    ]);
  });

  it('every other week is a line of its own; two that alternate are two', () => {
    const odd = { freq: 'WEEKLY', interval: 2, byday: 'MO', ...morning };
    expect(lines({ ...odd, dtstart: '2026-11-02' }, { ...odd, dtstart: '2026-11-16', byday: 'TU' }, { ...odd, dtstart: '2026-11-09', byday: 'WE' })).toEqual([
      weekly(['mon', 'tue'], from8to12, 2),
      weekly(['wed'], from8to12, 2),
    ]);
  });

  it('the last Friday, the fifteenth and the last of the month', () => {
    expect(lines({ freq: 'MONTHLY', byday: '-1FR,2TU', ...morning }, { freq: 'MONTHLY', bymonthday: '15,-1', ...morning }, { freq: 'MONTHLY', bymonthday: '3', interval: 3, dtstart: '2026-10-03', ...afternoon })).toEqual([
      { kind: 'nth', nth: -1, day: 'fri', every: 1, spans: from8to12 },
      { kind: 'nth', nth: 2, day: 'tue', every: 1, spans: from8to12 },
      { kind: 'dates', dates: [15, -1], every: 1, spans: from8to12 },
      { kind: 'dates', dates: [3], every: 3, spans: [{ from: '14:00', to: '17:00' }] },
    ]);
  });

  it('morning and afternoon of the same nth day are one line', () => {
    expect(lines({ freq: 'MONTHLY', byday: '1MO', ...afternoon }, { freq: 'MONTHLY', byday: '1MO', ...morning })).toEqual([
      { kind: 'nth', nth: 1, day: 'mon', every: 1, spans: [...from8to12, { from: '14:00', to: '17:00' }] },
    ]);
  });

  it('every Monday of every month is every Monday', () => {
    expect(lines({ freq: 'MONTHLY', byday: 'MO', ...morning })).toEqual([weekly(['mon'], from8to12)]);
  });

  it('what has no line is said in its own words, and left out where there are none', () => {
    const words = (text: string): HoursLine => ({ kind: 'said', said: { text, language: 'es' } });
    expect(
      lines(
        { freq: 'MONTHLY', byday: 'FR', bymonthday: '13', ...morning, description: 'Viernes trece' },
        { freq: 'WEEKLY', byday: 'MO', byweekno: '1', ...morning, description: 'La primera semana' },
        { freq: 'MONTHLY', byday: 'FR', interval: 2, dtstart: '2026-11-01', description: 'Viernes de noviembre y enero' },
        { freq: 'HOURLY', description: 'A cada hora' },
        { description: 'Con cita' },
        { freq: 'WEEKLY', byday: 'MO', byyearday: '1' },
        { byday: 'MO', ...morning, description: 'Lunes por la mañana' },
      ),
    ).toEqual([weekly(['mon'], from8to12), words('Viernes trece'), words('La primera semana'), words('Viernes de noviembre y enero'), words('A cada hora'), words('Con cita')]);
  });

  it('what is over is left out, and what is to come as long as something holds', () => {
    const summer = { byday: 'MO', ...morning, valid_to: '2026-11-22' };
    const winter = { byday: 'TU', ...morning, valid_from: '2026-11-23' };
    const later = { byday: 'WE', ...morning, valid_from: '2026-11-24' };
    expect(lines(summer, winter, later)).toEqual([weekly(['tue'], from8to12)]);
    expect(lines(summer, later)).toEqual([weekly(['wed'], from8to12)]);
    expect(lines(summer, { ...later, valid_from: '2027-01-22' })).toEqual([weekly(['wed'], from8to12)]);
    expect(lines(summer, { ...later, valid_from: '2027-01-23' })).toEqual([]);
  });

  it('say the same of a week as is said at each of its hours', () => {
    const time = fc.integer({ min: 0, max: 47 }).map((half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`);
    const days = fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1 }).map((some) => some.join(','));
    const schedule = fc.record({ byday: days, opens_at: time, closes_at: time });
    fc.assert(
      fc.property(fc.array(schedule, { minLength: 1, maxLength: 4 }), (some) => {
        const read = readHours(hours(some));
        const shown = lines(...some);
        for (let half = 0; half < 7 * 48; half += 1) {
          const now = Date.parse('2026-11-23T00:15Z') + half * 1_800_000;
          expect(openingAt(read, { now, isHoliday: undefined }).kind, `${half}`).toBe(isOpenBy(shown, half * 30 + 15) ? 'open' : 'closed');
        }
      }),
      { seed: 7, numRuns: 60 },
    );
  });
});

/** By the lines alone. @param minute of a week that begins on Monday. */
function isOpenBy(shown: readonly HoursLine[], minute: number): boolean {
  return shown.some((line) => line.kind === 'weekly' && line.days.some((day) => line.spans.some(({ from, to }) => {
    const start = Weekday.options.indexOf(day) * 1440 + minutes(from);
    const length = (minutes(to) - minutes(from) + 1440) % 1440 || 1440;
    return (minute - start + 7 * 1440) % (7 * 1440) < length;
  })));
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
