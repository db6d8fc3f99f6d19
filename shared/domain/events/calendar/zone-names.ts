/**
 * The zone that a calendar means. In: its name there, and its wall where the file describes it. Out:
 * the IANA name of a zone whose clocks show the same. A series is kept in such a zone alone: what an
 * old file says of next year's changes is not to be trusted.
 */
import { Temporal } from 'temporal-polyfill';
import { isKnownZone } from '../../clock.ts';
import type { Wall } from './zones.ts';

/** Months that two zones are compared in, from the January before an event on. */
const MONTHS = 24;

/** `/freeassociation.sourceforge.net/Europe/Madrid`: programs put marks of their own in front. */
function nameWithin(name: string): string | undefined {
  const [within] = /[A-Z][A-Za-z_]+\/[A-Z][\w+-]+(?:\/[A-Z][\w+-]+)?$/.exec(name) ?? [];
  return within !== undefined && isKnownZone(within) ? within : undefined;
}

/**
 * @param near IANA; the zone it is if that one fits, since several do.
 * @param year in which the first event of that zone begins.
 * @returns undefined where no zone has such clocks.
 */
export function ianaOf(name: string, wall: Wall | undefined, { near, year }: { readonly near: string; readonly year: number }): string | undefined {
  if (isKnownZone(name)) return name;
  const within = nameWithin(name);
  if (within !== undefined || !wall) return within;
  const months = Array.from({ length: MONTHS }, (_, n) => Temporal.PlainDateTime.from({ year, month: 1, day: 15 }).add({ months: n }).toZonedDateTime('UTC').toInstant());
  const shown = months.map((at) => wall.localOf(at.epochMilliseconds).toString());
  const isLike = (zone: string): boolean => months.every((at, n) => at.toZonedDateTimeISO(zone).toPlainDateTime().toString() === shown[n]);
  return [near, ...Intl.supportedValuesOf('timeZone')].find(isLike);
}
