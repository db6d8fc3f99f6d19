/**
 * The dates of a series. In: a series and a span of time. Out: its occurrences there, in order: when
 * each begins and ends, where, and whether it was moved or called off. It reads no clock [Q6] and
 * asks no host what zone it is in; what was reckoned once is kept for as long as the series is.
 */
import type { EpochMs } from '../clock.ts';
import type { SeriesId } from '../ids.ts';
import { onWallOf, ruleDatesOf, type Dated, type OnWall, type RuleDates } from './stretches.ts';
import { DAY, dayText, MINUTE, wallOf, type LocalTime } from './local.ts';
import type { Change, Place, Series } from './series.ts';

/** One date of a series. */
export interface Occurrence {
  readonly series: SeriesId;
  /** When its series has it, on the wall of its zone: its name there, wherever it was moved to. */
  readonly key: LocalTime;
  readonly start: EpochMs;
  /** The same as `start` where nobody said when it ends. */
  readonly end: EpochMs;
  readonly place: Place | undefined;
  readonly isMoved: boolean;
  readonly isCancelled: boolean;
  /** What is otherwise on this date; undefined where nothing is. */
  readonly change: Change | undefined;
}

interface Read {
  readonly series: Series;
  readonly onWall: OnWall;
  readonly dates: RuleDates;
  readonly added: ReadonlySet<string>;
  readonly excluded: ReadonlySet<string>;
  readonly changes: ReadonlyMap<string, Change>;
  /** Of the stretch that a rule's dates were made of. */
  readonly made: WeakMap<readonly Dated[], readonly Occurrence[]>;
  /** Those that were added or that stand at another time than their rule's; undefined until somebody asks. */
  apart: readonly Occurrence[] | undefined;
}

const reads = new WeakMap<Series, Read>();

function readOf(series: Series): Read {
  const known = reads.get(series);
  if (known) return known;
  const read: Read = {
    series,
    onWall: onWallOf(series),
    dates: ruleDatesOf(series),
    added: new Set(series.added),
    excluded: new Set(series.excluded),
    changes: new Map(series.changes.map((change) => [change.original, change])),
    made: new WeakMap(),
    apart: undefined,
  };
  reads.set(series, read);
  return read;
}

/**
 * What of a series goes on at some time in a span: it has begun before the span ends, and is not
 * over when it begins. Called off ones are among them and marked; dates that the series leaves out are not.
 * @param from in milliseconds. @param to later than `from`.
 * @returns in the order of their beginnings; nothing later than `YEARS_AT_MOST` years after the series' start, except what was added.
 */
export function occurrencesBetween(series: Series, from: EpochMs, to: EpochMs): readonly Occurrence[] {
  const read = readOf(series);
  const { dates, onWall } = read;
  const [first, last] = dates.stretchesOf(onWall.at(from) - series.minutes * MINUTE - DAY, onWall.at(to) + DAY);
  const found: Occurrence[] = [];
  for (let stretch = first; stretch <= last; stretch += 1) {
    for (const each of madeOf(read, dates.of(stretch))) if (isIn(each, from, to)) found.push(each);
  }
  const apart = apartOf(read).filter((each) => isIn(each, from, to));
  return apart.length === 0 ? found : [...found, ...apart].toSorted((a, b) => a.start - b.start || (a.key < b.key ? -1 : 1));
}

function isIn({ start, end }: Occurrence, from: EpochMs, to: EpochMs): boolean {
  return start < to && (end > from || start >= from);
}

/** The dates of a stretch that stand when the rule has them. */
function madeOf(read: Read, dates: readonly Dated[]): readonly Occurrence[] {
  const known = read.made.get(dates);
  if (known) return known;
  const made = dates.flatMap((date) => (isOut(read, date.key) || read.added.has(date.key) || standsApart(read.changes.get(date.key)) ? [] : [occurrence(read, date)]));
  read.made.set(dates, made);
  return made;
}

const standsApart = (change: Change | undefined): boolean => change?.kind === 'changed' && (change.start !== undefined || change.minutes !== undefined);

function isOut({ excluded }: Read, key: LocalTime): boolean {
  return excluded.has(key) || excluded.has(dayText(key));
}

function apartOf(read: Read): readonly Occurrence[] {
  return (read.apart ??= [...addedOf(read), ...movedOf(read)]);
}

function addedOf(read: Read): readonly Occurrence[] {
  const { added, onWall, changes } = read;
  return [...added].flatMap((text) => {
    const key = text as LocalTime;
    return isOut(read, key) || standsApart(changes.get(key)) ? [] : [occurrence(read, { key, start: onWall.named(wallOf(key)) })];
  });
}

/** A change of a date that the series does not have says nothing. */
function movedOf(read: Read): readonly Occurrence[] {
  return [...read.changes.values()].flatMap((change) => {
    if (change.kind !== 'changed' || !standsApart(change) || isOut(read, change.original)) return [];
    const date = dateOf(read, change.original);
    if (!date) return [];
    return [occurrence(read, change.start === undefined ? date : { key: change.original, start: read.onWall.named(wallOf(change.start)) })];
  });
}

/** Whether the rule has it, or somebody added it. */
function dateOf({ dates, added, onWall }: Read, key: LocalTime): Dated | undefined {
  const wall = wallOf(key);
  if (added.has(key)) return { key, start: onWall.named(wall) };
  const [first, last] = dates.stretchesOf(wall, wall);
  return first === last ? dates.of(first).find((each) => each.key === key) : undefined;
}

function occurrence({ series, changes, onWall }: Read, { key, start }: Dated): Occurrence {
  const change = changes.get(key);
  const changed = change?.kind === 'changed' ? change : undefined;
  const wall = wallOf(changed?.start ?? key);
  return {
    series: series.id,
    key,
    start,
    end: onWall.end(wall, start, changed?.minutes ?? series.minutes),
    place: changed?.place ?? series.place,
    isMoved: changed?.start !== undefined && changed.start !== key,
    isCancelled: series.isCancelled || change?.kind === 'cancelled',
    change,
  };
}
