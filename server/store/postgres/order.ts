/** The store's part that keeps the centre's order: what goes in, and what is looked up in it. */
import { CHAIN_START, type Digest } from '../../../shared/domain/entries/entry.ts';
import type { DeviceId } from '../../../shared/domain/ids.ts';
import type { OrderStore, PullQuery, PullResult, Snapshot } from '../order-store.ts';
import { readBatch } from '../ordering.ts';
import { readChains } from '../snapshot-chains.ts';
import { readCentre } from './centre.ts';
import { readAllEnds } from './chains.ts';
import { createGenerations } from './generations.ts';
import type { Owner } from './owner.ts';
import { readBytes, readOrderHashes, readStretch } from './places.ts';
import { push } from './push.ts';
import { statement, theRow, type Runner } from './session.ts';

export function createOrder(digest: Digest, reader: Runner, owner: Owner): OrderStore {
  return {
    ...createGenerations(digest, owner),
    ...createSnapshots(reader, owner),
    async head() {
      return (await readCentre(reader)).order;
    },
    async ordering() {
      return (await readCentre(reader)).ordering;
    },
    async push(batch) {
      const read = readBatch(batch);
      return read.kind === 'read' ? owner.write((tx) => push(tx, digest, batch, read)) : read;
    },
    pull: (query) => pull(reader, query),
    async agree(places) {
      const hashes = await readOrderHashes(reader, places.map(({ no }) => no));
      const shared = places.filter(({ no, orderHash }) => hashes.get(no) === orderHash);
      return Math.max(0, ...shared.map(({ no }) => no));
    },
    bytesOf: (ids) => readBytes(reader, ids),
    chains: () => readAllEnds(reader),
    quarantine: () => quarantine(reader),
  };
}

async function pull(reader: Runner, query: PullQuery): Promise<PullResult> {
  const { cursor } = query;
  const { generation, head, cursorHash, places } = await readStretch(reader, query);
  if (cursor.generation > generation) return { kind: 'generation', generation };
  if (cursor.no > head) return { kind: 'cursorAhead' };
  const orderHash = cursor.no === 0 ? CHAIN_START : cursorHash;
  if (orderHash !== cursor.orderHash) return { kind: 'generation', generation };
  return { kind: 'places', entries: places, head, generation };
}

/** One row, of nulls where nothing is in quarantine. */
const selectQuarantine = statement<[], { count: number; device: DeviceId | null; epoch: number; seq: number }>(
  'quarantine',
  `SELECT (SELECT count(*) FROM entries WHERE quarantined) AS count, last.*
   FROM centre LEFT JOIN (SELECT device, epoch, seq FROM entries WHERE quarantined ORDER BY no DESC LIMIT 1) AS last ON true`,
);

async function quarantine(reader: Runner): ReturnType<OrderStore['quarantine']> {
  const { count, device, epoch, seq } = theRow(await reader.all(selectQuarantine));
  return { count, last: device === null ? undefined : { device, epoch, seq } };
}

interface SnapshotRow extends Pick<Snapshot, 'reducers' | 'stateHash' | 'state'> {
  readonly generation: number;
  readonly no: number;
  readonly orderHash: string;
  readonly chains: string;
}

const selectSnapshot = statement<[], SnapshotRow>(
  'snapshot',
  'SELECT generation, no, order_hash AS "orderHash", reducers, state_hash AS "stateHash", state, chains FROM snapshot',
);
const upsertSnapshot = statement<[number, number, string, number, string, string, string]>(
  'keep snapshot',
  `INSERT INTO snapshot (only_row, generation, no, order_hash, reducers, state_hash, state, chains) VALUES (1, $1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT (only_row) DO UPDATE SET generation = $1, no = $2, order_hash = $3, reducers = $4, state_hash = $5, state = $6, chains = $7
   WHERE excluded.no >= snapshot.no`,
);

function createSnapshots(reader: Runner, owner: Owner): Pick<OrderStore, 'keepSnapshot' | 'snapshot'> {
  return {
    keepSnapshot: ({ at, reducers, stateHash, state, chains }) =>
      owner.write(async (tx) => {
        await tx.all(upsertSnapshot, at.generation, at.no, at.orderHash, reducers, stateHash, state, JSON.stringify(chains));
        return { kind: 'written' };
      }),
    async snapshot() {
      const [row] = await reader.all(selectSnapshot);
      if (!row) return undefined;
      const { generation, no, orderHash, chains, ...snapshot } = row;
      return { ...snapshot, at: { generation, no, orderHash }, chains: readChains(chains) };
    },
  };
}
