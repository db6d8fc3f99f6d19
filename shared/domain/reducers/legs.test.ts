/** [Q1] The whole life of a leg, as a table: every act at every step, and what it leads to. */
import { describe, expect, it } from 'vitest';
import { Book } from '../../../tests/fixtures/book.ts';
import { DESK_3, DESK_4, HEALTH, ORIENTATION } from '../../../tests/fixtures/world.ts';
import { decideUndo } from '../decisions/decide-undo.ts';
import type { Happening } from '../entries/happenings.ts';
import type { VisitId } from '../ids.ts';
import type { LegActed } from './legs.ts';
import type { LegStep, Visit } from './state.ts';

const basis = { head: 0, pendingSeq: 0, policy: 'firstCome', policyVersion: 1, now: 0 } as const;

/** What desk 3 may do with this visit's first leg, as it was called for the nth time. */
function acts(visit: VisitId, callNo = 1): Record<Exclude<LegActed['type'], 'leg.undone'>, Happening> {
  const call = { visit, leg: 1, callNo, desk: DESK_3 };
  return {
    'leg.called': { type: 'leg.called', payload: { ...call, basis } },
    'leg.recalled': { type: 'leg.recalled', payload: { ...call, callNo: callNo + 1 } },
    'leg.started': { type: 'leg.started', payload: call },
    'leg.finished': { type: 'leg.finished', payload: call },
    'leg.noShow': { type: 'leg.noShow', payload: call },
    'leg.putBack': { type: 'leg.putBack', payload: { ...call, queuedAt: null } },
    'leg.parked': { type: 'leg.parked', payload: { ...call, reason: 'documents', until: null } },
    'leg.transferred': { type: 'leg.transferred', payload: { ...call, service: ORIENTATION, onlyAt: null, queuedAt: null, comesBack: false } },
    'leg.cancelled': { type: 'leg.cancelled', payload: { visit, leg: 1, by: 'visitor' } },
    'leg.broughtBack': { type: 'leg.broughtBack', payload: { visit, leg: 1, queuedAt: null } },
  };
}
type Act = keyof ReturnType<typeof acts>;

/** How a leg comes to each step. */
const WAYS: Readonly<Record<LegStep['kind'], readonly Act[]>> = {
  waiting: [],
  called: ['leg.called'],
  serving: ['leg.called', 'leg.started'],
  parked: ['leg.called', 'leg.started', 'leg.parked'],
  transferred: ['leg.called', 'leg.started', 'leg.transferred'],
  finished: ['leg.called', 'leg.started', 'leg.finished'],
  noShow: ['leg.called', 'leg.noShow'],
  cancelled: ['leg.cancelled'],
};

/** Where each act leads from each step; whatever is not here changes nothing. */
const TABLE: Readonly<Record<LegStep['kind'], Partial<Record<Act, LegStep['kind']>>>> = {
  waiting: { 'leg.called': 'called', 'leg.cancelled': 'cancelled' },
  called: { 'leg.started': 'serving', 'leg.recalled': 'called', 'leg.putBack': 'waiting', 'leg.noShow': 'noShow' },
  serving: { 'leg.finished': 'finished', 'leg.parked': 'parked', 'leg.transferred': 'transferred' },
  parked: { 'leg.called': 'called' },
  transferred: {},
  finished: {},
  noShow: { 'leg.broughtBack': 'waiting' },
  cancelled: { 'leg.broughtBack': 'waiting' },
};

/** A visit whose first leg is at a step, in a book that goes on. */
function at(step: LegStep['kind']): { book: Book; visit: VisitId; now: () => Visit } {
  const book = new Book().configure();
  const visit = book.issue(HEALTH);
  for (const act of WAYS[step]) book.kiosk.add(acts(visit)[act]);
  const now = (): Visit => {
    const found = book.state().visits.get(visit);
    if (!found) throw new Error('the visit is gone');
    return found;
  };
  return { book, visit, now };
}

