import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { Centre } from '../../shared/domain/centre.ts';
import { BusinessDay, MINUTE_MS } from '../../shared/domain/clock.ts';
import { shownService } from '../../shared/domain/directory/listing/index.ts';
import { hoursOf, openingAt, readHours } from '../../shared/domain/directory/opening/index.ts';
import type { ServiceRecord } from '../../shared/domain/directory/record.ts';
import { recordId, serviceRecord, weekly } from '../../tests/fixtures/directory.ts';
import { SMALL_CENTRE } from '../../tests/fixtures/world.ts';
import { calendarOf } from './calendar.ts';

const NOW = Date.parse('2026-11-23T09:30-05:00');
const TODAY = BusinessDay.parse('2026-11-23');
const TOKEN = 'k7'.repeat(13);
const CHRISTMAS = '2026-12-25';
const isHoliday = (day: BusinessDay): boolean => day === CHRISTMAS;
const centre = Centre.parse(SMALL_CENTRE);

function of(record: ServiceRecord, isEndless = true): string | undefined {
  const service = shownService({ service: record, organization: undefined, locations: new Map() }, { centre, language: 'es', now: NOW, isHoliday });
  return calendarOf(service, { isEndless, closures: record.beside.closures ?? [], isShut: (day) => record.beside.onHolidays === 'closed' && isHoliday(day), today: TODAY, at: NOW, token: TOKEN, url: 'https://x.example/servicio/k7' });
}

/** By an independent reader: minutes of these days, local to the place, at which it is open. */
function openBy(calendar: string, days: number): Set<number> {
  const start = Date.parse(`${TODAY}T00:00Z`);
  const open = new Set<number>();
  for (const component of new ICAL.Component(ICAL.parse(calendar) as unknown[]).getAllSubcomponents('vevent')) {
    const event = new ICAL.Event(component);
    const occurrences = event.iterator();
    for (let next = occurrences.next(); next; next = occurrences.next()) {
      const { startDate, endDate } = event.getOccurrenceDetails(next);
      const [from, to] = [startDate, endDate].map((time) => (Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute) - start) / MINUTE_MS) as [number, number];
      if (from >= (days + 1) * 1440) break;
      for (let minute = from; minute < to; minute += 1) open.add(minute);
    }
  }
  return open;
}

/** Bogotá has had no daylight saving since 1993: minutes of its days are minutes of its clocks. */
function openAt(record: ServiceRecord, minute: number): boolean {
  const hours = readHours(hoursOf(record, centre.zone));
  return openingAt(hours, { now: Date.parse(`${TODAY}T00:00-05:00`) + minute * MINUTE_MS, isHoliday }).kind === 'open';
}

const month = (byday: string, opens: string, closes: string): object => ({ id: recordId(790), freq: 'MONTHLY', byday, opens_at: opens, closes_at: closes });

describe('[D4] the hours of a service in a phone’s calendar', () => {
  it.each([
    ['a week with two spans a day', serviceRecord(1, { schedules: [weekly(1, 'MO,TU,WE,TH,FR', '08:00', '12:00'), weekly(2, 'MO,WE', '14:00', '17:30')] })],
    ['a night', serviceRecord(1, { schedules: [weekly(1, 'FR,SA', '20:00', '06:00')] })],
    ['the last Friday', serviceRecord(1, { schedules: [month('-1FR', '09:00', '11:00') as never] })],
    ['the second Tuesday and each Sunday', serviceRecord(1, { schedules: [month('2TU', '09:00', '11:00') as never, weekly(3, 'SU', '10:00', '12:00')] })],
    ['holidays and closed days', serviceRecord(1, { schedules: [weekly(1, 'MO,TU,WE,TH,FR', '08:00', '16:00')] }, { onHolidays: 'closed', closures: [{ from: '2026-12-07' as BusinessDay, through: '2026-12-09' as BusinessDay, hours: [] }] })],
    ['days with other hours', serviceRecord(1, { schedules: [weekly(1, 'MO,TU,WE,TH,FR', '08:00', '16:00')] }, { closures: [{ from: '2026-12-10' as BusinessDay, through: '2026-12-12' as BusinessDay, hours: [{ from: '10:00', to: '13:00' }] as never }] })],
  ])('of %s are those that its page says, by another reader for sixty days', (_said, record) => {
    const calendar = of(record);
    if (calendar === undefined) throw new Error('no calendar');
    const open = openBy(calendar, 60);
    const wrong = Array.from({ length: 60 * 96 }, (_, n) => n * 15).filter((minute) => open.has(minute) !== openAt(record, minute));
    expect(wrong).toEqual([]);
    expect(open.size).toBeGreaterThan(60);
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
    ['nobody knows', serviceRecord(1), true],
    ['never end', serviceRecord(1, { schedules: [weekly(1, 'MO,TU,WE,TH,FR,SA,SU', '00:00', '00:00')] }), true],
    ['stand in words', serviceRecord(1, { schedules: [{ id: recordId(791), description: 'Llame antes' }, weekly(1, 'MO', '08:00', '12:00')] }), true],
    ['hold for a while', serviceRecord(1, { schedules: [weekly(1, 'MO', '08:00', '12:00')] }), false],
  ])('that %s are in none', (_said, record, isEndless) => {
    expect(of(record, isEndless)).toBeUndefined();
  });
});
