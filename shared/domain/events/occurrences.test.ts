import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { A_SERIES, aSeries, weekly } from '../../../tests/fixtures/events/series.ts';
import { occurrencesBetween, readRule, Series, type Occurrence } from './index.ts';
import { COUNT_AT_MOST, DATES_AT_MOST, MINUTES_AT_MOST, YEARS_AT_MOST } from './limits.ts';

const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const utc = (ms: number): string => Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: 'minute' });
const between = (series: Series, from: string, to: string): readonly Occurrence[] => occurrencesBetween(series, at(`${from}T05:00Z`), at(`${to}T05:00Z`));

test('[E1] an occurrence goes by when its series has it, and says when it begins and ends', () => {
  expect(between(weekly(), '2026-11-30', '2026-12-01')).toEqual([
    { series: A_SERIES, key: '2026-11-30T09:00', start: at('2026-11-30T14:00Z'), end: at('2026-11-30T15:30Z'), place: undefined, isMoved: false, isCancelled: false, change: undefined },
  ]);
});

test('[E1] a date that was moved is where it was moved to, under its own name, and no more where it was', () => {
  const series = weekly({ changes: [{ kind: 'changed', original: '2026-11-30T09:00', start: '2026-12-02T16:00', minutes: 30 }] });
  expect(between(series, '2026-11-30', '2026-12-01')).toEqual([]);
  expect(between(series, '2026-11-30', '2026-12-08')).toMatchObject([
    { key: '2026-11-30T09:00', start: at('2026-12-02T21:00Z'), end: at('2026-12-02T21:30Z'), isMoved: true, isCancelled: false },
    { key: '2026-12-07T09:00', isMoved: false },
  ]);
});

test('[E1] a date that was moved years away is found there', () => {
  const series = weekly({ changes: [{ kind: 'changed', original: '2026-11-30T09:00', start: '2031-01-04T16:00' }] });
  expect(between(series, '2031-01-04', '2031-01-05')).toMatchObject([{ key: '2026-11-30T09:00', isMoved: true }]);
});

test('[E1] a date that was called off stays, and says so; one that was left out is gone', () => {
  const series = weekly({ changes: [{ kind: 'cancelled', original: '2026-11-30T09:00' }], excluded: ['2026-12-07T09:00'] });
  expect(between(series, '2026-11-23', '2026-12-15').map(({ key, isCancelled }) => [key.slice(5, 10), isCancelled])).toEqual([['11-23', false], ['11-30', true], ['12-14', false]]);
  expect(between(weekly({ isCancelled: true }), '2026-11-23', '2026-12-01').map(({ isCancelled }) => isCancelled)).toEqual([true, true]);
});

test('[E1] a date may have another room or another length and stay when it was', () => {
  const series = weekly({ place: { kind: 'room', room: 'sala-1' }, changes: [{ kind: 'changed', original: '2026-11-30T09:00', place: { kind: 'room', room: 'sala-2' } }, { kind: 'changed', original: '2026-12-07T09:00', minutes: 15 }] });
  const [first, second, third] = between(series, '2026-11-23', '2026-12-08');
  expect([first?.place, second?.place]).toEqual([{ kind: 'room', room: 'sala-1' }, { kind: 'room', room: 'sala-2' }]);
  expect([first?.isMoved, second?.isMoved, third?.isMoved]).toEqual([false, false, false]);
  expect(utc(third?.end ?? 0)).toBe('2026-12-07T14:15Z');
});

test('[E1] a change of a date that the series does not have, or left out, says nothing', () => {
  const changes = [{ kind: 'changed' as const, original: '2026-12-01T09:00', start: '2026-12-02T09:00' }, { kind: 'changed' as const, original: '2026-12-07T09:00', start: '2026-12-08T09:00' }];
  expect(between(weekly({ changes, excluded: ['2026-12-07'] }), '2026-11-24', '2026-12-12').map(({ key }) => key)).toEqual(['2026-11-30T09:00']);
});

