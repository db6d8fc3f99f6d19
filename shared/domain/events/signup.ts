/**
 * A party's place at a date of a series. In: what somebody says at a screen. Out: what the journal
 * keeps of it. Never a name or a telephone in clear: those are sealed, and their key lies elsewhere [J15].
 */
import { z } from 'zod';
import { SeatLeaseId, SeriesId, SignupId } from '../ids.ts';
import { Language } from '../language.ts';
import { OfferText } from '../offers/offers.ts';
import { LocalTime } from './local.ts';

/** People of one party. */
export const PARTY_AT_MOST = 20;
/** Letters of what somebody wishes to be called. */
export const NAME_LETTERS = 40;
/** What a coordinator asks beside who comes. */
export const QUESTIONS_AT_MOST = 2;
/** Seats of one date that one device has at hand for when it is cut off. */
export const SEATS_AHEAD_AT_MOST = 20;

/** Children by their years: up to five, six to eleven, twelve to seventeen. */
export const BANDS = ['upTo5', 'upTo11', 'upTo17'] as const;

const people = z.int().min(0).max(PARTY_AT_MOST);

/** Who comes, by number alone; whoever signs children up is grown, and need not come. */
export const Party = z
  .strictObject({ adults: people, children: z.strictObject({ upTo5: people, upTo11: people, upTo17: people }) })
  .refine((party) => sizeOf(party) >= 1 && sizeOf(party) <= PARTY_AT_MOST, { message: 'a party is somebody, and not a crowd' });
export type Party = z.infer<typeof Party>;

/** How many seats they take. */
export function sizeOf({ adults, children }: { readonly adults: number; readonly children: Readonly<Record<(typeof BANDS)[number], number>> }): number {
  return BANDS.reduce((all, band) => all + children[band], adults);
}

/** A choice, and never a text: nobody writes of themselves what nobody asked. */
export const Question = z.object({ asks: OfferText, answers: z.array(OfferText).min(2).max(4) });
export type Question = z.infer<typeof Question>;

/** How people sign up for the dates of a series. */
export const Terms = z.object({
  /** People of one party. */
  partyAtMost: z.int().min(1).max(PARTY_AT_MOST),
  /** Minutes before a date from which on staff alone sign anybody up: up to a week. */
  closesMinutes: z.int().min(0).max(7 * 24 * 60),
  /** Days before a date from which on people may sign up. */
  opensDays: z.int().min(1).max(366),
  /** Seats of each date that each device has at hand for when it is cut off [S1]. */
  seatsAhead: z.int().min(0).max(SEATS_AHEAD_AT_MOST),
  /** Hours for which a place that became free is kept for whoever is next. */
  holdHours: z.int().min(1).max(7 * 24),
  /** A telephone may be left, by whoever wishes word. */
  takesPhone: z.boolean(),
  questions: z.array(Question).max(QUESTIONS_AT_MOST),
});
export type Terms = z.infer<typeof Terms>;

/** One date of a series: by when the series has it, wherever it was moved to. */
export const AtDate = z.object({ series: SeriesId, date: LocalTime });
export type AtDate = z.infer<typeof AtDate>;

/** Names a date in a map. */
export function dateName({ series, date }: AtDate): string {
  return `${series} ${date}`;
}

/** Digits and consonants: they spell no word, and none is taken for another. */
export const SIGNUP_LETTERS = '2346789BCDFGHJKMNPQRTVWXYZ';
/** What its holder says at the door, `BK7 2QM`. No other signup of the centre has it. */
export const SignupCode = z.string().regex(/^[2346789BCDFGHJKMNPQRTVWXYZ]{6}$/).brand<'SignupCode'>();
export type SignupCode = z.infer<typeof SignupCode>;

/** A name and perhaps a telephone under a key of their own: nonce, box and tag (AES-256-GCM), as base64url. */
export const Sealed = z.string().regex(/^[\w-]{38,400}$/);
export type Sealed = z.infer<typeof Sealed>;

/** That somebody agreed, to which words, when: kept as long as what they agreed to. */
export const Consent = z.object({ version: z.int().min(1), language: Language, at: z.int().nonnegative() });
export type Consent = z.infer<typeof Consent>;

/** [S1] What a device gave: seats that it had been leased, a place where as many may come as like, or a wait for one. */
export const PlaceGiven = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('leased'), lease: SeatLeaseId }),
  z.object({ kind: z.literal('open') }),
  z.object({ kind: z.literal('waits') }),
]);
export type PlaceGiven = z.infer<typeof PlaceGiven>;

export const SignupMade = z.object({
  signup: SignupId,
  ...AtDate.shape,
  code: SignupCode,
  party: Party,
  language: Language,
  /** The nth answer to each question; null where they left it out. */
  answers: z.array(z.int().min(0).max(3).nullable()).max(QUESTIONS_AT_MOST),
  place: PlaceGiven,
  sealed: Sealed.nullable(),
  consent: Consent.nullable(),
  by: z.enum(['visitor', 'staff']),
});
export type SignupMade = z.infer<typeof SignupMade>;
