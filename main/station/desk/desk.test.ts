import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DESK_3, MONDAY_NINE, ORIENTATION, SMALL_CENTRE, commandIds, inWords, testChance, testClock, testFolder, type TestClock } from '../../../tests/fixtures/world.ts';
import type { QueueCommand, Reply } from '../../../shared/contract/commands.ts';
import { CentreId, ServiceId, VisitId } from '../../../shared/domain/ids.ts';
import { spellLabel } from '../../../shared/domain/label.ts';
import { FakeTimers } from '../../../tests/fixtures/fake-timers.ts';
import { Journal, openDatabase } from '../journal/index.ts';
import type { Paper } from '../printing/index.ts';
import { Desk } from './desk.ts';

const chance = testChance(11);
const id = commandIds(chance);
const issue = (): Extract<QueueCommand, { kind: 'ticket.issue' }> => ({ kind: 'ticket.issue', id: id(), service: ORIENTATION, language: 'es' });
const callNext = (): QueueCommand => ({ kind: 'desk.callNext', id: id(), desk: DESK_3 });

let folder: ReturnType<typeof testFolder>;
let db: Database.Database;
let clock: TestClock;
let spooled: Paper[];
let troubles: Error[];
let putOut: boolean;

beforeEach(() => {
  folder = testFolder();
  clock = testClock();
  spooled = [];
  troubles = [];
  putOut = false;
});
afterEach(() => {
  db.close();
  folder.remove();
});

function openDesk(enqueue: (paper: Paper) => void = (paper) => spooled.push(paper), described = true): { desk: Desk; journal: Journal } {
  db = openDatabase(join(folder.path, 'station.sqlite'));
  const journal = new Journal(db, clock, chance);
  const desk = new Desk({
    journal,
    clock,
    chance,
    timers: new FakeTimers(),
    keepsCentre: true,
    claim: async () => 'granted',
    isPutOut: () => putOut,
    waitForNew: () => undefined,
    enqueue,
    onWritten: () => {},
    onStorageTrouble: (error) => troubles.push(error),
  });
  if (described) desk.configure(SMALL_CENTRE);
  return { desk, journal };
}

function labelOf(reply: Reply): string {
  if (reply.kind === 'refused' || reply.outcome.kind !== 'issued') throw new Error('no ticket in this reply');
  return spellLabel(reply.outcome.label);
}

function visitOf(reply: Reply): VisitId {
  if (reply.kind === 'refused' || !('visit' in reply.outcome)) throw new Error('no visit in this reply');
  return reply.outcome.visit;
}

describe('a turn', () => {
  it('[J2] is given with its paper: one ticket on the spool, with the same label and visit', () => {
    const { desk } = openDesk();
    const reply = desk.carryOut(issue());
    expect(labelOf(reply)).toBe('A\u00a0001');
    expect(spooled).toEqual([
      { kind: 'ticket', centre: 'Centro La Prueba', label: { letter: 'A', number: 1 }, service: 'Orientación y rutas', second: { language: 'en', service: 'Guidance' }, issuedAt: MONDAY_NINE, zone: 'America/Bogota', language: 'es', visit: visitOf(reply), copy: false, queue: { ahead: 0, wait: null } },
    ]);
  });

  it('[P5] speaks the centre’s first language beside another one of the visitor’s', () => {
    const { desk } = openDesk();
    desk.carryOut({ ...issue(), language: 'en' });
    expect(spooled).toMatchObject([{ language: 'en', service: 'Guidance', second: { language: 'es', service: 'Orientación y rutas' } }]);
  });

  it('[J2] is not given when its paper can’t be spooled', () => {
    const { desk, journal } = openDesk(() => {
      throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR');
    });
    expect(desk.carryOut(issue())).toEqual({ kind: 'refused', why: 'storage' });
    expect(journal.state.visits.size).toBe(0);
    expect(troubles).toHaveLength(1);
  });

  it('[J18] the same command twice gives one ticket and the same answer, through a restart too', () => {
    const first = openDesk();
    const command = issue();
    const reply = first.desk.carryOut(command);
    first.desk.carryOut(issue());
    expect(first.desk.carryOut(command)).toEqual(reply);
    db.close();
    const again = openDesk();
    expect(again.desk.carryOut(command)).toEqual(reply);
    expect(again.journal.state.visits.size).toBe(2);
    expect(spooled).toHaveLength(2);
  });

  it('[J18] a refusal is the answer for good; what passes by itself may be tried again', async () => {
    const { desk } = openDesk();
    const early = callNext();
    expect(await desk.carryOut(early)).toEqual({ kind: 'refused', why: 'nobodyWaiting' });
    desk.carryOut(issue());
    expect(await desk.carryOut(early)).toEqual({ kind: 'refused', why: 'nobodyWaiting' });

    const stuck = issue();
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
    let reply: Reply;
    do reply = desk.carryOut(issue());
    while (reply.kind === 'done');
    expect(reply).toEqual({ kind: 'refused', why: 'storage' });
    db.pragma('max_page_count = 1000000');
    expect(desk.carryOut(stuck).kind).toBe('done');
  });

  it('is not given by a device that was put out, which may be let in again', () => {
    const { desk, journal } = openDesk();
    putOut = true;
    const command = issue();
    const before = journal.lastSeq;
    expect(desk.carryOut(command)).toEqual({ kind: 'refused', why: 'deviceOut' });
    expect(desk.carryOut(callNext())).toEqual({ kind: 'refused', why: 'deviceOut' });
    expect(journal.lastSeq).toBe(before);
    putOut = false;
    expect(labelOf(desk.carryOut(command))).toBe('A\u00a0001');
  });

  it('waits for its centre where the device has none yet', () => {
    const { desk } = openDesk(undefined, false);
    expect(desk.carryOut(issue())).toEqual({ kind: 'refused', why: 'notReady' });
    expect(desk.carryOut(callNext())).toEqual({ kind: 'refused', why: 'notReady' });
  });

  it('[J18] one id for two different commands is refused', () => {
    const { desk } = openDesk();
    const command = issue();
    desk.carryOut(command);
    expect(desk.carryOut({ kind: 'desk.callNext', id: command.id, desk: DESK_3 })).toEqual({ kind: 'refused', why: 'malformed' });
  });

  it('an unknown service is refused and changes nothing', () => {
    const { desk, journal } = openDesk();
    const before = journal.lastSeq;
    expect(desk.carryOut({ kind: 'ticket.issue', id: id(), service: ServiceId.parse('dentist'), language: 'es' })).toEqual({ kind: 'refused', why: 'unknownService' });
    expect(journal.lastSeq).toBe(before);
    expect(spooled).toHaveLength(0);
  });

  it('[N1] begins at 001 again on the centre’s next day, at its midnight and not the host’s', () => {
    const { desk } = openDesk();
    desk.carryOut(issue());
    clock.set(Date.UTC(2026, 10, 24, 4, 59, 59));
    expect(labelOf(desk.carryOut(issue()))).toBe('A\u00a0002');
    clock.set(Date.UTC(2026, 10, 24, 5, 0, 0));
    expect(labelOf(desk.carryOut(issue()))).toBe('A\u00a0001');
  });

  it('counts the people ahead', () => {
    const { desk } = openDesk();
    desk.carryOut(issue());
    expect(desk.carryOut(issue())).toMatchObject({ outcome: { ahead: 1 } });
  });
});

