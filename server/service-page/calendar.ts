/**
 * The hours of a service as a file for a phone's calendar (RFC 5545). In: its hours as its page says
 * them, days that are others, from which day on. Out: the calendar; nothing where its hours are not
 * wholly known or where it never closes. Times are those of the clocks of whoever stands there: they
 * are written without a zone, which is what RFC 5545 calls floating. It invites nobody and rings nobody.
 */
import { Temporal } from 'temporal-polyfill';
import type { HoursLine, PlaceShown, ServiceShown } from '../../shared/contract/directory.ts';
import { BusinessDay, type EpochMs } from '../../shared/domain/clock.ts';
import type { Closure } from '../../shared/domain/directory/record.ts';
import { Weekday } from '../../shared/domain/week.ts';
import { plain, written } from '../../shared/domain/events/calendar/lines.ts';

/** Days that are looked at for closures and holidays. */
const LOOKED_AHEAD = 366;
/** The first day of a rule is no further off: a fifth Monday may be missing for months. */
const FIRST_WITHIN = 190;
const CODES: Readonly<Record<Weekday, string>> = { mon: 'MO', tue: 'TU', wed: 'WE', thu: 'TH', fri: 'FR', sat: 'SA', sun: 'SU' };

type Told = Exclude<HoursLine, { kind: 'said' }>;
type Span = Told['spans'][number];

export interface CalendarParts {
  /** Hours that hold for a while alone are not for a calendar that goes on for ever. */
  readonly isEndless: boolean;
  readonly closures: readonly Closure[];
  /** Public holidays on which it is closed. */
  readonly isShut: (day: BusinessDay) => boolean;
  /** By the clocks of the place. */
  readonly today: BusinessDay;
  /** When this was so. */
  readonly at: EpochMs;
  /** Of its page: what names an event must not be anybody else's. */
  readonly token: string;
  readonly url: string;
}

export function calendarOf(service: ServiceShown, { isEndless, closures, isShut, today, at, token, url }: CalendarParts): string | undefined {
  const [place] = service.places;
  const lines = place && tellable(place);
  if (!place || !lines || !isEndless) return undefined;
  const about = aboutOf(service, place, { url, at });
  const isOther = (day: Temporal.PlainDate): boolean => closures.some(({ from, through }) => from <= day.toString() && day.toString() <= through) || isShut(BusinessDay.parse(day.toString()));
  const start = Temporal.PlainDate.from(today);
  const usual = lines.flatMap((line) => line.spans.flatMap((span) => eventOf(line, span, start, isOther)));
  const others = closures.filter(({ through }) => through >= today).flatMap(({ from, through, hours }) => hours.map((span) => onDays(span, { from, through })));
  const events = [...usual, ...others];
  if (events.length === 0) return undefined;
  return written([
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Umbral//ES', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH',
    ...events.flatMap((event, n) => ['BEGIN:VEVENT', `UID:${token}-${n}@umbral`, ...event, ...about, 'END:VEVENT']),
    'END:VCALENDAR',
  ]);
}

/** Whether a calendar can hold all of its hours: «each second week» without a beginning it can't, and words it can't either. */
function tellable({ hours, opening }: PlaceShown): readonly Told[] | undefined {
  if (opening.kind === 'unknown' || (opening.kind === 'open' && opening.until === null) || hours.length === 0) return undefined;
  const told = hours.flatMap((line) => (line.kind !== 'said' && line.every === 1 && line.spans.length > 0 ? [line] : []));
  return told.length === hours.length ? told : undefined;
}

/** [X2] What its page says of it: of a discreet service its other name, and where it is. */
function aboutOf({ name }: ServiceShown, { name: where, address, point }: PlaceShown, { url, at }: Pick<CalendarParts, 'url' | 'at'>): string[] {
  const location = [where?.text, address?.text].filter((each) => each !== undefined).join(', ');
  return [
    `DTSTAMP:${Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}`,
    `SUMMARY:${plain(name.text)}`,
    ...(location === '' ? [] : [`LOCATION:${plain(location)}`]),
    ...(point ? [`GEO:${point.lat};${point.lon}`] : []),
    `URL:${url}`, 'TRANSP:TRANSPARENT',
  ];
}

function eventOf(line: Told, span: Span, start: Temporal.PlainDate, isOther: (day: Temporal.PlainDate) => boolean): string[][] {
  const days = Array.from({ length: LOOKED_AHEAD }, (_, n) => start.add({ days: n })).filter((day) => holds(line, day));
  const [first] = days;
  if (!first || start.until(first).days > FIRST_WITHIN) return [];
  const but = days.filter(isOther).map((day) => stamp(day, span.from));
  return [[...timesOf(span, first), `RRULE:${ruleOf(line)}`, ...(but.length > 0 ? [`EXDATE:${but.join(',')}`] : [])]];
}

function onDays(span: Span, { from, through }: { readonly from: string; readonly through: string }): string[] {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(through)];
  return [...timesOf(span, first), `RRULE:FREQ=DAILY;UNTIL=${stamp(last, '23:59')}`];
}

/** One that ends no later than it begins ends the next day. */
function timesOf({ from, to }: Span, day: Temporal.PlainDate): string[] {
  return [`DTSTART:${stamp(day, from)}`, `DTEND:${stamp(to > from ? day : day.add({ days: 1 }), to)}`];
}

function stamp(day: Temporal.PlainDate, time: string): string {
  return `${day.toString().replaceAll('-', '')}T${time.replace(':', '')}00`;
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
