/** Signing up at a station, over a real journal on a real file: which seat it is given from, and where what people leave of themselves is. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeTimers, settle } from '../../../tests/fixtures/fake-timers.ts';
import { CONFIGURED, journalsIn, MONDAY, TestOrder } from '../../../tests/fixtures/journals.ts';
import { A_SERIES, weekly } from '../../../tests/fixtures/events/series.ts';
import { commandIds, testChance, testClock, testFolder, type TestClock } from '../../../tests/fixtures/world.ts';
import { Command, type ActivityCommand, type Outcome, type Reply, type Trust } from '../../../shared/contract/commands.ts';
import type { KeysReply, KeysRequest } from '../../../shared/contract/wire.ts';
import { freeAt, Sealed, seatsAt } from '../../../shared/domain/events/index.ts';
import { LocalTime } from '../../../shared/domain/events/local.ts';
import type { CommandId, SignupId } from '../../../shared/domain/ids.ts';
import type { Journal } from '../journal/index.ts';
import type { Paper } from '../printing/index.ts';
import { Activities, DRAW_WAIT_MS, SIGNUP_PACE, type DrawSeats } from './activities.ts';
import { Contacts } from './contacts.ts';

const TERMS = { partyAtMost: 5, closesMinutes: 30, opensDays: 60, seatsAhead: 0, holdHours: 24, takesPhone: true, questions: [] };
const SMALL = weekly({ signup: TERMS, capacity: 4, start: '2026-11-23T18:00' });
const at = { series: A_SERIES, date: LocalTime.parse('2026-11-23T18:00') };
const NAME = 'Rosalba la del tercero';
const PHONE = '+57 300 123 4567';
const nobody = { name: null, phone: null, consent: null };

type Making = Partial<Pick<Extract<ActivityCommand, { kind: 'signup.make' }>, 'name' | 'phone' | 'consent'>> & { adults?: number };

const id = commandIds(testChance(411));
let folder: ReturnType<typeof testFolder>;
let journals: ReturnType<typeof journalsIn>;
let clock: TestClock;
let timers: FakeTimers;
let order: TestOrder;
let journal: Journal;
let db: Database.Database;
let activities: Activities;
let papers: Paper[];
let draws: Parameters<DrawSeats>[0][];
let traded: KeysRequest[];
/** What the order's owner answers. */
let answer: Awaited<ReturnType<DrawSeats>>;
let keys: KeysReply | undefined;
let online: boolean;
let trouble: Error[];

beforeEach(() => {
  folder = testFolder();
  journals = journalsIn(folder.path);
  clock = testClock();
  timers = new FakeTimers();
  order = new TestOrder();
  [papers, draws, traded, trouble] = [[], [], [], []];
  [answer, keys, online] = ['cutOff', undefined, true];
  ({ journal, db } = journals.open({ clock }));
  order.open();
  order.write(CONFIGURED);
  order.enrol(journal, 1);
  plan(SMALL);
});
afterEach(() => {
  journals.close();
  folder.remove();
});

/** A series is known, and the room is there as after a start. */
function plan(series: typeof SMALL): void {
  order.write({ type: 'series.put', payload: { series } });
  activities = start();
  hear();
}

function start(): Activities {
  return new Activities({
    journal, clock, timers, chance: testChance(5), contacts: new Contacts(db),
    draw: async (asked) => {
      draws.push(asked);
      if (answer === 'granted') order.write({ type: 'seats.leased', payload: { ...asked, device: journal.device, epoch: journal.epoch } });
      return answer;
    },
    tradeKeys: async (asked) => {
      traded.push(asked);
      return keys;
    },
    isOnline: () => online,
    hasVisitors: () => true,
    spool: { enqueue: (paper) => papers.push(paper), stateOf: () => undefined, elsewhere: () => null },
    isPutOut: () => false,
    today: () => MONDAY,
    onChange: () => {},
    onWritten: () => {},
    onStorageTrouble: (error) => trouble.push(error),
  });
}

/** Its own entries get their places, and it hears of all there is. */
function hear(): void {
  order.take(journal);
  expect(journal.adopt(order.after(journal.head.no))).toBeUndefined();
  activities.wake();
}

function making({ adults = 1, ...left }: Making = {}, command: CommandId = id()): ActivityCommand {
  return Command.parse({ kind: 'signup.make', id: command, ...at, party: { adults, children: { upTo5: 0, upTo11: 0, upTo17: 0 } }, language: 'es', answers: [], ...nobody, ...left }) as ActivityCommand;
}

/** Carries out what may wait for seats: time passes until there is a reply. */
async function carryOut(command: ActivityCommand, trust: Trust = 'staff'): Promise<Reply> {
  const replying = Promise.resolve(activities.carryOut(command, trust));
  await settle();
  if (answer === 'granted') hear();
  await timers.pass(DRAW_WAIT_MS);
  return replying;
}

