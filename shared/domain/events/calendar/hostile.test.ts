/** Calendars that were made to hurt. Each ends soon, in little memory, with a reading or a refusal. */
import { describe, expect, test } from 'vitest';
import { testChance } from '../../../../tests/fixtures/world.ts';
import { weekly } from '../../../../tests/fixtures/events/series.ts';
import { SeriesId } from '../../ids.ts';
import { occurrencesBetween } from '../index.ts';
import { readCalendar, writeCalendar, type CalendarReading, type CalendarTerms } from './index.ts';
import { EVENTS_AT_MOST, FAULTS_AT_MOST, FILE_AT_MOST, LINE_AT_MOST } from './limits.ts';

/** The same number for the same name. */
function idOf(uid: string): SeriesId {
  const number = new TextEncoder().encode(uid).reduce((sum, byte) => (sum * 31 + byte) % 1e12, 7);
  return SeriesId.parse(String(number).padStart(26, '0'));
}
const TERMS: CalendarTerms = { zone: 'America/Bogota', language: 'es', icon: 'class', rooms: [], idOf };
const MONDAY = ['UID:e1', 'SUMMARY:Costura', 'DTSTART:20261123T090000'];
const calendar = (...lines: readonly string[]): string => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: readonly string[]): readonly string[] => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];