/** The step of the first leg, be it the present one or not. */
const firstOf = (visit: Visit): LegStep['kind'] => (visit.past?.[0] ?? visit.leg).kind;

const STEPS = Object.keys(WAYS) as LegStep['kind'][];
const ACTS = Object.keys(acts('0'.repeat(26) as VisitId)) as Act[];

describe('a leg', () => {
  it.each(STEPS.flatMap((step) => ACTS.map((act) => [step, act, TABLE[step][act]] as const)))('[Q1] %s, %s: %s', (step, act, leadsTo) => {
    const { book, visit, now } = at(step);
    const before = now();
    expect(firstOf(before)).toBe(step);
    // A call is always the next one.
    const callNo = act === 'leg.called' && step === 'parked' ? 2 : 1;
    book.kiosk.add(acts(visit, callNo)[act]);
    if (leadsTo === undefined) expect({ ...now(), duplicates: [] }).toEqual(before);
    else expect(firstOf(now())).toBe(leadsTo);
  });

  it.each(STEPS.filter((step) => TABLE[step]['leg.started'] ?? TABLE[step]['leg.finished'] ?? TABLE[step]['leg.noShow']))('[Q1] %s: is its own desk’s alone, and its own call’s', (step) => {
    const { book, visit, now } = at(step);
    const before = now();
    for (const act of ['leg.started', 'leg.finished', 'leg.noShow', 'leg.putBack', 'leg.parked', 'leg.transferred', 'leg.recalled'] as const) {
      const happening = acts(visit)[act];
      book.kiosk.add({ ...happening, payload: { ...happening.payload, desk: DESK_4 } } as Happening);
      book.kiosk.add(acts(visit, 2)[act]);
    }
    expect(now()).toEqual(before);
  });

  it('[Q1] called again after it was put back counts its calls on, and each call is one of the wall’s', () => {
    const { book, visit, now } = at('called');
    book.kiosk.add(acts(visit)['leg.recalled']);
    book.kiosk.add(acts(visit, 2)['leg.putBack']);
    expect(now().leg).toMatchObject({ kind: 'waiting', calls: 2 });
    book.kiosk.add(acts(visit, 3)['leg.called']);
    expect(now().leg).toMatchObject({ kind: 'called', callNo: 3 });
    expect(book.state().calls.map(({ callNo }) => callNo)).toEqual([3, 2, 1]);
  });
});

describe('a visit', () => {
  it('[Q1] put back or brought back elsewhere in its queue keeps when it entered', () => {
    const { book, visit, now } = at('called');
    const { enteredAt } = now().leg;
    book.kiosk.add({ type: 'leg.putBack', payload: { visit, leg: 1, callNo: 1, desk: DESK_3, queuedAt: 99 } });
    expect(now().leg).toMatchObject({ enteredAt, queuedAt: 99 });
  });

  it('[Q1] transferred goes on in another leg under the same ticket, for the desk it was sent to', () => {
    const { book, visit, now } = at('serving');
    const { label } = now();
    book.kiosk.add({ type: 'leg.transferred', payload: { visit, leg: 1, callNo: 1, desk: DESK_3, service: HEALTH, onlyAt: DESK_4, queuedAt: 5, comesBack: false } });
    expect(now()).toMatchObject({ label, past: [{ no: 1, kind: 'transferred' }], leg: { no: 2, service: HEALTH, onlyAt: DESK_4, queuedAt: 5, kind: 'waiting' } });
  });

  it('[Q1] that «comes back to me» does so when the other desk has finished', () => {
    const { book, visit, now } = at('serving');
    book.kiosk.add({ type: 'leg.transferred', payload: { visit, leg: 1, callNo: 1, desk: DESK_3, service: ORIENTATION, onlyAt: DESK_4, queuedAt: null, comesBack: true } });
    const there = { visit, leg: 2, callNo: 1, desk: DESK_4 };
    for (const act of [{ type: 'leg.called', payload: { ...there, basis } }, { type: 'leg.started', payload: there }, { type: 'leg.finished', payload: there }] satisfies Happening[]) book.kiosk.add(act);
    expect(now().leg).toMatchObject({ no: 3, service: HEALTH, onlyAt: DESK_3, kind: 'waiting' });
    expect(now().past?.map(({ kind }) => kind)).toEqual(['transferred', 'finished']);
  });

  it('[Q1] for several services goes from one to the next, and is over after the last', () => {
    const { book, visit, now } = at('serving');
    book.kiosk.add({ type: 'visit.planned', payload: { visit, planned: [ORIENTATION] } });
    book.kiosk.add(acts(visit)['leg.finished']);
    expect(now()).toMatchObject({ leg: { no: 2, service: ORIENTATION, kind: 'waiting' } });
    expect(now().planned).toBeUndefined();
    const last = { visit, leg: 2, callNo: 1, desk: DESK_3 };
    for (const act of [{ type: 'leg.called', payload: { ...last, basis } }, { type: 'leg.started', payload: last }, { type: 'leg.finished', payload: last }] satisfies Happening[]) book.kiosk.add(act);
    expect(now().leg).toMatchObject({ no: 2, kind: 'finished' });
  });
});

