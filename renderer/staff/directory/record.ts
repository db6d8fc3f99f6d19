/** One record as it stands now, for an act that writes it anew. */
import type { Bridge } from '../../../shared/contract/bridge.ts';
import type { RecordView } from '../../../shared/contract/directory.ts';
import type { BusinessDay } from '../../../shared/domain/clock.ts';
import { keyOf, type RecordId, type RecordKey, type ServiceRecord } from '../../../shared/domain/directory/record.ts';

/** Longest name of whoever made sure of a service. */
const LONGEST_NAME = 60;

/** Asks once. */
export function recordNow(bridge: Pick<Bridge, 'watch'>, key: RecordKey): Promise<RecordView> {
  return new Promise((resolve) => {
    let stop = (): void => {};
    stop = bridge.watch({ kind: 'record', record: key }, (view) => {
      resolve(view);
      // The first answer may come before the way to stop is known.
      queueMicrotask(() => stop());
    });
  });
}

/** Undefined where there is none by that id any more. */
export async function serviceNow(bridge: Pick<Bridge, 'watch'>, id: RecordId): Promise<ServiceRecord | undefined> {
  const { record } = await recordNow(bridge, keyOf('service', id));
  return record?.kind === 'service' ? record : undefined;
}

/** Somebody made sure that it is true as it stands. */
export function verified(record: ServiceRecord, on: BusinessDay, by: string): ServiceRecord {
  return { ...record, beside: { ...record.beside, verified: { on, by: by.slice(0, LONGEST_NAME) } } };
}

/** Offered, or not for now; all else stays as it is. */
export function offered(record: ServiceRecord, is: boolean): ServiceRecord {
  return { ...record, hsds: { ...record.hsds, status: is ? 'active' : 'inactive' } };
}
