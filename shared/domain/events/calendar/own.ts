/**
 * What of a series a calendar has no words for: it goes beside them in a line of our own, so that a
 * file that we wrote is read as it was. In: a series, or that line. Out: the other of the two. What a
 * calendar can say itself is said there.
 */
import { z } from 'zod';
import { ActivityIcon, OfferText } from '../../offers/offers.ts';
import { DATES_AT_MOST } from '../limits.ts';
import { LocalDay } from '../local.ts';
import { Access, Audience, Cost, Place, type Change, type Series } from '../series.ts';
import { Language } from '../../language.ts';
import { Terms } from '../signup.ts';

export const OWN_LINE = 'X-UMBRAL-SERIES';

const Own = z.object({
  name: OfferText.exactOptional(),
  what: OfferText.exactOptional(),
  icon: ActivityIcon.exactOptional(),
  place: Place.exactOptional(),
  organiser: z.string().trim().min(1).max(120).exactOptional(),
  audiences: z.array(Audience).max(Audience.options.length).exactOptional(),
  languages: z.array(Language).max(Language.options.length).exactOptional(),
  access: z.array(Access).max(Access.options.length).exactOptional(),
  hasChildcare: z.boolean().exactOptional(),
  cost: Cost.exactOptional(),
  capacity: z.int().min(1).max(100_000).nullable().exactOptional(),
  signup: Terms.exactOptional(),
  /** Of whole days alone, which a calendar writes without one. */
  zone: z.string().max(64).exactOptional(),
  /** Days that are left out whole: a calendar leaves out times. */
  days: z.array(LocalDay).max(DATES_AT_MOST).exactOptional(),
});
export type Own = z.infer<typeof Own>;

export function ownOf({ name, what, icon, place, organiser, audiences, languages, access, hasChildcare, cost, capacity, signup, zone, isAllDay, excluded }: Series): Own {
  const days = isAllDay ? [] : excluded.flatMap((each) => (each.includes('T') ? [] : [LocalDay.parse(each)]));
  return {
    name, ...(what && { what }), icon, ...(place && { place }), ...(organiser !== undefined && { organiser }), audiences, languages, access, hasChildcare, cost, capacity, ...(signup && { signup }),
    ...(isAllDay && { zone }),
    ...(days.length > 0 && { days }),
  };
}

export function ownOfChange({ place, name, what }: Extract<Change, { kind: 'changed' }>): Own {
  return { ...(place && { place }), ...(name && { name }), ...(what && { what }) };
}

/** Nothing where it is not what we write: whoever changed it loses it, and nothing else. */
export function ownIn(text: string): Own {
  try {
    const read = Own.safeParse(JSON.parse(text));
    return read.success ? read.data : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

const said = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n]/gu, '').trim();

/** A text as the calendar says it now: what we wrote in the other languages holds, and in its own as long as nobody wrote another. */
export function textAsSaid(given: { readonly text: string; readonly language: Language }, own: OfferText | undefined): OfferText {
  const { text, language } = given;
  if (own?.[language] !== undefined && said(own[language]) === said(text)) return own;
  return { ...own, [language]: text };
}

