/** A city's winter, as its calendar has it, against what its published fields say by plain arithmetic and by hand. */
import { describe, expect, test } from 'vitest';
import { madridCalendar, madridEvents, WEEKDAYS } from '../../../../tests/fixtures/events/madrid.ts';
import { SeriesId } from '../../ids.ts';
import { occurrencesBetween, type Series } from '../index.ts';
import { readCalendar, writeCalendar, type CalendarTerms } from './index.ts';

const TERMS: CalendarTerms = { zone: 'Europe/Madrid', language: 'es', icon: 'talk', rooms: [], idOf: (uid) => SeriesId.parse(uid.padStart(26, '0')) };

function readMadrid(text: string): readonly Series[] {
  const reading = readCalendar(text, TERMS);
  if (reading.kind !== 'read') throw new Error(reading.why);
  expect(reading.faults.filter(({ isKept }) => !isKept)).toEqual([]);
  return reading.series;
}

const SERIES = readMadrid(madridCalendar());
/** Madrid's wall on an instant, by the platform's own clock of it. */
const SHOWN = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Madrid', dateStyle: 'short', timeStyle: 'short' });
const idIn = ({ id }: Series): string => id.replace(/^0+/, '');

/** Of a month, `2021-12`: each series' days, and at what time. A day of margin on either side, of which nothing is taken. */
function daysOf(series: Series, month: string): readonly string[] {
  const [from, to] = [Date.parse(`${month}-01T00:00Z`) - 86_400_000, Date.parse(`${month}-01T00:00Z`) + 33 * 86_400_000];
  return occurrencesBetween(series, from, to).map(({ start }) => SHOWN.format(start)).filter((each) => each.startsWith(month));
}

test('[E1] all 181 events of a city are read, 83 of them again and again', () => {
  expect(SERIES).toHaveLength(181);
  expect(SERIES.filter(({ rule }) => rule !== undefined)).toHaveLength(83);
});

test('[E1] and are the same once they were written and read again', () => {
  expect(readMadrid(writeCalendar(SERIES, { at: 0, language: 'es', roomName: () => undefined }))).toEqual(SERIES);
});

/** By hand, with a calendar of 2021: 1 November was a Monday, 1 December a Wednesday. */
const BY_HAND: readonly (readonly [id: string, month: string, at: string, days: string])[] = [
  // Saturdays and Sundays to 18 December, of which nineteen are left out.
  ['11472755', '2021-10', '00:00', '2 16'],
  ['11472755', '2021-11', '00:00', '21'],
  ['11472755', '2021-12', '00:00', '18'],
  // Sundays from 17 October to 12 December, but six.
  ['11474701', '2021-11', '00:00', '14'],
  ['11474701', '2021-12', '00:00', '12'],
  // Working days to 17 December, but for two holidays.
  ['11516189', '2021-12', '00:00', '1 2 3 7 9 10 13 14 15 16 17'],
  // Each day from 23 December, but for the feasts, over the year's end.
  ['11505365', '2021-12', '00:00', '23 27 28 29 30'],
  ['11505365', '2022-01', '00:00', '3 4 5 7'],
  ['11512421', '2022-01', '00:00', '3 4 7'],
  // Sundays to 12 December, but seven.
  ['11472770', '2021-11', '00:00', '7'],
  ['11472770', '2021-12', '00:00', '12'],
  // Weekends of which twenty days are left out, and four stay.
  ['11472767', '2021-10', '00:00', '2 23 24'],
  ['11472767', '2021-11', '00:00', ''],
  ['11472767', '2021-12', '00:00', '19'],
  // Tuesdays at ten, nine left out, over the day on which summer ended.
  ['11507234', '2021-10', '10:00', '19'],
  ['11507234', '2021-11', '10:00', '2 16 30'],
  ['11507234', '2021-12', '10:00', '14'],
  ['11507234', '2022-01', '10:00', '11 25'],
  ['11507234', '2022-02', '10:00', '8'],
  // Thursdays at half past six; what it leaves out is before its first.
  ['11292713', '2021-12', '18:30', '2 9'],
  // It begins on a Monday, on which it does not come.
  ['11519379', '2021-11', '00:00', '23 24 25 26 27 28 30'],
  ['11519379', '2021-12', '00:00', '1 2 3 4 5 7 8 9 10 11 12 14 15 16 17 18 19 21 22 23 24 25 26 28 29 30 31'],
  ['11461350', '2021-12', '00:00', '28 29'],
  ['11461216', '2021-12', '00:00', '15 16 17 18 19'],
  // Its days that are left out are all in another month.
  ['11293132', '2021-11', '09:00', '18 19 25 26'],
  ['11452888', '2021-11', '16:30', '16 30'],
  ['11510481', '2021-11', '10:00', '2 4 11 16 18 23 25 30'],
  ['11287835', '2021-11', '10:30', '4 8 11 15 18 22 25 29'],
  // From October to May, over both changes of the clocks.
  ['11477170', '2021-10', '18:00', '4 11 18 25'],
  ['11477170', '2021-11', '18:00', '1 8 15 22 29'],
  ['11477170', '2022-03', '18:00', '7 14 21 28'],
];

test.each(BY_HAND)('[E1] series %s in %s is at %s on days «%s»', (id, month, at, days) => {
  const series = SERIES.find((each) => idIn(each) === id);
  if (!series) throw new Error(`no series ${id}`);
  expect(daysOf(series, month)).toEqual(days.split(' ').filter((day) => day !== '').map((day) => `${month}-${day.padStart(2, '0')} ${at}`));
});

/** Of a day, what is on by the published fields: no rule is reckoned here, only whether this day is one. */
function onDay(day: string): readonly string[] {
  const weekday = WEEKDAYS[new Date(`${day}T00:00Z`).getUTCDay()] ?? '';
  const [year = '', month = '', date = ''] = day.split('-');
  const asWritten = `${Number(date)}/${Number(month)}/${year}`;
  return madridEvents()
    .filter(({ dtstart, dtend }) => dtstart.slice(0, 10) <= day && day <= dtend.slice(0, 10))
    .filter(({ recurrence }) => !recurrence || recurrence.days.split(',').includes(weekday))
    .filter((event) => !event['excluded-days'].split(';').includes(asWritten))
    .map(({ id, time }) => `${id} ${time === '' ? '00:00' : time}`)
    .toSorted();
}

describe.each(['2021-10', '2021-11', '2021-12', '2022-03'])('[E1] in all of %s', (month) => {
  const length = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  const days = Array.from({ length }, (_, n) => `${month}-${String(n + 1).padStart(2, '0')}`);

  test('each day has what the city said, no more and no less', () => {
    const shown = SERIES.flatMap((series) => daysOf(series, month).map((at) => `${at.slice(0, 10)} ${idIn(series)} ${at.slice(11)}`)).toSorted();
    const said = days.flatMap((day) => onDay(day).map((each) => `${day} ${each}`)).toSorted();
    expect(said.length).toBeGreaterThan(70);
    expect(shown).toEqual(said);
  });
});