describe('an act taken back', () => {
  const UNDOABLE = (['leg.started', 'leg.finished', 'leg.noShow', 'leg.putBack', 'leg.parked', 'leg.transferred', 'leg.cancelled', 'leg.broughtBack'] as const).map((act) => {
    const step = STEPS.find((each) => TABLE[each][act] !== undefined);
    if (!step) throw new Error(`${act} is never done`);
    return [act, step] as const;
  });

  it.each(UNDOABLE)('[Q1] %s: the visit is as it was before', (act, step) => {
    const { book, visit, now } = at(step);
    const { undo: _before, ...before } = now();
    book.kiosk.add(acts(visit)[act]);
    const { undo, leg } = now();
    expect(undo?.act).toBe(act);
    book.kiosk.add({ type: 'leg.undone', payload: { visit, leg: leg.no, act, desk: undo?.desk ?? null } });
    expect(now()).toEqual(before);
    // Once: what is taken back is not there to be taken back again.
    book.kiosk.add({ type: 'leg.undone', payload: { visit, leg: before.leg.no, act, desk: undo?.desk ?? null } });
    expect(now()).toEqual(before);
  });

  it('[Q1] is the last one, its own desk’s, and not after somebody went on from it', () => {
    const { book, visit, now } = at('parked');
    const before = now();
    book.kiosk.add({ type: 'leg.undone', payload: { visit, leg: 1, act: 'leg.started', desk: DESK_3 } });
    book.kiosk.add({ type: 'leg.undone', payload: { visit, leg: 1, act: 'leg.parked', desk: DESK_4 } });
    expect(now()).toEqual(before);
    book.kiosk.add(acts(visit, 2)['leg.called']);
    const called = now();
    book.kiosk.add({ type: 'leg.undone', payload: { visit, leg: 1, act: 'leg.parked', desk: DESK_3 } });
    expect(now()).toEqual(called);
  });

  it('[Q1] leaves a plan that was made since, and is over where that plan is of the leg it opened', () => {
    const { book, visit, now } = at('serving');
    const plan = (...planned: (typeof HEALTH)[]): void => { book.kiosk.add({ type: 'visit.planned', payload: { visit, planned } }); };
    plan(ORIENTATION);
    book.kiosk.add({ type: 'leg.undone', payload: { visit, leg: 1, act: 'leg.started', desk: DESK_3 } });
    expect(now()).toMatchObject({ leg: { kind: 'called' }, planned: [ORIENTATION] });
    book.kiosk.add(acts(visit)['leg.started']);
    plan();
    expect(now().undo?.before.planned).toBeUndefined();
    plan(HEALTH, ORIENTATION);
    book.kiosk.add(acts(visit)['leg.finished']);
    plan(HEALTH);
    const planned = now();
    book.kiosk.add({ type: 'leg.undone', payload: { visit, leg: 2, act: 'leg.finished', desk: DESK_3 } });
    expect(now()).toEqual(planned);
    expect(planned).toMatchObject({ leg: { no: 2, kind: 'waiting' }, planned: [HEALTH] });
  });

  it('[Q1] puts nobody at a desk where somebody else stands by now', () => {
    const { book, visit, now } = at('finished');
    const other = book.issue(HEALTH);
    book.kiosk.add(acts(other)['leg.called']);
    const before = now();
    book.kiosk.add({ type: 'leg.undone', payload: { visit, leg: 1, act: 'leg.finished', desk: DESK_3 } });
    expect(now()).toEqual(before);
    expect(book.state().visits.get(other)?.leg.kind).toBe('called');
  });

  it('[C1] is no call over another desk’s claim; its own desk’s, it is', () => {
    const after = (desk: typeof DESK_3): Visit['leg']['kind'] => {
      const { book, visit, now } = at('called');
      book.open();
      book.kiosk.add(acts(visit)['leg.putBack']);
      book.owner.add({ type: 'leg.claimed', payload: { visit, leg: 1, callNo: 2, desk, device: book.kiosk.device } });
      expect(book.state().claims.size).toBe(1);
      book.kiosk.add({ type: 'leg.undone', payload: { visit, leg: 1, act: 'leg.putBack', desk: DESK_3 } });
      return now().leg.kind;
    };
    expect([DESK_4, DESK_3].map(after)).toEqual(['waiting', 'called']);
  });
});

