/**
 * What the directory keeps: organisations, places, services and the words they are filed under, in
 * the shape of HSDS 3.1 (Human Services Data Specification, openreferral.org), and beside each what
 * HSDS has no field for. The standard's part travels whole, fields that nothing here reads included,
 * so that what came in goes out again.
 *
 * In a record stand the rows that belong to it alone (a service's schedules, phones, places); rows
 * that others share are records of their own, and named by their id: a service names its
 * organisation (`organization_id`), its programme (`program_id`) and each place (`location_id`).
 */
import { z } from 'zod';
import { BusinessDay, isKnownZone } from '../clock.ts';
import { OfferId, ServiceId } from '../ids.ts';
import { OfferText, Sector } from '../offers/offers.ts';
import { TimeOfDay } from '../week.ts';

/** As HSDS has it: a UUID, of whatever version. */
export const RecordId = z.guid().brand<'RecordId'>();
export type RecordId = z.infer<typeof RecordId>;

/** Tables of HSDS whose rows stand by themselves. Every other row belongs to one of these. */
export const RecordKind = z.enum(['organization', 'location', 'service', 'taxonomy', 'taxonomy_term', 'unit', 'meta_table_description']);
export type RecordKind = z.infer<typeof RecordKind>;

/** Which record: `service/ac148810-d857-441c-9679-408f346de14b`. */
export const RecordKey = z.templateLiteral([RecordKind, '/', z.guid()]).brand<'RecordKey'>();
export type RecordKey = z.infer<typeof RecordKey>;

export function keyOfRecord({ kind, hsds }: Pick<DirectoryRecord, 'kind'> & { readonly hsds: { readonly id: string } }): RecordKey {
  return keyOf(kind, hsds.id);
}

/** @param id a UUID. */
export function keyOf(kind: RecordKind, id: string): RecordKey {
  return `${kind}/${id}` as RecordKey;
}

/** A language of the data as BCP 47 names it: `es`, `zh`, `wba`. More than the screens are spoken in. */
export const LanguageTag = z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/);
export type LanguageTag = z.infer<typeof LanguageTag>;

/** Letters of the longest text of one field. */
export const LONGEST_FIELD = 8000;
const text = z.string().max(LONGEST_FIELD).exactOptional();
const number = z.number().exactOptional();
const id = z.guid();

/**
 * [Q6] When something is open. The rule is that of RFC 5545, of which HSDS has WEEKLY and MONTHLY;
 * times are those of the place's own clocks: its `timezone`, an offset, is kept and not gone by,
 * since an offset knows nothing of summer time.
 */
export const HsdsSchedule = z.looseObject({
  id, valid_from: text, valid_to: text, dtstart: text, until: text, count: number, wkst: text, freq: text, interval: number,
  byday: text, byweekno: text, bymonthday: text, byyearday: text, description: text, opens_at: text, closes_at: text, notes: text, attending_type: text,
});
export type HsdsSchedule = z.infer<typeof HsdsSchedule>;

export const HsdsPhone = z.looseObject({ id, number: z.string().max(LONGEST_FIELD), extension: number, type: text, description: text });
export type HsdsPhone = z.infer<typeof HsdsPhone>;

const HsdsLanguage = z.looseObject({ id, name: text, code: text, note: text });
const phones = z.array(HsdsPhone).max(50).exactOptional();
const schedules = z.array(HsdsSchedule).max(200).exactOptional();
const languages = z.array(HsdsLanguage).max(100).exactOptional();
const attributes = z.array(z.looseObject({ id, taxonomy_term_id: z.string().exactOptional(), value: text, label: text })).max(200).exactOptional();

export const HsdsOrganization = z.looseObject({ id, name: z.string().min(1).max(LONGEST_FIELD), description: text, alternate_name: text, email: text, website: text, phones, attributes });
export type HsdsOrganization = z.infer<typeof HsdsOrganization>;

export const HsdsAddress = z.looseObject({ id, address_1: text, address_2: text, city: text, region: text, state_province: text, postal_code: text, country: text });
export type HsdsAddress = z.infer<typeof HsdsAddress>;

export const HsdsLocation = z.looseObject({
  id, location_type: text, name: text, description: text, transportation: text,
  /** Degrees, WGS 84. */
  latitude: z.number().min(-90).max(90).exactOptional(), longitude: z.number().min(-180).max(180).exactOptional(),
  addresses: z.array(HsdsAddress).max(20).exactOptional(), phones, schedules, languages, attributes,
  accessibility: z.array(z.looseObject({ id, description: text, details: text })).max(50).exactOptional(),
});
export type HsdsLocation = z.infer<typeof HsdsLocation>;

export const HsdsServiceAtLocation = z.looseObject({ id, location_id: id.exactOptional(), description: text, phones, schedules });
export type HsdsServiceAtLocation = z.infer<typeof HsdsServiceAtLocation>;

export const HsdsService = z.looseObject({
  id, organization_id: id.exactOptional(), program_id: id.exactOptional(),
  name: z.string().min(1).max(LONGEST_FIELD),
  status: z.enum(['active', 'inactive', 'defunct', 'temporarily closed']),
  alternate_name: text, description: text, url: text, email: text, application_process: text, fees_description: text, eligibility_description: text, interpretation_services: text, alert: text,
  minimum_age: number, maximum_age: number, assured_date: text, last_modified: text,
  phones, schedules, languages, attributes,
  service_at_locations: z.array(HsdsServiceAtLocation).max(100).exactOptional(),
  required_documents: z.array(z.looseObject({ id, document: text, uri: text })).max(50).exactOptional(),
  cost_options: z.array(z.looseObject({ id, option: text, currency: text, amount: number, amount_description: text })).max(50).exactOptional(),
});
export type HsdsService = z.infer<typeof HsdsService>;

