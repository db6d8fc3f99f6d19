import { describe, expect, it } from 'vitest';
import { Book, newDevice, newSeatLease, newSignup } from '../../../tests/fixtures/book.ts';
import { A_SERIES, aSignup, weekly } from '../../../tests/fixtures/events/series.ts';
import { MONDAY_NINE } from '../../../tests/fixtures/world.ts';
import type { LocalTime } from '../events/local.ts';
import type { SignupMade, Terms } from '../events/signup.ts';
import { Series } from '../events/index.ts';
import type { SeatLeaseId } from '../ids.ts';
import { decideSeats, lapsesDue, promotionsDue, seatsGivenTo, seatsToWriteOff, SHRED_DAYS, shredsDue } from './owner-seats.ts';

const HOUR = 3_600_000;
const DATE = '2026-11-30T09:00' as LocalTime;
const at = { series: A_SERIES, date: DATE };
const terms: Terms = { partyAtMost: 6, closesMinutes: 0, opensDays: 30, seatsAhead: 0, holdHours: 24, takesPhone: false, questions: [] };
const sewing = (about: Partial<Series> = {}): Series => Series.parse({ ...weekly({ capacity: 6 }), signup: terms, ...about });
const STARTS = Date.UTC(2026, 10, 30, 14);

/** A book with the series in it, and its kiosk let in. */
function planned(about: Partial<Series> = {}): Book {
  const book = new Book().configure().open();
  book.kiosk.add({ type: 'series.put', payload: { series: sewing(about) } });
  return book;
}

const alone = { adults: 1, children: { upTo5: 0, upTo11: 0, upTo17: 0 } };
const party = (adults: number): SignupMade['party'] => ({ ...alone, adults });

function wait(book: Book, adults: number): SignupMade['signup'] {
  const made = aSignup({ ...at, party: party(adults), signup: newSignup() });
  book.kiosk.add({ type: 'signup.made', payload: made });
  return made.signup;
}

function lease(book: Book, seats: number, to = book.kiosk): SeatLeaseId {
  const id = newSeatLease();
  book.owner.add({ type: 'seats.leased', payload: { lease: id, device: to.device, epoch: 1, ...at, seats } });
  return id;
}

describe('[S1] seats', () => {
  it('are given while so many are free, to whoever is in, of a date that is to come; asked again, once', () => {
    const book = planned();
    const first = lease(book, 4);
    const ask = (seats: number, about: object = {}, now = MONDAY_NINE) => decideSeats(book.state(), book.kiosk.device, { lease: newSeatLease(), ...at, seats, ...about }, now);
    expect([2, 3].map((seats) => ask(seats).kind)).toEqual(['write', 'full']);
    expect(ask(4, { lease: first }).kind).toBe('held');
    expect(decideSeats(book.state(), newDevice(), { lease: newSeatLease(), ...at, seats: 1 }, MONDAY_NINE).kind).toBe('full');
    expect(ask(1, { date: '2026-11-30T10:00' }).kind).toBe('full');
    expect([ask(1, {}, STARTS + HOUR).kind, ask(1, {}, STARTS + 90 * 60_000).kind]).toEqual(['write', 'full']);
  });

  it('are none of a date that was called off, and none where nobody counts them', () => {
    const ask = (book: Book) => decideSeats(book.state(), book.kiosk.device, { lease: newSeatLease(), ...at, seats: 1 }, MONDAY_NINE).kind;
    expect([ask(planned({ changes: [{ kind: 'cancelled', original: DATE }] })), ask(planned({ capacity: null })), ask(planned({ isCancelled: true }))]).toEqual(['full', 'full', 'full']);
  });
});

describe('[S1] seats of a device that does not come back', () => {
  it('are free again once somebody put it out or wrote it off, and only what it gave nobody; whom it told meanwhile keeps theirs, and is marked', () => {
    const book = planned();
    const [given, whole] = [lease(book, 3), lease(book, 2)];
    book.kiosk.add({ type: 'signup.made', payload: aSignup({ ...at, party: party(1), place: { kind: 'leased', lease: given } }) });
    const row = (about: Partial<{ standing: 'in' | 'out'; writtenOff: boolean }>) => [{ device: book.kiosk.device, standing: 'in' as const, writtenOff: false, ...about }];
    expect(seatsToWriteOff(book.state(), row({}))).toEqual([]);
    expect(seatsGivenTo(book.state(), book.kiosk.device, MONDAY_NINE)).toBe(4);
    expect([seatsGivenTo(book.state(), newDevice(), MONDAY_NINE), seatsGivenTo(book.state(), book.kiosk.device, STARTS + 2 * HOUR)]).toEqual([0, 0]);
    const due = seatsToWriteOff(book.state(), row({ writtenOff: true }));
    expect(due).toEqual([given, whole].map((lease) => ({ type: 'seats.writtenOff', payload: { lease } })));
    expect(seatsToWriteOff(book.state(), row({ standing: 'out' }))).toEqual(due);
    for (const each of due) book.owner.add(each);
    expect(seatsToWriteOff(book.state(), row({ writtenOff: true }))).toEqual([]);
    // Others take all that are free; then what it gave while it was cut off is heard of.
    book.kiosk.add({ type: 'signup.made', payload: aSignup({ ...at, signup: newSignup(), party: party(5), place: { kind: 'leased', lease: lease(book, 5) } }) });
    const late = aSignup({ ...at, signup: newSignup(), party: party(2), place: { kind: 'leased', lease: whole } });
    book.kiosk.add({ type: 'signup.made', payload: late });
    expect(book.state().signups.get(late.signup)?.stands).toEqual({ kind: 'confirmed', over: true });
  });
});