async function signUp(left?: Making): Promise<Extract<Outcome, { kind: 'signedUp' }>> {
  const reply = await carryOut(making(left));
  if (reply.kind === 'refused' || reply.outcome.kind !== 'signedUp') throw new Error(JSON.stringify(reply));
  return reply.outcome;
}

const onDisk = (text: string): readonly string[] => readdirSync(folder.path).filter((file) => readFileSync(join(folder.path, file)).includes(text));
const act = (kind: 'signup.forget' | 'signup.cancel' | 'signup.reprint', signup: SignupId, command = id()) => carryOut(Command.parse({ kind, id: command, signup }) as ActivityCommand);

describe('[S1] a place', () => {
  it('is drawn from the owner where that answers, and the seats that were drawn are used', async () => {
    answer = 'granted';
    expect((await signUp({ adults: 3 })).stands).toBe('confirmed');
    expect(draws).toMatchObject([{ ...at, seats: 3 }]);
    expect([seatsAt(journal.state, at), freeAt(journal.state, SMALL, at.date)]).toEqual([{ taken: 3, leased: 0, waiting: 0 }, 1]);
    expect(papers).toHaveLength(1);
  });

  it('is not asked for where fewer are free than come, and they wait together', async () => {
    answer = 'granted';
    await signUp({ adults: 3 });
    expect((await signUp({ adults: 2 })).stands).toBe('waiting');
    expect(draws).toHaveLength(1);
    answer = 'full';
    expect((await signUp()).stands).toBe('waiting');
  });

  it('is given out of what is at hand where nobody answers, and never more than that', async () => {
    plan(weekly({ ...SMALL, signup: { ...TERMS, seatsAhead: 2 } }));
    answer = 'granted';
    const tending = activities.tend();
    for (let date = 0; date < 3; date += 1) {
      await settle();
      hear();
    }
    await tending;
    expect(seatsAt(journal.state, at).leased).toBe(2);
    [answer, online] = ['cutOff', false];
    await activities.tend();
    expect(await Promise.all([1, 2, 1, 1].map(async (adults) => (await signUp({ adults })).stands))).toEqual(['confirmed', 'waiting', 'confirmed', 'waiting']);
    expect(seatsAt(journal.state, at)).toEqual({ taken: 2, leased: 0, waiting: 3 });
  });

  it('that was drawn for somebody who went is given back', async () => {
    answer = 'granted';
    const command = making({ adults: 2 });
    void activities.carryOut(command, 'staff');
    await settle();
    // The answer came too late for whoever stood there.
    await timers.pass(DRAW_WAIT_MS);
    hear();
    expect([...journal.state.signups.values()].map(({ stands }) => stands.kind)).toEqual(['waiting']);
    expect(seatsAt(journal.state, at).leased).toBe(2);
    await activities.tend();
    expect(seatsAt(journal.state, at).leased).toBe(0);
  });

  it('[J18] is one however often the same touch arrives, while it waits and after', async () => {
    answer = 'granted';
    const command = making();
    const both = [1, 2].map(async () => activities.carryOut(command, 'staff'));
    await settle();
    hear();
    const [one, two] = await Promise.all(both);
    expect(one).toEqual(two);
    activities.stop();
    activities = start();
    expect(await carryOut(command)).toEqual(one);
    expect([journal.state.signups.size, draws.length, papers.length]).toEqual([1, 1, 1]);
    expect(await carryOut({ ...command, language: 'en' } as ActivityCommand)).toEqual({ kind: 'refused', why: 'malformed' });
  });

  it('is nobody’s where the house closed meanwhile', async () => {
    const replying = activities.carryOut(making(), 'staff');
    activities.stop();
    expect(await replying).toEqual({ kind: 'refused', why: 'notReady' });
    expect(journal.state.signups.size).toBe(0);
  });

  it('is no visitor’s at a screen where somebody fills the class', async () => {
    plan(weekly({ ...SMALL, capacity: null }));
    const replies: Reply[] = [];
    for (let n = 0; n < 3; n += 1) replies.push(await carryOut(making(), 'visitor'));
    clock.pass(SIGNUP_PACE.apartMs);
    replies.push(await carryOut(making(), 'visitor'));
    expect(replies.map((reply) => (reply.kind === 'refused' ? reply.why : reply.kind))).toEqual(['done', 'signupsSpent', 'signupsSpent', 'done']);
  });
});

