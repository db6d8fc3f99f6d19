import { describe, expect, it } from 'vitest';
import type { HsdsSchedule } from '../../../../shared/domain/directory/record.ts';
import { hoursIn, isWhole, schedulesOf, weekOf, type FormHours } from './hours.ts';

const row = (n: number, rest: Omit<HsdsSchedule, 'id'>): HsdsSchedule => ({ id: `00000000-0000-4000-8000-00000000000${n}`, ...rest });
const WORKDAYS = row(1, { freq: 'WEEKLY', byday: 'MO,TU,WE,TH,FR', opens_at: '08:00', closes_at: '12:00', schedule_link: 'https://kept.example' });
const LATE = row(2, { freq: 'WEEKLY', byday: 'FR', opens_at: '22:00', closes_at: '02:00' });
const LAST_FRIDAY = row(3, { freq: 'MONTHLY', byday: '-1FR', opens_at: '14:00', closes_at: '16:00' });
const EVERY_OTHER = row(4, { freq: 'WEEKLY', interval: 2, byday: 'SA', dtstart: '2026-01-03', opens_at: '09:00', closes_at: '10:00' });
const SUMMER = row(5, { freq: 'WEEKLY', byday: 'SU', valid_from: '2026-01-01', valid_to: '2026-02-01', opens_at: '09:00', closes_at: '10:00' });
const WORDS = row(6, { description: 'Llame antes' });
const ALL = [WORKDAYS, LATE, LAST_FRIDAY, EVERY_OTHER, SUMMER, WORDS];

const ids = (): (() => string) => {
  let n = 0;
  return () => `10000000-0000-4000-8000-00000000000${(n += 1)}`;
};
const write = (hours: FormHours, before = ALL): HsdsSchedule[] => schedulesOf(hours, before, ids());

describe('hours in a form', () => {
  it('shows a week, days of the month, and keeps what it can’t show', () => {
    const { week, months, others } = hoursIn(ALL);
    expect(week.fri).toEqual([{ from: '08:00', to: '12:00' }, { from: '22:00', to: '02:00' }]);
    expect([week.mon, week.sat, week.sun]).toEqual([[{ from: '08:00', to: '12:00' }], [], []]);
    expect(months).toEqual([{ id: LAST_FRIDAY.id, nth: -1, day: 'fri', from: '14:00', to: '16:00' }]);
    expect(others).toEqual([EVERY_OTHER, SUMMER, WORDS]);
  });

  it('that nobody touched are written as they stood', () => {
    expect(write(hoursIn(ALL))).toEqual(ALL);
  });

  it('another time of one day leaves the other days in their row, and is a row of its own', () => {
    const hours = hoursIn(ALL);
    const wednesday = write({ ...hours, week: { ...hours.week, wed: [{ from: '09:00', to: '12:00' }] } });
    expect(wednesday).toEqual([{ ...WORKDAYS, byday: 'MO,TU,TH,FR' }, LATE, LAST_FRIDAY, EVERY_OTHER, SUMMER, WORDS, { id: '10000000-0000-4000-8000-000000000001', freq: 'WEEKLY', byday: 'WE', opens_at: '09:00', closes_at: '12:00' }]);
    expect(hoursIn(wednesday).week).toEqual({ ...hours.week, wed: [{ from: '09:00', to: '12:00' }] });
  });

  it('days with the same time stand in one row, whatever else is there', () => {
    const week = weekOf((day) => (day === 'sat' || day === 'sun' ? [{ from: '10:00', to: '13:00' }] : []));
    expect(write({ week, months: [], others: [WORDS] })).toEqual([WORDS, { id: '10000000-0000-4000-8000-000000000001', freq: 'WEEKLY', byday: 'SA,SU', opens_at: '10:00', closes_at: '13:00' }]);
  });

  it('a day of the month changes in its row, and a new one comes behind', () => {
    const hours = hoursIn(ALL);
    const [last] = hours.months;
    if (!last) throw new Error('no such row');
    const written = write({ ...hours, months: [{ ...last, to: '17:00' }, { id: 'new', nth: 1, day: 'sat', from: '08:00', to: '10:00' }] });
    expect(written).toContainEqual({ ...LAST_FRIDAY, closes_at: '17:00' });
    expect(written.at(-1)).toEqual({ id: 'new', freq: 'MONTHLY', byday: '1SA', opens_at: '08:00', closes_at: '10:00' });
    expect(write({ ...hours, months: [] })).not.toContainEqual(expect.objectContaining({ freq: 'MONTHLY' }));
  });

  it.each([
    ['', '12:00', false],
    ['08:00', '', false],
    ['8', '12:00', false],
    ['08:00', '12:00', true],
    ['22:00', '02:00', true],
  ])('from «%s» to «%s» is whole: %s', (from, to, is) => {
    expect(isWhole({ week: weekOf((day) => (day === 'mon' ? [{ from, to }] : [])), months: [], others: [] })).toBe(is);
  });
});
