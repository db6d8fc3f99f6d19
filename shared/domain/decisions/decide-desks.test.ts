/** [Q1] Who works where, and what becomes of whom they have. */
import { describe, expect, it } from 'vitest';
import { dayAt, WorkingDay } from '../../../tests/fixtures/working-day.ts';
import { DESK_3, DESK_4, HEALTH, ORIENTATION } from '../../../tests/fixtures/world.ts';
import type { Centre } from '../centre.ts';
import { BusinessDay } from '../clock.ts';
import { decideCallNext } from './decide-call.ts';
import { decideClose, decideClosing, decideEndDay, decideOpen, decidePause, decideResume } from './decide-desks.ts';
import { undoAt } from './decide-undo.ts';
import { AgentId, DeskId, type VisitId } from '../ids.ts';
import { EMPTY_STATE, REDUCERS, type CentreState } from '../reducers/state.ts';

const ANA = AgentId.parse('ana');
const LUIS = AgentId.parse('luis');
const STAFFED: Partial<Centre> = { agents: [{ id: ANA, name: 'Ana' }, { id: LUIS, name: 'Luis' }] };

const open = (day: WorkingDay, desk: DeskId, agent: AgentId | null, takeOver = false, on = day.knowing): string => day.do((state) => decideOpen(state, { desk, agent, takeOver }, on));
const close = (day: WorkingDay, desk: DeskId, forced = false): string => day.do((state) => decideClose(state, { desk, forced }));
const pause = (day: WorkingDay, desk: DeskId, minutes: number | null = 10): string => day.do((state) => decidePause(state, { desk, minutes }, day.knowing.now));
const closing = (day: WorkingDay, desk: DeskId): string => day.do((state) => decideClosing(state, { desk }));
const resume = (day: WorkingDay, desk: DeskId): string => day.do((state) => decideResume(state, { desk }));
const agents = (day: WorkingDay): unknown => Object.fromEntries([...day.state().desks].map(([desk, { agent }]) => [desk, agent]));