test('[E1] a date that was added can be moved and called off like any other', () => {
  const changes = [{ kind: 'changed' as const, original: '2026-11-25T18:00', start: '2026-11-26T18:00' }, { kind: 'cancelled' as const, original: '2026-11-27T18:00' }];
  const series = aSeries({ added: ['2026-11-25T18:00', '2026-11-27T18:00'], changes });
  expect(between(series, '2026-11-24', '2026-12-12').map(({ start, isMoved, isCancelled }) => [utc(start), isMoved, isCancelled])).toEqual([['2026-11-26T23:00Z', true, false], ['2026-11-27T23:00Z', false, true]]);
});

describe('[E1] a span shows what goes on in it', () => {
  const series = aSeries();
  test.each([
    ['that begins in it', '2026-11-23T13:00Z', '2026-11-23T14:01Z', 1],
    ['that ends in it', '2026-11-23T15:29Z', '2026-11-23T18:00Z', 1],
    ['that is longer than it', '2026-11-23T14:30Z', '2026-11-23T14:31Z', 1],
    ['not what begins when it ends', '2026-11-23T13:00Z', '2026-11-23T14:00Z', 0],
    ['not what ends when it begins', '2026-11-23T15:30Z', '2026-11-23T18:00Z', 0],
  ])('%s', (_, from, to, many) => {
    expect(occurrencesBetween(series, at(from), at(to))).toHaveLength(many);
  });

  test('what has no end is there when it begins', () => {
    const endless = aSeries({ minutes: 0 });
    expect(occurrencesBetween(endless, at('2026-11-23T14:00Z'), at('2026-11-23T14:01Z'))).toHaveLength(1);
    expect(occurrencesBetween(endless, at('2026-11-23T14:01Z'), at('2026-11-23T18:00Z'))).toHaveLength(0);
  });

  test('what lasts for weeks is there to its end', () => {
    expect(occurrencesBetween(aSeries({ minutes: MINUTES_AT_MOST }), at('2026-12-24T13:59Z'), at('2026-12-24T18:00Z'))).toHaveLength(1);
  });
});

test('[E1] a whole day ends with it, of however many hours; what lasts an hour lasts one through any change of the clocks', () => {
  const days = aSeries({ zone: 'Europe/Madrid', start: '2026-03-28T00:00', minutes: 2880, isAllDay: true });
  expect(between(days, '2026-03-28', '2026-03-29').map(({ start, end }) => (end - start) / 3_600_000)).toEqual([47]);
  const hours = aSeries({ zone: 'Europe/Madrid', start: '2026-03-29T01:30', minutes: 120 });
  expect(between(hours, '2026-03-28', '2026-03-30').map(({ end }) => utc(end))).toEqual(['2026-03-29T02:30Z']);
});

test('[E1] asked in pieces or at once, backwards or again, a series has the same dates', () => {
  const months = Array.from({ length: 30 }, (_, n) => Temporal.PlainYearMonth.from('2026-11').add({ months: n }).toString());
  const edges = (month: string): [number, number] => [at(`${month}-01T00:00Z`), at(`${Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString()}-01T00:00Z`)];
  for (const rule of ['FREQ=DAILY;COUNT=700', 'FREQ=WEEKLY;BYDAY=MO,TH', 'FREQ=MONTHLY;BYDAY=-1FR;COUNT=20', 'FREQ=DAILY;UNTIL=20280115T140000Z']) {
    const whole = occurrencesBetween(aSeries({ rule }), ...([edges('2026-11')[0], edges(months.at(-1) ?? '')[1]] as const)).map(({ key }) => key);
    const series = aSeries({ rule });
    const pieces = months.toReversed().map((month) => occurrencesBetween(series, ...edges(month)).map(({ key }) => key));
    expect(pieces.toReversed().flat()).toEqual(whole);
  }
});

