/**
 * Reads a calendar (RFC 5545) that another program wrote, or we did. In: a file, and the house it is
 * read for. Out: the series that it holds and what is wrong with the others, each with its line. An
 * event that can't be used loses no other, and no file takes for ever.
 */
import type ICAL from 'ical.js';
import type { RoomId, SeriesId } from '../../ids.ts';
import { Language } from '../../language.ts';
import type { ActivityIcon, OfferText } from '../../offers/offers.ts';
import { MINUTES_AT_MOST } from '../limits.ts';
import { dayText, type LocalDay, type LocalTime } from '../local.ts';
import { readRule } from '../rule.ts';
import { Series, type Change, type Place } from '../series.ts';
import { blocksOf } from './blocks.ts';
import { eventOf, isCancelled, textOf, type Event } from './event.ts';
import { EventFault, faultAt, type CalendarFault, type CalendarField } from './fault.ts';
import { EVENTS_AT_MOST, FAULTS_AT_MOST, ZONE_LINES_AT_MOST, ZONES_AT_MOST } from './limits.ts';
import { textAsSaid } from './own.ts';
import { calendarText, type CalendarText } from './text.ts';
import { frameOf, localOfProperty, localsOf, minutesOf, type Frame, type ZoneFinder } from './times.ts';
import { ownUid } from './uid.ts';
import { zonesOf } from './zones.ts';

/** The house that a calendar is read for. */
export interface CalendarTerms {
  /** IANA; of times that name none, and of whole days. */
  readonly zone: string;
  /** Of texts that don't say in which they are. */
  readonly language: Language;
  /** Of what says none. */
  readonly icon: ActivityIcon;
  /** Rooms as a calendar may call them. */
  readonly rooms: readonly { readonly room: RoomId; readonly name: string }[];
  /** The same id for the same name, and from it nobody tells the name: another program's may be somebody's address. */
  readonly idOf: (uid: string) => SeriesId;
}

export type CalendarReading =
  | {
      readonly kind: 'read';
      /** In the order of the file. */
      readonly series: readonly Series[];
      /** In the order of the file, `FAULTS_AT_MOST` at most. */
      readonly faults: readonly CalendarFault[];
    }
  | { readonly kind: 'unreadable'; readonly why: Extract<CalendarText, { kind: 'unreadable' }>['why'] | 'tooManyEvents' };

/** @param file UTF-8, or bytes of an older writing. */
export function readCalendar(file: string | Uint8Array, terms: CalendarTerms): CalendarReading {
  const read = calendarText(file);
  if (read.kind === 'unreadable') return read;
  const blocks = blocksOf(read.text);
  if (blocks.events.length > EVENTS_AT_MOST) return { kind: 'unreadable', why: 'tooManyEvents' };
  const zones = blocks.zones.slice(0, ZONES_AT_MOST).filter(({ text }) => text.split('\n', ZONE_LINES_AT_MOST + 1).length <= ZONE_LINES_AT_MOST);
  const finder: ZoneFinder = { zones: zonesOf(zones, terms.zone), near: terms.zone, found: new Map() };
  const faults: CalendarFault[] = [];
  const tell = (fault: CalendarFault): void => void (faults.length < FAULTS_AT_MOST && faults.push(fault));
  const attempt = <T>(line: number, act: () => T): T[] => {
    try {
      return [act()];
    } catch (error) {
      if (!(error instanceof EventFault)) throw error;
      tell(faultAt(line, error));
      return [];
    }
  };
  const events = blocks.events.flatMap((block) => attempt(block.line, () => eventOf(block)));
  const masters = new Map<string, Event>();
  for (const event of events.filter(({ component }) => !component.hasProperty('recurrence-id'))) {
    if (masters.has(event.uid)) tell(faultAt(event.line, { field: 'uid', why: 'twice', value: '' }));
    else masters.set(event.uid, event);
  }
  const dates = new Map<string, Event[]>();
  for (const event of events.filter(({ component }) => component.hasProperty('recurrence-id'))) {
    if (!masters.has(event.uid)) tell(faultAt(event.line, { field: 'original', why: 'orphan', value: '' }));
    else dates.set(event.uid, [...(dates.get(event.uid) ?? []), event]);
  }
  const series = [...masters.values()].flatMap((master) =>
    attempt(master.line, () => {
      const said = new Said(terms, finder, (line, fault) => tell(faultAt(line, fault, true)));
      const base = said.baseOf(master);
      const changes = (dates.get(master.uid) ?? []).flatMap((date) => attempt(date.line, () => said.changeOf(date, base)));
      return seriesOf({ ...base.series, changes: once(changes, ({ original }) => original).toSorted((a, b) => (a.original < b.original ? -1 : 1)) });
    }),
  );
  return { kind: 'read', series: once(series, ({ id }) => id), faults: faults.toSorted((a, b) => a.line - b.line) };
}

