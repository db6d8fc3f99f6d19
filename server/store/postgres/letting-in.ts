/** How a device comes in, by whatever door: its row, and the epoch in which it begins. */
import type { DeviceId, DeviceKey } from '../../../shared/domain/ids.ts';
import type { Introduction } from '../device-store.ts';
import { statement, theRow, type Runner } from './session.ts';

const selectNextEpoch = statement<[DeviceId], { epoch: number }>(
  'next epoch',
  `SELECT greatest((SELECT epoch FROM devices WHERE device = $1), (SELECT max(epoch) FROM chains WHERE device = $1), 0) + 1 AS epoch`,
);
const upsertDevice = statement<[DeviceId, string, DeviceKey, number, boolean, number, number]>(
  'let in',
  `INSERT INTO devices (device, name, key, epoch, first, enrolled_at, wrote) VALUES ($1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT (device) DO UPDATE SET name = $2, key = $3, epoch = $4, first = $5, enrolled_at = $6, wrote = $7,
     revoked_at = NULL, written_off = false`,
);

/** The epoch after every one that is known of a device: 1 for whom nobody knows. */
export async function nextEpoch(tx: Runner, device: DeviceId): Promise<number> {
  return theRow(await tx.all(selectNextEpoch, device)).epoch;
}

/** Lets a device in, in its next epoch [J11]. @returns that epoch. */
export async function letIn(tx: Runner, { device, key, name, wrote, at }: Introduction, first: boolean): Promise<number> {
  const epoch = await nextEpoch(tx, device);
  await tx.all(upsertDevice, device, name, key, epoch, first, at, wrote);
  return epoch;
}
