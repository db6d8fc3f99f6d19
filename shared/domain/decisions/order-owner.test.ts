import { describe, expect, it } from 'vitest';
import { Book, MONDAY, newDevice, newVisit, sha256, someKey } from '../../../tests/fixtures/book.ts';
import { DESK_3, DESK_4, HEALTH, MONDAY_NINE, ORIENTATION } from '../../../tests/fixtures/world.ts';
import { daysAfter } from '../clock.ts';
import { dayInPlay, decideIssue } from './decide.ts';
import { decideStep } from './decide-act.ts';
import { decideCallNext } from './decide-call.ts';
import { fold } from '../reducers/fold.ts';
import type { Happening } from '../entries/happenings.ts';
import { laneOf } from '../label.ts';
import { EMPTY_STATE, REDUCERS, type Visit } from '../reducers/state.ts';

const TUESDAY = daysAfter(MONDAY, 1);
const now = { day: MONDAY, now: MONDAY_NINE, head: 0, pendingSeq: 0 };

describe('the order’s owner', () => {
  it('[J19] is whoever opens a generation in that generation’s own place, and each is opened once', () => {
    const book = new Book();
    const opened = (generation: number, owner = book.owner.device): Happening => ({ type: 'generation.opened', payload: { generation, owner } });
    book.owner.add(opened(1), { generation: 1 });
    expect(book.state()).toMatchObject({ generation: 1, owner: book.owner.device });
    book.kiosk.add(opened(2, book.kiosk.device), { generation: 1 });
    book.kiosk.add(opened(2), { generation: 2 });
    book.owner.add(opened(1), { generation: 1 });
    expect(book.state()).toMatchObject({ generation: 1, owner: book.owner.device });
    expect(book.unused()).toEqual({ superseded: 3 });
    book.kiosk.add(opened(2, book.kiosk.device), { generation: 2 });
    expect(book.state()).toMatchObject({ generation: 2, owner: book.kiosk.device });
  });

  it('[J16] alone writes devices, leases, claims, closed days and reducers: from anyone else they change nothing', () => {
    const book = new Book().configure().open();
    const visit = book.issue();
    const before = book.state();
    const device = newDevice();
    const leg = { visit, leg: 1, callNo: 1, desk: DESK_3 };
    const owners: Happening[] = [
      { type: 'reducers.activated', payload: { reducers: 2 } },
      { type: 'device.enrolled', payload: { device, epoch: 1, name: 'Otro', key: someKey, lane: laneOf(9), sequenceFrom: null } },
      { type: 'device.revoked', payload: { device: book.kiosk.device } },
      { type: 'numbers.leased', payload: { device: book.kiosk.device, epoch: 1, day: MONDAY, n: 1, from: 200, to: 210 } },
      { type: 'leg.claimed', payload: { ...leg, device } },
      { type: 'claim.ended', payload: leg },
      { type: 'day.closed', payload: { day: MONDAY } },
    ];
    for (const happening of owners) book.kiosk.add(happening);
    expect({ ...book.state(), runs: before.runs }).toEqual({ ...before, unused: new Map([['notOwner', owners.length]]) });
  });

  it('[J7] once newer reducers hold, a device too old for them gives tickets and nothing else', () => {
    const book = new Book().configure().open();
    const visit = book.issue();
    book.call(DESK_3);
    book.owner.add({ type: 'reducers.activated', payload: { reducers: REDUCERS + 1 } });
    const state = book.state();
    expect(decideCallNext(state, { desk: DESK_4 }, now)).toEqual({ kind: 'refused', why: 'outdated' });
    expect(decideStep(state, 'leg.started', { desk: DESK_3, visit })).toEqual({ kind: 'refused', why: 'outdated' });
    const given = { visit: newVisit(), day: MONDAY, who: { device: book.kiosk.device, keepsCentre: true }, now: MONDAY_NINE, digest: sha256, asker: 'visitor' } as const;
    expect(decideIssue(state, { service: ORIENTATION, language: 'es' }, given).kind).toBe('happens');
    book.owner.add({ type: 'reducers.activated', payload: { reducers: 1 } });
    expect(book.state().reducers).toBe(REDUCERS + 1);
  });

  it('[J11] a device let in again has a higher epoch and stands in; the same epoch twice changes nothing', () => {
    const book = new Book().configure().open();
    book.owner.add({ type: 'device.revoked', payload: { device: book.kiosk.device } });
    book.enrol(book.kiosk, 1, { epoch: 1 });
    expect(book.state().devices.get(book.kiosk.device)?.standing).toBe('out');
    book.enrol(book.kiosk, 1, { epoch: 2 });
    expect(book.state().devices.get(book.kiosk.device)).toMatchObject({ epoch: 2, standing: 'in', lane: laneOf(1) });
    expect(book.unused()).toEqual({ superseded: 1 });
  });
});

