/**
 * Appointments in a table: comma- or semicolon-separated text with a row of headings. In: text with
 * `\n` alone. Out: a reading. A row that can't be used loses no other.
 */
import Papa from 'papaparse';
import { Temporal } from 'temporal-polyfill';
import { instantOn } from '../../../shared/domain/events/calendar/instant-on.ts';
import { fault, folded, outOfReach, ROWS_AT_MOST, serviceCalled, settled, type Terms, type Reading, type Row, type RowError } from './row.ts';
import { dateIn, momentIn, timeIn, type Read } from './times.ts';

const COLUMNS = {
  uid: ['uid', 'id', 'codigo externo', 'external id', 'external code'],
  service: ['service', 'servicio'],
  date: ['date', 'fecha'],
  time: ['time', 'hora'],
  start: ['start', 'inicio'],
} as const;
type Column = keyof typeof COLUMNS;
type Places = Partial<Record<Column, number>>;

const SEPARATORS = [',', ';', '\t'];

/** A line of a file of text, from 1, and the fields that begin on it. */
interface Line {
  readonly line: number;
  readonly fields: readonly string[];
}

export function readTable(text: string, terms: Terms): Reading {
  // Excel's own word for its separator; it stays as an empty line, so that lines keep their numbers.
  const body = text.replace(/^sep=.\n/, '\n');
  const separator = SEPARATORS.toSorted((a, b) => columnsWith(body, b) - columnsWith(body, a)).at(0) ?? ',';
  const { lines, errors, isTable } = linesOf(body, separator);
  const [head, ...rest] = lines;
  const places = placesIn(head?.fields ?? []);
  if (!head || places.service === undefined || (places.start === undefined && (places.date === undefined || places.time === undefined))) {
    return { kind: 'unreadable', why: 'columns' };
  }
  if (!isTable) return { kind: 'unreadable', why: 'quotes' };
  if (rest.length > ROWS_AT_MOST) return { kind: 'unreadable', why: 'tooManyRows' };
  const known = new Set(Object.values(places));
  const unread = head.fields.filter((name, at) => !known.has(at) && name.trim() !== '').map((name) => name.trim());
  return { kind: 'read', unread, ...rowsOf(rest, places, terms, errors) };
}

function rowsOf(lines: readonly Line[], places: Places, terms: Terms, broken: readonly RowError[]): ReturnType<typeof settled> {
  const rows: Row[] = [];
  const errors = [...broken];
  const alike = new Map<string, number>();
  for (const { line, fields } of lines) {
    const field = (column: Column): string => fields[places[column] ?? -1]?.trim() ?? '';
    const service = serviceIn(field('service'), line, terms);
    const at = timeOf(field, line, terms, places);
    if ('why' in service) errors.push(service);
    if ('why' in at) errors.push(at);
    if ('why' in service || 'why' in at) continue;
    const uid = field('uid');
    const content = `${new Date(at.read).toISOString()} ${service.read}`;
    const nth = (alike.get(content) ?? 0) + 1;
    if (uid === '') alike.set(content, nth);
    rows.push({ line, uid: uid === '' ? `${content} ${nth}` : uid, service: service.read, at: at.read });
  }
  return settled(rows, errors);
}

function serviceIn(text: string, line: number, { services }: Terms): { readonly read: Row['service'] } | RowError {
  if (text === '') return fault(line, 'service', 'missing');
  const called = serviceCalled(text, services);
  return called.kind === 'one' ? { read: called.service } : fault(line, 'service', called.kind, text);
}

function timeOf(field: (column: Column) => string, line: number, { zone, now }: Terms, places: Places): { readonly read: number } | RowError {
  const isMoment = places.start !== undefined && (field('start') !== '' || places.date === undefined);
  const read = isMoment ? momentOf(field('start'), zone) : dateAndTime(field('date'), field('time'), zone);
  if ('why' in read) return fault(line, read.field, read.why, read.value);
  const beyond = outOfReach(read.read, now);
  if (!beyond) return read;
  return isMoment ? fault(line, 'start', beyond, field('start')) : fault(line, 'date', beyond, `${field('date')} ${field('time')}`);
}

type Time = { readonly read: number } | Pick<RowError, 'field' | 'why' | 'value'>;

function momentOf(value: string, zone: string): Time {
  const moment = momentIn(value);
  if (moment.kind === 'not') return { field: 'start', why: moment.why, value };
  if (moment.read instanceof Temporal.Instant) return { read: moment.read.epochMilliseconds };
  const at = instantOn(moment.read, zone);
  return at === undefined ? { field: 'start', why: 'skipped', value } : { read: at };
}

function dateAndTime(date: string, time: string, zone: string): Time {
  const day: Read<Temporal.PlainDate> = dateIn(date);
  if (day.kind === 'not') return { field: 'date', why: day.why, value: date };
  const hour = timeIn(time);
  if (hour.kind === 'not') return { field: 'time', why: hour.why, value: time };
  const at = instantOn(day.read.toPlainDateTime(hour.read), zone);
  return at === undefined ? { field: 'time', why: 'skipped', value: `${date} ${time}` } : { read: at };
}

interface Lines {
  readonly lines: readonly Line[];
  readonly errors: readonly RowError[];
  /** Not where so many quotes don't close that what stands between them can't be told. */
  readonly isTable: boolean;
}

/** How many columns a first row has that are known, separated so. */
function columnsWith(text: string, separator: string): number {
  return Object.keys(placesIn(linesOf(text.trimStart().split('\n', 1).join(''), separator).lines.at(0)?.fields ?? [])).length;
}

function placesIn(head: readonly string[]): Places {
  const names = head.map(folded);
  const found = Object.entries(COLUMNS).map(([column, called]) => [column, names.findIndex((name) => called.some((each) => each === name))] as const);
  return Object.fromEntries(found.filter(([, at]) => at >= 0));
}

/** Beyond this a file is no table with a slip in it. */
const SLIPS_AT_MOST = 50;

/**
 * The lines that hold anything. Quotes that don't close swallow the lines below them: where that
 * happens the first of them is the error, and reading begins again on the next.
 */
function linesOf(text: string, separator: string): Lines {
  const lines: Line[] = [];
  const errors: RowError[] = [];
  const all = text.split('\n');
  let from = 0;
  while (from < all.length) {
    const { data, errors: slips } = Papa.parse<string[]>(all.slice(from).join('\n'), { delimiter: separator, newline: '\n' });
    const slipped = new Set(slips.filter(({ type }) => type === 'Quotes').map(({ row }) => row));
    const start = from;
    from = all.length;
    let line = start;
    for (const [nth, fields] of data.entries()) {
      const spans = 1 + fields.reduce((sum, field) => sum + field.split('\n').length - 1, 0);
      if (slipped.has(nth)) {
        errors.push(fault(line + 1, 'row', 'quotes'));
        if (errors.length > SLIPS_AT_MOST) return { lines, errors, isTable: false };
        from = line + 1;
        break;
      }
      if (fields.some((field) => field.trim() !== '')) lines.push({ line: line + 1, fields });
      line += spans;
    }
  }
  return { lines, errors, isTable: true };
}
