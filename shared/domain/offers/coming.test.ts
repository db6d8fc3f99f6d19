import { describe, expect, it } from 'vitest';
import { comingActivities } from './coming.ts';
import { Activity } from './offers.ts';

const ZONE = 'America/Bogota';
/** An instant of November 2026 in Bogotá, five hours behind; the 23rd is a Monday. */
const at = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 10, day, hour + 5, minute);
const activity = (id: string, on: string, from = '17:00', to = '18:30'): Activity =>
  Activity.parse({ id, icon: 'talk', name: { es: id }, what: { es: id }, room: { es: 'Salón 2' }, on, from, to, isFree: true });
const startsOf = (on: string, now: number): unknown => comingActivities([activity('a', on)], ZONE, now).map(({ startsAt }) => startsAt);

describe('activities to come', () => {
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
    expect(comingActivities([activity('a', 'mon')], 'Pacific/Kiritimati', at(23, 9))[0]?.startsAt).toBe(Date.UTC(2026, 10, 30, 3));
    expect(startsOf('mon', at(23, 9))).toEqual([at(23, 17)]);
  });

  it('stand soonest first, and those of one time by their names for the file', () => {
    const all = [activity('b', 'tue'), activity('a', 'tue'), activity('c', '2026-11-23', '09:00', '10:00'), activity('d', 'mon')];
    expect(comingActivities(all, ZONE, at(23, 8)).map(({ activity: { id } }) => id)).toEqual(['c', 'd', 'a', 'b']);
    expect(comingActivities(all, ZONE, at(23, 10)).map(({ activity: { id } }) => id)).toEqual(['d', 'a', 'b']);
  });
});
