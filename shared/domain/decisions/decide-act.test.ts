/** [Q1] What a desk may do at every step, as a table; and where in a queue somebody is put, worked by hand. */
import { describe, expect, it } from 'vitest';
import { newVisit } from '../../../tests/fixtures/book.ts';
import { dayAt, WorkingDay } from '../../../tests/fixtures/working-day.ts';
import { DESK_3, DESK_4, HEALTH, MONDAY_NINE, ORIENTATION, inWords } from '../../../tests/fixtures/world.ts';
import { decideCallOf } from './decide-call.ts';
import { decidePark, decidePutBack, decideStep, decideTransfer, mayLetGo } from './decide-act.ts';
import { decideUndo } from './decide-undo.ts';
import { decideBringBack, decideCancel, decideMark, decidePlan } from './decide-visit.ts';
import { DeskId, PriorityId, ServiceId } from '../ids.ts';
import { EMPTY_STATE, REDUCERS, type CentreState, type LegStep } from '../reducers/state.ts';
import type { VisitId } from '../ids.ts';

type Does = (day: WorkingDay, visit: VisitId, desk: DeskId) => string;
const given = (day: WorkingDay) => ({ day: day.knowing.day, now: day.knowing.now });
const ACTS = {
  call: (day, visit, desk) => day.call(visit, desk),
  recall: (day, visit, desk) => day.step('leg.recalled', visit, desk),
  start: (day, visit, desk) => day.step('leg.started', visit, desk),
  noShow: (day, visit, desk) => day.step('leg.noShow', visit, desk),
  putBack: (day, visit, desk) => day.putBack(visit, 'same', desk),
  finish: (day, visit, desk) => day.step('leg.finished', visit, desk),
  park: (day, visit, desk) => day.park(visit, desk),
  transfer: (day, visit, desk) => day.transfer(visit, { desk }),
  undo: (day, visit, desk) => day.undo(visit, desk),
  cancel: (day, visit) => day.do((state) => decideCancel(state, { visit }, 'staff')),
  bringBack: (day, visit) => day.do((state) => decideBringBack(state, { visit, place: 'same' }, given(day))),
  mark: (day, visit) => day.do((state) => decideMark(state, { visit, priority: null })),
  plan: (day, visit) => day.do((state) => decidePlan(state, { visit, services: [ORIENTATION] })),
} as const satisfies Record<string, Does>;
type Act = keyof typeof ACTS;

/** What desk 3 may do at each step, and to which step of the first leg it leads; all else is refused. */
const TABLE: Readonly<Record<LegStep['kind'], Partial<Record<Act, LegStep['kind']>>>> = {
  waiting: { call: 'called', cancel: 'cancelled', mark: 'waiting', plan: 'waiting' },
  called: { recall: 'called', start: 'serving', noShow: 'noShow', putBack: 'waiting', undo: 'waiting', mark: 'called', plan: 'called' },
  serving: { finish: 'finished', park: 'parked', transfer: 'transferred', undo: 'called', mark: 'serving', plan: 'serving' },
  parked: { call: 'called', undo: 'serving', mark: 'parked', plan: 'parked' },
  finished: { undo: 'serving' },
  noShow: { bringBack: 'waiting', undo: 'called' },
  cancelled: { bringBack: 'waiting', undo: 'waiting' },
  // Its second leg waits, and all that may be done with that.
  transferred: { call: 'transferred', cancel: 'transferred', undo: 'serving', mark: 'transferred', plan: 'transferred' },
};
/** Of the desk next to it: what is no desk's own. */
const BY_ANY_DESK: ReadonlySet<Act> = new Set(['call', 'cancel', 'bringBack', 'mark', 'plan']);

const STEPS = Object.keys(TABLE) as LegStep['kind'][];
const EACH = STEPS.flatMap((step) => (Object.keys(ACTS) as Act[]).map((act) => [step, act, TABLE[step][act]] as const));

