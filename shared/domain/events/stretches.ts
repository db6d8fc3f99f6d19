/**
 * A series' rule, reckoned a stretch at a time and kept. In: a series. Out: the dates of its rule in
 * a stretch, as instants with their keys. Reckoning a date takes 25 microseconds, and a month's view
 * asks for ten thousand of them each time somebody looks.
 */
import type { EpochMs } from '../clock.ts';
import { zoneOf } from '../directory/opening/zone.ts';
import { datesOf, type Dates } from './dates.ts';
import { YEARS_AT_MOST } from './limits.ts';
import { DAY, localOf, MINUTE, wallOf, type LocalTime, type WallMs } from './local.ts';
import { endOnWall, readRule, type RuleParts } from './rule.ts';
import type { Series } from './series.ts';

/** Days of a stretch: a month lies in two at most. */
const STRETCH_DAYS = 64;
const STRETCH = STRETCH_DAYS * DAY;
const LAST_STRETCH = Math.floor((YEARS_AT_MOST * 366) / STRETCH_DAYS);
/** Stretches that are kept of one series. */
const KEPT = 4;

export interface Dated {
  /** When the series has it on its wall, which is its name within the series. */
  readonly key: LocalTime;
  readonly start: EpochMs;
}

/** The dates of a rule, the first date among them. */
export interface RuleDates {
  /** @param stretch from 0, where the series begins. */
  of(stretch: number): readonly Dated[];
  /** The stretches in which a wall's times lie, the first and the last; the last is before the first where there is none. */
  stretchesOf(from: WallMs, to: WallMs): readonly [first: number, last: number];
}

/** How a series' wall shows times. */
export interface OnWall {
  /** A time that somebody named: one that the clocks skip is as much later as they jump, one that comes twice the first (RFC 5545, 3.3.5). */
  named(wall: WallMs): EpochMs;
  /** A time that a rule made: undefined where the clocks skip it, and then there is no such date (RFC 5545, 3.3.10). */
  made(wall: WallMs): EpochMs | undefined;
  /** When that which begins so and lasts so long is over. @param minutes that pass; of whole days, 1440 for each. */
  end(wall: WallMs, start: EpochMs, minutes: number): EpochMs;
  /** What it shows at an instant. */
  at(instant: EpochMs): WallMs;
}

export function onWallOf({ zone: name, isAllDay }: Pick<Series, 'zone' | 'isAllDay'>): OnWall {
  const zone = zoneOf(name);
  const named = (wall: WallMs): EpochMs => {
    const day = Math.floor(wall / DAY);
    return zone.instantOf(day, (wall - day * DAY) / MINUTE);
  };
  return {
    named,
    made(wall) {
      const instant = named(wall);
      // A day whose midnight is skipped is still a day; one that is skipped whole is none.
      const isThere = isAllDay ? zone.dayOf(instant) * DAY === wall : zone.wallOf(instant) === wall;
      return isThere ? instant : undefined;
    },
    end: (wall, start, minutes) => (isAllDay ? named(wall + minutes * MINUTE) : start + minutes * MINUTE),
    at: (instant) => zone.wallOf(instant),
  };
}

/** @throws RangeError for a rule that `Series` would not have let through. */
export function ruleDatesOf(series: Series): RuleDates {
  const first = wallOf(series.start);
  const onWall = onWallOf(series);
  const stretchesOf: RuleDates['stretchesOf'] = (from, to) => [Math.max(0, Math.floor((from - first) / STRETCH)), Math.min(LAST_STRETCH, Math.floor((to - first) / STRETCH))];
  if (series.rule === undefined) {
    const only = [{ key: series.start, start: onWall.named(first) }];
    return { of: (stretch) => (stretch === 0 ? only : []), stretchesOf };
  }
  const read = readRule(series.rule, series.isAllDay);
  if (read.kind === 'not') throw new RangeError(`a rule that is not readable: ${read.why}`);
  return { of: reckoned(read.parts, { first, dates: datesOf(read.parts, first), onWall, zone: series.zone }), stretchesOf };
}

interface Reckoning {
  readonly first: WallMs;
  readonly dates: Dates;
  readonly onWall: OnWall;
  readonly zone: string;
}

function reckoned({ count, until }: RuleParts, { first, dates, onWall, zone }: Reckoning): RuleDates['of'] {
  const end = until === undefined ? Infinity : endOnWall(until, zone);
  const all = (stretch: number): readonly Dated[] => {
    const from = first + stretch * STRETCH;
    if (from > end + DAY) return [];
    return dates(from, from + STRETCH).flatMap((wall) => {
      const start = wall === first ? onWall.named(wall) : onWall.made(wall);
      const isOver = until?.kind === 'instant' ? start !== undefined && start > until.at : wall > end;
      return start === undefined || (isOver && wall !== first) ? [] : [{ key: localOf(wall), start }];
    });
  };
  const kept = new Map<number, readonly Dated[]>();
  const keep = (stretch: number, made: readonly Dated[]): readonly Dated[] => {
    if (kept.size >= KEPT) for (const oldest of [...kept.keys()].slice(0, 1)) kept.delete(oldest);
    kept.set(stretch, made);
    return made;
  };
  if (count === undefined) return (stretch) => kept.get(stretch) ?? keep(stretch, all(stretch));
  /** Of how many dates each stretch is preceded: where a rule counts, none can be reckoned without those before it. */
  const before = [0];
  return (stretch) => {
    const known = kept.get(stretch);
    if (known) return known;
    for (let each = before.length - 1; each < stretch; each += 1) {
      const so = before[each] ?? 0;
      before.push(so < count ? so + all(each).length : so);
    }
    const left = count - (before[stretch] ?? 0);
    return keep(stretch, left > 0 ? all(stretch).slice(0, left) : []);
  };
}
