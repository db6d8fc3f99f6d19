/**
 * The hours of a service as a file for a phone's calendar (RFC 5545). In: what its page says of it,
 * the hours of its first place, an instant. Out: the calendar; nothing where its hours are not wholly
 * known, hold for a while alone or never end. Times are those of the place's own clocks, wherever the
 * phone is. It invites nobody and rings nobody.
 */
import { Temporal } from 'temporal-polyfill';
import type { HoursLine, PlaceShown, ServiceShown } from '../../shared/contract/directory.ts';
import { BusinessDay, businessDayOf, type EpochMs } from '../../shared/domain/clock.ts';
import { hoursLines, type Hours, type Moment } from '../../shared/domain/directory/opening/index.ts';
import type { Closure } from '../../shared/domain/directory/record.ts';
import { plain, written } from '../../shared/domain/events/calendar/lines.ts';
import { zoneLines } from '../../shared/domain/events/calendar/zone-lines.ts';
import { YEARS_AT_MOST } from '../../shared/domain/events/limits.ts';
import { Weekday } from '../../shared/domain/week.ts';

/** Days that are looked at for closures and holidays. */
const LOOKED_AHEAD = 366;
/** The first day of a rule is no further off: a fifth Monday may be missing for months. */
const FIRST_WITHIN = 190;
const CODES: Readonly<Record<Weekday, string>> = { mon: 'MO', tue: 'TU', wed: 'WE', thu: 'TH', fri: 'FR', sat: 'SA', sun: 'SU' };

type Told = Exclude<HoursLine, { kind: 'said' }>;
type Span = Told['spans'][number];

export interface CalendarParts {
  /** Of the first place that its page shows. */
  readonly hours: Hours;
  readonly isHoliday: Moment['isHoliday'];
  /** When this was so. */
  readonly at: EpochMs;
  /** Of its page: what names an event must not be anybody else's. */
  readonly token: string;
  readonly url: string;
}

/** The days ahead, and what is other than usual on them. */
interface Ahead {
  readonly zone: string;
  /** By the clocks of the place. */
  readonly start: Temporal.PlainDate;
  readonly closureOn: (day: Temporal.PlainDate) => Closure | undefined;
  /** Its usual hours don't hold. */
  readonly isOther: (day: Temporal.PlainDate) => boolean;
}

export function calendarOf(service: ServiceShown, { hours, isHoliday, at, token, url }: CalendarParts): string | undefined {
  const [place] = service.places;
  const today = businessDayOf(hours.zone, at);
  const lines = tellable(hours, today);
  if (!place || !lines || (place.opening.kind === 'open' && place.opening.until === null)) return undefined;
  const ahead = aheadOf(hours, today, isHoliday);
  const { start, zone } = ahead;
  const usual = lines.flatMap((line) => line.spans.flatMap((span) => eventOf(line, span, ahead)));
  const others = hours.closures.filter(({ through }) => through >= today).flatMap((closure) => closure.hours.map((span) => onDays(span, closure, ahead)));
  const events = [...usual, ...others];
  if (events.length === 0) return undefined;
  const about = aboutOf(service, place, { url, at });
  return written([
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Umbral//ES', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH',
    ...zoneLines(zone, [start.year, start.year + YEARS_AT_MOST]),
    ...events.flatMap((event, n) => ['BEGIN:VEVENT', `UID:${token}-${n}@umbral`, ...event, ...about, 'END:VEVENT']),
    'END:VCALENDAR',
  ]);
}

/** Whether a calendar can hold all of its hours: «each second week» without a beginning it can't, words it can't either, and it would not know when to leave off. */
function tellable(hours: Hours, today: BusinessDay): readonly Told[] | undefined {
  const isEndless = hours.schedules.every(({ valid_from: from, dtstart, valid_to: to, until, count }) => count === undefined && [to, until].every((each = '') => each === '') && [from, dtstart].every((each = '') => each.slice(0, 10) <= today));
  // What only words can say comes as words, whether somebody wrote any or not.
  const lines = hoursLines(hours, today, () => ({ text: '', language: 'es' }));
  const told = lines.flatMap((line) => (line.kind !== 'said' && line.every === 1 && line.spans.length > 0 ? [line] : []));
  return isEndless && told.length > 0 && told.length === lines.length ? told : undefined;
}

