import { textToSign } from '../../../shared/contract/wire.ts';
import { failpoint } from '../failpoint.ts';
import type { SyncedJournal } from '../journal/synced-journal.ts';
import { ServerRefused, type ServerDoor } from './server-door.ts';

export interface EpochParts {
  readonly journal: SyncedJournal;
  readonly server: ServerDoor;
}

/**
 * [J11] Begins this device's journal anew, under a new key, so that a copy of it is left outside.
 *
 * Its reply may be lost, and the station may die between any two steps: the new key is on disk
 * before it is shown, and as long as it is not the key, this is done again from the start. The
 * server then knows either of the two, and asked again under the new one it gives the same epoch.
 *
 * @returns whether the server knew either key.
 * @throws what else the server answers, and what the disk says.
 */
export async function renewEpoch({ journal, server }: EpochParts): Promise<boolean> {
  const newKey = journal.nextKey();
  for (const key of ['current', 'next'] as const) {
    const { device } = journal;
    try {
      const { challenge } = await server.challenge({ device });
      const signature = journal.keys.sign(textToSign('epoch', { device, challenge, newKey }), key);
      const { epoch } = await server.epoch({ device, challenge, signature, newKey, wrote: journal.pendingCount });
      failpoint('epoch.answered');
      // A server that took the device in afresh counts its epochs from 1: the own one is not begun twice.
      if (epoch > journal.epoch) journal.beginChain({ device, epoch });
      failpoint('epoch.begun');
      journal.takeNextKey();
      return true;
    } catch (error) {
      if (!(error instanceof ServerRefused) || error.error.kind !== 'unauthenticated') throw error;
    }
  }
  return false;
}
