import { beforeEach, describe, expect, it } from 'vitest';
import { Book, MONDAY, newAppointment, newDevice, newVisit, sha256 } from '../../../tests/fixtures/book.ts';
import { DESK_3, HEALTH, MONDAY_NINE, ORIENTATION, SMALL_CENTRE } from '../../../tests/fixtures/world.ts';
import { Centre } from '../centre.ts';
import { daysAfter } from '../clock.ts';
import { decideIssue, type Asker, type QueueHappening } from './decide.ts';
import { appointmentBy, comingFor } from './appointments.ts';
import { APPOINTMENTS_HELD, DAYS_AHEAD, decideBook, decideImport, decideKeep, decideUnbook } from './decide-appointments.ts';
import { AppointmentCode } from '../entries/happenings.ts';
import { PriorityId, ServiceId, type AppointmentId } from '../ids.ts';
import { turnsNow } from '../scheduling/limits.ts';
import type { Pictures } from '../pictures.ts';
import { aheadOf, nextFor } from '../scheduling/queue.ts';
import type { Appointment } from '../reducers/state.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BOOKED = PriorityId.parse('booked');
const TUESDAY = daysAfter(MONDAY, 1);
const [CAT_MOON, CAT_SUN]: [Pictures, Pictures] = [['cat', 'moon'], ['cat', 'sun']];

/** Opens from eight to four; ten turns of health a day, and two places kept. */
const CENTRE = Centre.parse({
  ...SMALL_CENTRE,
  policy: { kind: 'strict' },
  priorities: [{ id: BOOKED, icon: 'appointment', name: { es: 'Con cita', en: 'With an appointment' }, byVisitor: false, weight: 2, headStartMin: 0 }],
  appointments: { priority: BOOKED, earlyMin: 20, lateMin: 10 },
  services: SMALL_CENTRE.services.map((each) => ({ ...each, limits: { daily: 3, keptPlaces: 2 } })),
});

let book: Book;
let codes: number;
let day: typeof MONDAY;
let now: number;
beforeEach(() => {
  book = new Book();
  book.owner.add({ type: 'centre.configured', payload: { centre: CENTRE } });
  [codes, day, now] = [0, MONDAY, MONDAY_NINE];
});

const making = (): Parameters<typeof decideBook>[2] => ({ day, now, digest: sha256, newAppointment, newCode: () => AppointmentCode.parse(String((codes += 1)).padStart(6, '0')) });

type Decided = { kind: 'refused'; why: string } | { kind: 'happen'; happenings: readonly QueueHappening[] };

/** Writes what was decided, or says why nothing was. */
function carryOut(decision: Decided): string {
  if (decision.kind === 'refused') return decision.why;
  for (const happening of decision.happenings) book.kiosk.add(happening, { on: day });
  return `${decision.happenings.length}`;
}

function kept(n = 0): Appointment {
  const found = [...book.state().appointments.values()][n];
  if (!found) throw new Error('nothing is kept');
  return found;
}

function bookAt(at: number, service = HEALTH): Appointment {
  expect(carryOut(decideBook(book.state(), { service, at }, making()))).toBe('1');
  return kept(book.state().appointments.size - 1);
}

function come(appointment: AppointmentId, { asker = 'visitor', pictures, service = HEALTH }: { asker?: Asker; pictures?: Pictures; service?: ServiceId } = {}): string {
  const visit = newVisit();
  const given = { visit, day, now, who: { device: book.kiosk.device, keepsCentre: true }, asker, digest: sha256 };
  const decision = decideIssue(book.state(), { service, language: 'es', appointment, pictures }, given);
  if (decision.kind === 'refused') return decision.why;
  book.kiosk.add(decision.happening, { on: day, at: now });
  return visit;
}