describe('claims', () => {
  const claimed = (book: Book, visit: Visit['id'], desk = DESK_3): Happening => ({
    type: 'leg.claimed',
    payload: { visit, leg: 1, callNo: 1, desk, device: book.kiosk.device },
  });

  it('[C1] who is claimed by one desk is not next for another, and is for the one that claimed', () => {
    const book = new Book().configure().open();
    const first = book.issue(HEALTH);
    const second = book.issue(HEALTH);
    book.owner.add(claimed(book, first, DESK_3));
    expect(decideCallNext(book.state(), { desk: DESK_4 }, now)).toMatchObject({ happening: { payload: { visit: second } } });
    expect(decideCallNext(book.state(), { desk: DESK_3 }, now)).toMatchObject({ happening: { payload: { visit: first } } });
  });

  it('[C1] ends with the call, whoever made it, or when the owner ends it', () => {
    const book = new Book().configure().open();
    const [first, second] = [book.issue(HEALTH), book.issue(HEALTH)];
    book.owner.add(claimed(book, first));
    book.owner.add(claimed(book, second));
    expect(book.call(DESK_3)).toBe(first);
    expect([...book.state().claims.keys()]).toEqual([second]);
    book.owner.add({ type: 'claim.ended', payload: { visit: second, leg: 1, callNo: 1, desk: DESK_4 } });
    expect([...book.state().claims.keys()]).toEqual([second]);
    book.owner.add({ type: 'claim.ended', payload: { visit: second, leg: 1, callNo: 1, desk: DESK_3 } });
    expect(book.state().claims.size).toBe(0);
    expect(book.unused()).toEqual({ superseded: 1 });
  });

  it('[C1] one leg has one claim, and a leg that is called has none', () => {
    const book = new Book().configure().open();
    const visit = book.issue(HEALTH);
    book.owner.add(claimed(book, visit, DESK_3));
    book.owner.add(claimed(book, visit, DESK_4));
    expect(book.state().claims.get(visit)?.desk).toBe(DESK_3);
    book.call(DESK_3);
    book.owner.add(claimed(book, visit, DESK_4));
    book.owner.add(claimed(book, newVisit(), DESK_4));
    expect(book.state().claims.size).toBe(0);
    expect(book.unused()).toEqual({ superseded: 3 });
  });
});

describe('a day that is over', () => {
  it('[J16] leaves memory when the owner says so: visits, numbers, claims, calls, and its history is told', () => {
    const book = new Book().configure().open();
    const [served, waits] = [book.issue(), book.issue()];
    book.call();
    const tomorrow = book.issue(ORIENTATION, { on: TUESDAY });
    book.owner.add({ type: 'leg.claimed', payload: { visit: waits, leg: 1, callNo: 1, desk: DESK_3, device: book.kiosk.device } });
    const before = book.state();
    const left: Visit[] = [];
    book.owner.add({ type: 'day.closed', payload: { day: MONDAY } });
    const after = fold(before, book.entries.slice(-1), { left: (visit) => left.push(visit), late: () => {} });
    expect(left).toEqual([before.visits.get(served), before.visits.get(waits)]);
    expect([...after.visits.values()].map(({ id }) => id)).toEqual([tomorrow]);
    expect([...after.numbers.keys()]).toEqual([TUESDAY]);
    expect([after.closedThrough, after.claims.size, after.calls.length]).toEqual([MONDAY, 0, 0]);
    expect(after).toEqual(book.state());
  });

  it('[J17] what comes for it later changes no state, and its visit is named so that history is folded again', () => {
    const book = new Book().configure().open();
    const visit = book.issue();
    book.owner.add({ type: 'day.closed', payload: { day: MONDAY } });
    const before = book.state();
    const from = book.entries.length;
    const lateTicket = newVisit();
    book.kiosk.add({ type: 'ticket.issued', payload: { visit: lateTicket, service: ORIENTATION, label: { letter: 'A' as never, number: 9 }, language: 'es' } });
    book.kiosk.add({ type: 'leg.noShow', payload: { visit, leg: 1, callNo: 1, desk: DESK_3 } });
    const late: string[] = [];
    const after = fold(before, book.entries.slice(from), { left: () => {}, late: (id) => late.push(id) });
    expect(late).toEqual([lateTicket, visit]);
    expect({ ...after, unused: before.unused, runs: before.runs }).toEqual(before);
    expect([...after.unused]).toEqual([['dayClosed', 1], ['noSuchVisit', 1]]);
  });

  it('[N1] is not acted on again, whatever the clock says: the first day that is not over is', () => {
    const book = new Book().configure().open();
    expect(dayInPlay(EMPTY_STATE, MONDAY)).toBe(MONDAY);
    book.owner.add({ type: 'day.closed', payload: { day: MONDAY } });
    expect(dayInPlay(book.state(), MONDAY)).toBe(TUESDAY);
    expect(dayInPlay(book.state(), daysAfter(MONDAY, -300))).toBe(TUESDAY);
    expect(dayInPlay(book.state(), daysAfter(TUESDAY, 3))).toBe(daysAfter(TUESDAY, 3));
  });

  it('is over once: closing it again, or one before it, changes nothing', () => {
    const book = new Book().configure().open();
    for (const day of [MONDAY, MONDAY, daysAfter(MONDAY, -1)]) book.owner.add({ type: 'day.closed', payload: { day } });
    expect(book.state().closedThrough).toBe(MONDAY);
    expect(book.unused()).toEqual({ superseded: 2 });
  });
});
