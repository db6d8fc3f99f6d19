/** The whole directory as a file that other programs read: HSDS as JSON, or as CSV tables with their description in a zip. */
import { strToU8, zipSync } from 'fflate';
import Papa from 'papaparse';
import { COLUMNS, KINDS, LISTS, tablesOf, withBeside, type Cells, type RawRecord } from '../../../../shared/domain/directory/hsds/index.ts';

export interface WrittenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Times of files in an archive say nothing: the same directory is the same file. */
const ALWAYS = '1980-01-02T00:00:00';

export function writeFile(records: readonly RawRecord[], form: 'json' | 'csv'): WrittenFile {
  const inOrder = KINDS.flatMap((kind) => records.filter((each) => each.kind === kind));
  if (form === 'json') return { name: 'umbral-directory.json', bytes: strToU8(`${JSON.stringify(listsOf(inOrder), null, 1)}\n`) };
  const tables = tablesOf(inOrder);
  const files = Object.fromEntries([...tables].map(([file, rows]) => [file, strToU8(Papa.unparse([...rows], { columns: columnsOf(rows), newline: '\r\n' }))]));
  const described = strToU8(`${JSON.stringify(datapackage(tables), null, 2)}\n`);
  return { name: 'umbral-directory.zip', bytes: zipSync({ 'datapackage.json': described, ...files }, { level: 6, mtime: ALWAYS }) };
}

/** Every record once, named by its id where others name it: nothing is said twice, however often it is named. */
function listsOf(records: readonly RawRecord[]): object {
  const lists = Object.entries(LISTS).map(([name, kind]) => [name, records.filter((each) => each.kind === kind).map(withBeside)] as const);
  return Object.fromEntries(lists.filter(([, list]) => list.length > 0));
}

function columnsOf(rows: readonly Cells[]): string[] {
  return [...new Set(['id', ...rows.flatMap(Object.keys)])].filter((column) => rows.some((row) => row[column] !== undefined));
}

function datapackage(tables: ReadonlyMap<string, readonly Cells[]>): object {
  const numbers = new Map<string, ReadonlySet<string>>(Object.values(COLUMNS).map((columns) => [columns.file, columns.numbers]));
  return {
    name: 'human_services_data', profile: 'tabular-data-package', version: '3.1.0',
    resources: [...tables].map(([path, rows]) => ({
      name: path.slice(0, -'.csv'.length), path, format: 'csv', mediatype: 'text/csv', profile: 'tabular-data-resource',
      schema: { fields: columnsOf(rows).map((name) => ({ name, type: numbers.get(path)?.has(name) ? 'number' : 'string' })) },
    })),
  };
}
