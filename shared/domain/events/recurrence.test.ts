/**
 * Dates worked out by hand, with a calendar and the clocks of each zone: what any library says of
 * them is not asked. Where a case is RFC 5545's own, so are its dates.
 */
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { aSeries } from '../../../tests/fixtures/events/series.ts';
import { occurrencesBetween } from './index.ts';

const ms = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const DAY = 86_400_000;
const YEARS = 10 * 366 * DAY;

interface Case {
  readonly zone: string;
  readonly start: string;
  readonly rule?: string;
  readonly added?: readonly string[];
  readonly excluded?: readonly string[];
  readonly isAllDay?: boolean;
  /** Days between which is asked; ten years from the start where it says none. */
  readonly between?: readonly [string, string];
}

function beginnings({ zone, start, rule, added = [], excluded = [], isAllDay = false, between }: Case): readonly string[] {
  const series = aSeries({ zone, start, added: [...added], excluded: [...excluded], isAllDay, minutes: isAllDay ? 1440 : 60, ...(rule !== undefined && { rule }) });
  const around = Temporal.PlainDateTime.from(start).toZonedDateTime('UTC').epochMilliseconds;
  const [from, to] = between ? between.map((day) => ms(`${day}T00:00Z`)) : [around - 3 * DAY, around + YEARS];
  return occurrencesBetween(series, from ?? 0, to ?? 0).map((each) => Temporal.Instant.fromEpochMilliseconds(each.start).toString({ smallestUnit: 'minute' }));
}

/** `2026-11-23 14:00, 11-30 14:00`: a year holds until another is named. */
function instants(text: string): readonly string[] {
  let year = '';
  return text.split(', ').map((each) => {
    const [, named, day = '', time = ''] = /^(?:(\d{4})-)?(\d\d-\d\d) (\d\d:\d\d)$/.exec(each) ?? [];
    year = named ?? year;
    return `${year}-${day}T${time}Z`;
  });
}

const [BOGOTA, SANTIAGO, MEXICO, ASUNCION, MADRID, SAO_PAULO, APIA, NEW_YORK] = ['America/Bogota', 'America/Santiago', 'America/Mexico_City', 'America/Asuncion', 'Europe/Madrid', 'America/Sao_Paulo', 'Pacific/Apia', 'America/New_York'] as const;
const bogota = (rule: string, about: Partial<Case> = {}): Case => ({ zone: BOGOTA, start: '2026-11-23T09:00', rule, ...about });
const newYork = (rule: string, day: string): Case => ({ zone: NEW_YORK, start: `${day}T09:00`, rule });

