import { describe, expect, it } from 'vitest';
import type { BusinessDay } from '../../clock.ts';
import { holidaysOf, type HolidayTable } from './index.ts';

const TABLE: HolidayTable = {
  AA: { 2026: '01-01 12-25', 2027: '01-01' },
  'AA-N': { 2026: '+07-09 -12-25' },
  'AA-S': {},
};

function daysIn(code: string): string[] | undefined {
  const isHoliday = holidaysOf(TABLE, code);
  return isHoliday && ['2026-01-01', '2026-07-09', '2026-12-25', '2027-01-01', '2027-07-09', '2027-12-25', '2028-01-01'].filter((day) => isHoliday(day as BusinessDay));
}

describe('public holidays', () => {
  it('of a country, in the years that are known', () => expect(daysIn('AA')).toEqual(['2026-01-01', '2026-12-25', '2027-01-01']));
  it('of a region: its own besides, and without those it has not', () => expect(daysIn('AA-N')).toEqual(['2026-01-01', '2026-07-09', '2027-01-01']));
  it('of a region without days of its own', () => expect(daysIn('AA-S')).toEqual(daysIn('AA')));
  it('of a region nobody knows are its country’s', () => expect(daysIn('AA-X')).toEqual(daysIn('AA')));
  it('of a country nobody knows are unknown', () => {
    expect(daysIn('BB')).toBeUndefined();
    expect(daysIn('BB-N')).toBeUndefined();
    expect(daysIn('constructor')).toBeUndefined();
  });
});