describe('whoever waits', () => {
  it('[S1] has a place in turn, whole; who does not fit keeps theirs', () => {
    const book = planned();
    const [family, pair, one] = [wait(book, 5), wait(book, 2), wait(book, 1)];
    lease(book, 3);
    const due = promotionsDue(book.state(), MONDAY_NINE);
    expect(due).toEqual([pair, one].map((signup) => ({ type: 'signup.promoted', payload: { signup, until: MONDAY_NINE + 24 * HOUR } })));
    for (const each of due) book.owner.add(each);
    expect(promotionsDue(book.state(), MONDAY_NINE)).toEqual([]);
    expect(book.state().signups.get(family)?.stands).toEqual({ kind: 'waiting' });
  });

  it('[S1] has it until the date begins at the latest, and nobody has one once it has', () => {
    const book = planned();
    wait(book, 1);
    expect(promotionsDue(book.state(), STARTS - HOUR)).toMatchObject([{ payload: { until: STARTS } }]);
    expect(promotionsDue(book.state(), STARTS)).toEqual([]);
  });

  it('loses it where they did not say that they come, and never once they did', () => {
    const book = planned();
    const [said, silent] = [wait(book, 1), wait(book, 1)];
    for (const each of promotionsDue(book.state(), MONDAY_NINE)) book.owner.add(each);
    book.kiosk.add({ type: 'signup.accepted', payload: { signup: said } });
    expect(lapsesDue(book.state(), MONDAY_NINE + 24 * HOUR - 1)).toEqual([]);
    expect(lapsesDue(book.state(), MONDAY_NINE + 24 * HOUR)).toEqual([{ type: 'signup.lapsed', payload: { signup: silent } }]);
  });
});

describe('[X5] what is so long over', () => {
  it('is forgotten but for how many they were, once', () => {
    const book = planned();
    const came = aSignup({ ...at, place: { kind: 'leased', lease: lease(book, 3) }, sealed: 'x'.repeat(40) });
    book.kiosk.add({ type: 'signup.made', payload: came });
    book.kiosk.add({ type: 'attendance.noted', payload: { of: came.signup, ...at, people: 2 } });
    book.kiosk.add({ type: 'attendance.noted', payload: { of: newSignup(), ...at, people: 4 } });
    const end = STARTS + 90 * 60_000 + SHRED_DAYS * 24 * HOUR;
    expect(shredsDue(book.state(), end - 1)).toEqual([]);
    const due = shredsDue(book.state(), end);
    expect(due).toEqual([{ type: 'signups.shredded', payload: at }]);
    for (const each of due) book.owner.add(each);
    const { signups, attendance, seatLeases, tallies } = book.state();
    expect([signups.size, attendance.size, seatLeases.size, [...tallies.values()]]).toEqual([0, 0, 0, [{ ...at, signedUp: 3, cameSignedUp: 2, cameOtherwise: 4 }]]);
    expect(shredsDue(book.state(), end)).toEqual([]);
    // What comes later for that date is of no use to anybody.
    book.kiosk.add({ type: 'signup.made', payload: aSignup({ ...at }) });
    expect(book.state().signups.size).toBe(0);
  });

  it('goes too where its series went, a day after it was to begin', () => {
    const book = planned();
    book.kiosk.add({ type: 'attendance.noted', payload: { of: newSignup(), ...at, people: 4 } });
    book.kiosk.add({ type: 'series.dropped', payload: { series: A_SERIES } });
    expect(shredsDue(book.state(), STARTS + (SHRED_DAYS + 1) * 24 * HOUR - 1)).toEqual([]);
    expect(shredsDue(book.state(), STARTS + (SHRED_DAYS + 1) * 24 * HOUR)).toHaveLength(1);
  });
});
