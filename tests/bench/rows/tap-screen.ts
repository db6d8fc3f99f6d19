/** `tap-screen`: from the finger on a service to the number drawn on the screen. */
import { percentile, rounded, type Row } from '../measure.ts';
import { writeBenchSettings, type Shell } from '../kiosk.ts';

const WARM_UP = 5;
const SAMPLES = 60;
const LIMIT_MS = 100;

export async function measureTapScreen(shell: Extract<Shell, { kind: 'found' }>, stationData: string): Promise<Row> {
  writeBenchSettings(stationData);
  const kiosk = await shell.open(stationData);
  const { page } = kiosk;
  // The page itself takes the times: from the pointer's own event, to the frame after the number is there.
  await page.evaluate(() => {
    const taps = globalThis as typeof globalThis & { tapped?: number; taken: number[] };
    taps.taken = [];
    document.addEventListener('pointerdown', (event) => { taps.tapped = event.timeStamp; }, { capture: true });
    new MutationObserver(() => {
      if (taps.tapped === undefined || !document.querySelector('[data-testid="number"]')) return;
      const { tapped } = taps;
      delete taps.tapped;
      requestAnimationFrame(() => requestAnimationFrame((drawn) => taps.taken.push(drawn - tapped)));
    }).observe(document.body, { childList: true, subtree: true });
  });
  for (let i = 0; i < WARM_UP + SAMPLES; i += 1) {
    await page.getByRole('button', { name: /Tomar un turno/ }).click();
    await page.getByRole('button', { name: /Orientación/ }).click();
    await page.getByTestId('number').waitFor();
    await page.waitForFunction((n) => (globalThis as typeof globalThis & { taken: number[] }).taken.length > n, i);
    await page.getByRole('button', { name: 'Terminar' }).click();
  }
  const taken = (await page.evaluate(() => (globalThis as typeof globalThis & { taken: number[] }).taken)).slice(WARM_UP);
  await kiosk.close();
  const value = percentile(taken, 0.95);
  return {
    row: 'tap-screen', p50: rounded(percentile(taken, 0.5)), p99: rounded(percentile(taken, 0.99)), value: rounded(value), unit: 'ms',
    limit: LIMIT_MS, ok: value <= LIMIT_MS, note: `p95 of ${SAMPLES} taps, ${shell.name}`,
  };
}
