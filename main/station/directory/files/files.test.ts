/** Files of the directory in and out, over a real journal, a real folder and the real thread. */
import Database from 'better-sqlite3';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { strToU8 } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshJournals } from '../../../../tests/fixtures/fresh-journals.ts';
import { MONDAY } from '../../../../tests/fixtures/journals.ts';
import { commandIds, SMALL_CENTRE, testChance, testClock } from '../../../../tests/fixtures/world.ts';
import type { DirectoryCommand, Reply } from '../../../../shared/contract/commands.ts';
import { PIECE_LETTERS, type FileView } from '../../../../shared/contract/directory.ts';
import { Centre } from '../../../../shared/domain/centre.ts';
import { keyOf, type DirectoryRecord } from '../../../../shared/domain/directory/record.ts';
import { FileId } from '../../../../shared/domain/ids.ts';
import { systemTimers } from '../../clock.ts';
import type { Journal } from '../../journal/index.ts';
import { Directory } from '../directory.ts';

type Stands = FileView['stands'];
const journals = freshJournals();
const chance = testChance(72);
const id = commandIds(chance);
const CENTRE = Centre.parse(SMALL_CENTRE);
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const ORGANISATION = { id: uuid(1), name: 'Cruz Roja', description: 'Ayuda' };
const service = (n: number, more: object = {}): object => ({ id: uuid(n), name: `Servicio ${n}`, status: 'active', organization_id: uuid(1), ...more });
const file = (...services: object[]): object => ({ organizations: [ORGANISATION], services });
const DEMO = join(import.meta.dirname, '..', '..', '..', '..', 'assets', 'demo', 'directory.json');

let journal: Journal;
let directory: Directory;
let failed: Error[];
let last: FileId | undefined;

beforeEach(() => {
  const clock = testClock();
  ({ journal } = journals.open({ clock }));
  journal.write({ type: 'centre.configured', payload: { centre: CENTRE } }, MONDAY);
  failed = [];
  last = undefined;
  directory = openDirectory(clock);
});
function openDirectory(clock: ReturnType<typeof testClock>): Directory {
  return new Directory({
    db: new Database(':memory:'), filesFolder: join(journals.folder, 'files'), journal, clock, timers: systemTimers, chance, linkOf: undefined, isHolidayIn: () => undefined, today: () => MONDAY,
    onChange: () => {}, onWritten: () => {}, onStorageTrouble: (error) => failed.push(error),
  });
}

afterEach(() => {
  directory.stop();
});

const ask = (command: DirectoryCommand): Reply => directory.carryOut(command, 'staff') as Reply;
const why = (reply: Reply): string => (reply.kind === 'done' ? reply.outcome.kind : reply.why);
const stands = (of: FileId): Stands => {
  const view = directory.view({ kind: 'file', file: of }, CENTRE);
  return view.kind === 'file' ? view.stands : { kind: 'unknown' };
};

/** The thread answers when it does; nothing here sleeps. */
async function until(of: FileId, ...kinds: readonly Stands['kind'][]): Promise<Stands> {
  for (;;) {
    const now = stands(of);
    if (kinds.includes(now.kind)) return now;
    await setImmediate();
  }
}

/** Whoever is done with a file says so. */
function letGo(): void {
  if (last !== undefined) ask({ kind: 'directory.letGo', id: id(), file: last });
}

function carry(bytes: Uint8Array, name = 'directory.json'): FileId {
  letGo();
  const of = FileId.parse(chance.id());
  last = of;
  const text = Buffer.from(bytes).toString('base64');
  const pieces = Math.max(1, Math.ceil(text.length / PIECE_LETTERS));
  for (let n = 0; n < pieces; n += 1) {
    const piece = text.slice(n * PIECE_LETTERS, (n + 1) * PIECE_LETTERS);
    expect(why(ask({ kind: 'directory.carry', id: id(), file: of, name, n, of: pieces, piece }))).toBe('fileTaken');
  }
  return of;
}

