/** Records as HSDS's tables, one row a thing, and back. A table is what a CSV file of that name holds. */
import { COLUMNS, type TableName } from './columns.ts';
import { BELONGINGS, belongingsOf, isRow, KINDS, type RawRecord, type Row } from './relations.ts';

/** What stands beside records in tabular form: `kind,id,beside`, the last as JSON. */
export const BESIDE_FILE = 'umbral.csv';

/** A row of a table, and on which line of its file it stood. */
export interface TableRow {
  readonly line: number;
  readonly row: Row;
}

export type Cell = string | number | boolean;
export type Cells = Record<string, Cell>;

/** Where a row of a record came from. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface FromTables {
  readonly records: readonly RawRecord[];
  /** Of each row within them. */
  readonly placeOf: (row: object) => Place | undefined;
  /** Rows that belong to nothing that is here, and what stands beside nothing. */
  readonly strays: readonly (Place & { readonly id: string; readonly path: string })[];
}

const TABLES = Object.keys(COLUMNS) as TableName[];

/** The columns by which a row says whom it belongs to; once each. */
function ownerKeysOf(table: TableName): readonly string[] {
  return [...new Set(BELONGINGS.filter(({ child }) => child === table).map(({ key }) => key))];
}

/** @param tables by the names of their files; files that HSDS does not know are not read. */
export function recordsOfTables(tables: ReadonlyMap<string, readonly TableRow[]>): FromTables {
  const places = new WeakMap<object, Place>();
  const used = new Set<object>();
  const byOwner = new Map<TableName, Map<string, TableRow[]>>();
  for (const table of TABLES) byOwner.set(table, groupByOwner(table, tables.get(COLUMNS[table].file) ?? []));
  const known = new Set<string>();

  const build = (table: TableName, { row, line }: TableRow): Row => {
    const built = typed(table, row);
    places.set(built, { file: COLUMNS[table].file, line });
    used.add(row);
    for (const { property, child, key } of belongingsOf(table)) {
      const rows = byOwner.get(child)?.get(`${key} ${nameOf(row.id)}`);
      if (rows) built[property] = rows.map((each) => build(child, each));
    }
    return built;
  };

  const besides = besidesOf(tables.get(BESIDE_FILE) ?? []);
  const records = KINDS.flatMap((kind) =>
    (tables.get(COLUMNS[kind].file) ?? []).map((each): RawRecord => {
      const key = `${kind} ${nameOf(each.row.id)}`;
      known.add(key);
      return { kind, hsds: build(kind, each), beside: besides.get(key)?.beside ?? {} };
    }),
  );
  const strays = TABLES.flatMap((table) =>
    (tables.get(COLUMNS[table].file) ?? []).filter(({ row }) => !used.has(row)).map(({ line, row }) => ({ file: COLUMNS[table].file, line, id: nameOf(row.id), path: ownerKeys(table).find((key) => row[key] !== undefined) ?? ownerKeys(table)[0] ?? 'id' })),
  );
  const besideNothing = [...besides].filter(([key]) => !known.has(key)).map(([, { line, id }]) => ({ file: BESIDE_FILE, line, id, path: 'id' }));
  return { records, placeOf: (row) => places.get(row), strays: [...strays, ...besideNothing] };
}

const OWNER_KEYS: ReadonlyMap<TableName, readonly string[]> = new Map(TABLES.map((table) => [table, ownerKeysOf(table)]));
const ownerKeys = (table: TableName): readonly string[] => OWNER_KEYS.get(table) ?? [];

/** An id as a text: whatever else stands there is nobody's. */
function nameOf(id: unknown): string {
  return typeof id === 'string' ? id : typeof id === 'number' ? String(id) : '';
}

function groupByOwner(table: TableName, rows: readonly TableRow[]): Map<string, TableRow[]> {
  const groups = new Map<string, TableRow[]>();
  for (const key of ownerKeys(table)) {
    for (const each of rows) {
      const owner = each.row[key];
      if (owner === undefined || owner === '') continue;
      const name = `${key} ${nameOf(owner)}`;
      const group = groups.get(name);
      if (group) group.push(each);
      else groups.set(name, [each]);
    }
  }
  return groups;
}

