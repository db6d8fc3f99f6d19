import { expect, it } from 'vitest';
import { freshJournals } from '../../../tests/fixtures/fresh-journals.ts';
import { CONFIGURED, MONDAY, TestOrder, called, dayAfterMonday, issued, step, visitOf, type OpenJournal } from '../../../tests/fixtures/journals.ts';
import { DESK_3, DESK_4, HEALTH, ORIENTATION, testClock } from '../../../tests/fixtures/world.ts';
import { Letter } from '../../../shared/domain/centre.ts';
import { AppointmentId, VisitId } from '../../../shared/domain/ids.ts';
import type { Happening } from '../../../shared/domain/entries/happenings.ts';
import type { Leg, Visit } from '../../../shared/domain/reducers/state.ts';

const journals = freshJournals();

/** Of a visit, what history has: not who may take what back, nor the entry its last leg came in by. */
function lasting({ leg, ...visit }: Visit): object {
  return { ...visit, undo: undefined, leg: { ...leg, enteredBy: undefined } };
}

/** A Monday in which legs ended in every way there is, and its close. */
function mondayLived(): { opened: OpenJournal; before: readonly Visit[] } {
  const clock = testClock();
  const opened = journals.open({ clock });
  const order = new TestOrder();
  order.open();
  opened.journal.adopt(order.after(0));
  const tickets = Array.from({ length: 8 }, (_, n) => issued(n + 1));
  const [served, absent, begun, summoned, , left, parked, sent] = tickets.map(visitOf);
  if (!served || !absent || !begun || !summoned || !left || !parked || !sent) throw new Error('eight tickets were given');
  const call = { leg: 1, callNo: 1 };
  const lived: Happening[] = [
    CONFIGURED, ...tickets,
    called(served), step('leg.started', served), step('leg.finished', served),
    called(absent), step('leg.noShow', absent),
    called(parked), step('leg.started', parked),
    { type: 'leg.parked', payload: { ...call, visit: parked, desk: DESK_3, reason: 'form', until: 5 } },
    called(sent), step('leg.started', sent),
    { type: 'leg.transferred', payload: { ...call, visit: sent, desk: DESK_3, service: HEALTH, onlyAt: DESK_4, queuedAt: 7, comesBack: true } },
    { type: 'visit.planned', payload: { visit: sent, planned: [ORIENTATION] } },
    { type: 'leg.cancelled', payload: { visit: left, leg: 1, by: 'visitor' } },
    called(begun), step('leg.started', begun),
    called(summoned, DESK_4),
    { type: 'ticket.issued', payload: { visit: VisitId.parse('b'.repeat(26)), service: HEALTH, label: { letter: Letter.parse('C'), number: 1 }, language: 'es', appointment: { id: AppointmentId.parse('a'.repeat(26)), at: 9 } } },
  ];
  for (const happening of lived) {
    clock.pass(1000);
    opened.journal.write(happening, MONDAY);
  }
  order.take(opened.journal);
  opened.journal.adopt(order.after(opened.journal.head.no));
  const before = [...opened.journal.state.visits.values()];
  order.closeDay(MONDAY);
  opened.journal.adopt(order.after(opened.journal.head.no));
  return { opened, before };
}

it('[J17] a day that is over reads back as it was lived, however its legs ended', () => {
  const { opened, before } = mondayLived();
  expect(opened.journal.state.visits.size).toBe(0);
  const kinds: Leg['kind'][] = ['called', 'cancelled', 'finished', 'noShow', 'parked', 'serving', 'waiting', 'waiting', 'waiting'];
  expect(before.map(({ leg }) => leg.kind).toSorted()).toEqual(kinds);
  expect(before.filter(({ booked }) => booked)).toHaveLength(1);
  const day = opened.journal.pastDay('');
  expect(day?.day).toBe(MONDAY);
  const byId = (a: Visit, b: Visit): number => (a.id < b.id ? -1 : 1);
  expect(day?.visits.map(lasting)).toEqual(before.toSorted(byId).map(lasting));
  expect(opened.journal.pastDay(MONDAY)).toBeUndefined();
  expect(opened.journal.pastDay(dayAfterMonday(-1))).toEqual(day);
});

it('[J17] a row that is not what was written is left out', () => {
  const { opened, before } = mondayLived();
  opened.db.exec(`UPDATE visits SET called_at = 1 WHERE step = 'finished'`);
  expect(opened.journal.pastDay('')?.visits.map(({ leg }) => leg.kind).toSorted()).toEqual(before.map(({ leg }) => leg.kind).filter((kind) => kind !== 'finished').toSorted());
});
