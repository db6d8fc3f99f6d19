/** What the push rows share: a device that was let in and has tickets to push, and how a row is told. */
import { sha256 } from '../../server/digest.ts';
import type { PushBatch } from '../../server/store/order-store.ts';
import type { CentreStore } from '../../server/store/store.ts';
import { CENTRE, createAuthor, createDevice, NOON } from '../../server/testing/device.ts';
import { testChance } from '../fixtures/world.ts';
import { percentile, rounded, type Row } from './measure.ts';

export const WARM_UP = 20;
export const BATCHES = 200;
const BATCH = 100;
const LEAST = 0.4;

/** A device that writes tickets of everyday size. */
export async function readyDevice(store: CentreStore): Promise<{ nextPush(): PushBatch }> {
  const device = createDevice(1);
  const codeHash = sha256('the code');
  await store.openEnrolment({ codeHash, at: NOON });
  await store.enrol({ centre: CENTRE, device: device.id, key: device.key, name: device.name, codeHash, wrote: 0, at: NOON });
  const { owner: id } = await store.identity();
  const opening = createAuthor(id, 1).write({ type: 'generation.opened', payload: { generation: 1, owner: id } });
  await store.push({ device: id, epoch: 1, first: 1, entries: [opening], sent: undefined, receivedAt: NOON });
  const chance = testChance(11);
  let first = 1;
  return {
    nextPush() {
      const entries = Array.from({ length: BATCH }, () =>
        device.write({
          type: 'ticket.issued',
          payload: { visit: chance.id(), service: 'orientation', label: { letter: 'A', number: 17 }, language: 'es' },
        }),
      );
      const batch: PushBatch = { device: device.id, epoch: 1, first, entries, sent: undefined, receivedAt: NOON };
      first += BATCH;
      return batch;
    },
  };
}

/** Rows a second in pushes, over rows a second in bare inserts, by their medians. */
export function pushRow(row: string, pushed: readonly number[], inserted: readonly number[]): Row {
  const [value, base] = [percentile(pushed, 0.5), percentile(inserted, 0.5)];
  const ratio = base / value;
  return {
    row, p50: rounded(value), p99: rounded(percentile(pushed, 0.99)), value: rounded((BATCH / value) * 1000), unit: 'rows/s', base: rounded((BATCH / base) * 1000),
    ratio: rounded(ratio), limit: LEAST, atLeast: true, ok: ratio >= LEAST, note: `${BATCHES} batches of ${BATCH}, interleaved; p50 and p99 in ms a batch`,
  };
}
