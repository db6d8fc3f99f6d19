import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Book, MONDAY, newVisit } from '../../../tests/fixtures/book.ts';
import { DESK_3, HEALTH, MONDAY_NINE, ORIENTATION, SMALL_CENTRE } from '../../../tests/fixtures/world.ts';
import { Centre, serviceOf, Weekday, type Service, type ServiceLimits } from '../centre.ts';
import { businessDayOf, daysAfter, type EpochMs } from '../clock.ts';
import { Label } from '../label.ts';
import { turnsNow, type TurnsNow } from './limits.ts';
import { EMPTY_STATE, type CentreState } from '../reducers/state.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Asked {
  readonly hours: Service['hours'];
  readonly limits?: ServiceLimits;
  readonly zone?: string;
  readonly keepsHours?: boolean;
  readonly state?: CentreState;
}

/** How orientation stands with turns, under these hours, by instant. */
function under({ hours, limits, zone = 'America/Bogota', keepsHours = true, state = EMPTY_STATE }: Asked): (now: EpochMs) => TurnsNow {
  const services = SMALL_CENTRE.services.map((each) => ({ ...each, hours, ...(limits && { limits }) }));
  const centre = Centre.parse({ ...SMALL_CENTRE, zone, keepsHours: keepsHours || undefined, services });
  const service = serviceOf(centre, ORIENTATION);
  if (!service) throw new Error('orientation is a service of the small centre');
  return (now) => turnsNow(state, centre, service, { day: businessDayOf(zone, now), now });
}

const at = (now: EpochMs, asked: Asked): TurnsNow => under(asked)(now);

const span = (days: readonly Service['hours'][number]['days'][number][], from: string, to: string): Service['hours'][number] => ({ days: [...days], from, to });
const bogota = (day: number, hour: number, minute = 0): EpochMs => MONDAY_NINE + (day - 23) * DAY + (hour - 9) * HOUR + minute * MINUTE;

describe('hours', () => {
  const hours = [span(['mon', 'tue', 'wed', 'thu', 'fri'], '08:00', '12:00'), span(['mon', 'tue', 'wed', 'thu'], '13:00', '16:00'), span(['sat'], '08:00', '12:00')];

  it.each<[what: string, day: number, hour: number, minute: number, TurnsNow]>([
    ['before they begin', 23, 7, 59, { kind: 'closed', opensAt: bogota(23, 8) }],
    ['at their first instant', 23, 8, 0, { kind: 'open', until: bogota(23, 12) }],
    ['in their last minute', 23, 11, 59, { kind: 'open', until: bogota(23, 12) }],
    ['at their end, which is not in them', 23, 12, 0, { kind: 'closed', opensAt: bogota(23, 13) }],
    ['in the afternoon', 23, 15, 0, { kind: 'open', until: bogota(23, 16) }],
    ['in the evening', 23, 20, 0, { kind: 'closed', opensAt: bogota(24, 8) }],
    ['on a Friday afternoon', 27, 13, 0, { kind: 'closed', opensAt: bogota(28, 8) }],
    ['from Saturday noon on, over Sunday', 28, 12, 0, { kind: 'closed', opensAt: bogota(30, 8) }],
    ['on the day nobody works', 29, 9, 0, { kind: 'closed', opensAt: bogota(30, 8) }],
  ])('[Q8] %s', (_what, day, hour, minute, expected) => {
    expect(at(bogota(day, hour, minute), { hours })).toEqual(expected);
  });

  it('[Q8] that are not kept close nothing', () => {
    expect(at(bogota(29, 3), { hours, keepsHours: false })).toEqual({ kind: 'open', until: null });
  });

  it('[Q8] that meet or overlap are one stretch, in whatever order they stand', () => {
    const meeting = [span(['mon'], '12:00', '16:00'), span(['mon'], '08:00', '12:00')];
    const overlapping = [span(['mon'], '08:00', '13:00'), span(['mon'], '09:00', '10:00'), span(['mon'], '12:00', '16:00')];
    for (const met of [meeting, overlapping]) {
      expect(at(bogota(23, 11, 59), { hours: met })).toEqual({ kind: 'open', until: bogota(23, 16) });
      expect(at(bogota(23, 12), { hours: met })).toEqual({ kind: 'open', until: bogota(23, 16) });
      expect(at(bogota(23, 16), { hours: met })).toEqual({ kind: 'closed', opensAt: bogota(30, 8) });
    }
  });

  it('[Q8] end earlier for whoever would be the last', () => {
    const late = { hours: [span(['mon', 'tue'], '08:00', '12:00'), span(['mon'], '12:00', '16:00')], limits: { lastTurnMin: 30 } };
    expect(at(bogota(23, 12) - 1, late)).toEqual({ kind: 'open', until: bogota(23, 15, 30) });
    expect(at(bogota(23, 15, 30) - 1, late)).toEqual({ kind: 'open', until: bogota(23, 15, 30) });
    expect(at(bogota(23, 15, 30), late)).toEqual({ kind: 'lastTurnGiven', opensAt: bogota(24, 8) });
    expect(at(bogota(23, 16) - 1, late)).toEqual({ kind: 'lastTurnGiven', opensAt: bogota(24, 8) });
    expect(at(bogota(23, 16), late)).toEqual({ kind: 'closed', opensAt: bogota(24, 8) });
  });

  it('[Q8] too short for any turn promise none', () => {
    const short = { hours: [span(['mon'], '08:00', '08:30'), span(['mon'], '10:00', '11:00')], limits: { lastTurnMin: 30 } };
    expect(at(bogota(23, 7), short)).toEqual({ kind: 'closed', opensAt: bogota(23, 10) });
    expect(at(bogota(23, 8, 10), short)).toEqual({ kind: 'closed', opensAt: bogota(23, 10) });
    expect(at(bogota(23, 7), { ...short, limits: { lastTurnMin: 60 } })).toEqual({ kind: 'closed', opensAt: null });
  });

  it('[Q6][Q8] follow the centre’s clock when it is changed', () => {
    const sunday = [span(['sun'], '01:30', '02:30')];
    const newYork = { hours: sunday, zone: 'America/New_York' };
    // 2026-11-01: the hour from one to two comes twice; the first is meant.
    const twice = Date.UTC(2026, 10, 1, 5, 30);
    expect([twice - 1, twice, twice + 2 * HOUR - 1, twice + 2 * HOUR].map((now) => at(now, newYork).kind)).toEqual(['closed', 'open', 'open', 'closed']);
    // 2027-03-14: the hour from two to three is skipped; half past two is then half past three.
    const skipped = Date.UTC(2027, 2, 14, 6, 30);
    expect([skipped - 1, skipped, skipped + HOUR - 1, skipped + HOUR].map((now) => at(now, newYork).kind)).toEqual(['closed', 'open', 'open', 'closed']);
    // Eight o'clock is eight o'clock, on either side of it.
    const daily = { hours: [span([...Weekday.options], '08:00', '16:00')], zone: 'America/New_York' };
    expect(at(Date.UTC(2026, 9, 31, 22), daily)).toEqual({ kind: 'closed', opensAt: Date.UTC(2026, 10, 1, 13) });
    expect(at(Date.UTC(2027, 2, 13, 22), daily)).toEqual({ kind: 'closed', opensAt: Date.UTC(2027, 2, 14, 12) });
    // A span that lies in the skipped hour whole is there an hour later; of one that ends with that hour nothing is left, and a week later it is back.
    const first = Date.UTC(2027, 2, 7, 20);
    const weekly = (from: string, to: string): TurnsNow => at(first, { hours: [span(['sun'], from, to)], zone: 'America/New_York' });
    expect(weekly('02:00', '02:30')).toEqual({ kind: 'closed', opensAt: Date.UTC(2027, 2, 14, 7) });
    expect(weekly('02:30', '03:00')).toEqual({ kind: 'closed', opensAt: Date.UTC(2027, 2, 21, 6, 30) });
  });
});