describe('[E1] a series that nobody could reckon is none', () => {
  test.each([
    ['each second', 'FREQ=SECONDLY', 'often'],
    ['each minute', 'FREQ=MINUTELY;COUNT=5', 'often'],
    ['each hour', 'FREQ=HOURLY', 'often'],
    ['many times a day', `FREQ=DAILY;BYHOUR=${Array.from({ length: 24 }, (_, n) => n).join(',')}`, 'often'],
    ['at half minutes', 'FREQ=DAILY;BYSECOND=0,30', 'often'],
    ['a thousand million times', 'FREQ=DAILY;COUNT=1000000000', 'endless'],
    ['each thousandth day', 'FREQ=DAILY;INTERVAL=1000', 'endless'],
    ['never', 'FREQ=DAILY;COUNT=0', 'shape'],
    ['each no day', 'FREQ=DAILY;INTERVAL=0', 'shape'],
    ['both counted and ended', 'FREQ=DAILY;COUNT=3;UNTIL=20270101T000000Z', 'unfit'],
    ['on the second Monday of a week', 'FREQ=WEEKLY;BYDAY=2MO', 'unfit'],
    ['on a date of a week', 'FREQ=WEEKLY;BYMONTHDAY=3', 'unfit'],
    ['the last of nothing', 'FREQ=MONTHLY;BYSETPOS=-1', 'unfit'],
    ['on a day that there is not', 'FREQ=WEEKLY;BYDAY=XX', 'shape'],
    ['to a day that there is not', 'FREQ=WEEKLY;UNTIL=20260230', 'shape'],
    ['twice the same part', 'FREQ=WEEKLY;FREQ=DAILY', 'shape'],
    ['in another calendar', 'RSCALE=CHINESE;FREQ=YEARLY', 'shape'],
    ['with no kind', 'BYDAY=MO', 'shape'],
    ['with nothing', '', 'shape'],
    ['with too much', `FREQ=DAILY;BYYEARDAY=${'1,'.repeat(400)}1`, 'shape'],
  ])('%s', (_, rule, why) => {
    expect(readRule(rule, false)).toEqual({ kind: 'not', why });
    expect(Series.safeParse({ ...aSeries(), rule }).success).toBe(false);
  });

  test.each([
    ['in a zone that nobody knows', { zone: 'America/Macondo' }],
    ['on a day that there is not', { start: '2026-02-30T09:00' }],
    ['with an hour that there is not', { start: '2026-02-20T24:00' }],
    ['longer than a month', { minutes: MINUTES_AT_MOST + 1 }],
    ['of whole days that begin at nine', { isAllDay: true, minutes: 1440 }],
    ['of a whole day and a half', { isAllDay: true, start: '2026-11-23T00:00', minutes: 2160 }],
    ['of whole days with hours in its rule', { isAllDay: true, start: '2026-11-23T00:00', minutes: 1440, rule: 'FREQ=DAILY;BYHOUR=9' }],
    ['with thousands of dates', { added: Array.from({ length: DATES_AT_MOST + 1 }, () => '2026-11-23T09:00') }],
    ['with one date changed twice', { changes: [{ kind: 'cancelled', original: '2026-11-23T09:00' }, { kind: 'cancelled', original: '2026-11-23T09:00' }] }],
    ['without a name', { name: {} }],
  ])('%s', (_, about) => {
    expect(Series.safeParse({ ...aSeries(), ...about }).success).toBe(false);
  });
});

test('[E1] a rule whose dates never come, or come seldom, ends soon', () => {
  const rules = [
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4;COUNT=2000', 'FREQ=YEARLY;BYWEEKNO=53;BYMONTH=5;BYDAY=MO',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=300', 'FREQ=YEARLY;INTERVAL=400;BYMONTH=2;BYMONTHDAY=29;COUNT=2000', `FREQ=DAILY;COUNT=${COUNT_AT_MOST};BYMONTH=1;BYMONTHDAY=1`,
  ];
  const before = process.cpuUsage();
  for (const rule of rules) expect(occurrencesBetween(aSeries({ rule }), at('2027-02-01T00:00Z'), at('2056-01-01T00:00Z')).length).toBeLessThan(31);
  expect((process.cpuUsage(before).user + process.cpuUsage(before).system) / 1000).toBeLessThan(4000);
});

test('[E1] a series without end is one for so many years', () => {
  const all = occurrencesBetween(weekly(), at('2026-01-01T00:00Z'), at('2199-01-01T00:00Z'));
  expect(all.length).toBeGreaterThan(YEARS_AT_MOST * 52);
  expect(all.length).toBeLessThan((YEARS_AT_MOST + 1) * 53);
});