describe('a time that is kept', () => {
  it('[Q2] is booked by staff, ahead of now and not too far, for a service the centre has', () => {
    const ask = (at: number, service = HEALTH): string => carryOut(decideBook(book.state(), { service, at }, making()));
    expect(ask(MONDAY_NINE)).toBe('notThatTime');
    expect(ask(MONDAY_NINE + DAYS_AHEAD * DAY + 1)).toBe('notThatTime');
    expect(ask(MONDAY_NINE + HOUR, ServiceId.parse('moon'))).toBe('unknownService');
    expect(ask(MONDAY_NINE + DAYS_AHEAD * DAY)).toBe('1');
    expect(ask(MONDAY_NINE + 1)).toBe('1');
    const plain = new Book().configure();
    expect(decideBook(plain.state(), { service: HEALTH, at: MONDAY_NINE + 1 }, making())).toEqual({ kind: 'refused', why: 'noAppointments' });
  });

  it('[Q2] has a code that no other has', () => {
    bookAt(MONDAY_NINE + HOUR);
    codes = 0;
    bookAt(MONDAY_NINE + HOUR);
    expect([kept(0), kept(1)].map(({ code }) => code)).toEqual(['000001', '000002']);
    expect(appointmentBy(book.state(), { code: AppointmentCode.parse('000002') }, day)).toEqual(kept(1));
    expect(appointmentBy(book.state(), { appointment: kept(0).id }, day)).toEqual(kept(0));
    expect(appointmentBy(book.state(), { code: AppointmentCode.parse('000003') }, day)).toBeUndefined();
  });

  it('[Q2] lets in from so many minutes before to so many after, to the instant; staff at any time of the day', () => {
    const { id, at } = bookAt(MONDAY_NINE + HOUR);
    const stands = (instant: number): string => comingFor(CENTRE, kept(), { day, now: instant }).kind;
    expect([at - 20 * MINUTE - 1, at - 20 * MINUTE, at + 10 * MINUTE, at + 10 * MINUTE + 1].map(stands)).toEqual(['early', 'ready', 'ready', 'late']);
    expect(comingFor(CENTRE, kept(), { day, now })).toEqual({ kind: 'early', from: at - 20 * MINUTE, until: at + 10 * MINUTE });
    expect(come(id)).toBe('appointmentEarly');
    now = at + 11 * MINUTE;
    expect(come(id)).toBe('appointmentLate');
    expect(come(id, { service: ORIENTATION })).toBe('unknownAppointment');
    expect(come(newAppointment())).toBe('unknownAppointment');
    expect(come(id, { asker: 'staff' })).toHaveLength(26);
    expect(come(id, { asker: 'staff' })).toBe('appointmentUsed');
    expect(comingFor(CENTRE, kept(), { day, now }).kind).toBe('arrived');
  });

  it('[Q2] of another day lets nobody in, staff neither', () => {
    const { id } = bookAt(MONDAY_NINE + DAY);
    expect(come(id, { asker: 'staff' })).toBe('appointmentEarly');
    day = daysAfter(MONDAY, 2);
    now = MONDAY_NINE + 2 * DAY;
    expect(come(id)).toBe('appointmentLate');
    // Whoever comes a day late would stand before everybody.
    expect(come(id, { asker: 'staff' })).toBe('appointmentLate');
  });

  it('[Q2] is of its own class, and its wait counts from the time and not from the door', () => {
    const { id, at } = bookAt(MONDAY_NINE + HOUR);
    now = at - 5 * MINUTE;
    const general = book.issue(HEALTH, { at: at - 30 * MINUTE });
    const early = come(id);
    const state = book.state();
    expect(state.visits.get(early as never)).toMatchObject({ priority: BOOKED, booked: { appointment: id, at }, leg: { queuedAt: at, enteredAt: now } });
    const desk = CENTRE.desks.find(({ id: each }) => each === DESK_3);
    if (!desk) throw new Error('the centre has this desk');
    expect(nextFor(state, day, desk, new Set(), now)?.id).toBe(general);
    expect(nextFor(state, day, desk, new Set(), at)?.id).toBe(early);
    const visit = state.visits.get(early as never);
    expect(visit && aheadOf(state, visit)).toBe(1);
  });

  it('[Q2] may be taken away until somebody came for it', () => {
    const { id } = bookAt(MONDAY_NINE + HOUR);
    const other = bookAt(MONDAY_NINE + 10 * MINUTE);
    come(other.id);
    expect(carryOut(decideUnbook(book.state(), { appointment: other.id }))).toBe('appointmentUsed');
    expect(carryOut(decideUnbook(book.state(), { appointment: id }))).toBe('1');
    expect(carryOut(decideUnbook(book.state(), { appointment: id }))).toBe('unknownAppointment');
    expect(book.state().appointments.size).toBe(1);
  });

  it('[Q8] has a turn of its day, which nobody else gets, and needs none when its holder comes', () => {
    const { id } = bookAt(MONDAY_NINE + 10 * MINUTE);
    book.issue(HEALTH);
    const health = CENTRE.services.find((each) => each.id === HEALTH);
    if (!health) throw new Error('the centre has this service');
    const turns = (): string => turnsNow(book.state(), CENTRE, health, { day, now }).kind;
    expect(turns()).toBe('open');
    book.issue(HEALTH);
    expect(turns()).toBe('full');
    expect(come(id)).toHaveLength(26);
    expect(turns()).toBe('full');
  });

  it('[J5] two devices that let somebody in for it: both have a ticket, the first one has the place', () => {
    const { id, at } = bookAt(MONDAY_NINE + 10 * MINUTE);
    const [first, second] = [newVisit(), newVisit()];
    for (const [n, visit] of [first, second].entries()) {
      book.kiosk.add({ type: 'ticket.issued', payload: { visit, service: HEALTH, label: { letter: 'C' as never, number: 30 + n }, language: 'es', priority: BOOKED, appointment: { id, at } } });
    }
    const { visits, appointments } = book.state();
    expect(appointments.get(id)?.arrived).toBe(first);
    expect(visits.get(first)).toMatchObject({ booked: { appointment: id, at }, leg: { queuedAt: at } });
    expect(visits.get(second)).not.toHaveProperty('booked');
    expect(visits.get(second)?.leg).not.toHaveProperty('queuedAt');
  });

  it('[J5] taken away while two devices let somebody in for it, it is still one person’s', () => {
    const { id, at } = bookAt(MONDAY_NINE + 10 * MINUTE);
    book.kiosk.add({ type: 'appointment.cancelled', payload: { appointment: id } });
    const both = [newVisit(), newVisit()];
    for (const [n, visit] of both.entries()) {
      book.kiosk.add({ type: 'ticket.issued', payload: { visit, service: HEALTH, label: { letter: 'C' as never, number: 30 + n }, language: 'es', appointment: { id, at } } });
    }
    expect(both.map((visit) => book.state().visits.get(visit)?.booked !== undefined)).toEqual([true, false]);
  });

  it('[J19] an order that was put back may have who came before the time: it is used all the same', () => {
    const [id, visit] = [newAppointment(), newVisit()];
    book.kiosk.add({ type: 'ticket.issued', payload: { visit, service: HEALTH, label: { letter: 'C' as never, number: 30 }, language: 'es', appointment: { id, at: MONDAY_NINE } } });
    book.kiosk.add({ type: 'appointment.booked', payload: { appointment: id, code: AppointmentCode.parse('000009'), service: HEALTH, at: MONDAY_NINE, day: MONDAY } });
    expect(book.state().appointments.get(id)?.arrived).toBe(visit);
    expect(come(id)).toBe('appointmentUsed');
  });

  it('[Q2] under a code that two devices drew, the one that can be meant is found', () => {
    const used = bookAt(MONDAY_NINE + 10 * MINUTE);
    come(used.id);
    const tomorrow = bookAt(MONDAY_NINE + DAY);
    const today = bookAt(MONDAY_NINE + HOUR);
    for (const each of [tomorrow, today]) book.kiosk.add({ type: 'appointment.booked', payload: { appointment: each.id, code: used.code, service: HEALTH, at: each.at, day: each.day } });
    expect(appointmentBy(book.state(), { code: used.code }, day)?.id).toBe(today.id);
  });

  it('[Q8] of one service is no way past the last turn of another', () => {
    const { id } = bookAt(MONDAY_NINE + 10 * MINUTE);
    for (let n = 0; n < 3; n += 1) book.issue(ORIENTATION);
    const given = { visit: newVisit(), day, now, who: { device: book.kiosk.device, keepsCentre: true }, asker: 'visitor', digest: sha256 } as const;
    expect(decideIssue(book.state(), { service: HEALTH, language: 'es', appointment: id, planned: [ORIENTATION] }, given)).toEqual({ kind: 'refused', why: 'serviceFull' });
  });

  it('[J16] is gone with its day, and nothing is kept for a day that is over', () => {
    book.open();
    bookAt(MONDAY_NINE + HOUR);
    const later = bookAt(MONDAY_NINE + DAY);
    book.owner.add({ type: 'day.closed', payload: { day: MONDAY } });
    expect([...book.state().appointments.keys()]).toEqual([later.id]);
    const { code, service } = later;
    book.kiosk.add({ type: 'appointment.booked', payload: { appointment: newAppointment(), code, service, at: MONDAY_NINE, day: MONDAY } });
    expect(book.state().unused.get('dayClosed')).toBe(1);
  });
});

