import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { DIRECTORY, HERE, organisationRecord, placeRecord, recordId, serviceRecord, at } from '../../../../tests/fixtures/directory.ts';
import { MONDAY_NINE, SMALL_CENTRE } from '../../../../tests/fixtures/world.ts';
import { Centre } from '../../../../shared/domain/centre.ts';
import { DirectoryRecord, keyOfRecord, type RecordKey } from '../../../../shared/domain/directory/record.ts';
import type { Reader } from '../../../../shared/domain/directory/listing/index.ts';
import type { Wanted } from '../../../../shared/contract/directory.ts';
import { Find } from './find.ts';

const CENTRE = Centre.parse({ ...SMALL_CENTRE, finding: { point: HERE, synonyms: [{ said: ['papeles', 'mis documentos'], means: 'regularización' }] } });
const ANY: Wanted = { sector: null, isOpen: false, audience: null, term: null, spoken: null, isFree: false, isStepFree: false };
/** Monday, 9:00 in Bogotá. */
const MOMENT = { now: MONDAY_NINE, isHoliday: undefined };

const READER: Reader = { language: 'es', first: 'es' };

const upwards = (a: number, b: number): number => a - b;

class Shelf {
  readonly records = new Map<RecordKey, DirectoryRecord>();
  centre = CENTRE;
  readonly find = new Find({ db: new Database(':memory:'), recordOf: (key) => this.records.get(key), centre: () => this.centre });

  constructor(records: readonly DirectoryRecord[] = DIRECTORY) {
    for (const record of records) this.put(record);
  }

  put(record: DirectoryRecord): void {
    // Only what an entry may hold is ever put.
    this.records.set(keyOfRecord(record), DirectoryRecord.parse(record));
    this.find.put(record);
    this.find.settle(1000);
  }

  drop(record: DirectoryRecord): void {
    this.records.delete(keyOfRecord(record));
    this.find.drop(keyOfRecord(record));
    this.find.settle(1000);
  }

  /** Numbers of the services, in their order. */
  found(words: string, wanted: Partial<Wanted> = {}, moment = MOMENT): number[] {
    return this.find.found(words, { ...ANY, ...wanted }, moment).map(({ id }) => Number(id.slice(-12)));
  }
}

describe('[D2] what somebody types is found', () => {
  const shelf = new Shelf();
  it.each([
    // Spanish: accents, case, beginnings, slips, other words for it, who offers it and where.
    ['vacunación', [1]], ['VACUNACION', [1]], ['vacu', [1]], ['vacunasion', [1]], ['bacunacion', [1]], ['carné', [1]], ['medicos del mundo', [1]], ['samper', [1, 4]],
    ['papeles', [2]], ['papel', [2]], ['mis documentos', [2]], ['quiero papeles', [2]], ['permiso', [2]], ['almuerzo', [3]], ['comida', [3]], ['cruz roja', [3]], ['escuela', [5]],
    ['comedor candelaria', [3]], ['niñas', [1]], ['clases para mujeres', [1, 5]], ['ropa y comida', [3]], ['ninas', [1]], ['lavanderia', [7]], ['calle 12', [1, 4]],
    // English, French, Haitian Creole, Portuguese.
    ['vaccination', [1]], ['i need a vaccine', [1]], ['migration papers', [2]], ['hospital', [1]], ['oeuf', [3]], ['œuf', [3]], ['vaksen', [1]], ['vacinacao', [1]], ['vaccin', [1]],
    // Arabic: with the article, without, with what stands before it.
    ['اللقاحات', [1]], ['لقاحات', [1]], ['واللقاحات', [1]], ['مطعم', [3]], ['صحة', [1]],
    // Chinese, by two signs or by one.
    ['服务', [2]], ['难民', [2]], ['难民服务', []], ['法律服务', [2]], ['苗', [1]], ['健康', [1]],
    // Nothing goes by these; what is gone is not found.
    ['xyzzy', []], ['albergue', []], ['', [2, 1, 3, 4, 5, 7]],
  ] as const)('%s', (typed, expected) => {
    const found = shelf.found(typed);
    // Of several the order is proved below.
    expect(found.toSorted(upwards)).toEqual([...expected].toSorted(upwards));
  });

  it('also where it is an order to the index, or nothing at all', () => {
    for (const typed of ['"', '" OR ""', 'vacu* NEAR x', 'name:vacuna', '(', '-vacuna', '   ', '\u0000', '💉', 'a'.repeat(80)]) expect(() => shelf.found(typed), typed).not.toThrow();
    expect(shelf.found('name:vacunación')).toEqual([1]);
  });

  it('[X2] of a discreet service by its neutral name and its place, and by nothing that tells what it is', () => {
    for (const typed of ['conversar', 'talk']) expect(shelf.found(typed)).toEqual([4]);
    for (const typed of ['violencia', 'pareja', 'abogada', 'solas']) expect(shelf.found(typed)).not.toContain(4);
    expect(shelf.found('cruz roja')).not.toContain(4);
  });
});