describe('a desk', () => {
  it.each(EACH)('[Q1] %s, %s: %s', (step, act, leadsTo) => {
    const { day, visit } = dayAt(step);
    const before = day.visit(visit);
    const said = ACTS[act](day, visit, DESK_3);
    const after = day.visit(visit);
    if (leadsTo === undefined) {
      expect(said).toMatch(/^(?:notThatStep|nothingToUndo|deskBusy)$/);
      expect(after).toEqual(before);
    } else {
      expect(said).toBe('done');
      expect((after.past?.[0] ?? after.leg).kind).toBe(leadsTo);
    }
  });

  it.each(EACH.filter(([step, act]) => step !== 'cancelled' && !BY_ANY_DESK.has(act)))('[Q1] %s, %s: is not the desk’s next to it', (step, act) => {
    const { day, visit } = dayAt(step);
    const before = day.visit(visit);
    expect(ACTS[act](day, visit, DESK_4)).toMatch(/^(?:notThatStep|nothingToUndo)$/);
    expect(day.visit(visit)).toEqual(before);
  });

  const asked = { desk: DESK_3, visit: newVisit() };
  const whole = { ...asked, place: 'same', reason: 'form', minutes: null, priority: null, services: [] } as const;
  const knowing = { day: new WorkingDay().knowing.day, now: MONDAY_NINE, head: 0, pendingSeq: 0 };
  const every = (state: CentreState, ask: typeof whole): readonly string[] =>
    [
      decideCallOf(state, ask, knowing),
      decideStep(state, 'leg.recalled', ask),
      decidePutBack(state, ask, MONDAY_NINE),
      decidePark(state, ask, MONDAY_NINE),
      decideTransfer(state, { ...ask, to: { service: HEALTH, desk: null }, place: 'end', comesBack: false }, MONDAY_NINE),
      decideUndo(state, ask),
      decideCancel(state, ask, 'staff'),
      decideBringBack(state, ask, knowing),
      decideMark(state, ask),
      decidePlan(state, ask),
    ].map((decision) => (decision.kind === 'refused' ? decision.why : decision.kind));

  it('[Q1] does nothing before there is a centre, under rules it does not know, and about nobody', () => {
    const { day } = dayAt('waiting');
    expect(new Set(every(EMPTY_STATE, whole))).toEqual(new Set(['notReady']));
    expect(new Set(every({ ...day.state(), reducers: REDUCERS + 1 }, whole))).toEqual(new Set(['outdated']));
    expect(every(day.state(), { ...whole, desk: DeskId.parse('moon') }).slice(0, 6)).toEqual(Array.from({ length: 6 }, () => 'unknownDesk'));
    expect(new Set(every(day.state(), whole))).toEqual(new Set(['notThatStep', 'nothingToUndo']));
  });
});

describe('somebody who does not come', () => {
  it('[Q1] is let go after as many calls as the centre asks, and not before', () => {
    const { day, visit } = dayAt('called', { callsBeforeNoShow: 3 });
    expect(day.step('leg.noShow', visit)).toBe('callAgainFirst');
    expect(day.step('leg.recalled', visit)).toBe('done');
    expect(mayLetGo(day.state(), 2)).toBe(false);
    expect(day.step('leg.noShow', visit)).toBe('callAgainFirst');
    // Calls before the visitor was put back count, whichever desk made them.
    day.putBack(visit);
    day.call(visit, DESK_4);
    expect(day.step('leg.noShow', visit, DESK_4)).toBe('done');
    expect(day.visit(visit).leg).toMatchObject({ kind: 'noShow', callNo: 3 });
  });

  it('[Q1] is brought back today, and not on another day', () => {
    const { day, visit } = dayAt('noShow');
    const tomorrow = { ...given(day), day: '2026-11-24' as ReturnType<typeof given>['day'] };
    expect(day.do((state) => decideBringBack(state, { visit, place: 'same' }, tomorrow))).toBe('notThatStep');
    expect(day.do((state) => decideBringBack(state, { visit, place: 'first' }, given(day)))).toBe('done');
    expect(day.visit(visit).leg).toMatchObject({ kind: 'waiting', calls: 1 });
  });
});

