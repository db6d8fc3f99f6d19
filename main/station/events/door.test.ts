/** The door of an activity, over two real journals whose order a test holds: what one device has not heard of, it has not heard of. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeTimers } from '../../../tests/fixtures/fake-timers.ts';
import { CONFIGURED, journalsIn, MONDAY, TestOrder } from '../../../tests/fixtures/journals.ts';
import { weekly } from '../../../tests/fixtures/events/series.ts';
import { DOOR_DATE } from '../../../tests/fixtures/passes.ts';
import { commandIds, MONDAY_NINE, SMALL_CENTRE, testChance, testClock, testFolder, type TestClock } from '../../../tests/fixtures/world.ts';
import type { ScanTold } from '../../../shared/contract/activities.ts';
import { Command, type ActivityCommand, type Outcome, type Reply } from '../../../shared/contract/commands.ts';
import type { ViewOf } from '../../../shared/contract/views.ts';
import type { Pass, SignupCode } from '../../../shared/domain/events/index.ts';
import { LocalTime } from '../../../shared/domain/events/local.ts';
import type { CommandId, SignupId } from '../../../shared/domain/ids.ts';
import type { Journal } from '../journal/index.ts';
import type { Paper } from '../printing/index.ts';
import { Activities } from './activities.ts';
import { Contacts } from './contacts.ts';

const MINUTE = 60_000;
const NEXT_MONDAY = LocalTime.parse('2026-11-30T09:00');
const TERMS = { partyAtMost: 5, closesMinutes: 0, opensDays: 60, seatsAhead: 0, holdHours: 24, takesPhone: false, questions: [] };
const OTHER = 't'.repeat(26);
const [OPEN, SMALL] = [weekly({ signup: TERMS }), weekly({ id: OTHER, name: { es: 'Asamblea', en: 'Assembly' }, signup: TERMS, capacity: 2, start: '2026-11-23T18:00' })];
const SMALL_DATE = { series: SMALL.id, date: LocalTime.parse('2026-11-23T18:00') };

interface Door {
  readonly journal: Journal;
  readonly activities: Activities;
  readonly papers: Paper[];
  ask(asked: Asked, command?: CommandId): Reply | Promise<Reply>;
  scan(by: Extract<ActivityCommand, { kind: 'attendance.scan' }>['by'], at?: typeof DOOR_DATE): ScanTold;
  roll(at?: typeof DOOR_DATE): ViewOf<'roll'>;
}

type Asked = Command extends infer C ? (C extends ActivityCommand ? Omit<C, 'id'> : never) : never;

const id = commandIds(testChance(311));
let folder: ReturnType<typeof testFolder>;
let journals: ReturnType<typeof journalsIn>;
let clock: TestClock;
let order: TestOrder;
let door: Door;
let desk: Door;

beforeEach(() => {
  folder = testFolder();
  journals = journalsIn(folder.path);
  clock = testClock();
  order = new TestOrder();
  [door, desk] = [open('door'), open('desk')];
  order.open();
  order.write(CONFIGURED);
  for (const [n, { journal }] of [door, desk].entries()) order.enrol(journal, n + 1);
  for (const series of [OPEN, SMALL]) order.write({ type: 'series.put', payload: { series } });
  hear(door);
  hear(desk);
});
afterEach(() => {
  journals.close();
  folder.remove();
});

/** Gives its own entries their places, and hears of all there is. */
function hear({ journal, activities }: Door): void {
  order.take(journal);
  expect(journal.adopt(order.after(journal.head.no))).toBeUndefined();
  activities.wake();
}

function open(name: string): Door {
  const { journal, db } = journals.open({ clock, file: `${name}.sqlite` });
  const papers: Paper[] = [];
  const spool = { enqueue: (paper: Paper) => papers.push(paper), stateOf: () => undefined, elsewhere: () => null };
  const activities = new Activities({
    journal, clock, timers: new FakeTimers(), chance: testChance(name.length * 7), contacts: new Contacts(db), draw: async () => 'cutOff', tradeKeys: async () => undefined, isOnline: () => false, hasVisitors: () => false, spool, isPutOut: () => false,
    today: () => MONDAY, onChange: () => {}, onWritten: () => {}, onStorageTrouble: (error) => { throw error; },
  });
  const ask = (asked: Asked, command = id()): Reply | Promise<Reply> => activities.carryOut(Command.parse({ ...asked, id: command }) as ActivityCommand, 'staff');
  return {
    journal, activities, papers, ask,
    scan: (by, at = DOOR_DATE) => told(ask({ kind: 'attendance.scan', ...at, by }), 'scanned').told,
    roll(at = DOOR_DATE) {
      const view = activities.view({ kind: 'roll', ...at }, SMALL_CENTRE);
      if (view.kind !== 'roll') throw new Error(view.kind);
      return view;
    },
  };
}

