/**
 * All that a centre plans: series of the journal, and activities of its file as series. In: both, an
 * instant. Out: the dates to come, soonest first. It reads no clock [Q6].
 */
import type { Centre } from '../centre.ts';
import { daysAfter, instantOf, MINUTE_MS, weekdayOf, type BusinessDay, type EpochMs } from '../clock.ts';
import type { Digest } from '../entries/entry.ts';
import { OfferId, SeriesId, spellHash } from '../ids.ts';
import type { Activity } from '../offers/offers.ts';
import { Weekday } from '../week.ts';
import type { LocalTime } from './local.ts';
import { occurrencesBetween, type Occurrence } from './occurrences.ts';
import type { Place, Series } from './series.ts';

/** A series, by what the rest of the house calls it. */
export interface Planned {
  readonly offer: OfferId;
  readonly series: Series;
  /** It stands in the centre's file, where whoever keeps that changes it. */
  readonly isOfFile: boolean;
}

export interface ComingDate extends Planned {
  readonly date: Occurrence;
}

/** Days ahead that anybody looks for something to come to. */
export const COMING_DAYS = 60;
/** Of these every date is told; of later ones the next of each series. */
const NEAR_DAYS = 7;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A file's weekly activity has no first date: it is taken from this Monday on, so that its dates have the same names for everybody. */
const FIRST_MONDAY = '2026-01-05' as BusinessDay;

/** Those of the file first; one that a coordinator wrote anew stands as they wrote it. */
export function plannedIn(series: ReadonlyMap<SeriesId, Series>, ofFile: readonly Planned[]): readonly Planned[] {
  return [
    ...ofFile.filter((each) => !series.has(each.series.id)),
    ...[...series.values()].map((each) => ({ offer: OfferId.parse(each.id), series: each, isOfFile: false })),
  ];
}

/** The activities of a centre's file. @param digest names each: the same on every device. */
export function plannedOfFile({ id, zone, activities = [] }: Centre, digest: Digest): readonly Planned[] {
  return activities.map((activity) => ({ offer: activity.id, series: seriesOf(activity, zone, SeriesId.parse(spellHash(digest(`${id}\n${activity.id}`)))), isOfFile: true }));
}

function seriesOf({ icon, name, what, room, onMap, on, from, to, isFree }: Activity, zone: string, id: SeriesId): Series {
  const weekday = Weekday.options.indexOf(on as Weekday);
  const first = weekday < 0 ? (on as BusinessDay) : daysAfter(FIRST_MONDAY, (weekday - weekdayOf(FIRST_MONDAY) + 7) % 7);
  // On its first day's wall: where the clocks change that night nobody meets.
  const minutes = Math.round((instantOf('UTC', first, to) - instantOf('UTC', first, from)) / MINUTE_MS);
  return {
    id, icon, name, what, zone, minutes,
    place: onMap === undefined ? { kind: 'elsewhere', where: room } : { kind: 'room', room: onMap },
    audiences: [], languages: [], access: [], hasChildcare: false,
    cost: { kind: isFree ? 'free' : 'unknown' },
    capacity: null, isAllDay: false, isCancelled: false,
    start: `${first}T${from}` as LocalTime,
    ...(weekday < 0 ? {} : { rule: 'FREQ=WEEKLY' }),
    added: [], excluded: [], changes: [],
  };
}

/**
 * Those that are not over, soonest first: every date within a week, and the next of each series
 * within `COMING_DAYS`. What was called off is among them, and said to be.
 */
export function comingDates(planned: readonly Planned[], now: EpochMs): readonly ComingDate[] {
  return planned
    .flatMap((each) => {
      const dates = occurrencesBetween(each.series, now, now + COMING_DAYS * DAY_MS).filter(({ end, start }) => Math.max(end, start) > now);
      const next = dates.find(({ isCancelled }) => !isCancelled);
      return dates.filter((date) => date === next || date.start < now + NEAR_DAYS * DAY_MS).map((date) => ({ ...each, date }));
    })
    .toSorted((a, b) => a.date.start - b.date.start || (a.offer < b.offer ? -1 : 1));
}

/** One date by its name; undefined where its series has none of that name, or left it out. */
export function dateOf({ series }: Pick<Planned, 'series'>, key: LocalTime): Occurrence | undefined {
  const wanted = instantOf(series.zone, key.slice(0, 10) as BusinessDay, key.slice(11));
  const moved = series.changes.find((change) => change.original === key);
  const day = moved?.kind === 'changed' && moved.start !== undefined ? instantOf(series.zone, moved.start.slice(0, 10) as BusinessDay, moved.start.slice(11)) : wanted;
  return occurrencesBetween(series, Math.min(wanted, day) - DAY_MS, Math.max(wanted, day) + DAY_MS).find((each) => each.key === key);
}

/** Where it is, in words; undefined where nobody said. @param place of one of its dates. */
export function whereOf({ plan }: Pick<Centre, 'plan'>, place: Place | undefined): { readonly name: Activity['room']; readonly onMap: Activity['onMap'] } | undefined {
  if (place === undefined || place.kind === 'elsewhere') return place && { name: place.where, onMap: undefined };
  const room = plan?.floors.flatMap(({ rooms }) => rooms).find(({ id }) => id === place.room);
  return room && { name: room.name, onMap: room.id };
}
