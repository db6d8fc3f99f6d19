import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aSeries } from '../../../tests/fixtures/events/series.ts';
import { occurrencesBetween, readRule } from '../../../shared/domain/events/index.ts';
import type { BusinessDay } from '../../../shared/domain/clock.ts';
import { Weekday } from '../../../shared/domain/week.ts';
import { fits, nthsAt, NTHS, repeatIn, ruleOf, type Ends, type Repeat } from './repeat.ts';

const MONDAY = { start: '2026-11-23T09:00', zone: 'America/Bogota', isAllDay: false } as const;
const of = (rule: string, about: object = {}): Repeat => repeatIn(aSeries({ ...MONDAY, rule, ...about }));
const day = (text: string): BusinessDay => text as BusinessDay;
const never: Ends = { kind: 'never' };

describe('[E2] a form shows', () => {
  it.each<[string, string, Repeat]>([
    ['each week, on the day it begins', 'FREQ=WEEKLY', { kind: 'weekly', every: 1, days: ['mon'], ends: never }],
    ['some days of each week, in their order', 'FREQ=WEEKLY;BYDAY=TH,TU', { kind: 'weekly', every: 1, days: ['tue', 'thu'], ends: never }],
    ['working days, as another program writes them', 'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', { kind: 'weekly', every: 1, days: ['mon', 'tue', 'wed', 'thu', 'fri'], ends: never }],
    ['every third day, ten times', 'FREQ=DAILY;INTERVAL=3;COUNT=10', { kind: 'daily', every: 3, ends: { kind: 'after', times: 10 } }],
    ['a date of each month', 'FREQ=MONTHLY', { kind: 'monthlyOn', every: 1, date: 23, ends: never }],
    ['the last of each month', 'FREQ=MONTHLY;BYMONTHDAY=-1', { kind: 'monthlyOn', every: 1, date: -1, ends: never }],
    ['the first and third Thursday', 'FREQ=MONTHLY;BYDAY=1TH,3TH', { kind: 'monthlyNth', every: 1, nths: [1, 3], day: 'thu', ends: never }],
    ['the last Friday, as Outlook writes it', 'FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1', { kind: 'monthlyNth', every: 1, nths: [-1], day: 'fri', ends: never }],
    ['until a day', 'FREQ=WEEKLY;UNTIL=20261218', { kind: 'weekly', every: 1, days: ['mon'], ends: { kind: 'on', day: day('2026-12-18') } }],
    ['until an instant, by the clocks of the series', 'FREQ=WEEKLY;UNTIL=20261219T030000Z', { kind: 'weekly', every: 1, days: ['mon'], ends: { kind: 'on', day: day('2026-12-18') } }],
    ['until a morning, before it comes that day', 'FREQ=WEEKLY;UNTIL=20261221T085900', { kind: 'weekly', every: 1, days: ['mon'], ends: { kind: 'on', day: day('2026-12-20') } }],
  ])('%s', (_, rule, repeat) => expect(of(rule)).toEqual(repeat));

  it.each(['FREQ=YEARLY', 'FREQ=MONTHLY;BYDAY=TU', 'FREQ=MONTHLY;BYDAY=1MO,2TU', 'FREQ=MONTHLY;BYDAY=5MO', 'FREQ=MONTHLY;BYMONTHDAY=1,15', 'FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO', 'FREQ=WEEKLY;BYMONTH=1', 'FREQ=DAILY;BYHOUR=9,15'])('nothing of «%s», and keeps it as it is', (rule) => {
    expect(of(rule)).toMatchObject({ kind: 'other', rule });
    expect(ruleOf(of(rule), MONDAY)).toBe(rule);
  });
});

