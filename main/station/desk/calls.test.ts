/** A desk's call over a real journal, an owner that answers claims as the test says, and time that passes when told. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeTimers, settle } from '../../../tests/fixtures/fake-timers.ts';
import { called, journalsIn, MONDAY, TestOrder, type OpenJournal } from '../../../tests/fixtures/journals.ts';
import { commandIds, DESK_3, DESK_4, MONDAY_NINE, ORIENTATION, SMALL_CENTRE, testChance, testFolder } from '../../../tests/fixtures/world.ts';
import type { QueueCommand, Reply } from '../../../shared/contract/commands.ts';
import type { ClaimRequest } from '../../../shared/contract/wire.ts';
import type { DeskId, VisitId } from '../../../shared/domain/ids.ts';
import { REDUCERS } from '../../../shared/domain/reducers/state.ts';
import { CLAIM_WAIT_MS, type CallCommand, type ClaimLeg } from './calls.ts';
import { Desk } from './desk.ts';

const chance = testChance(12);
const id = commandIds(chance);
const callNext = (desk: DeskId = DESK_3): CallCommand => ({ kind: 'desk.callNext', id: id(), desk });
const issue = (): Extract<QueueCommand, { kind: 'ticket.issue' }> => ({ kind: 'ticket.issue', id: id(), service: ORIENTATION, language: 'es' });

let folder: ReturnType<typeof testFolder>;
let journals: ReturnType<typeof journalsIn>;
let timers: FakeTimers;
let order: TestOrder;
let station: OpenJournal;
let desk: Desk;
/** What was asked of the owner, and the answers it gives; the last one again and again. */
let asked: (ClaimRequest & { readonly withinMs: number })[];
let answers: readonly Awaited<ReturnType<ClaimLeg>>[];
/** How long each answer takes. Milliseconds. */
let takes: number;

beforeEach(() => {
  folder = testFolder();
  journals = journalsIn(folder.path);
  timers = new FakeTimers();
  order = new TestOrder();
  asked = [];
  answers = ['granted'];
  takes = 0;
  station = journals.open({ clock: timers.clock(MONDAY_NINE) });
  desk = openDesk();
  desk.configure(SMALL_CENTRE);
});
afterEach(() => {
  journals.close();
  folder.remove();
});

/** As sync does it: the owner's answer, or `cutOff` when the time is over. */
const claim: ClaimLeg = (leg, withinMs) => {
  const answer = answers[asked.length] ?? answers.at(-1) ?? 'cutOff';
  asked.push({ ...leg, withinMs });
  if (takes === 0) return Promise.resolve(answer);
  return new Promise((resolve) => {
    timers.after(Math.min(takes, withinMs), () => {
      resolve(takes > withinMs ? 'cutOff' : answer);
    });
  });
};

function openDesk(onStorageTrouble: (error: Error) => void = () => {}): Desk {
  const { journal } = station;
  return new Desk({ journal, clock: timers.clock(MONDAY_NINE), chance, timers, keepsCentre: true, claim, isPutOut: () => false, waitForNew: () => undefined, enqueue: () => {}, onWritten: () => {}, onStorageTrouble });
}

/** Somebody takes a turn, of which the order has not heard yet. */
function comeUnheard(): VisitId {
  const reply = desk.carryOut(issue());
  if (reply.kind === 'refused' || reply.outcome.kind !== 'issued') throw new Error('no ticket');
  return reply.outcome.visit;
}

/** Somebody takes a turn, and the order has it. */
function come(): VisitId {
  const visit = comeUnheard();
  ordered(order.take(station.journal));
  return visit;
}

function ordered(places: ReturnType<TestOrder['take']>): void {
  expect(station.journal.adopt(places)).toBeUndefined();
  desk.orderMoved();
}

/** Desk 4, on another station, calls this person, and the order has it. */
function callElsewhere(visit: VisitId): void {
  const other = journals.open({ clock: timers.clock(MONDAY_NINE), file: 'other.sqlite' }).journal;
  other.adopt(order.after(0));
  other.write(called(visit, DESK_4), MONDAY);
  ordered(order.take(other));
}

const whoIsCalled = (): readonly VisitId[] =>
  [...station.journal.state.visits.values()].filter(({ leg }) => leg.kind === 'called').map((visit) => visit.id);
const calledIn = (reply: Reply): VisitId => {
  if (reply.kind === 'refused' || reply.outcome.kind !== 'called') throw new Error('nobody was called');
  return reply.outcome.visit;
};