describe('a place in a queue', () => {
  /** Four who wait, a second apart, and a fifth that came third and was called. */
  function line(): { day: WorkingDay; others: readonly VisitId[]; called: VisitId } {
    const day = new WorkingDay();
    const all = [0, 1, 2, 3, 4].map((n) => day.come(HEALTH, MONDAY_NINE + n * 1000));
    const called = all[2];
    if (!called) throw new Error('five came');
    day.call(called);
    // Somebody of another service is in nobody's way.
    day.come(ORIENTATION, MONDAY_NINE + 10);
    return { day, others: all.filter((id) => id !== called), called };
  }

  it.each([
    ['same', 2],
    ['first', 0],
    ['end', 4],
    [{ after: 1 }, 1],
    [{ after: 2 }, 2],
    [{ after: 3 }, 3],
    [{ after: 4 }, 4],
    [{ after: 99 }, 4],
  ] as const)('[Q1] %j is %i from the front', (place, at) => {
    const { day, others, called } = line();
    expect(day.putBack(called, place)).toBe('done');
    expect(day.queue()).toEqual(others.toSpliced(at, 0, called));
  });

  it('[Q1] of one put first after another is before that one, and the end is after all who came by then', () => {
    const { day, others, called } = line();
    day.putBack(called, 'first');
    const last = others.at(-1);
    if (!last) throw new Error('four waited');
    day.call(last);
    day.putBack(last, 'first');
    expect(day.queue().slice(0, 2)).toEqual([last, called]);
    day.call(last);
    day.putBack(last, 'end');
    expect(day.queue().at(-1)).toBe(last);
    const late = day.come(HEALTH, MONDAY_NINE + 60_000);
    expect(day.queue().at(-1)).toBe(late);
  });

  it('[Q1] after one of two who came at the same instant is as near to that as it can be', () => {
    const day = new WorkingDay();
    const [first, , third] = [0, 0, 0].map(() => day.come(HEALTH, MONDAY_NINE));
    const late = day.come(HEALTH, MONDAY_NINE + 1000);
    if (!first || !third) throw new Error('four came');
    day.call(late);
    day.putBack(late, { after: 1 });
    expect(day.visit(late).leg).toMatchObject({ queuedAt: MONDAY_NINE });
    day.call(first);
    day.putBack(first, { after: 2 });
    expect(day.visit(first).leg).toMatchObject({ queuedAt: MONDAY_NINE });
  });

  it('[Q1] of nobody else’s queue is now', () => {
    const { day, visit } = dayAt('called');
    for (const place of ['first', 'end', { after: 3 }] as const) {
      const { now } = day.knowing;
      day.putBack(visit, place);
      expect(day.visit(visit).leg.queuedAt).toBe(now);
      day.call(visit);
    }
  });
});

describe('a transfer', () => {
  it.each([
    ['end', 2],
    ['first', 0],
    ['byArrival', 1],
  ] as const)('[Q1] %s stands %i from the front of the other queue', (place, at) => {
    const day = new WorkingDay();
    const early = day.come(ORIENTATION, MONDAY_NINE);
    const visit = day.come(HEALTH, MONDAY_NINE + 1000);
    const late = day.come(ORIENTATION, MONDAY_NINE + 2000);
    day.serve(visit);
    expect(day.transfer(visit, { place })).toBe('done');
    expect(day.queue(ORIENTATION)).toEqual([early, late].toSpliced(at, 0, visit));
  });

  it('[Q1] to a desk is that desk’s, and comes back where it was said', () => {
    const { day, visit } = dayAt('serving');
    expect(day.transfer(visit, { to: { service: HEALTH, desk: DESK_4 }, comesBack: true })).toBe('done');
    expect(day.callNext(DESK_3)).toBe('nobodyWaiting');
    expect(day.callNext(DESK_4)).toBe('done');
    day.step('leg.started', visit, DESK_4);
    day.step('leg.finished', visit, DESK_4);
    expect(day.visit(visit).leg).toMatchObject({ no: 3, onlyAt: DESK_3, kind: 'waiting' });
  });

  it('[Q1] goes to a service and a desk that there are', () => {
    const { day, visit } = dayAt('serving');
    expect(day.transfer(visit, { to: { service: ServiceId.parse('moon'), desk: null } })).toBe('unknownService');
    expect(day.transfer(visit, { to: { service: HEALTH, desk: DeskId.parse('moon') } })).toBe('unknownDesk');
  });
});

