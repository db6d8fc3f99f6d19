/**
 * Records into the nested objects that HSDS publishes: what they name by an id stands in them whole.
 * What is not to be had stays a name. What stands beside a record travels as its `umbral`.
 */
import type { RecordKind } from '../record.ts';
import type { TableName } from './columns.ts';
import { belongingsOf, isRow, NAMINGS, rowsIn, textOf, type RawRecord, type Row } from './relations.ts';

/** The records that others name. What is to be said of nobody is left out here. */
export interface Lookups {
  recordOf(kind: RecordKind, id: string): RawRecord | undefined;
  /** The places that an organisation calls its own. */
  locationsOf(organization: string): readonly RawRecord[];
}

/** As `service_full.json`. */
export function nestedService(record: RawRecord, lookups: Lookups): Row {
  return serviceWith(record, lookups, record.hsds.service_at_locations);
}

/** As `organization_full.json`. */
export function nestedOrganization(record: RawRecord, lookups: Lookups): Row {
  const organisation = nested('organization', withBeside(record), lookups, record.hsds.id);
  const id = textOf(record.hsds.id);
  const locations = id === undefined ? [] : lookups.locationsOf(id);
  return locations.length === 0 ? organisation : { ...organisation, locations: locations.map((each) => nested('location', withBeside(each), lookups, id)) };
}

export function nestedLocation(record: RawRecord, lookups: Lookups): Row {
  return nested('location', withBeside(record), lookups, undefined);
}

/** As `service_at_location_full.json`; undefined where the service has no such place. */
export function nestedServiceAtLocation(service: RawRecord, id: string, lookups: Lookups): Row | undefined {
  const place = rowsIn(service.hsds.service_at_locations).find((each) => each.id === id);
  if (!place) return undefined;
  return { ...nested('service_at_location', place, lookups, service.hsds.organization_id), service: serviceWith(service, lookups, undefined) };
}

/** A taxonomy, a term with its taxonomy, a unit, a description of a table. */
export function nestedWord(record: RawRecord, lookups: Lookups): Row {
  return nested(record.kind, withBeside(record), lookups, undefined);
}

function serviceWith(record: RawRecord, lookups: Lookups, places: unknown): Row {
  const { service_at_locations: _, ...rest } = withBeside(record);
  const service = nested('service', places === undefined ? rest : { ...rest, service_at_locations: places }, lookups, record.hsds.organization_id);
  const program = programOf(record, lookups);
  if (!program) return service;
  const { program_id: _named, ...others } = service;
  return { ...others, program };
}

function programOf({ hsds: { organization_id: organisation, program_id: program } }: RawRecord, lookups: Lookups): Row | undefined {
  const runs = textOf(organisation);
  if (runs === undefined || program === undefined) return undefined;
  return rowsIn(lookups.recordOf('organization', runs)?.hsds.programs).find(({ id }) => id === program);
}

/** @param within the organisation it stands in: its places need not say so again. */
function nested(table: TableName, row: Row, lookups: Lookups, within: unknown): Row {
  const whole: Record<string, unknown> = { ...row };
  if (table === 'location' && within !== undefined && row.organization_id === within) delete whole.organization_id;
  for (const { property, kind, key } of NAMINGS[table] ?? []) {
    const id = textOf(row[key]);
    const named = id === undefined ? undefined : lookups.recordOf(kind, id);
    if (!named) continue;
    delete whole[key];
    whole[property] = kind === 'organization' ? nestedOrganization(named, lookups) : nested(kind, withBeside(named), lookups, within);
  }
  for (const { property, child } of belongingsOf(table)) {
    const rows = row[property];
    if (Array.isArray(rows)) whole[property] = rows.map((each: unknown) => (isRow(each) ? nested(child, each, lookups, within) : each));
  }
  return whole;
}

/** A record as it stands, names and all: the form in which nothing is said twice. */
export function withBeside({ hsds, beside }: RawRecord): Row {
  return Object.keys(beside).length === 0 ? hsds : { ...hsds, umbral: beside };
}
