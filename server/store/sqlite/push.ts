/** The store's part that orders what devices push [J3]. */
import type { Digest } from '../../../shared/domain/entries/entry.ts';
import type { DeviceId } from '../../../shared/domain/ids.ts';
import { failpoint } from '../../failpoint.ts';
import type { PushBatch, PushResult } from '../order-store.ts';
import { orderBatch, readBatch, whyNot, type PlacedEntry, type ReadBatch } from '../ordering.ts';
import { prepareCentre } from './centre.ts';
import { prepareChains } from './chains.ts';
import type { WritableDB } from './handles.ts';
import { prepareInsert } from './places.ts';

export function preparePush(digest: Digest, db: WritableDB): (batch: PushBatch) => PushResult {
  const readCentre = prepareCentre(db);
  const chains = prepareChains(db);
  const insert = prepareInsert(db);
  const selectDevice = db.prepare<[DeviceId], { epoch: number; standing: 'in' | 'out' }>(
    "SELECT epoch, iif(revoked_at IS NULL, 'in', 'out') AS standing FROM devices WHERE device = ?",
  );
  const selectHashes = db
    .prepare<[DeviceId, number, number, number], [number, string]>(
      'SELECT seq, hash FROM entries WHERE device = ? AND epoch = ? AND seq BETWEEN ? AND ?',
    )
    .raw();

  const keep = ({ device, epoch, receivedAt }: PushBatch, { place, seq, entry, envelope, uncertain }: PlacedEntry): void =>
    insert({ place, id: { device, epoch, seq }, entry, uncertain, quarantined: !envelope, receivedAt });

  const inOneTransaction = db.transaction((batch: PushBatch, read: ReadBatch): PushResult => {
    const { device, epoch } = batch;
    const { owner, ordering, order } = readCentre();
    const opened = chains.end({ device: owner, epoch: order.generation }) !== undefined;
    const refused = whyNot(batch, { owner, device: selectDevice.get(device), ordering, order, opened });
    if (refused) return refused;
    const chain = chains.tip(device, epoch);
    const known = read.first <= chain.acknowledged ? selectHashes.all(device, epoch, read.first, read.last) : [];
    const ordered = orderBatch(digest, { chain, order }, read, new Map(known), batch);
    if (ordered.kind !== 'ordered') return ordered;
    const { placed } = ordered;
    for (const each of placed) keep(batch, each);
    if (placed.length > 0) chains.moveTip(device, ordered.chain);
    failpoint('push.beforeCommit');
    return {
      kind: 'acknowledged',
      acknowledged: ordered.chain.acknowledged,
      added: placed.length,
      quarantined: placed.filter(({ envelope }) => !envelope).length,
      ...ordered.order,
    };
  });
  return (batch) => {
    const read = readBatch(batch);
    if (read.kind !== 'read') return read;
    // Immediate: the write lock comes first, so that what is read is what is written upon.
    return inOneTransaction.immediate(batch, read);
  };
}
