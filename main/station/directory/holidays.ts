/** The public holidays that ship with the station. */
import table from '../../../assets/holidays/holidays.json' with { type: 'json' };
import type { BusinessDay } from '../../../shared/domain/clock.ts';
import { holidaysOf } from '../../../shared/domain/directory/opening/index.ts';

/** @param code of a country, or of a region of it: `CO`, `BR-SP`. @returns undefined where nothing is known of it. */
export function isHolidayIn(code: string): ((day: BusinessDay) => boolean) | undefined {
  return holidaysOf(table, code);
}
