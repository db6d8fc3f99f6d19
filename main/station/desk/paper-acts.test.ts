import Database from 'better-sqlite3';
import { beforeEach, expect, it } from 'vitest';
import { FakeTimers } from '../../../tests/fixtures/fake-timers.ts';
import { freshJournals } from '../../../tests/fixtures/fresh-journals.ts';
import { ticketOf, visitOf } from '../../../tests/fixtures/spool.ts';
import { MoodyPrinter } from '../../../tests/fixtures/timed-spool.ts';
import { CONFIGURED, issued, MONDAY } from '../../../tests/fixtures/journals.ts';
import { commandIds, MONDAY_NINE, SMALL_CENTRE, testChance } from '../../../tests/fixtures/world.ts';
import type { PaperCommand, Reply } from '../../../shared/contract/commands.ts';
import { Centre } from '../../../shared/domain/centre.ts';
import { comingDates, plannedOfFile } from '../../../shared/domain/events/index.ts';
import { sha256 } from '../journal/digest.ts';
import { OfferId } from '../../../shared/domain/ids.ts';
import type { Journal } from '../journal/index.ts';
import { decodePaper, openSpool, type Spool } from '../printing/index.ts';
import { uncertain } from '../printing/printer.ts';
import { PaperActs } from './paper-acts.ts';
import { APART_MS } from './take-along.ts';

const journals = freshJournals();

interface Bench {
  readonly acts: PaperActs;
  readonly spool: Spool;
  readonly timers: FakeTimers;
  readonly printers: readonly [MoodyPrinter, MoodyPrinter];
  readonly storageTroubles: unknown[];
  readonly db: Database.Database;
  readonly journal: Journal;
}

let bench: Bench;
let nextId: () => PaperCommand['id'];
beforeEach(() => {
  nextId = commandIds(testChance(91));
  bench = open();
});

function open(): Bench {
  const { journal, db } = journals.open({ file: 'station.sqlite' });
  if (journal.centre === undefined) journal.write(CONFIGURED, MONDAY);
  const timers = new FakeTimers();
  const clock = timers.clock(MONDAY_NINE);
  const printers = [new MoodyPrinter(() => timers, 'door'), new MoodyPrinter(() => timers, 'patio')] as const;
  const spool = openSpool({ db, printers, clock, timers, onChange: () => {}, onStorageTrouble: () => {} });
  const storageTroubles: unknown[] = [];
  const acts = new PaperActs({
    journal, spool, clock, device: 'Mesa de la entrada', chance: testChance(92), serviceShown: () => undefined, coming: (now) => comingDates(plannedOfFile(journal.state.centre ?? SMALL_CENTRE, sha256), now), today: () => MONDAY,
    printers: [{ name: 'door', confirms: 'jobId' }, { name: 'patio', confirms: 'none' }],
    onWritten: () => { spool.wake(); },
    onStorageTrouble: (error) => storageTroubles.push(error),
  });
  return { acts, spool, timers, printers, storageTroubles, db, journal };
}

/** Number 1, of whose paper nobody knows. */
async function inDoubt(): Promise<void> {
  const { spool, timers, printers: [door], db } = bench;
  door.mood = uncertain('reset', 'the line broke');
  db.transaction(() => { spool.enqueue(ticketOf(1), MONDAY_NINE); })();
  spool.wake();
  await timers.pass(0);
  door.mood = { kind: 'printed' };
}

const settle = (how: 'cameOut' | 'again' | 'discarded', paper = 1): PaperCommand => ({ kind: 'paper.settle', id: nextId(), paper, how });
const why = (reply: Reply): string => (reply.kind === 'refused' ? reply.why : reply.outcome.kind);

it('[P1] staff have a paper in doubt printed once more: asked twice, by two desks, or before and after a restart, it comes once', async () => {
  await inDoubt();
  const again = settle('again');
  expect(why(bench.acts.carryOut(again))).toBe('paperSettled');
  expect(bench.acts.carryOut(again)).toEqual({ kind: 'done', outcome: { kind: 'paperSettled', paper: 1 } });
  expect(bench.acts.carryOut(settle('again'))).toEqual({ kind: 'refused', why: 'paperSettled' });
  await bench.timers.pass(0);
  expect([bench.printers[0].papers, bench.spool.stateOf(visitOf(1))]).toEqual([['A\u00a0001'.replace('\u00a0', ' ')], 'printed']);
  bench.db.close();
  bench = open();
  expect(why(bench.acts.carryOut(again))).toBe('paperSettled');
  bench.spool.wake();
  await bench.timers.pass(0);
  expect(bench.printers[0].sent).toEqual([]);
});

it('[J18] a refusal is remembered too; one id for two decisions is refused', async () => {
  const early = settle('cameOut');
  expect(bench.acts.carryOut(early)).toEqual({ kind: 'refused', why: 'paperSettled' });
  await inDoubt();
  expect(bench.acts.carryOut(early)).toEqual({ kind: 'refused', why: 'paperSettled' });
  expect(bench.acts.carryOut({ ...settle('again'), id: early.id })).toEqual({ kind: 'refused', why: 'malformed' });
  expect(bench.spool.stateOf(visitOf(1))).toBe('uncertain');
});

