/**
 * Appointments in a calendar (RFC 5545). In: text with `\n` alone. Out: a reading. Each event is
 * read by itself, so that one that can't be read loses no other; of one that comes again and again
 * the dates of the days ahead are rows. Events that were called off are left out.
 */
import ICAL from 'ical.js';
import { blocksOf, type Block } from '../../../shared/domain/events/calendar/blocks.ts';
import { recurrences, type Occurrence } from './recurrence.ts';
import { fault, outOfReach, ROWS_AT_MOST, serviceCalled, settled, type Reading, type Row, type RowError, type Terms } from './row.ts';
import { isFault, zonesOf, type Zones } from '../../../shared/domain/events/calendar/zones.ts';

/** An event as it was read, before its times are told. */
interface Event {
  readonly line: number;
  readonly uid: string;
  readonly component: ICAL.Component;
  readonly service: Row['service'];
}

export function readCalendar(text: string, terms: Terms): Reading {
  const { events: blocks, zones: zoneBlocks } = blocksOf(text);
  if (blocks.length === 0) return { kind: 'unreadable', why: 'empty' };
  if (blocks.length > ROWS_AT_MOST) return { kind: 'unreadable', why: 'tooManyRows' };
  const errors: RowError[] = [];
  const take = <T extends object>(read: T | RowError): T[] => {
    if (!('why' in read)) return [read];
    errors.push(read);
    return [];
  };
  const zones = zonesOf(zoneBlocks, terms.zone);
  const components = blocks.flatMap((block) => take(componentOf(block)));
  const moved = movedOf(components, zones);
  const rows: Row[] = [];
  for (const event of components.filter(({ component }) => !isCalledOff(component)).flatMap((each) => take(eventOf(each, terms)))) {
    for (const read of occurrencesOf(event, zones, moved, terms)) rows.push(...take(read));
    // A few series may be thousands of times: nobody waits until all of them are reckoned.
    if (rows.length + errors.length > ROWS_AT_MOST) return { kind: 'unreadable', why: 'tooManyRows' };
  }
  return { kind: 'read', unread: [], ...settled(rows, errors) };
}

interface Read {
  readonly line: number;
  readonly component: ICAL.Component;
}

function componentOf({ line, text }: Block): Read | RowError {
  try {
    const component = new ICAL.Component(ICAL.parse(text) as unknown[]).getFirstSubcomponent('vevent');
    return component ? { line, component } : fault(line, 'row', 'broken');
  } catch (error) {
    // The reader throws plain errors of its own for every slip in a file.
    if (!(error instanceof Error)) throw error;
    return fault(line, 'row', 'broken');
  }
}

function textOf(component: ICAL.Component, name: string): string {
  const value = component.getFirstPropertyValue(name);
  return typeof value === 'string' ? value.trim() : '';
}

const isCalledOff = (component: ICAL.Component): boolean => textOf(component, 'status').toUpperCase() === 'CANCELLED';

function eventOf({ line, component }: Read, { services }: Terms): Event | RowError {
  const uid = textOf(component, 'uid');
  if (uid === '') return fault(line, 'uid', 'missing');
  const categories = component.getAllProperties('categories').flatMap((property) => property.getValues().map(String));
  const summary = textOf(component, 'summary');
  // «Orientación – 2.º piso»: what comes after the service's name is no part of it.
  const names = [...categories, summary, summary.split(/\s[-–—]\s|[:|(]/).at(0) ?? ''].filter((name) => name.trim() !== '');
  if (names.length === 0) return fault(line, 'service', 'missing');
  const called = names.map((name) => serviceCalled(name, services)).find(({ kind }) => kind !== 'unknown') ?? { kind: 'unknown' };
  return called.kind === 'one'
    ? { line, uid, component, service: called.service }
    // The title may be somebody's name: only a category is said again.
    : fault(line, 'service', called.kind, categories[0]);
}

/** Which dates of which series stand in the file again, at a time of their own or called off. */
type Moved = ReadonlyMap<string, ReadonlySet<number>>;

function movedOf(components: readonly Read[], zones: Zones): Moved {
  const moved = new Map<string, Set<number>>();
  for (const { component } of components) {
    const original = component.getFirstProperty('recurrence-id');
    const at = original && zones.instantOf(original);
    if (at === undefined || at === null || isFault(at)) continue;
    const uid = textOf(component, 'uid');
    moved.set(uid, (moved.get(uid) ?? new Set()).add(at));
  }
  return moved;
}

function occurrencesOf({ line, uid, component, service }: Event, zones: Zones, moved: Moved, { now }: Terms): readonly (Row | RowError)[] {
  const begins = component.getFirstProperty('dtstart');
  if (!begins) return [fault(line, 'start', 'missing')];
  const original = component.getFirstProperty('recurrence-id');
  const rowOf = ({ at, of }: Occurrence): Row | RowError => {
    const beyond = outOfReach(at, now);
    if (beyond) return fault(line, 'start', beyond, new Date(at).toISOString());
    return { line, uid: of === undefined ? uid : `${uid} ${new Date(of).toISOString()}`, service, at };
  };
  if (!original && component.hasProperty('rrule')) {
    return recurrences(component, begins, { zones, now, moved: moved.get(uid) ?? new Set() }).map((each) => (isFault(each) ? fault(line, each.field, each.why, each.value) : rowOf(each)));
  }
  const at = zones.instantOf(begins);
  if (isFault(at)) return [fault(line, 'start', at.why, at.value)];
  const of = original ? zones.instantOf(original) : undefined;
  if (isFault(of)) return [fault(line, 'repeat', of.why, of.value)];
  return [rowOf({ at, of })];
}