describe('a call', () => {
  it('[C1] is made once its claim is granted, and not before', async () => {
    const visit = come();
    takes = 200;
    const reply = desk.carryOut(callNext());
    await timers.pass(199);
    expect(whoIsCalled()).toEqual([]);
    await timers.pass(1);
    expect(calledIn(await reply)).toBe(visit);
    expect(asked).toEqual([{ visit, leg: 1, callNo: 1, desk: DESK_3, withinMs: CLAIM_WAIT_MS }]);
  });

  it('[C1] leaves those whom another desk has claimed to that desk, though the order does not say so yet', async () => {
    const [, , third] = [come(), come(), come()];
    answers = ['taken', 'taken', 'granted'];
    expect(calledIn(await desk.carryOut(callNext()))).toBe(third);
    expect(whoIsCalled()).toEqual([third]);
    answers = ['taken'];
    expect(await desk.carryOut(callNext(DESK_4))).toEqual({ kind: 'refused', why: 'nobodyWaiting' });
  });

  it('[C1] is decided again when the order moved while its claim was on its way', async () => {
    const [first, second] = [come(), come()];
    takes = 100;
    const reply = desk.carryOut(callNext());
    await timers.pass(50);
    callElsewhere(first);
    await timers.pass(200);
    expect(calledIn(await reply)).toBe(second);
    expect(asked.map(({ visit }) => visit)).toEqual([first, second]);
    expect(station.journal.state.visits.get(first)?.duplicates).toEqual([]);
  });

  it('[C1] of somebody who took a turn a moment ago waits until the owner has heard of them', async () => {
    const visit = comeUnheard();
    answers = ['taken', 'granted'];
    const reply = desk.carryOut(callNext());
    await timers.pass(300);
    expect(whoIsCalled()).toEqual([]);
    ordered(order.take(station.journal));
    expect(calledIn(await reply)).toBe(visit);
    expect(asked.map(({ withinMs }) => withinMs)).toEqual([CLAIM_WAIT_MS, CLAIM_WAIT_MS - 300]);
  });

  it('[C2] is made from what the desk knows where nobody answers the claim', async () => {
    const visit = come();
    answers = ['cutOff'];
    expect(calledIn(await desk.carryOut(callNext()))).toBe(visit);
    expect(asked).toHaveLength(1);
  });

  it('[C2] waits 800 ms for all its claims together', async () => {
    const visits = [come(), come(), come(), come()];
    answers = ['taken'];
    takes = 300;
    let reply: Reply | undefined;
    void Promise.resolve(desk.carryOut(callNext())).then((given) => { reply = given; });
    await timers.pass(799);
    expect(reply).toBeUndefined();
    await timers.pass(1);
    expect(reply && calledIn(reply)).toBe(visits[2]);
    expect(asked.map(({ withinMs }) => withinMs)).toEqual([800, 500, 200]);
  });

  it('[C2] waits 800 ms for an owner that hears nothing of its tickets', async () => {
    const visit = comeUnheard();
    answers = ['taken'];
    const reply = desk.carryOut(callNext());
    await timers.pass(CLAIM_WAIT_MS);
    expect(calledIn(await reply)).toBe(visit);
    expect(timers.waiting).toBe(0);
  });

  it('[N2] holds up nobody who takes a turn meanwhile', async () => {
    come();
    takes = 500;
    const reply = desk.carryOut(callNext());
    expect(desk.carryOut(issue()).kind).toBe('done');
    await timers.pass(500);
    expect((await reply).kind).toBe('done');
  });
});

describe('a call by name', () => {
  const callOf = (visit: VisitId, desk_ = DESK_3): CallCommand => ({ kind: 'desk.call', id: id(), desk: desk_, visit });

  it('[C1] is made once its claim is granted, whoever else is next, and says that it was chosen', async () => {
    const [, second] = [come(), come()];
    if (!second) throw new Error('two came');
    expect(calledIn(await desk.carryOut(callOf(second)))).toBe(second);
    expect(asked).toEqual([{ visit: second, leg: 1, callNo: 1, desk: DESK_3, withinMs: CLAIM_WAIT_MS }]);
    const [entry] = station.journal.ownEntriesFrom(station.journal.lastSeq, 1);
    expect(JSON.parse(entry?.bytes ?? '{}')).toMatchObject({ type: 'leg.called', payload: { basis: { chosen: true } } });
  });

  it('[C1] of whom another desk has claimed is refused, and nobody else is called in their place', async () => {
    const [first] = [come(), come()];
    answers = ['taken'];
    expect(await desk.carryOut(callOf(first))).toEqual({ kind: 'refused', why: 'notThatStep' });
    expect(whoIsCalled()).toEqual([]);
  });

  it('[C2] is made from what the desk knows where nobody answers; [J18] twice it is one call', async () => {
    const visit = comeUnheard();
    answers = ['cutOff'];
    const command = callOf(visit);
    const replies = [desk.carryOut(command), desk.carryOut(command)];
    const first = await replies[0];
    expect(first && calledIn(first)).toBe(visit);
    expect(await replies[1]).toEqual(first);
    expect(whoIsCalled()).toEqual([visit]);
    expect(asked).toHaveLength(1);
  });
});