function told<K extends Outcome['kind']>(reply: Reply | Promise<Reply>, kind: K): Extract<Outcome, { kind: K }> {
  if (reply instanceof Promise) throw new Error('this waits for nothing');
  if (reply.kind === 'refused' || reply.outcome.kind !== kind) throw new Error(JSON.stringify(reply));
  return reply.outcome as Extract<Outcome, { kind: K }>;
}

interface Party {
  readonly signup: SignupId;
  readonly code: SignupCode;
  readonly pass: Pass;
}

/** Signs people up; what they have in their hands afterwards. */
async function signUp(at: Door, adults = 3, date = DOOR_DATE): Promise<Party> {
  const { signup, code } = told(await at.ask({ kind: 'signup.make', ...date, party: { adults, children: { upTo5: 0, upTo11: 0, upTo17: 0 } }, language: 'es', answers: [], name: 'Rosa', phone: null, consent: 1 }), 'signedUp');
  const paper = at.papers.at(-1);
  if (paper?.kind !== 'event' || paper.pass === null) throw new Error('a paper with a pass');
  return { signup, code, pass: paper.pass };
}

const people = (of: Door, at = DOOR_DATE): number => {
  const { lines, walkIns } = of.roll(at);
  return [...lines.map(({ came }) => came ?? 0), ...walkIns.map((each) => each.people)].reduce((all, each) => all + each, 0);
};

