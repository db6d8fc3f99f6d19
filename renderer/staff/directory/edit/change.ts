/**
 * A service as it is being written, and the records it names. In: how they stand, one change. Out:
 * how they then stand, all that no form shows as it was. What is half typed may stand here; `toPut`
 * says what is to be sent, in its order, or what is missing.
 */
import type { BusinessDay } from '../../../../shared/domain/clock.ts';
import { DirectoryRecord, keyOf, keyOfRecord, type BesideService, type InLanguages, type LanguageTag, type LocationRecord, type OrganizationRecord, type RecordKey, type ServiceRecord } from '../../../../shared/domain/directory/record.ts';
import { hoursIn, isWhole, schedulesOf, type FormHours } from './hours.ts';

export interface Editing {
  readonly service: ServiceRecord;
  /** The organisation and the places that it names. */
  readonly named: readonly Named[];
  /** Hours that somebody touched: of the service itself, or of one of its places by that row's id. */
  readonly hours: Readonly<Partial<Record<string, FormHours>>>;
}

export interface Named {
  readonly record: LocationRecord | OrganizationRecord;
  /** Somebody changed it here. */
  readonly isChanged: boolean;
  /** How many services of the directory name it. */
  readonly services: number;
}

/** Whose hours they are, where they are the service's at all its places. */
export const OWN_HOURS = 'own';

/** Texts of a service, as a form asks for them. */
export const TEXTS = ['name', 'description', 'eligibility_description', 'application_process', 'fees_description', 'alert'] as const;
export type TextField = (typeof TEXTS)[number];

/** The language a text is typed in, and the one its record is written in. */
export interface Tongue {
  readonly language: LanguageTag;
  readonly written: LanguageTag;
}

/** @param services as the station counts them. */
export function beginEditing(service: ServiceRecord, names: readonly { readonly record: DirectoryRecord; readonly services: number }[] = []): Editing {
  const named = names.flatMap(({ record, services }) => (record.kind === 'organization' || record.kind === 'location' ? [{ record, services, isChanged: false }] : []));
  return { service, named, hours: {} };
}

/** A field of a record, or of one of its rows: by `path`, as `inLanguages` names it. Empty where there is none in that language. */
export function textAt({ beside }: { readonly beside: { readonly inLanguages?: InLanguages } }, path: string, own: string | undefined, { language, written }: Tongue): string {
  return (language === written ? own : beside.inLanguages?.[language]?.[path]) ?? '';
}

function translated<B extends { readonly inLanguages?: InLanguages }>(beside: B, path: string, language: LanguageTag, text: string): B {
  const { [path]: _before, ...others } = beside.inLanguages?.[language] ?? {};
  return withLanguages(beside, { ...beside.inLanguages, [language]: text === '' ? others : { ...others, [path]: text } });
}

/** Nothing is kept that says nothing. */
function withLanguages<B extends { readonly inLanguages?: InLanguages }>(beside: B, inLanguages: InLanguages): B {
  const { inLanguages: _before, ...rest } = beside;
  const said = Object.entries(inLanguages).filter(([, fields]) => Object.keys(fields).length > 0);
  return { ...rest, ...(said.length > 0 ? { inLanguages: Object.fromEntries(said) } : {}) } as B;
}

/** @param path of a row that is gone: nobody translates it any more. */
function forgotten<B extends { readonly inLanguages?: InLanguages }>(beside: B, row: string): B {
  const kept = Object.entries(beside.inLanguages ?? {}).map(([language, fields]) => [language, Object.fromEntries(Object.entries(fields).filter(([path]) => !path.startsWith(`${row}.`)))] as const);
  return withLanguages(beside, Object.fromEntries(kept));
}

export function withText<R extends ServiceRecord | LocationRecord | OrganizationRecord>(record: R, field: string, { language, written }: Tongue, text: string): R {
  if (language !== written) return { ...record, beside: translated(record.beside, field, language, text) };
  return { ...record, hsds: { ...record.hsds, [field]: text } };
}

