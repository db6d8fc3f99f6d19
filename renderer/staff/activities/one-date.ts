/**
 * What is done with one date of a series. In: a series, an act. Out: the series with it, or why it
 * can't be. Everything else of the series stays as it is; nothing is sent.
 */
import { dateOf, Series, type Change, type LocalTime, type Place } from '../../../shared/domain/events/index.ts';
import { dayText } from '../../../shared/domain/events/local.ts';
import type { OfferText } from '../../../shared/domain/offers/offers.ts';
import { isSame } from './same.ts';

/** How one date is to be. */
export interface DateSays {
  readonly start: LocalTime;
  readonly minutes: number;
  readonly place: Place | undefined;
  readonly name: OfferText;
}

/** Dates go by when their series has them, wherever they were moved to. */
export type DateAct =
  | { readonly kind: 'change'; readonly date: LocalTime; readonly to: DateSays }
  | { readonly kind: 'callOff'; readonly date: LocalTime }
  /** As the series has it. */
  | { readonly kind: 'restore'; readonly date: LocalTime }
  | { readonly kind: 'add'; readonly start: LocalTime }
  | { readonly kind: 'leaveOut'; readonly date: LocalTime };

/** `already`: it has a date then. `tooMany`: more dates than are kept. */
export type Acted = { readonly kind: 'series'; readonly series: Series } | { readonly kind: 'not'; readonly why: 'already' | 'tooMany' };

/** A date as it stands, whatever was changed of it before. */
export function saysOf(series: Series, date: LocalTime): DateSays {
  const change = series.changes.find(({ original }) => original === date);
  const changed = change?.kind === 'changed' ? change : undefined;
  return { start: changed?.start ?? date, minutes: changed?.minutes ?? series.minutes, place: changed?.place ?? series.place, name: changed?.name ?? series.name };
}

export function acted(series: Series, act: DateAct): Acted {
  switch (act.kind) {
    case 'change':
      return whole(withChange(series, act.date, changeOf(series, act.date, act.to)));
    case 'callOff':
      return whole(withChange(series, act.date, { kind: 'cancelled', original: act.date }));
    case 'restore':
      return whole(withChange(series, act.date, undefined));
    case 'add':
      return added(series, act.start);
    case 'leaveOut':
      return whole(leftOut(series, act.date));
    default:
      return act satisfies never;
  }
}

function whole(given: Series): Acted {
  const read = Series.safeParse(given);
  return read.success ? { kind: 'series', series: read.data } : { kind: 'not', why: 'tooMany' };
}

function withChange(series: Series, date: LocalTime, change: Change | undefined): Series {
  const others = series.changes.filter(({ original }) => original !== date);
  return { ...series, changes: [...others, ...(change ? [change] : [])].toSorted((a, b) => (a.original < b.original ? -1 : 1)) };
}

/** Only what is otherwise; undefined where nothing is. What a form does not show of it stays. */
function changeOf(series: Series, original: LocalTime, { start, minutes, place, name }: DateSays): Change | undefined {
  const before = series.changes.find((each) => each.original === original);
  const what = before?.kind === 'changed' ? before.what : undefined;
  const change: Change = {
    kind: 'changed',
    original,
    ...(start === original ? {} : { start }),
    ...(minutes === series.minutes ? {} : { minutes }),
    // That it is nowhere no change can say: it stays where its series is.
    ...(place === undefined || isSame(place, series.place) ? {} : { place }),
    ...(isSame(name, series.name) ? {} : { name }),
    ...(what === undefined ? {} : { what }),
  };
  return Object.keys(change).length > 2 ? change : undefined;
}

function added(series: Series, start: LocalTime): Acted {
  if (dateOf({ series }, start)) return { kind: 'not', why: 'already' };
  // A day that is left out whole leaves out this one too: from now on it is only the series' own time.
  const excluded = series.excluded.flatMap((each): Series['excluded'] => {
    if (each === start) return [];
    const own = `${each}${series.start.slice(10)}` as LocalTime;
    return each === dayText(start) ? (own === start ? [] : [own]) : [each];
  });
  return whole({ ...series, excluded: excluded.toSorted(), added: [...new Set([...series.added, start])].toSorted() });
}

function leftOut(series: Series, date: LocalTime): Series {
  const without: Series = { ...withChange(series, date, undefined), added: series.added.filter((each) => each !== date) };
  // What was only added is gone with that; what the rule has is left out.
  return dateOf({ series: without }, date) ? { ...without, excluded: [...without.excluded, date].toSorted() } : without;
}

/**
 * The same series at another time of day: what was said of its dates is said of the same dates.
 * @param time `HH:MM`.
 */
export function atTime(series: Series, time: string): Series {
  const before = series.start.slice(10);
  const moved = (local: LocalTime): LocalTime => (local.endsWith(before) ? (`${dayText(local)}T${time}` as LocalTime) : local);
  return {
    ...series,
    start: moved(series.start),
    added: series.added.map(moved).toSorted(),
    excluded: series.excluded.map((each) => (each.includes('T') ? moved(each as LocalTime) : each)).toSorted(),
    changes: series.changes.map((change) => ({ ...change, original: moved(change.original) })),
  };
}
