/**
 * What screens ask about activities, and what they are shown [E1]: what there is to come to, who
 * plans it, who has a place. Names and telephones are in what staff at a door see, and nowhere else.
 */
import { z } from 'zod';
import { BusinessDay } from '../domain/clock.ts';
// From the files themselves: what reckons dates comes with their index, and no page of a visitor needs it.
import { LocalTime } from '../domain/events/local.ts';
import { Pass } from '../domain/events/pass.ts';
import { Access, Audience, Cost, Series } from '../domain/events/series.ts';
import { SignupCode, Terms } from '../domain/events/signup.ts';
import { OfferId, RoomId, SeriesId, SignupId } from '../domain/ids.ts';
import { Language } from '../domain/language.ts';
import { ActivityIcon, OfferText } from '../domain/offers/offers.ts';

const at = z.number().int().nonnegative();

/** Days of a calendar that are shown at once. */
export const SCHEDULE_DAYS = 42;
/** Dates that are shown at once: a busy month of a large house. */
export const SCHEDULED_SHOWN = 2000;
/** Series that are written at once. */
export const SERIES_AT_ONCE = 20;
/** Signups of one date that are shown at once. */
export const ROLL_SHOWN = 1000;

export const ActivityQueries = [
  /** What goes on in these days, by the centre's clocks. */
  z.strictObject({ kind: z.literal('schedule'), from: BusinessDay, days: z.int().min(1).max(SCHEDULE_DAYS) }),
  /** One plan of dates, whole, as a form shows it. */
  z.strictObject({ kind: z.literal('series'), series: SeriesId }),
  /** All plans of dates, `SERIES_AT_ONCE` at a time: for whoever takes them out, or compares a file with them. */
  z.strictObject({ kind: z.literal('plans'), page: z.int().min(0) }),
  /** Who signed up for a date, and who came. */
  z.strictObject({ kind: z.literal('roll'), series: SeriesId, date: LocalTime }),
  /** How a signup stands, and its paper; whoever holds the opaque id may ask. */
  z.strictObject({ kind: z.literal('signup'), signup: SignupId }),
] as const;

/** Whether a date takes people now, and how. */
export const SignupNow = z.object({
  series: SeriesId,
  /** `full`: whoever signs up waits for a place. */
  stands: z.enum(['notYet', 'open', 'full', 'closed']),
  opensAt: at,
  closesAt: at,
  /** Seats that whoever signs up here may have; null where as many may come as like. */
  free: z.int().min(0).nullable(),
  partyAtMost: Terms.shape.partyAtMost,
  takesPhone: z.boolean(),
  questions: Terms.shape.questions,
  /** For children alone: a grown-up signs them up, and need not stay. */
  forChildren: z.boolean(),
});
export type SignupNow = z.infer<typeof SignupNow>;

/** One date to come to. */
export const ShownDate = z.object({
  id: OfferId,
  date: LocalTime,
  icon: ActivityIcon,
  name: OfferText,
  what: OfferText.nullable(),
  /** Null where nobody said. */
  room: OfferText.nullable(),
  /** Null where it is on no map. */
  onMap: RoomId.nullable(),
  organiser: z.string().nullable(),
  startsAt: at,
  /** The same as `startsAt` where nobody said when it ends. */
  endsAt: at,
  isAllDay: z.boolean(),
  isMoved: z.boolean(),
  isCancelled: z.boolean(),
  cost: Cost,
  audiences: z.array(Audience),
  languages: z.array(Language),
  access: z.array(Access),
  hasChildcare: z.boolean(),
  /** Null where people just come. */
  signup: SignupNow.nullable(),
});
export type ShownDate = z.infer<typeof ShownDate>;

/** A date in a calendar of whoever plans. */
export const ScheduledDate = ShownDate.pick({ id: true, date: true, icon: true, name: true, room: true, startsAt: true, endsAt: true, isAllDay: true, isMoved: true, isCancelled: true }).extend({
  series: SeriesId,
  /** It stands in the centre's file, where whoever keeps that changes it. */
  isOfFile: z.boolean(),
  /** Another is in the same room at the same time. */
  clashes: z.boolean(),
  /** People with a place, waiting, and seats in all; null where nobody signs up. */
  people: z.object({ taken: z.int().min(0), waiting: z.int().min(0), capacity: z.int().nullable() }).nullable(),
});
export type ScheduledDate = z.infer<typeof ScheduledDate>;

export const ScheduleView = z.object({
  kind: z.literal('schedule'),
  from: BusinessDay,
  days: z.int(),
  dates: z.array(ScheduledDate).max(SCHEDULED_SHOWN),
  /** Pairs that are in each other's way, by their places in `dates`. */
  clashes: z.array(z.tuple([z.int(), z.int()])),
  /** There are more dates than are shown. */
  hasMore: z.boolean(),
  /** Rooms of the house, for whoever says where. */
  rooms: z.array(z.object({ id: RoomId, name: OfferText })),
});
export type ScheduleView = z.infer<typeof ScheduleView>;

