import { describe, expect, it } from 'vitest';
import { Book, newSeatLease, newSignup } from '../../../tests/fixtures/book.ts';
import { A_SERIES, aSignup, weekly } from '../../../tests/fixtures/events/series.ts';
import { MONDAY_NINE } from '../../../tests/fixtures/world.ts';
import { freeAt, seatsAt } from '../events/index.ts';
import type { LocalTime } from '../events/local.ts';
import type { SignupMade } from '../events/signup.ts';
import type { SeatLeaseId } from '../ids.ts';

const at = { series: A_SERIES, date: '2026-11-23T09:00' as LocalTime };
const series = weekly({ capacity: 6 });

function planned(): Book {
  const book = new Book().configure().open();
  book.kiosk.add({ type: 'series.put', payload: { series } });
  return book;
}

const lease = (book: Book, seats: number, epoch = 1): SeatLeaseId => {
  const id = newSeatLease();
  book.owner.add({ type: 'seats.leased', payload: { lease: id, device: book.kiosk.device, epoch, ...at, seats } });
  return id;
};
const make = (book: Book, about: Parameters<typeof aSignup>[0] = {}, by = book.kiosk, writing: Parameters<Book['kiosk']['add']>[1] = {}): SignupMade => {
  const made = aSignup({ ...at, ...about });
  by.add({ type: 'signup.made', payload: made }, writing);
  return made;
};
const standing = (book: Book, { signup }: SignupMade) => book.state().signups.get(signup)?.stands;

describe('[S1] a signup', () => {
  it('takes its seats from its device’s own, as many as there are', () => {
    const book = planned();
    const id = lease(book, 4);
    const made = make(book, { place: { kind: 'leased', lease: id } });
    expect(standing(book, made)).toEqual({ kind: 'confirmed' });
    expect(seatsAt(book.state(), at)).toEqual({ taken: 3, leased: 1, waiting: 0 });
    expect(freeAt(book.state(), series, at.date)).toBe(2);
  });

  it('whose seats the order does not know has a place all the same: within the room there is, and over it told', () => {
    const book = planned();
    const [within, beyond] = [make(book, { place: { kind: 'leased', lease: newSeatLease() } }), undefined];
    expect([standing(book, within), beyond]).toEqual([{ kind: 'confirmed' }, undefined]);
    lease(book, 2);
    const over = make(book, { place: { kind: 'leased', lease: newSeatLease() } });
    expect(standing(book, over)).toEqual({ kind: 'confirmed', over: true });
    expect(freeAt(book.state(), series, at.date)).toBe(-2);
  });

  it('has no claim on another device’s seats, nor on those of another date or of an epoch that is over', () => {
    const book = planned();
    const other = book.author();
    book.enrol(other, 2);
    const id = lease(book, 6);
    expect(standing(book, make(book, { place: { kind: 'leased', lease: id } }, other))).toEqual({ kind: 'confirmed', over: true });
    expect(standing(book, make(book, { date: '2026-11-30T09:00', place: { kind: 'leased', lease: id } }))).toEqual({ kind: 'confirmed' });
    expect(book.state().seatLeases.get(id)?.seats).toBe(6);
  });

  it('[J11] written again by a device that began anew takes the seats it had', () => {
    const book = planned();
    const id = lease(book, 3);
    book.enrol(book.kiosk, 1, { first: true, epoch: 2 });
    const anew = book.author(book.kiosk.device, 2);
    const made = make(book, { place: { kind: 'leased', lease: id } }, anew, { again: { device: book.kiosk.device, epoch: 1, seq: 90 } });
    expect([standing(book, made), book.state().seatLeases.get(id)?.seats]).toEqual([{ kind: 'confirmed' }, 0]);
  });

  it('goes its way once: waiting, kept, said; given up from any of them, and from there nowhere', () => {
    const book = planned();
    const made = make(book);
    const steps = [
      { type: 'signup.accepted', payload: { signup: made.signup } },
      { type: 'signup.promoted', payload: { signup: made.signup, until: MONDAY_NINE } },
      { type: 'signup.promoted', payload: { signup: made.signup, until: MONDAY_NINE + 1 } },
      { type: 'signup.lapsed', payload: { signup: made.signup } },
      { type: 'signup.cancelled', payload: { signup: made.signup, by: 'visitor' } },
      { type: 'signup.promoted', payload: { signup: made.signup, until: MONDAY_NINE } },
    ] as const;
    const seen = steps.map((step) => {
      (step.type === 'signup.promoted' || step.type === 'signup.lapsed' ? book.owner : book.kiosk).add(step);
      return standing(book, made)?.kind;
    });
    expect(seen).toEqual(['waiting', 'held', 'held', 'lapsed', 'cancelled', 'cancelled']);
    expect(book.unused()['superseded']).toBe(3);
  });

  it('is told once, and only the order’s owner leases, promotes, lapses and forgets', () => {
    const book = planned();
    const made = make(book);
    book.kiosk.add({ type: 'signup.made', payload: made });
    book.kiosk.add({ type: 'seats.leased', payload: { lease: newSeatLease(), device: book.kiosk.device, epoch: 1, ...at, seats: 1 } });
    book.kiosk.add({ type: 'signup.promoted', payload: { signup: made.signup, until: 1 } });
    book.kiosk.add({ type: 'signups.shredded', payload: at });
    expect(book.unused()).toMatchObject({ superseded: 1, notOwner: 3 });
    expect(standing(book, made)).toEqual({ kind: 'waiting' });
  });
});