/**
 * Translations: by language, and in it by field. A field of the record is named as HSDS names it
 * (`name`, `description`); one of a row within it by that row's id before it
 * (`64850108-…-c0c8.document`). What is not translated is read in the record's own language.
 */
export const InLanguages = z.record(LanguageTag, z.record(z.string().min(1).max(100), z.string().min(1).max(LONGEST_FIELD)));
export type InLanguages = z.infer<typeof InLanguages>;

const words = {
  /** Of the fields as they stand; the centre's first language where nothing is said. */
  language: LanguageTag.exactOptional(),
  inLanguages: InLanguages.exactOptional(),
};

/** Days on which hours are others than the schedule's: none at all, or these. Both days included. */
export const Closure = z
  .object({ from: BusinessDay, through: BusinessDay, hours: z.array(z.object({ from: TimeOfDay, to: TimeOfDay })).max(6) })
  .refine(({ from, through }) => from <= through, { message: 'it ends after it begins' });
export type Closure = z.infer<typeof Closure>;

/** Whom a service is for, among those it is not for everybody. */
export const Audience = z.enum(['children', 'youth', 'women', 'families', 'older', 'disability', 'lgbti', 'survivors']);
export type Audience = z.infer<typeof Audience>;

const zone = z.string().refine(isKnownZone, { message: 'not an IANA time zone' }).exactOptional();

/** How somebody gets in. */
export const Intake = z.object({
  /** Nobody is sent away for who they are; else for `audiences` alone. Absent where nobody said. */
  audiences: z.array(Audience).max(8).exactOptional(),
  /** A time must be made before; nobody is taken who just comes. */
  byAppointment: z.boolean().exactOptional(),
  /** Somebody must send them. */
  byReferral: z.boolean().exactOptional(),
});
export type Intake = z.infer<typeof Intake>;

export const BesideService = z.object({
  ...words,
  /** R4V's, first the one it is shown under. */
  sectors: z.array(Sector).max(9).exactOptional(),
  /** Of its hours, where they are not the centre's. */
  zone,
  closures: z.array(Closure).max(100).exactOptional(),
  /** What it does on public holidays; absent where nobody said. */
  onHolidays: z.enum(['closed', 'open']).exactOptional(),
  intake: Intake.exactOptional(),
  isFree: z.boolean().exactOptional(),
  /** [X2] Shown in the place of its name; what it is for and what to bring are then shown nowhere. */
  discreet: OfferText.exactOptional(),
  /** When somebody last made sure that this is true, and who: an agent's or a partner's name for the desk, never a visitor's. */
  verified: z.object({ on: BusinessDay, by: z.string().trim().min(1).max(60) }).exactOptional(),
  /** The queue in this house where it is asked for. */
  queue: ServiceId.exactOptional(),
  activities: z.array(OfferId).max(20).exactOptional(),
});
export type BesideService = z.infer<typeof BesideService>;

export const BesideLocation = z.object({
  ...words,
  zone,
  /** Reached without a step; absent where nobody said. */
  isStepFree: z.boolean().exactOptional(),
  /** It is a room of this house, by its name on the house's map. */
  room: z.string().trim().min(1).max(40).exactOptional(),
});
export type BesideLocation = z.infer<typeof BesideLocation>;

const BesideOther = z.object(words);

/** A record of the directory. */
export const DirectoryRecord = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('service'), hsds: HsdsService, beside: BesideService }),
  z.object({ kind: z.literal('location'), hsds: HsdsLocation, beside: BesideLocation }),
  z.object({ kind: z.literal('organization'), hsds: HsdsOrganization, beside: BesideOther }),
  z.object({ kind: z.enum(['taxonomy', 'taxonomy_term', 'unit', 'meta_table_description']), hsds: z.looseObject({ id, name: text, description: text }), beside: BesideOther }),
]);
export type DirectoryRecord = z.infer<typeof DirectoryRecord>;
export type ServiceRecord = Extract<DirectoryRecord, { kind: 'service' }>;
export type LocationRecord = Extract<DirectoryRecord, { kind: 'location' }>;
export type OrganizationRecord = Extract<DirectoryRecord, { kind: 'organization' }>;

/** The records that this one names. */
export function namedBy(record: DirectoryRecord): readonly RecordKey[] {
  if (record.kind !== 'service') return [];
  const { organization_id: organization, service_at_locations: places = [] } = record.hsds;
  const locations = places.flatMap(({ location_id: location }) => (location === undefined ? [] : [keyOf('location', location)]));
  return organization === undefined ? locations : [keyOf('organization', organization), ...locations];
}

/** The terms of a centre's own taxonomies that a service is filed under: what it is of, below its sector. */
export function termsOf({ hsds }: ServiceRecord): readonly RecordId[] {
  return (hsds.attributes ?? []).flatMap(({ taxonomy_term_id: term }) => RecordId.safeParse(term).data ?? []);
}

/** Letters of the largest record as JSON: one entry of the journal holds it [J1]. */
export const LARGEST_RECORD = 48_000;

/** When the doors of a service are open, as far as anybody said. */
export type Opening =
  /** `until` null: always. `isHoliday`: a public holiday, and nobody said what it does then. */
  | { readonly kind: 'open'; readonly until: number | null; readonly isHoliday: boolean }
  /** `opens` is the next time, within 60 days; null where there is none. */
  | { readonly kind: 'closed'; readonly opens: number | null }
  /** Nobody said when, or in a way that nothing here can read. */
  | { readonly kind: 'unknown' };