function once<T>(all: readonly T[], keyOf: (each: T) => string): T[] {
  return [...new Map(all.map((each) => [keyOf(each), each])).values()];
}

const FIELDS: Readonly<Record<string, CalendarField>> = { name: 'name', what: 'what', start: 'start', minutes: 'end', rule: 'rule', added: 'added', excluded: 'excluded', changes: 'original', place: 'place', zone: 'start' };

function seriesOf(given: unknown): Series {
  const read = Series.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new EventFault(FIELDS[String(issue?.path[0])] ?? 'event', issue?.code === 'too_big' ? 'tooMany' : 'shape');
}

const TEXT_AT_MOST = 120;

interface Base {
  readonly series: Omit<Series, 'changes'>;
  readonly frame: Frame;
}

/** Makes a series of what events say. */
class Said {
  readonly #terms: CalendarTerms;
  readonly #finder: ZoneFinder;
  readonly #tell: (line: number, fault: Pick<EventFault, 'field' | 'why' | 'value'>) => void;

  constructor(terms: CalendarTerms, finder: ZoneFinder, tell: (line: number, fault: Pick<EventFault, 'field' | 'why' | 'value'>) => void) {
    this.#terms = terms;
    this.#finder = finder;
    this.#tell = tell;
  }

  /** @throws EventFault where it is no series. */
  baseOf(event: Event): Base {
    const { component, rule, own, line, uid } = event;
    if (event.hasBrokenLines) this.#tell(line, { field: 'event', why: 'broken', value: '' });
    const frame = frameOf(event, this.#finder);
    const start = this.#one(component, 'dtstart', frame, 'start');
    if (start === undefined) throw new EventFault('start', 'missing');
    if (rule !== undefined) {
      const read = readRule(rule, frame.isAllDay);
      if (read.kind === 'not') throw new EventFault('rule', read.why, rule);
    }
    const name = this.#text(event, 'summary', 'name', own.name);
    if (!name) throw new EventFault('name', 'missing');
    const what = this.#text(event, 'description', 'what', own.what);
    const place = this.#place(event, own.place);
    const { organiser } = own;
    const added = this.#all(component, 'rdate', frame, 'added');
    if (!added.every((each) => each.includes('T'))) throw new EventFault('added', 'shape');
    const days: readonly string[] = own.days ?? [];
    const excluded = this.#all(component, 'exdate', frame, 'excluded').filter((each) => !days.includes(dayText(each as LocalTime)));
    return {
      frame,
      series: {
        id: ownUid(uid) ?? this.#terms.idOf(uid),
        name, ...(what && { what }), icon: own.icon ?? this.#terms.icon, ...(place && { place }), ...(organiser !== undefined && { organiser }),
        audiences: own.audiences ?? [], languages: own.languages ?? [], access: own.access ?? [], hasChildcare: own.hasChildcare ?? false,
        cost: own.cost ?? { kind: 'unknown' }, capacity: own.capacity ?? null, ...(own.signup && !frame.isAllDay && { signup: own.signup }),
        zone: frame.zone, isAllDay: frame.isAllDay, start, minutes: this.#minutes(event, start, frame), ...(rule !== undefined && { rule }),
        added: [...new Set(added)].toSorted() as LocalTime[],
        excluded: [...new Set([...excluded, ...(own.days ?? [])])].toSorted(),
        isCancelled: isCancelled(component),
      },
    };
  }

  /** @throws EventFault where it is no date of its series. */
  changeOf(event: Event, { series, frame }: Base): Change {
    const { component, own } = event;
    if (component.getFirstProperty('recurrence-id')?.getFirstParameter('range') !== undefined) throw new EventFault('original', 'range');
    const original = this.#one(component, 'recurrence-id', frame, 'original');
    if (original === undefined) throw new EventFault('original', 'missing');
    if (isCancelled(component)) return { kind: 'cancelled', original };
    const start = this.#one(component, 'dtstart', frame, 'start') ?? original;
    const hasEnd = component.hasProperty('dtend') || component.hasProperty('duration');
    const minutes = hasEnd ? this.#minutes(event, start, frame) : series.minutes;
    const name = this.#text(event, 'summary', 'name', own.name);
    const what = this.#text(event, 'description', 'what', own.what);
    const place = this.#place(event, own.place);
    return {
      kind: 'changed',
      original,
      ...(start !== original && { start }),
      ...(minutes !== series.minutes && { minutes }),
      ...(name && !isSameText(name, series.name) && { name }),
      ...(what && !isSameText(what, series.what) && { what }),
      ...(place && !isSamePlace(place, series.place) && { place }),
    };
  }

  #one(component: ICAL.Component, name: string, frame: Frame, field: CalendarField): LocalTime | undefined {
    const property = component.getFirstProperty(name);
    return property ? localOfProperty(property, frame, field, this.#finder) : undefined;
  }

  #all(component: ICAL.Component, name: string, frame: Frame, field: CalendarField): readonly (LocalTime | LocalDay)[] {
    return component.getAllProperties(name).flatMap((property) => localsOf(property, frame, field, this.#finder));
  }

  #minutes(event: Event, start: LocalTime, frame: Frame): number {
    const minutes = minutesOf(event, start, frame, this.#finder);
    if (minutes > MINUTES_AT_MOST) throw new EventFault('end', 'long');
    return minutes;
  }

  #text({ component, line }: Pick<Event, 'component' | 'line'>, name: string, field: CalendarField, own: OfferText | undefined): OfferText | undefined {
    const text = textOf(component, name);
    if (text === '') return own;
    const isLong = text.length > TEXT_AT_MOST;
    if (isLong) this.#tell(line, { field, why: 'shortened', value: '' });
    const tag = String(component.getFirstProperty(name)?.getFirstParameter('language') ?? '').slice(0, 2).toLowerCase();
    const language = Language.safeParse(tag).data ?? this.#terms.language;
    return textAsSaid({ text: isLong ? shortened(text) : text, language }, own);
  }

  #place(event: Pick<Event, 'component' | 'line'>, own: Place | undefined): Place | undefined {
    const where = textOf(event.component, 'location');
    if (where === '') return own;
    const named = this.#terms.rooms.filter(({ name, room }) => name === where || room === where);
    // Two rooms may be called the same, and a room that the house has no name for goes by its id.
    if (own?.kind === 'room' && (own.room === where || named.some(({ room }) => room === own.room))) return own;
    const [room] = named;
    if (room) return { kind: 'room', room: room.room };
    const text = this.#text(event, 'location', 'place', own?.kind === 'elsewhere' ? own.where : undefined);
    return text && { kind: 'elsewhere', where: text };
  }
}

/** To `TEXT_AT_MOST` with «…», and no letter cut in two. */
function shortened(long: string): string {
  let text = '';
  for (const letter of long) {
    if (text.length + letter.length >= TEXT_AT_MOST) break;
    text += letter;
  }
  return `${text.trimEnd()}…`;
}

const isSameText = (one: OfferText, other: OfferText | undefined): boolean => Language.options.every((language) => one[language] === other?.[language]);

function isSamePlace(one: Place, other: Place | undefined): boolean {
  if (one.kind === 'room') return other?.kind === 'room' && one.room === other.room;
  return other?.kind === 'elsewhere' && isSameText(one.where, other.where);
}
