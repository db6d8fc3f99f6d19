import fc from 'fast-check';
import Papa from 'papaparse';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { inWords } from '../../../tests/fixtures/world.ts';
import { ServiceId } from '../../../shared/domain/ids.ts';
import { readAppointments } from './reading.ts';
import type { Reading, RowError, Terms } from './row.ts';

const ZONE = 'America/Bogota';
const at = (local: string, zone = ZONE): number => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
const TERMS: Terms = {
  now: at('2026-11-22T08:00'),
  zone: ZONE,
  services: [
    { id: ServiceId.parse('orientation'), name: inWords('Orientación', 'Guidance') },
    { id: ServiceId.parse('legal-aid'), name: inWords('Ayuda legal', 'Legal aid') },
  ],
};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string, terms = TERMS): Reading => readAppointments(bytes(text), terms);

function good(reading: Reading): readonly string[] {
  if (reading.kind !== 'read') throw new Error(reading.why);
  return reading.rows.map(({ uid, service, at: when }) => `${uid} ${service} ${Temporal.Instant.fromEpochMilliseconds(when).toZonedDateTimeISO(ZONE).toPlainDateTime().toString()}`);
}

function bad(reading: Reading): readonly RowError[] {
  if (reading.kind !== 'read') throw new Error(reading.why);
  return reading.errors;
}

const ONE = ['a1 orientation 2026-11-23T09:05:00'];

describe('a table is read', () => {
  test.each([
    ['as it should be', 'uid,service,date,time\na1,orientation,2026-11-23,09:05\n'],
    ['in Spanish, with semicolons and carriage returns', 'Código externo;Servicio;Fecha;Hora\r\na1;ORIENTACION;23/11/2026;9:05\r\n'],
    ['with a mark of its order of bytes', '\uFEFFid,servicio,fecha,hora\na1,Guidance,2026-11-23,09:05'],
    ['with quotes, a comma and a line’s end inside them', 'uid,nota,service,date,time\na1,"dijo ""sí"",\nque viene",orientation,2026-11-23,09:05'],
    ['with its columns in another order, and its start in one', 'inicio,servicio,uid\n2026-11-23T09:05,orientación,a1'],
    ['with an offset of its own', 'start;service;uid\n2026-11-23T14:05:00Z;orientation;a1'],
    ['with a blank instead of the T', 'start;service;uid\n2026-11-23 09:05;orientation;a1'],
    ['with Excel’s own first line', 'sep=;\nuid;service;date;time\na1;orientation;2026-11-23;09:05'],
    ['with tabs', 'uid\tservice\tdate\ttime\na1\torientation\t2026-11-23\t09:05'],
    ['with seconds, as spreadsheets add them', 'uid,service,date,time\na1,orientation,2026-11-23,09:05:00'],
    ['with half days, as Excel writes them in Bogotá', 'uid;service;date;time\na1;orientation;23/11/2026;9:05 a.\u00A0m.'],
    ['with midnight told so', 'uid;service;date;time\na1;orientation;24/11/2026;12:05 a. m.', '2026-11-24T00:05:00'],
    ['with afternoons told so', 'uid;service;date;time\na1;orientation;24/11/2026;2:05 PM', '2026-11-24T14:05:00'],
    ['with empty lines and lines of separators alone', '\nuid,service,date,time\n\n,,,\na1,orientation,2026-11-23,09:05\n\n'],
    ['with cells that nothing stands over', 'uid,service,date,time\na1,orientation,2026-11-23,09:05,,x'],
  ])('%s', (_, text, when = '2026-11-23T09:05:00') => {
    expect(bad(read(text))).toEqual([]);
    expect(good(read(text))).toEqual([`a1 orientation ${when}`]);
  });

  test('in the letters of a Spanish Excel', () => {
    const text = 'Código externo;Servicio;Fecha;Hora\na1;Orientación;23/11/2026;09:05';
    const latin = Uint8Array.from({ length: text.length }, (_, nth) => text.charCodeAt(nth));
    expect(good(readAppointments(latin, TERMS))).toEqual(ONE);
  });

  test('in the two-byte letters of its «Unicode text»', () => {
    const text = '\uFEFFuid\tservicio\tfecha\thora\na1\tOrientación\t23/11/2026\t09:05';
    const wide = new Uint8Array(Uint16Array.from({ length: text.length }, (_, nth) => text.charCodeAt(nth)).buffer);
    expect(good(readAppointments(wide, TERMS))).toEqual(ONE);
  });

  test('and what it has besides is named and goes nowhere', () => {
    const reading = read('uid,Nombre,service,date,time,Teléfono\na1,Ana Pérez,orientation,2026-11-23,09:05,3001234567');
    expect(reading).toMatchObject({ unread: ['Nombre', 'Teléfono'] });
    expect(good(reading)).toEqual(ONE);
    expect(JSON.stringify(reading)).not.toMatch(/Ana|300/);
  });

  test('and a row without a name has one by what it holds, the same each time', () => {
    const row = 'orientation,2026-11-23,09:05';
    const names = (text: string): readonly string[] => good(read(`service,date,time\n${text}`)).map((each) => each.split(' orientation 2026-11-23T09')[0] ?? '');
    expect(new Set(names(`${row}\n${row}`)).size).toBe(2);
    expect(names(`legal-aid,2026-11-24,10:00\n${row}\n${row}`)).toEqual(expect.arrayContaining([...names(`${row}\n${row}`)]));
  });
});

