import { expect, it } from 'vitest';
import { Book, MONDAY, newVisit } from '../../../tests/fixtures/book.ts';
import { BOTH, centreWith, deskIn } from '../../../tests/fixtures/waiting.ts';
import { MONDAY_NINE, ORIENTATION } from '../../../tests/fixtures/world.ts';
import { Letter } from '../centre.ts';
import { AppointmentId, type VisitId } from '../ids.ts';
import { placeIn, type QueuePlace } from './place.ts';
import { queueAt } from './queue.ts';

const MINUTE = 60_000;

/** Who stands where at 9:10 once somebody who was called is put back: ana, bruno and caro came from 9:00 on, `cita` is for noon, and eva comes a minute later. */
function afterPutBack(place: QueuePlace, others: readonly string[]): string {
  const book = new Book().open().configure();
  const now = MONDAY_NINE + 10 * MINUTE;
  const names = new Map<VisitId, string>();
  for (const [n, name] of ['dora', ...others].entries()) {
    const visit = newVisit();
    names.set(visit, name);
    const appointment = name === 'cita' ? { appointment: { id: AppointmentId.parse(newVisit()), at: MONDAY_NINE + 180 * MINUTE } } : {};
    book.kiosk.add({ type: 'ticket.issued', payload: { visit, service: ORIENTATION, label: { letter: Letter.parse('A'), number: n + 1 }, language: 'es', ...appointment } }, { at: MONDAY_NINE + n * MINUTE });
  }
  const visit = book.call();
  const { leg } = book.state().visits.get(visit) ?? {};
  if (!leg) throw new Error('nobody was called');
  const queuedAt = placeIn(book.state(), { visit, service: ORIENTATION, enteredBy: leg.enteredBy }, place, now);
  // Who comes after that stands behind whoever was put anywhere, though somebody booked for noon.
  const eva = newVisit();
  names.set(eva, 'eva');
  book.kiosk.add({ type: 'ticket.issued', payload: { visit: eva, service: ORIENTATION, label: { letter: Letter.parse('A'), number: 99 }, language: 'es' } }, { at: now + MINUTE });
  book.kiosk.add({ type: 'leg.putBack', payload: { visit, leg: 1, callNo: 1, desk: BOTH, queuedAt } });
  return queueAt(book.state(), MONDAY, deskIn(centreWith(undefined)), now + MINUTE)
    .map(({ id }) => names.get(id))
    .join(' ');
}

it.each<[string, QueuePlace, string]>([
  ['where they were', 'same', 'dora ana bruno caro eva cita'],
  ['first', 'first', 'dora ana bruno caro eva cita'],
  ['after one', { after: 1 }, 'ana dora bruno caro eva cita'],
  ['after as many as wait now', { after: 3 }, 'ana bruno caro dora eva cita'],
  ['after more than wait', { after: 9 }, 'ana bruno caro dora eva cita'],
  ['at the end', 'end', 'ana bruno caro dora eva cita'],
])('[Q1][Q2] somebody is put %s among those who wait, and before whoever booked for later', (_, place, names) => {
  expect(afterPutBack(place, ['ana', 'bruno', 'cita', 'caro'])).toBe(names);
});

it.each<QueuePlace>(['same', 'first', { after: 1 }, 'end'])('[Q1][Q2] where only bookings for later wait, whoever is put back (%j) goes before them', (place) => {
  expect(afterPutBack(place, ['cita'])).toBe('dora eva cita');
});
