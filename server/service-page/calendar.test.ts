import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { Centre } from '../../shared/domain/centre.ts';
import { MINUTE_MS, type BusinessDay, type EpochMs } from '../../shared/domain/clock.ts';
import { shownService } from '../../shared/domain/directory/listing/index.ts';
import { hoursOf, openingAt, readHours } from '../../shared/domain/directory/opening/index.ts';
import { Closure, type ServiceRecord } from '../../shared/domain/directory/record.ts';
import { recordId, serviceRecord, weekly } from '../../tests/fixtures/directory.ts';
import { SMALL_CENTRE } from '../../tests/fixtures/world.ts';
import { calendarOf } from './calendar.ts';

const NOW = Date.parse('2026-11-23T09:30-05:00');
const TOKEN = 'k7'.repeat(13);
const CHRISTMAS = '2026-12-25';
const isHoliday = (day: BusinessDay): boolean => day === CHRISTMAS;
const centre = Centre.parse(SMALL_CENTRE);
const QUARTER_MS = 15 * MINUTE_MS;

function of(record: ServiceRecord, now = NOW): string | undefined {
  const service = shownService({ service: record, organization: undefined, locations: new Map() }, { centre, language: 'es', now, isHoliday });
  return calendarOf(service, { hours: hoursOf(record, centre.zone), isHoliday, at: now, token: TOKEN, url: 'https://x.example/servicio/k7' });
}

/** By an independent reader, which goes by the zones as the file describes them: the quarters of an hour, as instants, at which it is open. */
function openBy(calendar: string, through: EpochMs): Set<EpochMs> {
  const open = new Set<EpochMs>();
  for (const component of new ICAL.Component(ICAL.parse(calendar) as unknown[]).getAllSubcomponents('vevent')) {
    const event = new ICAL.Event(component);
    const occurrences = event.iterator();
    for (let next = occurrences.next(); next; next = occurrences.next()) {
      const { startDate, endDate } = event.getOccurrenceDetails(next);
      const [from, to] = [startDate.toUnixTime() * 1000, endDate.toUnixTime() * 1000];
      if (from > through) break;
      for (let quarter = from; quarter < to; quarter += QUARTER_MS) open.add(quarter);
    }
  }
  return open;
}

/** Quarters of the sixty days from a midnight on at which a calendar says something else than its page. */
function wrongIn(record: ServiceRecord, midnight: EpochMs): { readonly wrong: readonly string[]; readonly open: number } {
  const calendar = of(record, midnight);
  if (calendar === undefined) throw new Error('no calendar');
  const hours = readHours(hoursOf(record, centre.zone));
  const quarters = Array.from({ length: 60 * 96 }, (_, n) => midnight + n * QUARTER_MS);
  const open = openBy(calendar, quarters.at(-1) ?? midnight);
  const wrong = quarters.filter((now) => open.has(now) !== (openingAt(hours, { now, isHoliday }).kind === 'open'));
  return { wrong: wrong.map((at) => new Date(at).toISOString()), open: quarters.filter((at) => open.has(at)).length };
}

const closure = (from: string, through: string, ...hours: readonly [string, string][]): Closure => Closure.parse({ from, through, hours: hours.map(([opens, closes]) => ({ from: opens, to: closes })) });
const WORKDAYS = 'MO,TU,WE,TH,FR';
const month = (byday: string, opens: string, closes: string): object => ({ id: recordId(790), freq: 'MONTHLY', byday, opens_at: opens, closes_at: closes });