describe('hours of any kind', () => {
  const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45, 59)).map((parts) => parts.map((n) => String(n).padStart(2, '0')).join(':'));
  const anySpan = fc
    .record({ days: fc.uniqueArray(fc.constantFrom(...Weekday.options), { minLength: 1 }), from: time, to: time })
    .filter(({ from, to }) => from < to);
  const anyHours = fc.array(anySpan, { minLength: 1, maxLength: 5 });
  const WEEK = 7 * DAY;
  /** A Monday, midnight UTC, of a week with no change of the clocks anywhere here, and of two with one. */
  const QUIET = Date.UTC(2026, 5, 1);
  const CHANGING = [Date.UTC(2026, 9, 19), Date.UTC(2026, 9, 26), Date.UTC(2027, 2, 8), Date.UTC(2027, 2, 22)];
  const zones = fc.constantFrom('America/Bogota', 'America/New_York', 'Europe/Madrid', 'Asia/Kathmandu', 'America/Santiago', 'Australia/Lord_Howe');

  it('[Q8] are what the clock on the wall says, at every quarter of an hour of a week and the instant before', () => {
    fc.assert(
      fc.property(anyHours, zones, (hours, zone) => {
        const wall = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
        const standing = under({ hours, zone });
        for (let now = QUIET; now < QUIET + WEEK; now += 15 * MINUTE) {
          for (const instant of [now - 1, now]) {
            const parts = new Map(wall.formatToParts(instant).map(({ type, value }) => [type, value]));
            const [day, clock] = [parts.get('weekday')?.toLowerCase(), `${parts.get('hour') ?? ''}:${parts.get('minute') ?? ''}`];
            const isOpen = hours.some(({ days, from, to }) => days.some((each) => each === day) && from <= clock && clock < to);
            expect(standing(instant).kind, `${zone} ${String(day)} ${clock}`).toBe(isOpen ? 'open' : 'closed');
          }
        }
      }),
      { numRuns: 4 },
    );
  }, 60_000);

  it('[Q8] keep what they promise, also while the clocks change: open up to the instant they say, and not before it opens', () => {
    fc.assert(
      fc.property(anyHours, zones, fc.constantFrom(QUIET, ...CHANGING), fc.integer({ min: 0, max: WEEK - 1 }), fc.option(fc.integer({ min: 0, max: 240 }), { nil: undefined }), fc.double({ min: 0, max: 1, noNaN: true }), (hours, zone, week, offset, lastTurnMin, share) => {
        const asked: Asked = { hours, zone, ...(lastTurnMin !== undefined && { limits: { lastTurnMin } }) };
        const now = week + offset;
        const turns = at(now, asked);
        const until = turns.kind === 'open' ? turns.until : turns.kind === 'full' ? null : turns.opensAt;
        if (until === null) {
          // Only hours that are all too short for a turn never open.
          expect(turns.kind).toBe('closed');
          expect(lastTurnMin).toBeGreaterThan(0);
          return;
        }
        expect(until).toBeGreaterThan(now);
        const between = now + Math.floor((until - now - 1) * share);
        for (const instant of [between, until - 1]) {
          const then = at(instant, asked);
          if (turns.kind === 'open') expect(then).toEqual(turns);
          else expect(then.kind === 'open' ? then : 'not open').toBe('not open');
        }
        expect(at(until, asked).kind === 'open').toBe(turns.kind !== 'open');
      }),
      { numRuns: 400 },
    );
  }, 60_000);
});