it('[Q1] is taken back at a desk where two calls put two people: who stands there already takes nobody’s place', () => {
  const { book, visit, now } = at('serving');
  const other = book.issue(HEALTH);
  book.kiosk.add(acts(other)['leg.called']);
  const asked = decideUndo(book.state(), { desk: DESK_3, visit });
  expect(asked).toMatchObject({ kind: 'happens', happening: { type: 'leg.undone', payload: { act: 'leg.started' } } });
  if (asked.kind === 'happens') book.kiosk.add(asked.happening);
  expect(now().leg.kind).toBe('called');
  expect(book.state().unused.size).toBe(0);
});

describe('desks', () => {
  it('one agent is at one desk, and a desk that closes is nobody’s', () => {
    const book = new Book().configure();
    const [ana, luis] = ['ana', 'luis'] as never[];
    const open = (desk: typeof DESK_3, agent: never): unknown => book.kiosk.add({ type: 'desk.opened', payload: { desk, agent } });
    open(DESK_3, ana as never);
    open(DESK_4, luis as never);
    open(DESK_4, ana as never);
    expect([...book.state().desks].map(([desk, { agent }]) => [desk, agent])).toEqual([[DESK_4, 'ana']]);
    book.kiosk.add({ type: 'desk.paused', payload: { desk: DESK_4, until: 9 } });
    expect(book.state().desks.get(DESK_4)?.pause).toMatchObject({ until: 9 });
    book.kiosk.add({ type: 'desk.resumed', payload: { desk: DESK_4 } });
    expect(book.state().desks.get(DESK_4)?.pause).toBeUndefined();
    book.kiosk.add({ type: 'desk.closing', payload: { desk: DESK_4 } });
    expect(book.state().desks.get(DESK_4)?.isClosing).toBe(true);
    book.kiosk.add({ type: 'desk.closed', payload: { desk: DESK_4 } });
    expect(book.state().desks.size).toBe(0);
    for (const type of ['desk.closing', 'desk.closed', 'desk.resumed'] as const) book.kiosk.add({ type, payload: { desk: DESK_3 } });
    expect(book.state().desks.size).toBe(0);
  });
});
