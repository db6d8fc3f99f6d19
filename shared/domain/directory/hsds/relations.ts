/**
 * How HSDS's objects hang together, in one table: what is nested in what, under which property, and
 * by which column the same is said in tables. Everything that turns one form into another goes by it.
 */
import type { RecordKind } from '../record.ts';
import type { TableName } from './columns.ts';

/** An object of a file: whatever it holds, nobody looked at it yet. */
export type Row = Readonly<Record<string, unknown>>;

/** A record as a file has it: the standard's part and what stands beside, neither of them judged. */
export interface RawRecord {
  readonly kind: RecordKind;
  readonly hsds: Row;
  readonly beside: Row;
}

/** Rows that belong to a row of `parent` alone; in tables they name it by `key`. */
export interface Belonging {
  readonly parent: TableName;
  readonly property: string;
  readonly child: TableName;
  readonly key: string;
}

/** One record that a row names by `key`, and that stands in its `property` where it is nested. */
export interface Naming {
  readonly property: string;
  readonly kind: RecordKind;
  readonly key: string;
}

const of = (parent: TableName, key: string, properties: Readonly<Record<string, TableName>>): Belonging[] => Object.entries(properties).map(([property, child]) => ({ parent, property, child, key }));

/** Every table whose rows may have attributes, and those that have metadata alone. */
const DESCRIBED: readonly TableName[] = ['service', 'organization', 'location', 'service_at_location', 'program', 'contact', 'phone', 'schedule', 'language', 'address', 'accessibility', 'funding', 'service_area', 'required_document', 'cost_option', 'service_capacity', 'organization_identifier', 'url', 'unit', 'meta_table_description'];
const NOTED: readonly TableName[] = [...DESCRIBED, 'attribute', 'taxonomy', 'taxonomy_term'];

export const BELONGINGS: readonly Belonging[] = [
  ...of('service', 'service_id', {
    phones: 'phone', schedules: 'schedule', service_areas: 'service_area', service_at_locations: 'service_at_location', languages: 'language', funding: 'funding',
    cost_options: 'cost_option', required_documents: 'required_document', contacts: 'contact', capacities: 'service_capacity', additional_urls: 'url',
  }),
  ...of('organization', 'organization_id', { funding: 'funding', contacts: 'contact', phones: 'phone', programs: 'program', organization_identifiers: 'organization_identifier', additional_websites: 'url' }),
  ...of('location', 'location_id', { languages: 'language', addresses: 'address', contacts: 'contact', accessibility: 'accessibility', phones: 'phone', schedules: 'schedule' }),
  ...of('service_at_location', 'service_at_location_id', { service_areas: 'service_area', contacts: 'contact', phones: 'phone', schedules: 'schedule' }),
  ...of('contact', 'contact_id', { phones: 'phone' }),
  ...of('phone', 'phone_id', { languages: 'language' }),
  ...DESCRIBED.flatMap((table) => of(table, 'link_id', { attributes: 'attribute' })),
  ...NOTED.flatMap((table) => of(table, 'resource_id', { metadata: 'metadata' })),
];

export const NAMINGS: Readonly<Partial<Record<TableName, readonly Naming[]>>> = {
  service: [{ property: 'organization', kind: 'organization', key: 'organization_id' }],
  service_at_location: [{ property: 'location', kind: 'location', key: 'location_id' }],
  attribute: [{ property: 'taxonomy_term', kind: 'taxonomy_term', key: 'taxonomy_term_id' }],
  taxonomy_term: [{ property: 'taxonomy_detail', kind: 'taxonomy', key: 'taxonomy_id' }],
  service_capacity: [{ property: 'unit', kind: 'unit', key: 'unit_id' }],
};

/** In this order records stand in a file: what is named before what names it. */
export const KINDS: readonly RecordKind[] = ['taxonomy', 'taxonomy_term', 'unit', 'meta_table_description', 'organization', 'location', 'service'];

/** What a list of each is called. */
export const LISTS: Readonly<Record<string, RecordKind | 'service_at_location'>> = {
  taxonomies: 'taxonomy', taxonomy_terms: 'taxonomy_term', units: 'unit', meta_table_descriptions: 'meta_table_description', organizations: 'organization', locations: 'location', services: 'service', service_at_locations: 'service_at_location',
};

const BY_PARENT = new Map(BELONGINGS.map(({ parent }) => [parent, BELONGINGS.filter((each) => each.parent === parent)]));

export function belongingsOf(parent: TableName): readonly Belonging[] {
  return BY_PARENT.get(parent) ?? [];
}

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function rowsIn(value: unknown): readonly Row[] {
  return Array.isArray(value) ? value.filter(isRow) : [];
}

/** Its text, where it is one. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
