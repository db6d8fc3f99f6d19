/** `call-display`: from a desk's call to the view on a display of another connection, over loopback. */
import { systemChance } from '../../../main/station/chance.ts';
import { CommandId, DeskId, ServiceId } from '../../../shared/domain/ids.ts';
import { startPart } from '../../fixtures/processes.ts';
import { openScreen } from '../../fixtures/screen.ts';
import { writeBenchSettings } from '../kiosk.ts';
import { percentile, rounded, stopwatch, type Row } from '../measure.ts';

const SAMPLES = 300;
const LIMIT_MS = 150;

export async function measureCallDisplay(stationData: string): Promise<Row> {
  writeBenchSettings(stationData);
  const station = await startPart('main/station/main.ts', stationData);
  const [visitor, staff, display] = (['visitor', 'staff', 'display'] as const).map((trust) => openScreen(station.url, trust));
  if (!visitor || !staff || !display) throw new Error('three screens were opened');
  const desk = DeskId.parse('desk-3');
  const id = (): CommandId => CommandId.parse(systemChance.id());
  const taken: number[] = [];
  for (let i = 0; i < SAMPLES; i += 1) {
    const issued = await visitor.call({ kind: 'ticket.issue', id: id(), service: ServiceId.parse('orientation'), language: 'es' });
    if (issued.kind === 'refused' || issued.outcome.kind !== 'issued') throw new Error('no ticket was given');
    const { label, visit } = issued.outcome;
    const shown = display.until({ kind: 'display' }, (view) => view.calls[0]?.label.number === label.number);
    const watch = stopwatch();
    await Promise.all([staff.call({ kind: 'desk.callNext', id: id(), desk }), shown.then(() => taken.push(watch()))]);
    await staff.call({ kind: 'desk.noShow', id: id(), desk, visit });
  }
  for (const screen of [visitor, staff, display]) screen.close();
  await station.stop();
  const value = percentile(taken, 0.99);
  return {
    row: 'call-display', p50: rounded(percentile(taken, 0.5)), p99: rounded(value), value: rounded(value), unit: 'ms',
    limit: LIMIT_MS, ok: value <= LIMIT_MS, note: `p99 of ${SAMPLES} calls; call to view, without the drawing`,
  };
}