describe('appointments of another program', () => {
  const row = (uid: string, minutes: number, service = HEALTH): Parameters<typeof decideImport>[1][number] => ({ uid, service, at: MONDAY_NINE + minutes * MINUTE });
  const take = (...rows: Parameters<typeof decideImport>[1]): string => carryOut(decideImport(book.state(), rows, making()));

  it('[J4] change nothing the second time, and move where they moved', () => {
    expect(take(row('a', 10), row('b', 20))).toBe('2');
    const [a, b] = [kept(0), kept(1)];
    expect(take(row('a', 10), row('b', 20))).toBe('0');
    expect(take(row('a', 10), row('b', 30, ORIENTATION), row('c', 30))).toBe('2');
    expect(kept(0)).toEqual(a);
    expect(kept(1)).toEqual({ ...b, at: MONDAY_NINE + 30 * MINUTE, service: ORIENTATION });
    come(a.id);
    expect(take(row('a', 45))).toBe('0');
  });

  it('[J4] are one where a file names one twice, or two devices read one file', () => {
    expect(take(row('a', 10), row('a', 20))).toBe('1');
    expect(kept().at).toBe(MONDAY_NINE + 20 * MINUTE);
    // Cut off, another device makes the same of the same file.
    const empty = new Book();
    empty.owner.add({ type: 'centre.configured', payload: { centre: CENTRE } });
    const again = decideImport(empty.state(), [row('a', 20)], making());
    if (again.kind === 'refused') throw new Error(again.why);
    const other = book.author(newDevice());
    for (const happening of again.happenings) other.add(happening);
    expect([...book.state().appointments.values()]).toEqual([kept()]);
    expect(book.state().appointments.size).toBe(1);
  });

  it('are taken in whole or not at all', () => {
    expect(take(row('a', 10), row('b', -10))).toBe('notThatTime');
    expect(take(row('a', 10), row('b', 10, ServiceId.parse('moon')))).toBe('unknownService');
    expect(book.state().appointments.size).toBe(0);
  });

  it('are no more than a centre can hold', () => {
    const held = new Map(Array.from({ length: APPOINTMENTS_HELD }, () => {
      const id = newAppointment();
      return [id, { id, code: AppointmentCode.parse('999999'), service: HEALTH, at: MONDAY_NINE + DAY, day: TUESDAY }] as const;
    }));
    const full = { ...book.state(), appointments: held };
    expect(decideImport(full, [row('a', 10)], making())).toEqual({ kind: 'refused', why: 'tooManyAppointments' });
    // The same file again, or a correction, adds none.
    expect(take(row('b', 10))).toBe('1');
    const [id, known] = [kept().id, kept()];
    const withOne = { ...full, appointments: new Map([...[...held].slice(1), [id, known] as const]) };
    expect(decideImport(withOne, [row('b', 10)], making())).toEqual({ kind: 'happen', happenings: [] });
    expect(decideImport(withOne, [row('b', 20)], making())).toMatchObject({ kind: 'happen', happenings: [{ payload: { appointment: id, at: MONDAY_NINE + 20 * MINUTE } }] });
    now += 15 * MINUTE;
    expect(decideImport(withOne, [row('b', 10)], making())).toEqual({ kind: 'happen', happenings: [] });
  });
});

