/** What writes calendars, for when it is wanted. In: nothing. Out: the writer of `shared/domain/events/calendar`. */
export { writeCalendar } from '../../../../shared/domain/events/calendar/index.ts';