describe('whoever shows a paper at the door', () => {
  it('[E4] is counted with all who come under it, by its pass, its id or what it says in letters', async () => {
    const [one, two, three] = [await signUp(desk, 3), await signUp(desk, 1), await signUp(desk, 2)];
    hear(desk);
    hear(door);
    expect(door.scan({ pass: one.pass })).toEqual({ kind: 'came', of: one.signup, people: 3, isUnheard: false, isOut: false });
    expect(door.scan({ code: two.code })).toMatchObject({ kind: 'came', people: 1 });
    expect(door.scan({ id: three.signup })).toMatchObject({ kind: 'came', people: 2 });
    expect(people(door)).toBe(6);
  });

  it('[E4] is counted though this device has not heard of them, and once, when it hears', async () => {
    const { pass, signup } = await signUp(desk);
    expect(door.roll().lines).toEqual([]);
    expect(door.scan({ pass })).toEqual({ kind: 'came', of: signup, people: 3, isUnheard: true, isOut: false });
    expect(people(door)).toBe(3);
    hear(desk);
    hear(door);
    expect(door.roll().lines).toMatchObject([{ signup, came: 3 }]);
    expect(people(door)).toBe(3);
  });

  it('[E4] a second time is told since when they are in, and is counted no second time: also where two doors were cut off', async () => {
    const { pass, signup } = await signUp(desk);
    door.scan({ pass });
    clock.pass(7 * MINUTE);
    expect(door.scan({ pass })).toEqual({ kind: 'already', of: signup, people: 3, at: MONDAY_NINE });
    expect(desk.scan({ pass })).toMatchObject({ kind: 'came', isUnheard: false });
    for (const each of [door, desk, door]) hear(each);
    expect([people(door), people(desk)]).toEqual([3, 3]);
    expect(desk.scan({ pass })).toEqual({ kind: 'already', of: signup, people: 3, at: MONDAY_NINE });
  });

  it('[E4] of another date is told which, heard of or not', async () => {
    const heard = await signUp(desk, 1, { ...DOOR_DATE, date: NEXT_MONDAY });
    const unheard = await signUp(desk, 1, SMALL_DATE);
    const later = await signUp(desk, 1, { ...DOOR_DATE, date: NEXT_MONDAY });
    expect(door.scan({ pass: later.pass })).toMatchObject({ kind: 'otherDate', of: { startsAt: MONDAY_NINE + 7 * 86_400_000 } });
    expect(door.scan({ pass: unheard.pass })).toMatchObject({ kind: 'otherDate', of: { name: { es: 'Asamblea' }, startsAt: MONDAY_NINE + 9 * 3_600_000 } });
    hear(desk);
    hear(door);
    expect(door.scan({ code: heard.code })).toMatchObject({ kind: 'otherDate', of: { startsAt: MONDAY_NINE + 7 * 86_400_000 } });
    expect(people(door)).toBe(0);
  });

  it('[E4] who gave their place up is told so once it is heard, and waits, who waits', async () => {
    const gone = await signUp(desk);
    await desk.ask({ kind: 'signup.cancel', signup: gone.signup });
    const waits = await signUp(desk, 2, SMALL_DATE);
    // Nobody gave this device any seats: they wait. Their paper says so too.
    expect(door.scan({ pass: waits.pass }, SMALL_DATE)).toEqual({ kind: 'waiting', of: waits.signup, people: 2 });
    hear(desk);
    hear(door);
    expect(door.scan({ pass: gone.pass })).toEqual({ kind: 'gone', of: gone.signup, people: 3, why: 'cancelled' });
    expect(door.scan({ pass: waits.pass }, SMALL_DATE)).toEqual({ kind: 'waiting', of: waits.signup, people: 2 });
    expect(people(door) + people(door, SMALL_DATE)).toBe(0);
    // They are let in all the same, as whoever stands there decides.
    told(door.ask({ kind: 'attendance.note', of: gone.signup, ...DOOR_DATE, people: 3 }), 'noted');
    expect(people(door)).toBe(3);
  });

  it('[E4] for whom a place is kept takes it by coming', async () => {
    const { signup, pass } = await signUp(desk, 2, SMALL_DATE);
    hear(desk);
    order.write({ type: 'signup.promoted', payload: { signup, until: MONDAY_NINE + 3_600_000 } });
    hear(door);
    expect(door.scan({ pass }, SMALL_DATE)).toMatchObject({ kind: 'came', people: 2, isUnheard: false });
    expect(door.roll(SMALL_DATE).lines).toMatchObject([{ signup, stands: 'confirmed', came: 2 }]);
  });

  it('[E4] a paper of a device that was put out counts, and is marked; of one that nobody let in it does not', async () => {
    const unheard = await signUp(desk);
    order.write({ type: 'device.revoked', payload: { device: desk.journal.device } });
    hear(door);
    expect(door.scan({ pass: unheard.pass })).toMatchObject({ kind: 'came', isUnheard: true, isOut: true });
    const stranger = open('stranger');
    stranger.journal.adopt(order.after(0));
    stranger.activities.wake();
    const { pass, code } = await signUp(stranger);
    expect(door.scan({ pass })).toEqual({ kind: 'notOurs' });
    expect(door.scan({ code })).toEqual({ kind: 'notOurs' });
    expect(people(door)).toBe(3);
  });

  it('[J18] one command counts once, also when what it said is taken back meanwhile', async () => {
    const { pass, signup } = await signUp(door);
    const command = id();
    const first = door.ask({ kind: 'attendance.scan', ...DOOR_DATE, by: { pass } }, command);
    told(door.ask({ kind: 'attendance.note', of: signup, ...DOOR_DATE, people: 0 }), 'noted');
    expect(door.ask({ kind: 'attendance.scan', ...DOOR_DATE, by: { pass } }, command)).toEqual(first);
    expect(people(door)).toBe(0);
    expect(door.scan({ pass })).toMatchObject({ kind: 'came' });
    expect(door.ask({ kind: 'attendance.scan', series: DOOR_DATE.series, date: LocalTime.parse('2026-11-24T09:00'), by: { pass } })).toEqual({ kind: 'refused', why: 'unknownOffer' });
  });

  it('[X6] what is on the paper is for the door to know: no name is in it, and two papers for one date have nothing in common', async () => {
    const [one, two] = [await signUp(desk), await signUp(desk)];
    expect(one.pass.slice(29, 34)).not.toBe(two.pass.slice(29, 34));
    expect(JSON.stringify(desk.papers)).not.toContain('Rosa');
  });
});
