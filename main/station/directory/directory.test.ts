/** What is done about the directory, over a real journal: what is written, and what is refused. */
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeTimers } from '../../../tests/fixtures/fake-timers.ts';
import { freshJournals } from '../../../tests/fixtures/fresh-journals.ts';
import { MONDAY } from '../../../tests/fixtures/journals.ts';
import { commandIds, HEALTH, ORIENTATION, SMALL_CENTRE, testChance, testClock } from '../../../tests/fixtures/world.ts';
import type { DirectoryCommand, Reply } from '../../../shared/contract/commands.ts';
import { Centre } from '../../../shared/domain/centre.ts';
import { keyOf, keyOfRecord, LARGEST_RECORD, RecordId, type DirectoryRecord } from '../../../shared/domain/directory/record.ts';
import type { Journal } from '../journal/index.ts';
import { Directory, DOUBT_PACE } from './directory.ts';

const journals = freshJournals();
const chance = testChance(71);
const id = commandIds(chance);
const CENTRE = Centre.parse({ ...SMALL_CENTRE, services: SMALL_CENTRE.services.map((each) => (each.id === HEALTH ? { ...each, letter: 'A', discreet: { es: 'Conversar' } } : each)) });
const [SERVICE, PLACE, ORGANISATION] = [1, 2, 3].map((n) => RecordId.parse(`00000000-0000-4000-8000-00000000000${n}`)) as [RecordId, RecordId, RecordId];
const place: DirectoryRecord = { kind: 'location', hsds: { id: PLACE, location_type: 'physical', name: 'Casa azul' }, beside: {} };
const organisation: DirectoryRecord = { kind: 'organization', hsds: { id: ORGANISATION, name: 'Cruz Roja' }, beside: {} };
const service = (hsds: object = {}, beside: object = {}): DirectoryRecord => ({ kind: 'service', hsds: { id: SERVICE, name: 'Vacunas', status: 'active', ...hsds }, beside });

let clock: ReturnType<typeof testClock>;
let journal: Journal;
let directory: Directory;
let written: number;

beforeEach(() => {
  clock = testClock();
  ({ journal } = journals.open({ clock }));
  journal.write({ type: 'centre.configured', payload: { centre: CENTRE } }, MONDAY);
  written = 0;
  directory = new Directory({
    db: new Database(':memory:'), filesFolder: join(journals.folder, 'files'), journal, clock, timers: new FakeTimers(), chance, linkOf: undefined, isHolidayIn: () => undefined, today: () => MONDAY,
    onChange: () => {}, onWritten: () => { written += 1; }, onStorageTrouble: (error) => { throw error; },
  });
});

const ask = (command: DirectoryCommand, trust: 'visitor' | 'staff' = 'staff'): Reply | Promise<Reply> => directory.carryOut(command, trust);
const put = (record: DirectoryRecord): unknown => kindOf(ask({ kind: 'directory.put', id: id(), record }));
const drop = (record: DirectoryRecord): unknown => kindOf(ask({ kind: 'directory.drop', id: id(), record: keyOfRecord(record) }));
const doubt = (trust: 'visitor' | 'staff', of = SERVICE): unknown => kindOf(ask({ kind: 'directory.doubt', id: id(), service: of }, trust));
const kindOf = (reply: Reply | Promise<Reply>): unknown => (reply instanceof Promise ? reply : reply.kind === 'done' ? reply.outcome.kind : reply.why);
const shown = (record: DirectoryRecord): unknown => directory.view({ kind: 'record', record: keyOfRecord(record) }, CENTRE);