function aheadOf({ closures, onHolidays, zone }: Hours, today: BusinessDay, isHoliday: Moment['isHoliday']): Ahead {
  // The narrower one is the exception from the wider, as where it is asked whether it is open.
  const narrowFirst = closures.toSorted((a, b) => length(a) - length(b));
  const closureOn: Ahead['closureOn'] = (day) => narrowFirst.find(({ from, through }) => from <= day.toString() && day.toString() <= through);
  return {
    zone, closureOn,
    start: Temporal.PlainDate.from(today),
    isOther: (day) => closureOn(day) !== undefined || (onHolidays === 'closed' && isHoliday?.(BusinessDay.parse(day.toString())) === true),
  };
}

function length({ from, through }: Closure): number {
  return Temporal.PlainDate.from(from).until(through).days;
}

/** [X2] What its page says of it: of a discreet service its other name, and where it is. */
function aboutOf({ name }: ServiceShown, { name: where, address, point }: PlaceShown, { url, at }: Pick<CalendarParts, 'url' | 'at'>): string[] {
  const location = [where?.text, address?.text].filter((each) => each !== undefined).join(', ');
  return [
    `DTSTAMP:${inUtc(Temporal.Instant.fromEpochMilliseconds(at))}`,
    `SUMMARY:${plain(name.text)}`,
    ...(location === '' ? [] : [`LOCATION:${plain(location)}`]),
    ...(point ? [`GEO:${point.lat};${point.lon}`] : []),
    `URL:${url}`, 'TRANSP:TRANSPARENT',
  ];
}

function eventOf(line: Told, span: Span, { start, zone, isOther }: Ahead): string[][] {
  const days = daysFrom(start, LOOKED_AHEAD).filter((day) => holds(line, day));
  const [first] = days;
  if (!first || start.until(first).days > FIRST_WITHIN) return [];
  return [[...timesOf(span, first, zone), `RRULE:${ruleOf(line)}`, ...without(days.filter(isOther), span, zone)]];
}

/** Other hours, but for days on which a narrower closure says others again. */
function onDays(span: Span, closure: Closure, { start, zone, closureOn }: Ahead): string[] {
  const from = Temporal.PlainDate.from(closure.from);
  const first = Temporal.PlainDate.compare(from, start) < 0 ? start : from;
  const last = Temporal.PlainDate.from(closure.through);
  const days = daysFrom(first, Math.min(first.until(last).days + 1, LOOKED_AHEAD));
  const until = last.toZonedDateTime({ timeZone: zone, plainTime: span.from }).toInstant();
  return [...timesOf(span, first, zone), `RRULE:FREQ=DAILY;UNTIL=${inUtc(until)}`, ...without(days.filter((day) => closureOn(day) !== closure), span, zone)];
}

function daysFrom(first: Temporal.PlainDate, many: number): Temporal.PlainDate[] {
  return Array.from({ length: many }, (_, n) => first.add({ days: n }));
}

/** One that ends no later than it begins ends the next day. */
function timesOf({ from, to }: Span, day: Temporal.PlainDate, zone: string): string[] {
  return [`DTSTART;TZID=${zone}:${stamp(day, from)}`, `DTEND;TZID=${zone}:${stamp(to > from ? day : day.add({ days: 1 }), to)}`];
}

function without(days: readonly Temporal.PlainDate[], { from }: Span, zone: string): string[] {
  return days.length === 0 ? [] : [`EXDATE;TZID=${zone}:${days.map((day) => stamp(day, from)).join(',')}`];
}

function stamp(day: Temporal.PlainDate, time: string): string {
  return `${day.toString().replaceAll('-', '')}T${time.replace(':', '')}00`;
}

function inUtc(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}

function ruleOf(line: Told): string {
  switch (line.kind) {
    case 'weekly':
      return `FREQ=WEEKLY;BYDAY=${line.days.map((day) => CODES[day]).join(',')}`;
    case 'nth':
      return `FREQ=MONTHLY;BYDAY=${line.nth}${CODES[line.day]}`;
    case 'dates':
      return `FREQ=MONTHLY;BYMONTHDAY=${line.dates.join(',')}`;
    default:
      return line satisfies never;
  }
}

function holds(line: Told, day: Temporal.PlainDate): boolean {
  const weekday = Weekday.options[day.dayOfWeek - 1];
  switch (line.kind) {
    case 'weekly':
      return weekday !== undefined && line.days.includes(weekday);
    case 'nth':
      return weekday === line.day && (line.nth > 0 ? Math.ceil(day.day / 7) === line.nth : Math.ceil((day.daysInMonth - day.day + 1) / 7) === -line.nth);
    case 'dates':
      return line.dates.some((date) => (date > 0 ? day.day === date : day.daysInMonth + 1 + date === day.day));
    default:
      return line satisfies never;
  }
}
