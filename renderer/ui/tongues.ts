/**
 * How each language is written, counted and dated. In: a language. Out: its direction, the name by
 * which ICU counts in it, and its days. What ICU does not know stands in a pack (`docs/languages.md`):
 * asked for such a language, ICU answers in the machine's own and says nothing of it.
 */
import i18next from 'i18next';
import { z } from 'zod';
import ht from '../../assets/locales/ht/tongue.json';
import type { Language } from '../../shared/domain/centre.ts';
import type { BusinessDay, EpochMs } from '../../shared/domain/clock.ts';

/** `assets/locales/<language>/tongue.json`. */
export const Pack = z.strictObject({
  direction: z.enum(['ltr', 'rtl']),
  /** A language of ICU in which numbers change words as they do in this one: `ja` where they change none. */
  countsLike: z.string().refine((tag) => Intl.PluralRules.supportedLocalesOf(tag).length === 1, { message: 'ICU can’t count in it' }),
  /** From Monday on. */
  days: z.array(z.string().min(1)).length(7),
  /** From January on. */
  months: z.array(z.string().min(1)).length(12),
});
export type Pack = z.infer<typeof Pack>;

const PACKS: Readonly<Partial<Record<string, Pack>>> = { ht: Pack.parse(ht) };

/** As people of this region write them; and in every language with the digits of tickets, papers and walls. */
const ICU: Readonly<Partial<Record<string, string>>> = { es: 'es-419', pt: 'pt-BR', ar: 'ar-u-ca-gregory-nu-latn' };

/** The name under which ICU counts in this language, and writes its numbers. */
export function icuOf(language: string): string {
  return PACKS[language]?.countsLike ?? ICU[language] ?? language;
}

/** @param language as BCP 47 names it: of the data too, which is in more than the screens. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return PACKS[language]?.direction ?? i18next.dir(language);
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `lunes 30 de noviembre`: a day of another month too, by the calendar of a zone. */
export function spellDate(timeZone: string, language: Language, at: EpochMs): string {
  const pack = PACKS[language];
  if (!pack) return new Intl.DateTimeFormat(icuOf(language), { timeZone, weekday: 'long', day: 'numeric', month: 'long' }).format(at);
  const [month, day] = new Intl.DateTimeFormat('en', { timeZone, day: 'numeric', month: 'numeric' }).format(at).split('/');
  return `${spellWeekday(timeZone, language, at)} ${day ?? ''} ${pack.months[Number(month) - 1] ?? ''}`;
}

/** `3 de octubre de 2026`: a day of the calendar, wherever it is read. */
export function spellCalendarDay(language: Language, day: BusinessDay): string {
  const at = Date.parse(`${day}T12:00:00Z`);
  const pack = PACKS[language];
  if (!pack) return new Intl.DateTimeFormat(icuOf(language), { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(at);
  const [year = '', month, date] = day.split('-');
  return `${Number(date)} ${pack.months[Number(month) - 1] ?? ''} ${year}`;
}

/** `lunes`, by the calendar of a zone. */
export function spellWeekday(timeZone: string, language: Language, at: EpochMs): string {
  const pack = PACKS[language];
  if (!pack) return new Intl.DateTimeFormat(icuOf(language), { timeZone, weekday: 'long' }).format(at);
  return pack.days[DAYS.indexOf(new Intl.DateTimeFormat('en', { timeZone, weekday: 'short' }).format(at))] ?? '';
}

/** `noviembre de 2026`: the month of a day. */
export function spellMonth(language: Language, day: BusinessDay): string {
  const [year = '', month] = day.split('-');
  if (PACKS[language]) return `${nameOfMonth(language, Number(month))} ${year}`;
  return new Intl.DateTimeFormat(icuOf(language), { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(noonOf(day));
}

/** `23–29 de noviembre de 2026`. */
export function spellDays(language: Language, from: BusinessDay, to: BusinessDay): string {
  if (PACKS[language]) return `${spellCalendarDay(language, from)} – ${spellCalendarDay(language, to)}`;
  return new Intl.DateTimeFormat(icuOf(language), { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).formatRange(noonOf(from), noonOf(to));
}

/** `noviembre`. @param month from 1. */
export function nameOfMonth(language: Language, month: number): string {
  return PACKS[language]?.months[month - 1] ?? new Intl.DateTimeFormat(icuOf(language), { timeZone: 'UTC', month: 'long' }).format(Date.UTC(2026, month - 1, 15));
}

/** `lunes 30 de noviembre`, of the calendar, wherever it is read. */
export function spellPlainDate(language: Language, day: BusinessDay): string {
  return spellDate('UTC', language, noonOf(day));
}

/** `martes`. @param weekday from Monday, 0. */
export function nameOfWeekday(language: Language, weekday: number): string {
  // A Monday.
  return spellWeekday('UTC', language, Date.UTC(2026, 10, 23 + weekday, 12));
}

/** `lunes, martes y jueves`. */
export function spellList(language: Language, all: readonly string[]): string {
  return new Intl.ListFormat(icuOf(language), { type: 'conjunction' }).format(all);
}

const noonOf = (day: BusinessDay): EpochMs => Date.parse(`${day}T12:00:00Z`);
