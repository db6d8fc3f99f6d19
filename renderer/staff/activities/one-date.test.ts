import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekly } from '../../../tests/fixtures/events/series.ts';
import { occurrencesBetween, type LocalTime, type Series } from '../../../shared/domain/events/index.ts';
import { RoomId } from '../../../shared/domain/ids.ts';
import { acted, atTime, saysOf, type DateAct } from './one-date.ts';

const at = (text: string): LocalTime => text as LocalTime;
const SERIES = weekly({ rule: 'FREQ=WEEKLY;COUNT=4' });
const SECOND = at('2026-11-30T09:00');
const ROOM = { kind: 'room', room: RoomId.parse('sala') } as const;

function done(series: Series, ...acts: readonly DateAct[]): Series {
  return acts.reduce((before, act) => {
    const now = acted(before, act);
    if (now.kind === 'not') throw new Error(now.why);
    return now.series;
  }, series);
}

const keys = (series: Series): readonly string[] => occurrencesBetween(series, 0, Date.UTC(2028, 0)).map(({ key, isCancelled, isMoved }) => `${key}${isCancelled ? ' off' : ''}${isMoved ? ' moved' : ''}`);

describe('[E2] one date', () => {
  it('is moved, to another room and under another name, and back', () => {
    const says = saysOf(SERIES, SECOND);
    const moved = done(SERIES, { kind: 'change', date: SECOND, to: { ...says, start: at('2026-12-01T10:00'), place: ROOM, name: { es: 'Bordado' } } });
    expect(moved.changes).toEqual([{ kind: 'changed', original: SECOND, start: '2026-12-01T10:00', place: ROOM, name: { es: 'Bordado' } }]);
    expect(saysOf(moved, SECOND)).toMatchObject({ start: '2026-12-01T10:00', minutes: 90 });
    expect(done(moved, { kind: 'change', date: SECOND, to: says })).toEqual(SERIES);
    expect(done(moved, { kind: 'restore', date: SECOND })).toEqual(SERIES);
  });

  it('keeps what no panel shows of it', () => {
    const series = weekly({ changes: [{ kind: 'changed', original: SECOND, what: { es: 'Otra cosa' } }] });
    expect(done(series, { kind: 'change', date: SECOND, to: { ...saysOf(series, SECOND), minutes: 30 } }).changes).toEqual([{ kind: 'changed', original: SECOND, minutes: 30, what: { es: 'Otra cosa' } }]);
  });

  it('says no other name where only the order of its languages is another', () => {
    expect(done(SERIES, { kind: 'change', date: SECOND, to: { ...saysOf(SERIES, SECOND), name: { en: 'Sewing', es: 'Taller de costura' } } })).toEqual(SERIES);
  });

  it('is called off and takes place again', () => {
    const off = done(SERIES, { kind: 'callOff', date: SECOND });
    expect(keys(off)).toContain(`${SECOND} off`);
    expect(done(off, { kind: 'restore', date: SECOND })).toEqual(SERIES);
  });

  it('is left out, and added again as if it had never been', () => {
    const out = done(SERIES, { kind: 'leaveOut', date: SECOND });
    expect(keys(out)).toEqual(['2026-11-23T09:00', '2026-12-07T09:00', '2026-12-14T09:00']);
    expect(keys(done(out, { kind: 'add', start: SECOND }))).toEqual(keys(SERIES));
    const extra = done(SERIES, { kind: 'add', start: at('2026-12-24T18:00') });
    expect(keys(extra)).toContain('2026-12-24T18:00');
    expect(done(extra, { kind: 'leaveOut', date: at('2026-12-24T18:00') })).toEqual(SERIES);
  });

  it('that was left out with all of its day is added at another time, and that one alone', () => {
    const out = weekly({ rule: 'FREQ=WEEKLY;COUNT=4', excluded: ['2026-11-30'] });
    expect(keys(done(out, { kind: 'add', start: at('2026-11-30T18:00') }))).toEqual(['2026-11-23T09:00', '2026-11-30T18:00', '2026-12-07T09:00', '2026-12-14T09:00']);
    expect(keys(done(out, { kind: 'add', start: SECOND }))).toEqual(keys(SERIES));
  });

  it('is not added twice, nor beyond what is kept', () => {
    expect(acted(SERIES, { kind: 'add', start: SECOND })).toEqual({ kind: 'not', why: 'already' });
    const full = weekly({ added: Array.from({ length: 1000 }, (_, n) => new Date(Date.UTC(2027, 0, 1, 0, n * 60)).toISOString().slice(0, 16)) });
    expect(acted(full, { kind: 'add', start: at('2029-01-01T00:00') })).toEqual({ kind: 'not', why: 'tooMany' });
  });

  it('of any of a rule, whatever was done before, is out once it is left out, and there once it is added', () => {
    const dates = [...occurrencesBetween(SERIES, 0, Date.UTC(2028, 0)).map(({ key }) => key), at('2026-12-24T18:00'), at('2026-11-30T18:00')];
    const acts = fc.record({ kind: fc.constantFrom('callOff' as const, 'restore' as const, 'leaveOut' as const, 'add' as const), date: fc.constantFrom(...dates) });
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 8 }), fc.constantFrom(...dates), (before, date) => {
        const series = before.reduce((now, { kind, date: start }) => {
          const next = acted(now, kind === 'add' ? { kind, start } : { kind, date: start });
          return next.kind === 'series' ? next.series : now;
        }, SERIES);
        const has = (each: Series): boolean => occurrencesBetween(each, 0, Date.UTC(2028, 0)).some(({ key }) => key === date);
        const out = done(series, { kind: 'leaveOut', date });
        expect(has(out)).toBe(false);
        expect(has(done(out, { kind: 'add', start: date }))).toBe(true);
      }),
    );
  });
});

describe('[E2] a series at another time of day', () => {
  it('has the same dates, and what was said of each', () => {
    const series = done(SERIES, { kind: 'callOff', date: SECOND }, { kind: 'leaveOut', date: at('2026-12-07T09:00') }, { kind: 'add', start: at('2026-12-24T18:00') });
    expect(keys(atTime(series, '16:30'))).toEqual(['2026-11-23T16:30', '2026-11-30T16:30 off', '2026-12-14T16:30', '2026-12-24T18:00']);
    expect(atTime(atTime(series, '16:30'), '09:00')).toEqual(series);
  });
});
