import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocalTime } from '../events/local.ts';
import { Book, MONDAY, newAppointment, newChange, newDevice, newHelp, newNotice, newSeatLease, newSignup, newVisit, sha256 } from '../../../tests/fixtures/book.ts';
import { A_SERIES, aSignup, weekly } from '../../../tests/fixtures/events/series.ts';
import { randomBook } from '../../../tests/fixtures/random-order.ts';
import { DESK_3, DESK_4, HEALTH, MONDAY_NINE, ORIENTATION } from '../../../tests/fixtures/world.ts';
import { daysAfter } from '../clock.ts';
import { keyOfRecord, RecordId, type DirectoryRecord } from '../directory/record.ts';
import { fold } from './fold.ts';
import { ENTRY_PAYLOADS, type Happening } from '../entries/happenings.ts';
import { AgentId, FloorId, PointId, PriorityId } from '../ids.ts';
import { decodeState, encodeState, stateHash } from './snapshot.ts';
import { EMPTY_STATE, type CentreState } from './state.ts';

/** Something of everything that a state may hold. */
function richBook(): Book {
  const book = new Book().configure();
  const second = book.author();
  book.open(second);
  book.owner.add({ type: 'numbers.leased', payload: { device: second.device, epoch: 1, day: MONDAY, n: 1, from: 101, to: 150 } });
  const [first, claimed] = [book.issue(HEALTH), book.issue(HEALTH)];
  book.issue(HEALTH, {}, second);
  book.issue(HEALTH, { on: daysAfter(MONDAY, 1) });
  book.call();
  book.kiosk.add({ type: 'leg.started', payload: { visit: first, leg: 1, callNo: 1, desk: DESK_3 } });
  book.kiosk.add({ type: 'leg.called', payload: { visit: first, leg: 1, callNo: 1, desk: 'desk-4' as never, basis: { head: 0, pendingSeq: 0, policy: 'firstCome', policyVersion: 1, now: 0 } } });
  book.owner.add({ type: 'leg.claimed', payload: { visit: claimed, leg: 1, callNo: 1, desk: DESK_3, device: book.kiosk.device } });
  book.owner.add({ type: 'day.closed', payload: { day: daysAfter(MONDAY, -1) } });
  book.owner.add({ type: 'device.revoked', payload: { device: second.device } });
  book.kiosk.add({ type: 'device.revoked', payload: { device: second.device } });
  book.owner.add({ type: 'reducers.activated', payload: { reducers: 2 } });
  book.kiosk.add({ type: 'desk.opened', payload: { desk: DESK_3, agent: AgentId.parse('ana') } });
  book.kiosk.add({ type: 'desk.paused', payload: { desk: DESK_3, until: null } });
  book.kiosk.add({ type: 'desk.opened', payload: { desk: DESK_4, agent: null } });
  book.kiosk.add({ type: 'desk.closing', payload: { desk: DESK_4 } });
  book.kiosk.add({ type: 'desk.resumed', payload: { desk: DESK_3 } }, { again: { device: book.kiosk.device, epoch: 1, seq: 90 } });
  book.kiosk.add({ type: 'desk.paused', payload: { desk: DESK_3, until: null } });
  const [appointment, other] = [newAppointment(), newAppointment()];
  book.kiosk.add({ type: 'appointment.booked', payload: { appointment, code: '123456' as never, service: HEALTH, at: MONDAY_NINE, day: MONDAY } });
  book.kiosk.add({ type: 'appointment.booked', payload: { appointment: other, code: '123457' as never, service: HEALTH, at: MONDAY_NINE, day: MONDAY, kept: { proof: 'b'.repeat(64) } } });
  book.kiosk.add({ type: 'ticket.issued', payload: { visit: newVisit(), service: HEALTH, label: { letter: 'C' as never, number: 90 }, language: 'es', appointment: { id: appointment, at: MONDAY_NINE } } });
  for (const help of [newHelp(), newHelp()]) book.kiosk.add({ type: 'help.asked', payload: { help, language: 'ht' } });
  book.kiosk.add({ type: 'opinion.given', payload: { face: 'bad', service: HEALTH, answer: 2 } });
  book.kiosk.add({ type: 'opinion.given', payload: { face: 'good', service: null, answer: null } });
  const [vaccines, school] = ['1', '2'].map((n): DirectoryRecord => ({ kind: 'service', hsds: { id: `00000000-0000-4000-8000-00000000000${n}`, name: 'Vacunas', status: 'active' }, beside: {} })) as [DirectoryRecord, DirectoryRecord];
  book.kiosk.add({ type: 'directory.changed', payload: { change: newChange(), part: 1, parts: 1, put: [vaccines, school], drop: [] } });
  book.kiosk.add({ type: 'directory.doubted', payload: { service: RecordId.parse(vaccines.hsds.id) } });
  book.kiosk.add({ type: 'directory.changed', payload: { change: newChange(), part: 1, parts: 2, put: [school], drop: [keyOfRecord(vaccines)] } });
  book.kiosk.add({ type: 'plan.pointed', payload: { points: [{ id: PointId.parse('door'), icon: 'entrance', floor: FloorId.parse('ground'), x: 0.5, y: 3, name: { es: 'Entrada' } }] } });
  book.kiosk.add({ type: 'notice.raised', payload: { notice: newNotice(), says: { kind: 'own', text: { es: 'Pase al patio' } } } });
  const at = { series: A_SERIES, date: '2026-11-23T09:00' as LocalTime };
  const over = { ...at, date: '2026-11-16T09:00' as LocalTime };
  book.kiosk.add({ type: 'series.put', payload: { series: weekly({ capacity: 4 }) } });
  book.owner.add({ type: 'seats.leased', payload: { lease: newSeatLease(), device: book.kiosk.device, epoch: 1, ...at, seats: 3 } });
  for (const place of [{ kind: 'waits' }, { kind: 'open' }] as const) book.kiosk.add({ type: 'signup.made', payload: aSignup({ ...at, place, sealed: 'x'.repeat(40), consent: { version: 1, language: 'ht', at: MONDAY_NINE } }) });
  book.kiosk.add({ type: 'attendance.noted', payload: { of: newSignup(), ...over, people: 2 } });
  book.owner.add({ type: 'signups.shredded', payload: over });
  book.kiosk.add({ type: 'attendance.noted', payload: { of: newSignup(), ...at, people: 2 } });
  const copy = book.author(newDevice());
  copy.add({ type: 'ticket.issued', payload: { visit: newVisit(), service: HEALTH, label: { letter: 'C' as never, number: 1 }, language: 'en' } });
  return book;
}

