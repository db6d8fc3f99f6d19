/** Times and places that are kept, and tickets that were lost, over a real journal: what is on disk, what is on paper, what is told to whom. */
import type Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeTimers } from '../../../tests/fixtures/fake-timers.ts';
import { commandIds, DESK_3, HEALTH, ORIENTATION, SMALL_CENTRE, testChance, testClock, testFolder, type TestClock } from '../../../tests/fixtures/world.ts';
import { Command, type AskCommand, type Outcome, type QueueCommand, type Reply } from '../../../shared/contract/commands.ts';
import { Centre } from '../../../shared/domain/centre.ts';
import { ScannedId, type PriorityId } from '../../../shared/domain/ids.ts';
import type { Asker } from '../../../shared/domain/decisions/decide.ts';
import { PICTURES, picturesOf, type Pictures } from '../../../shared/domain/pictures.ts';
import { Journal, openDatabase } from '../journal/index.ts';
import type { Paper } from '../printing/index.ts';
import { COPIES, Desk } from './desk.ts';
import { TRIES } from './tries.ts';

const MINUTE = 60_000;
const chance = testChance(43);
const id = commandIds(chance);
const CENTRE = Centre.parse({
  ...SMALL_CENTRE,
  priorities: [{ id: 'booked', icon: 'appointment', name: { es: 'Con cita', en: 'With an appointment' }, byVisitor: false, weight: 2, headStartMin: 0 }],
  appointments: { priority: 'booked', earlyMin: 30, lateMin: 10 },
  services: SMALL_CENTRE.services.map((each) => (each.id === HEALTH ? { ...each, letter: 'A', discreet: { es: 'Atención general', en: 'General' }, limits: { daily: 1, keptPlaces: 1 } } : each)),
});

let folder: ReturnType<typeof testFolder>;
let db: Database.Database;
let journal: Journal;
let desk: Desk;
let clock: TestClock;
let spooled: Paper[];

beforeEach(() => {
  folder = testFolder();
  clock = testClock();
  spooled = [];
  open();
});
afterEach(() => {
  db.close();
  folder.remove();
});

function open(): void {
  db = openDatabase(join(folder.path, 'station.sqlite'));
  journal = new Journal(db, clock, chance);
  desk = new Desk({
    journal, clock, chance, timers: new FakeTimers(), keepsCentre: true, claim: async () => 'granted', isPutOut: () => false,
    waitForNew: (service) => (service === ORIENTATION ? { kind: 'between', fromMin: 5, toMin: 15 } : undefined),
    enqueue: (paper) => spooled.push(paper), onWritten: () => {}, onStorageTrouble: () => {},
  });
  desk.configure(CENTRE);
}

/** A command without the id that a screen gives it. */
type Asked = Command extends infer C ? (C extends QueueCommand | AskCommand ? Omit<C, 'id'> : never) : never;

function ask(asked: Asked, by: Asker = 'visitor', command = id()): Reply {
  const whole = Command.parse({ ...asked, id: command });
  if (whole.kind === 'ticket.find' || whole.kind === 'paper.find') return desk.answer(whole, by);
  const reply = desk.carryOut(whole as QueueCommand, by);
  if (reply instanceof Promise) throw new Error('a call is not asked here');
  return reply;
}

const scan = (paper: string): Reply => ask({ kind: 'paper.find', by: { id: ScannedId.parse(paper) } });

function told<K extends Outcome['kind']>(reply: Reply, kind: K): Extract<Outcome, { kind: K }> {
  if (reply.kind === 'refused' || reply.outcome.kind !== kind) throw new Error(JSON.stringify(reply));
  return reply.outcome as Extract<Outcome, { kind: K }>;
}

const why = (reply: Reply): string => (reply.kind === 'refused' ? reply.why : reply.outcome.kind);
const issue = (service = ORIENTATION): Extract<Outcome, { kind: 'issued' }> => told(ask({ kind: 'ticket.issue', service, language: 'es' }), 'issued');
const others = (pictures: Pictures): Pictures => {
  const [one, other] = PICTURES.filter((picture) => !pictures.includes(picture));
  if (!one || !other) throw new Error('fourteen are left');
  return [one, other];
};

