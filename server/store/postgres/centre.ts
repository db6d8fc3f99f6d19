/** The one row that says whose order this is, and where it ends. */
import { CHAIN_START } from '../../../shared/domain/entries/entry.ts';
import type { CentreId, DeviceId } from '../../../shared/domain/ids.ts';
import type { Ordering } from '../order-store.ts';
import type { OrderTip } from '../ordering.ts';
import { statement, theRow, type Runner } from './session.ts';

export interface CentreNow {
  readonly centre: CentreId | undefined;
  readonly owner: DeviceId;
  readonly ordering: Ordering;
  readonly order: OrderTip;
}

export interface CentreRow {
  readonly centre: CentreId | null;
  readonly generation: number;
  readonly owner: DeviceId;
  readonly ordering: Ordering['kind'];
  readonly fencedBy: number | null;
  readonly no: number | null;
  readonly orderHash: string | null;
}

/** What a query that begins `FROM centre` selects and joins to get a `CentreRow`. */
export const CENTRE_COLUMNS = 'centre.id AS centre, centre.generation, owner, ordering, fenced_by AS "fencedBy", last.no, last.order_hash AS "orderHash"';
export const WITH_LAST = 'LEFT JOIN (SELECT no, order_hash FROM entries ORDER BY no DESC LIMIT 1) AS last ON true';

const selectCentre = statement<[], CentreRow>('centre', `SELECT ${CENTRE_COLUMNS} FROM centre ${WITH_LAST}`);
const setOwner = statement<[DeviceId]>('name owner', 'UPDATE centre SET owner = $1 WHERE owner IS NULL');

export async function readCentre(runner: Runner): Promise<CentreNow> {
  return centreOf(theRow(await runner.all(selectCentre)));
}

export function centreOf({ centre, generation, owner, ordering, fencedBy, no, orderHash }: CentreRow): CentreNow {
  return {
    centre: centre ?? undefined,
    owner,
    ordering: ordering === 'fenced' ? { kind: ordering, by: theRow(fencedBy === null ? [] : [fencedBy]) } : { kind: ordering },
    order: { generation, no: no ?? 0, orderHash: orderHash ?? CHAIN_START },
  };
}

/** Gives the owner its id, once: in a database that has one it stays. */
export async function nameOwner(runner: Runner, makeId: () => DeviceId): Promise<void> {
  await runner.all(setOwner, makeId());
}