const someOf = <T>(all: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...all], { minLength: 1 });
const ends: fc.Arbitrary<Ends> = fc.oneof(
  fc.constant<Ends>(never),
  fc.integer({ min: 1, max: 60 }).map<Ends>((times) => ({ kind: 'after', times })),
  fc.integer({ min: 0, max: 400 }).map<Ends>((n) => ({ kind: 'on', day: day(new Date(Date.UTC(2026, 10, 23 + n)).toISOString().slice(0, 10)) })),
);
const every = fc.integer({ min: 1, max: 12 });
const repeats: fc.Arbitrary<Repeat> = fc.oneof(
  fc.constant<Repeat>({ kind: 'once' }),
  fc.record({ kind: fc.constant('daily' as const), every, ends }),
  fc.record({ kind: fc.constant('weekly' as const), every, days: someOf(Weekday.options), ends }),
  fc.record({ kind: fc.constant('monthlyOn' as const), every, date: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant(-1)), ends }),
  fc.record({ kind: fc.constant('monthlyNth' as const), every, nths: someOf(NTHS), day: fc.constantFrom(...Weekday.options), ends }),
);
const places = fc.constantFrom({ ...MONDAY }, { ...MONDAY, zone: 'Asia/Tokyo', start: '2026-11-23T00:30' }, { start: '2026-11-23T00:00', zone: 'Europe/Madrid', isAllDay: true });

describe('[E2] what a form says', () => {
  it('is a rule, and read again the same', () => {
    fc.assert(
      fc.property(repeats, places, (repeat, place) => {
        const rule = ruleOf(repeat, place);
        if (rule !== undefined) expect(readRule(rule, place.isAllDay)).toMatchObject({ kind: 'rule' });
        expect(repeatIn(aSeries({ ...place, minutes: place.isAllDay ? 1440 : 60, ...(rule !== undefined && { rule }) }))).toEqual(repeat);
      }),
    );
  });

  it('has the dates of the rule it was read from', () => {
    const weekdays = someOf(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']).map((days) => days.join(','));
    const parts = fc.tuple(
      fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY'),
      fc.oneof(fc.constant(''), weekdays.map((days) => `;BYDAY=${days}`), fc.constantFrom(';BYDAY=2TU', ';BYDAY=1TH,3TH', ';BYDAY=-1FR', ';BYDAY=WE;BYSETPOS=2', ';BYMONTHDAY=31', ';BYMONTHDAY=-1')),
      fc.oneof(fc.constant(''), fc.integer({ min: 1, max: 4 }).map((n) => `;INTERVAL=${n}`)),
      fc.constantFrom('', ';COUNT=7', ';UNTIL=20270115', ';UNTIL=20270111T135900Z', ';UNTIL=20270111T140000Z', ';UNTIL=20270111T000000'),
      fc.constantFrom('', ';WKST=SU', ';WKST=MO'),
    );
    fc.assert(
      fc.property(parts, ([freq, by, interval, end, wkst]) => {
        const rule = `FREQ=${freq}${by}${interval}${end}${wkst}`;
        fc.pre(readRule(rule, false).kind === 'rule');
        const given = aSeries({ ...MONDAY, rule });
        const said = ruleOf(repeatIn(given), given);
        const dates = (text: string | undefined): readonly string[] => occurrencesBetween(aSeries({ ...MONDAY, ...(text !== undefined && { rule: text }) }), 0, Date.UTC(2028, 0)).map(({ key }) => key);
        expect(dates(said)).toEqual(dates(rule));
      }),
      { numRuns: 60 },
    );
  });
});

describe('[E2] its first date', () => {
  it('fits, or does not', () => {
    expect(fits({ kind: 'weekly', every: 1, days: ['tue'], ends: never }, MONDAY.start)).toBe(false);
    expect(fits({ kind: 'weekly', every: 1, days: ['mon', 'tue'], ends: never }, MONDAY.start)).toBe(true);
    expect(fits({ kind: 'monthlyOn', every: 1, date: -1, ends: never }, '2026-11-30T09:00')).toBe(true);
    expect(fits({ kind: 'monthlyNth', every: 1, nths: [-1], day: 'mon', ends: never }, MONDAY.start)).toBe(false);
    expect(fits({ kind: 'monthlyNth', every: 1, nths: [4], day: 'mon', ends: never }, MONDAY.start)).toBe(true);
    expect(nthsAt('2026-11-30T09:00')).toEqual([-1]);
    expect(nthsAt('2026-11-26T09:00')).toEqual([4, -1]);
  });
});