describe('an appointment', () => {
  it('[Q2] has a code by which it is found, and lets its holder in', () => {
    const at = clock.now() + 20 * MINUTE;
    const { appointment, code } = told(ask({ kind: 'appointment.book', service: HEALTH, at }, 'staff'), 'kept');
    expect(code).toMatch(/^\d{6}$/);
    const found = { kind: 'appointment', appointment, what: 'booked', service: HEALTH, at, now: 'ready', from: at - 30 * MINUTE, until: at + 10 * MINUTE };
    expect(told(ask({ kind: 'paper.find', by: { code } }), 'appointment')).toEqual(found);
    expect(told(ask({ kind: 'paper.find', by: { id: ScannedId.parse(appointment) } }), 'appointment')).toEqual(found);
    const { visit } = told(ask({ kind: 'ticket.issue', service: HEALTH, language: 'es', appointment }), 'issued');
    expect(journal.state.visits.get(visit)).toMatchObject({ priority: 'booked', booked: { appointment, at } });
    expect(told(ask({ kind: 'paper.find', by: { code } }), 'appointment').now).toBe('arrived');
    db.close();
    open();
    expect(told(ask({ kind: 'paper.find', by: { code } }), 'appointment').now).toBe('arrived');
  });

  it('[J18] imported twice is there once, and the name it has elsewhere stands nowhere', () => {
    const rows = ['maria.perez@example.org', 'two'].map((uid, n) => ({ uid, service: HEALTH, at: clock.now() + (n + 1) * MINUTE }));
    const take = (): Reply => ask({ kind: 'appointment.import', rows }, 'staff');
    expect(told(take(), 'imported')).toEqual({ kind: 'imported', added: 2, changed: 0, same: 0 });
    expect(told(take(), 'imported')).toEqual({ kind: 'imported', added: 0, changed: 0, same: 2 });
    rows.push({ uid: 'two', service: ORIENTATION, at: clock.now() + 5 * MINUTE });
    expect(told(take(), 'imported')).toEqual({ kind: 'imported', added: 0, changed: 1, same: 1 });
    const bytes = db.prepare<[], { bytes: string }>("SELECT group_concat(bytes) AS bytes FROM own").get()?.bytes ?? '';
    expect(bytes).toContain('appointment.booked');
    expect(bytes).not.toContain('maria');
    expect(told(ask({ kind: 'appointment.cancel', appointment: [...journal.state.appointments.keys()][0] ?? '' } as Asked, 'staff'), 'unbooked').kind).toBe('unbooked');
  });

  it(`[X6] can’t be guessed: after ${TRIES} misses nobody tries here for a minute; staff do`, () => {
    const miss = (by?: Asker): string => why(ask({ kind: 'paper.find', by: { code: '999999' } } as Asked, by));
    expect(Array.from({ length: TRIES + 1 }, () => miss())).toEqual([...Array.from({ length: TRIES }, () => 'unknownAppointment'), 'tooManyTries']);
    expect(miss('staff')).toBe('unknownAppointment');
    clock.pass(MINUTE);
    expect(miss()).toBe('unknownAppointment');
  });

  it('[X6] keeps nobody out for an id, which nobody guesses, nor for what staff tried', () => {
    for (let n = 0; n <= TRIES; n += 1) {
      expect(why(scan('0'.repeat(26)))).toBe('unknownPaper');
      expect(why(ask({ kind: 'paper.find', by: { code: '999999' } } as Asked, 'staff'))).toBe('unknownAppointment');
    }
    const { visit } = issue();
    expect(Array.from({ length: TRIES + 1 }, () => why(ask({ kind: 'paper.find', by: { code: '999999' } } as Asked)))).toEqual([...Array.from({ length: TRIES }, () => 'unknownAppointment'), 'tooManyTries']);
    expect(why(scan(visit))).toBe('found');
  });
});