describe('[J15] what somebody leaves of themselves', () => {
  it('is read here and stands in clear in no file of this device, not even beside the command', async () => {
    const { signup } = await signUp({ name: NAME, phone: PHONE, consent: 1 });
    const known = journal.state.signups.get(signup);
    expect(known && new Contacts(db).open(known)).toEqual({ name: NAME, phone: '+573001234567' });
    db.pragma('wal_checkpoint(TRUNCATE)');
    for (const text of [NAME, 'Rosalba', PHONE, '3001234567']) expect(onDisk(text), text).toEqual([]);
    expect(JSON.stringify(papers)).not.toContain('Rosalba');
  });

  it('[X5] is taken with a consent alone, and a telephone only where there is one', async () => {
    const why = async (left: Making): Promise<string> => {
      const reply = await carryOut(making(left));
      return reply.kind === 'refused' ? reply.why : reply.kind;
    };
    expect([await why({ name: NAME }), await why({ phone: PHONE, consent: 1 }), await why({ phone: '12', consent: 1 })]).toEqual(['consentMissing', 'done', 'notAPhone']);
    plan(weekly({ ...SMALL, signup: { ...TERMS, takesPhone: false } }));
    expect(await why({ phone: PHONE, consent: 1 })).toBe('phoneNotTaken');
  });

  it('[X5] is gone when they say so, and their place is not', async () => {
    answer = 'granted';
    const { signup } = await signUp({ name: NAME, consent: 1 });
    const before = journal.state.signups.get(signup);
    expect((await act('signup.forget', signup)).kind).toBe('done');
    expect(db.prepare('SELECT count(*) AS n FROM subject_keys').get()).toEqual({ n: 0 });
    const after = journal.state.signups.get(signup);
    expect([after?.stands.kind, after?.sealed, after?.consent]).toEqual(['confirmed', undefined, undefined]);
    // Of the order's own copy nobody reads it again.
    expect(before && new Contacts(db).open(before)).toBeUndefined();
    expect((await act('signup.forget', signup)).kind).toBe('done');
  });

  it('goes to the server once, comes from it where another device took it, and goes here too when it is gone there', async () => {
    const { signup } = await signUp({ name: NAME, consent: 1 });
    await activities.tend();
    expect(traded).toMatchObject([{ put: [{ subject: signup, ...at }], want: [], held: [] }]);
    keys = { keys: [], gone: [] };
    await activities.tend();
    await activities.tend();
    expect(traded).toHaveLength(2);
    const key = db.prepare<[], { key: Buffer }>('SELECT key FROM subject_keys').get()?.key.toString('base64url') ?? '';
    db.exec('DELETE FROM subject_keys');
    keys = { keys: [{ subject: signup, key }], gone: [] };
    await signUp();
    await activities.tend();
    expect(traded.at(-1)).toMatchObject({ put: [], want: [signup] });
    const known = journal.state.signups.get(signup);
    expect(known && new Contacts(db).open(known)?.name).toBe(NAME);
    hear();
    order.write({ type: 'signup.forgotten', payload: { signup } });
    hear();
    await activities.tend();
    expect(known && new Contacts(db).open(known)).toBeUndefined();
  });

  it('is bound to whose it is: another’s key or another’s seal says nothing', async () => {
    const [one, two] = [await signUp({ name: NAME, consent: 1 }), await signUp({ name: 'Otra', consent: 1 })];
    const [a, b] = [journal.state.signups.get(one.signup), journal.state.signups.get(two.signup)];
    const contacts = new Contacts(db);
    if (!a?.sealed || !b?.sealed) throw new Error('both left their names');
    expect([contacts.open({ id: a.id, sealed: b.sealed }), contacts.open({ id: a.id, sealed: Sealed.parse(`${a.sealed.slice(0, -4)}AAAA`) }), contacts.open(a)?.name]).toEqual([undefined, undefined, NAME]);
  });
});

describe('whoever has a code', () => {
  it('finds their place by it, prints it anew and gives it up; a guess is nobody’s, and soon nobody guesses', async () => {
    const { signup, code } = await signUp();
    const find = (by: string): Promise<Reply> => carryOut(Command.parse({ kind: 'signup.find', id: id(), by: { code: by } }) as ActivityCommand, 'visitor');
    expect(await find(code)).toMatchObject({ kind: 'done', outcome: { kind: 'signupFound', signup: { signup, stands: 'waiting', people: 1 } } });
    await act('signup.reprint', signup);
    expect(papers).toHaveLength(2);
    expect((await act('signup.cancel', signup)).kind).toBe('done');
    expect(await find(code)).toMatchObject({ outcome: { signup: { stands: 'cancelled' } } });
    const whys = new Set<string>();
    for (let n = 0; n < 40; n += 1) {
      const reply = await find('222222');
      whys.add(reply.kind === 'refused' ? reply.why : reply.kind);
    }
    expect([...whys]).toEqual(['unknownSignup', 'tooManyTries']);
  });
});

it('[J2] a full disk gives nobody a place, and says so', async () => {
  db.pragma('max_page_count = 1');
  const before = journal.state.signups.size;
  const replies = [];
  for (let n = 0; n < 40; n += 1) replies.push(await carryOut(making({ name: NAME, consent: 1 })));
  const refused = replies.filter((reply) => reply.kind === 'refused');
  expect(refused.length).toBeGreaterThan(0);
  expect(new Set(refused.map((reply) => reply.kind === 'refused' && reply.why))).toEqual(new Set(['storage']));
  const done = replies.length - refused.length;
  expect([journal.state.signups.size - before, papers.length, db.prepare('SELECT count(*) AS n FROM subject_keys').get(), trouble.length]).toEqual([done, done, { n: done }, refused.length]);
});