const CASES: Readonly<Record<string, readonly (readonly [title: string, given: Case, expected: string])[]>> = {
  'where the clocks never change, UTC−5': [
    ['daily', bogota('FREQ=DAILY;COUNT=3'), '2026-11-23 14:00, 11-24 14:00, 11-25 14:00'],
    ['each second day, over the end of a month', bogota('FREQ=DAILY;INTERVAL=2;COUNT=4', { start: '2026-11-28T09:00' }), '2026-11-28 14:00, 11-30 14:00, 12-02 14:00, 12-04 14:00'],
    ['weekly', bogota('FREQ=WEEKLY;COUNT=3'), '2026-11-23 14:00, 11-30 14:00, 12-07 14:00'],
    ['on Mondays and Thursdays', bogota('FREQ=WEEKLY;BYDAY=MO,TH;COUNT=4'), '2026-11-23 14:00, 11-26 14:00, 11-30 14:00, 12-03 14:00'],
    ['each fifth week, over the end of a year', bogota('FREQ=WEEKLY;INTERVAL=5;COUNT=3'), '2026-11-23 14:00, 12-28 14:00, 2027-02-01 14:00'],
    ['on the last day of each month', bogota('FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4', { start: '2027-01-31T09:00' }), '2027-01-31 14:00, 02-28 14:00, 03-31 14:00, 04-30 14:00'],
    ['on the 31st, which not every month has', bogota('FREQ=MONTHLY;COUNT=4', { start: '2027-01-31T09:00' }), '2027-01-31 14:00, 03-31 14:00, 05-31 14:00, 07-31 14:00'],
    ['on each second Tuesday of a month', bogota('FREQ=MONTHLY;BYDAY=2TU;COUNT=3', { start: '2026-11-10T09:00' }), '2026-11-10 14:00, 12-08 14:00, 2027-01-12 14:00'],
    ['on each last Friday of a month', bogota('FREQ=MONTHLY;BYDAY=-1FR;COUNT=3', { start: '2026-11-27T09:00' }), '2026-11-27 14:00, 12-25 14:00, 2027-01-29 14:00'],
    ['on the last working day of a month', bogota('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=4', { start: '2026-10-30T09:00' }), '2026-10-30 14:00, 11-30 14:00, 12-31 14:00, 2027-01-29 14:00'],
    ['on the first and last day of weekends in a month', bogota('FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1,-1;COUNT=4', { start: '2026-11-01T09:00' }), '2026-11-01 14:00, 11-29 14:00, 12-05 14:00, 12-27 14:00'],
    ['on the first Monday of each third month', bogota('FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO;COUNT=3', { start: '2026-11-02T09:00' }), '2026-11-02 14:00, 2027-02-01 14:00, 05-03 14:00'],
    ['on each Friday the 13th', bogota('FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3', { start: '2026-02-13T09:00' }), '2026-02-13 14:00, 03-13 14:00, 11-13 14:00'],
    ['on the Saturday after the first Sunday', bogota('FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13;COUNT=3', { start: '2026-11-07T09:00' }), '2026-11-07 14:00, 12-12 14:00, 2027-01-09 14:00'],
    ['on each 29 February', bogota('FREQ=YEARLY;COUNT=3', { start: '2024-02-29T09:00' }), '2024-02-29 14:00, 2028-02-29 14:00, 2032-02-29 14:00'],
    ['on the Monday of a 53rd week', bogota('FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;COUNT=2', { start: '2026-12-28T09:00' }), '2026-12-28 14:00, 2032-12-27 14:00'],
    ['twice a day', bogota('FREQ=DAILY;BYHOUR=9,15;COUNT=4'), '2026-11-23 14:00, 11-23 20:00, 11-24 14:00, 11-24 20:00'],
    ['once', { zone: BOGOTA, start: '2026-11-23T09:00' }, '2026-11-23 14:00'],
    ['for ever, asked about three days seven years on', bogota('FREQ=DAILY', { start: '2020-01-01T09:00', between: ['2026-11-23', '2026-11-26'] }), '2026-11-23 14:00, 11-24 14:00, 11-25 14:00'],
    ['its first day is one, and counted, though its rule has another', bogota('FREQ=WEEKLY;BYDAY=TU;COUNT=3'), '2026-11-23 14:00, 11-24 14:00, 12-01 14:00'],
    ['with one left out, which counts', bogota('FREQ=WEEKLY;COUNT=3', { excluded: ['2026-11-30T09:00'] }), '2026-11-23 14:00, 12-07 14:00'],
    ['with its first one left out', bogota('FREQ=WEEKLY;COUNT=2', { excluded: ['2026-11-23T09:00'] }), '2026-11-30 14:00'],
    ['with a day left out, both its times', bogota('FREQ=DAILY;BYHOUR=9,15;COUNT=4', { excluded: ['2026-11-23'] }), '2026-11-24 14:00, 11-24 20:00'],
    ['with one of a day’s two times left out', bogota('FREQ=DAILY;BYHOUR=9,15;COUNT=4', { excluded: ['2026-11-23T15:00'] }), '2026-11-23 14:00, 11-24 14:00, 11-24 20:00'],
    ['with a time left out that it does not have', bogota('FREQ=WEEKLY;COUNT=2', { excluded: ['2026-11-30T10:00'] }), '2026-11-23 14:00, 11-30 14:00'],
    ['with one more', bogota('FREQ=WEEKLY;COUNT=2', { added: ['2026-11-25T18:00'] }), '2026-11-23 14:00, 11-25 23:00, 11-30 14:00'],
    ['with one more before the first', bogota('FREQ=WEEKLY;COUNT=2', { added: ['2026-11-21T10:00'] }), '2026-11-21 15:00, 11-23 14:00, 11-30 14:00'],
    ['with one more that it has already', bogota('FREQ=WEEKLY;COUNT=2', { added: ['2026-11-30T09:00'] }), '2026-11-23 14:00, 11-30 14:00'],
    ['with one more that is left out', bogota('FREQ=WEEKLY;COUNT=2', { added: ['2026-11-25T18:00'], excluded: ['2026-11-25T18:00'] }), '2026-11-23 14:00, 11-30 14:00'],
    ['to a moment, which is the last', bogota('FREQ=WEEKLY;UNTIL=20261207T140000Z'), '2026-11-23 14:00, 11-30 14:00, 12-07 14:00'],
    ['to a second before one', bogota('FREQ=WEEKLY;UNTIL=20261207T135959Z'), '2026-11-23 14:00, 11-30 14:00'],
    ['to a time on its own wall', bogota('FREQ=WEEKLY;UNTIL=20261207T090000'), '2026-11-23 14:00, 11-30 14:00, 12-07 14:00'],
  ],
  'as RFC 5545 has it, in New York': [
    ['weeks that begin on Monday', newYork('FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO', '1997-08-05'), '1997-08-05 13:00, 08-10 13:00, 08-19 13:00, 08-24 13:00'],
    ['the same, begun on Sunday', newYork('FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU', '1997-08-05'), '1997-08-05 13:00, 08-17 13:00, 08-19 13:00, 08-31 13:00'],
    ['Tuesdays and Thursdays of five weeks', newYork('FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH', '1997-09-02'), '1997-09-02 13:00, 09-04 13:00, 09-09 13:00, 09-11 13:00, 09-16 13:00, 09-18 13:00, 09-23 13:00, 09-25 13:00, 09-30 13:00, 10-02 13:00'],
    ['every day in January', newYork('FREQ=DAILY;UNTIL=19980103T140000Z;BYMONTH=1', '1998-01-01'), '1998-01-01 14:00, 01-02 14:00, 01-03 14:00'],
    ['the first and last Sunday of every other month', newYork('FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU', '1997-09-07'), '1997-09-07 13:00, 09-28 13:00, 11-02 14:00, 11-30 14:00, 1998-01-04 14:00, 01-25 14:00, 03-01 14:00, 03-29 14:00, 05-03 13:00, 05-31 13:00'],
    ['the second-to-last Monday', newYork('FREQ=MONTHLY;COUNT=6;BYDAY=-2MO', '1997-09-22'), '1997-09-22 13:00, 10-20 13:00, 11-17 14:00, 12-22 14:00, 1998-01-19 14:00, 02-16 14:00'],
    ['the third-to-last day', newYork('FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=6', '1997-09-28'), '1997-09-28 13:00, 10-29 14:00, 11-28 14:00, 12-29 14:00, 1998-01-29 14:00, 02-26 14:00'],
    ['the 2nd and 15th', newYork('FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15', '1997-09-02'), '1997-09-02 13:00, 09-15 13:00, 10-02 13:00, 10-15 13:00, 11-02 14:00, 11-15 14:00, 12-02 14:00, 12-15 14:00, 1998-01-02 14:00, 01-15 14:00'],
    ['the 10th to 15th of every 18th month', newYork('FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15', '1997-09-10'), '1997-09-10 13:00, 09-11 13:00, 09-12 13:00, 09-13 13:00, 09-14 13:00, 09-15 13:00, 1999-03-10 14:00, 03-11 14:00, 03-12 14:00, 03-13 14:00'],
    ['the third of Tuesday, Wednesday, Thursday', newYork('FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3', '1997-09-04'), '1997-09-04 13:00, 10-07 13:00, 11-06 14:00'],
    ['the second-to-last weekday', newYork('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=7', '1997-09-29'), '1997-09-29 13:00, 10-30 14:00, 11-27 14:00, 12-30 14:00, 1998-01-29 14:00, 02-26 14:00, 03-30 14:00'],
    ['30 February, which is passed over', newYork('FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5', '2007-01-15'), '2007-01-15 14:00, 01-30 14:00, 02-15 14:00, 03-15 13:00, 03-30 13:00'],
    ['June and July', newYork('FREQ=YEARLY;COUNT=10;BYMONTH=6,7', '1997-06-10'), '1997-06-10 13:00, 07-10 13:00, 1998-06-10 13:00, 07-10 13:00, 1999-06-10 13:00, 07-10 13:00, 2000-06-10 13:00, 07-10 13:00, 2001-06-10 13:00, 07-10 13:00'],
    ['January to March of every other year', newYork('FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3', '1997-03-10'), '1997-03-10 14:00, 1999-01-10 14:00, 02-10 14:00, 03-10 14:00, 2001-01-10 14:00, 02-10 14:00, 03-10 14:00, 2003-01-10 14:00, 02-10 14:00, 03-10 14:00'],
    ['days of the year', newYork('FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200', '1997-01-01'), '1997-01-01 14:00, 04-10 13:00, 07-19 13:00, 2000-01-01 14:00, 04-09 13:00, 07-18 13:00, 2003-01-01 14:00, 04-10 13:00, 07-19 13:00, 2006-01-01 14:00'],
    ['the 20th Monday of a year', newYork('FREQ=YEARLY;BYDAY=20MO;COUNT=3', '1997-05-19'), '1997-05-19 13:00, 1998-05-18 13:00, 1999-05-17 13:00'],
    ['the Monday of week 20', newYork('FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3', '1997-05-12'), '1997-05-12 13:00, 1998-05-11 13:00, 1999-05-17 13:00'],
    ['Thursdays in March', newYork('FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=4', '1997-03-13'), '1997-03-13 14:00, 03-20 14:00, 03-27 14:00, 1998-03-05 14:00'],
    ['a day to vote', newYork('FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3', '1996-11-05'), '1996-11-05 14:00, 2000-11-07 14:00, 2004-11-02 14:00'],
  ],
  'in Madrid, where the clocks go on at 02:00 on 29 March 2026 and back at 03:00 on 25 October': [
    ['at ten, over the day of summer', { zone: MADRID, start: '2026-03-28T10:00', rule: 'FREQ=DAILY;COUNT=3' }, '2026-03-28 09:00, 03-29 08:00, 03-30 08:00'],
    ['at half past two, which there is not that day', { zone: MADRID, start: '2026-03-28T02:30', rule: 'FREQ=DAILY;COUNT=3' }, '2026-03-28 01:30, 03-30 00:30, 03-31 00:30'],
    ['named for a time that is skipped, it is as much later', { zone: MADRID, start: '2026-03-29T02:30' }, '2026-03-29 01:30'],
    ['begun at a time that is skipped, it goes on at the time that was meant', { zone: MADRID, start: '2026-03-29T02:30', rule: 'FREQ=DAILY;COUNT=3' }, '2026-03-29 01:30, 03-30 00:30, 03-31 00:30'],
    ['added at a time that is skipped', { zone: MADRID, start: '2026-03-28T10:00', added: ['2026-03-29T02:30'] }, '2026-03-28 09:00, 03-29 01:30'],
    ['at the very beginning of the hour that is skipped', { zone: MADRID, start: '2026-03-22T02:00', rule: 'FREQ=WEEKLY;COUNT=3' }, '2026-03-22 01:00, 04-05 00:00, 04-12 00:00'],
    ['at its end, which there is', { zone: MADRID, start: '2026-03-28T03:00', rule: 'FREQ=DAILY;COUNT=2' }, '2026-03-28 02:00, 03-29 01:00'],
    ['a minute before it', { zone: MADRID, start: '2026-03-29T01:59' }, '2026-03-29 00:59'],
    ['on last Sundays at half past two', { zone: MADRID, start: '2026-02-22T02:30', rule: 'FREQ=MONTHLY;BYDAY=-1SU;COUNT=3' }, '2026-02-22 01:30, 04-26 00:30, 05-31 00:30'],
    ['at a time that comes twice, the first', { zone: MADRID, start: '2026-10-24T02:30', rule: 'FREQ=DAILY;COUNT=3' }, '2026-10-24 00:30, 10-25 00:30, 10-26 01:30'],
    ['once at a time that comes twice', { zone: MADRID, start: '2026-10-25T02:30' }, '2026-10-25 00:30'],
    ['to the first of the two', { zone: MADRID, start: '2026-10-24T02:30', rule: 'FREQ=DAILY;UNTIL=20261025T003000Z' }, '2026-10-24 00:30, 10-25 00:30'],
    ['to a day, all of it', { zone: MADRID, start: '2026-10-24T22:00', rule: 'FREQ=DAILY;UNTIL=20261025' }, '2026-10-24 20:00, 10-25 21:00'],
    ['late in the evening, over the day of winter', { zone: MADRID, start: '2026-10-24T23:30', rule: 'FREQ=WEEKLY;COUNT=2' }, '2026-10-24 21:30, 10-31 22:30'],
    ['whole days of 24, 23 and 24 hours', { zone: MADRID, start: '2026-03-28T00:00', rule: 'FREQ=DAILY;COUNT=3', isAllDay: true }, '2026-03-27 23:00, 03-28 23:00, 03-29 22:00'],
  ],
  'in Santiago, where the clocks change at midnight on 5 April and 6 September 2026': [
    ['at nine, over the end of summer', { zone: SANTIAGO, start: '2026-04-04T09:00', rule: 'FREQ=DAILY;COUNT=3' }, '2026-04-04 12:00, 04-05 13:00, 04-06 13:00'],
    ['at half past eleven, which comes twice', { zone: SANTIAGO, start: '2026-04-03T23:30', rule: 'FREQ=DAILY;COUNT=3' }, '2026-04-04 02:30, 04-05 02:30, 04-06 03:30'],
    ['at half past midnight, which is skipped', { zone: SANTIAGO, start: '2026-09-05T00:30', rule: 'FREQ=DAILY;COUNT=3' }, '2026-09-05 04:30, 09-07 03:30, 09-08 03:30'],
    ['on Sundays at midnight', { zone: SANTIAGO, start: '2026-08-30T00:00', rule: 'FREQ=WEEKLY;COUNT=3' }, '2026-08-30 04:00, 09-13 03:00, 09-20 03:00'],
    ['whole days, one of which has no midnight', { zone: SANTIAGO, start: '2026-09-05T00:00', rule: 'FREQ=DAILY;COUNT=3', isAllDay: true }, '2026-09-05 04:00, 09-06 04:00, 09-07 03:00'],
    ['named for a quarter past the midnight that there is not', { zone: SANTIAGO, start: '2026-09-06T00:15' }, '2026-09-06 04:15'],
    ['on second Mondays', { zone: SANTIAGO, start: '2026-08-10T18:00', rule: 'FREQ=MONTHLY;BYDAY=2MO;COUNT=3' }, '2026-08-10 22:00, 09-14 21:00, 10-12 21:00'],
  ],
  'in Mexico City, which gave up summer time after 2022': [
    ['into the last summer', { zone: MEXICO, start: '2022-03-27T10:00', rule: 'FREQ=WEEKLY;COUNT=2' }, '2022-03-27 16:00, 04-03 15:00'],
    ['out of it', { zone: MEXICO, start: '2022-10-23T10:00', rule: 'FREQ=WEEKLY;COUNT=2' }, '2022-10-23 15:00, 10-30 16:00'],
    ['a year later', { zone: MEXICO, start: '2023-03-26T10:00', rule: 'FREQ=WEEKLY;COUNT=2' }, '2023-03-26 16:00, 04-02 16:00'],
    ['at a time that is skipped', { zone: MEXICO, start: '2022-04-02T02:30', rule: 'FREQ=DAILY;COUNT=2' }, '2022-04-02 08:30, 04-04 07:30'],
    ['each first Sunday of April', { zone: MEXICO, start: '2021-04-04T02:30', rule: 'FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;COUNT=3' }, '2021-04-04 08:30, 2023-04-02 08:30, 2024-04-07 08:30'],
  ],
  'in Asunción, where it has been summer since October 2024': [
    ['into the last winter', { zone: ASUNCION, start: '2024-03-17T10:00', rule: 'FREQ=WEEKLY;COUNT=2' }, '2024-03-17 13:00, 03-24 14:00'],
    ['out of it', { zone: ASUNCION, start: '2024-09-29T10:00', rule: 'FREQ=WEEKLY;COUNT=2' }, '2024-09-29 14:00, 10-06 13:00'],
    ['when the next one would have come', { zone: ASUNCION, start: '2025-03-16T10:00', rule: 'FREQ=WEEKLY;COUNT=2' }, '2025-03-16 13:00, 03-23 13:00'],
    ['at a time that is skipped', { zone: ASUNCION, start: '2024-10-05T00:30', rule: 'FREQ=DAILY;COUNT=2' }, '2024-10-05 04:30, 10-07 03:30'],
    ['on first Sundays at midnight', { zone: ASUNCION, start: '2023-09-03T00:00', rule: 'FREQ=MONTHLY;BYDAY=1SU;COUNT=3' }, '2023-09-03 04:00, 11-05 03:00, 12-03 03:00'],
  ],
  'in São Paulo, whose last summer began on 4 November 2018': [
    ['at the midnight that is skipped', { zone: SAO_PAULO, start: '2018-11-03T00:00', rule: 'FREQ=DAILY;COUNT=3' }, '2018-11-03 03:00, 11-05 02:00, 11-06 02:00'],
    ['at half past eleven, which comes twice', { zone: SAO_PAULO, start: '2019-02-15T23:30', rule: 'FREQ=DAILY;COUNT=3' }, '2019-02-16 01:30, 02-17 01:30, 02-18 02:30'],
    ['a year later, without one', { zone: SAO_PAULO, start: '2019-11-02T00:00', rule: 'FREQ=DAILY;COUNT=2' }, '2019-11-02 03:00, 11-03 03:00'],
    ['a whole day without its midnight', { zone: SAO_PAULO, start: '2018-11-04T00:00', isAllDay: true }, '2018-11-04 03:00'],
  ],
  'in Apia, which had no 30 December 2011': [
    ['daily', { zone: APIA, start: '2011-12-29T10:00', rule: 'FREQ=DAILY;COUNT=3' }, '2011-12-29 20:00, 12-30 20:00, 12-31 20:00'],
    ['on Fridays', { zone: APIA, start: '2011-12-23T10:00', rule: 'FREQ=WEEKLY;COUNT=3' }, '2011-12-23 20:00, 2012-01-05 20:00, 01-12 20:00'],
    ['whole days', { zone: APIA, start: '2011-12-29T00:00', rule: 'FREQ=DAILY;COUNT=3', isAllDay: true }, '2011-12-29 10:00, 12-30 10:00, 12-31 10:00'],
    ['named for that day, it is the next', { zone: APIA, start: '2011-12-30T10:00' }, '2011-12-30 20:00'],
    ['today, without summers', { zone: APIA, start: '2026-04-06T10:00', rule: 'FREQ=WEEKLY;COUNT=2' }, '2026-04-05 21:00, 04-12 21:00'],
  ],
  'elsewhere': [
    ['Havana, at a midnight that is skipped', { zone: 'America/Havana', start: '2026-03-07T00:30', rule: 'FREQ=DAILY;COUNT=2' }, '2026-03-07 05:30, 03-09 04:30'],
    ['Havana, after a midnight that comes twice', { zone: 'America/Havana', start: '2026-10-31T00:30', rule: 'FREQ=DAILY;COUNT=3' }, '2026-10-31 04:30, 11-01 04:30, 11-02 05:30'],
    ['Caracas, in the half hour that it skipped in 2016', { zone: 'America/Caracas', start: '2016-04-30T02:45', rule: 'FREQ=DAILY;COUNT=2' }, '2016-04-30 07:15, 05-02 06:45'],
    ['Caracas, over it', { zone: 'America/Caracas', start: '2016-04-30T09:00', rule: 'FREQ=DAILY;COUNT=2' }, '2016-04-30 13:30, 05-01 13:00'],
    ['Lord Howe, in half an hour that comes twice', { zone: 'Australia/Lord_Howe', start: '2026-04-04T01:45', rule: 'FREQ=DAILY;COUNT=3' }, '2026-04-03 14:45, 04-04 14:45, 04-05 15:15'],
    ['Lord Howe, in half an hour that is skipped', { zone: 'Australia/Lord_Howe', start: '2026-10-03T02:15', rule: 'FREQ=DAILY;COUNT=2' }, '2026-10-02 15:45, 10-04 15:15'],
    ['New York, in the hour that is skipped', { zone: NEW_YORK, start: '2026-03-07T02:30', rule: 'FREQ=DAILY;COUNT=2' }, '2026-03-07 07:30, 03-09 06:30'],
    ['New York, in the hour that comes twice', { zone: NEW_YORK, start: '2026-10-31T01:30', rule: 'FREQ=DAILY;COUNT=3' }, '2026-10-31 05:30, 11-01 05:30, 11-02 06:30'],
    ['Port-au-Prince, over the day of summer', { zone: 'America/Port-au-Prince', start: '2026-03-07T09:00', rule: 'FREQ=DAILY;COUNT=2' }, '2026-03-07 14:00, 03-08 13:00'],
    ['Kathmandu, a quarter of an hour beside its neighbours', { zone: 'Asia/Kathmandu', start: '2026-11-23T09:00', rule: 'FREQ=WEEKLY;COUNT=2' }, '2026-11-23 03:15, 11-30 03:15'],
  ],
};

describe.each(Object.entries(CASES))('[E1] %s', (_, cases) => {
  test.each(cases)('%s', (__, given, expected) => {
    expect(beginnings(given)).toEqual(instants(expected));
  });
});

test('[E1] there are as many cases as were promised', () => {
  expect(Object.values(CASES).flat().length).toBeGreaterThanOrEqual(80);
});
