/** Which records of a file can come in, and what each of the others lacks: by the published schemas, by our profile and by what else is there. */
import type { Fault } from '../../../../shared/contract/directory.ts';
import type { Centre } from '../../../../shared/domain/centre.ts';
import { BESIDE_FILE, type RawRecord } from '../../../../shared/domain/directory/hsds/index.ts';
import { DirectoryRecord, keyOf, keyOfRecord, namedBy, type RecordKey } from '../../../../shared/domain/directory/record.ts';
import { whyNot } from '../acts.ts';
import type { Read } from './reading.ts';
import type { openSchemas, Wrong } from './schemas.ts';

export interface Judged {
  readonly good: ReadonlyMap<RecordKey, DirectoryRecord>;
  /** Those of the file that can't come in, as far as they have a name. */
  readonly bad: ReadonlySet<string>;
  /** How many those are. */
  readonly badCount: number;
  readonly faults: readonly Fault[];
}

export interface JudgedBy {
  readonly schemas: ReturnType<typeof openSchemas>;
  readonly centre: Centre;
  readonly isHere: (key: RecordKey) => boolean;
  /** Told now and then: how many records were looked at. */
  readonly onProgress: (done: number) => void;
}

const SAID: Record<NonNullable<ReturnType<typeof whyNot>>, readonly [path: string, reason: string]> = {
  recordTooLarge: ['', 'is larger than one entry holds'],
  unknownService: ['umbral.queue', 'is no queue of this centre'],
  mustBeDiscreet: ['umbral.discreet', 'is missing, and the queue it leads to is discreet'],
};
const TOLD_EACH = 500;

export function judge(read: Extract<Read, { kind: 'read' }>, by: JudgedBy): Judged {
  const faults: Fault[] = [...read.faults];
  const good = new Map<RecordKey, DirectoryRecord>();
  const bad = new Set<string>();
  let badCount = 0;
  const spoil = (raw: RawRecord, wrong: readonly Wrong[]): void => {
    badCount += 1;
    const id = typeof raw.hsds.id === 'string' ? raw.hsds.id : null;
    if (id !== null) bad.add(`${raw.kind}/${id}`);
    for (const each of wrong) faults.push(faultOf(read, raw, id, each));
  };
  const raws = new Map<RecordKey, RawRecord>();
  for (const [n, raw] of read.records.entries()) {
    if (n % TOLD_EACH === 0) by.onProgress(n);
    const { record, wrong } = judgeOne(raw, by);
    if (!record) spoil(raw, wrong);
    else if (raws.has(keyOfRecord(record))) spoil(raw, [{ path: ['id'], reason: 'stands here twice' }]);
    else {
      good.set(keyOfRecord(record), record);
      raws.set(keyOfRecord(record), raw);
    }
  }
  leadNowhere(good, raws, by.isHere, spoil);
  return { good, bad, badCount, faults };
}

function judgeOne(raw: RawRecord, { schemas, centre }: JudgedBy): { record?: DirectoryRecord; wrong: readonly Wrong[] } {
  const wrong = schemas(raw.kind, raw.hsds);
  if (wrong.length > 0) return { wrong };
  const { data, error } = DirectoryRecord.safeParse(raw);
  if (!data) return { wrong: error.issues.map(({ path: [part, ...path], message }) => ({ path: [...(part === 'beside' ? ['umbral'] : []), ...path.map(String)], reason: message })) };
  const why = whyNot(data, centre);
  return why ? { wrong: [{ path: SAID[why][0].split('.').filter(Boolean), reason: SAID[why][1] }] } : { record: data, wrong };
}

/** What leads to nothing can't come in, and so may spoil nothing else: only services name, and nothing names them. */
function leadNowhere(good: Map<RecordKey, DirectoryRecord>, raws: ReadonlyMap<RecordKey, RawRecord>, isHere: (key: RecordKey) => boolean, spoil: (raw: RawRecord, wrong: readonly Wrong[]) => void): void {
  for (const [key, record] of good) {
    const lost = namedBy(record).filter((named) => !good.has(named) && !isHere(named));
    const raw = raws.get(key);
    if (lost.length === 0 || !raw || record.kind !== 'service') continue;
    good.delete(key);
    spoil(raw, lost.map((named) => ({ path: pathTo(record, named), reason: `leads to ${named}, which is not here` })));
  }
}

function pathTo({ hsds }: Extract<DirectoryRecord, { kind: 'service' }>, named: RecordKey): readonly string[] {
  const place = (hsds.service_at_locations ?? []).findIndex(({ location_id: id }) => id !== undefined && keyOf('location', id) === named);
  return place < 0 ? ['organization_id'] : ['service_at_locations', String(place), 'location_id'];
}

/** In the innermost row on the way whose place in a file is known. */
function faultOf({ fileOf, placeOf }: Extract<Read, { kind: 'read' }>, raw: RawRecord, record: string | null, { path, reason }: Wrong): Fault {
  let [row, place, left]: [unknown, ReturnType<typeof placeOf>, readonly string[]] = [raw.hsds, placeOf(raw.hsds), path];
  for (const [n, step] of path.entries()) {
    row = typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[step] : undefined;
    const found = typeof row === 'object' && row !== null ? placeOf(row) : undefined;
    if (found) [place, left] = [found, path.slice(n + 1)];
  }
  const isBeside = place !== undefined && path[0] === 'umbral';
  return { file: isBeside ? BESIDE_FILE : (place?.file ?? fileOf), line: isBeside ? null : (place?.line ?? null), record, path: left.join('.'), reason };
}
