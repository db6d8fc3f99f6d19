/**
 * `long-tasks`: the longest task of the visitor's page between a touch and the page that comes of it,
 * as it moves for most people and as it does for whoever wants nothing moved. Tasks of 50 ms or less
 * are none to the browser, so 0 is the best there is.
 */
import type { Page } from '@playwright/test';
import { openPaperListener } from '../../fixtures/paper-listener.ts';
import { writeBenchSettings, type Shell } from '../kiosk.ts';
import { percentile, rounded, type Row } from '../measure.ts';
import { visit } from '../visits.ts';

const WARM = 4;
const VISITS = 12;
const LIMIT_MS = 50;

interface Watched {
  readonly tasks: readonly number[];
  /** Between two frames, in ms. */
  readonly frames: readonly number[];
}

export async function measureLongTasks(shell: Extract<Shell, { kind: 'found' }>, stationData: string): Promise<Row> {
  const paper = await openPaperListener();
  writeBenchSettings(stationData, { kind: 'tcp', host: '127.0.0.1', port: paper.port });
  const kiosk = await shell.open(stationData);
  const moving = await watchVisits(kiosk.page, 'no-preference');
  const still = await watchVisits(kiosk.page, 'reduce');
  await kiosk.close();
  await paper.close();
  const value = Math.max(0, ...moving.tasks, ...still.tasks);
  const said = ({ tasks, frames }: Watched): string => `${tasks.length} long tasks, ${frames.length} frames, p95 ${rounded(percentile(frames, 0.95))} ms apart`;
  return {
    row: 'long-tasks', value: rounded(value), unit: 'ms', limit: LIMIT_MS, ok: value <= LIMIT_MS,
    note: `longest of ${VISITS} visits each: ${said(moving)}; with reduced motion ${said(still)}; ${shell.name}`,
  };
}

async function watchVisits(page: Page, reducedMotion: 'no-preference' | 'reduce'): Promise<Watched> {
  await page.emulateMedia({ reducedMotion });
  await page.reload();
  const pause = (ms: number) => (): Promise<void> => page.waitForTimeout(ms);
  const leave = async (): Promise<void> => {
    await page.reload();
  };
  for (let n = 0; n < WARM; n += 1) await visit(page, n, pause(600), leave);
  const all: Watched[] = [];
  for (let n = 0; n < VISITS; n += 1) {
    await page.evaluate(watch);
    // What is loaded anew is not a transition: what was seen is taken before it.
    await visit(page, n, pause(600), async () => {
      all.push(await page.evaluate(seen));
      await leave();
    });
    if (n % WARM === 0) all.push(await page.evaluate(seen));
  }
  return { tasks: all.flatMap(({ tasks }) => tasks), frames: all.flatMap(({ frames }) => frames) };
}

type Watching = typeof globalThis & { watched?: { tasks: number[]; frames: number[]; going: boolean } };

/** Runs in the page. */
function watch(): void {
  const watched = { tasks: [] as number[], frames: [] as number[], going: true };
  (globalThis as Watching).watched = watched;
  new PerformanceObserver((list) => watched.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  let last: number | undefined;
  const frame = (at: number): void => {
    if (last !== undefined) watched.frames.push(at - last);
    last = at;
    if (watched.going) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** Runs in the page. */
function seen(): Watched {
  const { watched } = globalThis as Watching;
  if (!watched) throw new Error('nobody watched');
  watched.going = false;
  return { tasks: watched.tasks, frames: watched.frames };
}