describe('[S1] leased seats', () => {
  it('go back by whoever has them, or are written off by the owner; once, and nobody has them again', () => {
    const book = planned();
    const [mine, lost] = [lease(book, 2), lease(book, 3)];
    const other = book.author();
    book.enrol(other, 2);
    other.add({ type: 'seats.returned', payload: { lease: mine } });
    expect(seatsAt(book.state(), at).leased).toBe(5);
    book.kiosk.add({ type: 'seats.returned', payload: { lease: mine } });
    book.owner.add({ type: 'seats.writtenOff', payload: { lease: lost } });
    book.kiosk.add({ type: 'seats.returned', payload: { lease: lost } });
    expect(seatsAt(book.state(), at).leased).toBe(0);
    // Asked for again under its name, it is no other one.
    book.owner.add({ type: 'seats.leased', payload: { lease: mine, device: book.kiosk.device, epoch: 1, ...at, seats: 2 } });
    expect(seatsAt(book.state(), at).leased).toBe(0);
  });
});

describe('[X5] what somebody left of themselves', () => {
  it('is gone with their word, and their place stays', () => {
    const book = planned();
    const made = make(book, { sealed: 'x'.repeat(40), consent: { version: 1, language: 'ht', at: 5 }, place: { kind: 'leased', lease: lease(book, 3) } });
    book.kiosk.add({ type: 'signup.forgotten', payload: { signup: made.signup } });
    const after = book.state().signups.get(made.signup);
    expect([after?.sealed, after?.consent, after?.stands]).toEqual([undefined, undefined, { kind: 'confirmed' }]);
    book.kiosk.add({ type: 'signup.forgotten', payload: { signup: made.signup } });
    expect(book.unused()['superseded']).toBe(1);
  });
});

it('[E4] who came is what was said last, of a party and of people who had not signed up', () => {
  const book = planned();
  const [of, others] = [make(book).signup, newSignup()];
  for (const [whose, people] of [[of, 3], [of, 2], [others, 4], [others, 0]] as const) book.kiosk.add({ type: 'attendance.noted', payload: { of: whose, ...at, people } });
  expect([...book.state().attendance].map(([whose, { people }]) => [whose, people])).toEqual([[of, 2], [others, 0]]);
});