async function look(what: object | Uint8Array, name?: string): Promise<{ of: FileId; stands: Stands }> {
  const of = carry(what instanceof Uint8Array ? what : strToU8(JSON.stringify(what)), name);
  return { of, stands: await until(of, 'looked', 'unusable') };
}

async function bring(what: object | Uint8Array): Promise<Stands> {
  const { of } = await look(what);
  expect(why(ask({ kind: 'directory.bring', id: id(), file: of, rows: 'good', drops: false }))).toBe('fileTaken');
  return until(of, 'brought', 'unusable');
}

async function fetchAll(form: 'json' | 'csv'): Promise<{ name: string; bytes: Buffer }> {
  letGo();
  const of = FileId.parse(chance.id());
  last = of;
  expect(why(ask({ kind: 'directory.export', id: id(), file: of, form }))).toBe('fileTaken');
  const written = await until(of, 'written', 'unusable');
  if (written.kind !== 'written') throw new Error('nothing was written');
  const pieces = Array.from({ length: written.pieces }, (_, n) => {
    const reply = ask({ kind: 'directory.fetch', id: id(), file: of, n });
    if (reply.kind !== 'done' || reply.outcome.kind !== 'piece') throw new Error('a piece is missing');
    return Buffer.from(reply.outcome.piece, 'base64');
  });
  const bytes = Buffer.concat(pieces);
  expect(bytes.length).toBe(written.bytes);
  return { name: written.name, bytes };
}

const held = (kind: 'service' | 'organization', n: number): DirectoryRecord | null => {
  const view = directory.view({ kind: 'record', record: keyOf(kind, uuid(n)) }, CENTRE);
  return view.kind === 'record' ? view.record : null;
};

