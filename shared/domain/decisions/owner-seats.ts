/**
 * What the order's owner writes about seats [S1]: who gets them, who is promoted from a waiting list,
 * what lapses, and what is forgotten [X5]. In: the state of its own order, an instant. Out: entries.
 * It refuses no entry that a device wrote, and takes back no seat that somebody has.
 */
import { daysAfter, instantOf, MINUTE_MS, type BusinessDay, type EpochMs } from '../clock.ts';
import type { Happening } from '../entries/happenings.ts';
import { dateName, dateOf, freeAt, sizeOf, type AtDate, type Occurrence, type Series } from '../events/index.ts';
import type { DeviceId, SeatLeaseId } from '../ids.ts';
import type { CentreState } from '../reducers/state.ts';

/** [X5] Days after a date from which on nothing is kept of who came but how many they were. */
export const SHRED_DAYS = 30;

export interface SeatsAsk extends AtDate {
  /** Made by whoever asks: asked again, it is granted once. */
  readonly lease: SeatLeaseId;
  readonly seats: number;
}

export type SeatsGranted = { readonly kind: 'write'; readonly happening: Happening } | { readonly kind: 'held' } | { readonly kind: 'full' };

/** [S1] Seats for a device alone, where so many are free of a date that is still to come: all of them or none. */
export function decideSeats(state: CentreState, device: DeviceId, { lease, series, date, seats }: SeatsAsk, now: EpochMs): SeatsGranted {
  const known = state.devices.get(device);
  const before = state.seatLeases.get(lease);
  if (before) return before.device === device && dateName(before) === dateName({ series, date }) ? { kind: 'held' } : { kind: 'full' };
  const of = state.series.get(series);
  if (known?.standing !== 'in' || !of || isOver(of, date, now)) return { kind: 'full' };
  const free = freeAt(state, of, date);
  if (free === null || free < seats) return { kind: 'full' };
  return { kind: 'write', happening: { type: 'seats.leased', payload: { lease, device, epoch: known.epoch, series, date, seats } } };
}

/** What the owner knows of a device, beside the order, that may have seats to give. */
export interface SeatKeeping {
  readonly device: DeviceId;
  readonly standing: 'in' | 'out';
  readonly writtenOff: boolean;
}

/** [S1] Seats of devices that were put out or written off: a person was told what that can break. */
export function seatsToWriteOff({ seatLeases }: Pick<CentreState, 'seatLeases'>, devices: readonly SeatKeeping[]): readonly Happening[] {
  const gone = new Set(devices.filter(({ standing, writtenOff }) => standing === 'out' || writtenOff).map(({ device }) => device));
  return [...seatLeases.values()].flatMap(({ id: lease, device, seats }): readonly Happening[] => (seats > 0 && gone.has(device) ? [{ type: 'seats.writtenOff', payload: { lease } }] : []));
}

/** Seats that a device was given and gave nobody yet, of all dates that are not over: what writing it off sets free. */
export function seatsGivenTo({ seatLeases, series: all }: Pick<CentreState, 'seatLeases' | 'series'>, device: DeviceId, now: EpochMs): number {
  let seats = 0;
  for (const lease of seatLeases.values()) {
    const series = lease.device === device && lease.seats > 0 ? all.get(lease.series) : undefined;
    if (series && !isOver(series, lease.date, now)) seats += lease.seats;
  }
  return seats;
}

/**
 * Who waits and fits has a place from now on, in the order in which they wait; who does not fit is
 * passed over and keeps theirs, whole. It is kept for them until they say that they come, or as long
 * as the series says, and never past the beginning.
 */
export function promotionsDue(state: CentreState, now: EpochMs): readonly Happening[] {
  const due: Happening[] = [];
  for (const [, waiting] of byDate([...state.signups.values()].filter(({ stands }) => stands.kind === 'waiting'))) {
    const [first] = waiting;
    const series = first && state.series.get(first.series);
    const date = series && dateOf({ series }, first.date);
    if (!series?.signup || !date || date.isCancelled || date.start <= now) continue;
    let free = freeAt(state, series, first.date) ?? Infinity;
    const until = Math.min(now + series.signup.holdHours * 60 * MINUTE_MS, date.start);
    for (const { id, party } of waiting) {
      if (sizeOf(party) > free) continue;
      free -= sizeOf(party);
      due.push({ type: 'signup.promoted', payload: { signup: id, until } });
    }
  }
  return due;
}

/** Places that were kept for whoever waited, and who did not say that they come. */
export function lapsesDue(state: CentreState, now: EpochMs): readonly Happening[] {
  return [...state.signups.values()].flatMap(({ id, stands }): readonly Happening[] => (stands.kind === 'held' && stands.until <= now ? [{ type: 'signup.lapsed', payload: { signup: id } }] : []));
}

/** [X5] Dates that are so long over that nobody's name is needed any more. */
export function shredsDue(state: CentreState, now: EpochMs): readonly Happening[] {
  const all = [...state.signups.values(), ...state.attendance.values(), ...state.seatLeases.values()];
  return [...byDate(all)].flatMap(([, [first]]): readonly Happening[] => {
    if (!first || now < endOf(state, first) + SHRED_DAYS * DAY_MS) return [];
    const { series, date } = first;
    return [{ type: 'signups.shredded', payload: { series, date } }];
  });
}

const DAY_MS = 24 * 60 * MINUTE_MS;

function isOver(series: Series, key: AtDate['date'], now: EpochMs): boolean {
  const date: Occurrence | undefined = dateOf({ series }, key);
  return !date || date.isCancelled || Math.max(date.start, date.end) <= now;
}

/** When a date is over; of one that its series has no more, a day after it was to begin. */
function endOf({ series: all, centre }: CentreState, { series: id, date: key }: AtDate): EpochMs {
  const series = all.get(id);
  const date = series && dateOf({ series }, key);
  if (date) return Math.max(date.start, date.end);
  return instantOf(series?.zone ?? centre?.zone ?? 'UTC', daysAfter(key.slice(0, 10) as BusinessDay, 1), key.slice(11));
}

function byDate<Each extends AtDate>(all: readonly Each[]): ReadonlyMap<string, readonly Each[]> {
  const dates = new Map<string, Each[]>();
  for (const each of all) {
    const name = dateName(each);
    const of = dates.get(name);
    if (of) of.push(each);
    else dates.set(name, [each]);
  }
  return dates;
}

