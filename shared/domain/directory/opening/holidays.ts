/** Which days are public holidays somewhere, out of a table that is handed in. */
import type { BusinessDay } from '../../clock.ts';

/**
 * By country, ISO 3166-1 (`BR`), and by year: its holidays as `MM-DD`, with spaces between. By
 * region of it (`BR-SP`): the days that it has besides, after a `+`, and those it has not, after a `-`.
 */
export type HolidayTable = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Whole days on which offices of a country, or of a region of it, are closed by law. A region that
 * the table lacks has its country's. In a year that the table lacks no day is one.
 * @returns undefined where nothing is known of the country.
 */
export function holidaysOf(table: HolidayTable, code: string): ((day: BusinessDay) => boolean) | undefined {
  const [country = ''] = code.split('-');
  const own = known(table, country);
  if (!own) return undefined;
  const days = new Set(Object.entries(own).flatMap(([year, text]) => text.split(' ').map((each) => `${year}-${each}`)));
  for (const [year, text] of Object.entries((code !== country && known(table, code)) || {})) {
    for (const each of text.split(' ')) {
      const day = `${year}-${each.slice(1)}`;
      if (each.startsWith('+')) days.add(day);
      else days.delete(day);
    }
  }
  return (day) => days.has(day);
}

function known(table: HolidayTable, code: string): HolidayTable[string] | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
