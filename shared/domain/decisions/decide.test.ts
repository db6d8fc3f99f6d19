import { describe, expect, it } from 'vitest';
import { Book, MONDAY, newVisit, sha256 } from '../../../tests/fixtures/book.ts';
import { WorkingDay } from '../../../tests/fixtures/working-day.ts';
import { DESK_3, HEALTH, MONDAY_NINE, ORIENTATION, SMALL_CENTRE, inWords } from '../../../tests/fixtures/world.ts';
import { Centre } from '../centre.ts';
import { decideIssue, type Asker } from './decide.ts';
import { decideStep } from './decide-act.ts';
import { decideCallNext } from './decide-call.ts';
import { DeskId, PriorityId, ServiceId } from '../ids.ts';
import { aheadOf, waitingFor } from '../scheduling/queue.ts';
import { EMPTY_STATE } from '../reducers/state.ts';

const now = { day: MONDAY, now: MONDAY_NINE, head: 0, pendingSeq: 0 };
const VISITOR = { asker: 'visitor', now: MONDAY_NINE, digest: sha256 } as const;
type Asking = { asker: Asker; now: number; digest: typeof sha256 };
const moon = DeskId.parse('moon');

describe('a command', () => {
  it('[Q1] is refused where there is no centre yet', () => {
    const book = new Book();
    const who = { device: book.kiosk.device, keepsCentre: true };
    const refused = { kind: 'refused', why: 'notReady' };
    expect(decideIssue(EMPTY_STATE, { service: ORIENTATION, language: 'es' }, { visit: newVisit(), day: MONDAY, who, ...VISITOR })).toEqual(refused);
    expect(decideCallNext(EMPTY_STATE, { desk: DESK_3 }, now)).toEqual(refused);
    expect(decideStep(EMPTY_STATE, 'leg.started', { desk: DESK_3, visit: newVisit() })).toEqual(refused);
  });

  it('[Q1] is refused for a service or a desk that the centre does not have', () => {
    const book = new Book().configure();
    const who = { device: book.kiosk.device, keepsCentre: true };
    const issue = decideIssue(book.state(), { service: ServiceId.parse('moon'), language: 'es' }, { visit: newVisit(), day: MONDAY, who, ...VISITOR });
    expect(issue).toEqual({ kind: 'refused', why: 'unknownService' });
    const visit = book.issue();
    expect(decideCallNext(book.state(), { desk: moon }, now)).toEqual({ kind: 'refused', why: 'unknownDesk' });
    expect(decideStep(book.state(), 'leg.started', { desk: moon, visit })).toEqual({ kind: 'refused', why: 'unknownDesk' });
  });

  it('[Q1] is about who stands at the desk, and nobody else', () => {
    const book = new Book().configure();
    const [called, waits] = [book.issue(), book.issue()];
    book.call();
    expect(decideStep(book.state(), 'leg.started', { desk: DESK_3, visit: waits })).toEqual({ kind: 'refused', why: 'notThatStep' });
    const started = decideStep(book.state(), 'leg.started', { desk: DESK_3, visit: called });
    expect(started).toEqual({ kind: 'happens', happening: { type: 'leg.started', payload: { visit: called, leg: 1, callNo: 1, desk: DESK_3 } } });
  });

  it('[Q8] a visitor gets no turn where there is none now, in so many words; staff give one at any time', () => {
    const limited = (limits: object): Centre =>
      Centre.parse({ ...SMALL_CENTRE, keepsHours: true, services: SMALL_CENTRE.services.map((each) => (each.id === ORIENTATION ? { ...each, limits } : each)) });
    const ask = (limits: object, asker: Asking, services: { service: ServiceId; planned?: ServiceId[] } = { service: ORIENTATION }): unknown => {
      const book = new Book().configure();
      book.issue();
      const state = { ...book.state(), centre: limited(limits) };
      const who = { device: book.kiosk.device, keepsCentre: true };
      const decision = decideIssue(state, { ...services, language: 'es' }, { visit: newVisit(), day: MONDAY, who, ...asker });
      return decision.kind === 'refused' ? decision.why : decision.kind;
    };
    const at = (hours: number): Asking => ({ ...VISITOR, now: MONDAY_NINE + hours * 3_600_000 });
    expect(ask({}, at(-1))).toBe('happens');
    expect(ask({}, at(7))).toBe('serviceClosed');
    expect(ask({ lastTurnMin: 60 }, at(6))).toBe('lastTurnGiven');
    expect(ask({ daily: 1 }, at(0))).toBe('serviceFull');
    expect(ask({ daily: 2 }, at(0))).toBe('happens');
    for (const limits of [{}, { lastTurnMin: 60 }, { daily: 1 }]) expect(ask(limits, { ...VISITOR, asker: 'staff' })).toBe('happens');
    // What comes later in the visit may be closed meanwhile; a turn of the day it must have.
    const [health, later] = [{ service: HEALTH }, { service: HEALTH, planned: [ORIENTATION] }];
    expect([health, later].map((services) => ask({ daily: 1 }, at(0), services))).toEqual(['happens', 'serviceFull']);
    expect(ask({ lastTurnMin: 60 }, at(6), later)).toBe('happens');
    expect(ask({ daily: 1 }, { ...VISITOR, asker: 'staff' }, later)).toBe('happens');
  });

  it('[Q1] a ticket is of the service, the label and the language that were asked for', () => {
    const book = new Book().configure();
    const visit = newVisit();
    const who = { device: book.kiosk.device, keepsCentre: true };
    expect(decideIssue(book.state(), { service: ORIENTATION, language: 'en' }, { visit, day: MONDAY, who, ...VISITOR })).toEqual({
      kind: 'happens',
      happening: { type: 'ticket.issued', payload: { visit, service: ORIENTATION, label: { letter: 'A', number: 1 }, language: 'en' } },
    });
  });

  it('[Q1] a ticket may be for more services of the centre, and of a class that whoever asks may say', () => {
    const [open, staffs] = [true, false].map((byVisitor) => ({ id: PriorityId.parse(byVisitor ? 'older' : 'ill'), icon: 'other', name: inWords('x', 'x'), byVisitor, weight: 2, headStartMin: 0 }) as const);
    if (!open || !staffs) throw new Error('there are two');
    const day = new WorkingDay({ priorities: [open, staffs] });
    const ask = (more: { planned?: ServiceId[]; priority?: PriorityId }, asker: Asking = VISITOR): unknown => {
      const who = { device: day.book.kiosk.device, keepsCentre: true };
      const decision = decideIssue(day.state(), { service: ORIENTATION, language: 'es', ...more }, { visit: newVisit(), day: MONDAY, who, ...asker });
      return decision.kind === 'refused' ? decision.why : decision.happening.payload;
    };
    expect(ask({ planned: [HEALTH], priority: open.id })).toMatchObject({ planned: [HEALTH], priority: open.id });
    expect(ask({ planned: [] })).not.toHaveProperty('planned');
    expect(ask({ planned: [ServiceId.parse('moon')] })).toBe('unknownService');
    for (const priority of [staffs.id, PriorityId.parse('moon')]) expect(ask({ priority })).toBe('unknownPriority');
    expect(ask({ priority: staffs.id }, { ...VISITOR, asker: 'staff' })).toMatchObject({ priority: staffs.id });
    expect(ask({ priority: PriorityId.parse('moon') }, { ...VISITOR, asker: 'staff' })).toBe('unknownPriority');
  });
});

describe('who waits', () => {
  it('[Q2] is nobody while the centre is not known, though tickets may be', () => {
    const book = new Book().configure();
    book.issue();
    const second = book.issue();
    const state = { ...book.state(), centre: undefined };
    const known = state.visits.get(second);
    expect(waitingFor(state, MONDAY, [ORIENTATION])).toEqual([]);
    expect(known && aheadOf(state, known)).toBe(0);
  });

  it('[J13] is ahead by a millisecond, and not of itself', () => {
    const book = new Book().configure();
    const [first, second] = [book.issue(ORIENTATION, { at: MONDAY_NINE }), book.issue(ORIENTATION, { at: MONDAY_NINE + 1 })];
    const state = book.state();
    expect([first, second].map((id) => state.visits.get(id)).map((visit) => visit && aheadOf(state, visit))).toEqual([0, 1]);
  });
});