describe('the turns of a day', () => {
  const hours = [span([...Weekday.options], '08:00', '16:00')];
  const isFull = (book: Book, daily: number): boolean => at(MONDAY_NINE, { hours, limits: { daily }, state: book.state() }).kind === 'full';
  /** How many are counted: with one less as the maximum the service is full, with one more it is not. */
  const counted = (book: Book): number => {
    let n = 0;
    while (isFull(book, n + 1)) n += 1;
    return n;
  };
  const begun = (): Book => new Book().configure();

  it('[Q8] are given up to the maximum, and from the next day on again', () => {
    const book = begun();
    book.issue();
    book.issue();
    book.issue(HEALTH);
    book.issue(ORIENTATION, { on: daysAfter(MONDAY, -1) });
    expect(counted(book)).toBe(2);
    const full = { kind: 'full', opensAt: bogota(24, 8) };
    const asked = { hours, limits: { daily: 2 }, state: book.state() };
    expect(at(MONDAY_NINE, asked)).toEqual(full);
    // Also in the night, when what is closed would open in the morning for whom it is not.
    expect(at(bogota(23, 3), asked)).toEqual(full);
    expect(at(bogota(24, 9), asked)).toEqual({ kind: 'open', until: bogota(24, 16) });
    expect(at(MONDAY_NINE, { ...asked, keepsHours: false })).toEqual(full);
  });

  it('[Q8] count whom it served, who did not come when called, and who was sent on; not who gave up waiting', () => {
    const book = begun();
    const [first, second, third, fourth] = [book.issue(), book.issue(), book.issue(), book.issue()];
    expect(counted(book)).toBe(4);
    const call = { leg: 1, callNo: 1, desk: DESK_3 };
    book.call();
    book.kiosk.add({ type: 'leg.started', payload: { visit: first, ...call } });
    book.kiosk.add({ type: 'leg.transferred', payload: { visit: first, ...call, service: HEALTH, onlyAt: null, queuedAt: null, comesBack: false } });
    book.call();
    book.kiosk.add({ type: 'leg.noShow', payload: { visit: second, ...call } });
    expect(counted(book)).toBe(4);
    book.kiosk.add({ type: 'leg.cancelled', payload: { visit: third, leg: 1, by: 'visitor' } });
    expect(counted(book)).toBe(3);
    // Who gave up waiting at the second service was at the first.
    book.kiosk.add({ type: 'leg.cancelled', payload: { visit: first, leg: 2, by: 'staff' } });
    expect(counted(book)).toBe(3);
    book.kiosk.add({ type: 'leg.broughtBack', payload: { visit: third, leg: 1, queuedAt: null } });
    expect(counted(book)).toBe(4);
    expect(book.state().visits.get(fourth)?.leg.kind).toBe('waiting');
  });

  it('[Q8] count who comes to it from another service, or has it still to come', () => {
    const book = begun();
    const visit = newVisit();
    book.kiosk.add({ type: 'ticket.issued', payload: { visit, service: HEALTH, label: Label.parse({ letter: 'C', number: 1 }), language: 'es', planned: [ORIENTATION] } });
    expect(counted(book)).toBe(1);
    book.call();
    const call = { visit, leg: 1, callNo: 1, desk: DESK_3 };
    book.kiosk.add({ type: 'leg.noShow', payload: call });
    expect(counted(book)).toBe(0);
    book.kiosk.add({ type: 'leg.undone', payload: { visit, leg: 1, act: 'leg.noShow', desk: DESK_3 } });
    book.kiosk.add({ type: 'leg.started', payload: call });
    book.kiosk.add({ type: 'leg.finished', payload: call });
    expect(book.state().visits.get(visit)?.leg).toMatchObject({ no: 2, service: ORIENTATION });
    expect(counted(book)).toBe(1);
    book.kiosk.add({ type: 'leg.cancelled', payload: { visit, leg: 2, by: 'visitor' } });
    expect(counted(book)).toBe(0);
  });
});
