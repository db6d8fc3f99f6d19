/** The store's part that orders what devices push [J3], inside a transaction that has locked the order. */
import type { Digest } from '../../../shared/domain/entries/entry.ts';
import type { DeviceId } from '../../../shared/domain/ids.ts';
import { failpoint } from '../../failpoint.ts';
import type { PushBatch, PushResult } from '../order-store.ts';
import { orderBatch, whyNot, type PlacedEntry, type ReadBatch } from '../ordering.ts';
import { centreOf, CENTRE_COLUMNS, WITH_LAST, type CentreRow } from './centre.ts';
import { moveTip, tipOf, TIP_COLUMNS, WITH_TIP, type TipRow } from './chains.ts';
import { insertPlaces, type NewPlace } from './places.ts';
import { statement, theRow, type Runner } from './session.ts';

interface StandingRow extends CentreRow, TipRow {
  readonly opened: boolean;
  /** Null where the store does not know the device. */
  readonly deviceEpoch: number | null;
  readonly standing: 'in' | 'out';
}

/** All that is looked up before a batch is ordered, on one way there and back. */
const selectStanding = statement<[DeviceId, number], StandingRow>(
  'standing',
  `SELECT ${CENTRE_COLUMNS}, ${TIP_COLUMNS}, devices.epoch AS "deviceEpoch",
     CASE WHEN revoked_at IS NULL THEN 'in' ELSE 'out' END AS standing,
     EXISTS (SELECT FROM chains WHERE chains.device = owner AND chains.epoch = centre.generation) AS opened
   FROM centre ${WITH_LAST} LEFT JOIN devices ON devices.device = $1 ${WITH_TIP}`,
);
const selectHashes = statement<[DeviceId, number, number, number], { seq: number; hash: string }>(
  'acknowledged hashes',
  'SELECT seq, hash FROM entries WHERE device = $1 AND epoch = $2 AND seq BETWEEN $3 AND $4',
);

export async function push(tx: Runner, digest: Digest, batch: PushBatch, read: ReadBatch): Promise<PushResult> {
  const { device, epoch } = batch;
  const found = theRow(await tx.all(selectStanding, device, epoch));
  const { deviceEpoch, standing, opened } = found;
  const { owner, ordering, order } = centreOf(found);
  const refused = whyNot(batch, { owner, device: deviceEpoch === null ? undefined : { epoch: deviceEpoch, standing }, ordering, order, opened });
  if (refused) return refused;
  const chain = tipOf(epoch, found);
  const known = read.first <= chain.acknowledged ? await tx.all(selectHashes, device, epoch, read.first, read.last) : [];
  const ordered = orderBatch(digest, { chain, order }, read, new Map(known.map(({ seq, hash }) => [seq, hash])), batch);
  if (ordered.kind !== 'ordered') return ordered;
  const places = ordered.placed.map((each) => newPlaceOf(batch, each));
  if (places.length > 0) {
    await insertPlaces(tx, places, batch.receivedAt);
    await moveTip(tx, device, ordered.chain);
  }
  failpoint('push.beforeCommit');
  return {
    kind: 'acknowledged',
    acknowledged: ordered.chain.acknowledged,
    added: places.length,
    quarantined: places.filter(({ quarantined }) => quarantined).length,
    ...ordered.order,
  };
}

function newPlaceOf({ device, epoch }: PushBatch, { place, seq, entry, envelope, uncertain }: PlacedEntry): NewPlace {
  return { place, id: { device, epoch, seq }, entry, uncertain, quarantined: !envelope };
}