describe('while a call waits', () => {
  it('two taps at one desk call one person', async () => {
    const [first] = [come(), come()];
    takes = 100;
    const replies = [desk.carryOut(callNext()), desk.carryOut(callNext())];
    await timers.pass(800);
    const [one, other] = [await replies[0], await replies[1]];
    expect(one && calledIn(one)).toBe(first);
    expect(other).toEqual({ kind: 'refused', why: 'deskBusy' });
    expect(whoIsCalled()).toEqual([first]);
  });

  it('[J18] the same command again is the same call, and gets the same answer', async () => {
    const visit = come();
    takes = 100;
    const command = callNext();
    const replies = [Promise.resolve(desk.carryOut(command)), Promise.resolve(desk.carryOut(structuredClone(command)))];
    await timers.pass(50);
    replies.push(Promise.resolve(desk.carryOut(command)));
    await timers.pass(50);
    const [first, ...others] = await Promise.all(replies);
    expect(first && calledIn(first)).toBe(visit);
    for (const other of others) expect(other).toEqual(first);
    expect(asked).toHaveLength(1);
    expect(await desk.carryOut(command)).toEqual(first);
    expect(station.journal.lastSeq).toBe(3);
  });

  it('[J18] its id is no other command’s', async () => {
    come();
    takes = 100;
    const command = callNext();
    const reply = desk.carryOut(command);
    const refused = { kind: 'refused', why: 'malformed' };
    expect(desk.carryOut({ ...issue(), id: command.id })).toEqual(refused);
    expect(await desk.carryOut({ ...command, desk: DESK_4 })).toEqual(refused);
    await timers.pass(100);
    expect((await reply).kind).toBe('done');
  });

  it('[J18] a station that stops writes nothing any more, and the next one answers the same command', async () => {
    const visit = come();
    takes = 100;
    const command = callNext();
    const waits = desk.carryOut(command);
    const behind = desk.carryOut(callNext());
    desk.stop();
    const before = station.journal.lastSeq;
    await timers.pass(800);
    const unanswered = { kind: 'refused', why: 'notReady' };
    expect([await waits, await behind]).toEqual([unanswered, unanswered]);
    expect(station.journal.lastSeq).toBe(before);
    journals.close();
    station = journals.open({ clock: timers.clock(MONDAY_NINE) });
    desk = openDesk();
    takes = 0;
    expect(calledIn(await desk.carryOut(command))).toBe(visit);
  });

  it('a station that stops while a call waits for the order stops at once', async () => {
    comeUnheard();
    answers = ['taken'];
    const reply = desk.carryOut(callNext());
    await settle();
    desk.stop();
    expect(await reply).toEqual({ kind: 'refused', why: 'notReady' });
    expect(timers.waiting).toBe(0);
  });

  it('[J2] a disk that refuses it is said, nobody is called, and the same tap may succeed later', async () => {
    const visit = come();
    const troubles: Error[] = [];
    desk = openDesk((error) => troubles.push(error));
    takes = 100;
    const command = callNext();
    const reply = desk.carryOut(command);
    station.db.pragma('query_only = ON');
    await timers.pass(100);
    expect(await reply).toEqual({ kind: 'refused', why: 'storage' });
    expect(troubles).toHaveLength(1);
    expect(whoIsCalled()).toEqual([]);
    station.db.pragma('query_only = OFF');
    const again = desk.carryOut(command);
    await timers.pass(100);
    expect(calledIn(await again)).toBe(visit);
  });
});

it('[C2] a call that another desk had made first is the desk’s lost one, whatever it did meanwhile', async () => {
  const visit = come();
  answers = ['cutOff'];
  await desk.carryOut(callNext());
  desk.carryOut({ kind: 'desk.start', id: id(), desk: DESK_3, visit });
  callElsewhere(visit);
  expect(station.journal.state.visits.get(visit)).toMatchObject({ leg: { kind: 'called', desk: DESK_4 }, duplicates: [{ kind: 'serving', desk: DESK_3 }] });
  // The desk is free: it may call, and what it can no more do is refused.
  expect(desk.carryOut({ kind: 'desk.finish', id: id(), desk: DESK_3, visit })).toEqual({ kind: 'refused', why: 'notThatStep' });
  const following = come();
  expect(calledIn(await desk.carryOut(callNext()))).toBe(following);
});

it('[J7] a program too old for the rules in force gives turns and calls nobody; updated, the same tap calls', async () => {
  ordered([...order.take(station.journal), ...order.open()]);
  const visit = come();
  const command = callNext();
  const before = station.journal.state;
  ordered(order.write({ type: 'reducers.activated', payload: { reducers: REDUCERS + 1 } }));
  expect(await desk.carryOut(command)).toEqual({ kind: 'refused', why: 'outdated' });
  expect(desk.carryOut(issue()).kind).toBe('done');
  expect(asked).toEqual([]);
  // What an update would change is the number in the program; here the state is one that it knows.
  vi.spyOn(station.journal, 'state', 'get').mockReturnValue(before);
  expect(calledIn(await desk.carryOut(command))).toBe(visit);
});