/** Cells as what they are: empty ones are absent, numbers numbers, and a column of an extension is what it reads as. */
function typed(table: TableName, row: Row): Record<string, unknown> {
  const { text, numbers } = COLUMNS[table];
  const owners = ownerKeys(table);
  const own: Record<string, unknown> = {};
  for (const [column, cell] of Object.entries(row)) {
    if (cell === '' || cell === null || cell === undefined || owners.includes(column)) continue;
    if (text.has(column)) own[column] = typeof cell === 'number' ? String(cell) : cell;
    else if (typeof cell !== 'string') own[column] = cell;
    else if (numbers.has(column)) own[column] = cell.trim() !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell;
    else own[column] = fromJson(cell);
  }
  return own;
}

function besidesOf(rows: readonly TableRow[]): Map<string, { line: number; id: string; beside: Row }> {
  return new Map(
    rows.map(({ line, row }) => {
      const id = nameOf(row.id);
      const beside = typeof row.beside === 'string' ? fromJson(row.beside) : row.beside;
      // What can't be read is no field of ours, and is told of as one.
      return [`${nameOf(row.kind)} ${id}`, { line, id, beside: isRow(beside) ? beside : { language: beside } }];
    }),
  );
}

function fromJson(cell: string): unknown {
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    return cell;
  }
}

/** Rows of every table that has any, in the order in which they were met. */
export function tablesOf(records: Iterable<RawRecord>): ReadonlyMap<string, readonly Cells[]> {
  const tables = new Tables();
  for (const { kind, hsds, beside } of records) {
    tables.put(kind, hsds, undefined);
    if (Object.keys(beside).length > 0) tables.beside({ kind, id: nameOf(hsds.id), beside: JSON.stringify(beside) });
  }
  return tables.all();
}

class Tables {
  readonly #rows = new Map<string, Cells[]>();
  /** Rows that stand in several places are one row that names all of them. */
  readonly #same = new Map<string, Cells[]>();

  put(table: TableName, row: Row, owner: readonly [key: string, id: Cell] | undefined): void {
    const cells: Cells = {};
    const belongings = belongingsOf(table);
    for (const [column, value] of Object.entries(row)) {
      if (Array.isArray(value) && belongings.some(({ property }) => property === column)) continue;
      const cell = cellOf(table, column, value);
      if (cell !== undefined) cells[column] = cell;
    }
    this.#add(table, cells, owner);
    for (const { property, child, key } of belongings) {
      const rows = row[property];
      if (Array.isArray(rows)) for (const each of rows) if (isRow(each)) this.put(child, each, [key, nameOf(row.id)]);
    }
  }

  beside(cells: Cells): void {
    this.#of(BESIDE_FILE).push(cells);
  }

  all(): ReadonlyMap<string, readonly Cells[]> {
    return this.#rows;
  }

  #add(table: TableName, cells: Cells, owner: readonly [key: string, id: Cell] | undefined): void {
    const { file } = COLUMNS[table];
    if (!owner) {
      this.#of(file).push(cells);
      return;
    }
    const [key, id] = owner;
    const name = `${table} ${JSON.stringify(cells)}`;
    const alike = this.#same.get(name) ?? [];
    // A contact that stands twice has its phones once.
    if (alike.some((row) => row[key] === id)) return;
    const free = alike.find((row) => row[key] === undefined);
    if (free) {
      free[key] = id;
      return;
    }
    const row = { ...cells, [key]: id };
    this.#same.set(name, [...alike, row]);
    this.#of(file).push(row);
  }

  #of(file: string): Cells[] {
    const rows = this.#rows.get(file) ?? [];
    this.#rows.set(file, rows);
    return rows;
  }
}

function cellOf(table: TableName, column: string, value: unknown): Cell | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const { text, numbers } = COLUMNS[table];
  if (text.has(column)) return typeof value === 'string' ? value : JSON.stringify(value);
  if (numbers.has(column) && typeof value === 'number') return value;
  // An extension's words stand bare, unless they would be read as something else.
  return typeof value === 'string' && fromJson(value) === value ? value : JSON.stringify(value);
}
