/** A service to find, written down by staff of the centre: the station then finds it like any other. */
import { systemChance } from '../../main/station/chance.ts';
import { RecordId, type ServiceRecord } from '../../shared/domain/directory/record.ts';
import { CommandId } from '../../shared/domain/ids.ts';
import { openScreen } from '../fixtures/screen.ts';

/** Of the service that was put by this number. */
export function serviceId(n: number): RecordId {
  return RecordId.parse(`10000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
}

/** @param n tells one from another. */
export async function putService(web: string, n: number, hsds: { readonly name: string } & Partial<ServiceRecord['hsds']>, beside: ServiceRecord['beside'] = {}): Promise<void> {
  const staff = openScreen(web, 'staff');
  const reply = await staff.call({ kind: 'directory.put', id: CommandId.parse(systemChance.id()), record: { kind: 'service', hsds: { ...hsds, status: 'active', id: serviceId(n) }, beside } });
  staff.close();
  if (reply.kind !== 'done') throw new Error(`«${hsds.name}» was not put: ${JSON.stringify(reply)}`);
}
