/**
 * Reads a file of appointments, a table or a calendar. In: its bytes, and the centre it is read for.
 * Out: the rows that can be sent and those that can't, or why nothing could be read. It sends nothing.
 */
import { readCalendar } from './calendar.ts';
import { textOf } from './file-text.ts';
import { ROWS_AT_MOST, type Terms, type Reading } from './row.ts';
import { readTable } from './table.ts';

export function readAppointments(bytes: Uint8Array, terms: Terms): Reading {
  const file = textOf(bytes);
  if (file.kind === 'unreadable') return file;
  const reading = /^\s*BEGIN:VCALENDAR/i.test(file.text) ? readCalendar(file.text, terms) : readTable(file.text, terms);
  if (reading.kind === 'read' && reading.rows.length + reading.errors.length > ROWS_AT_MOST) return { kind: 'unreadable', why: 'tooManyRows' };
  return reading;
}
