/** How much one series may ask for: a rule that would never end is refused before anybody reckons it. In: nothing. Out: numbers. */

/** Characters of a rule. */
export const RULE_AT_MOST = 500;
/** Dates of a rule that counts them. */
export const COUNT_AT_MOST = 2000;
/** Every so many days, weeks, months or years. */
export const INTERVAL_AT_MOST = 400;
/** Dates that a rule may have in a year. */
export const A_YEAR_AT_MOST = 1000;
/** Dates of a series that were added; as many that are left out, and as many that are changed. */
export const DATES_AT_MOST = 1000;
/** Years from a series' start on in which it has dates; of later ones nothing is said. */
export const YEARS_AT_MOST = 30;
/** Minutes of an occurrence: 31 days. */
export const MINUTES_AT_MOST = 31 * 24 * 60;
/** Periods of a rule that are looked through for dates: each day of `YEARS_AT_MOST` years. */
export const PERIODS_AT_MOST = 12_000;
/** Times within such periods that are looked at; a rule whose parts exclude each other ends here. */
export const CANDIDATES_AT_MOST = 100_000;
/** Pairs of occurrences in one room at once that are told. */
export const CLASHES_AT_MOST = 1000;
