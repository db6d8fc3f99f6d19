/**
 * What people come together for, and when. In: series as a coordinator or a calendar tells them.
 * Out: their occurrences in a span of time, which of them are in each other's way, and what of them
 * is to come; who has a place there, by number. Never a name, and never a rule that would take for
 * ever. Calendars' files are `calendar/`.
 */
export { clashesOf, type Clash } from './clash.ts';
export { LocalDay, LocalTime } from './local.ts';
export { occurrencesBetween, type Occurrence } from './occurrences.ts';
export { isForDate, makePass, Pass, PASS_LETTERS, readPass, textOfPass, type PassFor, type PassSays, type SignedPass } from './pass.ts';
export { COMING_DAYS, comingDates, dateOf, plannedIn, plannedOfFile, whereOf, type ComingDate, type Planned } from './planned.ts';
export { readRule, type ReadRule, type RuleFault } from './rule.ts';
export { freeAt, hasPlace, seatsAt, type Seats } from './seats.ts';
export { Access, Audience, Change, Cost, Place, Series } from './series.ts';
export { AtDate, BANDS, Consent, dateName, Party, Question, Sealed, SignupCode, sizeOf, Terms } from './signup.ts';