describe('a ticket held to a reader', () => {
  it('[X1] is its holder’s turn, by the service it waits for now, and gives away no more than two pictures do', async () => {
    const { visit, label } = issue();
    const tickets = [{ visit, label, service: ORIENTATION }];
    expect(told(scan(visit), 'found').tickets).toEqual(tickets);
    expect(why(ask({ kind: 'visit.cancel', visit }))).toBe('notAllowed');
    await desk.carryOut({ kind: 'desk.callNext', id: id(), desk: DESK_3 }, 'staff');
    for (const kind of ['desk.start', 'desk.finish'] as const) ask({ kind, desk: DESK_3, visit }, 'staff');
    // Served: its paper says so still, and there is no second one of it.
    expect(told(scan(visit), 'found').tickets).toEqual(tickets);
    expect(why(ask({ kind: 'ticket.reprint', visit }))).toBe('notThatStep');
  });

  it('is of another day where its day is not this one, and none of ours where nobody ever gave it', () => {
    const { visit } = issue();
    clock.pass(24 * 60 * MINUTE);
    expect(why(scan(visit))).toBe('ticketOver');
    expect(why(scan('z'.repeat(26)))).toBe('unknownPaper');
  });
});

describe('a place that is kept', () => {
  it('[Q8] is given back the next day for the pictures alone, and they can’t be guessed', () => {
    issue(HEALTH);
    expect(why(ask({ kind: 'ticket.issue', service: HEALTH, language: 'es' }))).toBe('serviceFull');
    const kept = told(ask({ kind: 'place.keep', service: HEALTH, language: 'es', pictures: ['cat', 'moon'] }), 'kept');
    expect(why(ask({ kind: 'place.keep', service: HEALTH, language: 'es', pictures: ['cat', 'moon'] }))).toBe('placesGone');
    expect(spooled.slice(1)).toEqual([
      { kind: 'slip', centre: CENTRE.name, service: 'Atención general', second: { language: 'en', service: 'General' }, zone: CENTRE.zone, language: 'es', code: kept.code, at: kept.at, appointment: kept.appointment, copy: false },
    ]);
    clock.pass(24 * 60 * MINUTE);
    const come = (pictures: Pictures): string => why(ask({ kind: 'ticket.issue', service: HEALTH, language: 'es', appointment: kept.appointment, pictures }));
    for (let n = 0; n < TRIES; n += 1) expect(come(['cat', 'sun'])).toBe('otherPictures');
    expect(come(['cat', 'moon'])).toBe('tooManyTries');
    clock.pass(MINUTE);
    expect(come(['moon', 'cat'])).toBe('issued');
    expect(come(['moon', 'cat'])).toBe('appointmentUsed');
  });
});

describe('a ticket', () => {
  it('[Q5] says on paper what the screen said: who is before it, and the range; to whoever has a priority or a time, no range', () => {
    const at = clock.now() + 20 * MINUTE;
    const { appointment } = told(ask({ kind: 'appointment.book', service: ORIENTATION, at }, 'staff'), 'kept');
    expect(spooled).toEqual([]);
    const said = [issue(), issue(), told(ask({ kind: 'ticket.issue', service: ORIENTATION, language: 'es', priority: 'booked' as PriorityId }, 'staff'), 'issued'), told(ask({ kind: 'ticket.issue', service: ORIENTATION, language: 'es', appointment }), 'issued'), issue(HEALTH)];
    const wait = { kind: 'between', fromMin: 5, toMin: 15 };
    expect(spooled.map((paper) => paper.kind === 'ticket' && paper.queue)).toEqual([wait, wait, null, null, null].map((each, n) => ({ ahead: said[n]?.ahead, wait: each })));
    expect(said.map(({ ahead }) => ahead).slice(0, 2)).toEqual([0, 1]);
  });
});

