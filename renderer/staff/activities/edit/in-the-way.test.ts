import { expect, test } from 'vitest';
import { weekly } from '../../../../tests/fixtures/events/series.ts';
import type { ScheduledDate } from '../../../../shared/contract/activities.ts';
import { RoomId, SeriesId } from '../../../../shared/domain/ids.ts';
import { inTheWay } from './in-the-way.ts';

const SALA = RoomId.parse('sala');
const rooms = [{ id: SALA, name: { es: 'Sala' } }];
const SERIES = weekly({ place: { kind: 'room', room: SALA }, rule: 'FREQ=WEEKLY;COUNT=3', changes: [{ kind: 'cancelled', original: '2026-12-07T09:00' }] });
const at = (text: string): number => Date.parse(`${text}-05:00`);
const other = (from: string, to: string, about: Partial<ScheduledDate> = {}): ScheduledDate => ({ series: SeriesId.parse('1'.repeat(26)), room: { es: 'Sala' }, startsAt: at(from), endsAt: at(to), isCancelled: false, ...about }) as ScheduledDate;
const found = (...dates: readonly ScheduledDate[]): readonly string[] => inTheWay(SERIES, { dates: [...dates], rooms }, at('2026-11-01T00:00'), at('2027-01-01T00:00')).map(({ ours }) => ours.key);

test('[E2] a room that is taken at that time is told, date by date', () => {
  expect(found(other('2026-11-23T10:00', '2026-11-23T11:00'), other('2026-11-30T08:00', '2026-11-30T09:01'))).toEqual(['2026-11-23T09:00', '2026-11-30T09:00']);
  expect(found(other('2026-11-23T09:00', '2026-11-23T09:00'))).toEqual(['2026-11-23T09:00']);
});

test('[E2] and nothing that ends before, is elsewhere, is called off or is its own', () => {
  expect(found(other('2026-11-23T08:00', '2026-11-23T09:00'), other('2026-11-23T10:30', '2026-11-23T11:00'))).toEqual([]);
  expect(found(other('2026-11-23T09:00', '2026-11-23T10:00', { room: { es: 'Patio' } }), other('2026-11-23T09:00', '2026-11-23T10:00', { isCancelled: true }), other('2026-11-23T09:00', '2026-11-23T10:00', { series: SERIES.id }))).toEqual([]);
  // The third date is called off itself.
  expect(found(other('2026-12-07T09:00', '2026-12-07T10:00'))).toEqual([]);
});