describe('a row that can’t be used', () => {
  const HEAD = 'uid,service,date,time\n';
  const first = 'a1,orientation,2026-11-23,09:05\n';

  test.each([
    ['no service', 'b,,2026-11-23,10:00', { field: 'service', why: 'missing' }],
    ['no service of this centre', 'b,Dentista,2026-11-23,10:00', { field: 'service', why: 'unknown', value: 'Dentista' }],
    ['no date', 'b,orientation,,10:00', { field: 'date', why: 'missing' }],
    ['a date that is none', 'b,orientation,mañana,10:00', { field: 'date', why: 'shape', value: 'mañana' }],
    ['a day that no month has', 'b,orientation,31/11/2026,10:00', { field: 'date', why: 'impossible' }],
    ['no time', 'b,orientation,2026-11-23,', { field: 'time', why: 'missing' }],
    ['a time that is none', 'b,orientation,2026-11-23,10h', { field: 'time', why: 'shape' }],
    ['a time that no day has', 'b,orientation,2026-11-23,25:00', { field: 'time', why: 'impossible' }],
    ['a time that is over', 'b,orientation,2026-11-22,07:59', { field: 'date', why: 'past' }],
    ['a time too far ahead', 'b,orientation,2027-02-20,08:01', { field: 'date', why: 'farAhead' }],
    ['a name that another row has', 'a1,legal-aid,2026-11-23,10:00', { field: 'uid', why: 'twice', value: 'a1' }],
    ['too few cells', 'b', { field: 'service', why: 'missing' }],
    ['a name without end', `${'x'.repeat(256)},orientation,2026-11-23,10:00`, { field: 'uid', why: 'long' }],
  ])('%s: says so, with its line, and loses no other', (_, row, error) => {
    const reading = read(`${HEAD}${first}${row}\nc3,legal-aid,2026-11-24,10:00\n`);
    expect(bad(reading)[0]).toMatchObject({ line: 3, ...error });
    expect(good(reading)).toEqual([...ONE, 'c3 legal-aid 2026-11-24T10:00:00']);
  });

  test('is on the line that an editor shows, below cells of several lines', () => {
    expect(bad(read('uid,service,date,time,nota\na1,orientation,2026-11-23,09:05,"uno\ndos\ntres"\n\nb,?,2026-11-23,10:00,')).map(({ line }) => line)).toEqual([6]);
  });

  test.each([
    ['quotes that never close', '"b,orientation,2026-11-23,10:00'],
    ['quotes that close in the middle of a word', '"b"x,orientation,2026-11-23,10:00'],
  ])('%s: swallows none of those below', (_, row) => {
    const reading = read(`${HEAD}${first}${row}\n"c3",legal-aid,2026-11-24,10:00\nd4,legal-aid,2026-11-24,11:00`);
    expect(bad(reading)).toMatchObject([{ line: 3, field: 'row', why: 'quotes' }]);
    expect(good(reading)).toEqual([...ONE, 'c3 legal-aid 2026-11-24T10:00:00', 'd4 legal-aid 2026-11-24T11:00:00']);
  });

  test('a time that the clocks skip is none; one that they show twice is the first', () => {
    const terms: Terms = { ...TERMS, zone: 'America/Santiago', now: at('2026-08-20T08:00', 'America/Santiago') };
    const reading = read(`${HEAD}a,orientation,2026-09-06,00:30\nb,orientation,2026-09-06,01:30`, terms);
    expect(bad(reading)).toMatchObject([{ line: 2, field: 'time', why: 'skipped' }]);
    const autumn: Terms = { ...terms, now: at('2027-04-01T08:00', 'America/Santiago') };
    const twice = read(`${HEAD}a,orientation,2027-04-03,23:30`, autumn);
    expect(twice).toMatchObject({ kind: 'read', errors: [], rows: [{ at: Temporal.Instant.from('2027-04-03T23:30-03:00').epochMilliseconds }] });
  });
});

