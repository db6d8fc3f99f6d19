import { describe, expect, it } from 'vitest';
import { Book, MONDAY, newDevice, newVisit, someKey } from '../../../tests/fixtures/book.ts';
import { DESK_3, DESK_4, HEALTH, MONDAY_NINE, ORIENTATION, SMALL_CENTRE } from '../../../tests/fixtures/world.ts';
import { daysAfter } from '../clock.ts';
import type { EntryPayload } from '../entries/happenings.ts';
import type { VisitId } from '../ids.ts';
import { laneOf } from '../label.ts';
import { BLOCK, OPEN_SEQUENCE } from '../reducers/numbers.ts';
import { CLAIM_MS, claimsOver, daysOver, decideClaim, decideLease, devicesBehind, entriesMissing, leasesHeldBy, watchClaims, type LetIn, type Reporting } from './owner.ts';
import { EMPTY_STATE, type Claim } from '../reducers/state.ts';

const TUESDAY = daysAfter(MONDAY, 1);
const WEDNESDAY = daysAfter(MONDAY, 2);

function ask(visit: VisitId, desk = DESK_3, callNo = 1): EntryPayload<'leg.claimed'> {
  return { visit, leg: 1, callNo, desk, device: newDevice() };
}

describe('a claim', () => {
  const claimIn = (book: Book, asked: EntryPayload<'leg.claimed'>): string => {
    const granted = decideClaim(book.state(), asked);
    if (granted.kind === 'write') book.owner.add(granted.happening);
    return granted.kind;
  };

  it('[C1] is one desk’s: asked twice it is the same claim, and every other desk is told that it is taken', () => {
    const book = new Book().configure().open();
    const visit = book.issue(HEALTH);
    expect(claimIn(book, ask(visit))).toBe('write');
    const before = book.entries.length;
    expect([claimIn(book, ask(visit)), claimIn(book, ask(visit, DESK_4)), claimIn(book, ask(visit, DESK_3, 2))]).toEqual(['held', 'taken', 'taken']);
    expect(book.entries.length).toBe(before);
    expect(book.unused()).toEqual({});
  });

  it('[C1] is for a leg as it stands: one that was called, or is unknown, is taken', () => {
    const book = new Book().configure().open();
    const visit = book.issue(HEALTH);
    const other = { ...ask(visit), leg: 2 };
    expect([claimIn(book, other), claimIn(book, ask(visit, DESK_3, 2)), claimIn(book, ask(newVisit()))]).toEqual(['taken', 'taken', 'taken']);
    book.call(DESK_3);
    expect([claimIn(book, ask(visit, DESK_4)), claimIn(book, ask(visit, DESK_4, 2))]).toEqual(['taken', 'taken']);
  });

  it('[C1] who was called to a desk that is gone may be claimed for a second call', () => {
    const book = new Book().configure().open();
    const visit = book.issue(HEALTH);
    book.call(DESK_3);
    const desks = SMALL_CENTRE.desks.slice(1).map((desk) => ({ ...desk, services: [ORIENTATION, HEALTH] }));
    book.kiosk.add({ type: 'centre.configured', payload: { centre: { ...SMALL_CENTRE, desks } } });
    expect([claimIn(book, ask(visit, DESK_4, 1)), claimIn(book, ask(visit, DESK_4, 2))]).toEqual(['taken', 'write']);
    expect(book.unused()).toEqual({});
  });

  it('[C1] ends after 30 s in which no call followed, by a clock that nobody can set', () => {
    const book = new Book().configure().open();
    const [early, late] = [book.issue(HEALTH), book.issue(HEALTH)];
    claimIn(book, ask(early));
    const first = watchClaims(book.state(), new Map<Claim, number>(), 1000);
    claimIn(book, ask(late));
    const state = book.state();
    // The same claim, read from the journal again, is another object and begins its time again.
    const since = watchClaims(state, new Map([...first].map(([{ visit }, at]) => [state.claims.get(visit) as Claim, at])), 5000);
    expect(CLAIM_MS).toBe(30_000);
    expect(claimsOver(since, 1000 + CLAIM_MS - 1)).toEqual([]);
    expect(claimsOver(since, 1000 + CLAIM_MS)).toEqual([{ type: 'claim.ended', payload: { visit: early, leg: 1, callNo: 1, desk: DESK_3 } }]);
    const both = claimsOver(since, 5000 + CLAIM_MS);
    expect(both).toHaveLength(2);
    for (const happening of both) book.owner.add(happening);
    expect(watchClaims(book.state(), since, 40_000).size).toBe(0);
    expect(book.unused()).toEqual({});
  });
});