export function withBeside(service: ServiceRecord, beside: Partial<BesideService>): ServiceRecord {
  return { ...service, beside: { ...service.beside, ...beside } };
}

/** A part of what is beside a service goes. */
export function withoutBeside(service: ServiceRecord, part: keyof BesideService): ServiceRecord {
  const { [part]: _gone, ...rest } = service.beside;
  return { ...service, beside: rest };
}

type Rows = 'required_documents' | 'phones' | 'service_at_locations';

export function rowsOf<K extends Rows>(service: ServiceRecord, rows: K): NonNullable<ServiceRecord['hsds'][K]> {
  return service.hsds[rows] ?? ([] as unknown as NonNullable<ServiceRecord['hsds'][K]>);
}

export function withRows<K extends Rows>(service: ServiceRecord, rows: K, are: ServiceRecord['hsds'][K]): ServiceRecord {
  return { ...service, hsds: { ...service.hsds, [rows]: are } };
}

export function withoutRow(service: ServiceRecord, rows: Rows, id: string): ServiceRecord {
  const left = (service.hsds[rows] ?? []).filter((row) => row.id !== id);
  return { ...service, hsds: { ...service.hsds, [rows]: left }, beside: forgotten(service.beside, id) };
}

/** What somebody must bring, in one language. */
export function withDocument(service: ServiceRecord, id: string, { language, written }: Tongue, text: string): ServiceRecord {
  if (language !== written) return { ...service, beside: translated(service.beside, `${id}.document`, language, text) };
  return withRows(service, 'required_documents', rowsOf(service, 'required_documents').map((row) => (row.id === id ? { ...row, document: text } : row)));
}

/** Names another organisation, or none. */
export function withOrganisation({ service, named, hours }: Editing, organisation: Named | undefined): Editing {
  const { organization_id: _before, ...hsds } = service.hsds;
  const others = named.filter(({ record }) => record.kind !== 'organization');
  if (!organisation) return { service: { ...service, hsds }, named: others, hours };
  return { service: { ...service, hsds: { ...hsds, organization_id: organisation.record.hsds.id } }, named: [...others, organisation], hours };
}

/** @param row a UUID for the row that leads there. */
export function withPlace({ service, named, hours }: Editing, place: Named, row: string): Editing {
  const rows = rowsOf(service, 'service_at_locations');
  const isThere = rows.some(({ location_id: id }) => id === place.record.hsds.id);
  if (isThere) return { service, named, hours };
  return { service: withRows(service, 'service_at_locations', [...rows, { id: row, location_id: place.record.hsds.id }]), named: [...named, place], hours };
}

export function withNamed({ service, named, hours }: Editing, record: Named['record']): Editing {
  return { service, hours, named: named.map((each) => (each.record.hsds.id === record.hsds.id && each.record.kind === record.kind ? { ...each, record, isChanged: true } : each)) };
}

/** Hours as the form shows them now. */
export function hoursAt({ service, hours }: Editing, whose: string): FormHours {
  return hours[whose] ?? hoursIn(schedulesAt(service, whose) ?? []);
}

function schedulesAt({ hsds }: ServiceRecord, whose: string): ServiceRecord['hsds']['schedules'] {
  return whose === OWN_HOURS ? hsds.schedules : hsds.service_at_locations?.find(({ id }) => id === whose)?.schedules;
}

/** What is missing, by what a form says of it. */
export type Lack = 'name' | 'times' | 'days' | 'discreet' | 'placeName' | 'organisationName' | 'tooLong';

export type ToPut = { readonly kind: 'put'; readonly records: readonly DirectoryRecord[] } | { readonly kind: 'lacks'; readonly lack: Lack };

/**
 * The records to be sent, what is named before what names it.
 * @param verified somebody made sure of it today. @param newId a UUID each time.
 */
