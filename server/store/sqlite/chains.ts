/** Where each (device, epoch) ends in the order, and what is known of its device's clocks. */
import { CHAIN_START } from '../../../shared/domain/entries/entry.ts';
import type { BootId, DeviceId } from '../../../shared/domain/ids.ts';
import { UNKNOWN_CLOCK } from '../../../shared/domain/entries/stamps.ts';
import type { ChainEnd } from '../order-store.ts';
import type { ChainTip } from '../ordering.ts';
import type { ReadableDB, WritableDB } from './handles.ts';

export interface Chains {
  /** Where a chain ends for what is pushed next; one that begins goes on from the device's latest stamp and clocks. */
  readonly tip: (device: DeviceId, epoch: number) => ChainTip;
  /** Where a chain ends in the order; undefined where it has no entry in it. */
  readonly end: (id: Pick<ChainEnd, 'device' | 'epoch'>) => ChainEnd | undefined;
  readonly moveTip: (device: DeviceId, tip: ChainTip) => void;
  /** Moves a chain's end, and leaves what is known of the device's clocks. */
  readonly moveEnd: (end: ChainEnd) => void;
}

interface TipRow {
  readonly acknowledged: number;
  readonly hash: string;
  readonly bootId: BootId | null;
  readonly bootBegan: number;
  readonly skew: number;
}

export function prepareChains(db: WritableDB): Chains {
  // One statement for all of it would sort, which costs more than the rows do.
  const tipOf = 'SELECT acknowledged, hash, boot_id AS bootId, boot_began AS bootBegan, skew FROM chains WHERE device = ?';
  const selectTip = db.prepare<[DeviceId, number], TipRow>(`${tipOf} AND epoch = ?`);
  const selectLatest = db.prepare<[DeviceId], TipRow>(`${tipOf} ORDER BY epoch DESC LIMIT 1`);
  // Compared with part of a key, a bare value would have SQLite plan the statement anew each time.
  const selectStamp = db.prepare<[DeviceId], number | null>('SELECT max(stamp) FROM chains WHERE device = (SELECT ?)').pluck();
  const selectEnd = db.prepare<[DeviceId, number], ChainEnd>(
    'SELECT device, epoch, acknowledged AS seq, hash, stamp FROM chains WHERE device = ? AND epoch = ?',
  );
  const upsertTip = db.prepare<[DeviceId, number, number, string, number, BootId | undefined, number, number]>(
    `INSERT INTO chains (device, epoch, acknowledged, hash, stamp, boot_id, boot_began, skew) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (device, epoch) DO UPDATE SET acknowledged = excluded.acknowledged, hash = excluded.hash, stamp = excluded.stamp,
       boot_id = excluded.boot_id, boot_began = excluded.boot_began, skew = excluded.skew`,
  );
  const upsertEnd = db.prepare<[ChainEnd]>(
    `INSERT INTO chains (device, epoch, acknowledged, hash, stamp) VALUES (:device, :epoch, :seq, :hash, :stamp)
     ON CONFLICT (device, epoch) DO UPDATE SET acknowledged = excluded.acknowledged, hash = excluded.hash, stamp = excluded.stamp`,
  );
  return {
    tip(device, epoch) {
      const own = selectTip.get(device, epoch);
      const known = own ?? selectLatest.get(device);
      if (!known) return { epoch, acknowledged: 0, hash: CHAIN_START, stamp: 0, clock: UNKNOWN_CLOCK };
      const { bootId, bootBegan, skew } = known;
      const { acknowledged, hash } = own ?? { acknowledged: 0, hash: CHAIN_START };
      return { epoch, acknowledged, hash, stamp: selectStamp.get(device) ?? 0, clock: { bootId: bootId ?? undefined, bootBegan, skew } };
    },
    end: ({ device, epoch }) => selectEnd.get(device, epoch),
    moveTip(device, { epoch, acknowledged, hash, stamp, clock: { bootId, bootBegan, skew } }) {
      upsertTip.run(device, epoch, acknowledged, hash, stamp, bootId, bootBegan, skew);
    },
    moveEnd(end) {
      upsertEnd.run(end);
    },
  };
}

/** What reads all ends. A chain's own stamp is of its last entry; the device's latest may be in another epoch. */
export function prepareEnds(db: ReadableDB): () => readonly ChainEnd[] {
  const select = db.prepare<[], ChainEnd>(
    `SELECT device, epoch, acknowledged AS seq, hash, max(stamp) OVER (PARTITION BY device) AS stamp
     FROM chains ORDER BY device, epoch`,
  );
  return () => select.all();
}