describe('a desk', () => {
  it('[Q1] has one agent, and an agent one desk: both are said twice before they change', () => {
    const day = new WorkingDay(STAFFED);
    expect(open(day, DESK_3, ANA)).toBe('done');
    expect(open(day, DESK_3, LUIS)).toBe('deskTaken');
    expect(open(day, DESK_4, ANA)).toBe('agentElsewhere');
    expect(agents(day)).toEqual({ [DESK_3]: ANA });
    expect(open(day, DESK_3, LUIS, true)).toBe('done');
    expect(open(day, DESK_4, ANA)).toBe('done');
    expect(agents(day)).toEqual({ [DESK_3]: LUIS, [DESK_4]: ANA });
    expect(open(day, DESK_4, LUIS, true)).toBe('done');
    expect(agents(day)).toEqual({ [DESK_4]: LUIS });
  });

  it('[Q1] is opened by one of the centre’s agents, or where it names none, under no name', () => {
    const staffed = new WorkingDay(STAFFED);
    for (const agent of [null, AgentId.parse('moon')]) expect(open(staffed, DESK_3, agent)).toBe('unknownAgent');
    const unstaffed = new WorkingDay();
    expect(open(unstaffed, DESK_3, ANA)).toBe('unknownAgent');
    expect(open(unstaffed, DESK_3, null)).toBe('done');
    expect(open(unstaffed, DESK_3, null)).toBe('done');
  });

  it('[Q1] where the centre names agents calls nobody unless it is open; where it names none, it does', () => {
    const day = new WorkingDay(STAFFED);
    const visit = day.come();
    expect([day.callNext(), day.call(visit)]).toEqual(['deskNotOpen', 'deskNotOpen']);
    open(day, DESK_3, ANA);
    expect(day.callNext()).toBe('done');
    expect(dayAt('waiting').day.callNext()).toBe('done');
  });

  it('[Q1] on a break, or closing, calls nobody, and goes on when that is over', () => {
    const day = new WorkingDay(STAFFED);
    const visit = day.come();
    open(day, DESK_3, ANA);
    const { now } = day.knowing;
    expect(pause(day, DESK_3)).toBe('done');
    expect(day.state().desks.get(DESK_3)?.pause).toMatchObject({ until: now + 600_000 });
    expect([day.callNext(), day.call(visit)]).toEqual(['deskPaused', 'deskPaused']);
    expect(resume(day, DESK_3)).toBe('done');
    expect(closing(day, DESK_3)).toBe('done');
    expect([day.callNext(), day.call(visit)]).toEqual(['deskClosing', 'deskClosing']);
    expect(open(day, DESK_3, ANA)).toBe('done');
    expect(day.callNext()).toBe('done');
    expect(pause(day, DESK_3, null)).toBe('deskBusy');
    expect(closing(day, DESK_3)).toBe('done');
    // Whom it has, it finishes with.
    expect([day.step('leg.started', visit), day.step('leg.finished', visit)]).toEqual(['done', 'done']);
    expect(pause(day, DESK_3, null)).toBe('done');
    expect(day.state().desks.get(DESK_3)?.pause).toMatchObject({ until: null });
  });

  it('[Q1] that nobody closed last night is not open in the morning, and keeps nobody from opening one', () => {
    const day = new WorkingDay(STAFFED);
    const visit = day.come();
    open(day, DESK_3, ANA);
    day.serve(visit);
    const morning = { ...day.knowing, day: BusinessDay.parse('2026-11-24'), now: day.knowing.now + 86_400_000 };
    const call = (desk: DeskId): string => day.do((state) => decideCallNext(state, { desk }, morning));
    expect(call(DESK_4)).toBe('deskNotOpen');
    expect(open(day, DESK_4, ANA, false, morning)).toBe('done');
    expect(open(day, DESK_3, LUIS, false, morning)).toBe('done');
    // Whoever was being served is the desk's to finish with.
    expect(day.visit(visit).leg.kind).toBe('serving');
  });

  it('[Q1] that is not open is not closed, not paused and not resumed; one that is not there, nothing', () => {
    const day = new WorkingDay(STAFFED);
    for (const act of [close, pause, closing, resume]) {
      expect(act(day, DESK_3)).toBe('deskNotOpen');
      expect(act(day, DeskId.parse('moon'))).toBe('unknownDesk');
    }
    expect(open(day, DeskId.parse('moon'), ANA)).toBe('unknownDesk');
    const every = (state: CentreState): readonly unknown[] => [decideOpen(state, { desk: DESK_3, agent: ANA, takeOver: false }, day.knowing), decideClose(state, { desk: DESK_3, forced: false }), decideEndDay(state, day.knowing)];
    for (const each of every(EMPTY_STATE)) expect(each).toEqual({ kind: 'refused', why: 'notReady' });
    for (const each of every({ ...day.state(), reducers: REDUCERS + 1 })) expect(each).toEqual({ kind: 'refused', why: 'outdated' });
  });
});

describe('a forced logout', () => {
  function busy(step: 'called' | 'serving'): { day: WorkingDay; visit: VisitId } {
    const day = new WorkingDay(STAFFED);
    const visit = day.come();
    open(day, DESK_3, ANA);
    day.call(visit);
    if (step === 'serving') day.step('leg.started', visit);
    return { day, visit };
  }
  const EACH = [
    ['called', { kind: 'waiting', calls: 1 }],
    ['serving', { kind: 'parked', reason: 'colleague', until: null }],
  ] as const;

  it.each(EACH)('[Q1] of a desk with somebody %s is refused unless it is said so, and loses nobody', (step, becomes) => {
    const { day, visit } = busy(step);
    expect(close(day, DESK_3)).toBe('deskBusy');
    expect(day.visit(visit).leg.kind).toBe(step);
    expect(close(day, DESK_3, true)).toBe('done');
    expect(day.visit(visit).leg).toMatchObject(becomes);
    expect(agents(day)).toEqual({});
  });

  it('[Q1] of a desk that had just called somebody who was parked: they are parked as before', () => {
    const { day, visit } = busy('serving');
    day.park(visit);
    const parked = day.visit(visit).leg;
    day.call(visit);
    expect(close(day, DESK_3, true)).toBe('done');
    expect(day.visit(visit).leg).toEqual({ ...parked, callNo: 2 });
  });

  it.each(EACH)('[Q1] by another agent: whom the desk had %s waits on', (step, becomes) => {
    const { day, visit } = busy(step);
    expect(open(day, DESK_3, LUIS, true)).toBe('done');
    expect(day.visit(visit).leg).toMatchObject(becomes);
    expect(agents(day)).toEqual({ [DESK_3]: LUIS });
  });

  it.each(EACH)('[Q1] of an agent who moves: whom the other desk had %s waits on', (step, becomes) => {
    const { day, visit } = busy(step);
    expect(open(day, DESK_4, ANA, true)).toBe('done');
    expect(day.visit(visit).leg).toMatchObject(becomes);
    expect(agents(day)).toEqual({ [DESK_4]: ANA });
  });

  it('[Q1] of nobody: the same agent opens the same desk again, and keeps whom it has', () => {
    const { day, visit } = busy('serving');
    expect(open(day, DESK_3, ANA)).toBe('done');
    expect(day.visit(visit).leg.kind).toBe('serving');
  });
});

