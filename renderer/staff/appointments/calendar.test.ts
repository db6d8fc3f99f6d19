import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { inWords } from '../../../tests/fixtures/world.ts';
import { ServiceId } from '../../../shared/domain/ids.ts';
import { readAppointments } from './reading.ts';
import type { Reading, Terms } from './row.ts';

const ZONE = 'America/Bogota';
const TERMS: Terms = {
  now: Temporal.Instant.from('2026-11-22T13:00Z').epochMilliseconds,
  zone: ZONE,
  services: [
    { id: ServiceId.parse('orientation'), name: inWords('Orientación', 'Guidance') },
    { id: ServiceId.parse('legal-aid'), name: inWords('Ayuda legal', 'Legal aid') },
  ],
};

const EVENT = ['UID:e1', 'SUMMARY:Orientación'];
const event = (...lines: readonly string[]): string => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const calendar = (...parts: readonly string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...parts, 'END:VCALENDAR', ''].join('\r\n');
const read = (text: string, terms = TERMS): Reading => readAppointments(new TextEncoder().encode(text), terms);

function times(reading: Reading): readonly string[] {
  if (reading.kind !== 'read') throw new Error(reading.why);
  expect(reading.errors).toEqual([]);
  return reading.rows.map(({ at }) => Temporal.Instant.fromEpochMilliseconds(at).toString());
}

/** A zone with a name of its own: UTC−4, and UTC−3 from the first Sunday of December on. */
const OWN_ZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:Hora del centro',
  'BEGIN:STANDARD',
  'DTSTART:20200405T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU',
  'TZOFFSETFROM:-0300',
  'TZOFFSETTO:-0400',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:20201206T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=12;BYDAY=1SU',
  'TZOFFSETFROM:-0400',
  'TZOFFSETTO:-0300',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
].join('\r\n');

describe('an event’s time is told', () => {
  test.each([
    ['on the centre’s wall where it names no zone', 'DTSTART:20261123T090000', '2026-11-23T14:00:00Z'],
    ['in UTC', 'DTSTART:20261123T140000Z', '2026-11-23T14:00:00Z'],
    ['in a zone that everybody knows', 'DTSTART;TZID=America/Santiago:20261123T090000', '2026-11-23T12:00:00Z'],
    ['in a zone that the file describes', 'DTSTART;TZID=Hora del centro:20261123T090000', '2026-11-23T13:00:00Z'],
    ['in its other half of the year', 'DTSTART;TZID=Hora del centro:20261207T090000', '2026-12-07T12:00:00Z'],
  ])('%s', (_, start, instant) => {
    expect(times(read(calendar(OWN_ZONE, event(...EVENT, start))))).toEqual([instant]);
  });
});

describe('an event’s service is told', () => {
  test.each([
    ['by a category', ['SUMMARY:Ana', 'CATEGORIES:Centro,AYUDA LEGAL'], 'legal-aid'],
    ['by its id', ['SUMMARY:legal-aid'], 'legal-aid'],
    ['by its summary, without accents', ['SUMMARY:orientacion'], 'orientation'],
    ['by the beginning of its summary', ['SUMMARY:Legal aid – Ana'], 'legal-aid'],
    ['by its category before its summary', ['SUMMARY:Orientación', 'CATEGORIES:Ayuda legal'], 'legal-aid'],
  ])('%s', (_, lines, service) => {
    expect(read(calendar(event('UID:e1', ...lines, 'DTSTART:20261123T090000')))).toMatchObject({ rows: [{ service }], errors: [] });
  });
});

