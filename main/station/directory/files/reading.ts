/**
 * The bytes of a file into what stands in it, whatever program wrote them: JSON, a CSV table, or a zip
 * of either. What is too large, damaged or of no known kind is told as such; nothing throws, nothing
 * is written, and no path in an archive leads anywhere.
 */
import { Unzip, UnzipInflate, type UnzipFile } from 'fflate';
import Papa from 'papaparse';
import { BESIDE_FILE, COLUMNS, recordsOf, recordsOfTables, type Place, type RawRecord, type TableRow } from '../../../../shared/domain/directory/hsds/index.ts';
import type { Fault } from '../../../../shared/contract/directory.ts';

/** Bytes of what may lie in an archive, unpacked: a directory of some 60,000 services. */
const LARGEST_UNPACKED = 200_000_000;
/** Files of an archive. */
const MOST_FILES = 200;

export type Read =
  | { readonly kind: 'read'; readonly records: readonly RawRecord[]; readonly faults: readonly Fault[]; readonly fileOf: string; readonly placeOf: (row: object) => Place | undefined }
  | { readonly kind: 'unusable'; readonly why: 'notKnown' | 'tooLarge' | 'notWhole' | 'empty' };

const TABLES: ReadonlySet<string> = new Set([...Object.values(COLUMNS).map(({ file }) => file), BESIDE_FILE]);
const unusable = (why: Extract<Read, { kind: 'unusable' }>['why']): Read => ({ kind: 'unusable', why });

/**
 * @param name as the file was called where it came from.
 * @param largest bytes that it may unpack to.
 */
export function readFile(name: string, bytes: Uint8Array, largest = LARGEST_UNPACKED): Read {
  if (bytes.length === 0) return unusable('empty');
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readZip(bytes, largest);
  const text = textOf(bytes);
  if (text === undefined) return unusable('notKnown');
  if (text.trim() === '') return unusable('empty');
  const base = baseOf(name);
  if (/^\s*[[{]/.test(text)) return readJson(base, text);
  return base.endsWith('.csv') ? readTables(new Map([[TABLES.has(base) ? base : 'services.csv', text]])) : unusable('notKnown');
}

/** The last step of a path: archives are not unpacked anywhere, so no other step matters. */
function baseOf(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? '').toLowerCase();
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function readJson(file: string, text: string): Read {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return unusable('notWhole');
  }
  const tables = asTables(json);
  if (tables) return fromTables(tables, []);
  const records = recordsOf(json);
  if (!records) return unusable('notKnown');
  return records.length === 0 ? unusable('empty') : { kind: 'read', records, faults: [], fileOf: file, placeOf: () => undefined };
}

/** `tabular.json`: tables by the names of their files. */
function asTables(json: unknown): Map<string, readonly TableRow[]> | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const entries = Object.entries(json);
  if (entries.length === 0 || !entries.some(([name]) => TABLES.has(name))) return undefined;
  return new Map(entries.map(([name, rows]) => [name, Array.isArray(rows) ? rows.filter((row): row is Record<string, unknown> => typeof row === 'object' && row !== null && !Array.isArray(row)).map((row, n) => ({ line: n + 1, row })) : []]));
}

function readZip(bytes: Uint8Array, largest: number): Read {
  const unpacked = unpack(bytes, largest);
  if (typeof unpacked === 'string') return unusable(unpacked);
  const texts = new Map<string, string>();
  for (const [name, content] of unpacked) {
    const text = textOf(content);
    if (text === undefined) return unusable('notKnown');
    texts.set(name, text);
  }
  const tables = new Map([...texts].filter(([name]) => TABLES.has(name)));
  if (tables.size > 0) return readTables(tables);
  const [json, ...others] = [...texts].filter(([name]) => name.endsWith('.json') && name !== 'datapackage.json');
  return json && others.length === 0 ? readJson(...json) : unusable(texts.size === 0 ? 'empty' : 'notKnown');
}