it('[J2] a disk that refuses leaves all as it was, and the same press may do it later', async () => {
  await inDoubt();
  const out = settle('cameOut');
  bench.db.pragma('query_only = ON');
  expect([bench.acts.carryOut(out), bench.storageTroubles.length]).toEqual([{ kind: 'refused', why: 'storage' }, 1]);
  bench.db.pragma('query_only = OFF');
  expect(bench.spool.stateOf(visitOf(1))).toBe('uncertain');
  expect(why(bench.acts.carryOut(out))).toBe('paperSettled');
  expect(bench.spool.stateOf(visitOf(1))).toBe('printed');
});

it('[P2] a test page comes out of the printer it is asked of, says how that confirms, and is nobody’s turn; one that fails keeps nobody waiting', async () => {
  const { acts, timers, printers: [door, patio], spool } = bench;
  const test = (printer: number): Extract<PaperCommand, { kind: 'paper.test' }> => ({ kind: 'paper.test', id: nextId(), printer, language: 'es' });
  expect(acts.carryOut(test(1))).toEqual({ kind: 'done', outcome: { kind: 'testing', printer: 1 } });
  await timers.pass(0);
  const lines = decodePaper(patio.sent[0] ?? new Uint8Array()).lines.map(({ text }) => text);
  expect(door.sent).toEqual([]);
  expect(lines).toEqual(expect.arrayContaining(['patio', 'No confirma sus papeles.']));
  patio.mood = { kind: 'refused', why: 'paperOut', detail: 'out' };
  acts.carryOut(test(1));
  await timers.pass(0);
  expect([door.sent.length, timers.waiting]).toEqual([0, 0]);
  expect(spool.troubles(MONDAY, 5)).toMatchObject([{ kind: 'test', title: 'patio', state: 'refused' }]);
  bench.printers[1].mood = { kind: 'printed' };
  expect(acts.carryOut({ ...test(1), printer: 2 })).toEqual({ kind: 'refused', why: 'unknownPrinter' });
});

it('[Q7][J18] how the day went comes out once, though it is asked for twice, and writes nothing that others would have to hear of', async () => {
  const { acts, timers, printers: [door], journal } = bench;
  for (let number = 1; number <= 7; number += 1) journal.write(issued(number), MONDAY);
  const day: PaperCommand = { kind: 'paper.day', id: nextId(), language: 'es' };
  const { lastSeq } = journal;
  expect(acts.carryOut(day)).toEqual({ kind: 'done', outcome: { kind: 'dayPrinting' } });
  expect(acts.carryOut(day)).toEqual({ kind: 'done', outcome: { kind: 'dayPrinting' } });
  await timers.pass(0);
  const said = door.sent.map((bytes) => decodePaper(bytes).lines.map(({ text }) => text.trim().replace(/ {2,}/g, ' ')));
  expect(said).toHaveLength(1);
  expect(said[0]?.slice(1)).toEqual([
    'Resumen del día', 'lunes, 23 de noviembre de 2026',
    'Total', 'Turnos dados 7', 'Atendidos 0', 'Se fueron antes 0', 'No vinieron 0', 'Espera mediana –',
    'Orientación y rutas', 'Turnos dados 7', 'Atendidos 0', 'Se fueron antes 0', 'No vinieron 0', 'Espera mediana –',
    'Salud', 'Sin turnos',
    'Quien pasó a otro servicio cuenta en cada uno.', 'Impreso: lunes, 23 de noviembre de 2026, 9:00', 'Equipo: Mesa de la entrada',
  ]);
  expect(journal.lastSeq).toBe(lastSeq);
});

it('[J18][X1] what a visitor takes along comes out once, though asked for twice; a second one too soon is put off and then given; nothing of them is written for others', async () => {
  const { acts, timers, printers: [door], journal, spool } = bench;
  if (!journal.state.centre) throw new Error('a centre');
  const reading = { id: 'reading', icon: 'class', name: { es: 'Club de lectura' }, what: { es: 'Leemos cuentos' }, room: { es: 'Salón 2' }, on: 'sun', from: '18:30', to: '20:00', isFree: true };
  journal.write({ type: 'centre.configured', payload: { centre: Centre.parse({ ...journal.state.centre, activities: [reading] }) } }, MONDAY);
  const { lastSeq } = journal;
  const ask = (offer = 'reading'): PaperCommand => ({ kind: 'offer.print', id: nextId(), offer: OfferId.parse(offer), language: 'ht' });
  const [first, second] = [ask(), ask()];
  const given = acts.carryOut(first);
  expect([why(given), why(acts.carryOut(second)), why(acts.carryOut(ask('moon')))]).toEqual(['takingAlong', 'papersSpent', 'unknownOffer']);
  expect(acts.carryOut(first)).toEqual(given);
  await timers.pass(APART_MS);
  expect(why(acts.carryOut(second))).toBe('takingAlong');
  await timers.pass(0);
  expect(door.sent.map((bytes) => decodePaper(bytes).lines.some(({ text }) => text.includes('Club de lectura')))).toEqual([true, true]);
  expect(given.kind === 'done' && given.outcome.kind === 'takingAlong' && spool.stateOf(given.outcome.paper)).toBe('printed');
  expect(journal.lastSeq).toBe(lastSeq);
});
