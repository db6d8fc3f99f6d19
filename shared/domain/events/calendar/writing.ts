/**
 * Series as a calendar (RFC 5545) that any program reads. In: series, what their rooms are called,
 * an instant. Out: its text. It invites nobody and rings nobody: no line of it names a person.
 */
import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from '../../clock.ts';
import type { RoomId } from '../../ids.ts';
import type { Language } from '../../language.ts';
import { textIn, type OfferText } from '../../offers/offers.ts';
import { YEARS_AT_MOST } from '../limits.ts';
import type { LocalTime } from '../local.ts';
import type { Change, Place, Series } from '../series.ts';
import { plain, written } from './lines.ts';
import { ownOf, ownOfChange, OWN_LINE, type Own } from './own.ts';
import { uidOf } from './uid.ts';
import { zoneLines } from './zone-lines.ts';

export interface WritingTerms {
  /** When it is written. */
  readonly at: EpochMs;
  /** In which its texts are, where they are. */
  readonly language: Language;
  /** What a room is called; undefined where the house has it no more. */
  readonly roomName: (room: RoomId) => string | undefined;
}

/** What `readCalendar` reads as the same series again, with its lists in order. */
export function writeCalendar(all: readonly Series[], terms: WritingTerms): string {
  return written([
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Umbral//ES', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH',
    ...zonesOf(all),
    ...all.flatMap((series) => [...masterOf(series, terms), ...series.changes.flatMap((change) => dateOf(change, series, terms))]),
    'END:VCALENDAR',
  ]);
}

function zonesOf(all: readonly Series[]): readonly string[] {
  const years = new Map<string, readonly [number, number]>();
  for (const { zone, start, isAllDay } of all) {
    if (isAllDay) continue;
    const year = Number(start.slice(0, 4));
    const [first, last] = years.get(zone) ?? [year, year];
    years.set(zone, [Math.min(first, year), Math.max(last, year + YEARS_AT_MOST)]);
  }
  return [...years].flatMap(([zone, span]) => zoneLines(zone, span));
}

const time = (local: string): string => `${local.replaceAll(/[-:]/g, '')}00`;
const day = (local: string): string => local.slice(0, 10).replaceAll('-', '');

/** `DTSTART;TZID=America/Bogota:20261123T090000`. */
function timed(name: string, locals: readonly LocalTime[], { zone, isAllDay }: Pick<Series, 'zone' | 'isAllDay'>): string {
  return isAllDay ? `${name};VALUE=DATE:${locals.map(day).join(',')}` : `${name};TZID=${zone}:${locals.map(time).join(',')}`;
}

function lasting(minutes: number, isAllDay: boolean): readonly string[] {
  if (isAllDay) return [`DURATION:P${minutes / 1440}D`];
  return minutes === 0 ? [] : [`DURATION:PT${minutes}M`];
}

function masterOf(series: Series, terms: WritingTerms): readonly string[] {
  const { id, start, minutes, isAllDay, rule, added, excluded, isCancelled, name, what, place } = series;
  // A calendar leaves out times: of a day, the one at which the series comes.
  const out = [...new Set(excluded.map((each) => (each.includes('T') ? each : `${each}${start.slice(10)}`)))] as LocalTime[];
  return [
    'BEGIN:VEVENT', `UID:${uidOf(id)}`, stamped(terms),
    timed('DTSTART', [start], series), ...lasting(minutes, isAllDay),
    ...(rule === undefined ? [] : [`RRULE:${rule}`]),
    ...(added.length > 0 ? [timed('RDATE', added, series)] : []),
    ...(out.length > 0 ? [timed('EXDATE', out, series)] : []),
    ...(isCancelled ? ['STATUS:CANCELLED'] : []),
    ...said('SUMMARY', name, terms), ...said('DESCRIPTION', what, terms), ...placed(place, terms), ownLine(ownOf(series)),
    'END:VEVENT',
  ];
}

function dateOf(change: Change, series: Series, terms: WritingTerms): readonly string[] {
  const { id, isAllDay } = series;
  const { original } = change;
  const head = ['BEGIN:VEVENT', `UID:${uidOf(id)}`, stamped(terms), timed('RECURRENCE-ID', [original], series)];
  if (change.kind === 'cancelled') return [...head, timed('DTSTART', [original], series), ...said('SUMMARY', series.name, terms), 'STATUS:CANCELLED', 'END:VEVENT'];
  const minutes = change.minutes ?? series.minutes;
  return [
    ...head,
    timed('DTSTART', [change.start ?? original], series),
    // What is 0 minutes long here has an end of its own, or it would be as long as its series.
    ...(minutes === 0 && !isAllDay ? ['DURATION:PT0M'] : lasting(minutes, isAllDay)),
    ...said('SUMMARY', change.name ?? series.name, terms), ...said('DESCRIPTION', change.what ?? series.what, terms), ...placed(change.place ?? series.place, terms),
    ownLine(ownOfChange({ ...change, name: change.name ?? series.name, ...(series.what && { what: change.what ?? series.what }), ...(series.place && { place: change.place ?? series.place }) })),
    'END:VEVENT',
  ];
}

const stamped = ({ at }: WritingTerms): string => `DTSTAMP:${Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}`;

function said(name: string, given: OfferText | undefined, { language: wanted }: WritingTerms): readonly string[] {
  if (!given) return [];
  const { text, language } = textIn(given, wanted, wanted);
  return [`${name};LANGUAGE=${language}:${plain(text)}`];
}

function placed(place: Place | undefined, terms: WritingTerms): readonly string[] {
  if (!place) return [];
  return place.kind === 'room' ? [`LOCATION:${plain(terms.roomName(place.room) ?? place.room)}`] : said('LOCATION', place.where, terms);
}

const ownLine = (own: Own): string => `${OWN_LINE}:${plain(JSON.stringify(own))}`;
