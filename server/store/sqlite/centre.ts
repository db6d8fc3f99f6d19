/** The one row that says whose order this is, and where it ends. */
import { CHAIN_START } from '../../../shared/domain/entries/entry.ts';
import type { CentreId, DeviceId } from '../../../shared/domain/ids.ts';
import type { Ordering } from '../order-store.ts';
import type { OrderTip } from '../ordering.ts';
import { theRow, type ReadableDB, type WritableDB } from './handles.ts';

export interface CentreNow {
  readonly centre: CentreId | undefined;
  readonly owner: DeviceId;
  readonly ordering: Ordering;
  readonly order: OrderTip;
}

interface CentreRow {
  readonly centre: CentreId | null;
  readonly generation: number;
  readonly owner: DeviceId;
  readonly ordering: Ordering['kind'];
  readonly fencedBy: number | null;
}

/** What reads the row, within whatever transaction it is called in. */
export function prepareCentre(db: ReadableDB): () => CentreNow {
  const select = db.prepare<[], CentreRow>('SELECT id AS centre, generation, owner, ordering, fenced_by AS fencedBy FROM centre');
  const selectLast = db.prepare<[], { no: number; orderHash: string }>('SELECT no, order_hash AS orderHash FROM entries ORDER BY no DESC LIMIT 1');
  return () => {
    const { centre, generation, owner, ordering, fencedBy } = theRow(select.get());
    const last = selectLast.get() ?? { no: 0, orderHash: CHAIN_START };
    return {
      centre: centre ?? undefined,
      owner,
      ordering: ordering === 'fenced' ? { kind: ordering, by: theRow(fencedBy ?? undefined) } : { kind: ordering },
      order: { generation, ...last },
    };
  };
}

/** Gives the owner its id, once: in a file that has one it stays. */
export function nameOwner(db: WritableDB, makeId: () => DeviceId): void {
  const owner = db.prepare<[], DeviceId | null>('SELECT owner FROM centre').pluck().get();
  if (owner === null) db.prepare<[DeviceId]>('UPDATE centre SET owner = ?').run(makeId());
}