describe('a ticket that was lost', () => {
  it('[X1] is found by its service and its pictures, and printed again as a copy under its first time', () => {
    const { visit, label } = issue();
    const pictures = picturesOf(visit);
    expect(told(ask({ kind: 'ticket.find', service: ORIENTATION, pictures: [pictures[1], pictures[0]] }), 'found').tickets).toEqual([{ visit, label, service: ORIENTATION }]);
    const [paper] = spooled;
    clock.pass(10 * MINUTE);
    const command = id();
    const again = ask({ kind: 'ticket.reprint', visit }, 'visitor', command);
    expect(again).toEqual({ kind: 'done', outcome: { kind: 'reprinting', visit } });
    expect(spooled).toEqual([paper, { ...paper, copy: true, queue: null }]);
    // The same tap once more, also after a restart, is the same copy.
    db.close();
    open();
    expect(ask({ kind: 'ticket.reprint', visit }, 'visitor', command)).toEqual(again);
    expect(spooled).toHaveLength(2);
  });

  it('[X1] is not found by less, nor once its visitor has gone', () => {
    const { visit } = issue();
    const pictures = picturesOf(visit);
    expect(why(ask({ kind: 'ticket.find', service: HEALTH, pictures }))).toBe('unknownTicket');
    expect(why(ask({ kind: 'ticket.find', service: ORIENTATION, pictures: others(pictures) }))).toBe('unknownTicket');
    ask({ kind: 'visit.cancel', visit });
    expect(why(ask({ kind: 'ticket.find', service: ORIENTATION, pictures }))).toBe('unknownTicket');
    expect(why(ask({ kind: 'ticket.reprint', visit }))).toBe('notThatStep');
  });

  it('[W1] is not given up by who found it, and finding is a try as well', () => {
    const { visit } = issue();
    const find = (): string => why(ask({ kind: 'ticket.find', service: ORIENTATION, pictures: picturesOf(visit) }));
    const other = issue().visit;
    expect(find()).toBe('found');
    expect(why(ask({ kind: 'visit.cancel', visit }))).toBe('notAllowed');
    expect(why(ask({ kind: 'visit.cancel', visit: other }))).toBe('moved');
    expect(Array.from({ length: TRIES }, find)).toEqual([...Array.from({ length: TRIES - 1 }, () => 'found'), 'tooManyTries']);
    expect(why(ask({ kind: 'visit.cancel', visit }, 'staff'))).toBe('moved');
  });

  it('is found at a desk’s call and while it is parked', async () => {
    const { visit } = issue();
    const find = (): string => why(ask({ kind: 'ticket.find', service: ORIENTATION, pictures: picturesOf(visit) }));
    await desk.carryOut({ kind: 'desk.callNext', id: id(), desk: DESK_3 }, 'staff');
    expect(find()).toBe('found');
    for (const asked of [{ kind: 'desk.start' }, { kind: 'desk.park', reason: 'form', minutes: null }] as const) ask({ ...asked, desk: DESK_3, visit }, 'staff');
    expect(journal.state.visits.get(visit)?.leg.kind).toBe('parked');
    expect(find()).toBe('found');
  });

  it('[X6] empties no roll, and is printed again whatever others tried here', () => {
    const { visit } = issue();
    const other = issue().visit;
    const reprint = (of: typeof visit, by: Asker = 'visitor'): string => why(ask({ kind: 'ticket.reprint', visit: of }, by));
    for (let n = 0; n <= TRIES; n += 1) ask({ kind: 'ticket.find', service: ORIENTATION, pictures: others(picturesOf(visit)) });
    expect(Array.from({ length: COPIES + 1 }, () => reprint(visit))).toEqual([...Array.from({ length: COPIES }, () => 'reprinting'), 'copiesSpent']);
    expect(reprint(other)).toBe('reprinting');
    expect(reprint(visit, 'staff')).toBe('reprinting');
    expect(spooled).toHaveLength(2 + COPIES + 2);
  });
});
