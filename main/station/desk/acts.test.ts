/** The queue's commands over a real journal: what each screen may do, what is on disk after it, and after a restart. */
import type Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeTimers } from '../../../tests/fixtures/fake-timers.ts';
import { commandIds, DESK_3, DESK_4, HEALTH, MONDAY_NINE, ORIENTATION, SMALL_CENTRE, testChance, testClock, testFolder, type TestClock } from '../../../tests/fixtures/world.ts';
import type { QueueCommand, Reply } from '../../../shared/contract/commands.ts';
import { Centre } from '../../../shared/domain/centre.ts';
import { AgentId, PriorityId, type CommandId, type VisitId } from '../../../shared/domain/ids.ts';
import type { Visit } from '../../../shared/domain/reducers/state.ts';
import { Journal, openDatabase } from '../journal/index.ts';
import { Desk } from './desk.ts';

const chance = testChance(41);
const id = commandIds(chance);
const ANA = AgentId.parse('ana');
const OLDER = PriorityId.parse('older');
const STAFFED = Centre.parse({
  ...SMALL_CENTRE,
  agents: [{ id: ANA, name: 'Ana' }],
  priorities: [{ id: OLDER, icon: 'older', name: { es: 'Mayores', en: 'Older' }, byVisitor: false, weight: 2, headStartMin: 0 }],
});

let folder: ReturnType<typeof testFolder>;
let db: Database.Database;
let journal: Journal;
let desk: Desk;
let clock: TestClock;
let written: number;

beforeEach(() => {
  folder = testFolder();
  clock = testClock();
  open();
});
afterEach(() => {
  db.close();
  folder.remove();
});

function open(centre: Centre = SMALL_CENTRE): void {
  written = 0;
  db = openDatabase(join(folder.path, 'station.sqlite'));
  journal = new Journal(db, clock, chance);
  desk = new Desk({
    journal, clock, chance, timers: new FakeTimers(), keepsCentre: true, claim: async () => 'granted', isPutOut: () => false,
    waitForNew: () => undefined,
    enqueue: () => {}, onWritten: () => { written += 1; }, onStorageTrouble: () => {},
  });
  desk.configure(centre);
}

/** A command without the id that a screen gives it. */
type Asked = QueueCommand extends infer C ? (C extends QueueCommand ? Omit<C, 'id'> : never) : never;

/** A second passes, and then a member of staff taps. */
async function tap(asked: Asked, by: 'staff' | 'visitor' = 'staff', command: CommandId = id()): Promise<Reply> {
  clock.pass(1000);
  return desk.carryOut({ ...asked, id: command } as QueueCommand, by);
}

async function come(service = HEALTH): Promise<VisitId> {
  const reply = await tap({ kind: 'ticket.issue', service, language: 'es' }, 'visitor');
  if (reply.kind === 'refused' || reply.outcome.kind !== 'issued') throw new Error('no ticket');
  return reply.outcome.visit;
}

function visit(of: VisitId): Visit {
  const found = journal.state.visits.get(of);
  if (!found) throw new Error('that visit is gone');
  return found;
}

const refused = (why: string): unknown => ({ kind: 'refused', why });

