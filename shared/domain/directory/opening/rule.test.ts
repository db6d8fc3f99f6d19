import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { describe, expect, it } from 'vitest';
import { HsdsSchedule } from '../record.ts';
import { parseDay, textOf } from './civil.ts';
import { readSchedule } from './read.ts';
import { holds } from './rule.ts';

const START = '2026-01-01';
const END = '2029-01-01';
/** A year's last week may end in the next: the other one finds it from where the year begins. */
const BEFORE = '2025-01-01';
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** A rule as HSDS writes it and as RFC 5545 does. */
interface Pair {
  readonly hsds: Omit<HsdsSchedule, 'id'>;
  readonly rrule: string;
}

function ours({ hsds }: Pair): string[] {
  const read = readSchedule(HsdsSchedule.parse({ ...hsds, id: '48102e86-bb50-41c4-8f1e-e269368c41d1' }));
  if (read.kind !== 'rule') throw new Error(`not read: ${JSON.stringify(hsds)}`);
  const [from = 0, to = 0] = [parseDay(START), parseDay(END)];
  return Array.from({ length: to - from }, (_, n) => from + n).filter((day) => holds(read.rule, day)).map(textOf);
}

function compact(day: unknown): string {
  return String(day).replaceAll('-', '');
}

/** Another's reckoning of the same. */
function theirs({ hsds, rrule }: Pair): string[] {
  const rule = new RRuleTemporal({ rruleString: `DTSTART:${compact(hsds.dtstart ?? BEFORE)}T000000Z\nRRULE:${rrule}` });
  const days = rule.between(new Date(`${BEFORE}T00:00Z`), new Date(`${END}T00:00Z`), true).map((at) => at.toString().slice(0, START.length));
  return days.filter((day) => START <= day && day < END);
}

const list = <T>(of: fc.Arbitrary<T>, most = 3): fc.Arbitrary<T[]> => fc.uniqueArray(of, { minLength: 1, maxLength: most });
const signed = (most: number): fc.Arbitrary<number> => fc.integer({ min: -most, max: most }).filter((n) => n !== 0);
const weekday = fc.constantFrom(...DAYS);
const dtstart = fc.integer({ min: -400, max: 400 }).map((n) => textOf((parseDay(START) ?? 0) + n));
const series = fc.record({
  dtstart, interval: fc.integer({ min: 1, max: 5 }), wkst: weekday,
  ends: fc.oneof(fc.constant({}), fc.integer({ min: 1, max: 40 }).map((count) => ({ count })), dtstart.map((until) => ({ until }))),
});
type Series = typeof series extends fc.Arbitrary<infer T> ? T : never;

function pair(freq: 'WEEKLY' | 'MONTHLY', { ends, ...of }: Series, by: Partial<Record<'byday' | 'bymonthday', string>>): Pair {
  const parts = { freq, interval: of.interval, wkst: of.wkst, ...by, ...ends };
  const rrule = Object.entries(parts).map(([name, value]) => `${name.toUpperCase()}=${name === 'until' ? `${compact(value)}T000000Z` : value}`);
  return { hsds: { dtstart: of.dtstart, ...parts }, rrule: rrule.join(';') };
}

const RULES: Readonly<Record<string, fc.Arbitrary<Pair>>> = {
  'weekly on some days': fc.tuple(series, list(weekday, 7)).map(([of, days]) => pair('WEEKLY', of, { byday: days.join(',') })),
  'weekly on the day it began': series.map((of) => pair('WEEKLY', of, {})),
  'monthly on nth days': fc.tuple(series, list(fc.tuple(fc.constantFrom('', '1', '2', '3', '4', '5', '-1', '-2', '-5'), weekday).map((of) => of.join('')))).map(([of, days]) => pair('MONTHLY', of, { byday: days.join(',') })),
  'monthly on dates': fc.tuple(series, list(signed(31), 5)).map(([of, dates]) => pair('MONTHLY', of, { bymonthday: dates.join(',') })),
  'monthly on the date it began': series.map((of) => pair('MONTHLY', of, {})),
  'monthly on dates that are such days': fc.tuple(series, list(weekday), list(signed(31), 9)).map(([of, days, dates]) => pair('MONTHLY', of, { byday: days.join(','), bymonthday: dates.join(',') })),
  // HSDS limits weeks by days and weeks of the year, which RFC 5545 has in a yearly rule.
  'in some weeks of the year': fc.tuple(list(weekday), list(signed(53)), weekday).map(([days, weeks, wkst]) => ({
    hsds: { freq: 'WEEKLY', byday: days.join(','), byweekno: weeks.join(','), wkst },
    rrule: `FREQ=YEARLY;WKST=${wkst};BYDAY=${days.join(',')};BYWEEKNO=${weeks.join(',')}`,
  })),
  // The other one does not limit these by days of the week, as RFC 5545 would; the table by hand has such a case.
  'on some days of the year': list(signed(366), 40).map((dates) => ({ hsds: { freq: 'WEEKLY', byyearday: dates.join(',') }, rrule: `FREQ=YEARLY;BYYEARDAY=${dates.join(',')}` })),
};

/** `DIRECTORY_FUZZ=5000` looks longer. */
const RUNS = Number(process.env['DIRECTORY_FUZZ'] ?? 25);

describe('[Q6] a schedule holds on the days that another reckoning has', () => {
  it.each(Object.entries(RULES))('%s', (_, rules) => {
    fc.assert(
      fc.property(rules, (each) => {
        expect(ours(each), each.rrule).toEqual(theirs(each));
      }),
      { seed: 11, numRuns: RUNS },
    );
  });
});
