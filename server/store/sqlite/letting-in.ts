/** How a device comes in, by whatever door: its row, and the epoch in which it begins. */
import type { DeviceId, DeviceKey } from '../../../shared/domain/ids.ts';
import type { Introduction } from '../device-store.ts';
import { theRow, type WritableDB } from './handles.ts';

interface LettingIn {
  /** The epoch after every one that is known of a device: 1 for whom nobody knows. */
  readonly nextEpoch: (device: DeviceId) => number;
  /** Lets a device in, in its next epoch [J11]. @returns that epoch. */
  readonly letIn: (introduction: Introduction, first: boolean) => number;
}

interface NewDevice {
  readonly device: DeviceId;
  readonly key: DeviceKey;
  readonly name: string;
  readonly epoch: number;
  readonly first: 0 | 1;
  readonly wrote: number;
  readonly at: number;
}

export function prepareLettingIn(db: WritableDB): LettingIn {
  const selectEpoch = db
    .prepare<[{ device: DeviceId }], number>(
      `SELECT max(ifnull((SELECT epoch FROM devices WHERE device = :device), 0),
                  ifnull((SELECT max(epoch) FROM chains WHERE device = :device), 0)) + 1`,
    )
    .pluck();
  const upsert = db.prepare<[NewDevice]>(
    `INSERT INTO devices (device, name, key, epoch, first, enrolled_at, wrote) VALUES (:device, :name, :key, :epoch, :first, :at, :wrote)
     ON CONFLICT (device) DO UPDATE SET name = :name, key = :key, epoch = :epoch, first = :first, enrolled_at = :at, wrote = :wrote,
       revoked_at = NULL, written_off = 0`,
  );
  const nextEpoch = (device: DeviceId): number => theRow(selectEpoch.get({ device }));
  return {
    nextEpoch,
    letIn({ device, key, name, wrote, at }, first) {
      const epoch = nextEpoch(device);
      upsert.run({ device, key, name, wrote, at, epoch, first: first ? 1 : 0 });
      return epoch;
    },
  };
}
