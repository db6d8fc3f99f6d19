import { describe, expect, it } from 'vitest';
import type { ScheduledDate } from '../../../shared/contract/activities.ts';
import type { BusinessDay } from '../../../shared/domain/clock.ts';
import { byDay, dayByKey, daysIn, shownOf, stepped } from './grid.ts';

const day = (text: string): BusinessDay => text as BusinessDay;
const ZONE = 'America/Bogota';
const date = (about: Partial<ScheduledDate>): ScheduledDate => ({ isAllDay: false, isMoved: false, ...about }) as ScheduledDate;

describe('[E2] a month', () => {
  it('has whole weeks from Monday on, never more than are told at once', () => {
    expect(shownOf('month', day('2026-11-23'))).toEqual({ from: '2026-10-26', days: 42 });
    expect(shownOf('month', day('2027-02-10'))).toEqual({ from: '2027-02-01', days: 28 });
    expect(shownOf('month', day('2026-12-31'))).toEqual({ from: '2026-11-30', days: 35 });
    expect(shownOf('list', day('2026-12-31'))).toEqual({ from: '2026-12-01', days: 31 });
    expect(daysIn(shownOf('week', day('2026-11-29')))).toEqual(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29']);
  });

  it('is followed by the next, from its last day too', () => {
    expect([stepped('month', day('2027-01-31'), 1), stepped('list', day('2027-03-31'), -1), stepped('week', day('2026-12-28'), 1)]).toEqual(['2027-02-28', '2027-02-28', '2027-01-04']);
  });

  it('is walked through by keys', () => {
    const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown', 'x'];
    expect(keys.map((key) => dayByKey(key, day('2026-12-01')))).toEqual(['2026-11-30', '2026-12-02', '2026-11-24', '2026-12-08', '2026-11-30', '2026-12-06', '2026-11-01', '2027-01-01', undefined]);
  });
});

describe('[E2] what goes on', () => {
  const on = (each: ScheduledDate): readonly string[] => [...byDay({ dates: [each] }, shownOf('week', day('2026-11-23')), ZONE)].filter(([, placed]) => placed.length > 0).map(([at, [placed]]) => `${at}${placed?.goesOn ? ' goes on' : ''}`);

  it('is on the day that the centre’s clocks show', () => {
    const startsAt = Date.parse('2026-11-25T03:00Z');
    expect(on(date({ startsAt, endsAt: startsAt + 3_600_000 }))).toEqual(['2026-11-24']);
  });

  it('is on each day that it lasts, and on none at whose first moment it is over', () => {
    const startsAt = Date.parse('2026-11-25T03:00Z');
    expect(on(date({ startsAt, endsAt: Date.parse('2026-11-25T06:00Z') }))).toEqual(['2026-11-24', '2026-11-25 goes on']);
    expect(on(date({ startsAt, endsAt: Date.parse('2026-11-25T05:00Z') }))).toEqual(['2026-11-24']);
    expect(on(date({ startsAt, endsAt: startsAt }))).toEqual(['2026-11-24']);
  });

  it('of whole days is on those of its own calendar', () => {
    const startsAt = Date.parse('2026-11-24T23:00Z');
    expect(on(date({ isAllDay: true, date: '2026-11-25T00:00' as ScheduledDate['date'], startsAt, endsAt: startsAt + 2 * 86_400_000 }))).toEqual(['2026-11-25', '2026-11-26 goes on']);
    expect(on(date({ isAllDay: true, isMoved: true, date: '2026-11-20T00:00' as ScheduledDate['date'], startsAt, endsAt: startsAt + 86_400_000 }))).toEqual(['2026-11-25']);
  });
});
