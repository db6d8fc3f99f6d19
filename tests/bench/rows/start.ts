/** `start`: from starting the kiosk to a screen that takes a tap, with three years of history on disk. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../main/station/clock.ts';
import { Centre } from '../../../shared/domain/centre.ts';
import { makeHistory } from '../history.ts';
import { writeBenchSettings, type Shell } from '../kiosk.ts';
import { percentile, rounded, stopwatch, type Row } from '../measure.ts';

const SAMPLES = 5;
const LIMIT_S = 2;
const DEMO = join(import.meta.dirname, '..', '..', '..', 'assets', 'demo', 'centre.json');

export async function measureStart(shell: Extract<Shell, { kind: 'found' }>, stationData: string): Promise<Row> {
  const centre = Centre.parse(JSON.parse(readFileSync(DEMO, 'utf8')));
  const entries = makeHistory(stationData, centre, systemClock().now());
  writeBenchSettings(stationData);
  const taken: number[] = [];
  for (let i = 0; i < SAMPLES; i += 1) {
    const watch = stopwatch();
    const kiosk = await shell.open(stationData);
    // A trial click passes only when the button is there, stands still and would take the tap.
    await kiosk.page.getByRole('button', { name: /Tomar un turno/ }).click({ trial: true });
    taken.push(watch() / 1000);
    await kiosk.close();
  }
  const value = percentile(taken, 0.5);
  return {
    row: 'start', p50: rounded(value), p99: rounded(percentile(taken, 0.99)), value: rounded(value), unit: 's',
    limit: LIMIT_S, ok: value <= LIMIT_S, note: `median of ${SAMPLES}, ${shell.name}, ${entries} entries`,
  };
}
