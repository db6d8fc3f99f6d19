/**
 * Writes `assets/holidays/holidays.json`: the public holidays of the region's countries, and of
 * their regions what differs, out of `date-holidays`. In: the years. Out: dates without names. It
 * is run by hand, with `node build/holidays/holidays.ts`, when that package knows better or the
 * years run out; nothing that ships reckons a holiday.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Holidays from 'date-holidays';
import type { HolidayTable } from '../../shared/domain/directory/opening/holidays.ts';

/** Latin America and the Caribbean as far as the package goes, and where else people of it live. ISO 3166-1. */
export const COUNTRIES = [
  'AR', 'AW', 'BB', 'BO', 'BR', 'BS', 'BZ', 'CL', 'CO', 'CR', 'CU', 'CW', 'DO', 'EC', 'ES', 'GT',
  'GY', 'HN', 'HT', 'JM', 'MX', 'NI', 'PA', 'PE', 'PR', 'PY', 'SR', 'SV', 'TT', 'US', 'UY', 'VE',
] as const;
export const YEARS: readonly number[] = Array.from({ length: 10 }, (_, n) => 2026 + n);

export const FILE = fileURLToPath(new URL('../../assets/holidays/holidays.json', import.meta.url));

/**
 * Where a region may leave out what the country keeps: a state's offices choose their own days.
 * Elsewhere a country's holiday holds in all of it. (The package takes 20 November from four states
 * of Brazil, where it was the state's until 2023 and has been the country's since.)
 */
const LEAVES_OUT: ReadonlySet<string> = new Set(['US']);

const HOUR_MS = 3_600_000;
/** The shortest day there is, where the clocks are put forward. Less is an afternoon off: the morning's hours hold. */
const WHOLE_DAY_HOURS = 23;

/** `MM-DD`, in order. */
function daysOf(holidays: Holidays, year: number): readonly string[] {
  const days = holidays
    .getHolidays(year)
    .filter(({ type, start, end }) => type === 'public' && end.getTime() - start.getTime() >= WHOLE_DAY_HOURS * HOUR_MS)
    .map(({ date }) => date.slice('YYYY-'.length, 'YYYY-MM-DD'.length));
  return [...new Set(days)].toSorted();
}

/** A country, and each of its regions after it. */
export function tableOf(country: string, years: readonly number[]): HolidayTable {
  const own = new Map(years.map((year) => [year, daysOf(new Holidays(country), year)]));
  const table: Record<string, Record<string, string>> = { [country]: Object.fromEntries([...own].map(([year, days]) => [year, days.join(' ')])) };
  for (const region of Object.keys(new Holidays().getStates(country) ?? {})) {
    const there = new Holidays(country, region);
    table[`${country}-${region}`] = Object.fromEntries([...own].flatMap(([year, days]) => {
      const differences = differencesOf(days, daysOf(there, year), LEAVES_OUT.has(country));
      return differences === '' ? [] : [[year, differences]];
    }));
  }
  return table;
}

function differencesOf(country: readonly string[], region: readonly string[], leavesOut: boolean): string {
  const more = region.filter((day) => !country.includes(day)).map((day) => `+${day}`);
  const fewer = country.filter((day) => leavesOut && !region.includes(day)).map((day) => `-${day}`);
  return [...more, ...fewer].join(' ');
}

/** A line for each year, so that a change of it shows what changed. */
export function fileOf(table: HolidayTable): string {
  const entries = Object.entries(table).map(([code, years]) => {
    const lines = Object.entries(years).map(([year, days]) => `    "${year}": "${days}"`);
    return lines.length === 0 ? `  "${code}": {}` : `  "${code}": {\n${lines.join(',\n')}\n  }`;
  });
  return `{\n${entries.join(',\n')}\n}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(FILE, fileOf(Object.assign({}, ...COUNTRIES.map((country) => tableOf(country, YEARS)))));
}
