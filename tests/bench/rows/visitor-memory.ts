/**
 * `visitor-memory`: what the visitor's page holds after a thousand visits, beside what it held after
 * the first hundred. The touches are the page's own, and its time jumps over what a visitor only waits.
 */
import type { Page } from '@playwright/test';
import { openPaperListener } from '../../fixtures/paper-listener.ts';
import { writeBenchSettings, type Shell } from '../kiosk.ts';
import { rounded, type Row } from '../measure.ts';

const WARM = 100;
const VISITS = 1000;
const LIMIT_PERCENT = 10;

export async function measureVisitorMemory(shell: Extract<Shell, { kind: 'found' }>, stationData: string): Promise<Row> {
  const paper = await openPaperListener();
  writeBenchSettings(stationData, { kind: 'tcp', host: '127.0.0.1', port: paper.port });
  const kiosk = await shell.open(stationData);
  const { page } = kiosk;
  await page.addInitScript(makeTimeJump);
  await page.reload();
  await page.locator('button[lang=pt]').waitFor();
  await page.evaluate(liveVisits, { from: 0, to: WARM });
  const early = await held(page);
  for (let n = WARM; n < VISITS; n += WARM) await page.evaluate(liveVisits, { from: n, to: n + WARM });
  const late = await held(page);
  await kiosk.close();
  await paper.close();
  const value = (late.megabytes / early.megabytes - 1) * 100;
  return {
    row: 'visitor-memory', value: rounded(value), unit: '%', limit: LIMIT_PERCENT, ok: value < LIMIT_PERCENT,
    note: `more JavaScript heap after ${VISITS} visits than after ${WARM}: ${rounded(early.megabytes)} MB, then ${rounded(late.megabytes)}; nodes ${early.nodes}, then ${late.nodes}; listeners ${early.listeners}, then ${late.listeners}; ${shell.name}`,
  };
}

interface Held {
  readonly megabytes: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** After everything that nobody holds is gone. */
async function held(page: Page): Promise<Held> {
  const devtools = await page.context().newCDPSession(page);
  for (let times = 0; times < 3; times += 1) await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters');
  await devtools.detach();
  return { megabytes: usedSize / 1e6, nodes, listeners: jsEventListeners };
}

type Jumping = typeof globalThis & { jump: (ms: number) => void; tick: () => Promise<void> };

/** Runs in the page before anything of it: time goes as ever, until it is told to jump. */
function makeTimeJump(): void {
  /* oxlint-disable no-restricted-properties -- this is the clock of the page that is measured */
  const [set, clear, monotonic, wall] = [globalThis.setTimeout.bind(globalThis), globalThis.clearTimeout.bind(globalThis), performance.now.bind(performance), Date.now.bind(Date)];
  let skipped = 0;
  const waiting = new Map<number, { at: number; ring: () => void }>();
  performance.now = () => monotonic() + skipped;
  Date.now = () => wall() + skipped;
  const after = (ring: () => void, ms = 0): number => {
    const id = Number(set(() => {
      waiting.delete(id);
      ring();
    }, ms));
    waiting.set(id, { at: performance.now() + ms, ring });
    return id;
  };
  Object.assign(globalThis, {
    setTimeout: after,
    clearTimeout: (id: number) => {
      waiting.delete(id);
      clear(id);
    },
    tick: () => new Promise<void>((resolve) => {
      set(resolve, 4);
    }),
    jump: (ms: number) => {
      skipped += ms;
      for (const [id, { at, ring }] of waiting) {
        if (at > performance.now()) continue;
        waiting.delete(id);
        clear(id);
        ring();
      }
    },
  });
  /* oxlint-enable no-restricted-properties */
}

/** Runs in the page. Every fourth visit takes a turn and says so; the others leave in the middle of something, and the screen begins again. */
async function liveVisits({ from, to }: { readonly from: number; readonly to: number }): Promise<void> {
  const { jump, tick } = globalThis as Jumping;
  const touch = async (selector: string, nth = 0): Promise<void> => {
    for (let ticks = 0; ; ticks += 1) {
      const button = document.querySelectorAll<HTMLButtonElement>(selector)[nth];
      if (button && !button.disabled) {
        button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
        button.click();
        return;
      }
      if (ticks > 5000) throw new Error(`${selector} can’t be touched`);
      jump(100);
      await tick();
    }
  };
  const seen = async (selector: string): Promise<void> => {
    for (let ticks = 0; !document.querySelector(selector); ticks += 1) {
      if (ticks > 5000) throw new Error(`${selector} does not come`);
      await tick();
    }
  };
  const [door, service, picture, on] = ['button[class*=_door_]', 'li button', '[data-picture]', 'footer button:last-of-type'];
  const kinds: readonly (() => Promise<void>)[] = [
    async () => {
      await touch(door);
      await touch(service);
      await seen('[data-testid=number]');
      await touch(on);
    },
    async () => {
      await touch('button[lang=pt]');
      await touch(door);
      await touch(service, 5);
      await seen('[data-testid=number]');
    },
    async () => {
      for (const mode of ['large', 'contrast']) await touch(`[data-adjusts=${mode}]`);
      await touch(door);
    },
    async () => {
      await touch('button[class*=_way_]');
      await touch(service);
      for (const nth of [3, 7]) await touch(picture, nth);
    },
  ];
  for (let n = from; n < to; n += 1) {
    await kinds[n % kinds.length]?.();
    // Nobody waits as long as this: what was left begins again.
    for (let step = 0; step < 4; step += 1) {
      jump(40_000);
      await tick();
    }
    await seen('button[lang=pt][aria-pressed=false]');
  }
}