describe('staff at a desk', () => {
  it('[Q1] do with a visitor all there is to do, and each act is one entry on disk', async () => {
    const who = await come();
    const at = { desk: DESK_3, visit: who };
    const steps: readonly (readonly [Asked, Visit['leg']['kind']])[] = [
      [{ kind: 'desk.call', ...at }, 'called'],
      [{ kind: 'desk.recall', ...at }, 'called'],
      [{ kind: 'desk.putBack', ...at, place: 'first' }, 'waiting'],
      [{ kind: 'desk.callNext', desk: DESK_3 }, 'called'],
      [{ kind: 'desk.noShow', ...at }, 'noShow'],
      [{ kind: 'visit.bringBack', visit: who, place: 'end' }, 'waiting'],
      [{ kind: 'desk.callNext', desk: DESK_3 }, 'called'],
      [{ kind: 'desk.undo', ...at }, 'waiting'],
      [{ kind: 'desk.call', ...at }, 'called'],
      [{ kind: 'desk.start', ...at }, 'serving'],
      [{ kind: 'desk.park', ...at, reason: 'form', minutes: 10 }, 'parked'],
      [{ kind: 'desk.undo', ...at }, 'serving'],
      [{ kind: 'visit.plan', visit: who, services: [ORIENTATION] }, 'serving'],
      [{ kind: 'desk.finish', ...at }, 'waiting'],
      [{ kind: 'visit.cancel', visit: who }, 'cancelled'],
    ];
    for (const [asked, becomes] of steps) {
      const before = journal.lastSeq;
      expect((await tap(asked)).kind, asked.kind).toBe('done');
      expect([asked.kind, visit(who).leg.kind, journal.lastSeq]).toEqual([asked.kind, becomes, before + 1]);
    }
    expect(visit(who)).toMatchObject({ leg: { no: 2, service: ORIENTATION, by: 'staff' }, past: [{ no: 1, kind: 'finished', callNo: 5 }] });
    expect(journal.state.unused.size).toBe(0);
    // A restart finds just that.
    const { state } = journal;
    db.close();
    open();
    expect(journal.state).toEqual(state);
  });

  it('[Q1] park until a time, and send on with a time: what was said is what is on disk', async () => {
    const who = await come();
    const at = { desk: DESK_3, visit: who };
    await tap({ kind: 'desk.call', ...at });
    await tap({ kind: 'desk.start', ...at });
    await tap({ kind: 'desk.park', ...at, reason: 'interpreter', minutes: 10 });
    expect(visit(who).leg).toMatchObject({ reason: 'interpreter', until: clock.now() + 600_000 });
    await tap({ kind: 'desk.call', ...at });
    await tap({ kind: 'desk.start', ...at });
    expect(await tap({ kind: 'desk.transfer', ...at, to: { service: HEALTH, desk: DESK_4 }, place: 'byArrival', comesBack: true })).toEqual({ kind: 'done', outcome: { kind: 'moved', visit: who } });
    expect(visit(who).leg).toMatchObject({ no: 2, onlyAt: DESK_4, queuedAt: MONDAY_NINE + 1000, comesBack: { desk: DESK_3, service: HEALTH } });
  });

  it('[Q1] [J18] a refusal names its reason, changes nothing and is the answer for good', async () => {
    const who = await come();
    const command = id();
    const before = journal.lastSeq;
    const asked: Asked = { kind: 'desk.recall', desk: DESK_3, visit: who };
    expect(await tap(asked, 'staff', command)).toEqual(refused('notThatStep'));
    await tap({ kind: 'desk.call', desk: DESK_3, visit: who });
    expect(await tap(asked, 'staff', command)).toEqual(refused('notThatStep'));
    expect(journal.lastSeq).toBe(before + 1);
    expect((await tap(asked)).kind).toBe('done');
  });
});

describe('whose screen asks', () => {
  it('[Q1] is noted where somebody leaves the queue', async () => {
    const [one, other] = [await come(), await come()];
    await tap({ kind: 'visit.cancel', visit: one }, 'visitor');
    await tap({ kind: 'visit.cancel', visit: other }, 'staff');
    expect([one, other].map((each) => visit(each).leg)).toMatchObject([{ by: 'visitor' }, { by: 'staff' }]);
  });

  it('[Q1] decides which priority may be said, and is a visitor’s where nobody says', async () => {
    desk.configure(STAFFED);
    const ask = { kind: 'ticket.issue', service: HEALTH, language: 'es', priority: OLDER } as const;
    expect(await tap(ask, 'visitor')).toEqual(refused('unknownPriority'));
    expect(desk.carryOut({ ...ask, id: id() })).toEqual(refused('unknownPriority'));
    const reply = await tap(ask);
    expect(reply.kind === 'done' && reply.outcome.kind === 'issued' && visit(reply.outcome.visit).priority).toBe(OLDER);
  });

  it('[Q8] lets staff give a turn outside a service’s hours', async () => {
    desk.configure({ ...SMALL_CENTRE, keepsHours: true });
    clock.pass(12 * 3_600_000);
    const ask = { kind: 'ticket.issue', service: HEALTH, language: 'es' } as const;
    expect(await tap(ask, 'visitor')).toEqual(refused('serviceClosed'));
    expect((await tap(ask)).kind).toBe('done');
  });
});

