/**
 * What people come together for, and when. In: series as a coordinator or a calendar tells them.
 * Out: their occurrences in a span of time, and which of them are in each other's way. Never who
 * comes, never a clock, and never a rule that would take for ever. Calendars' files are `calendar/`.
 */
export { clashesOf, type Clash } from './clash.ts';
export { LocalDay, LocalTime } from './local.ts';
export { occurrencesBetween, type Occurrence } from './occurrences.ts';
export { readRule, type ReadRule, type RuleFault } from './rule.ts';
export { Access, Audience, Change, Cost, Place, Series } from './series.ts';
