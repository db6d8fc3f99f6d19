/**
 * What screens are shown of the directory. In every text stands the language it is in, since what
 * nobody translated is shown in its own. [X2] Of a discreet service nothing tells what it is for.
 */
import { z } from 'zod';
import { Language } from '../domain/language.ts';
import { Audience, DirectoryRecord, LanguageTag, RecordId, RecordKey, type Opening } from '../domain/directory/record.ts';
import { BusinessDay } from '../domain/clock.ts';
import { FileId, OfferId, ServiceId } from '../domain/ids.ts';
import { Sector } from '../domain/offers/offers.ts';
import { TimeOfDay, Weekday } from '../domain/week.ts';

/** A file travels in pieces of so many letters, as base64: some 36 kB. */
export const PIECE_LETTERS = 48_000;
/** Pieces of the largest file: some 140 MB. */
export const FILE_PIECES = 4000;

/** What somebody types to find something. */
export const LONGEST_WORDS = 80;
/** Choices of a page. */
export const FOUND_PAGE = 6;
/** Rows of a coordinator's page. */
export const SHELF_PAGE = 50;
/** Organisations or places that are offered while one is being named. */
export const NAMES_SHOWN = 12;
/** Faults of a file that are told one by one. */
export const FAULTS_TOLD = 200;

/** Times of day, `HH:MM`; one that ends no later than it begins ends the next day. The same twice is the whole day. */
const HoursSpan = z.object({ from: TimeOfDay, to: TimeOfDay });

const at = z.int().nonnegative();
const count = z.int().min(0);

export const Said = z.object({ text: z.string(), language: LanguageTag });
export type Said = z.infer<typeof Said>;

export const OpeningNow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), until: at.nullable(), isHoliday: z.boolean() }),
  z.object({ kind: z.literal('closed'), opens: at.nullable() }),
  z.object({ kind: z.literal('unknown') }),
]) satisfies z.ZodType<Opening>;

/** What somebody wants of what they look for; all of it together. */
export const Wanted = z.strictObject({
  sector: Sector.nullable(),
  isOpen: z.boolean(),
  /** Also what is for everybody. */
  audience: Audience.nullable(),
  /** Of a kind: a term of a taxonomy of the centre's own. */
  term: RecordId.nullable(),
  /** Spoken there. */
  spoken: LanguageTag.nullable(),
  isFree: z.boolean(),
  isStepFree: z.boolean(),
});
export type Wanted = z.infer<typeof Wanted>;

/** What there is to look among. */
const AboutQuery = z.strictObject({ kind: z.literal('directory'), language: Language });
/** What fits, nearest or best first. Without words, all that is wanted. `page` counts from 0. */
const FoundQuery = z.strictObject({ kind: z.literal('found'), language: Language, words: z.string().max(LONGEST_WORDS), wanted: Wanted, page: z.int().min(0).max(10_000) });
const ServiceQuery = z.strictObject({ kind: z.literal('service'), service: RecordId, language: Language });
/** What pages of the directory that have texts of their own are shown by. */
const PageQuery = z.discriminatedUnion('kind', [AboutQuery, FoundQuery, ServiceQuery]);
export type PageQuery = z.infer<typeof PageQuery>;

export const DirectoryQueries = [
  AboutQuery,
  FoundQuery,
  ServiceQuery,
  /** What can be heard of a page, by all that it is shown by; asking is also the wish to hear it, and records what is missing. */
  z.strictObject({ kind: z.literal('pageVoice'), of: z.array(PageQuery).min(1).max(2) }),
] as const;

export const DirectoryView = z.object({
  kind: z.literal('directory'),
  sectors: z.array(z.object({ sector: Sector, count })),
  /** What it makes sense to ask for: at least one service differs by it. */
  asks: z.object({ isOpen: z.boolean(), isFree: z.boolean(), isStepFree: z.boolean(), audiences: z.array(Audience), spoken: z.array(LanguageTag) }),
  /** Kinds below each sector, by name: of some of its services and not of all. */
  terms: z.array(z.object({ id: RecordId, sector: Sector, name: Said })),
});
export type DirectoryView = z.infer<typeof DirectoryView>;

/** A service as a list shows it. */
export const FoundService = z.object({
  id: RecordId,
  sector: Sector.nullable(),
  name: Said,
  where: Said.nullable(),
  /** Metres from this house; null where nobody said where it is. */
  distance: count.nullable(),
  opening: OpeningNow,
  /** In this house, with a queue of its own. */
  queue: ServiceId.nullable(),
  isDiscreet: z.boolean(),
  /** Nobody made sure of it for long. */
  isUnverified: z.boolean(),
});
export type FoundService = z.infer<typeof FoundService>;

/** `total` counts what fits on all pages. */
export const FoundView = z.object({ kind: z.literal('found'), total: count, services: z.array(FoundService) });
export type FoundView = z.infer<typeof FoundView>;

/** A line of a week or a month as the doors keep it: which days, every how many weeks or months, from when to when. */
export const HoursLine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('weekly'), days: z.array(Weekday).min(1), every: z.int().min(1), spans: z.array(HoursSpan) }),
  /** The nth such day of the month; -1 is the last. */
  z.object({ kind: z.literal('nth'), nth: z.int().min(-5).max(5), day: Weekday, every: z.int().min(1), spans: z.array(HoursSpan) }),
  /** Days of the month; -1 is its last. */
  z.object({ kind: z.literal('dates'), dates: z.array(z.int().min(-31).max(31)).min(1), every: z.int().min(1), spans: z.array(HoursSpan) }),
  /** In the words of whoever wrote it, where there are no others. */
  z.object({ kind: z.literal('said'), said: Said }),
]);
export type HoursLine = z.infer<typeof HoursLine>;

