/** Whether a service is open, until when, and when it opens next. */
import type { BusinessDay, EpochMs } from '../../clock.ts';
import type { Opening } from '../record.ts';
import { textOf, weekdayOfDay, type DayNumber } from './civil.ts';
import type { ReadHours } from './hours.ts';
import { holds, type MinuteSpan } from './rule.ts';

/** Days ahead that are looked at. */
export const LOOKED_AHEAD = 60;

export interface Moment {
  readonly now: EpochMs;
  /** Whether a day is a public holiday there; undefined where nobody knows. */
  readonly isHoliday: ((day: BusinessDay) => boolean) | undefined;
}

/** The end of a span that is open at some instant. */
interface End {
  readonly at: EpochMs;
  /** The day it falls on. */
  readonly day: DayNumber;
  /** All that is open then begins on a holiday of which nobody said anything. */
  readonly isHoliday: boolean;
}

const NO_SPANS: readonly MinuteSpan[] = [];

/**
 * [Q6] Spans that meet or overlap are one, over midnight too. A span belongs to the day on which it
 * begins: so do the closures and holidays that take it away. `until` is null where the doors don't
 * close in the days that are looked at.
 */
export function openingAt(hours: ReadHours, at: Moment): Opening {
  const today = hours.zone.dayOf(at.now);
  const end = endAt(hours, at, at.now, today);
  if (end) return { kind: 'open', until: endOfAll(hours, at, end, today), isHoliday: end.isHoliday };
  if (!hours.isWhole && !isSettled(hours, at, today)) return { kind: 'unknown' };
  return { kind: 'closed', opens: nextAfter(hours, at, today) };
}

/** When what is open at an instant of a day ends. No span is longer than a day, so it began on this one or on the one before. */
function endAt(hours: ReadHours, at: Moment, instant: EpochMs, day: DayNumber): End | undefined {
  let found: End | undefined;
  for (let began = hours.isOvernight ? day - 1 : day; began <= day; began += 1) {
    for (const { from, to } of spansOn(hours, at, began)) {
      const end = hours.zone.instantOf(began, to);
      if (end <= instant || hours.zone.instantOf(began, from) > instant) continue;
      const isHoliday = isInDoubt(hours, at, began) && (found?.isHoliday ?? true);
      found = found && found.at >= end ? { ...found, isHoliday } : { at: end, day: began + Math.floor(to / 1440), isHoliday };
    }
  }
  return found;
}

/** When the last of the spans that follow one on the other ends. */
function endOfAll(hours: ReadHours, at: Moment, first: End, today: DayNumber): EpochMs | null {
  if (isNeverClosed(hours, today)) return null;
  for (let end = first; end.day <= today + LOOKED_AHEAD; ) {
    const next = endAt(hours, at, end.at, end.day);
    if (!next) return end.at;
    end = next;
  }
  return null;
}

/** Found without going from midnight to midnight: many services are for emergencies. */
function isNeverClosed({ always, closures, onHolidays }: ReadHours, today: DayNumber): boolean {
  return always !== undefined && onHolidays !== 'closed' && always.first <= today && today + LOOKED_AHEAD <= always.last && !closures.some(({ through }) => today <= through);
}

function nextAfter(hours: ReadHours, at: Moment, today: DayNumber): EpochMs | null {
  const { zone } = hours;
  for (let day = today; day <= today + LOOKED_AHEAD; day += 1) {
    let soonest = Infinity;
    for (const { from, to } of spansOn(hours, at, day)) {
      const opens = zone.instantOf(day, from);
      // Where the clocks skip its time of opening, a span may be over before it begins.
      if (opens > at.now && opens < soonest && opens < zone.instantOf(day, to)) soonest = opens;
    }
    if (soonest < Infinity) return soonest;
  }
  return null;
}

/** What begins on a day. */
function spansOn(hours: ReadHours, at: Moment, day: DayNumber): readonly MinuteSpan[] {
  const closure = closureOn(hours, day);
  if (closure) return closure.spans;
  if ((hours.weekdays & (1 << weekdayOfDay(day))) === 0) return NO_SPANS;
  let spans: MinuteSpan[] | undefined;
  for (const rule of hours.rules) if (holds(rule, day)) (spans ??= []).push(rule);
  if (!spans || (hours.onHolidays === 'closed' && isHolidayOn(at, day))) return NO_SPANS;
  return spans;
}

function closureOn({ closures }: ReadHours, day: DayNumber): ReadHours['closures'][number] | undefined {
  if (closures.length === 0) return undefined;
  return closures.find(({ from, through }) => from <= day && day <= through);
}

function isHolidayOn({ isHoliday }: Moment, day: DayNumber): boolean {
  return isHoliday?.(textOf(day)) === true;
}

/** It is a holiday, and nobody said what is done on it. */
function isInDoubt(hours: ReadHours, at: Moment, day: DayNumber): boolean {
  return hours.onHolidays === undefined && isHolidayOn(at, day) && !closureOn(hours, day);
}

/** Somebody said of this very day what is done on it, whatever the schedules are. */
function isSettled(hours: ReadHours, at: Moment, day: DayNumber): boolean {
  return closureOn(hours, day) !== undefined || (hours.onHolidays === 'closed' && isHolidayOn(at, day));
}
