import type { FoundService, PlaceShown, Said, ServiceShown } from '../../../contract/directory.ts';
import type { Centre, Finding } from '../../centre.ts';
import { BusinessDay, businessDayOf, daysAfter, type EpochMs } from '../../clock.ts';
import type { ServiceId } from '../../ids.ts';
import { textIn, type OfferText } from '../../offers/offers.ts';
import { hoursLines, hoursOf, openingAt, readHours, type Moment, type ReadHours } from '../opening/index.ts';
import { RecordId, type HsdsServiceAtLocation, type LanguageTag, type LocationRecord, type Opening, type OrganizationRecord, type ServiceRecord } from '../record.ts';
import { metresBetween, type Point } from './distance.ts';
import { sayField, type Reader } from './texts.ts';

/** A service and the records it names, as far as they are here. */
export interface NamedService {
  readonly service: ServiceRecord;
  readonly organization: OrganizationRecord | undefined;
  readonly locations: ReadonlyMap<string, LocationRecord>;
}

export interface Shown extends Moment {
  readonly centre: Pick<Centre, 'zone' | 'languages' | 'services'> & { readonly finding?: Finding | undefined };
  readonly language: LanguageTag;
  /** Reads hours once for all who have the same, where somebody keeps them. */
  readonly read?: ((...of: Parameters<typeof hoursOf>) => ReadHours) | undefined;
  /** [X6] An address that opens it on a phone; none where phones reach no server. */
  readonly linkOf?: ((service: RecordId) => string) | undefined;
}

/** Days after which a service that nobody made sure of is marked. */
export const VERIFY_DAYS = 180;

/** Whether it is offered at all. */
export function isOffered({ hsds: { status } }: ServiceRecord): boolean {
  return status === 'active' || status === 'temporarily closed';
}

/** When somebody last made sure that it is true; undefined where nobody said. */
export function verifiedOn({ hsds, beside }: ServiceRecord): BusinessDay | undefined {
  return beside.verified?.on ?? BusinessDay.safeParse(hsds.assured_date?.slice(0, 10)).data;
}

export function isUnverified(service: ServiceRecord, { centre, now }: Pick<Shown, 'centre' | 'now'>): boolean {
  const on = verifiedOn(service);
  return on === undefined || daysAfter(on, centre.finding?.verifyDays ?? VERIFY_DAYS) < businessDayOf(centre.zone, now);
}

/** [X2] The queue of this house where it is asked for; none where that one is discreet and this is not. */
export function queueOf({ beside: { queue, discreet } }: ServiceRecord, centre: Shown['centre']): ServiceId | null {
  const asked = centre.services.find(({ id }) => id === queue);
  return asked && (!asked.discreet || discreet) ? asked.id : null;
}

interface PlaceOf {
  readonly at: HsdsServiceAtLocation | undefined;
  readonly location: LocationRecord | undefined;
}

/** A service that names no place has one all the same: wherever its organisation is. */
function placesOf({ service, locations }: NamedService): readonly PlaceOf[] {
  const named = (service.hsds.service_at_locations ?? []).map((at) => ({ at, location: at.location_id === undefined ? undefined : locations.get(at.location_id) }));
  return named.length > 0 ? named : [{ at: undefined, location: undefined }];
}

export function pointOf({ hsds: { latitude, longitude } }: LocationRecord): Point | null {
  return latitude === undefined || longitude === undefined ? null : { lat: latitude, lon: longitude };
}

/** The hours of each of its places, as they are read. */
export function hoursOfPlaces(named: NamedService, { centre, read = (...of) => readHours(hoursOf(...of)) }: Pick<Shown, 'centre' | 'read'>): readonly ReadHours[] {
  return placesOf(named).map(({ at, location }) => read(named.service, centre.zone, at, location));
}

/** What a list shows of it. Of several places it says the nearest, and is open where one of them is. */
export function foundService(named: NamedService, shown: Shown): FoundService {
  const { service } = named;
  const places = placesOf(named).map((place) => placeShown(named, place, shown)).toSorted((a, b) => (a.distance ?? Infinity) - (b.distance ?? Infinity));
  const [nearest] = places;
  return {
    id: RecordId.parse(service.hsds.id),
    sector: service.beside.discreet ? null : (service.beside.sectors?.[0] ?? null),
    name: nameOf(service, shown),
    where: nearest?.name ?? nearest?.address ?? null,
    distance: nearest?.distance ?? null,
    opening: soonest(places.map(({ opening }) => opening)),
    queue: queueOf(service, shown.centre),
    isDiscreet: service.beside.discreet !== undefined,
    isUnverified: isUnverified(service, shown),
  };
}

/** All that its page shows. [X2] Of a discreet one: where, when, by which telephone, and nothing that tells what for. */
export function shownService(named: NamedService, shown: Shown): ServiceShown {
  const { service, organization } = named;
  const { hsds, beside } = service;
  const say = sayer(service, shown);
  const found = foundService(named, shown);
  const told = beside.discreet === undefined;
  const only = (said: Said | null): Said | null => (told ? said : null);
  return {
    ...found,
    organisation: only(organization ? sayField(organization, 'name', organization.hsds.name, readerOf(shown)) : null),
    what: only(say('description', hsds.description)),
    whom: only(say('eligibility_description', hsds.eligibility_description)),
    how: only(say('application_process', hsds.application_process)),
    cost: only(say('fees_description', hsds.fees_description)),
    isFree: beside.isFree ?? null,
    alert: only(say('alert', hsds.alert)),
    bring: told ? (hsds.required_documents ?? []).flatMap(({ id, document }) => say(`${id}.document`, document) ?? []) : [],
    places: placesOf(named).map((place) => placeShown(named, place, shown)).toSorted((a, b) => (a.distance ?? Infinity) - (b.distance ?? Infinity)),
    phones: phonesOf(named).map(({ id, number, extension, description }) => ({ number: extension === undefined ? number : `${number} · ${extension}`, about: only(say(`${id}.description`, description)) })),
    spoken: spokenBy(service),
    byAppointment: beside.intake?.byAppointment ?? false,
    byReferral: beside.intake?.byReferral ?? false,
    audiences: told ? (beside.intake?.audiences ?? []) : [],
    activities: told ? (beside.activities ?? []) : [],
    verifiedOn: verifiedOn(service) ?? null,
    link: shown.linkOf?.(found.id) ?? null,
  };
}

