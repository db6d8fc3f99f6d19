import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import table from '../../assets/holidays/holidays.json' with { type: 'json' };
import type { BusinessDay } from '../../shared/domain/clock.ts';
import { holidaysOf, type HolidayTable } from '../../shared/domain/directory/opening/index.ts';
import { COUNTRIES, FILE, fileOf, tableOf, YEARS } from './holidays.ts';

const HERE: HolidayTable = table;

/** Some that are reckoned differently: by moved Mondays, by Easter, by the moon, by regions with days of their own. */
const SOME = ['CO', 'VE', 'SR', 'BR', 'GT'] as const;

describe('the committed holidays', () => {
  it.each(SOME)('of %s are what the script makes', (country) => {
    const years = [2026, 2029, 2035];
    for (const [code, made] of Object.entries(tableOf(country, years))) {
      const kept = Object.entries(HERE[code] ?? {}).filter(([year]) => years.includes(Number(year)));
      expect(Object.fromEntries(kept), code).toEqual(made);
    }
  });

  it('are of every country in every year, and written as the script writes them', () => {
    expect(readFileSync(FILE, 'utf8')).toBe(fileOf(HERE));
    expect(Object.keys(HERE).filter((code) => !code.includes('-'))).toEqual(COUNTRIES);
    for (const code of COUNTRIES) expect(Object.keys(HERE[code] ?? {}), code).toEqual(YEARS.map(String));
  });

  /** From official calendars: days that are told by law. */
  it.each([
    ['CO', '2026-11-16', true],
    ['CO', '2026-11-23', false],
    ['AR', '2026-11-23', true],
    ['PE', '2027-07-28', true],
    ['BR', '2026-07-09', false],
    ['BR-SP', '2026-07-09', true],
    ['BR-SP', '2026-11-20', true],
    ['BR-SP', '2026-09-07', true],
    ['US-CA', '2026-10-12', false],
    ['MX', '2026-11-16', true],
    ['GT', '2026-12-24', false],
    ['GT', '2026-12-25', true],
  ] as const)('%s, %s: %s', (code, day, is) => {
    expect(holidaysOf(HERE, code)?.(day as BusinessDay)).toBe(is);
  });
});
