/**
 * Seats of a date [S1]. In: who signed up, what devices were given. Out: how many are taken, given
 * ahead and free. What was counted once is kept for as long as neither changes.
 */
import type { CentreState, SeatLease, Signup } from '../reducers/state.ts';
import type { Series } from './series.ts';
import { dateName, sizeOf, type AtDate } from './signup.ts';

/** Seats of one date, counted by people. */
export interface Seats {
  /** Of whoever has a place, or has one kept. */
  readonly taken: number;
  /** Given to devices and to nobody yet. */
  readonly leased: number;
  /** People who wait for one. */
  readonly waiting: number;
}

type Known = Pick<CentreState, 'signups' | 'seatLeases'>;

const NONE: Seats = { taken: 0, leased: 0, waiting: 0 };
const counted = new WeakMap<Known['signups'], { readonly leases: Known['seatLeases']; readonly seats: ReadonlyMap<string, Seats> }>();

export function seatsAt(state: Known, at: AtDate): Seats {
  const known = counted.get(state.signups);
  const { seats } = known?.leases === state.seatLeases ? known : count(state);
  return seats.get(dateName(at)) ?? NONE;
}

/** Seats that nobody has and no device was given; null where as many may come as like. Below 0 where a house became smaller, or staff have something to see to. */
export function freeAt(state: Known, { id, capacity }: Pick<Series, 'id' | 'capacity'>, date: AtDate['date']): number | null {
  if (capacity === null) return null;
  const { taken, leased } = seatsAt(state, { series: id, date });
  return capacity - taken - leased;
}

/** Whether a party has a place, or has one kept. */
export function hasPlace({ stands }: Pick<Signup, 'stands'>): boolean {
  return stands.kind === 'confirmed' || stands.kind === 'held';
}

function count(state: Known): { readonly leases: Known['seatLeases']; readonly seats: ReadonlyMap<string, Seats> } {
  const seats = new Map<string, Seats>();
  const add = (at: AtDate, change: (seats: Seats) => Partial<Seats>): void => {
    const before = seats.get(dateName(at)) ?? NONE;
    seats.set(dateName(at), { ...before, ...change(before) });
  };
  for (const signup of state.signups.values()) addSignup(signup, add);
  for (const lease of state.seatLeases.values()) addLease(lease, add);
  const known = { leases: state.seatLeases, seats };
  counted.set(state.signups, known);
  return known;
}

type Add = (at: AtDate, change: (seats: Seats) => Partial<Seats>) => void;

function addSignup(signup: Signup, add: Add): void {
  const people = sizeOf(signup.party);
  if (hasPlace(signup)) add(signup, ({ taken }) => ({ taken: taken + people }));
  else if (signup.stands.kind === 'waiting') add(signup, ({ waiting }) => ({ waiting: waiting + people }));
}

function addLease(lease: SeatLease, add: Add): void {
  if (lease.seats > 0) add(lease, ({ leased }) => ({ leased: leased + lease.seats }));
}
