/** The rows of the order: how a place is written down, and how places are read back [J6]. */
import type { OrderedEntry, Place, SealedEntry } from '../../../shared/domain/entries/entry.ts';
import type { EntryId } from '../../../shared/domain/entries/entry.ts';
import type { DeviceId } from '../../../shared/domain/ids.ts';
import type { ReadableDB, WritableDB } from './handles.ts';
import { damagedFile } from './trouble.ts';

/** A stretch stops before its entries' bytes pass this many characters, so that no reply is unbounded. */
const STRETCH_CHARS = 4 * 1024 * 1024;

export interface NewPlace {
  readonly place: Place;
  readonly id: EntryId;
  readonly entry: SealedEntry;
  readonly uncertain: boolean;
  readonly quarantined: boolean;
  readonly receivedAt: number;
}

/** What writes a place down; its number is given to it, so that the order grows by one exactly. */
export function prepareInsert(db: WritableDB): (row: NewPlace) => void {
  const insert = db.prepare<[number, number, DeviceId, number, number, string, string, number, number, number, string, number]>(
    `INSERT INTO entries (no, generation, device, epoch, seq, bytes, hash, effective_at, uncertain, received_at, order_hash, quarantined)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return ({ place, id, entry, uncertain, quarantined, receivedAt }) => {
    insert.run(
      place.no,
      place.generation,
      id.device,
      id.epoch,
      id.seq,
      entry.bytes,
      entry.hash,
      place.effectiveAt,
      uncertain ? 1 : 0,
      receivedAt,
      place.orderHash,
      quarantined ? 1 : 0,
    );
  };
}

interface PlaceRow {
  readonly generation: number;
  readonly no: number;
  readonly effectiveAt: number;
  readonly orderHash: string;
  readonly device: DeviceId;
  readonly epoch: number;
  readonly seq: number;
  readonly bytes: string;
  readonly hash: string;
}

/** What reads the places after a number, at most `limit`; one at least, wherever there is one. */
export function prepareStretch(db: ReadableDB): (after: number, limit: number) => OrderedEntry[] {
  const select = db.prepare<[number, number], PlaceRow>(
    `SELECT generation, no, effective_at AS effectiveAt, order_hash AS orderHash, device, epoch, seq, bytes, hash
     FROM entries WHERE no > ? ORDER BY no LIMIT ?`,
  );
  return (after, limit) => {
    const places: OrderedEntry[] = [];
    let chars = 0;
    for (const { generation, no, effectiveAt, orderHash, device, epoch, seq, bytes, hash } of select.iterate(after, limit)) {
      // Such a table holds nothing else, unless its disk changed it; what else that changes, hashes show.
      if (typeof bytes !== 'string') throw damagedFile(db.name, `place ${no}`);
      chars += bytes.length;
      if (places.length > 0 && chars > STRETCH_CHARS) break;
      places.push({ place: { generation, no, effectiveAt, orderHash }, id: { device, epoch, seq }, entry: { bytes, hash } });
    }
    return places;
  };
}

/** What reads the order hash of a place; undefined where the order has no such place. */
export function prepareOrderHash(db: ReadableDB): (no: number) => string | undefined {
  const select = db.prepare<[number], string>('SELECT order_hash FROM entries WHERE no = ?').pluck();
  return (no) => select.get(no);
}

/** What reads one entry's bytes by its name; undefined where it has no place. */
export function prepareBytes(db: ReadableDB): (id: EntryId) => string | undefined {
  const select = db.prepare<[DeviceId, number, number], unknown>('SELECT bytes FROM entries WHERE device = ? AND epoch = ? AND seq = ?').pluck();
  return ({ device, epoch, seq }) => {
    const bytes = select.get(device, epoch, seq);
    if (bytes === undefined || typeof bytes === 'string') return bytes;
    throw damagedFile(db.name, `entry ${seq} of ${device}`);
  };
}
