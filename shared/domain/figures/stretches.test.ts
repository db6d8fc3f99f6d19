import { describe, expect, it } from 'vitest';
import { BusinessDay, businessDayOf } from '../clock.ts';
import { hourAtOn, hoursOf, stretchAt, stretchOfDay } from './stretches.ts';

const day = (text: string): BusinessDay => BusinessDay.parse(text);
const HOUR = 3_600_000;

describe('hours and days', () => {
  it('[Q7] an instant on the boundary is in the hour that begins, and in no other', () => {
    const hours = hoursOf('America/Bogota', day('2026-11-23'));
    const ten = Date.UTC(2026, 10, 23, 15);
    expect(hours.filter(({ from, to }) => from <= ten && ten < to).map(({ hour }) => hour)).toEqual([10]);
    expect(stretchAt(hours, ten - 1)?.hour).toBe(9);
    expect(stretchAt(hours, ten)?.hour).toBe(10);
  });

  it.each([
    ['an ordinary day in Bogotá', 'America/Bogota', '2026-11-23', [...Array(24).keys()]],
    ['New York loses 2 o’clock', 'America/New_York', '2026-03-08', [0, 1, ...Array.from({ length: 21 }, (_, i) => i + 3)]],
    ['New York has 1 o’clock twice', 'America/New_York', '2026-11-01', [0, 1, 1, ...Array.from({ length: 22 }, (_, i) => i + 2)]],
    ['Santiago’s day begins at 1', 'America/Santiago', '2026-09-06', Array.from({ length: 23 }, (_, i) => i + 1)],
    ['Santiago has 23 o’clock twice', 'America/Santiago', '2026-04-04', [...Array(24).keys(), 23]],
    ['Lord Howe moves by half an hour: 1 o’clock comes as an hour and a half', 'Australia/Lord_Howe', '2026-04-05', [0, 1, 1, ...Array.from({ length: 22 }, (_, i) => i + 2)]],
  ])('[Q7] %s', (_what, zone, text, expected) => {
    const hours = hoursOf(zone, day(text));
    expect(hours.map(({ hour }) => hour)).toEqual(expected);
    const whole = stretchOfDay(zone, day(text));
    expect(hours[0]?.from).toBe(whole.from);
    expect(hours.at(-1)?.to).toBe(whole.to);
    for (const [i, { from, to }] of hours.entries()) {
      expect(to).toBeGreaterThan(from);
      if (i > 0) expect(from).toBe(hours[i - 1]?.to);
    }
  });

  it('[Q7] where clocks move by half an hour, two stretches share the hour on the wall', () => {
    const lengths = hoursOf('Australia/Lord_Howe', day('2026-04-05')).map(({ hour, from, to }) => [hour, (to - from) / HOUR]);
    expect(lengths.slice(0, 4)).toEqual([[0, 1], [1, 1], [1, 0.5], [2, 1]]);
    expect(hoursOf('Australia/Lord_Howe', day('2026-10-04')).map(({ hour, from, to }) => [hour, (to - from) / HOUR]).slice(0, 4)).toEqual([[0, 1], [1, 1], [2, 0.5], [3, 1]]);
  });

  it('[Q5] the hour of an instant is that of its stretch, and off the day that of the nearest one', () => {
    const lordHowe = day('2026-04-05');
    const { from, to } = stretchOfDay('Australia/Lord_Howe', lordHowe);
    const hourAt = hourAtOn('Australia/Lord_Howe', lordHowe);
    expect([0, 1.5, 2.4, 2.5, 3.4, 3.5].map((hours) => hourAt(from + hours * HOUR))).toEqual([0, 1, 1, 2, 2, 3]);
    expect([from - HOUR, to - 1, to, to + HOUR].map(hourAt)).toEqual([0, 23, 23, 23]);
    expect(hourAtOn('America/Santiago', day('2026-09-06'))(0)).toBe(1);
  });

  it('[Q7] a day is 23, 24 or 25 hours long, and belongs to itself to its last millisecond', () => {
    for (const [zone, text, hours] of [['America/New_York', '2026-03-08', 23], ['America/Bogota', '2026-03-08', 24], ['America/New_York', '2026-11-01', 25]] as const) {
      const { from, to } = stretchOfDay(zone, day(text));
      expect((to - from) / HOUR).toBe(hours);
      expect([businessDayOf(zone, from), businessDayOf(zone, to - 1)]).toEqual([text, text]);
      expect(businessDayOf(zone, to)).not.toBe(text);
    }
  });
});
