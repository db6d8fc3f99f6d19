/** A file looked at: what would come of it. In: its bytes, the centre, the records that are here. Out: counts and faults, and the change itself, cut into parts of an entry's size. */
import { FAULTS_TOLD, type FileView } from '../../../../shared/contract/directory.ts';
import type { Centre } from '../../../../shared/domain/centre.ts';
import { DirectoryRecord, namedBy, type RecordKey } from '../../../../shared/domain/directory/record.ts';
import { judge, type Judged } from './judging.ts';
import { readFile } from './reading.ts';
import type { openSchemas } from './schemas.ts';

/** Letters of JSON in one part: what holds it must fit into an entry with room to spare. */
export const PART_LETTERS = 56_000;
/** Records of one part. */
const PART_RECORDS = 1000;

export interface Part {
  readonly put: readonly DirectoryRecord[];
  readonly drop: readonly RecordKey[];
}

export interface Looked {
  readonly kind: 'looked';
  readonly stands: Extract<FileView['stands'], { kind: 'looked' }>;
  /** The change: what is the same already is not in it. `drops`: and what the file does not have goes. */
  partsOf(drops: boolean): readonly Part[];
  readonly dropped: number;
}
export type LookedAt = Looked | Extract<FileView['stands'], { kind: 'unusable' }>;

export interface LookedBy {
  readonly schemas: ReturnType<typeof openSchemas>;
  readonly centre: Centre;
  /** The records that are here, as they lie here. */
  readonly here: ReadonlyMap<RecordKey, string>;
  readonly onProgress: (done: number, of: number) => void;
}

export function lookAt(name: string, bytes: Uint8Array, { schemas, centre, here, onProgress }: LookedBy): LookedAt {
  const read = readFile(name, bytes);
  if (read.kind === 'unusable') return read;
  const of = read.records.length;
  const judged = judge(read, { schemas, centre, isHere: (key) => here.has(key), onProgress: (done) => onProgress(done, of) });
  const put: DirectoryRecord[] = [];
  let changed = 0;
  for (const [key, record] of judged.good) {
    const before = here.get(key);
    if (before !== undefined && isSame(before, record)) continue;
    if (before !== undefined) changed += 1;
    put.push(record);
  }
  const gone = goneOf(judged, here);
  return {
    kind: 'looked',
    stands: {
      kind: 'looked', added: put.length - changed, changed, same: judged.good.size - put.length, gone: gone.length,
      bad: judged.badCount, faults: judged.faults.length, told: judged.faults.slice(0, FAULTS_TOLD),
    },
    partsOf: (drops) => cut(put, drops ? gone : []),
    dropped: gone.length,
  };
}

/** What is here and not in the file, but for what others name that stay. */
function goneOf({ good, bad }: Judged, here: ReadonlyMap<RecordKey, string>): readonly RecordKey[] {
  const missing = [...here.keys()].filter((key) => !good.has(key) && !bad.has(key));
  const kept = [...here].filter(([key]) => bad.has(key)).flatMap(([, json]) => DirectoryRecord.safeParse(JSON.parse(json)).data ?? []);
  const named = new Set([...good.values(), ...kept].flatMap(namedBy));
  return missing.filter((key) => !named.has(key));
}

function isSame(before: string, record: DirectoryRecord): boolean {
  const text = JSON.stringify(record);
  // Fields that nothing here knows may stand in another order.
  return before === text || (before.length === text.length && ordered(JSON.parse(before)) === ordered(record));
}

function ordered(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'object' && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1))) : each));
}

function cut(put: readonly DirectoryRecord[], drop: readonly RecordKey[]): readonly Part[] {
  const parts: { put: DirectoryRecord[]; drop: RecordKey[] }[] = [];
  let [room, count] = [0, 0];
  const partFor = (letters: number): { put: DirectoryRecord[]; drop: RecordKey[] } => {
    const last = parts.at(-1);
    if (last && room >= letters && count < PART_RECORDS) {
      room -= letters;
      count += 1;
      return last;
    }
    const fresh = { put: [], drop: [] };
    parts.push(fresh);
    [room, count] = [PART_LETTERS - letters, 1];
    return fresh;
  };
  // What is named comes before what names it.
  for (const record of put.toSorted((a, b) => Number(a.kind === 'service') - Number(b.kind === 'service'))) partFor(JSON.stringify(record).length + 1).put.push(record);
  for (const key of drop) partFor(key.length + 3).drop.push(key);
  return parts;
}