/** Dates to come of one series that a form shows. */
export const NEXT_SHOWN = 12;

export const SeriesView = z.object({
  kind: z.literal('series'),
  id: SeriesId,
  /** Null where there is none. */
  series: Series.nullable(),
  isOfFile: z.boolean(),
  next: z.array(ScheduledDate).max(NEXT_SHOWN),
});
export type SeriesView = z.infer<typeof SeriesView>;

export const PlansView = z.object({
  kind: z.literal('plans'),
  page: z.int(),
  /** Of all pages. */
  total: z.int().min(0),
  plans: z.array(z.object({ series: Series, isOfFile: z.boolean() })).max(SERIES_AT_ONCE),
});
export type PlansView = z.infer<typeof PlansView>;

/** How a signup stands. `over`: more have a place than there are seats, and staff see to it. */
export const SignupStanding = z.enum(['waiting', 'confirmed', 'over', 'held', 'lapsed', 'cancelled']);
export type SignupStanding = z.infer<typeof SignupStanding>;

/** [J15] A line of the roll, as whoever stands at the door sees it. */
export const RollLine = z.object({
  signup: SignupId,
  code: SignupCode,
  stands: SignupStanding,
  /** Until when a place is kept for whoever waited; null but for `held`. */
  until: at.nullable(),
  adults: z.int().min(0),
  children: z.int().min(0),
  language: Language,
  answers: z.array(z.int().nullable()),
  /** What they wish to be called; null where they left nothing, it was forgotten, or this device has no key for it. */
  name: z.string().nullable(),
  phone: z.string().nullable(),
  /** How many of them came; null where nobody said. */
  came: z.int().min(0).nullable(),
});
export type RollLine = z.infer<typeof RollLine>;

/** People of one date, by number. */
const DateCounts = z.object({ signedUp: z.int(), cameSignedUp: z.int(), cameOtherwise: z.int() });

/** Dates of a series of which it is told how many came. */
export const ATTENDED_SHOWN = 12;

export const RollView = z.object({
  kind: z.literal('roll'),
  series: SeriesId,
  date: LocalTime,
  /** Null where there is no such date. */
  of: ScheduledDate.nullable(),
  questions: Terms.shape.questions,
  lines: z.array(RollLine).max(ROLL_SHOWN),
  /** People who came and had not signed up. */
  walkIns: z.array(z.object({ of: SignupId, people: z.int().min(0) })),
  /** Of a date whose people were forgotten: how many there were [X5]. */
  tally: DateCounts.nullable(),
  /** The latest dates of its series that anybody came to, newest first: people, and never who. */
  attended: z.array(z.object({ date: LocalTime, startsAt: at, ...DateCounts.shape })).max(ATTENDED_SHOWN),
});
export type RollView = z.infer<typeof RollView>;

/** [E4] What was held to a reader at a door, or said there: a pass, an older paper's bare id, a code. */
export const ShownAtDoor = z.union([z.strictObject({ pass: Pass }), z.strictObject({ id: SignupId }), z.strictObject({ code: SignupCode })]);
export type ShownAtDoor = z.infer<typeof ShownAtDoor>;

const partyAtDoor = { of: SignupId, people: z.int().min(1) };

/** [E4] What whoever stands at the door is told; no name, which the roll has. Only `came` counts anybody. */
export const ScanTold = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('came'), ...partyAtDoor, isUnheard: z.boolean(), isOut: z.boolean() }),
  z.object({ kind: z.literal('already'), ...partyAtDoor, at }),
  z.object({ kind: z.literal('waiting'), ...partyAtDoor }),
  z.object({ kind: z.literal('gone'), ...partyAtDoor, why: z.enum(['cancelled', 'lapsed']) }),
  /** Null where this device can't say which date it is for. */
  z.object({ kind: z.literal('otherDate'), of: ScheduledDate.pick({ series: true, name: true, room: true, startsAt: true }).nullable() }),
  z.object({ kind: z.literal('notOurs') }),
]);
export type ScanTold = z.infer<typeof ScanTold>;

/** [X3] How a signup stands, for whoever has its id: no name. */
export const SignupShown = z.object({
  signup: SignupId,
  code: SignupCode,
  stands: SignupStanding,
  until: at.nullable(),
  people: z.int().min(1),
  /** Whether they left a name or a telephone that is not forgotten yet. */
  hasContact: z.boolean(),
  name: OfferText,
  room: OfferText.nullable(),
  startsAt: at,
  endsAt: at,
  series: SeriesId,
  date: LocalTime,
  /** That date was called off. */
  isOff: z.boolean(),
});
export type SignupShown = z.infer<typeof SignupShown>;
