/**
 * Reads a calendar's file for the page; it comes to the page only when there is one. In: bytes, the
 * house. Out: series, each by an id that is always the same for the same name in the same kind of
 * file, and faults. No name of another program's goes any further: it may be somebody's address.
 */
import { readCalendar, type CalendarReading, type CalendarTerms } from '../../../../shared/domain/events/calendar/index.ts';
import type { Series } from '../../../../shared/domain/events/index.ts';
import { SeriesId, spellHash } from '../../../../shared/domain/ids.ts';

export type { CalendarReading };

export async function readFile(bytes: Uint8Array, terms: Omit<CalendarTerms, 'idOf'>): Promise<CalendarReading> {
  // A page hashes in its own time, and whoever reads wants an id at once: they are named anew afterwards.
  const named = new Map<string, SeriesId>();
  const idOf = (uid: string): SeriesId => {
    const id = named.get(uid) ?? SeriesId.parse(`z${String(named.size).padStart(25, '0')}`);
    named.set(uid, id);
    return id;
  };
  const reading = readCalendar(bytes, { ...terms, idOf });
  if (reading.kind !== 'read') return reading;
  const ids = new Map(await Promise.all([...named].map(async ([uid, id]) => [id, await hashed(uid)] as const)));
  return { ...reading, series: reading.series.map((series): Series => ({ ...series, id: ids.get(series.id) ?? series.id })) };
}

async function hashed(uid: string): Promise<SeriesId> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`umbral series\n${uid}`)));
  return SeriesId.parse(spellHash([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')));
}
