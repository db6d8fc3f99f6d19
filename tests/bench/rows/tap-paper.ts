/** `tap-paper`: from the finger on a service to the printer having the last byte of its ticket, and how long the printer is asked before a job. */
import { openPrinter } from '../../../main/station/printing/index.ts';
import { systemTimers } from '../../../main/station/clock.ts';
import type { PrinterSettings } from '../../../shared/contract/settings.ts';
import { putOnTcp } from '../../fixtures/printer/on-tcp.ts';
import { SimPrinter } from '../../fixtures/printer/sim-printer.ts';
import { writeBenchSettings, type Shell } from '../kiosk.ts';
import { epochNow, percentile, rounded, stopwatch, type Row } from '../measure.ts';

const WARM_UP = 5;
const SAMPLES = 60;
const LIMIT_MS = 150;
/** How long a printer that is well may be asked before a job. */
const ASKED_LIMIT_MS = 50;

export async function measureTapPaper(shell: Extract<Shell, { kind: 'found' }>, stationData: string): Promise<Row> {
  const out: number[] = [];
  // It prints at once, so what is measured is ours: the blade falls when the last byte is there.
  const sim = new SimPrinter({ timers: systemTimers, onPaper: () => out.push(epochNow()) });
  const line = await putOnTcp(sim);
  const settings: PrinterSettings = { kind: 'tcp', host: '127.0.0.1', port: line.port, confirms: 'jobId' };
  writeBenchSettings(stationData, settings);
  const kiosk = await shell.open(stationData);
  const tapped = await tapOften(kiosk.page, () => out.length);
  await kiosk.close();
  const asked = await askOften(settings);
  await line.close();
  const taken = tapped.map((at, n) => (out[n] ?? Infinity) - at).slice(WARM_UP);
  const [value, askedMs] = [percentile(taken, 0.95), percentile(asked, 0.95)];
  return {
    row: 'tap-paper', p50: rounded(percentile(taken, 0.5)), p99: rounded(percentile(taken, 0.99)), value: rounded(value), unit: 'ms',
    limit: LIMIT_MS, ok: value <= LIMIT_MS && askedMs <= ASKED_LIMIT_MS,
    note: `p95 of ${SAMPLES} taps, ${shell.name}, to a printer on loopback that confirms; it is asked for ${rounded(askedMs)} ms before a job, p95 (≤ ${ASKED_LIMIT_MS})`,
  };
}

/** @returns when each finger came down, in epoch ms. */
async function tapOften(page: Awaited<ReturnType<Extract<Shell, { kind: 'found' }>['open']>>['page'], papers: () => number): Promise<number[]> {
  await page.evaluate(() => {
    const taps = globalThis as typeof globalThis & { tapped: number };
    document.addEventListener('pointerdown', (event) => { taps.tapped = performance.timeOrigin + event.timeStamp; }, { capture: true });
  });
  const tapped: number[] = [];
  for (let i = 0; i < WARM_UP + SAMPLES; i += 1) {
    await page.getByRole('button', { name: /Tomar un turno/ }).click();
    await page.getByRole('button', { name: /Orientación/ }).click();
    await page.getByTestId('number').waitFor();
    tapped.push(await page.evaluate(() => (globalThis as typeof globalThis & { tapped: number }).tapped));
    while (papers() <= i) await page.waitForTimeout(5);
    await page.getByRole('button', { name: 'Terminar' }).click();
  }
  return tapped;
}

async function askOften(settings: PrinterSettings): Promise<number[]> {
  let id = 0;
  const printer = openPrinter(settings, { dataDir: '.', timers: systemTimers, newJobId: () => String((id += 1)).padStart(3, '0') });
  const taken: number[] = [];
  for (let i = 0; i < WARM_UP + SAMPLES; i += 1) {
    const watch = stopwatch();
    await printer.look();
    taken.push(watch());
  }
  await printer.close();
  return taken.slice(WARM_UP);
}
