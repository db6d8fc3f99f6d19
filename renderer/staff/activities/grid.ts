/**
 * The days of a calendar. In: a day, how much is shown of it, a key. Out: which days, and what goes on
 * on each. It reads no clock; weeks begin on Monday.
 */
import { Temporal } from 'temporal-polyfill';
import type { ScheduledDate, ScheduleView } from '../../../shared/contract/activities.ts';
import { businessDayOf, daysAfter, weekdayOf, type BusinessDay } from '../../../shared/domain/clock.ts';

export const SPANS = ['month', 'week', 'list'] as const;
/** A month by weeks, one week, or a month line by line. */
export type Span = (typeof SPANS)[number];

export interface Shown {
  readonly from: BusinessDay;
  readonly days: number;
}

const plain = (day: BusinessDay): Temporal.PlainDate => Temporal.PlainDate.from(day);
const dayOf = (date: Temporal.PlainDate): BusinessDay => date.toString() as BusinessDay;

const mondayOf = (day: BusinessDay): BusinessDay => daysAfter(day, -weekdayOf(day));

/** A month by weeks has whole ones: 28 to 42 days. */
export function shownOf(span: Span, day: BusinessDay): Shown {
  if (span === 'week') return { from: mondayOf(day), days: 7 };
  const first = dayOf(plain(day).with({ day: 1 }));
  const length = plain(day).daysInMonth;
  if (span === 'list') return { from: first, days: length };
  const from = mondayOf(first);
  return { from, days: Math.ceil((weekdayOf(first) + length) / 7) * 7 };
}

export function daysIn({ from, days }: Shown): readonly BusinessDay[] {
  return Array.from({ length: days }, (_, n) => daysAfter(from, n));
}

/** One span on, or back: of a month the same date of the next, or its last. */
export function stepped(span: Span, day: BusinessDay, by: 1 | -1): BusinessDay {
  return dayOf(plain(day).add(span === 'week' ? { weeks: by } : { months: by }));
}

/** Where a key leads from a day; undefined for one that leads nowhere. */
export function dayByKey(key: string, day: BusinessDay): BusinessDay | undefined {
  switch (key) {
    case 'ArrowLeft':
      return daysAfter(day, -1);
    case 'ArrowRight':
      return daysAfter(day, 1);
    case 'ArrowUp':
      return daysAfter(day, -7);
    case 'ArrowDown':
      return daysAfter(day, 7);
    case 'Home':
      return mondayOf(day);
    case 'End':
      return daysAfter(mondayOf(day), 6);
    case 'PageUp':
      return stepped('month', day, -1);
    case 'PageDown':
      return stepped('month', day, 1);
    default:
      return undefined;
  }
}

/** A date on one of its days. */
export interface Placed {
  readonly date: ScheduledDate;
  /** The nth of the view. */
  readonly n: number;
  /** It began on a day before. */
  readonly goesOn: boolean;
}

const HALF_DAY_MS = 43_200_000;
const DAY_MS = 86_400_000;

/** A day of its own calendar where it is of whole days, whichever clocks that goes by; else by the centre's. */
function firstDay({ isAllDay, isMoved, date, startsAt }: ScheduledDate, zone: string): BusinessDay {
  if (!isAllDay) return businessDayOf(zone, startsAt);
  // Of one that was moved only the instant is told: noon is on the same day far round the world.
  return isMoved ? businessDayOf(zone, startsAt + HALF_DAY_MS) : (date.slice(0, 10) as BusinessDay);
}

function lastDay(date: ScheduledDate, first: BusinessDay, zone: string): BusinessDay {
  const { isAllDay, startsAt, endsAt } = date;
  if (isAllDay) return daysAfter(first, Math.max(1, Math.round((endsAt - startsAt) / DAY_MS)) - 1);
  return businessDayOf(zone, Math.max(startsAt, endsAt - 1));
}

/** What goes on on each of these days, in the order of the view; what lasts several is on each. */
export function byDay({ dates }: Pick<ScheduleView, 'dates'>, shown: Shown, zone: string): ReadonlyMap<BusinessDay, readonly Placed[]> {
  const all = new Map<BusinessDay, Placed[]>(daysIn(shown).map((day) => [day, []]));
  for (const [n, date] of dates.entries()) {
    const first = firstDay(date, zone);
    const last = lastDay(date, first, zone);
    for (const [day, placed] of all) if (day >= first && day <= last) placed.push({ date, n, goesOn: day > first });
  }
  return all;
}