describe('what is wanted', () => {
  const shelf = new Shelf();

  it('is all wanted together, of services that are offered', () => {
    expect(shelf.found('', { sector: 'health' })).toEqual([1]);
    expect(shelf.found('', { sector: 'integration' })).toEqual([5]);
    expect(shelf.found('', { sector: 'shelter' })).toEqual([]);
    expect(shelf.found('', { isFree: true })).toEqual([1]);
    expect(shelf.found('', { isStepFree: true }).toSorted(upwards)).toEqual([1, 4]);
    expect(shelf.found('', { spoken: 'ht' })).toEqual([1]);
    expect(shelf.found('', { isFree: true, sector: 'food' })).toEqual([]);
  });

  it('also finds what is for everybody, and not what is for others alone', () => {
    expect(shelf.found('', { audience: 'women' }).toSorted(upwards)).toEqual([1, 2, 3, 4, 7]);
    expect(shelf.found('', { audience: 'youth' }).toSorted(upwards)).toEqual([1, 2, 3, 5, 7]);
  });

  it('[Q6] is open at that instant, where anybody said when; what is shut for now is not', () => {
    const at = (iso: string): number[] => shelf.found('', { isOpen: true }, { ...MOMENT, now: Date.parse(iso) }).toSorted(upwards);
    expect(at('2026-11-23T09:00-05:00')).toEqual([1, 2]);
    expect(at('2026-11-23T12:30-05:00')).toEqual([2, 3]);
    expect(at('2026-11-22T12:30-05:00')).toEqual([3]);
    expect(at('2026-11-23T23:00-05:00')).toEqual([]);
  });

  it('stands in this house first, then by how near it is, and last where nobody said where', () => {
    expect(shelf.found('').slice(0, 2)).toEqual([2, 3]);
    expect(shelf.found('').slice(2, 4).toSorted(upwards)).toEqual([1, 4]);
    expect(shelf.found('').slice(4)).toEqual([5, 7]);
  });

  it('asks only what would change something', () => {
    const { sectors, asks } = shelf.find.overview(READER);
    expect(sectors).toEqual([{ sector: 'health', count: 1 }, { sector: 'education', count: 1 }, { sector: 'protection', count: 2 }, { sector: 'integration', count: 1 }, { sector: 'food', count: 1 }, { sector: 'wash', count: 1 }]);
    expect(asks).toEqual({ isOpen: true, isFree: true, isStepFree: true, audiences: ['youth'], spoken: ['es', 'ht'] });
    expect(new Shelf([serviceRecord(1, {}, { isFree: true })]).find.overview(READER).asks).toEqual({ isOpen: false, isFree: false, isStepFree: false, audiences: [], spoken: [] });
  });
});

