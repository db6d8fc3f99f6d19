import { describe, expect, it } from 'vitest';
import { Book, MONDAY, newDevice, newVisit, someKey } from '../../../tests/fixtures/book.ts';
import { DESK_3, DESK_4, HEALTH, ORIENTATION } from '../../../tests/fixtures/world.ts';
import { Letter } from '../centre.ts';
import { daysAfter } from '../clock.ts';
import { decideStep } from '../decisions/decide-act.ts';
import type { EntryPayload, Happening } from '../entries/happenings.ts';
import { DeskId } from '../ids.ts';
import { laneOf, type Label } from '../label.ts';
import { nextLabel, OPEN_SEQUENCE } from './numbers.ts';
import { CALLS_KEPT, REDUCERS, SHARED_LABELS_KEPT } from './state.ts';

const TUESDAY = daysAfter(MONDAY, 1);
const [A, C] = [Letter.parse('A'), Letter.parse('C')];
const ticket = (label: Label, visit = newVisit()): Happening => ({ type: 'ticket.issued', payload: { visit, service: ORIENTATION, label, language: 'es' } });

/** Adds this and says what it was counted as, where it changed nothing else. */
function counted(book: Book, happening: Happening, by = book.owner): Record<string, number> {
  const before = book.state();
  by.add(happening);
  const after = book.state();
  expect({ ...after, unused: before.unused, runs: before.runs }).toEqual(before);
  return Object.fromEntries([...after.unused].map(([why, n]) => [why, n - (before.unused.get(why) ?? 0)] as const).filter(([, n]) => n > 0));
}

it('[J7] what these reducers keep and share out is theirs: other numbers are other reducers', () => {
  const kept: Readonly<Record<number, object>> = { 1: { calls: 20, sharedLabels: 50, openSequence: 100 } };
  expect({ calls: CALLS_KEPT, sharedLabels: SHARED_LABELS_KEPT, openSequence: OPEN_SEQUENCE }).toEqual(kept[REDUCERS]);
});

describe('a visit', () => {
  it('[J5] begins once: the same visit again is counted', () => {
    const book = new Book().configure().open();
    const visit = book.issue();
    expect(counted(book, ticket({ letter: A, number: 2 }, visit), book.kiosk)).toEqual({ visitExists: 1 });
  });

  it('[J5] has the leg it has: an act on another is counted', () => {
    const book = new Book().configure().open();
    const visit = book.issue();
    const basis = { head: 0, pendingSeq: 0, policy: 'firstCome', policyVersion: 1, now: 0 } as const;
    expect(counted(book, { type: 'leg.called', payload: { visit, leg: 2, callNo: 1, desk: DESK_3, basis } }, book.kiosk)).toEqual({ noSuchLeg: 1 });
  });

  it('[X3] is on the wall once a call, whatever its desk does after it', () => {
    const book = new Book().configure().open();
    const visit = book.issue();
    book.call();
    const { calls } = book.state();
    for (const step of ['leg.started', 'leg.finished'] as const) {
      const decision = decideStep(book.state(), step, { desk: DESK_3, visit });
      if (decision.kind === 'happens') book.kiosk.add(decision.happening);
    }
    expect(book.state().visits.get(visit)?.leg.kind).toBe('finished');
    expect(calls).toHaveLength(1);
    expect(book.state().calls).toEqual(calls);
  });

  it('[J17] that comes for a closed day is counted also where nobody keeps history', () => {
    const book = new Book().configure().open();
    book.owner.add({ type: 'day.closed', payload: { day: MONDAY } });
    expect(counted(book, ticket({ letter: A, number: 1 }), book.kiosk)).toEqual({ dayClosed: 1 });
  });
});

describe('what the owner writes', () => {
  it('[J5] of a device that is not in, or of another claim than there is, is counted', () => {
    const book = new Book().configure().open();
    const visit = book.issue();
    const claim = { visit, leg: 1, callNo: 1, desk: DESK_3 };
    book.owner.add({ type: 'leg.claimed', payload: { ...claim, device: book.kiosk.device } });
    for (const other of [{ leg: 2 }, { callNo: 2 }, { desk: DESK_4 }, { visit: newVisit() }]) {
      expect(counted(book, { type: 'claim.ended', payload: { ...claim, ...other } }), JSON.stringify(other)).toEqual({ superseded: 1 });
    }
    expect(counted(book, { type: 'device.revoked', payload: { device: newDevice() } })).toEqual({ superseded: 1 });
    book.owner.add({ type: 'device.revoked', payload: { device: book.kiosk.device } });
    expect(counted(book, { type: 'device.revoked', payload: { device: book.kiosk.device } })).toEqual({ superseded: 1 });
  });

  it('[N1] of numbers that somebody may have, or for whom none are, is counted', () => {
    const book = new Book().configure();
    const out = book.author();
    book.open(out);
    book.owner.add({ type: 'device.revoked', payload: { device: out.device } });
    book.owner.add({ type: 'day.closed', payload: { day: daysAfter(MONDAY, -1) } });
    const block = { device: book.kiosk.device, epoch: 1, day: MONDAY, n: 1, from: 101, to: 150 };
    book.owner.add({ type: 'numbers.leased', payload: block });
    const next: EntryPayload<'numbers.leased'> = { ...block, n: 2, from: 151, to: 200 };
    const wrong = [{ n: 1 }, { from: 150 }, { epoch: 2 }, { device: out.device }, { device: newDevice() }, { day: daysAfter(MONDAY, -1) }];
    for (const each of wrong) expect(counted(book, { type: 'numbers.leased', payload: { ...next, ...each } }), JSON.stringify(each)).toEqual({ superseded: 1 });
    book.owner.add({ type: 'numbers.leased', payload: next });
    expect(book.state().numbers.get(MONDAY)).toMatchObject({ leasedTo: 200, blocks: [{ n: 1 }, { n: 2 }] });
    const who = { device: book.kiosk.device, keepsCentre: true };
    book.kiosk.add(ticket({ letter: A, number: OPEN_SEQUENCE }));
    expect(nextLabel(book.state(), who, MONDAY, A)?.number).toBe(101);
  });

  it('[J11] burns the blocks of whoever begins anew, and leaves the others theirs', () => {
    const book = new Book().configure();
    const second = book.author();
    book.open(second);
    for (const [n, { device }] of [book.kiosk, second].entries()) {
      book.owner.add({ type: 'numbers.leased', payload: { device, epoch: 1, day: MONDAY, n: 1, from: 101 + 50 * n, to: 150 + 50 * n } });
    }
    book.enrol(second, 2, { epoch: 2 });
    expect(book.state().numbers.get(MONDAY)?.blocks.map(({ device }) => device)).toEqual([book.kiosk.device]);
    expect(book.state().numbers.get(MONDAY)?.leasedTo).toBe(200);
  });
});

