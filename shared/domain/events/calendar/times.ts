/**
 * The times of one event. In: its properties and the zones of its file. Out: times on the wall of
 * the one zone that its series is kept in, or the fault that there is none.
 */
import type ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from '../../clock.ts';
import { LocalTime as Time, MINUTE, wallOf, type LocalDay, type LocalTime } from '../local.ts';
import { onWallOf } from '../stretches.ts';
import { EventFault, type CalendarField } from './fault.ts';
import type { Event } from './event.ts';
import { isFault, localIn, rawOf, type Zones } from './zones.ts';
import { ianaOf } from './zone-names.ts';

/** The wall of a series. */
export interface Frame {
  /** IANA. */
  readonly zone: string;
  readonly isAllDay: boolean;
  /** The zone's name in the file; undefined where it has none. */
  readonly tzid: string | undefined;
}

export interface ZoneFinder {
  readonly zones: Zones;
  /** IANA; of times that name none. */
  readonly near: string;
  /** What was found out of a file's own zones. */
  readonly found: Map<string, string | undefined>;
}

const tzidOf = (property: ICAL.Property): string | undefined => (property.getFirstParameter('tzid') as string | undefined) || undefined;

/** @throws EventFault for an event without a beginning or in a zone that nobody knows. */
export function frameOf({ component, rule, own }: Event, finder: ZoneFinder): Frame {
  const begins = component.getFirstProperty('dtstart');
  if (!begins) throw new EventFault('start', 'missing');
  const [value = ''] = rawOf(begins);
  const tzid = tzidOf(begins);
  if (begins.type === 'date') return { zone: own.zone ?? finder.near, isAllDay: true, tzid };
  const repeats = rule !== undefined || component.hasProperty('rdate');
  // What comes again in UTC keeps to UTC; what comes once is as well told on the wall of the house.
  if (value.endsWith('Z')) return { zone: repeats ? 'UTC' : finder.near, isAllDay: false, tzid };
  if (tzid === undefined) return { zone: finder.near, isAllDay: false, tzid };
  if (!finder.found.has(tzid)) {
    const wall = finder.zones.wallOf(begins);
    const year = localIn(value)?.year;
    finder.found.set(tzid, year === undefined ? undefined : ianaOf(tzid, isFault(wall) ? undefined : wall, { near: finder.near, year }));
  }
  const zone = finder.found.get(tzid);
  if (zone === undefined) throw new EventFault('start', 'zone', tzid);
  return { zone, isAllDay: false, tzid };
}

/** All that a property says. Days among times are left as days. */
export function localsOf(property: ICAL.Property, frame: Frame, field: CalendarField, { zones }: ZoneFinder): readonly (LocalTime | LocalDay)[] {
  const tzid = tzidOf(property);
  return rawOf(property).map((raw) => {
    const local = localIn(raw);
    if (!local) throw new EventFault(field, 'impossible', raw);
    if (local.second !== 0 || local.millisecond !== 0) throw new EventFault(field, 'seconds', raw);
    const day = local.toPlainDate().toString();
    if (frame.isAllDay) return kept(`${day}T00:00`, field);
    if (property.type === 'date') return day as LocalDay;
    if (raw.endsWith('Z')) return shownAt(local.toZonedDateTime('UTC').epochMilliseconds, frame, field);
    if (tzid === undefined || tzid === frame.tzid) return kept(`${day}T${local.toPlainTime().toString({ smallestUnit: 'minute' })}`, field);
    const wall = zones.wallOf(property);
    if (isFault(wall)) throw new EventFault(field, 'zone', wall.value);
    const at = wall.instantOf(local);
    if (at === undefined) throw new EventFault(field, 'skipped', raw);
    return shownAt(at, frame, field);
  });
}

function kept(text: string, field: CalendarField): LocalTime {
  const read = Time.safeParse(text);
  if (!read.success) throw new EventFault(field, 'impossible', text);
  return read.data;
}

function shownAt(at: EpochMs, { zone }: Frame, field: CalendarField): LocalTime {
  return kept(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }), field);
}

/** The one time of a property. */
export function localOfProperty(property: ICAL.Property, frame: Frame, field: CalendarField, finder: ZoneFinder): LocalTime {
  const [first] = localsOf(property, frame, field, finder);
  if (first === undefined) throw new EventFault(field, 'missing');
  if (!first.includes('T')) throw new EventFault(field, 'shape', first);
  return first as LocalTime;
}

const DURATION = /^([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?$/;

/**
 * How long it lasts, in minutes; 0 where nobody said.
 * @param start on the frame's wall.
 */
export function minutesOf({ component }: Event, start: LocalTime, frame: Frame, finder: ZoneFinder): number {
  const ends = component.getFirstProperty('dtend');
  const lasts = component.getFirstProperty('duration');
  if (ends) {
    const end = localOfProperty(ends, frame, 'end', finder);
    const onWall = onWallOf(frame);
    const minutes = frame.isAllDay ? (wallOf(end) - wallOf(start)) / MINUTE : (onWall.named(wallOf(end)) - onWall.named(wallOf(start))) / MINUTE;
    if (minutes < 0) throw new EventFault('end', 'before', end);
    // Some programs end a day on itself.
    return frame.isAllDay ? Math.max(1440, minutes) : minutes;
  }
  if (!lasts) return frame.isAllDay ? 1440 : 0;
  const [raw = ''] = rawOf(lasts);
  const [whole, sign, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = DURATION.exec(raw) ?? [];
  if (whole === undefined) throw new EventFault('end', 'shape', raw);
  if (sign === '-') throw new EventFault('end', 'before', raw);
  if (Number(seconds) % 60 !== 0) throw new EventFault('end', 'seconds', raw);
  const total = ((Number(weeks) * 7 + Number(days)) * 24 + Number(hours)) * 60 + Number(minutes) + Number(seconds) / 60;
  return frame.isAllDay ? Math.max(1440, Math.ceil(total / 1440) * 1440) : total;
}