describe('nothing is read', () => {
  const HEAD = 'uid,service,date,time\n';
  test.each([
    ['of an empty file', '', 'empty'],
    ['of blanks', ' \r\n \n', 'empty'],
    ['without a heading', 'a1,orientation,2026-11-23,09:05', 'columns'],
    ['without a column for the time', 'uid,service,date\na1,orientation,2026-11-23', 'columns'],
    ['of a program', 'MZ\0\0\0\u0001', 'notText'],
    ['of a spreadsheet', 'PK\u0003\u0004xl/workbook.xml', 'spreadsheet'],
    ['of too many rows', HEAD + 'a,orientation,2026-11-23,09:05\n'.repeat(2001), 'tooManyRows'],
    ['of a file without measure', HEAD + ' '.repeat(1024 * 1024), 'tooLarge'],
    ['of quotes without measure', HEAD + '"a"b,c\n'.repeat(1000), 'quotes'],
  ])('%s', (_, text, why) => {
    expect(read(text)).toEqual({ kind: 'unreadable', why });
  });
});

/** Whole minutes from a minute to ninety days after now. */
const minutes = fc.integer({ min: 1, max: 90 * 24 * 60 });
const cell = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll(/[\0\r]/g, ''));

test('what is written as a table is read back, whatever the notes say', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ minutes, service: fc.constantFrom(...TERMS.services), note: cell }), { minLength: 1, maxLength: 30 }),
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      (rows, delimiter, newline, isSpanish) => {
        const table = rows.map(({ minutes: after, service, note }, nth) => {
          const local = Temporal.Instant.fromEpochMilliseconds(TERMS.now + after * 60_000).toZonedDateTimeISO(ZONE).toPlainDateTime();
          const day = local.toPlainDate().toString();
          return isSpanish
            ? { nombre: note, servicio: service.name.es.toUpperCase(), fecha: day.split('-').toReversed().join('/'), hora: local.toPlainTime().toString().slice(0, 5), id: `r${nth}` }
            : { note, service: service.id, date: day, time: local.toPlainTime().toString().slice(0, 5), uid: `r${nth}` };
        });
        const reading = read(Papa.unparse(table, { delimiter, newline }));
        expect(reading).toMatchObject({ kind: 'read', errors: [], rows: rows.map(({ minutes: after, service }, nth) => ({ uid: `r${nth}`, service: service.id, at: TERMS.now + after * 60_000 })) });
      },
    ),
    { numRuns: 150 },
  );
});

test('no bytes at all make it fail, and what it takes can be sent', () => {
  const words = fc.constantFrom('uid', 'service', 'date', 'time', 'orientation', '2026-11-23', '09:05', ',', ';', '\n', '\r', '"', 'BEGIN:VCALENDAR\n', 'BEGIN:VEVENT\n', 'END:VEVENT\n', 'DTSTART:20261123T090000\n', 'UID:a\n', 'SUMMARY:orientation\n', 'RRULE:FREQ=DAILY\n', 'é', '\0');
  fc.assert(
    fc.property(fc.oneof(fc.array(words).map((all) => bytes(all.join(''))), fc.uint8Array({ maxLength: 200 }), fc.array(words).map((all) => bytes(`uid,service,date,time\n${all.join('')}`))), (file) => {
      const reading = readAppointments(file, TERMS);
      if (reading.kind === 'unreadable') return;
      for (const row of reading.rows) expect(row.at).toBeGreaterThan(TERMS.now);
      expect(new Set(reading.rows.map(({ uid }) => uid)).size).toBe(reading.rows.length);
    }),
    { numRuns: 300 },
  );
});
