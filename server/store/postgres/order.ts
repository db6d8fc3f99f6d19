/** The store's part that keeps the centre's order: push [J3] and pull [J6]. */
import { CHAIN_START, type Digest } from '../../../shared/domain/entry.ts';
import type { DeviceId } from '../../../shared/domain/ids.ts';
import { orderBatch, readBatch, type DeviceTip, type PlacedEntry, type ReadBatch } from '../ordering.ts';
import type { CentreStore, OrderHead, PullQuery, PullResult, PushBatch, PushResult } from '../store.ts';
import type { Owner } from './owner.ts';
import { statement, theRow, type Runner } from './session.ts';

type OrderPart = Pick<CentreStore, 'head' | 'push' | 'pull'>;

/** A pull stops before its entries pass this many bytes, so that no reply is unbounded. */
const PULL_BYTES = 4 * 1024 * 1024;

const selectHead = statement<[], OrderHead>(
  'head',
  'SELECT generation, coalesce((SELECT max(no) FROM entries), 0) AS head FROM centre',
);
/** [J3] The centre's row is locked with the device's: the order grows by one push at a time. */
const lockTips = statement<[DeviceId], DeviceTip & { generation: number }>(
  'lock tips',
  `SELECT epoch, acknowledged, hash, stamp, generation
   FROM devices CROSS JOIN centre WHERE device = $1 FOR UPDATE`,
);
const selectLast = statement<[], { no: number; orderHash: string }>(
  'last place',
  'SELECT no, order_hash AS "orderHash" FROM entries ORDER BY no DESC LIMIT 1',
);
const selectHashes = statement<[DeviceId, number, number, number], { seq: number; hash: string }>(
  'acknowledged hashes',
  'SELECT seq, hash FROM entries WHERE device = $1 AND epoch = $2 AND seq BETWEEN $3 AND $4',
);
/** Columns that differ from row to row come as arrays: one statement, whatever the batch's size. */
const insertEntries = statement<
  [DeviceId, number, number, readonly number[], readonly number[], readonly number[], readonly Buffer[], readonly string[], readonly number[], readonly boolean[], readonly string[]]
>(
  'insert entries',
  `INSERT INTO entries (device, epoch, received_at, no, generation, seq, bytes, hash, effective_at, uncertain, order_hash)
   SELECT $1, $2, $3, placed.*
   FROM unnest($4::bigint[], $5::integer[], $6::bigint[], $7::bytea[], $8::text[], $9::bigint[], $10::boolean[], $11::text[]) AS placed`,
);
const moveDevice = statement<[number, string, number, DeviceId]>(
  'move device',
  'UPDATE devices SET acknowledged = $1, hash = $2, stamp = $3 WHERE device = $4',
);

interface PlaceRow {
  readonly head: number;
  readonly generation: number;
  /** The place's own columns are null in the one row that stands for no place at all. */
  readonly no: number | null;
  readonly placedIn: number;
  readonly effectiveAt: number;
  readonly orderHash: string;
  readonly bytes: Buffer;
  readonly hash: string;
}

/** One statement, so that head and places are of one instant. */
const selectPlaces = statement<[number, number, number], PlaceRow>(
  'places',
  `SELECT ends.generation, ends.head, page.*
   FROM (SELECT generation, coalesce((SELECT max(no) FROM entries), 0) AS head FROM centre) AS ends
   LEFT JOIN (
     SELECT no, generation AS "placedIn", effective_at AS "effectiveAt", order_hash AS "orderHash", bytes, hash,
       sum(octet_length(bytes)) OVER so_far AS upto, first_value(no) OVER so_far AS first
     FROM (SELECT * FROM entries WHERE no > $1 ORDER BY no LIMIT $2) AS stretch
     WINDOW so_far AS (ORDER BY no ROWS UNBOUNDED PRECEDING)
   ) AS page ON page.upto <= $3 OR page.no = page.first
   ORDER BY page.no`,
);

export function createOrder(digest: Digest, reader: Runner, owner: Owner): OrderPart {
  return {
    async head() {
      return theRow(await reader.all(selectHead));
    },
    async push(batch) {
      const read = readBatch(batch);
      return read.kind === 'read' ? owner.write((tx) => push(tx, digest, batch, read)) : read;
    },
    pull: (query) => pull(reader, query),
  };
}

async function push(tx: Runner, digest: Digest, batch: PushBatch, read: ReadBatch): Promise<PushResult> {
  const [tips] = await tx.all(lockTips, batch.device);
  if (!tips) return { kind: 'unauthenticated' };
  const { generation, ...device } = tips;
  if (device.epoch !== batch.epoch) return { kind: 'malformed' };
  const known = read.first <= device.acknowledged ? await tx.all(selectHashes, batch.device, batch.epoch, read.first, read.last) : [];
  const [last = { no: 0, orderHash: CHAIN_START }] = await tx.all(selectLast);
  const hashes = new Map(known.map(({ seq, hash }) => [seq, hash]));
  const ordered = orderBatch(digest, { device, order: { generation, ...last } }, read, hashes, batch.receivedAt);
  if (ordered.kind !== 'ordered') return ordered;
  const { placed, device: tip, order } = ordered;
  if (placed.length > 0) {
    await insert(tx, batch, placed);
    await tx.all(moveDevice, tip.acknowledged, tip.hash, tip.stamp, batch.device);
  }
  return { kind: 'acknowledged', acknowledged: tip.acknowledged, added: placed.length, head: order.no, generation: order.generation };
}

async function insert(tx: Runner, { device, epoch, receivedAt }: PushBatch, placed: readonly PlacedEntry[]): Promise<void> {
  const column = <T>(of: (row: PlacedEntry) => T): readonly T[] => placed.map(of);
  await tx.all(
    insertEntries,
    device,
    epoch,
    receivedAt,
    column(({ place }) => place.no),
    column(({ place }) => place.generation),
    column(({ seq }) => seq),
    column(({ entry }) => Buffer.from(entry.bytes, 'utf8')),
    column(({ entry }) => entry.hash),
    column(({ place }) => place.effectiveAt),
    column(({ uncertain }) => uncertain),
    column(({ place }) => place.orderHash),
  );
}

async function pull(reader: Runner, { after, limit }: PullQuery): Promise<PullResult> {
  const rows = await reader.all(selectPlaces, after, limit, PULL_BYTES);
  const { generation, head } = theRow(rows);
  if (after > head) return { kind: 'cursorAhead' };
  const entries = rows.flatMap(({ no, placedIn, effectiveAt, orderHash, bytes, hash }) =>
    no === null ? [] : [{ place: { generation: placedIn, no, effectiveAt, orderHash }, entry: { bytes: bytes.toString('utf8'), hash } }],
  );
  return { kind: 'places', entries, generation, head };
}