describe('a shared label', () => {
  it('[J11] is one of letter, lane, number and day; three in common are none', () => {
    const book = new Book().configure();
    const rogue = book.author();
    const lane = laneOf(1);
    for (const label of [{ letter: A, number: 5 }, { letter: C, number: 6 }, { letter: C, lane, number: 5 }]) book.kiosk.add(ticket(label));
    book.kiosk.add(ticket({ letter: C, number: 5 }), { on: TUESDAY });
    const [first, second] = [newVisit(), newVisit()];
    rogue.add(ticket({ letter: C, number: 5 }, first));
    expect(book.state().sharedLabels).toEqual([]);
    rogue.add(ticket({ letter: C, number: 5 }, second));
    expect(book.state().sharedLabels).toEqual([{ day: MONDAY, label: { letter: 'C', number: 5 }, visits: [first, second] }]);
  });

  it('[J11] is listed until its own day is over, the newest first and no more than are kept', () => {
    const book = new Book().configure().open();
    const shared = (on: typeof MONDAY, number: number): void => {
      for (const _ of [1, 2]) book.kiosk.add(ticket({ letter: C, number }), { on });
    };
    shared(MONDAY, 1);
    for (let number = 1; number <= SHARED_LABELS_KEPT; number += 1) shared(TUESDAY, number);
    const listed = () => book.state().sharedLabels.map(({ day, label }) => [day, label.number]);
    expect(listed()).toEqual(Array.from({ length: SHARED_LABELS_KEPT }, (_, n) => [TUESDAY, SHARED_LABELS_KEPT - n]));
    book.owner.add({ type: 'day.closed', payload: { day: MONDAY } });
    expect(listed()).toHaveLength(SHARED_LABELS_KEPT);
    book.owner.add({ type: 'day.closed', payload: { day: TUESDAY } });
    expect(listed()).toEqual([]);
  });
});

it('[C2] what a desk does after two lost calls of its own belongs to the first of them', () => {
  const book = new Book().configure();
  const visit = book.issue(HEALTH);
  book.call(DESK_3);
  const lost = { visit, leg: 1, callNo: 1, desk: DESK_4 };
  const basis = { head: 0, pendingSeq: 0, policy: 'firstCome', policyVersion: 1, now: 0 } as const;
  for (const at of [1, 2]) book.kiosk.add({ type: 'leg.called', payload: { ...lost, basis } }, { at });
  book.kiosk.add({ type: 'leg.started', payload: lost }, { at: 3 });
  expect(book.state().visits.get(visit)?.duplicates.map(({ kind, calledAt }) => [kind, calledAt])).toEqual([['serving', 1], ['called', 2]]);
  expect(counted(book, { type: 'leg.started', payload: { ...lost, callNo: 2 } }, book.kiosk)).toEqual({ superseded: 1 });
});

it('[C2] of two desks that lost one leg, each goes on with its own call', () => {
  const book = new Book().configure();
  const visit = book.issue(HEALTH);
  book.call(DESK_3);
  const basis = { head: 0, pendingSeq: 0, policy: 'firstCome', policyVersion: 1, now: 0 } as const;
  const lost = [DESK_4, DeskId.parse('desk-9')].map((desk) => ({ visit, leg: 1, callNo: 1, desk }));
  for (const payload of lost) book.kiosk.add({ type: 'leg.called', payload: { ...payload, basis } });
  for (const payload of lost.toReversed()) book.kiosk.add({ type: 'leg.started', payload });
  expect(book.state().visits.get(visit)?.duplicates.map(({ kind, desk }) => [kind, desk])).toEqual(lost.map(({ desk }) => ['serving', desk]));
  expect(book.unused()).toEqual({});
});

it('[J11] a device is let in with what its entry says', () => {
  const book = new Book().configure().open();
  const device = newDevice();
  const payload = { device, epoch: 3, name: 'Otro', key: someKey, lane: laneOf(9), sequenceFrom: TUESDAY };
  book.owner.add({ type: 'device.enrolled', payload });
  const { device: _id, ...rest } = payload;
  expect(book.state().devices.get(device)).toEqual({ ...rest, standing: 'in' });
});