describe('an edit of the directory', () => {
  it('[D1] [J18] is on disk when it is answered, seen at once, and made once however often it is sent', () => {
    const command = { kind: 'directory.put', id: id(), record: service() } as const;
    const reply = ask(command);
    expect(kindOf(reply)).toBe('directoryChanged');
    expect(shown(service())).toMatchObject({ record: service() });
    expect([journal.lastSeq, written]).toEqual([2, 1]);
    expect(ask(command)).toEqual(reply);
    expect(kindOf(ask({ ...command, record: service({ name: 'Otro' }) }))).toBe('malformed');
    expect(journal.lastSeq).toBe(2);
  });

  it('[D1] names only what is here; and what is named stays', () => {
    const there = service({ organization_id: ORGANISATION, service_at_locations: [{ id: '00000000-0000-4000-8000-000000000009', location_id: PLACE }] });
    expect(put(there)).toBe('recordNamed');
    expect([put(place), put(there)]).toEqual(['directoryChanged', 'recordNamed']);
    expect([put(organisation), put(there)]).toEqual(['directoryChanged', 'directoryChanged']);
    expect([drop(place), drop(organisation)]).toEqual(['recordNamed', 'recordNamed']);
    expect([drop(there), drop(there), drop(place), drop(organisation)]).toEqual(['directoryChanged', 'unknownOffer', 'directoryChanged', 'directoryChanged']);
    expect(journal.state.directory.size).toBe(0);
  });

  it('[D1] says of each that can be named how many services name it, found by the first letters of its words', () => {
    const there = service({ service_at_locations: [{ id: '00000000-0000-4000-8000-000000000009', location_id: PLACE }] });
    for (const each of [place, organisation, there]) put(each);
    const names = (of: 'organization' | 'location', words: string): unknown => directory.view({ kind: 'names', of, words }, CENTRE);
    expect(names('location', '')).toEqual({ kind: 'names', rows: [{ id: PLACE, name: place.hsds.name, services: 1 }] });
    expect(names('organization', organisation.hsds.name.slice(0, 3).toUpperCase())).toEqual({ kind: 'names', rows: [{ id: ORGANISATION, name: organisation.hsds.name, services: 0 }] });
    expect(names('organization', 'zzz')).toEqual({ kind: 'names', rows: [] });
    expect(shown(there)).toMatchObject({ names: [{ record: place, services: 1 }] });
  });

  it('[X2] leads to a queue of this house, and to a discreet one only under a neutral name', () => {
    expect(put(service({}, { queue: 'moon' }))).toBe('unknownService');
    expect(put(service({}, { queue: HEALTH }))).toBe('mustBeDiscreet');
    expect(put(service({}, { queue: HEALTH, discreet: { es: 'Conversar' } }))).toBe('directoryChanged');
    expect(put(service({}, { queue: ORIENTATION }))).toBe('directoryChanged');
  });

  it('is refused where one entry could not hold it', () => {
    const long = (letters: number): DirectoryRecord => service({ other: 'x'.repeat(letters) });
    const room = LARGEST_RECORD - JSON.stringify(long(0)).length;
    expect([put(long(room + 1)), put(long(room))]).toEqual(['recordTooLarge', 'directoryChanged']);
  });
});

describe('a doubt', () => {
  it('is counted of what is here, and says nothing of who said it', () => {
    put(service());
    expect([doubt('visitor'), doubt('visitor', PLACE)]).toEqual(['doubted', 'unknownOffer']);
    expect([...journal.state.doubts]).toEqual([[SERVICE, 1]]);
    const bytes = journal.bytesOf({ device: journal.device, epoch: 1, seq: 3 }) ?? '';
    expect(JSON.parse(bytes)).toMatchObject({ type: 'directory.doubted', payload: { service: SERVICE } });
    expect(Object.keys((JSON.parse(bytes) as { payload: object }).payload)).toEqual(['service']);
  });

  it('of a visitor’s screen is taken at a pace, and staff’s always', () => {
    put(service());
    expect([doubt('visitor'), doubt('visitor'), doubt('staff')]).toEqual(['doubted', 'doubtsSpent', 'doubted']);
    for (let n = 1; n < DOUBT_PACE.most; n += 1) {
      clock.pass(DOUBT_PACE.apartMs);
      doubt('visitor');
    }
    clock.pass(DOUBT_PACE.apartMs);
    expect(doubt('visitor')).toBe('doubtsSpent');
    clock.pass(DOUBT_PACE.whileMs);
    expect(doubt('visitor')).toBe('doubted');
    expect(journal.state.directory.has(keyOf('service', SERVICE))).toBe(true);
  });
});
