/**
 * Series as calendars' files have them (RFC 5545). In: a file of any program, or series. Out: series
 * and faults, or a file. Never a guest, an organiser's address or an alarm, on the way in or out.
 */
export type { CalendarFault, CalendarField, CalendarWhy } from './fault.ts';
export { readCalendar, type CalendarReading, type CalendarTerms } from './reading.ts';
export { writeCalendar, type WritingTerms } from './writing.ts';