describe('[D4] the hours of a service in a phone’s calendar', () => {
  it.each([
    ['a week with two spans a day', serviceRecord(1, { schedules: [weekly(1, 'MO,TU,WE,TH,FR', '08:00', '12:00'), weekly(2, 'MO,WE', '14:00', '17:30')] })],
    ['a night', serviceRecord(1, { schedules: [weekly(1, 'FR,SA', '20:00', '06:00')] })],
    ['the last Friday', serviceRecord(1, { schedules: [month('-1FR', '09:00', '11:00') as never] })],
    ['the second Tuesday and each Sunday', serviceRecord(1, { schedules: [month('2TU', '09:00', '11:00') as never, weekly(3, 'SU', '10:00', '12:00')] })],
    ['holidays and closed days', serviceRecord(1, { schedules: [weekly(1, WORKDAYS, '08:00', '16:00')] }, { onHolidays: 'closed', closures: [closure('2026-12-07', '2026-12-09')] })],
    ['days with other hours', serviceRecord(1, { schedules: [weekly(1, WORKDAYS, '08:00', '16:00')] }, { closures: [closure('2026-12-10', '2026-12-12', ['10:00', '13:00'])] })],
    ['a closed day among days with other hours, which began before today', serviceRecord(1, { schedules: [weekly(1, WORKDAYS, '08:00', '16:00')] }, { closures: [closure('2026-11-01', '2026-12-20', ['09:00', '11:00']), closure('2026-12-08', '2026-12-08')] })],
    ['days that began to hold long ago', serviceRecord(1, { schedules: [{ ...weekly(1, WORKDAYS, '08:00', '16:00'), valid_from: '2020-01-01', dtstart: '2020-01-06' }] })],
  ])('of %s are those that its page says, by another reader for sixty days', (_said, record) => {
    const { wrong, open } = wrongIn(record, Date.parse('2026-11-23T00:00-05:00'));
    expect(wrong).toEqual([]);
    expect(open).toBeGreaterThan(3);
  });

  it.each([
    ['back in Santiago', 'America/Santiago', '2027-03-08T00:00-03:00'],
    ['on in Santiago', 'America/Santiago', '2027-08-16T00:00-04:00'],
    ['on in Madrid', 'Europe/Madrid', '2027-03-01T00:00+01:00'],
    ['nowhere in Caracas, half a zone from the centre', 'America/Caracas', '2026-11-23T00:00-04:00'],
  ])('are told by the clocks of the place, which go %s', (_said, zone, midnight) => {
    const record = serviceRecord(1, { schedules: [weekly(1, WORKDAYS, '08:00', '16:00'), weekly(2, 'SU', '10:00', '12:00')] }, { zone, closures: [closure('2027-04-01', '2027-04-06', ['09:00', '11:00'])] });
    expect(wrongIn(record, Date.parse(midnight)).wrong).toEqual([]);
    expect(of(record, Date.parse(midnight))).toContain(`DTSTART;TZID=${zone}:`);
  });

  it('are plain lines that nothing breaks out of, name nobody and ring nobody', () => {
    const calendar = of(serviceRecord(1, { name: 'Salud;\r\nATTENDEE:mailto:x@y.example', description: 'x', schedules: [weekly(1, 'MO', '08:00', '12:00')] })) ?? '';
    expect(calendar.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(calendar).toContain(`UID:${TOKEN}-0@umbral`);
    expect(calendar).not.toMatch(/^(?:ATTENDEE|ORGANIZER|BEGIN:VALARM)/m);
    expect(calendar).not.toContain(recordId(1));
  });

  it('[X2] of a discreet service bear its other name alone', () => {
    const calendar = of(serviceRecord(4, { name: 'Violencia', description: 'Abogada', schedules: [weekly(1, 'MO', '08:00', '12:00')] }, { discreet: { es: 'Conversar' } })) ?? '';
    expect(calendar).toContain('SUMMARY:Conversar');
    expect(calendar).not.toMatch(/Violencia|Abogada/);
  });

  it.each([
    ['nobody knows', serviceRecord(1)],
    ['never end', serviceRecord(1, { schedules: [weekly(1, 'MO,TU,WE,TH,FR,SA,SU', '00:00', '00:00')] })],
    ['stand in words', serviceRecord(1, { schedules: [{ id: recordId(791), description: 'Llame antes' }, weekly(1, 'MO', '08:00', '12:00')] })],
    ['nobody could read, and nobody said in words', serviceRecord(1, { schedules: [{ id: recordId(791), freq: 'YEARLY', opens_at: '08:00', closes_at: '10:00' }, weekly(1, 'MO', '08:00', '12:00')] })],
    ['hold in some weeks of the year', serviceRecord(1, { schedules: [{ ...weekly(2, 'SA', '08:00', '10:00'), byweekno: '1,2' }, weekly(1, 'MO', '08:00', '12:00')] })],
    ['hold each second week', serviceRecord(1, { schedules: [{ ...weekly(1, 'MO', '08:00', '12:00'), interval: 2, dtstart: '2026-11-02' }] })],
    ['end on a day', serviceRecord(1, { schedules: [{ ...weekly(1, 'MO', '08:00', '12:00'), valid_to: '2027-01-31' }] })],
    ['begin on a day', serviceRecord(1, { schedules: [{ ...weekly(1, 'MO', '08:00', '12:00'), valid_from: '2026-12-01' }] })],
  ])('that %s are in none', (_said, record) => {
    expect(of(record)).toBeUndefined();
  });
});
