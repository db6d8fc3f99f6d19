/** The rows of the order: how places are written down, and how they are read back [J6]. */
import type { EntryId, OrderedEntry, Place, SealedEntry } from '../../../shared/domain/entries/entry.ts';
import type { DeviceId } from '../../../shared/domain/ids.ts';
import type { PullQuery } from '../order-store.ts';
import { statement, type Runner } from './session.ts';

/** A stretch stops before its entries pass this many bytes, so that no reply is unbounded. */
const STRETCH_BYTES = 4 * 1024 * 1024;

export interface NewPlace {
  readonly place: Place;
  readonly id: EntryId;
  readonly entry: SealedEntry;
  readonly uncertain: boolean;
  readonly quarantined: boolean;
}

/** A column each, and an array of as many as there are places: one statement, whatever the batch's size. */
const insertAll = statement<
  [
    receivedAt: number,
    no: readonly number[],
    generation: readonly number[],
    device: readonly DeviceId[],
    epoch: readonly number[],
    seq: readonly number[],
    bytes: readonly Buffer[],
    hash: readonly string[],
    effectiveAt: readonly number[],
    uncertain: readonly boolean[],
    orderHash: readonly string[],
    quarantined: readonly boolean[],
  ]
>(
  'insert places',
  `INSERT INTO entries (received_at, no, generation, device, epoch, seq, bytes, hash, effective_at, uncertain, order_hash, quarantined)
   SELECT $1, * FROM unnest($2::bigint[], $3::integer[], $4::text[], $5::integer[], $6::bigint[], $7::bytea[], $8::text[],
     $9::bigint[], $10::boolean[], $11::text[], $12::boolean[])`,
);

/** Writes places down; their numbers are given to them, so that the order grows by one exactly. */
export async function insertPlaces(tx: Runner, places: readonly NewPlace[], receivedAt: number): Promise<void> {
  const column = <T>(of: (row: NewPlace) => T): readonly T[] => places.map(of);
  await tx.all(
    insertAll,
    receivedAt,
    column(({ place }) => place.no),
    column(({ place }) => place.generation),
    column(({ id }) => id.device),
    column(({ id }) => id.epoch),
    column(({ id }) => id.seq),
    column(({ entry }) => Buffer.from(entry.bytes, 'utf8')),
    column(({ entry }) => entry.hash),
    column(({ place }) => place.effectiveAt),
    column(({ uncertain }) => uncertain),
    column(({ place }) => place.orderHash),
    column(({ quarantined }) => quarantined),
  );
}

interface StretchRow {
  readonly generation: number;
  readonly head: number;
  /** The order hash at the cursor; null where the order has no such place. */
  readonly cursorHash: string | null;
  /** The places' own columns are null in the one row that stands for no place at all. */
  readonly no: number | null;
  readonly placedIn: number;
  readonly effectiveAt: number;
  readonly orderHash: string;
  readonly device: DeviceId;
  readonly epoch: number;
  readonly seq: number;
  readonly bytes: Buffer;
  readonly hash: string;
}

/** One statement, so that the order's end, the cursor and the places are of one instant. */
const selectStretch = statement<[after: number, limit: number, bytes: number], StretchRow>(
  'stretch',
  `SELECT ends.*, page.*
   FROM (
     SELECT generation, coalesce((SELECT max(no) FROM entries), 0) AS head, (SELECT order_hash FROM entries WHERE no = $1) AS "cursorHash"
     FROM centre
   ) AS ends
   LEFT JOIN (
     SELECT no, generation AS "placedIn", effective_at AS "effectiveAt", order_hash AS "orderHash", device, epoch, seq, bytes, hash,
       sum(octet_length(bytes)) OVER so_far AS upto, first_value(no) OVER so_far AS first
     FROM (SELECT * FROM entries WHERE no > $1 ORDER BY no LIMIT $2) AS stretch
     WINDOW so_far AS (ORDER BY no ROWS UNBOUNDED PRECEDING)
   ) AS page ON page.upto <= $3 OR page.no = page.first
   ORDER BY page.no`,
);

export interface Stretch {
  readonly generation: number;
  readonly head: number;
  /** The order hash at the cursor's place; undefined where there is no such place. */
  readonly cursorHash: string | undefined;
  /** The places after it, as many as were asked for and fit; one at least, wherever there is one. */
  readonly places: readonly OrderedEntry[];
}

export async function readStretch(reader: Runner, { cursor, limit }: PullQuery): Promise<Stretch> {
  const rows = await reader.all(selectStretch, cursor.no, limit, STRETCH_BYTES);
  const [{ generation, head, cursorHash } = { generation: 0, head: 0, cursorHash: null }] = rows;
  return { generation, head, cursorHash: cursorHash ?? undefined, places: rows.flatMap(placeIn) };
}

function placeIn({ no, placedIn, effectiveAt, orderHash, device, epoch, seq, bytes, hash }: StretchRow): readonly OrderedEntry[] {
  if (no === null) return [];
  const place = { generation: placedIn, no, effectiveAt, orderHash };
  return [{ place, id: { device, epoch, seq }, entry: { bytes: bytes.toString('utf8'), hash } }];
}

const selectOrderHashes = statement<[readonly number[]], { no: number; orderHash: string }>(
  'order hashes',
  'SELECT no, order_hash AS "orderHash" FROM entries WHERE no = ANY ($1)',
);

/** The order hash of each of these places that the order has. */
export async function readOrderHashes(runner: Runner, numbers: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await runner.all(selectOrderHashes, numbers);
  return new Map(rows.map(({ no, orderHash }) => [no, orderHash]));
}

const selectBytes = statement<[device: readonly DeviceId[], epoch: readonly number[], seq: readonly number[]], { at: number; bytes: Buffer }>(
  'bytes of entries',
  `SELECT wanted.at::integer AS at, entries.bytes FROM unnest($1::text[], $2::integer[], $3::bigint[]) WITH ORDINALITY AS wanted (device, epoch, seq, at)
   JOIN entries ON entries.device = wanted.device COLLATE "C" AND entries.epoch = wanted.epoch AND entries.seq = wanted.seq`,
);

/** The bytes of entries by their names, in the order they are asked for; undefined where one has no place. */
export async function readBytes(reader: Runner, ids: readonly EntryId[]): Promise<readonly (string | undefined)[]> {
  const rows = await reader.all(selectBytes, ids.map(({ device }) => device), ids.map(({ epoch }) => epoch), ids.map(({ seq }) => seq));
  const found = new Map(rows.map(({ at, bytes }) => [at, bytes.toString('utf8')]));
  return ids.map((_, index) => found.get(index + 1));
}
