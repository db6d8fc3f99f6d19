import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { aSeries, weekly } from '../../../../tests/fixtures/events/series.ts';
import { RoomId, SeriesId } from '../../ids.ts';
import { occurrencesBetween, type Series } from '../index.ts';
import { readCalendar, writeCalendar, type CalendarReading, type CalendarTerms, type WritingTerms } from './index.ts';

let many = 0;
const ids = new Map<string, SeriesId>();
const idOf = (uid: string): SeriesId => {
  const known = ids.get(uid) ?? SeriesId.parse(String((many += 1)).padStart(26, '0'));
  ids.set(uid, known);
  return known;
};
const SALA = RoomId.parse('sala');
const TERMS: CalendarTerms = { zone: 'America/Bogota', language: 'es', icon: 'class', rooms: [{ room: SALA, name: 'Sala grande, 2.º piso' }], idOf };
const WRITING: WritingTerms = { at: Temporal.Instant.from('2026-11-22T13:00Z').epochMilliseconds, language: 'es', roomName: (room) => TERMS.rooms.find((each) => each.room === room)?.name };

const event = (...lines: readonly string[]): string => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const calendar = (...parts: readonly string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...parts, 'END:VCALENDAR', ''].join('\r\n');
const two = (number: number): string => String(number).padStart(2, '0');
const NAMED = ['UID:e1', 'SUMMARY:Costura'];
const MONDAY = [...NAMED, 'DTSTART:20261123T090000'];

function read(...parts: readonly string[]): Extract<CalendarReading, { kind: 'read' }> {
  const reading = readCalendar(calendar(...parts), TERMS);
  if (reading.kind !== 'read') throw new Error(reading.why);
  return reading;
}

function only(...parts: readonly string[]): Series {
  const { series, faults } = read(...parts);
  expect(faults).toEqual([]);
  const [one, ...others] = series;
  if (!one || others.length > 0) throw new Error(`${series.length} series`);
  return one;
}

const utc = (series: Series, to = '2028-01-01T00:00Z'): readonly string[] =>
  occurrencesBetween(series, 0, Temporal.Instant.from(to).epochMilliseconds).map(({ start }) => Temporal.Instant.fromEpochMilliseconds(start).toString({ smallestUnit: 'minute' }));

/** Outlook's own name for Madrid's zone, with its clocks. */
const ROMANCE = [
  'BEGIN:VTIMEZONE', 'TZID:Romance Standard Time',
  'BEGIN:STANDARD', 'DTSTART:16011028T030000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'END:STANDARD',
  'BEGIN:DAYLIGHT', 'DTSTART:16010325T020000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'END:DAYLIGHT',
  'END:VTIMEZONE',
].join('\r\n');

