/** The store's part that keeps the centre's order: push [J3] and pull [J6]. */
import { CHAIN_START, type Digest, type OrderedEntry } from '../../../shared/domain/entry.ts';
import type { DeviceId } from '../../../shared/domain/ids.ts';
import { orderBatch, readBatch, type DeviceTip, type OrderTip, type PlacedEntry, type ReadBatch } from '../ordering.ts';
import type { CentreStore, OrderHead, PullQuery, PullResult, PushBatch, PushResult } from '../store.ts';
import { theRow, type ReadableDB, type WritableDB } from './handles.ts';
import { orBusy } from './trouble.ts';

type OrderPart = Pick<CentreStore, 'head' | 'push' | 'pull'>;

/** A pull stops before its entries' bytes pass this many characters, so that no reply is unbounded. */
const PULL_CHARS = 4 * 1024 * 1024;

const SELECT_HEAD = 'SELECT generation, (SELECT ifnull(max(no), 0) FROM entries) AS head FROM centre';

interface PlaceRow {
  readonly generation: number;
  readonly no: number;
  readonly effectiveAt: number;
  readonly orderHash: string;
  readonly bytes: string;
  readonly hash: string;
}

export function createOrder(digest: Digest, reader: ReadableDB, writer: WritableDB): OrderPart {
  const push = preparePush(digest, writer);
  const pull = preparePull(reader);
  const selectHead = reader.prepare<[], OrderHead>(SELECT_HEAD);
  return {
    async head() {
      return theRow(selectHead.get());
    },
    async push(batch) {
      return orBusy(() => push(batch));
    },
    async pull(query) {
      return pull(query);
    },
  };
}

function preparePush(digest: Digest, db: WritableDB): (batch: PushBatch) => PushResult {
  const selectDevice = db.prepare<[DeviceId], DeviceTip>(
    'SELECT epoch, acknowledged, hash, stamp FROM devices WHERE device = ?',
  );
  const selectGeneration = db.prepare<[], number>('SELECT generation FROM centre').pluck();
  const selectLast = db.prepare<[], { no: number; orderHash: string }>(
    'SELECT no, order_hash AS orderHash FROM entries ORDER BY no DESC LIMIT 1',
  );
  const selectHashes = db
    .prepare<[DeviceId, number, number, number], [number, string]>(
      'SELECT seq, hash FROM entries WHERE device = ? AND epoch = ? AND seq BETWEEN ? AND ?',
    )
    .raw();
  const insertEntry = db.prepare<[number, number, DeviceId, number, number, string, string, number, number, number, string]>(
    `INSERT INTO entries (no, generation, device, epoch, seq, bytes, hash, effective_at, uncertain, received_at, order_hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const moveDevice = db.prepare<[number, string, number, DeviceId]>(
    'UPDATE devices SET acknowledged = ?, hash = ?, stamp = ? WHERE device = ?',
  );

  const insert = (batch: PushBatch, { place, seq, entry, uncertain }: PlacedEntry): void => {
    insertEntry.run(
      place.no,
      place.generation,
      batch.device,
      batch.epoch,
      seq,
      entry.bytes,
      entry.hash,
      place.effectiveAt,
      uncertain ? 1 : 0,
      batch.receivedAt,
      place.orderHash,
    );
  };

  const inOneTransaction = db.transaction((batch: PushBatch, read: ReadBatch): PushResult => {
    const device = selectDevice.get(batch.device);
    if (!device) return { kind: 'unauthenticated' };
    if (device.epoch !== batch.epoch) return { kind: 'malformed' };
    const known = read.first <= device.acknowledged ? selectHashes.all(batch.device, batch.epoch, read.first, read.last) : [];
    const last = selectLast.get() ?? { no: 0, orderHash: CHAIN_START };
    const order: OrderTip = { generation: theRow(selectGeneration.get()), ...last };
    const ordered = orderBatch(digest, { device, order }, read, new Map(known), batch.receivedAt);
    if (ordered.kind !== 'ordered') return ordered;
    for (const placed of ordered.placed) insert(batch, placed);
    const tip = ordered.device;
    if (ordered.placed.length > 0) moveDevice.run(tip.acknowledged, tip.hash, tip.stamp, batch.device);
    return {
      kind: 'acknowledged',
      acknowledged: tip.acknowledged,
      added: ordered.placed.length,
      head: ordered.order.no,
      generation: ordered.order.generation,
    };
  });
  return (batch) => {
    const read = readBatch(batch);
    if (read.kind !== 'read') return read;
    // Immediate: the write lock comes first, so that what is read is what is written upon.
    return inOneTransaction.immediate(batch, read);
  };
}

function preparePull(db: ReadableDB): (query: PullQuery) => PullResult {
  const selectHead = db.prepare<[], OrderHead>(SELECT_HEAD);
  const selectPlaces = db.prepare<[number, number], PlaceRow>(
    `SELECT generation, no, effective_at AS effectiveAt, order_hash AS orderHash, bytes, hash
     FROM entries WHERE no > ? ORDER BY no LIMIT ?`,
  );
  // One transaction, so that head and places are of one instant.
  return db.transaction(({ after, limit }: PullQuery): PullResult => {
    const head = theRow(selectHead.get());
    if (after > head.head) return { kind: 'cursorAhead' };
    const entries: OrderedEntry[] = [];
    let chars = 0;
    for (const row of selectPlaces.iterate(after, limit)) {
      chars += row.bytes.length;
      if (entries.length > 0 && chars > PULL_CHARS) break;
      const { generation, no, effectiveAt, orderHash, bytes, hash } = row;
      entries.push({ place: { generation, no, effectiveAt, orderHash }, entry: { bytes, hash } });
    }
    return { kind: 'places', entries, ...head };
  });
}
