/** Nested objects of HSDS, as its API and its examples have them, into records: whatever is shared becomes a record of its own. */
import type { RecordKind } from '../record.ts';
import type { TableName } from './columns.ts';
import { belongingsOf, isRow, LISTS, NAMINGS, rowsIn, textOf, type RawRecord, type Row } from './relations.ts';

/** Records found so far, by kind and id. What stands in several places of a file is put together. */
export class Found {
  readonly #records = new Map<string, { kind: RecordKind; hsds: Record<string, unknown>; beside: Row }>();
  /** Those that have no id to be known by: told as they are. */
  readonly #nameless: RawRecord[] = [];

  add(kind: RecordKind, { umbral, ...hsds }: Row): void {
    const beside = isRow(umbral) ? umbral : {};
    const id = textOf(hsds.id);
    if (id === undefined) {
      this.#nameless.push({ kind, hsds, beside });
      return;
    }
    const key = `${kind}/${id}`;
    const known = this.#records.get(key);
    if (!known) {
      this.#records.set(key, { kind, hsds, beside });
      return;
    }
    known.hsds = joined(known.hsds, hsds);
    known.beside = { ...beside, ...known.beside };
  }

  has(kind: RecordKind, id: string): boolean {
    return this.#records.has(`${kind}/${id}`);
  }

  all(): RawRecord[] {
    for (const record of this.#records.values()) if (record.kind === 'service') this.#giveProgram(record);
    return [...this.#records.values(), ...this.#nameless];
  }

  /** A programme belongs to the organisation that runs it, where that is here; else it stays where it was found. */
  #giveProgram(service: { hsds: Record<string, unknown> }): void {
    const { program, ...hsds } = service.hsds;
    const organisation = textOf(hsds.organization_id);
    if (!isRow(program) || organisation === undefined || !this.has('organization', organisation)) return;
    this.add('organization', { id: organisation, programs: [program] });
    service.hsds = { ...hsds, program_id: program.id };
  }
}

/**
 * The records of whatever a file holds: one object, a list of them, a page of the API, or lists by
 * name (`{services: […], organizations: […]}`). Nulls count as absent. Never throws.
 * @returns undefined where it is none of these.
 */
export function recordsOf(file: unknown): readonly RawRecord[] | undefined {
  const found = new Found();
  return take(file, found) ? found.all() : undefined;
}

function take(file: unknown, found: Found): boolean {
  if (Array.isArray(file)) return file.every((each) => isRow(each) && takeObject(each, kindOfObject(each), found));
  if (!isRow(file)) return false;
  if (Array.isArray(file.contents)) return take(file.contents, found);
  const lists = Object.entries(LISTS).filter(([name]) => Array.isArray(file[name]));
  if (file.id !== undefined || lists.length === 0) return takeObject(file, kindOfObject(file), found);
  return lists.every(([name, kind]) => Array.isArray(file[name]) && file[name].every((each) => isRow(each) && takeObject(each, kind, found)));
}

function takeObject(given: Row, kind: RecordKind | 'service_at_location' | undefined, found: Found): boolean {
  if (kind === undefined) return false;
  const object = withoutNulls(given) as Row;
  if (kind !== 'service_at_location') {
    splitRecord(kind, object, found);
    return true;
  }
  const { service, ...place } = object;
  const id = isRow(service) ? service.id : place.service_id;
  if (id === undefined) return false;
  splitRecord('service', { ...(isRow(service) ? service : { id }), service_at_locations: [place] }, found);
  return true;
}

function splitRecord(kind: RecordKind, object: Row, found: Found): void {
  const { locations, ...rest } = object;
  if (kind === 'organization') for (const location of rowsIn(locations)) splitRecord('location', { organization_id: object.id, ...location }, found);
  found.add(kind, split(kind, kind === 'organization' ? rest : object, found));
}

/** A row with what it shares taken out and named instead. */
function split(table: TableName, row: Row, found: Found): Row {
  const own: Record<string, unknown> = { ...row };
  for (const { property, kind, key } of NAMINGS[table] ?? []) {
    const named = row[property];
    if (!isRow(named) || named.id === undefined) continue;
    splitRecord(kind, named, found);
    own[key] = named.id;
    delete own[property];
  }
  for (const { property, child, key } of belongingsOf(table)) {
    const rows = row[property];
    if (!Array.isArray(rows)) continue;
    own[property] = rows.map((each: unknown) => {
      if (!isRow(each)) return each;
      // Where it stands says whom it belongs to.
      const { [key]: owner, ...kept } = split(child, each, found);
      return owner === undefined || owner === row.id ? kept : { ...kept, [key]: owner };
    });
  }
  return own;
}

/** What both say: the first one's word holds, lists are put together by the ids in them. */
function joined(one: Row, other: Row): Record<string, unknown> {
  const both: Record<string, unknown> = { ...other, ...one };
  for (const [property, rows] of Object.entries(other)) {
    const known = one[property];
    if (!Array.isArray(rows) || !Array.isArray(known)) continue;
    const ids = new Set(rowsIn(known).map(({ id }) => id));
    const more = rows.filter((each) => isRow(each) && !ids.has(each.id));
    if (more.length > 0) both[property] = [...known, ...more];
  }
  return both;
}

/** Of objects that say their kind nowhere: by the fields that only one kind has. */
const TELLING: readonly (readonly [kind: RecordKind | 'service_at_location', fields: readonly string[]])[] = [
  ['location', ['location_type']],
  ['service_at_location', ['service', 'location', 'location_id']],
  ['service', ['status', 'service_at_locations', 'organization', 'program_id']],
  ['taxonomy_term', ['taxonomy_detail', 'taxonomy_id', 'taxonomy', 'term_uri', 'parent_id', 'code']],
  ['meta_table_description', ['character_set']],
  ['unit', ['scheme', 'identifier']],
  ['taxonomy', ['version']],
  ['organization', ['name']],
];

function kindOfObject(object: Row): RecordKind | 'service_at_location' | undefined {
  return TELLING.find(([, fields]) => fields.some((field) => object[field] !== undefined))?.[0];
}

/** Most files have none: those are left as they are, and nothing is copied. */
function withoutNulls(value: unknown): unknown {
  if (!hasNull(value)) return value;
  if (Array.isArray(value)) return value.filter((each) => each !== null).map(withoutNulls);
  if (!isRow(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null).map(([name, each]) => [name, withoutNulls(each)]));
}

function hasNull(value: unknown): boolean {
  if (typeof value !== 'object') return false;
  if (value === null) return true;
  return Array.isArray(value) ? value.some(hasNull) : Object.values(value).some(hasNull);
}
