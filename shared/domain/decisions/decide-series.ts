/**
 * Coordinators plan what there is to come to. In: the state, series as they are to be. Out: what
 * happens, or why nothing does. It takes nobody's place away: what people signed up for is called
 * off, and not dropped.
 */
import { dateName, hasPlace, seatsAt, type AtDate, type Series } from '../events/index.ts';
import type { SeriesId } from '../ids.ts';
import { roomOn } from '../plan/plan.ts';
import type { CentreState } from '../reducers/state.ts';
import { centreIn, type DecisionOfSeveral } from './decide.ts';

/** Series of one centre: with all their dates they stay within what a station has in hand. */
export const SERIES_AT_MOST = 2000;
/** Letters of one series, as JSON: it fits into an entry [J1] with room to spare. */
export const LARGEST_SERIES = 48_000;

export type NotPlanned = 'notReady' | 'outdated' | 'recordTooLarge' | 'tooManySeries' | 'unknownRoom' | 'seatsTaken';

/** Where they stand so already, nothing happens. */
export function decidePutSeries(state: CentreState, all: readonly Series[]): DecisionOfSeveral<NotPlanned> {
  const ready = centreIn(state);
  if (ready.kind === 'refused') return ready;
  const floors = ready.centre.plan?.floors ?? [];
  const rooms = all.flatMap(({ place, changes }) => [place, ...changes.map((change) => (change.kind === 'changed' ? change.place : undefined))]);
  if (rooms.some((place) => place?.kind === 'room' && !roomOn(floors, place.room))) return { kind: 'refused', why: 'unknownRoom' };
  if (all.some((series) => JSON.stringify(series).length > LARGEST_SERIES)) return { kind: 'refused', why: 'recordTooLarge' };
  const fresh = new Set(all.map(({ id }) => id).filter((id) => !state.series.has(id)));
  if (state.series.size + fresh.size > SERIES_AT_MOST) return { kind: 'refused', why: 'tooManySeries' };
  if (all.some((series) => isTooSmall(state, series))) return { kind: 'refused', why: 'seatsTaken' };
  const changed = all.filter((series) => JSON.stringify(state.series.get(series.id)) !== JSON.stringify(series));
  return { kind: 'happen', happenings: changed.map((series) => ({ type: 'series.put', payload: { series } })) };
}

/** @returns whether a date of it has more people with a place, or seats given out, than it is to have seats: of what it had before nobody asks again. */
function isTooSmall(state: CentreState, { id, capacity }: Series): boolean {
  const before = state.series.get(id);
  if (capacity === null || (before !== undefined && before.capacity !== null && before.capacity <= capacity)) return false;
  return datesWithPeople(state, id).some((at) => {
    const { taken, leased } = seatsAt(state, at);
    return taken + leased > capacity;
  });
}

export function decideDropSeries(state: CentreState, id: SeriesId): DecisionOfSeveral<'unknownOffer' | 'seatsTaken'> {
  if (!state.series.has(id)) return { kind: 'refused', why: 'unknownOffer' };
  if ([...state.signups.values()].some((signup) => signup.series === id && (hasPlace(signup) || signup.stands.kind === 'waiting'))) return { kind: 'refused', why: 'seatsTaken' };
  return { kind: 'happen', happenings: [{ type: 'series.dropped', payload: { series: id } }] };
}

function datesWithPeople(state: CentreState, id: SeriesId): readonly AtDate[] {
  const all = [...state.signups.values(), ...state.seatLeases.values()].filter(({ series }) => series === id);
  return [...new Map(all.map(({ series, date }) => [dateName({ series, date }), { series, date }])).values()];
}