export function toPut(editing: Editing, verified: { readonly on: BusinessDay; readonly by: string } | undefined, newId: () => string): ToPut {
  const lack = lackOf(editing);
  if (lack) return { kind: 'lacks', lack };
  const service = tidy(withHours(editing, newId));
  const written: ServiceRecord = verified ? { ...service, beside: { ...service.beside, verified } } : service;
  const names = new Set(named(written));
  const changed = editing.named.flatMap(({ record, isChanged }) => (isChanged && names.has(keyOfRecord(record)) ? [record] : []));
  const records = [...changed, written].map((record) => DirectoryRecord.safeParse(record));
  const good = records.flatMap((each) => (each.success ? [each.data] : []));
  return good.length === records.length ? { kind: 'put', records: good } : { kind: 'lacks', lack: 'tooLong' };
}

function named({ hsds }: ServiceRecord): readonly RecordKey[] {
  const places = (hsds.service_at_locations ?? []).flatMap(({ location_id: id }) => (id === undefined ? [] : [keyOf('location', id)]));
  return hsds.organization_id === undefined ? places : [keyOf('organization', hsds.organization_id), ...places];
}

function lackOf(editing: Editing): Lack | undefined {
  const { service: { hsds, beside }, hours } = editing;
  if (hsds.name.trim() === '') return 'name';
  if (beside.discreet && Object.values(beside.discreet).every((text) => text.trim() === '')) return 'discreet';
  if (Object.values(hours).some((each) => each !== undefined && !isWhole(each))) return 'times';
  if ((beside.closures ?? []).some(({ from, through }) => !/^\d{4}-\d\d-\d\d$/.test(from) || through < from)) return 'days';
  const unnamed = editing.named.find(({ record, isChanged }) => isChanged && (record.hsds.name ?? '').trim() === '');
  if (unnamed) return unnamed.record.kind === 'organization' ? 'organisationName' : 'placeName';
  return undefined;
}

function withHours({ service, hours }: Editing, newId: () => string): ServiceRecord {
  return Object.entries(hours).reduce((so, [whose, each]) => {
    if (!each) return so;
    const schedules = schedulesOf(each, schedulesAt(so, whose) ?? [], newId);
    if (whose === OWN_HOURS) return { ...so, hsds: { ...so.hsds, schedules } };
    return withRows(so, 'service_at_locations', rowsOf(so, 'service_at_locations').map((row) => (row.id === whose ? { ...row, schedules } : row)));
  }, service);
}

/** Rows that a form shows. */
const ROWS: readonly string[] = ['required_documents', 'phones', 'service_at_locations', 'schedules'];

/** What was left empty is not there. */
function tidy(service: ServiceRecord): ServiceRecord {
  const { inLanguages = {}, discreet } = service.beside;
  const isSaid = (id: string): boolean => Object.values(inLanguages).some((fields) => `${id}.document` in fields);
  const empty = TEXTS.filter((field) => field !== 'name' && service.hsds[field]?.trim() === '');
  const hsds = Object.fromEntries(Object.entries(service.hsds).filter(([field, value]) => !empty.some((each) => each === field) && !(ROWS.includes(field) && Array.isArray(value) && value.length === 0))) as ServiceRecord['hsds'];
  const documents = hsds.required_documents?.filter(({ id, document }) => (document ?? '').trim() !== '' || isSaid(id));
  const phones = hsds.phones?.filter(({ number }) => number.trim() !== '');
  const neutral = discreet && Object.fromEntries(Object.entries(discreet).filter(([, text]) => text.trim() !== ''));
  return {
    kind: 'service',
    hsds: { ...hsds, name: hsds.name.trim(), ...(documents ? { required_documents: documents } : {}), ...(phones ? { phones } : {}) },
    beside: { ...service.beside, ...(neutral ? { discreet: neutral } : {}) },
  };
}