describe('a lease', () => {
  it('[N1] comes one after the other: nobody is leased a later block than the next', () => {
    const book = new Book().configure().open();
    const { device } = book.kiosk;
    expect(decideLease(book.state(), device, { day: MONDAY, n: 2 }, MONDAY)).toEqual({ kind: 'refused' });
    for (const n of [1, 2]) {
      const leased = decideLease(book.state(), device, { day: MONDAY, n }, MONDAY);
      expect(leased).toMatchObject({ kind: 'write', happening: { payload: { n, from: OPEN_SEQUENCE + 1 + (n - 1) * BLOCK } } });
      if (leased.kind === 'write') book.owner.add(leased.happening);
    }
    expect(decideLease(book.state(), device, { day: MONDAY, n: 1 }, MONDAY)).toEqual({ kind: 'held' });
    expect(book.unused()).toEqual({});
  });

  it('[N1] is each device’s own, also for the day before today, which some zone or clock may still be in', () => {
    const book = new Book().configure();
    const second = book.author();
    book.open(second);
    const leased = (device = second.device, day = MONDAY) => decideLease(book.state(), device, { day, n: 1 }, MONDAY);
    const first = leased(book.kiosk.device);
    if (first.kind === 'write') book.owner.add(first.happening);
    expect(leased()).toMatchObject({ kind: 'write', happening: { payload: { device: second.device, from: OPEN_SEQUENCE + BLOCK + 1 } } });
    expect([-1, -2].map((days) => leased(second.device, daysAfter(MONDAY, days)).kind)).toEqual(['write', 'refused']);
  });

  const row = (change: Partial<Reporting> = {}): Reporting => ({
    device: newDevice(), standing: 'in', acknowledged: 5, wrote: 5, reported: 2, writtenOff: false, ...change,
  });

  it('[J19] waits until every device that is in has reported in this generation, or was written off', () => {
    const old = row({ reported: 1 });
    expect(leasesHeldBy([row(), old], 2)).toEqual([old.device]);
    expect(leasesHeldBy([row(), { ...old, writtenOff: true }, { ...old, standing: 'out' }, { ...old, reported: 3 }], 2)).toEqual([]);
  });

  it('[N1] waits for what a device wrote before it was let in, and in the first generation for no report', () => {
    const late = row({ acknowledged: 4, reported: 0 });
    expect(leasesHeldBy([row({ reported: 0 }), late], 1)).toEqual([late.device]);
    expect(leasesHeldBy([{ ...late, acknowledged: 5 }], 1)).toEqual([]);
  });
});

describe('a day', () => {
  const over = (book: Book, today = WEDNESDAY) => daysOver(book.state(), today).map(({ payload }) => payload);

  it('[J16] is over once the next is over too and a later one was written in, and is closed with all before it', () => {
    const book = new Book().configure().open();
    book.issue();
    expect(over(book)).toEqual([]);
    book.issue(ORIENTATION, { on: TUESDAY });
    expect([over(book, TUESDAY), over(book)]).toEqual([[], [{ day: MONDAY }]]);
    book.issue(ORIENTATION, { on: daysAfter(MONDAY, 30) });
    expect(over(book, daysAfter(MONDAY, 20))).toEqual([{ day: TUESDAY }]);
    book.owner.add({ type: 'day.closed', payload: { day: TUESDAY } });
    expect(over(book, daysAfter(MONDAY, 20))).toEqual([]);
    expect(book.state().visits.size).toBe(1);
  });

  it('[J16] is over in the order of days, whichever was written in first', () => {
    const book = new Book().configure().open();
    for (const on of [daysAfter(MONDAY, 5), TUESDAY, MONDAY]) book.issue(ORIENTATION, { on });
    expect(over(book, daysAfter(MONDAY, 4))).toEqual([{ day: TUESDAY }]);
  });

  it('[J16] is not over because numbers were leased for a later one, nor because the owner’s clock jumped', () => {
    const book = new Book().configure().open();
    book.issue();
    const payload = { device: book.kiosk.device, epoch: 1, day: daysAfter(MONDAY, 7), n: 1, from: 101, to: 150 };
    book.owner.add({ type: 'numbers.leased', payload });
    expect(over(book, daysAfter(MONDAY, 300))).toEqual([]);
  });
});

