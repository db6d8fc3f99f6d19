/** One record as it stands now, for an act that writes it anew. */
import type { Bridge } from '../../../shared/contract/bridge.ts';
import type { BusinessDay } from '../../../shared/domain/clock.ts';
import { keyOf, type RecordId, type ServiceRecord } from '../../../shared/domain/directory/record.ts';

/** Longest name of whoever made sure of a service. */
const LONGEST_NAME = 60;

/** Asks once. Undefined where there is none by that id any more. */
export function serviceNow(bridge: Bridge, id: RecordId): Promise<ServiceRecord | undefined> {
  return new Promise((resolve) => {
    let stop = (): void => {};
    stop = bridge.watch({ kind: 'record', record: keyOf('service', id) }, ({ record }) => {
      resolve(record?.kind === 'service' ? record : undefined);
      // The first answer may come before the way to stop is known.
      queueMicrotask(() => stop());
    });
  });
}

/** Somebody made sure that it is true as it stands. */
export function verified(record: ServiceRecord, on: BusinessDay, by: string): ServiceRecord {
  return { ...record, beside: { ...record.beside, verified: { on, by: by.slice(0, LONGEST_NAME) } } };
}

/** Offered, or not for now; all else stays as it is. */
export function offered(record: ServiceRecord, is: boolean): ServiceRecord {
  return { ...record, hsds: { ...record.hsds, status: is ? 'active' : 'inactive' } };
}
