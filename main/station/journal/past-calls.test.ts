/** Calls of the past over real journals: which there were, and what their desks saw, wherever the state before them has to come from. */
import { beforeEach, describe, expect, it } from 'vitest';
import { freshJournals } from '../../../tests/fixtures/fresh-journals.ts';
import { CONFIGURED, DAY_MS, MONDAY, TestOrder, dayAfterMonday, issued, visitOf, type OpenJournal } from '../../../tests/fixtures/journals.ts';
import { DESK_3, DESK_4, MONDAY_NINE, testClock, type TestClock } from '../../../tests/fixtures/world.ts';
import type { Happening } from '../../../shared/domain/entries/happenings.ts';
import type { VisitId } from '../../../shared/domain/ids.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';
import type { PastCall } from './past-calls.ts';

const journals = freshJournals();
let order: TestOrder;
let clock: TestClock;
let opened: OpenJournal;

beforeEach(() => {
  clock = testClock();
  order = new TestOrder();
  order.open();
  order.write(CONFIGURED);
  opened = journals.open({ clock });
  opened.journal.adopt(order.after(0));
});

function write(happening: Happening, day = MONDAY): void {
  clock.pass(60_000);
  opened.journal.write(happening, day);
}

/** The order takes what is pending, and what it has is adopted. */
function place(): void {
  order.take(opened.journal);
  adopt();
}

function adopt(): void {
  for (let { no } = opened.journal.head; no < order.head; { no } = opened.journal.head) opened.journal.adopt(order.places.slice(no, no + 1000));
}

function take(number: number, day = MONDAY): VisitId {
  const ticket = issued(number);
  write(ticket, day);
  return visitOf(ticket);
}

/** Calls as the station does, with what it knows now; hands back the state it did so in. */
function call(visit: VisitId, { desk = DESK_3, day = MONDAY } = {}): CentreState {
  const { journal } = opened;
  const seen = journal.state;
  const basis = { head: journal.head.no, pendingSeq: journal.lastSeq, policy: 'firstCome', policyVersion: 1, now: clock.now() } as const;
  write({ type: 'leg.called', payload: { visit, leg: 1, callNo: 1, desk, basis } }, day);
  return seen;
}

/** Reads it all at once. */
function seenBy(past: PastCall | undefined): CentreState | undefined {
  if (!past) throw new Error('there is such a call');
  const reading = opened.journal.past.seenBy(past);
  for (;;) {
    const step = reading.next();
    if (step.done) return step.value;
  }
}

const last = (desk = DESK_3, day = MONDAY): PastCall | undefined => opened.journal.past.latest(desk, day, 1)[0];
const waitingIn = (state: CentreState | undefined): VisitId[] | undefined => state && [...state.visits.values()].flatMap(({ id, leg }) => (leg.kind === 'waiting' ? [id] : []));

