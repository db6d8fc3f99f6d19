import { expect, test } from 'vitest';
import { aSeries } from '../../../tests/fixtures/events/series.ts';
import { clashesOf, occurrencesBetween, type Occurrence, type Series } from './index.ts';
import { CLASHES_AT_MOST } from './limits.ts';

const MONTH = [Date.parse('2026-11-01T00:00Z'), Date.parse('2026-12-31T00:00Z')] as const;
const all = (...series: readonly Series[]): readonly Occurrence[] => series.flatMap((each) => occurrencesBetween(each, ...MONTH));
const inRoom = (letter: string, room: string, about: Parameters<typeof aSeries>[0] = {}): Series => aSeries({ id: letter.repeat(26), place: { kind: 'room', room }, ...about });
const pairs = (occurrences: readonly Occurrence[]): readonly string[] => clashesOf(occurrences).map(({ room, one, other }) => `${room} ${one.series[0] ?? ''} ${other.series[0] ?? ''} ${other.key.slice(5)}`);

test('[E1] of two in one room at once both are told, and when', () => {
  const long = inRoom('a', 'sala', { rule: 'FREQ=WEEKLY;COUNT=3', minutes: 120 });
  const other = inRoom('b', 'sala', { start: '2026-11-30T10:30' });
  expect(pairs(all(other, long))).toEqual(['sala a b 11-30T10:30']);
});

test('[E1] three at once are three pairs, and zones are compared by what time it is', () => {
  const madrid = inRoom('c', 'sala', { zone: 'Europe/Madrid', start: '2026-11-23T15:30' });
  expect(pairs(all(inRoom('a', 'sala'), inRoom('b', 'sala', { start: '2026-11-23T09:15' }), madrid))).toEqual(['sala a b 11-23T09:15', 'sala a c 11-23T15:30', 'sala b c 11-23T15:30']);
});

test('[E1] nobody is in the way in another room, elsewhere, afterwards, or called off', () => {
  const one = inRoom('a', 'sala');
  const elsewhere = aSeries({ id: 'e'.repeat(26), place: { kind: 'elsewhere', where: { es: 'sala' } } });
  const off = inRoom('d', 'sala', { changes: [{ kind: 'cancelled', original: '2026-11-23T09:00' }] });
  expect(pairs(all(one, inRoom('b', 'taller'), inRoom('c', 'sala', { start: '2026-11-23T10:30' }), elsewhere, elsewhere, off, aSeries(), aSeries()))).toEqual([]);
});

test('[E1] a date that was moved into another’s way is told, by the room it is in now', () => {
  const moved = inRoom('b', 'taller', { start: '2026-11-24T09:00', changes: [{ kind: 'changed', original: '2026-11-24T09:00', start: '2026-11-23T09:30', place: { kind: 'room', room: 'sala' } }] });
  expect(pairs(all(inRoom('a', 'sala'), moved))).toEqual(['sala a b 11-24T09:00']);
});

test('[E1] what has no end is in the way of what goes on when it begins', () => {
  const open = inRoom('b', 'sala', { start: '2026-11-23T09:30', minutes: 0 });
  expect(pairs(all(inRoom('a', 'sala'), open, inRoom('c', 'sala', { start: '2026-11-23T09:30', minutes: 0 })))).toHaveLength(3);
  expect(pairs(all(open, inRoom('d', 'sala', { start: '2026-11-23T09:31' })))).toEqual([]);
});

test('[E1] a thousand in one room are told as far as anybody reads', () => {
  const one = occurrencesBetween(inRoom('a', 'sala'), ...MONTH);
  expect(clashesOf(Array.from({ length: 1000 }, () => one).flat())).toHaveLength(CLASHES_AT_MOST);
});