function readerOf({ language, centre: { languages: [first = 'es'] } }: Shown): Reader {
  return { language, first };
}

function sayer(service: ServiceRecord, shown: Shown): (path: string, own: string | undefined) => Said | null {
  const reader = readerOf(shown);
  return (path, own) => sayField(service, path, own, reader);
}

function nameOf(service: ServiceRecord, shown: Shown): Said {
  const { discreet } = service.beside;
  if (discreet) return neutralName(discreet, shown);
  return sayer(service, shown)('name', service.hsds.name) ?? { text: service.hsds.name, language: readerOf(shown).first };
}

function neutralName(discreet: OfferText, { language, centre: { languages: [first = 'es'] } }: Shown): Said {
  return textIn(discreet, language as typeof first, first);
}

/** Languages by the codes that HSDS has for them; a name alone can't be told from another's. */
export function spokenBy({ hsds: { languages = [] } }: ServiceRecord): LanguageTag[] {
  return [...new Set(languages.flatMap(({ code }) => (code === undefined || !/^[A-Za-z]{2,3}$/.test(code) ? [] : [code.toLowerCase()])))];
}

function phonesOf({ service: { hsds }, organization, locations }: NamedService): NonNullable<ServiceRecord['hsds']['phones']> {
  const own = [...(hsds.phones ?? []), ...(hsds.service_at_locations ?? []).flatMap(({ phones = [] }) => phones)];
  const theirs = own.length > 0 ? own : [...[...locations.values()].flatMap((location) => location.hsds.phones ?? []), ...(organization?.hsds.phones ?? [])];
  return theirs.filter((phone, at) => theirs.findIndex(({ number }) => number === phone.number) === at);
}

function placeShown({ service }: NamedService, { at, location }: PlaceOf, shown: Shown): PlaceShown {
  const { centre, read = (...of) => readHours(hoursOf(...of)) } = shown;
  const reader = readerOf(shown);
  const point = location ? pointOf(location) : null;
  const here = centre.finding?.point;
  const hours = hoursOf(service, centre.zone, at, location);
  return {
    name: location ? sayField(location, 'name', location.hsds.name, reader) : null,
    address: addressOf(location, reader),
    distance: location?.beside.room !== undefined ? 0 : point && here ? metresBetween(here, point) : null,
    point,
    opening: service.hsds.status === 'temporarily closed' ? { kind: 'closed', opens: null } : openingAt(read(service, centre.zone, at, location), shown),
    hours: hoursLines(hours, businessDayOf(hours.zone, shown.now), ({ id, description }) => said(service, location, `${id}.description`, description, reader)),
    isStepFree: location?.beside.isStepFree ?? null,
    room: location?.beside.room ?? null,
  };
}

/** Words of a schedule, which may be its service's or its place's. */
function said(service: ServiceRecord, location: LocationRecord | undefined, path: string, own: string | undefined, reader: Reader): Said | undefined {
  const isOfPlace = location?.hsds.schedules?.some(({ id }) => path.startsWith(id)) === true;
  return sayField(isOfPlace ? location : service, path, own, reader) ?? undefined;
}

/** As one says it to a driver: the street, then the town. */
function addressOf(location: LocationRecord | undefined, reader: Reader): Said | null {
  const [address] = location?.hsds.addresses ?? [];
  if (!location || !address) return null;
  const street = sayField(location, `${address.id}.address_1`, address.address_1, reader);
  const town = sayField(location, `${address.id}.city`, address.city, reader);
  const more = address.address_2?.trim();
  const parts = [street?.text, more === '' ? undefined : more, town?.text].filter((part) => part !== undefined);
  return parts.length === 0 ? null : { text: parts.join(', '), language: street?.language ?? reader.first };
}

/** Open where one is; else the one that opens first. */
function soonest(openings: readonly Opening[]): Opening {
  const open = openings.flatMap((each) => (each.kind === 'open' ? [each] : []));
  const longest = open.toSorted((a, b) => (b.until ?? Infinity) - (a.until ?? Infinity))[0];
  if (longest) return longest;
  const closed = openings.flatMap((each) => (each.kind === 'closed' ? [each] : []));
  const first = closed.toSorted((a, b) => (a.opens ?? Infinity) - (b.opens ?? Infinity))[0];
  // Of one that says nothing it can't be told that it is closed; that another opens then can.
  return first && (closed.length === openings.length || first.opens !== null) ? first : { kind: 'unknown' };
}

/** @returns whether anything of it is open at that instant. */
export function isOpenNow(hours: readonly ReadHours[], moment: Moment): boolean {
  return hours.some((each) => openingAt(each, moment).kind === 'open');
}

/** The instant, without what a minute does not change. */
export function minuteOf(now: EpochMs): number {
  return Math.floor(now / 60_000);
}