describe('what the order should say of devices', () => {
  const owner = { device: newDevice(), generation: 1 };
  const letIn = (change: Partial<LetIn> = {}): LetIn => ({
    device: newDevice(), name: 'Kiosco', key: someKey, epoch: 1, standing: 'in', first: false, enrolledAt: MONDAY_NINE, ...change,
  });
  const settled = (book: Book, devices: readonly LetIn[], now = MONDAY_NINE) => {
    const asOwner = { device: book.owner.device, generation: 1 };
    const added = entriesMissing(book.state(), asOwner, devices, now);
    for (const happening of added) book.owner.add(happening);
    expect(entriesMissing(book.state(), asOwner, devices, now)).toEqual([]);
    expect(book.unused()).toEqual({});
    return added;
  };

  it('[J19] opens its generation before all else, and once', () => {
    const [first] = entriesMissing(EMPTY_STATE, owner, [letIn()], MONDAY_NINE);
    expect(first).toEqual({ type: 'generation.opened', payload: { generation: 1, owner: owner.device } });
    expect(entriesMissing({ ...EMPTY_STATE, generation: 1, owner: owner.device }, owner, [], MONDAY_NINE)).toEqual([]);
    expect(entriesMissing({ ...EMPTY_STATE, generation: 1 }, { ...owner, generation: 2 }, [], MONDAY_NINE)).toHaveLength(1);
  });

  it('lets devices in as they came, each with a lane of its own that it keeps over its epochs', () => {
    const book = new Book();
    const [one, two, three] = [letIn(), letIn({ enrolledAt: MONDAY_NINE - 1 }), letIn({ enrolledAt: MONDAY_NINE + 1 })];
    settled(book, [one, two]);
    settled(book, [one, { ...two, epoch: 2 }, three]);
    const { devices } = book.state();
    expect([two, one, three].map(({ device }) => devices.get(device)?.lane)).toEqual([laneOf(1), laneOf(2), laneOf(3)]);
    expect(devices.get(two.device)?.epoch).toBe(2);
  });

  it('of two that came in one instant the same one is first, in whatever order they are read', () => {
    const [one, two] = [letIn(), letIn()].toSorted((a, b) => (a.device < b.device ? -1 : 1)) as [LetIn, LetIn];
    for (const rows of [[one, two], [two, one]]) {
      const named = entriesMissing(EMPTY_STATE, owner, rows, MONDAY_NINE).flatMap(({ type, payload }) => (type === 'device.enrolled' ? [[payload.device, payload.lane]] : []));
      expect(named).toEqual([[one.device, laneOf(1)], [two.device, laneOf(2)]]);
    }
  });

  it('[J11] puts out who was put out, also one that it had never named, and lets it in again under a new epoch', () => {
    const book = new Book();
    const [one, two] = [letIn(), letIn({ standing: 'out' })];
    settled(book, [one, two]);
    settled(book, [{ ...one, standing: 'out' }, two]);
    const standings = () => [one, two].map(({ device }) => book.state().devices.get(device)?.standing);
    expect(standings()).toEqual(['out', 'out']);
    settled(book, [{ ...one, epoch: 2 }, { ...two, epoch: 3, standing: 'out' }]);
    expect(standings()).toEqual(['in', 'out']);
    // A table that is older than the order, as in a restored server, puts nobody out.
    settled(book, [{ ...one, epoch: 1, standing: 'out' }]);
    expect(standings()).toEqual(['in', 'out']);
  });

  it('[N1] the first device counts in sequence from its first day, and one that begins anew from the day after', () => {
    const book = new Book().configure();
    // 04:00 in UTC on Tuesday is still Monday in Bogotá.
    const lateMonday = Date.UTC(2026, 10, 24, 4);
    const [first, other] = [letIn({ first: true, enrolledAt: lateMonday }), letIn()];
    const from = () => [first, other].map(({ device }) => book.state().devices.get(device)?.sequenceFrom);
    settled(book, [first, other]);
    expect(from()).toEqual([MONDAY, null]);
    settled(book, [{ ...first, epoch: 2 }, { ...other, epoch: 2 }], lateMonday + 60_000);
    expect(from()).toEqual([TUESDAY, null]);
  });

  it('[N1] before the centre has said where it is, the first device’s day is the earliest on earth', () => {
    const book = new Book();
    const first = letIn({ first: true, enrolledAt: Date.UTC(2026, 10, 23, 11) });
    settled(book, [first]);
    expect(book.state().devices.get(first.device)?.sequenceFrom).toBe('2026-11-22');
    settled(book, [{ ...first, epoch: 2 }], Date.UTC(2026, 10, 23, 11));
    expect(book.state().devices.get(first.device)?.sequenceFrom).toBe('2026-11-25');
  });

  it('[N1] in a centre where one device counts in sequence no other ever does, also on another owner’s machine', () => {
    const book = new Book().configure().open();
    const promoted = letIn({ first: true });
    settled(book, [promoted]);
    settled(book, [{ ...promoted, epoch: 2 }]);
    expect(book.state().devices.get(promoted.device)?.sequenceFrom).toBeNull();
    expect(book.state().devices.get(book.kiosk.device)?.sequenceFrom).toBe(MONDAY);
  });

  it('[J19] after an adopted order, what it says of devices is put where it is newer, and nothing else', () => {
    const book = new Book().configure();
    const [renewed, out, same, again] = [book.author(), book.author(), book.author(), book.author()];
    book.open(renewed, out, same, again);
    book.owner.add({ type: 'device.revoked', payload: { device: again.device } });
    book.enrol(renewed, 2, { epoch: 2 });
    book.owner.add({ type: 'device.revoked', payload: { device: out.device } });
    const state = book.state();
    const rows = [
      letIn({ device: renewed.device }),
      letIn({ device: out.device }),
      letIn({ device: same.device, epoch: 2 }),
      letIn({ device: again.device, epoch: 2 }),
      letIn(),
    ];
    expect(devicesBehind(state, rows).map(({ device, change }) => [device, change])).toEqual([
      [book.kiosk.device, 'put'],
      [renewed.device, 'put'],
      [out.device, 'revoke'],
    ]);
    const after = [letIn({ device: book.kiosk.device }), letIn({ device: renewed.device, epoch: 2 }), letIn({ device: out.device, standing: 'out' }), letIn({ device: same.device }), letIn({ device: again.device, standing: 'out' })];
    expect(devicesBehind(state, after)).toEqual([]);
  });
});