describe('several entries of one command', () => {
  /** Ana serves somebody at desk 3; two more wait. */
  async function busyDay(): Promise<readonly [VisitId, VisitId, VisitId]> {
    desk.configure(STAFFED);
    const three = [await come(), await come(), await come()] as const;
    await tap({ kind: 'desk.open', desk: DESK_3, agent: ANA, takeOver: false });
    await tap({ kind: 'desk.callNext', desk: DESK_3 });
    await tap({ kind: 'desk.start', desk: DESK_3, visit: three[0] });
    return three;
  }

  it('[Q1] [J18] a forced close is two entries and one answer, through a restart too', async () => {
    const [served] = await busyDay();
    const before = { seq: journal.lastSeq, written };
    const command = id();
    const asked: Asked = { kind: 'desk.close', desk: DESK_3, forced: true };
    const done = { kind: 'done', outcome: { kind: 'deskChanged', desk: DESK_3 } };
    expect(await tap(asked, 'staff', command)).toEqual(done);
    expect([journal.lastSeq - before.seq, written - before.written]).toEqual([2, 1]);
    expect(visit(served).leg).toMatchObject({ kind: 'parked', reason: 'colleague' });
    expect(journal.state.desks.size).toBe(0);
    const { state } = journal;
    db.close();
    open(STAFFED);
    expect(journal.state).toEqual(state);
    expect(await tap(asked, 'staff', command)).toEqual(done);
    expect(journal.lastSeq - before.seq).toBe(2);
  });

  it('[Q1] the end of the day sends everybody home at once, and counts them', async () => {
    const [served, ...others] = await busyDay();
    expect(await tap({ kind: 'day.end' })).toEqual({ kind: 'done', outcome: { kind: 'dayEnded', cancelled: 2 } });
    expect(others.map((each) => visit(each).leg)).toMatchObject([{ by: 'endOfDay' }, { by: 'endOfDay' }]);
    expect(journal.state.desks.get(DESK_3)?.isClosing).toBe(true);
    await tap({ kind: 'desk.finish', desk: DESK_3, visit: served });
    expect(await tap({ kind: 'day.end' })).toMatchObject({ outcome: { cancelled: 0 } });
    const nothing = id();
    const before = journal.lastSeq;
    expect(await tap({ kind: 'day.end' }, 'staff', nothing)).toMatchObject({ outcome: { cancelled: 0 } });
    expect(journal.lastSeq).toBe(before);
    expect(await tap({ kind: 'day.end' }, 'staff', nothing)).toMatchObject({ outcome: { cancelled: 0 } });
  });

  it('[Q1] [J2] a disk that takes the first of them and refuses the second keeps neither, and the same tap may succeed later', async () => {
    const [served] = await busyDay();
    const { state, lastSeq } = journal;
    db.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON own WHEN NEW.seq = ${lastSeq + 2} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`);
    const command = id();
    expect(await tap({ kind: 'desk.close', desk: DESK_3, forced: true }, 'staff', command)).toEqual(refused('storage'));
    expect(journal.state).toBe(state);
    expect(journal.lastSeq).toBe(lastSeq);
    expect(db.prepare('SELECT count(*) FROM own WHERE seq > ?').pluck().get(lastSeq)).toBe(0);
    db.exec('DROP TRIGGER full');
    expect((await tap({ kind: 'desk.close', desk: DESK_3, forced: true }, 'staff', command)).kind).toBe('done');
    expect(visit(served).leg.kind).toBe('parked');
  });

  it('[Q1] desks open, pause, go on and close by name', async () => {
    desk.configure(STAFFED);
    await come();
    const open3 = { kind: 'desk.open', desk: DESK_3, agent: ANA, takeOver: false } as const;
    expect(await tap({ kind: 'desk.callNext', desk: DESK_3 })).toEqual(refused('deskNotOpen'));
    for (const asked of [open3, { kind: 'desk.pause', desk: DESK_3, minutes: 15 }] as const) expect((await tap(asked)).kind).toBe('done');
    expect(journal.state.desks.get(DESK_3)?.pause).toEqual({ since: clock.now(), until: clock.now() + 15 * 60_000 });
    expect(await tap({ kind: 'desk.callNext', desk: DESK_3 })).toEqual(refused('deskPaused'));
    expect((await tap({ kind: 'desk.resume', desk: DESK_3 })).kind).toBe('done');
    expect((await tap({ kind: 'desk.closing', desk: DESK_3 })).kind).toBe('done');
    expect(await tap({ kind: 'desk.callNext', desk: DESK_3 })).toEqual(refused('deskClosing'));
    expect((await tap(open3)).kind).toBe('done');
    expect((await tap({ kind: 'desk.callNext', desk: DESK_3 })).kind).toBe('done');
    expect(await tap({ kind: 'desk.close', desk: DESK_3, forced: false })).toEqual(refused('deskBusy'));
  });
});