/** Seconds of this process's own time, whoever else is at the machine. */
function taken(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const zone = (...lines: readonly string[]): readonly string[] => ['BEGIN:VTIMEZONE', 'TZID:Marte', 'BEGIN:STANDARD', 'TZOFFSETFROM:-0500', 'TZOFFSETTO:-0400', ...lines, 'END:STANDARD', 'END:VTIMEZONE'];
const onMars = event('UID:e1', 'SUMMARY:Costura', 'DTSTART;TZID=Marte:20261123T090000');

describe('[E1] a calendar that was made to hurt is refused, or read without what hurts', () => {
  test.each<[string, () => string | Uint8Array, Partial<CalendarReading>]>([
    ['one line of ten megabytes', () => calendar(...event(...MONDAY, `DESCRIPTION:${'x'.repeat(10 * 1024 * 1024)}`)), { kind: 'unreadable', why: 'tooLarge' }],
    ['one line as long as a file may be', () => calendar(...event(...MONDAY, `DESCRIPTION:${'x'.repeat(FILE_AT_MOST - 300)}`)), { kind: 'unreadable', why: 'longLine' }],
    ['the same, folded', () => calendar(...event(...MONDAY, `DESCRIPTION:x`, ...Array.from({ length: 3000 }, () => ` ${'x'.repeat(70)}`))), { kind: 'read', series: [] }],
    ['nearly a million folds', () => calendar(...event(...MONDAY, `DESCRIPTION:x${'\r\n x'.repeat(900_000)}`)), { kind: 'read', series: [] }],
    ['a file of nothing', () => '', { kind: 'unreadable', why: 'noCalendar' }],
    ['a file of zeros', () => new Uint8Array(1000), { kind: 'unreadable', why: 'notText' }],
    ['a file of spaces', () => ' '.repeat(LINE_AT_MOST * 3), { kind: 'unreadable', why: 'noCalendar' }],
    ['a file of empty lines', () => '\r\n'.repeat(FILE_AT_MOST / 2), { kind: 'unreadable', why: 'noCalendar' }],
    ['too many events', () => calendar(...Array.from({ length: EVENTS_AT_MOST + 1 }, () => event(...MONDAY)).flat()), { kind: 'unreadable', why: 'tooManyEvents' }],
    ['events within events', () => calendar(...Array.from({ length: 4000 }, () => 'BEGIN:VEVENT'), ...MONDAY, ...Array.from({ length: 4000 }, () => 'END:VEVENT')), { kind: 'read' }],
    ['alarms within alarms', () => calendar('BEGIN:VEVENT', ...MONDAY, ...Array.from({ length: 1900 }, () => 'BEGIN:VALARM'), ...Array.from({ length: 1900 }, () => 'END:VALARM'), 'END:VEVENT'), { kind: 'read', faults: [] }],
    ['alarms without end', () => calendar('BEGIN:VEVENT', ...MONDAY, 'BEGIN:VALARM\r\n'.repeat(100_000)), { kind: 'read', series: [] }],
    ['calendars within calendars', () => Array.from({ length: 100_000 }, () => 'BEGIN:VCALENDAR').join('\r\n'), { kind: 'read', series: [] }],
    ['quotes without end', () => calendar(...event(...MONDAY, `LOCATION;X="${'"a;'.repeat(20_000)}`)), { kind: 'read' }],
    ['a parameter of many parts', () => calendar(...event(...MONDAY, `LOCATION${';A=B'.repeat(15_000)}:x`)), { kind: 'read' }],
    ['many dates of one line', () => calendar(...event(...MONDAY, `RDATE:${Array.from({ length: 4000 }, () => '20261123T090000').join(',')}`)), { kind: 'read' }],
    ['our own line, deeply nested', () => calendar(...event(...MONDAY, `X-UMBRAL-SERIES:${'['.repeat(60_000)}`)), { kind: 'read', faults: [] }],
    ['a zone that changes each second', () => calendar(...zone('DTSTART:19700101T000000', 'RRULE:FREQ=SECONDLY'), ...onMars), { kind: 'read', series: [] }],
    ['a zone whose change never comes', () => calendar(...zone('DTSTART:19700101T000000', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'), ...onMars), { kind: 'read', series: [] }],
    ['a zone with many changes', () => calendar(...zone('DTSTART:19700101T000000', ...Array.from({ length: 900 }, (_, n) => `RDATE:20${String(10 + (n % 80)).padStart(2, '0')}0101T000000`)), ...onMars), { kind: 'read' }],
    ['a thousand zones', () => calendar(...Array.from({ length: 1000 }, (_, n) => zone('DTSTART:19700101T000000').map((line) => line.replace('Marte', `Marte ${n}`))).flat(), ...onMars), { kind: 'read', series: [] }],
    ['many dates of one series', () => calendar(...event(...MONDAY, 'RRULE:FREQ=DAILY'), ...Array.from({ length: 4000 }, (_, n) => event(...MONDAY, `RECURRENCE-ID:2026${String(1 + (n % 12)).padStart(2, '0')}${String(1 + (n % 28)).padStart(2, '0')}T${String(n % 24).padStart(2, '0')}${String(n % 60).padStart(2, '0')}00`)).flat()), { kind: 'read' }],
  ])('%s', (_, make, expected) => {
    const file = make();
    let reading: CalendarReading | undefined;
    expect(taken(() => { reading = readCalendar(file, TERMS); })).toBeLessThan(2);
    expect(reading).toMatchObject(expected);
    if (reading?.kind === 'read') expect(reading.faults.length).toBeLessThanOrEqual(FAULTS_AT_MOST);
  });

  test('five thousand bombs are told of as far as anybody reads', () => {
    const text = calendar(...Array.from({ length: EVENTS_AT_MOST }, (_, n) => event(`UID:${n}`, 'SUMMARY:Costura', 'DTSTART:20261123T090000', 'RRULE:FREQ=SECONDLY;COUNT=999999999')).flat());
    expect(taken(() => expect(readCalendar(text, TERMS)).toMatchObject({ series: [], faults: { length: FAULTS_AT_MOST } }))).toBeLessThan(4);
  });

  test('bytes that are not UTF-8 are read as an older writing', () => {
    const latin = Uint8Array.from(calendar(...event('UID:e1', 'SUMMARY:Orientación', 'DTSTART:20261123T090000')), (letter) => letter.codePointAt(0) ?? 0);
    expect(readCalendar(latin, TERMS)).toMatchObject({ series: [{ name: { es: 'Orientación' } }], faults: [] });
  });

  test('a byte order mark is no part of it', () => {
    expect(readCalendar(`\uFEFF${calendar(...event(...MONDAY))}`, TERMS)).toMatchObject({ series: [{}], faults: [] });
  });
});

test('[E1] whatever is done to a calendar, it is read or refused, soon, and what was read can be reckoned', () => {
  const chance = testChance(11);
  const below = (many: number): number => Math.floor(chance.fraction() * many);
  const whole = writeCalendar(
    [
      weekly({ excluded: ['2026-11-30', '2026-12-03T09:00'], added: ['2026-11-25T18:00'], place: { kind: 'elsewhere', where: { es: 'Parque' } }, zone: 'America/Santiago', changes: [{ kind: 'changed', original: '2026-12-07T09:00', start: '2026-12-08T10:00' }, { kind: 'cancelled', original: '2026-12-14T09:00' }] }),
      weekly({ id: 'b'.repeat(26), isAllDay: true, start: '2026-11-23T00:00', minutes: 1440, rule: 'FREQ=MONTHLY;BYDAY=-1MO;COUNT=9' }),
    ],
    { at: 0, language: 'es', roomName: () => undefined },
  );
  const bytes = new TextEncoder().encode(whole);
  const lines = whole.split('\r\n');
  const words = ['BEGIN:VEVENT', 'END:VEVENT', 'RRULE:FREQ=DAILY', 'RRULE:FREQ=SECONDLY', 'DTSTART:99999999T999999', 'DTSTART;TZID=:20261123T090000', 'EXDATE:', 'RDATE:,,,', 'DURATION:P99999999D', 'RECURRENCE-ID:20261130T090000', 'UID:', ':', ' ', '\\', 'BEGIN:', 'X-UMBRAL-SERIES:{}'];
  const mutations: readonly (() => string | Uint8Array)[] = [
    () => bytes.map((byte, at) => (at % 97 === below(97) ? below(256) : byte)),
    () => bytes.slice(0, below(bytes.length)),
    () => bytes.with(below(bytes.length), below(256)),
    () => lines.toSpliced(below(lines.length), 1 + below(3)).join('\r\n'),
    () => lines.toSpliced(below(lines.length), 0, words[below(words.length)] ?? '').join('\r\n'),
    () => lines.map((line) => (below(20) === 0 ? line.replace(/\d+/, (digits) => String(below(10 ** Math.min(9, digits.length + 1)))) : line)).join('\r\n'),
    () => lines.toSpliced(below(lines.length), 0, ...lines.slice(below(lines.length)).slice(0, 9)).join('\r\n'),
    () => lines.toSorted(() => chance.fraction() - 0.5).join('\r\n'),
  ];
  const kinds = new Set<string>();
  const seconds = taken(() => {
    for (let round = 0; round < 500; round += 1) {
      const file = mutations[round % mutations.length]?.() ?? '';
      const reading = readCalendar(file, TERMS);
      kinds.add(reading.kind === 'read' ? (reading.faults.length > 0 ? 'faulty' : 'read') : 'refused');
      if (reading.kind !== 'read') continue;
      for (const series of reading.series) expect(occurrencesBetween(series, 1_795_000_000_000, 1_798_000_000_000).length).toBeLessThan(1000);
    }
  });
  expect([...kinds].toSorted()).toEqual(['faulty', 'read', 'refused']);
  expect(seconds).toBeLessThan(5);
});