describe('a snapshot', () => {
  it('[J8] is the state it was made of, all of it', () => {
    const state = richBook().state();
    expect(decodeState(encodeState(state))).toEqual(state);
    for (const [part, held] of Object.entries(state)) expect(held, part).not.toEqual(EMPTY_STATE[part as 'unused']);
    expect(decodeState(encodeState(EMPTY_STATE))).toEqual(EMPTY_STATE);
  });

  it('[J8] holds a leg, and a call that lost, at every step there is', () => {
    const book = new Book().configure();
    const basis = { head: 0, pendingSeq: 0, policy: 'firstCome', policyVersion: 1, now: 0 } as const;
    const walks = [[], ['leg.started'], ['leg.started', 'leg.finished'], ['leg.noShow']] as const;
    for (const walk of walks) {
      const visit = book.issue(HEALTH);
      for (const desk of [DESK_3, 'desk-4' as never]) {
        book.kiosk.add({ type: 'leg.called', payload: { visit, leg: 1, callNo: 1, desk, basis } });
        for (const type of walk) book.kiosk.add({ type, payload: { visit, leg: 1, callNo: 1, desk } });
      }
    }
    book.issue(HEALTH);
    const state = book.state();
    const kinds = [...state.visits.values()].map(({ leg, duplicates }) => [leg.kind, ...duplicates.map(({ kind }) => kind)]);
    expect(kinds).toEqual([['called', 'called'], ['serving', 'serving'], ['finished', 'finished'], ['noShow', 'noShow'], ['waiting']]);
    expect(decodeState(encodeState(state))).toEqual(state);
  });

  it('[J8] holds what a visit may hold beside its first leg', () => {
    const book = new Book().configure();
    const visit = book.issue(HEALTH);
    const parked = book.issue(HEALTH);
    const cancelled = book.issue(HEALTH);
    const basis = { head: 0, pendingSeq: 0, policy: 'firstCome', policyVersion: 1, now: 0 } as const;
    const inHand = (of: typeof visit): { visit: typeof visit; leg: number; callNo: number; desk: typeof DESK_3 } => ({ visit: of, leg: 1, callNo: 1, desk: DESK_3 });
    const acts: readonly Happening[] = [
      { type: 'visit.marked', payload: { visit, priority: PriorityId.parse('older') } },
      { type: 'visit.planned', payload: { visit, planned: [ORIENTATION] } },
      { type: 'leg.called', payload: { ...inHand(visit), basis } },
      { type: 'leg.started', payload: inHand(visit) },
      { type: 'leg.transferred', payload: { ...inHand(visit), service: ORIENTATION, onlyAt: DESK_4, queuedAt: 7, comesBack: true } },
      { type: 'leg.called', payload: { ...inHand(parked), basis } },
      { type: 'leg.started', payload: inHand(parked) },
      { type: 'leg.parked', payload: { ...inHand(parked), reason: 'form', until: 9 } },
      { type: 'leg.cancelled', payload: { visit: cancelled, leg: 1, by: 'visitor' } },
    ];
    for (const act of acts) book.kiosk.add(act);
    const state = book.state();
    const [first, second, third] = state.visits.values();
    expect(first).toMatchObject({ priority: 'older', planned: [ORIENTATION], past: [{ kind: 'transferred' }], leg: { onlyAt: DESK_4, queuedAt: 7, comesBack: { desk: DESK_3 } }, undo: { act: 'leg.transferred' } });
    expect(second?.leg).toMatchObject({ kind: 'parked', reason: 'form', until: 9 });
    expect(third?.leg).toMatchObject({ kind: 'cancelled', by: 'visitor' });
    expect(decodeState(encodeState(state))).toEqual(state);
  });

  it('[J7] is one text on every device, its keys in the order of their letters', () => {
    expect(encodeState(EMPTY_STATE)).toBe('{"appointments":[],"arriving":[],"attendance":[],"calls":[],"claims":[],"desks":[],"devices":[],"directory":[],"doubts":[],"generation":0,"helps":[],"numbers":[],"opinions":[],"reducers":1,"repeats":[],"runs":[],"seatLeases":[],"series":[],"sharedLabels":[],"signups":[],"tallies":[],"turns":[],"unused":[],"visits":[]}');
  });

  it('[J8] [J7] and the tail after it are what a replay from zero gives, wherever it was taken', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(randomBook(60), fc.nat(), (book, at) => {
        const cut = at % book.entries.length;
        const whole = fold(EMPTY_STATE, book.entries);
        const snapshot = decodeState(encodeState(fold(EMPTY_STATE, book.entries.slice(0, cut))));
        const tail = snapshot && fold(snapshot, book.entries.slice(cut));
        expect(tail).toEqual(whole);
        expect(stateHash(sha256, tail ?? EMPTY_STATE)).toBe(stateHash(sha256, whole));
        for (const { bytes } of book.entries) {
          const { type } = JSON.parse(bytes) as { type: string };
          seen.set(type, (seen.get(type) ?? 0) + 1);
        }
      }),
      { numRuns: 300 },
    );
    // A law that some kind of entry never met says nothing of it.
    expect([...seen.keys()].toSorted()).toEqual(Object.keys(ENTRY_PAYLOADS).toSorted());
  });

  it('[J7] tells states apart, and not objects that were only made in another way', () => {
    const state = richBook().state();
    const hash = stateHash(sha256, state);
    const shuffled: CentreState = Object.fromEntries(Object.entries(state).toReversed()) as unknown as CentreState;
    expect(stateHash(sha256, shuffled)).toBe(hash);
    expect(stateHash(sha256, { ...state, generation: state.generation + 1 })).not.toBe(hash);
    expect(stateHash(sha256, { ...state, unused: new Map([...state.unused, ['superseded', 99]]) })).not.toBe(hash);
  });

  it.each(['', 'not json', 'null', '{}', '[]'])('is not read from %j', (text) => {
    expect(decodeState(text)).toBeUndefined();
  });

  it('is not read where anything in it is of another form', () => {
    const text = encodeState(richBook().state());
    for (const [from, to] of [['"kind":"serving"', '"kind":"asleep"'], ['"letter":"C"', '"letter":"c"'], ['"leasedTo":150', '"leasedTo":"150"'], ['"generation":1', '"generation":-1'], ['"leasedTo":150', '"leasedTo":-1'], ['"callNo":1', '"callNo":0'], ['"from":101', '"from":0'], ['"enteredAt":', '"enteredAt":0.5'], ['"reducers":2', '"reducers":0']] as const) {
      expect(text).toContain(from);
      expect(decodeState(text.replace(from, to)), to).toBeUndefined();
    }
  });
});
