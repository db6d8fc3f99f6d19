/**
 * When the doors of a directory's service are open. In: schedules as HSDS writes them, closures,
 * holidays, a zone, an instant. Out: open until when, closed until when, or unknown; and its week
 * in lines. It reads no clock [Q6], guesses nothing that nobody said, and has no words of its own.
 */
export { hoursOf, readHours, type Hours, type ReadHours } from './hours.ts';
export { LOOKED_AHEAD, openingAt, type Moment } from './opening-at.ts';
export { holidaysOf, type HolidayTable } from './holidays.ts';
export { readSchedule, type ReadSchedule } from './read.ts';
export { hoursLines } from './lines.ts';
export { sayHours, type HoursWord, type HoursWords } from './said.ts';