describe('a person who is parked', () => {
  it('[Q1] is called by name, is due at a time or at none, and is nobody’s next', () => {
    const { day, visit } = dayAt('serving');
    const { now } = day.knowing;
    expect(day.park(visit, DESK_3, 5)).toBe('done');
    expect(day.visit(visit).leg).toMatchObject({ reason: 'documents', until: now + 5 * 60_000 });
    expect(day.callNext()).toBe('nobodyWaiting');
    expect(day.call(visit, DESK_4)).toBe('done');
    expect(day.visit(visit).leg).toMatchObject({ kind: 'called', desk: DESK_4, callNo: 2 });
    day.step('leg.started', visit, DESK_4);
    expect(day.park(visit, DESK_4, null)).toBe('done');
    expect(day.visit(visit).leg).toMatchObject({ until: null });
  });

  it('[Q1] is parked as before when their call is taken back, at whatever desk, also after a second one; put back by hand they wait', () => {
    const { day, visit } = dayAt('serving');
    day.park(visit, DESK_3, 5);
    const parked = day.visit(visit).leg;
    day.call(visit, DESK_4);
    day.step('leg.recalled', visit, DESK_4);
    expect(day.undo(visit, DESK_4)).toBe('done');
    expect(day.visit(visit).leg).toEqual({ ...parked, callNo: 3 });
    // And that, once more: they stand at the desk again.
    expect(day.undo(visit, DESK_4)).toBe('done');
    expect(day.visit(visit).leg).toMatchObject({ kind: 'called', desk: DESK_4, callNo: 3 });
    day.putBack(visit, 'same', DESK_4);
    expect(day.visit(visit).leg).toMatchObject({ kind: 'waiting', calls: 3, stints: [{ desk: DESK_3 }] });
    day.call(visit, DESK_4);
    expect(day.undo(visit, DESK_4)).toBe('done');
    expect(day.visit(visit).leg.kind).toBe('waiting');
  });
});

describe('what is known of a visitor', () => {
  const older = { id: PriorityId.parse('older'), icon: 'older', name: inWords('Mayores', 'Older'), byVisitor: false, weight: 2, headStartMin: 0 } as const;

  it('[Q1] a priority is one of the centre’s, and can be taken away', () => {
    const { day, visit } = dayAt('waiting', { priorities: [older] });
    expect(day.do((state) => decideMark(state, { visit, priority: PriorityId.parse('moon') }))).toBe('unknownPriority');
    expect(day.do((state) => decideMark(state, { visit, priority: older.id }))).toBe('done');
    expect(day.visit(visit).priority).toBe(older.id);
    expect(day.do((state) => decideMark(state, { visit, priority: null }))).toBe('done');
    expect(day.visit(visit).priority).toBeUndefined();
  });

  it('[Q1] services to come are the centre’s, and take the place of those that were', () => {
    const { day, visit } = dayAt('serving');
    expect(day.do((state) => decidePlan(state, { visit, services: [ServiceId.parse('moon')] }))).toBe('unknownService');
    expect(day.do((state) => decidePlan(state, { visit, services: [HEALTH, ORIENTATION] }))).toBe('done');
    expect(day.do((state) => decidePlan(state, { visit, services: [ORIENTATION] }))).toBe('done');
    day.step('leg.finished', visit);
    expect(day.visit(visit)).toMatchObject({ leg: { no: 2, service: ORIENTATION, kind: 'waiting' } });
  });
});
