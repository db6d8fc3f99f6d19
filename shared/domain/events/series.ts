/**
 * What people come together for, and when. In: what a coordinator or a calendar says. Out: a series
 * that can be reckoned with, or zod's word on what is wrong. Never who comes, and never a rule without bounds.
 */
import { z } from 'zod';
import { isKnownZone } from '../clock.ts';
import { RoomId, SeriesId } from '../ids.ts';
import { Language } from '../language.ts';
import { ActivityIcon, OfferText } from '../offers/offers.ts';
import { DATES_AT_MOST, MINUTES_AT_MOST, RULE_AT_MOST } from './limits.ts';
import { LocalDay, LocalTime } from './local.ts';
import { readRule } from './rule.ts';
import { Terms } from './signup.ts';

/** Whom it is for; nobody named is everybody. */
export const Audience = z.enum(['children', 'youth', 'adults', 'elders', 'families', 'women', 'men', 'lgbti', 'newcomers']);
export type Audience = z.infer<typeof Audience>;

/** What somebody needs who would not get in, hear or follow otherwise. */
export const Access = z.enum(['stepFree', 'toilet', 'hearingLoop', 'signLanguage', 'easyLanguage']);
export type Access = z.infer<typeof Access>;

/** A room of this house, or what a place elsewhere is called. */
export const Place = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('room'), room: RoomId }),
  z.object({ kind: z.literal('elsewhere'), where: OfferText }),
]);
export type Place = z.infer<typeof Place>;

/** `unknown`: nobody said. */
export const Cost = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('free') }),
  z.object({ kind: z.literal('unknown') }),
  z.object({ kind: z.literal('paid'), what: OfferText }),
]);
export type Cost = z.infer<typeof Cost>;

const Minutes = z.int().min(0).max(MINUTES_AT_MOST);

/** One date that is otherwise than its series says; `original` is when the series has it, as RECURRENCE-ID. */
export const Change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cancelled'), original: LocalTime }),
  z.object({
    kind: z.literal('changed'),
    original: LocalTime,
    /** Absent where it stays when it was. */
    start: LocalTime.exactOptional(),
    minutes: Minutes.exactOptional(),
    place: Place.exactOptional(),
    name: OfferText.exactOptional(),
    what: OfferText.exactOptional(),
  }),
]);
export type Change = z.infer<typeof Change>;

const Listed = <T extends z.ZodType>(each: T, most: number): z.ZodArray<T> => z.array(each).max(most);

const Shape = z.object({
  id: SeriesId,
  name: OfferText,
  what: OfferText.exactOptional(),
  icon: ActivityIcon,
  place: Place.exactOptional(),
  /** A house or a group, never a person's address. */
  organiser: z.string().trim().min(1).max(120).exactOptional(),
  audiences: Listed(Audience, Audience.options.length),
  /** Spoken there; empty where nobody said. */
  languages: Listed(Language, Language.options.length),
  access: Listed(Access, Access.options.length),
  hasChildcare: z.boolean(),
  cost: Cost,
  /** People; null where as many may come as like. */
  capacity: z.int().min(1).max(100_000).nullable(),
  /** How people sign up; absent where they just come. */
  signup: Terms.exactOptional(),
  /** IANA. All its times are on this zone's wall. */
  zone: z.string().max(64).refine(isKnownZone, { message: 'a zone that is known' }),
  /** Of whole days: they begin when the day does, whatever hour the clocks show. */
  isAllDay: z.boolean(),
  /** The first date, whether its rule would have it or not (RFC 5545). */
  start: LocalTime,
  /** 0 to `MINUTES_AT_MOST`; 0 where nobody said when it ends. Minutes that pass, except of whole days, which are 1440 each. */
  minutes: Minutes,
  /** As RFC 5545 writes it, without its name; absent for what comes once. */
  rule: z.string().max(RULE_AT_MOST).exactOptional(),
  added: Listed(LocalTime, DATES_AT_MOST),
  /** Dates that it leaves out: a time, or all of a day. */
  excluded: Listed(z.union([LocalTime, LocalDay]), DATES_AT_MOST),
  changes: Listed(Change, DATES_AT_MOST),
  /** All of it was called off. */
  isCancelled: z.boolean(),
});

/** One plan of dates. */
export const Series = Shape.superRefine((series, check) => {
  const wrong = (path: string, message: string): void => check.addIssue({ code: 'custom', path: [path], message });
  const rule = series.rule === undefined ? undefined : readRule(series.rule, series.isAllDay);
  if (rule?.kind === 'not') wrong('rule', rule.why);
  if (series.signup && series.isAllDay) wrong('signup', 'whole days begin at no time to sign up for');
  if (new Set(series.changes.map(({ original }) => original)).size < series.changes.length) wrong('changes', 'a date is changed once');
  if (!series.isAllDay) return;
  const moved = series.changes.flatMap((change) => (change.kind === 'changed' ? [change] : []));
  const times = [series.start, ...series.added, ...series.changes.map(({ original }) => original), ...moved.flatMap(({ start }) => start ?? [])];
  if (!times.every((time) => time.endsWith('T00:00'))) wrong('start', 'a whole day begins at 00:00');
  if (![series.minutes, ...moved.flatMap(({ minutes }) => minutes ?? [])].every((minutes) => minutes > 0 && minutes % 1440 === 0)) wrong('minutes', 'whole days last whole days');
});
export type Series = z.infer<typeof Series>;
