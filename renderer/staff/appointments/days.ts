/** Days and times of day as the appointments' place shows and takes them. In: the centre's zone, a language. Out: words and instants. It reads no clock. */
import { Temporal } from 'temporal-polyfill';
import type { Language } from '../../../shared/domain/centre.ts';
import { businessDayOf, type BusinessDay, type EpochMs } from '../../../shared/domain/clock.ts';
import { instantOn } from '../../../shared/domain/events/calendar/instant-on.ts';

/** Minutes between two times that can be chosen. */
export const STEP_MIN = 5;

/** Made once: three months of days are spelled at a time. */
const DATES = new Map<Language, Intl.DateTimeFormat>();

function datesIn(language: Language): Intl.DateTimeFormat {
  const known = DATES.get(language) ?? new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' });
  DATES.set(language, known);
  return known;
}

/** `lunes, 23 de noviembre`. */
export function spellDate(language: Language, day: BusinessDay): string {
  const at = Temporal.PlainDate.from(day).toZonedDateTime('UTC').epochMilliseconds;
  return datesIn(language).format(at);
}

/** The instant of a time on the centre's wall; undefined where the clocks skip it. */
export function timeOn(day: BusinessDay, { hour, minute }: { readonly hour: number; readonly minute: number }, zone: string): EpochMs | undefined {
  return instantOn(Temporal.PlainDate.from(day).toPlainDateTime({ hour, minute }), zone);
}

/** `042 137`: two groups of three are read and told without a slip. */
export function spellAppointmentCode(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}

/** What is proposed first: the next whole hour of today, nine o'clock on any other day. */
export function proposed(zone: string, now: EpochMs, isToday: boolean): { readonly hour: number; readonly minute: number } {
  if (!isToday) return { hour: 9, minute: 0 };
  const { hour } = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).add({ hours: 1 });
  return { hour, minute: 0 };
}

/** How many there are on which day, by date. */
export function perDay(zone: string, rows: readonly { readonly at: EpochMs }[]): readonly (readonly [BusinessDay, number])[] {
  const counts = new Map<BusinessDay, number>();
  for (const { at } of rows) {
    const day = businessDayOf(zone, at);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