describe('the calls of a desk', () => {
  it('[Q3] are those of one day, the latest first, in the order or not', () => {
    const [a, b, c, d] = [take(1), take(2), take(3), take(4)];
    call(a);
    place();
    call(b, { desk: DESK_4 });
    call(c);
    const tuesday = dayAfterMonday(1);
    const e = take(5, tuesday);
    call(d);
    call(e, { day: tuesday });
    const { past } = opened.journal;
    const visitsOf = (calls: readonly PastCall[]): VisitId[] => calls.map(({ payload }) => payload.visit);
    expect(visitsOf(past.latest(DESK_3, MONDAY, 30))).toEqual([d, c, a]);
    expect(visitsOf(past.latest(DESK_3, MONDAY, 2))).toEqual([d, c]);
    expect(visitsOf(past.latest(DESK_4, MONDAY, 30))).toEqual([b]);
    place();
    expect(visitsOf(past.latest(DESK_3, MONDAY, 30))).toEqual([d, c, a]);
    expect(visitsOf(past.latest(DESK_3, tuesday, 30))).toEqual([e]);
  });

  it('[Q3] are those of the order as it stands, also once it went back and on another way', () => {
    const [a, b] = [take(1), take(2)];
    place();
    call(a);
    place();
    const { past } = opened.journal;
    const visits = (): VisitId[] => past.latest(DESK_3, MONDAY, 30).map(({ payload }) => payload.visit);
    expect(visits()).toEqual([a]);
    call(b);
    place();
    expect([visits(), visits()]).toEqual([[b, a], [b, a]]);
    // Both are pending again, as they were, and the order has others in their places.
    opened.journal.goBackTo(4);
    order.goBackTo(4);
    expect(visits()).toEqual([b, a]);
    order.open();
    for (let n = 0; n < 3; n += 1) order.write(issued(5 + n));
    adopt();
    expect(visits()).toEqual([b, a]);
    place();
    expect(visits()).toEqual([b, a]);
  });

  it('[Q3] of another device are found, and what its desk saw: what that device knew alone, too', () => {
    const [a, b] = [take(1), take(2)];
    place();
    const other = journals.open({ file: 'other.sqlite', clock });
    other.journal.adopt(order.after(0));
    const alone = issued(3);
    other.journal.write(alone, MONDAY);
    const basis = { head: other.journal.head.no, pendingSeq: other.journal.lastSeq, policy: 'firstCome', policyVersion: 1, now: clock.now() } as const;
    // What came here meanwhile it did not know, though the order has it first.
    take(4);
    other.journal.write({ type: 'leg.called', payload: { visit: a, leg: 1, callNo: 1, desk: DESK_4, basis } }, MONDAY);
    place();
    order.take(other.journal);
    adopt();
    expect(last(DESK_4)?.id.device).toBe(other.journal.device);
    expect(waitingIn(seenBy(last(DESK_4)))).toEqual([a, b, visitOf(alone)]);
  });

  it('[Q3] are found by their name, and nothing else is', () => {
    const visit = take(1);
    call(visit);
    const id = { device: opened.journal.device, epoch: 1, seq: opened.journal.lastSeq };
    const found = (): unknown => opened.journal.past.find(id);
    expect(found()).toMatchObject({ id, payload: { visit }, isAgain: false });
    place();
    expect(found()).toMatchObject({ id, payload: { visit } });
    for (const other of [{ seq: id.seq - 1 }, { seq: id.seq + 1 }, { epoch: 2 }, { device: order.owner }]) expect(opened.journal.past.find({ ...id, ...other })).toBeUndefined();
  });
});

describe('what a desk saw', () => {
  it('[Q3] is the order up to its head and its device’s own, whether these came into the order since or not', () => {
    const [a, b] = [take(1), take(2)];
    place();
    const c = take(3);
    const seen = call(a);
    // Another device's came into the order before the own ones had a place.
    order.write(issued(4));
    const check = (): void => {
      expect(waitingIn(seenBy(last()))).toEqual([a, b, c]);
      expect(seenBy(last())?.visits.get(c)?.leg.enteredAt).toBe(seen.visits.get(c)?.leg.enteredAt);
    };
    check();
    adopt();
    check();
    place();
    take(5);
    check();
  });

  it('[Q3] is nothing where a place is not what it was', () => {
    const a = take(1);
    place();
    call(a);
    expect(seenBy(last())).toBeDefined();
    opened.db.exec(`UPDATE places SET bytes = replace(bytes, '"number":1', '"number":7') WHERE no = 3`);
    expect(seenBy(last())).toBeUndefined();
  });

  it('[Q3] is nothing where the order begins after it', () => {
    const a = take(1);
    place();
    call(a);
    const past = last();
    expect(seenBy(past)).toBeDefined();
    order.take(opened.journal);
    expect(opened.journal.adoptSnapshot(order.snapshot())).toBeUndefined();
    expect(seenBy(past)).toBeUndefined();
  });

  it('[Q3] comes of a snapshot before it, or of the days before it where the snapshots are later', () => {
    const quiet = (places: number): void => {
      for (let n = 0; n < places; n += 1) order.open();
      adopt();
      clock.pass(60_000);
      opened.journal.tidy();
    };
    // Three days that are over lie before the one that is asked about, and more than would be folded from the first place.
    quiet(5100);
    for (let n = 0; n < 3; n += 1) {
      write(issued(1), dayAfterMonday(n));
      place();
      clock.pass(DAY_MS);
      order.closeDay(dayAfterMonday(n));
      quiet(10);
    }
    const day = dayAfterMonday(3);
    const a = take(1, day);
    place();
    const seen = call(a, { day });
    place();
    expect(waitingIn(seenBy(last(DESK_3, day)))).toEqual([a]);
    quiet(2500);
    quiet(2500);
    const nos = opened.db.prepare('SELECT min(no) FROM snapshots').pluck().get();
    expect(nos).toBeGreaterThan(last(DESK_3, day)?.payload.basis.head ?? 0);
    const again = seenBy(last(DESK_3, day));
    expect(waitingIn(again)).toEqual([a]);
    expect(again?.visits.get(a)).toEqual(seen.visits.get(a));
    expect(again?.centre).toEqual(seen.centre);
    expect(clock.now()).toBeGreaterThan(MONDAY_NINE + 3 * DAY_MS);
  });
});
