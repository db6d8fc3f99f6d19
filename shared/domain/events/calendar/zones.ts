/**
 * When a date-time of a calendar is. In: the zones that the file describes and the centre's own.
 * Out: instants, and times on a wall where a series is reckoned. Zones that everybody knows by
 * name are reckoned by what is known of them, not by what an old file says.
 */
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { isKnownZone, type EpochMs } from '../../clock.ts';
import type { Block } from './blocks.ts';
import { instantOn } from './instant-on.ts';

/** A time that can't be told, or the rule of several. `skipped`: the clocks jump over it. */
export interface Fault {
  readonly field: 'start' | 'repeat';
  readonly why: 'zone' | 'allDay' | 'impossible' | 'skipped' | 'rule' | 'noneAhead';
  readonly value: string;
}

export function isFault(read: unknown): read is Fault {
  return typeof read === 'object' && read !== null && 'why' in read;
}

/** One zone's walls. */
export interface Wall {
  /** Undefined where the clocks skip it. */
  readonly instantOf: (local: Temporal.PlainDateTime) => EpochMs | undefined;
  readonly localOf: (at: EpochMs) => Temporal.PlainDateTime;
}

export interface Zones {
  /** The wall a property's times are told on: its zone's, or the centre's where it names none. */
  readonly wallOf: (property: ICAL.Property) => Wall | Fault;
  /** A property's one time. */
  readonly instantOf: (property: ICAL.Property) => EpochMs | Fault;
}

export function zonesOf(blocks: readonly Block[], centre: string): Zones {
  const described = new Map(blocks.flatMap(wallDescribed));
  const wallOf: Zones['wallOf'] = (property) => {
    const [value = ''] = rawOf(property);
    if (value.endsWith('Z')) return known('UTC');
    const zone = property.getFirstParameter('tzid') as string | undefined;
    if (zone === undefined || zone === '') return known(centre);
    return isKnownZone(zone) ? known(zone) : (described.get(zone) ?? { field: 'start', why: 'zone', value: zone });
  };
  return {
    wallOf,
    instantOf(property) {
      const [value = ''] = rawOf(property);
      if (property.type === 'date') return { field: 'start', why: 'allDay', value };
      const wall = wallOf(property);
      if (isFault(wall)) return wall;
      const local = localIn(value);
      if (!local) return { field: 'start', why: 'impossible', value };
      return wall.instantOf(local) ?? { field: 'start', why: 'skipped', value };
    },
  };
}

/** A property's values as they stand in the file, `2026-11-23T09:00:00`: the reader's own would round what can't be. */
export function rawOf(property: ICAL.Property): readonly string[] {
  return (property.toJSON() as readonly unknown[]).slice(3).map(String);
}

/** The time on the wall that a raw value tells; undefined where there is no such time. */
export function localIn(raw: string): Temporal.PlainDateTime | undefined {
  try {
    return Temporal.PlainDateTime.from(raw.replace(/Z$/, ''), { overflow: 'reject' });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function known(zone: string): Wall {
  return {
    instantOf: (local) => instantOn(local, zone),
    localOf: (at) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime(),
  };
}

function wallDescribed({ text }: Block): [string, Wall][] {
  try {
    const component = new ICAL.Component(ICAL.parse(text) as unknown[]).getFirstSubcomponent('vtimezone');
    const name = component?.getFirstPropertyValue('tzid');
    if (!component || typeof name !== 'string' || !component.getAllSubcomponents().every(isUsual)) return [];
    return [[name, reckoned(new ICAL.Timezone({ component, tzid: name }))]];
  } catch (error) {
    // A zone that can't be read is one that the file does not describe: whoever names it is told.
    if (error instanceof Error) return [];
    throw error;
  }
}

/** Once a year, on a day that there is: on others the reader looks for ever. */
function isUsual(observance: ICAL.Component): boolean {
  return observance.getAllProperties('rrule').every((property) => {
    const [rule] = (property.toJSON() as readonly unknown[]).slice(3);
    const parts = Object.entries(rule as Record<string, unknown>);
    return parts.every(([part, value]) => {
      if (part === 'freq') return value === 'YEARLY';
      if (part === 'bymonth') return Number(value) >= 1 && Number(value) <= 12;
      if (part === 'bymonthday') return [value].flat().every((day) => Number(day) >= 1 && Number(day) <= 28);
      if (part === 'byday') return [value].flat().every((day) => /^(?:-1|[1-4])?(?:SU|MO|TU|WE|TH|FR|SA)$/.test(String(day)));
      return part === 'until' || part === 'wkst';
    });
  });
}

/**
 * The reader (2.2.1) knows the change of a zone from the lesser of its two walls on, and takes it
 * for the whole of both: so it is asked for offsets alone, and the hour of a change is told here.
 */
function reckoned(zone: ICAL.Timezone): Wall {
  const offsetBy = (local: Temporal.PlainDateTime): number => {
    const { year, month, day, hour, minute, second } = local;
    return utcOf(local) - ICAL.Time.fromData({ year, month, day, hour, minute, second, isDate: false }, zone).toUnixTime() * 1000;
  };
  /** Offsets before and after any change within a day. */
  const around = (local: Temporal.PlainDateTime): readonly [before: number, after: number] => [offsetBy(local.subtract({ days: 1 })), offsetBy(local.add({ days: 1 }))];
  return {
    localOf(at) {
      const [before, after] = around(utcWall(at));
      const isBefore = offsetBy(utcWall(at + Math.min(before, after))) === before;
      return utcWall(at + (isBefore ? before : after));
    },
    instantOf(local) {
      const [before, after] = around(local);
      const jump = Math.abs(after - before);
      const isInChange = jump > 0 && offsetBy(local) === after && offsetBy(local.subtract({ milliseconds: jump })) === before;
      if (!isInChange) return utcOf(local) - offsetBy(local);
      return after > before ? undefined : utcOf(local) - before;
    },
  };
}

const utcOf = (local: Temporal.PlainDateTime): EpochMs => local.toZonedDateTime('UTC').epochMilliseconds;
const utcWall = (at: EpochMs): Temporal.PlainDateTime => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').toPlainDateTime();
