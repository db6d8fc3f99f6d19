/** A series that staff of the centre plan: the station then has its dates like any other. */
import { systemChance } from '../../main/station/chance.ts';
import type { Series } from '../../shared/domain/events/index.ts';
import { CommandId } from '../../shared/domain/ids.ts';
import { openScreen } from '../fixtures/screen.ts';

export async function putSeries(web: string, ...series: readonly Series[]): Promise<void> {
  const staff = openScreen(web, 'staff');
  const reply = await staff.call({ kind: 'series.put', id: CommandId.parse(systemChance.id()), series: [...series] });
  staff.close();
  if (reply.kind !== 'done') throw new Error(JSON.stringify(reply));
}