describe('the end of the day', () => {
  it('[Q1] sends home whoever waits, closes desks, and takes nobody from a desk', () => {
    const day = new WorkingDay(STAFFED);
    const [served, first, second] = [day.come(), day.come(), day.come(ORIENTATION)];
    open(day, DESK_3, ANA);
    open(day, DESK_4, LUIS);
    day.serve(served);
    expect(day.do((state) => decideEndDay(state, day.knowing))).toBe('done');
    for (const visit of [first, second]) expect(day.visit(visit).leg).toMatchObject({ kind: 'cancelled', by: 'endOfDay' });
    expect([...day.state().desks]).toMatchObject([[DESK_3, { isClosing: true }]]);
    expect(day.step('leg.finished', served)).toBe('done');
    expect(day.do((state) => decideEndDay(state, day.knowing))).toBe('done');
    expect(day.state().desks.size).toBe(0);
    expect(decideEndDay(day.state(), day.knowing)).toEqual({ kind: 'happen', happenings: [] });
  });

  it('[Q1] twice at a desk that is closing already says it once; who is parked stays', () => {
    const day = new WorkingDay();
    const [parked, there] = [day.come(), day.come()];
    open(day, DESK_3, null);
    day.serve(parked);
    day.park(parked);
    day.serve(there);
    day.do((state) => decideEndDay(state, day.knowing));
    expect(decideEndDay(day.state(), day.knowing)).toEqual({ kind: 'happen', happenings: [] });
    expect(day.visit(parked).leg.kind).toBe('parked');
  });
});

describe('what a desk may take back', () => {
  it('[Q1] is the last it did: of whom it has, or else of whom it let go last', () => {
    const day = new WorkingDay();
    const [first, second] = [day.come(), day.come(HEALTH)];
    const now = (): unknown => {
      const undo = undoAt(day.state(), DESK_3);
      return undo && [undo.act, undo.visit.id];
    };
    expect(now()).toBeUndefined();
    day.call(first);
    expect(now()).toEqual(['leg.called', first]);
    day.step('leg.started', first);
    expect(now()).toEqual(['leg.started', first]);
    day.step('leg.finished', first);
    expect(now()).toEqual(['leg.finished', first]);
    day.call(second);
    expect(now()).toEqual(['leg.called', second]);
    day.step('leg.noShow', second);
    expect(now()).toEqual(['leg.noShow', second]);
    expect(undoAt(day.state(), DESK_4)).toBeUndefined();
    expect(day.undo(second)).toBe('done');
    expect(day.visit(second).leg.kind).toBe('called');
    // What came before can't be taken back over somebody's head.
    expect(day.undo(first)).toBe('deskBusy');
    expect(day.undo(second)).toBe('done');
    expect(day.visit(second).leg).toMatchObject({ kind: 'waiting', calls: 1 });
    // A call taken back was an act too: it may be made after all.
    expect(now()).toEqual(['leg.putBack', second]);
    expect(day.undo(first)).toBe('done');
    expect(day.visit(first).leg.kind).toBe('serving');
  });

  it('[C1] is not a call that another desk has claimed meanwhile', () => {
    const { day, visit } = dayAt('called');
    day.book.open();
    day.putBack(visit);
    day.book.owner.add({ type: 'leg.claimed', payload: { visit, leg: 1, callNo: 2, desk: DESK_4, device: day.book.kiosk.device } });
    expect(day.undo(visit)).toBe('nothingToUndo');
    expect(day.call(visit)).toBe('notThatStep');
    expect(day.call(visit, DESK_4)).toBe('done');
  });
});