describe('a place that is kept for the next day', () => {
  const keep = (pictures = CAT_MOON, service = HEALTH): string => carryOut(decideKeep(book.state(), { service, pictures }, making()));
  const fill = (): void => {
    for (let n = 0; n < 3; n += 1) book.issue(HEALTH, { on: day });
  };

  it('[Q8] is kept where no turn is left, and only there', () => {
    expect(keep()).toBe('placesNotKept');
    fill();
    expect(keep(CAT_MOON, ServiceId.parse('moon'))).toBe('unknownService');
    expect(keep(CAT_MOON, ORIENTATION)).toBe('placesNotKept');
    expect(keep()).toBe('1');
    // The next day opens at eight.
    expect(kept()).toMatchObject({ service: HEALTH, day: TUESDAY, at: MONDAY_NINE + DAY - HOUR });
    expect(JSON.stringify(kept())).not.toContain('cat');
  });

  it('[Q8] is one of so many', () => {
    fill();
    expect([keep(), keep(CAT_SUN), keep()]).toEqual(['1', '1', 'placesGone']);
    // Two of three turns of Tuesday are promised.
    book.issue(HEALTH, { on: TUESDAY });
    const health = CENTRE.services.find((each) => each.id === HEALTH);
    expect(health && turnsNow(book.state(), CENTRE, health, { day: TUESDAY, now: MONDAY_NINE + DAY }).kind).toBe('full');
  });

  it('[Q8] gives the place back: before whoever came that morning, in the order in which places were given', () => {
    fill();
    keep();
    keep(CAT_SUN);
    [day, now] = [TUESDAY, MONDAY_NINE + DAY];
    const walkIn = book.issue(HEALTH, { on: TUESDAY, at: now - 30 * MINUTE });
    const second = come(kept(1).id, { pictures: CAT_SUN });
    const first = come(kept(0).id, { pictures: CAT_MOON });
    const state = book.state();
    const order = [...state.visits.values()].filter((visit) => visit.day === TUESDAY).toSorted((a, b) => (a.leg.queuedAt ?? a.leg.enteredAt) - (b.leg.queuedAt ?? b.leg.enteredAt));
    expect(order.map(({ id }) => id)).toEqual([first, second, walkIn]);
    // Of no class: it is a place, and not a privilege.
    expect(state.visits.get(first as never)?.priority).toBeUndefined();
  });

  it('[Q8] can’t be passed on: the paper is worth nothing without the pictures, and it is used once', () => {
    fill();
    keep();
    const { id } = kept();
    expect(come(id, { pictures: CAT_MOON })).toBe('appointmentEarly');
    [day, now] = [TUESDAY, MONDAY_NINE + DAY];
    expect(come(id)).toBe('otherPictures');
    expect(come(id, { pictures: CAT_SUN })).toBe('otherPictures');
    expect(come(id, { pictures: ['moon', 'cat'] })).toHaveLength(26);
    expect(come(id, { pictures: CAT_MOON })).toBe('appointmentUsed');
  });

  it('[Q8] is there the whole day, and staff need no pictures', () => {
    fill();
    keep();
    [day, now] = [TUESDAY, MONDAY_NINE + DAY + 14 * HOUR];
    expect(comingFor(CENTRE, kept(), { day, now })).toMatchObject({ kind: 'ready', until: null });
    expect(come(kept().id, { asker: 'staff' })).toHaveLength(26);
  });
});
