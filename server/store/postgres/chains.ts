/** Where each (device, epoch) ends in the order, and what is known of its device's clocks. */
import { CHAIN_START } from '../../../shared/domain/entries/entry.ts';
import type { BootId, DeviceId } from '../../../shared/domain/ids.ts';
import { UNKNOWN_CLOCK } from '../../../shared/domain/entries/stamps.ts';
import type { ChainEnd } from '../order-store.ts';
import type { ChainTip } from '../ordering.ts';
import { statement, type Runner } from './session.ts';

/** The device's chain of this epoch, or else its latest one: what begins goes on from its clocks. */
export interface TipRow {
  /** All null where the device has nothing in the order. */
  readonly chainEpoch: number | null;
  readonly acknowledged: number;
  readonly hash: string;
  readonly stamp: number;
  readonly bootId: BootId | null;
  readonly bootBegan: number;
  readonly skew: number;
}

export const TIP_COLUMNS = 'tip.epoch AS "chainEpoch", acknowledged, tip.hash, latest AS stamp, boot_id AS "bootId", boot_began AS "bootBegan", skew';
/** Joins a `TipRow` of device `$1` and epoch `$2`. The latest stamp may be another epoch's [J13]. */
export const WITH_TIP = `LEFT JOIN (
    SELECT *, (SELECT max(stamp) FROM chains WHERE device = $1) AS latest
    FROM chains WHERE device = $1 ORDER BY (epoch = $2) DESC, epoch DESC LIMIT 1
  ) AS tip ON true`;

/** Where a chain ends for what is pushed next; one that begins goes on from the device's latest stamp and clocks. */
export function tipOf(epoch: number, { chainEpoch, acknowledged, hash, stamp, bootId, bootBegan, skew }: TipRow): ChainTip {
  if (chainEpoch === null) return { epoch, acknowledged: 0, hash: CHAIN_START, stamp: 0, clock: UNKNOWN_CLOCK };
  const clock = { bootId: bootId ?? undefined, bootBegan, skew };
  return chainEpoch === epoch ? { epoch, acknowledged, hash, stamp, clock } : { epoch, acknowledged: 0, hash: CHAIN_START, stamp, clock };
}

const upsertTip = statement<[DeviceId, number, number, string, number, BootId | undefined, number, number]>(
  'move tip',
  `INSERT INTO chains (device, epoch, acknowledged, hash, stamp, boot_id, boot_began, skew) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
   ON CONFLICT (device, epoch) DO UPDATE SET acknowledged = $3, hash = $4, stamp = $5, boot_id = $6, boot_began = $7, skew = $8`,
);

export async function moveTip(tx: Runner, device: DeviceId, { epoch, acknowledged, hash, stamp, clock: { bootId, bootBegan, skew } }: ChainTip): Promise<void> {
  await tx.all(upsertTip, device, epoch, acknowledged, hash, stamp, bootId, bootBegan, skew);
}

const selectEnds = statement<[readonly DeviceId[], readonly number[]], ChainEnd>(
  'ends',
  `SELECT device, epoch, acknowledged AS seq, hash, stamp FROM chains
   WHERE (device, epoch) IN (SELECT * FROM unnest($1::text[], $2::integer[]))`,
);
const upsertEnds = statement<[readonly DeviceId[], readonly number[], readonly number[], readonly string[], readonly number[]]>(
  'move ends',
  `INSERT INTO chains (device, epoch, acknowledged, hash, stamp)
   SELECT * FROM unnest($1::text[], $2::integer[], $3::bigint[], $4::text[], $5::bigint[])
   ON CONFLICT (device, epoch) DO UPDATE SET acknowledged = excluded.acknowledged, hash = excluded.hash, stamp = excluded.stamp`,
);
// A chain's own stamp is of its last entry; the device's latest may be in another epoch.
const selectAllEnds = statement<[], ChainEnd>(
  'all ends',
  `SELECT device, epoch, acknowledged AS seq, hash, max(stamp) OVER (PARTITION BY device) AS stamp
   FROM chains ORDER BY device, epoch`,
);

type Chain = Pick<ChainEnd, 'device' | 'epoch'>;

/** Where these chains end in the order; a chain that has no entry in it has no end. */
export async function readEnds(tx: Runner, chains: readonly Chain[]): Promise<(chain: Chain) => ChainEnd | undefined> {
  const nameOf = ({ device, epoch }: Chain): string => `${device} ${epoch}`;
  const wanted = [...new Map(chains.map((chain) => [nameOf(chain), chain])).values()];
  const ends = await tx.all(selectEnds, wanted.map(({ device }) => device), wanted.map(({ epoch }) => epoch));
  const byName = new Map(ends.map((end) => [nameOf(end), end]));
  return (chain) => byName.get(nameOf(chain));
}

/** Moves chains' ends, and leaves what is known of the devices' clocks. */
export async function moveEnds(tx: Runner, ends: readonly ChainEnd[]): Promise<void> {
  const column = <T>(of: (end: ChainEnd) => T): readonly T[] => ends.map(of);
  await tx.all(upsertEnds, column(({ device }) => device), column(({ epoch }) => epoch), column(({ seq }) => seq), column(({ hash }) => hash), column(({ stamp }) => stamp));
}

export function readAllEnds(reader: Runner): Promise<readonly ChainEnd[]> {
  return reader.all(selectAllEnds);
}
