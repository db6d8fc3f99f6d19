import { describe, expect, it } from 'vitest';
import type { BusinessDay } from '../../clock.ts';
import { HsdsSchedule, type Opening } from '../record.ts';
import { openingAt, readHours, type Hours } from './index.ts';

type Written = Omit<HsdsSchedule, 'id'>;

/** Instants are worked out by hand, in the offset that held there then. 23 November 2026 is a Monday. */
interface Case {
  readonly why: string;
  readonly zone: string;
  readonly hours: readonly Written[];
  readonly at: string;
  readonly is: string;
  readonly closures?: readonly { from: string; through: string; hours: Hours['closures'][number]['hours'] }[];
  readonly onHolidays?: 'closed' | 'open';
  readonly holidays?: readonly string[] | undefined;
}

const weekdays: Written = { freq: 'WEEKLY', byday: 'MO,TU,WE,TH,FR', opens_at: '08:00', closes_at: '17:00' };

function openingOf({ hours, zone, at, closures = [], onHolidays, holidays }: Omit<Case, 'why' | 'is'>): Opening {
  const schedules = hours.map((each, n) => HsdsSchedule.parse({ ...each, id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` }));
  const read = readHours({ schedules, closures: closures.map((each) => ({ ...each, from: each.from as BusinessDay, through: each.through as BusinessDay })), onHolidays, zone });
  return openingAt(read, { now: Date.parse(at), isHoliday: holidays && ((day) => holidays.includes(day)) });
}

/** `open until …`, `open always`, `closed until …`, `closed`, `unknown`; `(holiday)` behind it where it may be otherwise. */
function told(opening: Opening): string {
  const at = (ms: number): string => new Date(ms).toISOString().replace(':00.000Z', 'Z');
  switch (opening.kind) {
    case 'open':
      return `open ${opening.until === null ? 'always' : `until ${at(opening.until)}`}${opening.isHoliday ? ' (holiday)' : ''}`;
    case 'closed':
      return opening.opens === null ? 'closed' : `closed until ${at(opening.opens)}`;
    case 'unknown':
      return 'unknown';
  }
}

const BOGOTA = { zone: 'America/Bogota' };
const NEW_YORK = { zone: 'America/New_York' };
const SANTIAGO = { zone: 'America/Santiago' };
const SAO_PAULO = { zone: 'America/Sao_Paulo' };
const AMMAN = { zone: 'Asia/Amman' };
const MADRID = { zone: 'Europe/Madrid' };

const MONDAY_TEN = '2026-11-23T10:00-05:00';
const span = (byday: string, opens_at: string, closes_at: string): Written => ({ byday, opens_at, closes_at });
const nine = { opens_at: '09:00', closes_at: '12:00' };
const DAILY = 'MO,TU,WE,TH,FR,SA,SU';
const CHRISTMAS = { ...BOGOTA, hours: [weekdays], at: '2026-12-25T10:00-05:00', holidays: ['2026-12-25'] };
const day = (on: string, ...hours: { from: string; to: string }[]): { from: string; through: string; hours: typeof hours } => ({ from: on, through: on, hours });

/** No zone here has summer time in these weeks. */
const ORDINARY: readonly Case[] = [
  { ...BOGOTA, why: 'a Monday at ten', hours: [weekdays], at: MONDAY_TEN, is: 'open until 2026-11-23T22:00Z' },
  { ...BOGOTA, why: 'a Monday before it opens', hours: [weekdays], at: '2026-11-23T07:59-05:00', is: 'closed until 2026-11-23T13:00Z' },
  { ...BOGOTA, why: 'it is open at the minute it opens', hours: [weekdays], at: '2026-11-23T08:00-05:00', is: 'open until 2026-11-23T22:00Z' },
  { ...BOGOTA, why: 'it is closed at the minute it closes, and opens tomorrow', hours: [weekdays], at: '2026-11-23T17:00-05:00', is: 'closed until 2026-11-24T13:00Z' },
  { ...BOGOTA, why: 'a Friday evening: it opens on Monday', hours: [weekdays], at: '2026-11-27T20:00-05:00', is: 'closed until 2026-11-30T13:00Z' },
  { ...AMMAN, why: 'a week that begins on Sunday, on a Thursday afternoon', hours: [span('SU,MO,TU,WE,TH', '08:30', '13:00')], at: '2026-11-26T14:00+03:00', is: 'closed until 2026-11-29T05:30Z' },
  { ...BOGOTA, why: 'between two spans of a day', hours: [span('MO', '08:00', '12:00'), span('MO', '14:00', '17:00')], at: '2026-11-23T12:30-05:00', is: 'closed until 2026-11-23T19:00Z' },
  { ...BOGOTA, why: 'in the first of two', hours: [span('MO', '08:00', '12:00'), span('MO', '14:00', '17:00')], at: '2026-11-23T11:59-05:00', is: 'open until 2026-11-23T17:00Z' },
  { ...BOGOTA, why: 'the afternoon begins when the morning ends', hours: [span('MO', '12:00', '16:00'), span('MO', '08:00', '12:00')], at: '2026-11-23T09:00-05:00', is: 'open until 2026-11-23T21:00Z' },
  { ...BOGOTA, why: 'two spans that overlap', hours: [span('MO', '08:00', '13:00'), span('MO', '12:00', '16:00')], at: '2026-11-23T12:30-05:00', is: 'open until 2026-11-23T21:00Z' },
  { ...BOGOTA, why: 'one span within another', hours: [span('MO', '10:00', '11:00'), span('MO', '08:00', '17:00')], at: '2026-11-23T10:30-05:00', is: 'open until 2026-11-23T22:00Z' },
];

const TIMES: readonly Case[] = [
  { ...BOGOTA, why: 'seconds are let go', hours: [span('MO', '08:00:00', '17:30:59')], at: MONDAY_TEN, is: 'open until 2026-11-23T22:30Z' },
  { ...BOGOTA, why: 'a Z behind a time is not gone by', hours: [span('MO', '10:00:00Z', '18:00:00Z')], at: MONDAY_TEN, is: 'open until 2026-11-23T23:00Z' },
  { ...BOGOTA, why: 'nor is an offset', hours: [span('MO', '10:00+02', '18:00-03:30')], at: '2026-11-23T09:59-05:00', is: 'closed until 2026-11-23T15:00Z' },
  { ...BOGOTA, why: 'nor is the field for one', hours: [{ ...weekdays, timezone: 3 }], at: MONDAY_TEN, is: 'open until 2026-11-23T22:00Z' },
  { ...BOGOTA, why: 'an hour of one digit', hours: [span('MO', '9:00', '9:30')], at: '2026-11-23T09:15-05:00', is: 'open until 2026-11-23T14:30Z' },
  { ...BOGOTA, why: 'a time in words', hours: [span('MO', '9am', '5pm')], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'no such hour', hours: [span('MO', '08:00', '24:30')], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'nothing opens at 24:00', hours: [span('MO', '24:00', '08:00')], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'it opens and nobody said until when', hours: [{ byday: 'MO', opens_at: '08:00' }], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'it closes and nobody said from when', hours: [{ byday: 'MO', closes_at: '17:00' }], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'days without times are whole days', hours: [{ freq: 'WEEKLY', byday: 'MO' }], at: '2026-11-23T23:59-05:00', is: 'open until 2026-11-24T05:00Z' },
  { ...BOGOTA, why: 'day and night, to 24:00', hours: [span(DAILY, '00:00', '24:00')], at: MONDAY_TEN, is: 'open always' },
  { ...BOGOTA, why: 'day and night, to 00:00', hours: [span(DAILY, '00:00', '00:00')], at: MONDAY_TEN, is: 'open always' },
  { ...BOGOTA, why: 'a minute to midnight is midnight', hours: [span(DAILY, '00:00', '23:59:59')], at: '2026-11-23T23:59:30-05:00', is: 'open always' },
  { ...BOGOTA, why: 'day and night by two lines', hours: [span(DAILY, '06:00', '18:00'), span(DAILY, '18:00', '06:00')], at: MONDAY_TEN, is: 'open always' },
  { ...BOGOTA, why: 'day and night until the year ends', hours: [{ ...span(DAILY, '00:00', '24:00'), valid_to: '2026-12-31' }], at: MONDAY_TEN, is: 'open until 2027-01-01T05:00Z' },
  { ...BOGOTA, why: 'day and night from tomorrow', hours: [{ ...span(DAILY, '00:00', '24:00'), valid_from: '2026-11-24' }], at: MONDAY_TEN, is: 'closed until 2026-11-24T05:00Z' },
  { ...BOGOTA, why: 'the evening before a whole day', hours: [span('MO', '00:00', '24:00')], at: '2026-11-22T23:00-05:00', is: 'closed until 2026-11-23T05:00Z' },
  { ...BOGOTA, why: 'whole days on end are one', hours: [{ byday: 'FR,SA' }], at: '2026-11-27T12:00-05:00', is: 'open until 2026-11-29T05:00Z' },
];

const OVERNIGHT: readonly Case[] = [
  { ...BOGOTA, why: 'before midnight', hours: [span('FR', '20:00', '02:00')], at: '2026-11-27T23:00-05:00', is: 'open until 2026-11-28T07:00Z' },
  { ...BOGOTA, why: 'after midnight, on a day that has no hours itself', hours: [span('FR', '20:00', '02:00')], at: '2026-11-28T01:59-05:00', is: 'open until 2026-11-28T07:00Z' },
  { ...BOGOTA, why: 'at its end', hours: [span('FR', '20:00', '02:00')], at: '2026-11-28T02:00-05:00', is: 'closed until 2026-12-05T01:00Z' },
  { ...BOGOTA, why: 'the small hours of its own day are the night before', hours: [span('FR', '20:00', '02:00')], at: '2026-11-27T01:00-05:00', is: 'closed until 2026-11-28T01:00Z' },
  { ...BOGOTA, why: 'another line goes on at midnight', hours: [span('FR', '20:00', '24:00'), span('SA', '00:00', '03:00')], at: '2026-11-27T22:00-05:00', is: 'open until 2026-11-28T08:00Z' },
  { ...BOGOTA, why: 'another goes on in the morning', hours: [span('SU', '22:00', '06:00'), span('MO', '06:00', '14:00')], at: '2026-11-22T23:00-05:00', is: 'open until 2026-11-23T19:00Z' },
  { ...BOGOTA, why: 'the same time twice is a day and a night', hours: [span('MO', '09:00', '09:00')], at: '2026-11-24T08:00-05:00', is: 'open until 2026-11-24T14:00Z' },
  { ...BOGOTA, why: 'a night that began on the last valid day', hours: [{ ...span('MO', '22:00', '06:00'), valid_to: '2026-11-23' }], at: '2026-11-24T05:00-05:00', is: 'open until 2026-11-24T11:00Z' },
];

const MONTHLY: readonly Case[] = [
  { ...BOGOTA, why: 'the last Friday is to come', hours: [{ freq: 'MONTHLY', byday: '-1FR', ...nine }], at: MONDAY_TEN, is: 'closed until 2026-11-27T14:00Z' },
  { ...BOGOTA, why: 'the last Friday is over: the next is Christmas', hours: [{ freq: 'MONTHLY', byday: '-1FR', ...nine }], at: '2026-11-27T12:00-05:00', is: 'closed until 2026-12-25T14:00Z' },
  { ...BOGOTA, why: 'closed at Christmas: the next is 63 days off', hours: [{ freq: 'MONTHLY', byday: '-1FR', ...nine }], at: '2026-11-27T12:00-05:00', onHolidays: 'closed', holidays: ['2026-12-25'], is: 'closed' },
  { ...BOGOTA, why: 'the second Tuesday, without a frequency', hours: [{ byday: '2TU', ...nine }], at: MONDAY_TEN, is: 'closed until 2026-12-08T14:00Z' },
  { ...BOGOTA, why: 'a fifth Monday', hours: [{ freq: 'MONTHLY', byday: '+5MO', ...nine }], at: '2026-11-23T12:00-05:00', is: 'closed until 2026-11-30T14:00Z' },
  { ...BOGOTA, why: 'no fifth Saturday before 30 January', hours: [{ freq: 'MONTHLY', byday: '5SA', ...nine }], at: '2026-11-29T12:00-05:00', is: 'closed' },
  { ...BOGOTA, why: 'the second last Monday is today', hours: [{ freq: 'MONTHLY', byday: '-2MO', ...nine }], at: MONDAY_TEN, is: 'open until 2026-11-23T17:00Z' },
  { ...BOGOTA, why: 'every Monday, monthly', hours: [{ freq: 'MONTHLY', byday: 'MO', ...nine }], at: MONDAY_TEN, is: 'open until 2026-11-23T17:00Z' },
  { ...BOGOTA, why: 'the fifteenth', hours: [{ freq: 'MONTHLY', bymonthday: '15', ...nine }], at: MONDAY_TEN, is: 'closed until 2026-12-15T14:00Z' },
  { ...BOGOTA, why: 'days of the month, without a frequency', hours: [{ bymonthday: '5,20', ...nine }], at: MONDAY_TEN, is: 'closed until 2026-12-05T14:00Z' },
  { ...BOGOTA, why: 'the last of the month', hours: [{ freq: 'MONTHLY', bymonthday: '-1', ...nine }], at: MONDAY_TEN, is: 'closed until 2026-11-30T14:00Z' },
  { ...BOGOTA, why: 'November has no 31st', hours: [{ freq: 'MONTHLY', bymonthday: '31', ...nine }], at: MONDAY_TEN, is: 'closed until 2026-12-31T14:00Z' },
  { ...BOGOTA, why: 'the last of a leap February', hours: [{ freq: 'MONTHLY', bymonthday: '-1', ...nine }], at: '2028-02-28T10:00-05:00', is: 'closed until 2028-02-29T14:00Z' },
  { ...BOGOTA, why: 'the day of the month of its first time', hours: [{ freq: 'MONTHLY', dtstart: '2026-01-10', ...nine }], at: MONDAY_TEN, is: 'closed until 2026-12-10T14:00Z' },
  { ...BOGOTA, why: 'every other month: October, December', hours: [{ freq: 'MONTHLY', interval: 2, dtstart: '2026-10-05', byday: '1MO', ...nine }], at: '2026-10-06T10:00-05:00', is: 'closed' },
  { ...BOGOTA, why: 'every other month, and December comes', hours: [{ freq: 'MONTHLY', interval: 2, dtstart: '2026-10-05', byday: '1MO', ...nine }], at: MONDAY_TEN, is: 'closed until 2026-12-07T14:00Z' },
  { ...BOGOTA, why: 'a Friday that is a thirteenth', hours: [{ freq: 'MONTHLY', byday: 'FR', bymonthday: '13', ...nine }], at: '2026-10-30T10:00-05:00', is: 'closed until 2026-11-13T14:00Z' },
];

const SERIES: readonly Case[] = [
  { ...BOGOTA, why: 'every other Monday, on one', hours: [{ ...weekdays, byday: 'MO', interval: 2, dtstart: '2026-11-09' }], at: MONDAY_TEN, is: 'open until 2026-11-23T22:00Z' },
  { ...BOGOTA, why: 'every other Monday, on one between', hours: [{ ...weekdays, byday: 'MO', interval: 2, dtstart: '2026-11-09' }], at: '2026-11-16T10:00-05:00', is: 'closed until 2026-11-23T13:00Z' },
  { ...BOGOTA, why: 'every other Monday, from the first valid day', hours: [{ ...weekdays, byday: 'MO', interval: 2, valid_from: '2026-11-09' }], at: '2026-11-16T10:00-05:00', is: 'closed until 2026-11-23T13:00Z' },
  { ...BOGOTA, why: 'every other Monday, and nobody said from when', hours: [{ ...weekdays, byday: 'MO', interval: 2 }], at: MONDAY_TEN, is: 'unknown' },
  { ...NEW_YORK, why: 'RFC 5545: a week that begins on Monday', hours: [{ freq: 'WEEKLY', interval: 2, dtstart: '1997-08-05', byday: 'TU,SU', wkst: 'MO', ...nine }], at: '1997-08-06T12:00-04:00', is: 'closed until 1997-08-10T13:00Z' },
  { ...NEW_YORK, why: 'RFC 5545: a week that begins on Sunday', hours: [{ freq: 'WEEKLY', interval: 2, dtstart: '1997-08-05', byday: 'TU,SU', wkst: 'SU', ...nine }], at: '1997-08-06T12:00-04:00', is: 'closed until 1997-08-17T13:00Z' },
  { ...BOGOTA, why: 'weekly on the weekday of its first time', hours: [{ freq: 'WEEKLY', dtstart: '2026-11-18', ...nine }], at: MONDAY_TEN, is: 'closed until 2026-11-25T14:00Z' },
  { ...BOGOTA, why: 'weekly, and nobody said on which day', hours: [{ freq: 'WEEKLY', ...nine }], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'valid until yesterday', hours: [{ ...weekdays, valid_to: '2026-11-22' }], at: MONDAY_TEN, is: 'closed' },
  { ...BOGOTA, why: 'valid until today', hours: [{ ...weekdays, valid_to: '2026-11-23' }], at: MONDAY_TEN, is: 'open until 2026-11-23T22:00Z' },
  { ...BOGOTA, why: 'valid from next week', hours: [{ ...weekdays, valid_from: '2026-12-01' }], at: MONDAY_TEN, is: 'closed until 2026-12-01T13:00Z' },
  { ...BOGOTA, why: 'until today', hours: [{ ...weekdays, until: '2026-11-23' }], at: MONDAY_TEN, is: 'open until 2026-11-23T22:00Z' },
  { ...BOGOTA, why: 'until yesterday, as RFC 5545 writes it', hours: [{ ...weekdays, until: '20261122T235959Z' }], at: MONDAY_TEN, is: 'closed' },
  { ...BOGOTA, why: 'three times, of which this is the third', hours: [{ ...weekdays, byday: 'MO', dtstart: '2026-11-09', count: 3 }], at: MONDAY_TEN, is: 'open until 2026-11-23T22:00Z' },
  { ...BOGOTA, why: 'three times, and the third is over', hours: [{ ...weekdays, byday: 'MO', dtstart: '2026-11-09', count: 3 }], at: '2026-11-23T17:00-05:00', is: 'closed' },
  { ...BOGOTA, why: 'times are counted from the first, not from when the schedule is valid', hours: [{ ...weekdays, byday: 'MO', dtstart: '2026-11-09', valid_from: '2026-11-20', count: 2 }], at: MONDAY_TEN, is: 'closed' },
  { ...BOGOTA, why: 'three times, and nobody said from when', hours: [{ ...weekdays, count: 3 }], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'other hours from tomorrow', hours: [{ ...span(DAILY, '09:00', '13:00'), valid_to: '2026-11-30' }, { ...span(DAILY, '07:00', '12:00'), valid_from: '2026-12-01' }], at: '2026-11-30T18:00-05:00', is: 'closed until 2026-12-01T12:00Z' },
  { ...BOGOTA, why: 'a single date', hours: [{ dtstart: '2026-11-23', ...nine }], at: MONDAY_TEN, is: 'open until 2026-11-23T17:00Z' },
  { ...BOGOTA, why: 'a single date is over the day after', hours: [{ dtstart: '2026-11-22', ...nine }], at: MONDAY_TEN, is: 'closed' },
  { ...BOGOTA, why: 'sixty days off', hours: [{ dtstart: '2027-01-22', ...nine }], at: MONDAY_TEN, is: 'closed until 2027-01-22T14:00Z' },
  { ...BOGOTA, why: 'sixty-one days off', hours: [{ dtstart: '2027-01-23', ...nine }], at: MONDAY_TEN, is: 'closed' },
  { ...BOGOTA, why: 'the 48th week', hours: [{ ...weekdays, byweekno: '48' }], at: MONDAY_TEN, is: 'open until 2026-11-23T22:00Z' },
  { ...BOGOTA, why: 'another week', hours: [{ ...weekdays, byweekno: '47' }], at: MONDAY_TEN, is: 'closed' },
  { ...BOGOTA, why: 'the last week: 2026 has 53', hours: [{ ...weekdays, byweekno: '-1' }], at: MONDAY_TEN, is: 'closed until 2026-12-28T13:00Z' },
  { ...BOGOTA, why: 'the first and last day of the year', hours: [{ byyearday: '1,-1', ...nine }], at: '2026-12-01T10:00-05:00', is: 'closed until 2026-12-31T14:00Z' },
  { ...BOGOTA, why: 'the last day of the year, where it is a Friday: 2027', hours: [{ byday: 'FR', byyearday: '-1', ...nine }], at: '2027-12-01T10:00-05:00', is: 'closed until 2027-12-31T14:00Z' },
  { ...BOGOTA, why: 'the last day of 2026 is none', hours: [{ byday: 'FR', byyearday: '-1', ...nine }], at: '2026-12-01T10:00-05:00', is: 'closed' },
];

const UNREAD: readonly Case[] = [
  { ...BOGOTA, why: 'no schedule', hours: [], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'words alone: by appointment', hours: [{ description: 'Con cita previa', attending_type: 'appointment' }], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'by appointment, at hours', hours: [{ ...weekdays, attending_type: 'appointment' }], at: MONDAY_TEN, is: 'open until 2026-11-23T22:00Z' },
  { ...BOGOTA, why: 'times of no day', hours: [nine], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'a frequency that HSDS has not', hours: [{ ...weekdays, freq: 'HOURLY' }], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'a day in another language', hours: [span('LU,MA', '08:00', '17:00')], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'an nth day of a week', hours: [{ ...weekdays, byday: '2MO' }], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'a sixth Monday', hours: [{ freq: 'MONTHLY', byday: '6MO', ...nine }], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'a 32nd', hours: [{ freq: 'MONTHLY', bymonthday: '32', ...nine }], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'every no weeks', hours: [{ ...weekdays, interval: 0, dtstart: '2026-11-09' }], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'a week that begins on no day', hours: [{ ...weekdays, wkst: 'XX' }], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'no such date', hours: [{ ...weekdays, valid_to: '2027-02-29' }], at: MONDAY_TEN, is: 'unknown' },
  { ...BOGOTA, why: 'small letters, spaces and empty fields', hours: [{ freq: '', byday: ' mo, we ', valid_from: '', until: '', wkst: '', opens_at: ' 08:00', closes_at: '17:00 ' }], at: MONDAY_TEN, is: 'open until 2026-11-23T22:00Z' },
  { ...BOGOTA, why: 'one line is read and holds, another is not', hours: [weekdays, span('MO', 'mañana', 'tarde')], at: MONDAY_TEN, is: 'open until 2026-11-23T22:00Z' },
  { ...BOGOTA, why: 'one line is read and does not hold, another is not', hours: [weekdays, span('MO', 'mañana', 'tarde')], at: '2026-11-23T18:00-05:00', is: 'unknown' },
  { ...BOGOTA, why: 'a remark beside hours is no more than that', hours: [weekdays, { description: 'Llame antes' }], at: '2026-11-23T18:00-05:00', is: 'closed until 2026-11-24T13:00Z' },
];

const EXCEPTIONS: readonly Case[] = [
  { ...BOGOTA, why: 'closed for two days', hours: [weekdays], closures: [{ from: '2026-11-23', through: '2026-11-24', hours: [] }], at: MONDAY_TEN, is: 'closed until 2026-11-25T13:00Z' },
  { ...BOGOTA, why: 'a closure that is over', hours: [weekdays], closures: [day('2026-11-22')], at: MONDAY_TEN, is: 'open until 2026-11-23T22:00Z' },
  { ...BOGOTA, why: 'other hours today', hours: [weekdays], closures: [day('2026-11-23', { from: '11:00', to: '13:00' })], at: MONDAY_TEN, is: 'closed until 2026-11-23T16:00Z' },
  { ...BOGOTA, why: 'hours on a day that has none', hours: [weekdays], closures: [day('2026-11-28', { from: '09:00', to: '12:00' })], at: '2026-11-27T18:00-05:00', is: 'closed until 2026-11-28T14:00Z' },
  { ...BOGOTA, why: 'hours of one day of a closed fortnight', hours: [weekdays], closures: [day('2026-12-23', { from: '09:00', to: '12:00' }), { from: '2026-12-21', through: '2027-01-03', hours: [] }], at: '2026-12-23T10:00-05:00', is: 'open until 2026-12-23T17:00Z' },
  { ...BOGOTA, why: 'the same, written the other way round', hours: [weekdays], closures: [{ from: '2026-12-21', through: '2027-01-03', hours: [] }, day('2026-12-23', { from: '09:00', to: '12:00' })], at: '2026-12-23T12:00-05:00', is: 'closed until 2027-01-04T13:00Z' },
  { ...BOGOTA, why: 'the night before a closed day goes on', hours: [span(DAILY, '22:00', '06:00')], closures: [day('2026-11-24')], at: '2026-11-24T01:00-05:00', is: 'open until 2026-11-24T11:00Z' },
  { ...BOGOTA, why: 'the night of a closed day does not begin', hours: [span(DAILY, '22:00', '06:00')], closures: [day('2026-11-24')], at: '2026-11-24T23:00-05:00', is: 'closed until 2026-11-26T03:00Z' },
  { ...BOGOTA, why: 'other hours over midnight', hours: [weekdays], closures: [day('2026-11-21', { from: '20:00', to: '02:00' })], at: '2026-11-22T01:00-05:00', is: 'open until 2026-11-22T07:00Z' },
  { ...BOGOTA, why: 'day and night, but for one day', hours: [span(DAILY, '00:00', '24:00')], closures: [day('2026-12-25')], at: MONDAY_TEN, is: 'open until 2026-12-25T05:00Z' },
  { ...BOGOTA, why: 'nobody said its hours, but that it is closed today', hours: [], closures: [day('2026-11-23')], at: MONDAY_TEN, is: 'closed' },
  { ...BOGOTA, why: 'nobody said its hours, but those of tomorrow', hours: [], closures: [day('2026-11-24', { from: '09:00', to: '12:00' })], at: MONDAY_TEN, is: 'unknown' },
  { ...CHRISTMAS, why: 'closed on holidays', onHolidays: 'closed', is: 'closed until 2026-12-28T13:00Z' },
  { ...CHRISTMAS, why: 'open on holidays', onHolidays: 'open', is: 'open until 2026-12-25T22:00Z' },
  { ...CHRISTMAS, why: 'nobody said what it does on holidays', is: 'open until 2026-12-25T22:00Z (holiday)' },
  { ...CHRISTMAS, why: 'nobody knows the holidays', holidays: undefined, onHolidays: 'closed', is: 'open until 2026-12-25T22:00Z' },
  { ...CHRISTMAS, why: 'nobody said, the evening before', at: '2026-12-24T18:00-05:00', is: 'closed until 2026-12-25T13:00Z' },
  { ...CHRISTMAS, why: 'hours of this very day go before holidays', onHolidays: 'closed', closures: [day('2026-12-25', { from: '09:00', to: '12:00' })], is: 'open until 2026-12-25T17:00Z' },
  { ...CHRISTMAS, why: 'with hours of this very day there is no doubt', closures: [day('2026-12-25', { from: '09:00', to: '12:00' })], is: 'open until 2026-12-25T17:00Z' },
  { ...CHRISTMAS, why: 'the night before a holiday goes on, without a doubt', hours: [span('TH', '20:00', '04:00')], at: '2026-12-25T01:00-05:00', is: 'open until 2026-12-25T09:00Z' },
  { ...CHRISTMAS, why: 'of two lines one is of the day before: no doubt', hours: [span('TH', '20:00', '04:00'), span('FR', '00:00', '02:00')], at: '2026-12-25T01:00-05:00', is: 'open until 2026-12-25T09:00Z' },
  { ...CHRISTMAS, why: 'day and night, closed on holidays', hours: [span(DAILY, '00:00', '24:00')], onHolidays: 'closed', at: MONDAY_TEN, is: 'open until 2026-12-25T05:00Z' },
  { ...CHRISTMAS, why: 'nobody said its hours, but that holidays have none', hours: [], onHolidays: 'closed', is: 'closed' },
];

const SUMMER_TIME: readonly Case[] = [
  { ...NEW_YORK, why: 'the night is an hour shorter', hours: [span('SU', '01:00', '05:00')], at: '2026-03-08T01:30-05:00', is: 'open until 2026-03-08T09:00Z' },
  { ...NEW_YORK, why: 'it opens at an hour that is skipped: as much later', hours: [span('SU', '02:30', '06:00')], at: '2026-03-08T01:00-05:00', is: 'closed until 2026-03-08T07:30Z' },
  { ...NEW_YORK, why: 'it closes at an hour that is skipped: as much later', hours: [span('SU', '00:00', '02:30')], at: '2026-03-08T01:59-05:00', is: 'open until 2026-03-08T07:30Z' },
  { ...NEW_YORK, why: 'both are skipped', hours: [span('SU', '02:15', '02:45')], at: '2026-03-08T03:30-04:00', is: 'open until 2026-03-08T07:45Z' },
  { ...NEW_YORK, why: 'over before it begins: not that day', hours: [span('SU', '02:30', '03:15')], at: '2026-03-08T01:00-05:00', is: 'closed until 2026-03-15T06:30Z' },
  { ...NEW_YORK, why: 'it opens at an hour that comes twice: the first', hours: [span('SU', '01:30', '04:00')], at: '2026-11-01T01:30-04:00', is: 'open until 2026-11-01T09:00Z' },
  { ...NEW_YORK, why: 'it closed at the first of two', hours: [span('SA', '20:00', '01:30')], at: '2026-11-01T01:45-04:00', is: 'closed until 2026-11-08T01:00Z' },
  { ...NEW_YORK, why: 'an hour that comes again is not open again', hours: [span('SU', '01:00', '01:30')], at: '2026-11-01T01:10-05:00', is: 'closed until 2026-11-08T06:00Z' },
  { ...NEW_YORK, why: 'from summer time to Monday', hours: [weekdays], at: '2026-10-30T18:00-04:00', is: 'closed until 2026-11-02T13:00Z' },
  { ...MADRID, why: 'from winter time to Monday', hours: [weekdays], at: '2026-03-27T18:00+01:00', is: 'closed until 2026-03-30T06:00Z' },
  { ...MADRID, why: 'the night is an hour longer', hours: [span('SA', '22:00', '06:00')], at: '2026-10-24T23:00+02:00', is: 'open until 2026-10-25T05:00Z' },
  { ...MADRID, why: 'day and night', hours: [span(DAILY, '00:00', '24:00')], at: '2026-10-25T02:30+02:00', is: 'open always' },
  { ...SANTIAGO, why: 'the last hour of a day comes twice, and midnight once', hours: [span('SA', '20:00', '24:00')], at: '2026-04-04T23:30-03:00', is: 'open until 2026-04-05T04:00Z' },
  { ...SANTIAGO, why: 'in the second of them', hours: [span('SA', '20:00', '24:00')], at: '2026-04-04T23:30-04:00', is: 'open until 2026-04-05T04:00Z' },
  { ...SANTIAGO, why: 'a day without a midnight begins at one', hours: [{ byday: 'SU' }], at: '2026-09-05T23:00-04:00', is: 'closed until 2026-09-06T04:00Z' },
  { ...SANTIAGO, why: 'whole days meet where there is no midnight', hours: [{ byday: 'SA,SU' }], at: '2026-09-05T23:00-04:00', is: 'open until 2026-09-07T03:00Z' },
  { ...SANTIAGO, why: 'it opens in an hour that is skipped at midnight', hours: [span('SU', '00:30', '06:00')], at: '2026-09-05T23:00-04:00', is: 'closed until 2026-09-06T04:30Z' },
  { ...SAO_PAULO, why: 'summer time began at midnight', hours: [span('SU', '00:00', '06:00')], at: '2018-11-03T23:00-03:00', is: 'closed until 2018-11-04T03:00Z' },
  { ...SAO_PAULO, why: 'it closed at the first 23:30 of two', hours: [span('SA', '22:00', '23:30')], at: '2018-02-17T23:15-02:00', is: 'open until 2018-02-18T01:30Z' },
  { ...SAO_PAULO, why: 'and not at the second', hours: [span('SA', '22:00', '23:30')], at: '2018-02-17T23:15-03:00', is: 'closed until 2018-02-25T01:00Z' },
  { ...SAO_PAULO, why: 'no summer time since 2019', hours: [weekdays], at: '2019-12-02T07:00-03:00', is: 'closed until 2019-12-02T11:00Z' },
  { ...AMMAN, why: 'the hour after midnight came twice', hours: [span('FR', '00:30', '02:00')], at: '2021-10-29T00:30+03:00', is: 'open until 2021-10-29T00:00Z' },
  { ...AMMAN, why: 'a Friday without a midnight', hours: [{ byday: 'FR' }], at: '2022-02-24T23:30+02:00', is: 'closed until 2022-02-24T22:00Z' },
  { ...AMMAN, why: 'summer time all year since 2022', hours: [span('SU,MO,TU,WE,TH', '08:30', '13:00')], at: '2026-01-08T08:29+03:00', is: 'closed until 2026-01-08T05:30Z' },
];

const TABLE = { ORDINARY, TIMES, OVERNIGHT, MONTHLY, SERIES, UNREAD, EXCEPTIONS, SUMMER_TIME };

describe.each(Object.entries(TABLE))('[Q6] when a service is open: %s', (_, cases) => {
  it.each(cases.map((each) => [each.why, each] as const))('%s', (_why, each) => {
    expect(told(openingOf(each))).toBe(each.is);
  });
});