/** One place of a service. */
export const PlaceShown = z.object({
  name: Said.nullable(),
  address: Said.nullable(),
  distance: count.nullable(),
  point: z.object({ lat: z.number(), lon: z.number() }).nullable(),
  opening: OpeningNow,
  hours: z.array(HoursLine),
  isStepFree: z.boolean().nullable(),
  /** On the map of this house. */
  room: z.string().nullable(),
});
export type PlaceShown = z.infer<typeof PlaceShown>;

export const ServiceShown = FoundService.extend({
  organisation: Said.nullable(),
  /** Null where it is discreet. */
  what: Said.nullable(),
  whom: Said.nullable(),
  how: Said.nullable(),
  cost: Said.nullable(),
  isFree: z.boolean().nullable(),
  alert: Said.nullable(),
  bring: z.array(Said),
  places: z.array(PlaceShown),
  phones: z.array(z.object({ number: z.string(), about: Said.nullable() })),
  spoken: z.array(LanguageTag),
  byAppointment: z.boolean(),
  byReferral: z.boolean(),
  audiences: z.array(Audience),
  activities: z.array(OfferId),
  verifiedOn: BusinessDay.nullable(),
  /** [X6] An address that opens it on a phone; null where phones reach no server. */
  link: z.string().nullable(),
});
export type ServiceShown = z.infer<typeof ServiceShown>;

/** Null where there is none by that id any more. */
export const ServiceView = z.object({ kind: z.literal('service'), service: ServiceShown.nullable() });
export type ServiceView = z.infer<typeof ServiceView>;

// For coordinators

/** What a coordinator looks at: all, what nobody made sure of for long, what visitors say is wrong, what is not offered now. */
export const ShelfOf = z.enum(['all', 'unverified', 'doubted', 'inactive']);
export type ShelfOf = z.infer<typeof ShelfOf>;

export const ShelfQueries = [
  z.strictObject({ kind: z.literal('shelf'), of: ShelfOf, words: z.string().max(LONGEST_WORDS), page: z.int().min(0).max(10_000) }),
  /** A record as it stands, to be written anew; and of a service, those it names. */
  z.strictObject({ kind: z.literal('record'), record: RecordKey }),
  /** Those whose name has these words, to be named in a service. */
  z.strictObject({ kind: z.literal('names'), of: z.enum(['organization', 'location']), words: z.string().max(LONGEST_WORDS) }),
  /** How it goes with a file. */
  z.strictObject({ kind: z.literal('file'), file: FileId }),
] as const;

export const ShelfView = z.object({
  kind: z.literal('shelf'),
  /** How many there are of each. */
  counts: z.record(ShelfOf, count),
  total: count,
  rows: z.array(z.object({ id: RecordId, name: z.string(), organisation: z.string().nullable(), sector: Sector.nullable(), verifiedOn: BusinessDay.nullable(), doubts: count, isUnverified: z.boolean(), isActive: z.boolean() })),
});
export type ShelfView = z.infer<typeof ShelfView>;

/** Of each that it names, how many services name it. */
export const RecordView = z.object({ kind: z.literal('record'), record: DirectoryRecord.nullable(), names: z.array(z.object({ record: DirectoryRecord, services: count })) });
export type RecordView = z.infer<typeof RecordView>;

export const NamesView = z.object({ kind: z.literal('names'), rows: z.array(z.object({ id: RecordId, name: z.string(), services: count })).max(NAMES_SHOWN) });
export type NamesView = z.infer<typeof NamesView>;

/** One fault of a file. `line` counts from 1, in CSV; `path` leads to the field: `phones.0.number`. */
export const Fault = z.object({ file: z.string(), line: z.int().min(1).nullable(), record: z.string().nullable(), path: z.string(), reason: z.string() });
export type Fault = z.infer<typeof Fault>;

export const FileView = z.object({
  kind: z.literal('file'),
  stands: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('unknown') }),
    z.object({ kind: z.literal('coming'), n: count, of: count }),
    /** `done` of `of` records, or 0 of 0 while they are not counted yet. */
    z.object({ kind: z.literal('looking'), done: count, of: count }),
    /** It is no file of a kind that is known here, or too large; nothing was changed. */
    z.object({ kind: z.literal('unusable'), why: z.enum(['notKnown', 'tooLarge', 'notWhole', 'empty', 'storage']) }),
    /** `gone`: records here that it does not have. `faults` counts all, of which `told` are here; `bad` counts the records they spoil. */
    z.object({ kind: z.literal('looked'), added: count, changed: count, same: count, gone: count, bad: count, faults: count, told: z.array(Fault).max(FAULTS_TOLD) }),
    z.object({ kind: z.literal('bringing'), done: count, of: count }),
    z.object({ kind: z.literal('brought'), added: count, changed: count, same: count, dropped: count, left: count }),
    /** Written, to be fetched in so many pieces. */
    z.object({ kind: z.literal('written'), name: z.string(), bytes: count, pieces: count }),
  ]),
});
export type FileView = z.infer<typeof FileView>;