describe('[E1] a calendar’s event is a series', () => {
  test('with what it says and nothing that it does not', () => {
    expect(only(event(...MONDAY, 'DTEND:20261123T103000', 'DESCRIPTION:Traiga tela\\, hilo\\ny ganas', 'LOCATION:Parque'))).toEqual({
      id: idOf('e1'), name: { es: 'Costura' }, what: { es: 'Traiga tela, hilo\ny ganas' }, icon: 'class', place: { kind: 'elsewhere', where: { es: 'Parque' } },
      audiences: [], languages: [], access: [], hasChildcare: false, cost: { kind: 'unknown' }, capacity: null,
      zone: 'America/Bogota', isAllDay: false, start: '2026-11-23T09:00', minutes: 90, added: [], excluded: [], changes: [], isCancelled: false,
    });
  });

  test.each([
    ['on the house’s wall', 'DTSTART:20261123T090000', 'America/Bogota', '2026-11-23T09:00'],
    ['in UTC, told on the house’s wall', 'DTSTART:20261123T140000Z', 'America/Bogota', '2026-11-23T09:00'],
    ['in a zone that everybody knows', 'DTSTART;TZID=Europe/Madrid:20261123T090000', 'Europe/Madrid', '2026-11-23T09:00'],
    ['in one with another program’s mark', 'DTSTART;TZID=/freeassociation.sourceforge.net/America/Santiago:20261123T090000', 'America/Santiago', '2026-11-23T09:00'],
    ['in one in quotes', 'DTSTART;TZID="America/Lima":20261123T090000', 'America/Lima', '2026-11-23T09:00'],
  ])('%s', (_, start, zone, local) => {
    expect(only(event(...NAMED, start))).toMatchObject({ zone, start: local, minutes: 0 });
  });

  test('in a zone that only the file describes, kept in one whose clocks show the same', () => {
    const series = only(ROMANCE, event(...NAMED, 'DTSTART;TZID=Romance Standard Time:20260323T090000', 'RRULE:FREQ=WEEKLY;COUNT=2'));
    expect(utc(series)).toEqual(['2026-03-23T08:00Z', '2026-03-30T07:00Z']);
    expect(series.zone).toMatch(/^(?:Africa|Arctic|Atlantic|Europe)\//);
  });

  test('again and again in UTC, which keeps to UTC', () => {
    expect(only(event(...NAMED, 'DTSTART:20260323T080000Z', 'RRULE:FREQ=WEEKLY;COUNT=2'))).toMatchObject({ zone: 'UTC', start: '2026-03-23T08:00' });
  });

  test.each([
    ['with an end', 'DTEND:20261123T100000', 60],
    ['with an end in another zone', 'DTEND;TZID=Europe/Madrid:20261123T160000', 60],
    ['with an end in UTC', 'DTEND:20261123T150000Z', 60],
    ['with a length', 'DURATION:PT1H30M', 90],
    ['with a length of days', 'DURATION:P1DT1H', 25 * 60],
    ['with a length of weeks', 'DURATION:P1W', 7 * 1440],
    ['without either', 'X-NONE:1', 0],
  ])('%s', (_, line, minutes) => {
    expect(only(event(...MONDAY, line)).minutes).toBe(minutes);
  });

  test.each([
    ['of one day', [], 1440],
    ['of one day that ends on itself', ['DTEND;VALUE=DATE:20261123'], 1440],
    ['of two', ['DTEND;VALUE=DATE:20261125'], 2880],
    ['of two, by its length', ['DURATION:P2D'], 2880],
  ])('of whole days: %s', (_, lines, minutes) => {
    expect(only(event(...NAMED, 'DTSTART;VALUE=DATE:20261123', ...lines))).toMatchObject({ isAllDay: true, start: '2026-11-23T00:00', minutes, zone: 'America/Bogota' });
  });

  test('with its rule, and dates that it adds and leaves out', () => {
    const series = only(event(...MONDAY, 'RRULE:FREQ=WEEKLY;COUNT=4', 'RDATE:20261125T180000,20261126T230000Z', 'EXDATE:20261130T090000', 'EXDATE;VALUE=DATE:20261207'));
    expect(series).toMatchObject({ rule: 'FREQ=WEEKLY;COUNT=4', added: ['2026-11-25T18:00', '2026-11-26T18:00'], excluded: ['2026-11-30T09:00', '2026-12-07'], zone: 'America/Bogota' });
    expect(utc(series)).toEqual(['2026-11-23T14:00Z', '2026-11-25T23:00Z', '2026-11-26T23:00Z', '2026-12-14T14:00Z']);
  });

  test('with dates that stand by themselves: moved, renamed, called off', () => {
    const series = only(
      event('UID:e1', 'SUMMARY:Bordado', 'RECURRENCE-ID:20261207T090000', 'DTSTART:20261207T090000', 'DURATION:PT1H'),
      event(...MONDAY, 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=4'),
      event(...NAMED, 'RECURRENCE-ID:20261130T140000Z', 'DTSTART:20261201T110000', 'DURATION:PT2H', 'LOCATION:Sala grande\\, 2.º piso'),
      event(...NAMED, 'RECURRENCE-ID:20261214T090000', 'STATUS:CANCELLED'),
    );
    expect(series.changes).toEqual([
      { kind: 'changed', original: '2026-11-30T09:00', start: '2026-12-01T11:00', minutes: 120, place: { kind: 'room', room: 'sala' } },
      { kind: 'changed', original: '2026-12-07T09:00', name: { es: 'Bordado' } },
      { kind: 'cancelled', original: '2026-12-14T09:00' },
    ]);
    expect(utc(series)).toEqual(['2026-11-23T14:00Z', '2026-12-01T16:00Z', '2026-12-07T14:00Z', '2026-12-14T14:00Z']);
  });

  test('all of which was called off', () => {
    expect(only(event(...MONDAY, 'STATUS:cancelled')).isCancelled).toBe(true);
  });

  test('in its own language, and in a room of the house', () => {
    expect(only(event('UID:e1', 'SUMMARY;LANGUAGE=fr-CA:Couture', 'DTSTART:20261123T090000', 'LOCATION:Sala grande\\, 2.º piso'))).toMatchObject({ name: { fr: 'Couture' }, place: { kind: 'room', room: 'sala' } });
  });

  test('over folded lines, in small letters, with lines of `\\n` alone', () => {
    const text = calendar('begin:vevent', 'uid:e1', 'summary:Cos', ' tu', '\tra', 'dtstart:20261123T090000', 'end:vevent').replaceAll('\r\n', '\n');
    expect(readCalendar(text, TERMS)).toMatchObject({ series: [{ name: { es: 'Costura' } }], faults: [] });
  });

  test('whose people, alarms and other programs’ marks go nowhere', () => {
    const alarm = ['BEGIN:VALARM', 'ACTION:EMAIL', 'SUMMARY:Otra', 'ATTENDEE:mailto:ana@example.org', 'TRIGGER:-PT15M', 'END:VALARM'];
    const series = only(event(...MONDAY.slice(0, 1), 'ORGANIZER;CN="Ana: Pérez":mailto:ana@example.org', 'ATTENDEE;CN=Ana:mailto:ana@example.org', ...alarm, 'CONTACT:Ana', 'X-WR:Ana', 'URL:https://ana.example', ...MONDAY.slice(1)));
    expect(JSON.stringify(series)).not.toMatch(/ana/i);
    expect(series.name).toEqual({ es: 'Costura' });
  });
});

describe('[E1] an event that can’t be used says why, with its line, and loses no other', () => {
  const OK = event('UID:ok', 'SUMMARY:Bien', 'DTSTART:20261123T100000');
  test.each([
    ['no name of its own', ['SUMMARY:Costura', 'DTSTART:20261123T090000'], { field: 'uid', why: 'missing' }],
    ['no title', ['UID:e1', 'DTSTART:20261123T090000'], { field: 'name', why: 'missing' }],
    ['no beginning', NAMED, { field: 'start', why: 'missing' }],
    ['a month that there is not', [...NAMED, 'DTSTART:20261323T090000'], { field: 'start', why: 'impossible' }],
    ['nonsense for a time', [...NAMED, 'DTSTART:mañana'], { field: 'start', why: 'impossible' }],
    ['a year of nobody’s', [...NAMED, 'DTSTART:00010101T090000'], { field: 'start', why: 'impossible' }],
    ['half a minute', [...NAMED, 'DTSTART:20261123T090030'], { field: 'start', why: 'seconds' }],
    ['a zone that nobody knows', [...NAMED, 'DTSTART;TZID=Marte:20261123T090000'], { field: 'start', why: 'zone', value: 'Marte' }],
    ['an end before its beginning', [...MONDAY, 'DTEND:20261123T080000'], { field: 'end', why: 'before' }],
    ['a length before its beginning', [...MONDAY, 'DURATION:-PT1H'], { field: 'end', why: 'before' }],
    ['months of length', [...MONDAY, 'DURATION:P90D'], { field: 'end', why: 'long' }],
    ['a rule of every second', [...MONDAY, 'RRULE:FREQ=SECONDLY'], { field: 'rule', why: 'often', value: 'FREQ=SECONDLY' }],
    ['a rule of a thousand million dates', [...MONDAY, 'RRULE:FREQ=DAILY;COUNT=1000000000'], { field: 'rule', why: 'endless' }],
    ['a rule that is none', [...MONDAY, 'RRULE:a las nueve'], { field: 'rule', why: 'shape' }],
    ['two rules', [...MONDAY, 'RRULE:FREQ=DAILY', 'RRULE:FREQ=WEEKLY'], { field: 'rule', why: 'unfit' }],
    ['a rule of what is left out', [...MONDAY, 'RRULE:FREQ=DAILY', 'EXRULE:FREQ=WEEKLY'], { field: 'rule', why: 'unfit' }],
    ['stretches for dates', [...MONDAY, 'RDATE;VALUE=PERIOD:20261124T090000/PT1H'], { field: 'added', why: 'impossible' }],
    ['an exception that is none', [...MONDAY, 'EXDATE:nunca'], { field: 'excluded', why: 'impossible' }],
    ['thousands of dates', [...MONDAY, ...Array.from({ length: 1001 }, (_, n) => `RDATE:202701${two(1 + (n % 28))}T${two(n % 24)}${two(n % 60)}00`).concat(Array.from({ length: 500 }, (_, n) => `RDATE:202702${two(1 + (n % 28))}T${two(n % 24)}${two(n % 60)}00`))], { field: 'added', why: 'tooMany' }],
    ['a name that another has', ['UID:ok', 'SUMMARY:Otra', 'DTSTART:20261123T100000'], { field: 'uid', why: 'twice' }],
    ['a date of a series that is not there', [...MONDAY, 'RECURRENCE-ID:20261123T090000'], { field: 'original', why: 'orphan' }],
  ])('%s', (_, lines, fault) => {
    const { series, faults } = read(OK, event(...lines));
    expect(series.map(({ name }) => name.es)).toEqual(['Bien']);
    expect(faults).toMatchObject([{ line: 8, component: 'VEVENT', isKept: false, ...fault }]);
  });

  test.each([
    ['a line that is none', ['qué'], { field: 'event', why: 'broken' }],
    ['a title too long', ['SUMMARY:corto'], { field: 'name', why: 'shortened' }],
  ])('it is kept for all of %s', (_, [line = ''], fault) => {
    const lines = fault.why === 'shortened' ? ['UID:e1', `SUMMARY:${'🎈'.repeat(90)}`, 'DTSTART:20261123T090000'] : [...MONDAY, line];
    const { series, faults } = read(event(...lines));
    expect(series).toHaveLength(1);
    expect(series[0]?.name.es).not.toMatch(/\p{Cs}/u);
    expect(faults).toMatchObject([{ line: 3, isKept: true, ...fault }]);
  });

  test('a date of all later ones is told, and its series kept', () => {
    const { series, faults } = read(event(...MONDAY, 'RRULE:FREQ=WEEKLY'), event(...MONDAY, 'RECURRENCE-ID;RANGE=THISANDFUTURE:20261130T090000'));
    expect([series[0]?.changes, faults]).toMatchObject([[], [{ field: 'original', why: 'range' }]]);
  });

  test('no fault says a title or an address again', () => {
    const { faults } = read(event('UID:ana@example.org', 'SUMMARY:Ana', 'DTSTART:x'), event('UID:ana@example.org', 'SUMMARY:Ana', 'RECURRENCE-ID:20261123T090000', 'DTSTART:20261123T090000'));
    expect(JSON.stringify(faults)).not.toMatch(/ana/i);
  });
});

/** Every field that a series may have, and letters that calendars write in their own way. */
const FULL = weekly({
  id: 'f'.repeat(26), name: { es: 'Costura; tela, hilo \\ y «ganas»', en: 'Sewing\nfor all', ar: 'خياطة للجميع' }, what: { es: `Línea ${'larga y con tildes áéí '.repeat(4)}`, fr: 'Couture 🧵' },
  icon: 'craft', place: { kind: 'room', room: 'sala' }, organiser: 'Asociación «Hilo»; Bogotá', audiences: ['women', 'elders'], languages: ['es', 'ht'], access: ['stepFree', 'signLanguage'], hasChildcare: true,
  cost: { kind: 'paid', what: { es: '5 000 pesos' } }, capacity: 12,
  signup: { partyAtMost: 4, closesMinutes: 30, opensDays: 14, seatsAhead: 2, holdHours: 24, takesPhone: true, questions: [{ asks: { es: '¿Trae su máquina?', en: 'Do you bring a machine?' }, answers: [{ es: 'Sí' }, { es: 'No' }] }] },
  zone: 'America/Santiago', rule: 'FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20270301T120000Z', added: ['2026-11-25T18:00'], excluded: ['2026-11-30', '2026-12-03T09:00'],
  changes: [
    { kind: 'changed', original: '2026-12-07T09:00', start: '2026-12-08T10:00', minutes: 0, place: { kind: 'elsewhere', where: { es: 'Parque, al lado', en: 'Park' } }, name: { es: 'Bordado', en: 'Stitching' }, what: { es: 'Otra cosa' } },
    { kind: 'cancelled', original: '2026-12-10T09:00' },
  ],
});
const ALL: readonly Series[] = [
  FULL,
  aSeries(),
  aSeries({ id: 'a'.repeat(26), minutes: 0, name: { pt: 'Só em português' }, isCancelled: true, capacity: null, cost: { kind: 'unknown' } }),
  aSeries({ id: 'b'.repeat(26), isAllDay: true, zone: 'Europe/Madrid', start: '2026-11-23T00:00', minutes: 2880, rule: 'FREQ=MONTHLY;BYMONTHDAY=23;COUNT=5', excluded: ['2026-12-23T00:00', '2027-01-23T00:00'], changes: [{ kind: 'changed', original: '2027-02-23T00:00', start: '2027-02-24T00:00' }] }),
  weekly({ id: 'c'.repeat(26), zone: 'UTC', place: { kind: 'room', room: 'cerrada' }, what: { es: `END:VEVENT ${'x'.repeat(62)} END:VEVENT` } }),
];
describe('[E1] what is written', () => {
  const text = writeCalendar(ALL, WRITING);

  test('is read as it was', () => {
    expect(readCalendar(text, TERMS)).toEqual({ kind: 'read', series: ALL, faults: [] });
    expect(readCalendar(new TextEncoder().encode(text), { ...TERMS, zone: 'Asia/Amman', language: 'ar' })).toEqual({ kind: 'read', series: ALL, faults: [] });
  });

  test('is a calendar: lines of 75 bytes, each ended as it has to be, a zone for each that it names, and nobody in it', () => {
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text.split('\r\n').every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
    expect(text).not.toMatch(/^(?:ATTENDEE|ORGANIZER|BEGIN:VALARM)/m);
    const named = new Set([...text.replaceAll('\r\n ', '').matchAll(/;TZID=([^:;]+)/g)].map(([, zone]) => zone));
    const described = [...text.matchAll(/^BEGIN:VTIMEZONE\r\nTZID:(.*)\r$/gm)].map(([, zone]) => zone);
    expect(new Set(described)).toEqual(named);
  });

  test('is what another reader takes for the same times', () => {
    const calendarRead = new ICAL.Component(ICAL.parse(text) as unknown[]);
    const zone = new ICAL.Timezone({ component: calendarRead.getAllSubcomponents('vtimezone').find((each) => each.getFirstPropertyValue('tzid') === 'America/Santiago'), tzid: 'America/Santiago' });
    for (const at of ['2026-11-23T12:00', '2027-04-02T12:00', '2027-04-05T12:00', '2027-09-03T12:00', '2027-09-06T12:00', '2030-07-01T12:00']) {
      const { year, month, day, hour } = Temporal.PlainDateTime.from(at);
      const there = ICAL.Time.fromData({ year, month, day, hour, minute: 0, second: 0, isDate: false }, zone).toUnixTime() * 1000;
      expect(there).toBe(Temporal.PlainDateTime.from(at).toZonedDateTime('America/Santiago').epochMilliseconds);
    }
    const master = calendarRead.getAllSubcomponents('vevent').find((each) => each.getFirstPropertyValue('uid') === `${'f'.repeat(26)}@umbral` && !each.hasProperty('recurrence-id'));
    expect(master?.getFirstPropertyValue('summary')).toBe(FULL.name.es);
  });

  test('a title that another program wrote anew holds, and the other languages stay', () => {
    const anew = text.replace(/SUMMARY;LANGUAGE=es:Taller de costura/, 'SUMMARY:Taller de bordado');
    const reading = readCalendar(anew, TERMS);
    expect(reading.kind === 'read' && reading.series[1]?.name).toEqual({ es: 'Taller de bordado', en: 'Sewing' });
  });

  test('our own line is not believed where it is not what we write', () => {
    const series = only(event(...MONDAY, 'X-UMBRAL-SERIES:{"capacity":-1\\,"icon":"talk"}'));
    expect(series).toMatchObject({ capacity: null, icon: 'class' });
    expect(only(event(...MONDAY, 'X-UMBRAL-SERIES:{{'))).toMatchObject({ icon: 'class' });
  });
});

