/** The store's part that keeps the centre's order: what goes in, and what is looked up in it. */
import { CHAIN_START, type Digest, type EntryId } from '../../../shared/domain/entries/entry.ts';
import type { OrderStore, PullQuery, PullResult, Snapshot } from '../order-store.ts';
import { readChains } from '../snapshot-chains.ts';
import { prepareCentre } from './centre.ts';
import { prepareEnds } from './chains.ts';
import { createGenerations } from './generations.ts';
import { theRow, type ReadableDB, type WritableDB } from './handles.ts';
import { prepareBytes, prepareOrderHash, prepareStretch } from './places.ts';
import { preparePush } from './push.ts';
import { orBusy } from './trouble.ts';

export function createOrder(digest: Digest, reader: ReadableDB, writer: WritableDB): OrderStore {
  const push = preparePush(digest, writer);
  const pull = preparePull(reader);
  const readCentre = prepareCentre(reader);
  const orderHashOf = prepareOrderHash(reader);
  const readEnds = prepareEnds(reader);
  const bytesOf = prepareBytes(reader);
  const quarantine = prepareQuarantine(reader);
  return {
    ...createGenerations(digest, writer),
    ...createSnapshots(reader, writer),
    async head() {
      return readCentre().order;
    },
    async ordering() {
      return readCentre().ordering;
    },
    async push(batch) {
      return orBusy(() => push(batch));
    },
    async pull(query) {
      return pull(query);
    },
    async agree(places) {
      const shared = places.filter(({ no, orderHash }) => orderHashOf(no) === orderHash);
      return Math.max(0, ...shared.map(({ no }) => no));
    },
    async bytesOf(ids) {
      return ids.map(bytesOf);
    },
    async chains() {
      return readEnds();
    },
    async quarantine() {
      return quarantine();
    },
  };
}

function preparePull(db: ReadableDB): (query: PullQuery) => PullResult {
  const readCentre = prepareCentre(db);
  const orderHashOf = prepareOrderHash(db);
  const readStretch = prepareStretch(db);
  // One transaction, so that head and places are of one instant.
  return db.transaction(({ cursor, limit }: PullQuery): PullResult => {
    const { generation, no: head } = readCentre().order;
    if (cursor.generation > generation) return { kind: 'generation', generation };
    if (cursor.no > head) return { kind: 'cursorAhead' };
    const orderHash = cursor.no === 0 ? CHAIN_START : orderHashOf(cursor.no);
    if (orderHash !== cursor.orderHash) return { kind: 'generation', generation };
    return { kind: 'places', entries: readStretch(cursor.no, limit), head, generation };
  });
}

function prepareQuarantine(db: ReadableDB): () => Awaited<ReturnType<OrderStore['quarantine']>> {
  const count = db.prepare<[], number>('SELECT count(*) FROM entries WHERE quarantined = 1').pluck();
  const selectLast = db.prepare<[], EntryId>('SELECT device, epoch, seq FROM entries WHERE quarantined = 1 ORDER BY no DESC LIMIT 1');
  return db.transaction(() => ({ count: theRow(count.get()), last: selectLast.get() }));
}

interface SnapshotRow extends Pick<Snapshot, 'reducers' | 'stateHash' | 'state'> {
  readonly generation: number;
  readonly no: number;
  readonly orderHash: string;
  readonly chains: string;
}

function createSnapshots(reader: ReadableDB, writer: WritableDB): Pick<OrderStore, 'keepSnapshot' | 'snapshot'> {
  const select = reader.prepare<[], SnapshotRow>(
    'SELECT generation, no, order_hash AS orderHash, reducers, state_hash AS stateHash, state, chains FROM snapshot',
  );
  const upsert = writer.prepare<[SnapshotRow]>(
    `INSERT INTO snapshot VALUES (1, :generation, :no, :orderHash, :reducers, :stateHash, :state, :chains)
     ON CONFLICT (only_row) DO UPDATE SET generation = excluded.generation, no = excluded.no, order_hash = excluded.order_hash,
       reducers = excluded.reducers, state_hash = excluded.state_hash, state = excluded.state, chains = excluded.chains
     WHERE excluded.no >= snapshot.no`,
  );
  return {
    async keepSnapshot({ at, chains, ...snapshot }) {
      return orBusy(() => {
        upsert.run({ ...snapshot, ...at, chains: JSON.stringify(chains) });
        return { kind: 'written' };
      });
    },
    async snapshot() {
      const row = select.get();
      if (!row) return undefined;
      const { generation, no, orderHash, chains, ...snapshot } = row;
      return { ...snapshot, at: { generation, no, orderHash }, chains: readChains(chains) };
    },
  };
}
