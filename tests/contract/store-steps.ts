/** Steps that tests of a store take again and again. */
import { expect } from 'vitest';
import type { OrderedEntry } from '../../shared/domain/entry.ts';
import type { DeviceId } from '../../shared/domain/ids.ts';
import { sha256 } from '../../server/digest.ts';
import type { CentreStore } from '../../server/store/store.ts';
import { CENTRE, NOON } from '../../server/testing/device.ts';

/** Enrols a device with a code of its own; a device that is enrolled begins its next epoch. */
export async function enrolDevice(store: CentreStore, device: DeviceId): Promise<void> {
  const epoch = (await store.device(device))?.epoch ?? 0;
  const codeHash = sha256(`code ${device} ${epoch}`);
  await store.openEnrolment({ codeHash, at: NOON });
  const done = await store.enrol({ centre: CENTRE, device, codeHash, tokenHash: sha256(`token ${device} ${epoch}`), at: NOON });
  expect(done).toEqual({ kind: 'enrolled', epoch: epoch + 1 });
}

/** The whole order, pulled page by page. */
export async function pullAll(store: CentreStore, limit = 1000): Promise<readonly OrderedEntry[]> {
  const all: OrderedEntry[] = [];
  for (;;) {
    const pulled = await store.pull({ after: all.length, limit });
    if (pulled.kind !== 'places') throw new Error(`pull answered ${pulled.kind}`);
    if (pulled.entries.length === 0) return all;
    all.push(...pulled.entries);
  }
}
