import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { BusinessDay } from '../../../shared/domain/clock.ts';
import { perDay, proposed, spellAppointmentCode, spellDate, timeOn } from './days.ts';

const DAY = BusinessDay.parse('2026-11-23');

test('a day is spelled whole, wherever the machine believes it is', () => {
  expect(spellDate('es', DAY)).toBe('lunes, 23 de noviembre');
  expect(spellDate('en', DAY)).toBe('Monday, November 23');
});

test('a time is on the centre’s wall; one that the clocks skip is none', () => {
  expect(timeOn(DAY, { hour: 9, minute: 5 }, 'America/Bogota')).toBe(Temporal.Instant.from('2026-11-23T14:05Z').epochMilliseconds);
  expect(timeOn(BusinessDay.parse('2026-09-06'), { hour: 0, minute: 30 }, 'America/Santiago')).toBeUndefined();
});

test('a code is told in two groups', () => {
  expect(spellAppointmentCode('042137')).toBe('042 137');
});

test('the time proposed is the next hour today, and nine on other days', () => {
  const now = Temporal.Instant.from('2026-11-23T14:05Z').epochMilliseconds;
  expect(proposed('America/Bogota', now, true)).toEqual({ hour: 10, minute: 0 });
  expect(proposed('America/Bogota', now, false)).toEqual({ hour: 9, minute: 0 });
});

test('rows are counted by the day they have in the centre, not by the machine’s', () => {
  const rows = ['2026-11-24T04:59Z', '2026-11-24T05:00Z', '2026-11-24T06:00Z'].map((at) => ({ at: Temporal.Instant.from(at).epochMilliseconds }));
  expect(perDay('America/Bogota', rows)).toEqual([['2026-11-23', 1], ['2026-11-24', 2]]);
});
