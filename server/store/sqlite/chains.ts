/** Where each (device, epoch) ends in the order, and what is known of its device's clocks. */
import { CHAIN_START } from '../../../shared/domain/entry.ts';
import type { BootId, DeviceId } from '../../../shared/domain/ids.ts';
import { UNKNOWN_CLOCK } from '../../../shared/domain/stamps.ts';
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
  readonly epoch: number;
  readonly acknowledged: number;
  readonly hash: string;
  readonly stamp: number;
  readonly bootId: BootId | null;
  readonly bootBegan: number;
  readonly skew: number;
}

export function prepareChains(db: WritableDB): Chains {
  const selectTip = db.prepare<[{ device: DeviceId; epoch: number }], TipRow>(
    `SELECT epoch, acknowledged, hash, (SELECT max(stamp) FROM chains WHERE device = :device) AS stamp,
       boot_id AS bootId, boot_began AS bootBegan, skew
     FROM chains WHERE device = :device ORDER BY epoch = :epoch DESC, epoch DESC LIMIT 1`,
  );
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
      const row = selectTip.get({ device, epoch });
      if (!row) return { epoch, acknowledged: 0, hash: CHAIN_START, stamp: 0, clock: UNKNOWN_CLOCK };
      const { acknowledged, hash, stamp, bootBegan, skew } = row;
      const clock = { bootId: row.bootId ?? undefined, bootBegan, skew };
      return row.epoch === epoch ? { epoch, acknowledged, hash, stamp, clock } : { epoch, acknowledged: 0, hash: CHAIN_START, stamp, clock };
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