describe('a series', () => {
  const series = (...lines: readonly string[]): string => event(...EVENT, 'DTSTART:20261116T090000', ...lines);

  test('has the dates of the ninety days ahead, at the same hour on its wall, and names of their own', () => {
    const reading = read(calendar(series('RRULE:FREQ=WEEKLY;BYDAY=MO')));
    const all = times(reading);
    expect(all).toHaveLength(13);
    expect([all[0], all.at(-1)]).toEqual(['2026-11-23T14:00:00Z', '2027-02-15T14:00:00Z']);
    expect(reading).toMatchObject({ rows: expect.arrayContaining([expect.objectContaining({ uid: 'e1 2026-11-23T14:00:00.000Z' })]) });
  });

  test('keeps its hour across a change of the clocks', () => {
    expect(times(read(calendar(OWN_ZONE, event(...EVENT, 'DTSTART;TZID=Hora del centro:20261130T090000', 'RRULE:FREQ=WEEKLY;COUNT=2'))))).toEqual(['2026-11-30T13:00:00Z', '2026-12-07T12:00:00Z']);
  });

  test.each([
    ['COUNT', ['RRULE:FREQ=WEEKLY;COUNT=3'], ['23', '30']],
    ['UNTIL on the wall', ['RRULE:FREQ=WEEKLY;UNTIL=20261123T090000'], ['23']],
    ['UNTIL in UTC', ['RRULE:FREQ=WEEKLY;UNTIL=20261123T140000Z'], ['23']],
    ['UNTIL in UTC, a second too soon', ['RRULE:FREQ=WEEKLY;UNTIL=20261130T135959Z'], ['23']],
    ['UNTIL as a day', ['RRULE:FREQ=WEEKLY;UNTIL=20261130'], ['23', '30']],
    ['EXDATE', ['RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE:20261123T090000'], ['30']],
    ['EXDATE in UTC', ['RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE:20261123T140000Z'], ['30']],
    ['EXDATE of a whole day', ['RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE;VALUE=DATE:20261130'], ['23']],
  ])('is bounded by %s', (_, lines, days) => {
    expect(times(read(calendar(series(...lines)))).map((each) => each.slice(8, 10))).toEqual(days);
  });

  test('has a date that was moved at its new time, under its old name, and not one that was called off', () => {
    const reading = read(
      calendar(
        series('RRULE:FREQ=WEEKLY;COUNT=4'),
        event(...EVENT, 'RECURRENCE-ID:20261123T090000', 'DTSTART:20261124T110000'),
        event(...EVENT, 'RECURRENCE-ID:20261130T090000', 'DTSTART:20261130T090000', 'STATUS:CANCELLED'),
      ),
    );
    expect(times(reading).toSorted()).toEqual(['2026-11-24T16:00:00Z', '2026-12-07T14:00:00Z']);
    expect(reading).toMatchObject({ rows: expect.arrayContaining([expect.objectContaining({ uid: 'e1 2026-11-23T14:00:00.000Z', at: Temporal.Instant.from('2026-11-24T16:00Z').epochMilliseconds })]) });
  });

  test('loses the one date that the clocks skip', () => {
    const terms: Terms = { ...TERMS, now: Temporal.Instant.from('2026-09-01T12:00Z').epochMilliseconds };
    const reading = read(calendar(event(...EVENT, 'DTSTART;TZID=America/Santiago:20260905T003000', 'RRULE:FREQ=DAILY;COUNT=3')), terms);
    expect(reading).toMatchObject({ errors: [{ line: 3, field: 'repeat', why: 'skipped', value: '2026-09-06T00:30:00' }], rows: [{}, {}] });
    const fromThere = read(calendar(event(...EVENT, 'DTSTART;TZID=America/Santiago:20260906T003000', 'RRULE:FREQ=DAILY;COUNT=3')), terms);
    expect(fromThere).toMatchObject({ errors: [{ why: 'skipped' }], rows: [{}, {}] });
  });

  test.each([
    ['that is over', 'RRULE:FREQ=DAILY;COUNT=2', 'noneAhead'],
    ['that never comes', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3', 'noneAhead'],
    ['of every minute', 'RRULE:FREQ=MINUTELY', 'rule'],
    ['of every minute of every hour', `RRULE:FREQ=DAILY;BYHOUR=${Array.from({ length: 24 }, (__, hour) => hour).join(',')};BYMINUTE=0,1,2,3`, 'rule'],
    ['of half minutes', 'RRULE:FREQ=DAILY;BYSECOND=0,30', 'rule'],
    ['without a sense', 'RRULE:FREQ=WEEKLY;BYDAY=XX', 'broken'],
  ])('%s is an error', (_, rule, why) => {
    expect(read(calendar(series(rule)))).toMatchObject({ kind: 'read', rows: [], errors: [{ line: 3, why }] });
  });
});

describe('an event that can’t be used says why, with its line, and loses no other', () => {
  test.each([
    ['no name', ['SUMMARY:Orientación', 'DTSTART:20261123T090000'], { field: 'uid', why: 'missing' }],
    ['no time', EVENT, { field: 'start', why: 'missing' }],
    ['a whole day', [...EVENT, 'DTSTART;VALUE=DATE:20261123'], { field: 'start', why: 'allDay' }],
    ['a month that there is not', [...EVENT, 'DTSTART:20261323T090000'], { field: 'start', why: 'impossible' }],
    ['nonsense for a time', [...EVENT, 'DTSTART:mañana'], { field: 'start' }],
    ['a zone that nobody knows', [...EVENT, 'DTSTART;TZID=Marte:20261123T090000'], { field: 'start', why: 'zone', value: 'Marte' }],
    ['a time that the clocks skip', [...EVENT, 'DTSTART;TZID=Hora del centro:20261206T023000'], { field: 'start', why: 'skipped' }],
    ['a time that is over', [...EVENT, 'DTSTART:20261121T090000'], { field: 'start', why: 'past' }],
    ['a time too far ahead', [...EVENT, 'DTSTART:20270323T090000'], { field: 'start', why: 'farAhead' }],
    ['no service of this centre', ['UID:e1', 'CATEGORIES:Dentista', 'DTSTART:20261123T090000'], { field: 'service', why: 'unknown', value: 'Dentista' }],
    ['no service, and a title that may be a person’s', ['UID:e1', 'SUMMARY:Amina Diallo', 'DTSTART:20261123T090000'], { field: 'service', why: 'unknown', value: '' }],
    ['no service at all', ['UID:e1', 'DTSTART:20261123T090000'], { field: 'service', why: 'missing' }],
    ['a line that is none', [...EVENT, 'DTSTART:20261123T090000', 'qué'], { field: 'row', why: 'broken' }],
    ['a name that another has', ['UID:ok', 'SUMMARY:legal-aid', 'DTSTART:20261124T090000'], { field: 'uid', why: 'twice' }],
  ])('%s', (_, lines, error) => {
    const reading = read(calendar(event('UID:ok', 'SUMMARY:legal-aid', 'DTSTART:20261123T100000'), event(...lines), OWN_ZONE));
    expect(reading).toMatchObject({ rows: [{ uid: 'ok', service: 'legal-aid' }], errors: [{ line: 7 + 1, ...error }] });
  });

  test('an event without its end ends where the next begins', () => {
    const reading = read(calendar(`BEGIN:VEVENT\r\n${EVENT.join('\r\n')}\r\nDTSTART:20261123T090000`, event('UID:e2', 'SUMMARY:legal-aid', 'DTSTART:20261123T100000')));
    expect(times(reading)).toEqual(['2026-11-23T14:00:00Z', '2026-11-23T15:00:00Z']);
  });

  test('a zone whose changes never come is as if it were not described', () => {
    const endless = OWN_ZONE.replace('BYMONTH=4;BYDAY=1SU', 'BYMONTH=2;BYMONTHDAY=30');
    expect(read(calendar(endless, event(...EVENT, 'DTSTART;TZID=Hora del centro:20261123T090000')))).toMatchObject({ rows: [], errors: [{ why: 'zone' }] });
  });

  test('one that was called off is left out without a word', () => {
    expect(times(read(calendar(event(...EVENT, 'DTSTART:20261123T090000', 'STATUS:CANCELLED'))))).toEqual([]);
  });
});

test('folded lines, alarms and people of an event are no trouble, and the people go nowhere', () => {
  const reading = read(
    calendar(event('UID:e1', 'SUMMARY:Orien', ' tación', 'ATTENDEE;CN=Ana Pérez:mailto:ana@example.org', 'DESCRIPTION:tel. 300', 'DTSTART:20261123T090000', 'BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT15M', 'END:VALARM')),
  );
  expect(times(reading)).toEqual(['2026-11-23T14:00:00Z']);
  expect(JSON.stringify(reading)).not.toMatch(/Ana|300/);
});

test('a calendar without events, or with too many dates, is not read', () => {
  expect(read(calendar())).toEqual({ kind: 'unreadable', why: 'empty' });
  const daily = Array.from({ length: 23 }, (_, nth) => event(`UID:d${nth}`, 'SUMMARY:orientation', 'DTSTART:20261123T090000', 'RRULE:FREQ=DAILY'));
  expect(read(calendar(...daily))).toEqual({ kind: 'unreadable', why: 'tooManyRows' });
});