describe('a desk', () => {
  it('[Q1] calls, starts, finishes; calls again, and notes who did not come', async () => {
    const { desk, journal } = openDesk();
    const [first, second] = [visitOf(desk.carryOut(issue())), visitOf(desk.carryOut(issue()))];
    expect(visitOf(await desk.carryOut(callNext()))).toBe(first);
    expect(await desk.carryOut(callNext())).toEqual({ kind: 'refused', why: 'deskBusy' });
    desk.carryOut({ kind: 'desk.start', id: id(), desk: DESK_3, visit: first });
    expect(desk.carryOut({ kind: 'desk.noShow', id: id(), desk: DESK_3, visit: first })).toEqual({ kind: 'refused', why: 'notThatStep' });
    desk.carryOut({ kind: 'desk.finish', id: id(), desk: DESK_3, visit: first });
    expect(visitOf(await desk.carryOut(callNext()))).toBe(second);
    desk.carryOut({ kind: 'desk.noShow', id: id(), desk: DESK_3, visit: second });
    expect([...journal.state.visits.values()].map((visit) => visit.leg.kind)).toEqual(['finished', 'noShow']);
    expect(journal.state.unused.size).toBe(0);
  });

  it('refuses a centre too long for an entry: it would stand before all that come after', () => {
    const { desk, journal } = openDesk();
    const [service] = SMALL_CENTRE.services;
    if (!service) throw new Error('the small centre has services');
    const text = inWords('x'.repeat(120));
    const services = Array.from({ length: 8 }, (_, i) => ({ ...service, id: ServiceId.parse(`service-${i}`), documents: Array.from({ length: 60 }, () => text) }));
    expect(() => { desk.configure({ ...SMALL_CENTRE, services }); }).toThrow(/too long/);
    expect(journal.lastSeq).toBe(1);
  });

  it('[J1] an entry that its own fold could not read is not written', () => {
    const { desk, journal } = openDesk();
    const before = journal.lastSeq;
    clock.pass(-10_000);
    expect(desk.carryOut(issue())).toEqual({ kind: 'refused', why: 'storage' });
    expect(journal.lastSeq).toBe(before);
    clock.pass(20_000);
    expect(labelOf(desk.carryOut(issue()))).toBe('A\u00a0001');
  });

  it('writes the centre to the journal once, and again only when it changed', () => {
    const { desk, journal } = openDesk();
    expect(journal.lastSeq).toBe(1);
    desk.configure(structuredClone(SMALL_CENTRE));
    expect(journal.lastSeq).toBe(1);
    desk.configure({ ...SMALL_CENTRE, name: 'Centro Nuevo' });
    expect(journal.lastSeq).toBe(2);
    expect(journal.state.centre?.name).toBe('Centro Nuevo');
    expect(() => { desk.configure({ ...SMALL_CENTRE, id: CentreId.parse('otra') }); }).toThrow(/«otra»/);
    expect(journal.lastSeq).toBe(2);
  });
});
