import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { aSeries, weekly as aWeekly } from '../../../tests/fixtures/events/series.ts';
import { SMALL_CENTRE } from '../../../tests/fixtures/world.ts';
import { Centre } from '../centre.ts';
import { Activity } from '../offers/offers.ts';
import { comingDates, dateOf, plannedIn, plannedOfFile, type Planned } from './planned.ts';
import type { LocalTime } from './local.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** An instant of November 2026 in Bogotá, five hours behind; the 23rd is a Monday. */
const at = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 10, day, hour + 5, minute);
const activity = (id: string, on: string, from = '17:00', to = '18:30'): Activity =>
  Activity.parse({ id, icon: 'talk', name: { es: id }, what: { es: id }, room: { es: 'Salón 2' }, on, from, to, isFree: true });
const ofFile = (activities: readonly Activity[], zone = 'America/Bogota'): readonly Planned[] => plannedOfFile(Centre.parse({ ...SMALL_CENTRE, zone, activities }), sha256);
const startsOf = (on: string, now: number): unknown => comingDates(ofFile([activity('a', on)]), now).map(({ date }) => date.start);
const planned = (series: ReturnType<typeof aSeries>): readonly Planned[] => plannedIn(new Map([[series.id, series]]), []);

describe('dates to come of a centre’s file', () => {
  it('[Q6] are there until the instant they end, and not from then on', () => {
    expect(startsOf('2026-11-23', at(22, 9))).toEqual([at(23, 17)]);
    expect(startsOf('2026-11-23', at(23, 18, 30) - 1)).toEqual([at(23, 17)]);
    expect(startsOf('2026-11-23', at(23, 18, 30))).toEqual([]);
    expect(startsOf('2026-11-23', at(24, 9))).toEqual([]);
  });

  it('of every week are there by their next time, which is today as long as it is not over', () => {
    expect(startsOf('mon', at(23, 9))).toEqual([at(23, 17)]);
    expect(startsOf('mon', at(23, 18, 30))).toEqual([at(30, 17)]);
    expect(startsOf('sun', at(23, 9))).toEqual([at(29, 17)]);
    expect(startsOf('tue', at(23, 23, 59))).toEqual([at(24, 17)]);
  });

  it('[Q6] are of the centre’s day, wherever the machine is', () => {
    // In Kiribati it is the 24th already while Bogotá has the 23rd.
    expect(comingDates(ofFile([activity('a', 'mon')], 'Pacific/Kiritimati'), at(23, 9))[0]?.date.start).toBe(Date.UTC(2026, 10, 30, 3));
    expect(startsOf('mon', at(23, 9))).toEqual([at(23, 17)]);
  });

  it('stand soonest first, and those of one time by their names for the file', () => {
    const all = ofFile([activity('b', 'tue'), activity('a', 'tue'), activity('c', '2026-11-23', '09:00', '10:00'), activity('d', 'mon')]);
    expect(comingDates(all, at(23, 8)).map(({ offer }) => offer)).toEqual(['c', 'd', 'a', 'b']);
    expect(comingDates(all, at(23, 10)).map(({ offer }) => offer)).toEqual(['d', 'a', 'b']);
  });

  it('go by the same names on every device, and give way to what a coordinator wrote in their place', () => {
    const [file] = ofFile([activity('a', 'mon')]);
    expect(ofFile([activity('a', 'mon')])[0]?.series).toEqual(file?.series);
    const written = aSeries({ id: file?.series.id as never });
    expect(plannedIn(new Map([[written.id, written]]), file ? [file] : []).map(({ series, isOfFile }) => [series, isOfFile])).toEqual([[written, false]]);
  });
});

describe('[E1] dates to come of a series', () => {
  const weekly = aWeekly({ changes: [{ kind: 'cancelled', original: '2026-11-23T09:00' as LocalTime }, { kind: 'changed', original: '2026-11-30T09:00' as LocalTime, start: '2026-12-01T10:00' as LocalTime }] });

  it('are those of a week and the next that takes place; one that was called off is told, and stands for none', () => {
    expect(comingDates(planned(weekly), at(23, 8)).map(({ date: { key, isCancelled, isMoved } }) => [key, isCancelled, isMoved])).toEqual([
      ['2026-11-23T09:00', true, false],
      ['2026-11-30T09:00', false, true],
    ]);
  });

  it('are found by their names, wherever they were moved to', () => {
    const [only] = planned(weekly);
    if (!only) throw new Error('one series');
    expect(dateOf(only, '2026-11-30T09:00' as LocalTime)).toMatchObject({ isMoved: true, start: Date.UTC(2026, 11, 1, 15) });
    expect(dateOf(only, '2026-11-23T09:00' as LocalTime)).toMatchObject({ isCancelled: true });
    expect(dateOf(only, '2026-11-24T09:00' as LocalTime)).toBeUndefined();
    expect(dateOf(only, '2026-12-01T10:00' as LocalTime)).toBeUndefined();
  });
});