describe('a file of services', () => {
  it('[D1] is looked at before anything is written, comes in whole, and is the same the second time', async () => {
    const before = journal.lastSeq;
    const looked = await look(file(service(2), service(3)));
    expect(looked.stands).toMatchObject({ kind: 'looked', added: 3, changed: 0, same: 0, gone: 0, bad: 0, faults: 0 });
    expect(journal.lastSeq).toBe(before);
    ask({ kind: 'directory.bring', id: id(), file: looked.of, rows: 'all', drops: true });
    expect(await until(looked.of, 'brought')).toMatchObject({ kind: 'brought', added: 3, dropped: 0, left: 0 });
    expect(journal.lastSeq).toBe(before + 1);
    expect(held('service', 2)).toMatchObject({ hsds: { name: 'Servicio 2' } });
    expect(await bring(file(service(2), service(3)))).toMatchObject({ kind: 'brought', added: 0, changed: 0, same: 3 });
    expect(journal.lastSeq).toBe(before + 1);
    expect(readdirSync(join(journals.folder, 'files'))).toEqual([]);
  });

  it('comes in parts where it is large, and holds with the last', async () => {
    const before = journal.lastSeq;
    const many = file(...Array.from({ length: 30 }, (_, n) => service(n + 2, { description: 'x'.repeat(7000) })));
    const { of } = await look(many);
    ask({ kind: 'directory.bring', id: id(), file: of, rows: 'good', drops: false });
    while (journal.lastSeq < before + 2) await setImmediate();
    expect(stands(of)).toMatchObject({ kind: 'bringing', of: 5 });
    expect(journal.state.directory.size).toBe(0);
    expect(why(ask({ kind: 'directory.put', id: id(), record: { kind: 'location', hsds: { id: uuid(99) }, beside: {} } }))).toBe('fileBusy');
    expect(await until(of, 'brought')).toMatchObject({ added: 31 });
    expect(journal.state.directory.size).toBe(31);
  });

  it('[D1] that stops half way has changed nothing, and comes in whole the next time', async () => {
    const many = file(...Array.from({ length: 30 }, (_, n) => service(n + 2, { description: 'x'.repeat(7000) })));
    const { of } = await look(many);
    const before = journal.lastSeq;
    ask({ kind: 'directory.bring', id: id(), file: of, rows: 'good', drops: false });
    while (journal.lastSeq < before + 2) await setImmediate();
    directory.stop();
    directory = openDirectory(testClock());
    expect([journal.state.directory.size, stands(of).kind]).toEqual([0, 'unknown']);
    expect(await bring(many)).toMatchObject({ kind: 'brought', added: 31 });
    expect(journal.state.directory.size).toBe(31);
  });

  it('takes away what it does not have only where that is asked for, and never what is named still', async () => {
    await bring(file(service(2), service(3)));
    const { of, stands: looked } = await look({ services: [service(2)] });
    expect(looked).toMatchObject({ same: 1, gone: 1 });
    ask({ kind: 'directory.bring', id: id(), file: of, rows: 'good', drops: true });
    expect(await until(of, 'brought')).toMatchObject({ dropped: 1 });
    expect([...journal.state.directory.keys()].toSorted()).toEqual([keyOf('organization', uuid(1)), keyOf('service', uuid(2))]);
  });

  it('is told row by row what it lacks, and brings its good rows or nothing', async () => {
    const faulty = file(service(2), service(3, { status: 'open' }), service(4, { organization_id: uuid(9) }), service(5, { umbral: { queue: 'moon' } }), service(6, { umbral: { sectors: ['luck'] } }), { ...service(7), id: 'x' });
    const { of, stands: looked } = await look(faulty);
    expect(looked).toMatchObject({ added: 2, bad: 5 });
    const told = looked.kind === 'looked' ? looked.told.map(({ record, path }) => [record, path]) : [];
    expect(told).toEqual([[uuid(3), 'status'], [uuid(5), 'umbral.queue'], [uuid(6), 'umbral.sectors.0'], ['x', 'id'], [uuid(4), 'organization_id']]);
    expect(why(ask({ kind: 'directory.bring', id: id(), file: of, rows: 'all', drops: false }))).toBe('fileFaulty');
    ask({ kind: 'directory.bring', id: id(), file: of, rows: 'good', drops: false });
    expect(await until(of, 'brought')).toMatchObject({ added: 2, left: 5 });
  });

  it('that is none changes nothing, and does not stay', async () => {
    expect((await look(strToU8('MZ no directory'), 'a.exe')).stands).toEqual({ kind: 'unusable', why: 'notKnown' });
    expect(journal.state.directory.size).toBe(0);
    expect(readdirSync(join(journals.folder, 'files'))).toEqual([]);
  });

  it('comes in pieces in their order, one file at a time', async () => {
    const [one, other] = [FileId.parse(chance.id()), FileId.parse(chance.id())];
    const send = (of: FileId, n: number, piece = 'e30='): string => why(ask({ kind: 'directory.carry', id: id(), file: of, name: 'a.json', n, of: 3, piece }));
    expect([send(one, 1), send(one, 0), send(one, 0), send(one, 2), send(other, 0), send(one, 1, '*')]).toEqual(['unknownFile', 'fileTaken', 'fileTaken', 'unknownFile', 'fileBusy', 'malformed']);
    expect(stands(one)).toEqual({ kind: 'coming', n: 1, of: 3 });
    expect(why(ask({ kind: 'directory.letGo', id: id(), file: one }))).toBe('fileTaken');
    expect([stands(one).kind, send(other, 0)]).toEqual(['unknown', 'fileTaken']);
  });
});

describe('the whole directory', () => {
  it('goes out and comes in again the same', async () => {
    await bring(readFileSync(DEMO));
    expect(journal.state.directory.size).toBeGreaterThan(0);
    const { name, bytes } = await fetchAll('csv');
    const { stands: looked } = await look(bytes, name);
    expect(looked).toMatchObject({ kind: 'looked', added: 0, changed: 0, same: journal.state.directory.size, gone: 0, faults: 0 });
    expect(failed).toEqual([]);
  });
});