/** The tables and JSON of an archive, by the last step of their paths. Sizes are counted as they come out: what an archive says of itself may be a lie. */
function unpack(bytes: Uint8Array, largest: number): ReadonlyMap<string, Uint8Array> | 'tooLarge' | 'notWhole' | 'notKnown' {
  const parts = new Map<string, Uint8Array[]>();
  const [done, begun] = [new Set<string>(), new Set<string>()];
  let [size, count] = [0, 0];
  let why: 'tooLarge' | 'notWhole' | 'notKnown' | undefined;
  const take = (file: UnzipFile): void => {
    count += 1;
    const name = baseOf(file.name);
    if (count > MOST_FILES) why ??= 'tooLarge';
    if (why || !(name.endsWith('.csv') || name.endsWith('.json')) || file.name.startsWith('__MACOSX')) return;
    // Which of two tables of a name holds nobody can say.
    if (begun.has(name)) why = 'notKnown';
    begun.add(name);
    const chunks: Uint8Array[] = [];
    parts.set(name, chunks);
    file.ondata = (error, data, isLast) => {
      if (error) why ??= 'notWhole';
      size += data?.length ?? 0;
      if (size > largest) why ??= 'tooLarge';
      if (why) return;
      chunks.push(data);
      if (isLast) done.add(name);
    };
    file.start();
  };
  const unzip = new Unzip(take);
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length && !why; at += 65_536) unzip.push(bytes.subarray(at, at + 65_536), at + 65_536 >= bytes.length);
  } catch {
    return why ?? 'notWhole';
  }
  if (why) return why;
  if (done.size !== begun.size || count === 0 || !hasEnd(bytes)) return 'notWhole';
  return new Map([...parts].map(([name, chunks]) => [name, joined(chunks)]));
}

/** An archive that was cut off lacks the list of its files, which stands at its end. */
function hasEnd(bytes: Uint8Array): boolean {
  const tail = bytes.subarray(Math.max(0, bytes.length - 65_557));
  for (let at = tail.length - 22; at >= 0; at -= 1) if (tail[at] === 0x50 && tail[at + 1] === 0x4b && tail[at + 2] === 5 && tail[at + 3] === 6) return true;
  return false;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function readTables(texts: ReadonlyMap<string, string>): Read {
  const tables = new Map<string, readonly TableRow[]>();
  const faults: Fault[] = [];
  for (const [file, text] of texts) {
    const { rows, wrong } = readCsv(file, text);
    tables.set(file, rows);
    faults.push(...wrong);
  }
  return fromTables(tables, faults);
}

function fromTables(tables: ReadonlyMap<string, readonly TableRow[]>, wrong: readonly Fault[]): Read {
  const { records, strays, placeOf } = recordsOfTables(tables);
  const faults = [...wrong, ...strays.map(({ file, line, id, path }) => ({ file, line, record: id, path, reason: 'belongs to nothing that is in this file' }))];
  return records.length === 0 && faults.length === 0 ? unusable('empty') : { kind: 'read', records, faults, fileOf: 'services.csv', placeOf };
}

/** Rows under the names in the first line; a row that has more cells than names, or a quote that never ends, is told. */
function readCsv(file: string, text: string): { rows: readonly TableRow[]; wrong: readonly Fault[] } {
  const [header = ''] = text.split('\n', 1);
  // What a Spanish spreadsheet writes; no name of a column holds either.
  const delimiter = header.includes(';') && !header.includes(',') ? ';' : ',';
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { delimiter, skipEmptyLines: false });
  const names = (data[0] ?? []).map((name) => name.trim());
  const rows: TableRow[] = [];
  const wrong: Fault[] = errors.filter(({ type }) => type === 'Quotes').map(({ row, message }) => ({ file, line: (row ?? 0) + 1, record: null, path: '', reason: message }));
  let line = 1;
  for (const [n, cells] of data.entries()) {
    const at = line;
    // A cell may hold lines of its own.
    line += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
    if (n === 0 || (cells.length === 1 && cells[0] === '')) continue;
    if (cells.length > names.length) wrong.push({ file, line: at, record: cells[names.indexOf('id')] ?? null, path: '', reason: 'has more cells than the first line has names' });
    rows.push({ line: at, row: Object.fromEntries(names.flatMap((name, column) => (name === '' || name === '__proto__' || (cells[column] ?? '') === '' ? [] : [[name, cells[column]]]))) });
  }
  return { rows, wrong };
}