describe('kinds of the centre’s own', () => {
  const term = (n: number, name: string, en: string): DirectoryRecord => ({ kind: 'taxonomy_term', hsds: { id: recordId(n), name }, beside: { inLanguages: { en: { name: en } } } });
  const of = (n: number, terms: readonly number[], discreet = false): DirectoryRecord =>
    serviceRecord(n, { attributes: terms.map((each) => ({ id: recordId(300 + 10 * n + each), taxonomy_term_id: recordId(each) })) }, { sectors: ['health'], ...(discreet ? { discreet: { es: 'Conversar' } } : {}) });
  const shelf = new Shelf([term(40, 'Dentista', 'Dentist'), term(41, 'Ánimo', 'Mood'), term(42, 'Salud', 'Health'), of(1, [40, 42]), of(2, [40, 42]), of(3, [41, 42]), of(4, [41, 42], true)]);

  it('are told below their sector in the reader’s language, by name, where some of its services are of them and not all', () => {
    const told = (language: 'es' | 'en'): unknown => shelf.find.overview({ language, first: 'es' }).terms;
    expect(told('es')).toEqual([{ id: recordId(41), sector: 'health', name: { text: 'Ánimo', language: 'es' } }, { id: recordId(40), sector: 'health', name: { text: 'Dentista', language: 'es' } }]);
    expect(told('en')).toMatchObject([{ name: { text: 'Dentist' } }, { name: { text: 'Mood' } }]);
  });

  it('[X2] find their services by choice and by words, a discreet one by neither', () => {
    expect([shelf.found('', { term: recordId(40) }), shelf.found('', { term: recordId(41) })]).toEqual([[1, 2], [3]]);
    expect([shelf.found('dentista'), shelf.found('mood')]).toEqual([[1, 2], [3]]);
  });

  it('are found by what they are called now', () => {
    shelf.put(term(40, 'Odontología', 'Dental care'));
    expect([shelf.found('dentista'), shelf.found('odontologia')]).toEqual([[], [1, 2]]);
  });
});

describe('records that come and go', () => {
  it('that sixty services name reach their words a stretch at a time, over a restart as well', () => {
    const db = new Database(':memory:');
    const named = placeRecord(61, { name: 'El patio' });
    const records = new Map([placeRecord(61, { name: 'Casa azul' }), ...Array.from({ length: 60 }, (_, n) => serviceRecord(100 + n, { service_at_locations: [at(61)] }))].map((record) => [keyOfRecord(record), record as DirectoryRecord] as const));
    const open = (): Find => new Find({ db, recordOf: (key) => records.get(key), centre: () => CENTRE });
    const before = open();
    for (const record of records.values()) before.put(record);
    records.set(keyOfRecord(named), named);
    before.put(named);
    const found = (find: Find): number => find.found('patio', ANY, MOMENT).length;
    expect([before.settle(25), found(before)]).toEqual([25, 25]);
    const after = open();
    for (const record of records.values()) if (record.kind === 'service') after.remember(record);
    expect([after.settle(25), found(after), after.settle(25), found(after), after.settle(25)]).toEqual([25, 50, 10, 60, 0]);
  });

  it('are found by what they say now, and by whom they name now', () => {
    const shelf = new Shelf();
    shelf.put(serviceRecord(1, { name: 'Dentista', organization_id: recordId(50), service_at_locations: [at(61)] }));
    expect([shelf.found('vacunación'), shelf.found('dentista'), shelf.found('medicos')]).toEqual([[], [1], []]);
    shelf.put(organisationRecord(50, 'Media Luna'));
    expect(shelf.found('media luna').toSorted(upwards)).toEqual([1, 3]);
    shelf.put(placeRecord(61, { name: 'El patio' }, { room: 'yard' }));
    expect(shelf.found('patio').toSorted(upwards)).toEqual([1, 3]);
    expect(shelf.found('', { sector: 'food' })).toEqual([3]);
    shelf.drop(serviceRecord(3));
    expect([shelf.found('comedor'), shelf.found('media luna')]).toEqual([[], [1]]);
  });

  it('find what the house says for it as soon as it says so', () => {
    const shelf = new Shelf();
    expect(shelf.found('rebusque')).toEqual([]);
    shelf.centre = Centre.parse({ ...CENTRE, finding: { synonyms: [{ said: ['rebusque'], means: 'clases' }] } });
    expect(shelf.found('rebusque')).toEqual([5]);
    expect(shelf.found('papeles')).not.toContain(2);
  });
});
