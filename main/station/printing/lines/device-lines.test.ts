/** [P2] Printers behind a device file, serial or USB: the same promises, and what happens when somebody pulls it out. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { printerSuite } from '../../../../tests/contract/printer-suite.ts';
import { need, SOCAT } from '../../../../tests/fixtures/parts.ts';
import { putOnPty, type PrinterOnPty } from '../../../../tests/fixtures/printer/on-pty.ts';
import { REAL_TIMERS } from '../../../../tests/fixtures/printer/on-tcp.ts';
import { SimPrinter, type SimPrinterOptions } from '../../../../tests/fixtures/printer/sim-printer.ts';
import { sampleLabel, sampleTicket, struckPaper } from '../../../../tests/fixtures/tickets.ts';
import type { Confirming } from '../answering/looking.ts';
import { openConfirmingPrinter } from '../answering/confirming-printer.ts';
import type { PrintEnd, Printer } from '../printer.ts';
import { openUnconfirmedPrinter } from '../unconfirmed-printer.ts';
import type { Reach } from './line.ts';
import { reachBySerial } from './serial.ts';
import { reachByUsb } from './usb.ts';

const KINDS = {
  serial: (path: string): Reach => reachBySerial({ path, baud: 115_200, timers: REAL_TIMERS }),
  USB: (path: string): Reach => reachByUsb({ path, timers: REAL_TIMERS }),
};

const opened: PrinterOnPty[] = [];
afterEach(async () => {
  for (const line of opened.splice(0)) await line.close();
});

async function plug(options: Omit<SimPrinterOptions, 'timers'> = {}): Promise<{ sim: SimPrinter; line: PrinterOnPty }> {
  const sim = new SimPrinter({ timers: REAL_TIMERS, ...options });
  const line = await putOnPty(sim);
  opened.push(line);
  return { sim, line };
}

function printerOn(reach: Reach, confirms?: Confirming): Printer {
  let count = 0;
  const about = { reach, timers: REAL_TIMERS, patienceMs: confirms ? 1500 : 600 };
  if (!confirms) return openUnconfirmedPrinter(about);
  return openConfirmingPrinter({ ...about, confirms, newJobId: () => String((count += 1)).padStart(3, '0'), statusMs: 1000, longestMs: 3000, lookMs: 20, quietMs: 40 });
}

/**
 * A pseudo-terminal calls bytes gone that its other end has not read, and whoever opens it next throws those
 * away: where nothing confirms, a job of the test ends once the printer has it, as on a line of copper.
 */
function whenTaken(printer: Printer, sim: SimPrinter): Printer {
  let [sent, taken] = [0, 0];
  const take = sim.take.bind(sim);
  vi.spyOn(sim, 'take').mockImplementation((bytes) => {
    const all = [...bytes];
    taken += all.length;
    take(all);
  });
  let inHand: Promise<unknown> = Promise.resolve();
  const print = async (bytes: Uint8Array): Promise<PrintEnd> => {
    const end = await printer.print(bytes);
    if (end.kind === 'uncertain') sent += bytes.length;
    await vi.waitUntil(() => taken === sent, { interval: 2, timeout: 10_000 });
    return end;
  };
  return {
    ...printer,
    print(bytes) {
      const end = print(bytes);
      inHand = end;
      return end;
    },
    async close() {
      await printer.close();
      await inHand;
    },
  };
}

const job = (number: number): Uint8Array => struckPaper(sampleTicket({ label: sampleLabel(number) }));

describe.each(['serial', 'USB'] as const)('over %s', (kind) => {
  beforeEach(({ skip }) => need(skip, SOCAT));
  const reachOf = ({ path }: PrinterOnPty): Reach => KINDS[kind](path);

  for (const confirms of ['jobId', 'paperStatus', undefined] as const) {
    printerSuite(`a ${kind} printer that confirms by ${confirms ?? 'nothing'}`, confirms ? 'printed' : 'uncertain', async () => {
      const { sim, line } = await plug();
      const printer = confirms ? printerOn(reachOf(line), confirms) : whenTaken(printerOn(reachOf(line)), sim);
      return {
        printer,
        async papers() {
          await vi.waitUntil(() => sim.isAtRest, { interval: 5, timeout: 10_000 });
          return sim.uncut.length > 0 ? [...sim.papers, sim.uncut] : sim.papers;
        },
        takeAway: () => line.unplug(),
        tidy: async () => {},
      };
    });
  }

  describe.each(['jobId', 'paperStatus', undefined] as const)('the device of a printer that confirms by %s', (confirms) => {
    it('[P1] pulled out in the middle: one outcome, in doubt; and plugged in again nothing comes out of it but the next job', async () => {
      const { sim, line } = await plug({ bytesPerMs: 4, bufferBytes: 64 });
      const printer = printerOn(reachOf(line), confirms);
      const end = printer.print(confirms ? job(1) : new Uint8Array(200_000).fill(0x0a));
      await vi.waitUntil(() => sim.uncut.length > 100, { interval: 5, timeout: 10_000 });
      await line.unplug();
      expect(await end).toMatchObject({ kind: 'uncertain', why: 'reset' });
      expect(await printer.print(job(2))).toMatchObject({ kind: 'refused', why: 'unreachable' });
      sim.reset();
      await line.plugIn();
      const before = sim.papers.length;
      expect((await printer.print(job(3))).kind).toBe(confirms ? 'printed' : 'uncertain');
      await vi.waitUntil(() => sim.papers.length === before + 1, { timeout: 10_000 });
      expect(sim.papers.at(-1)).toEqual(job(3));
    });
  });

  it.each(['jobId', 'paperStatus'] as const)('[P1] pulled out of a printer that stays on and confirms by %s: what it still held, half a command among it, spoils no later paper', async (confirms) => {
    const { sim, line } = await plug({ bytesPerMs: 2, bufferBytes: 64 });
    const printer = printerOn(reachOf(line), confirms);
    const end = printer.print(job(1));
    const qrAt = Buffer.from(job(1)).indexOf('\x1d(k');
    await vi.waitUntil(() => sim.uncut.length > qrAt - 64, { interval: 1, timeout: 10_000 });
    await line.unplug();
    expect(await end).toMatchObject({ kind: 'uncertain', why: 'reset' });
    await line.plugIn();
    expect(await printer.print(job(2))).toEqual({ kind: 'printed' });
    expect(sim.papers).toEqual([job(2)]);
    expect(sim.torn).toHaveLength(1);
  });

  it('[P1] one that takes nothing more is told from one that is slow, the job is in doubt, and what had not left never does', async () => {
    const { sim, line } = await plug({ bufferBytes: 64 });
    sim.stall();
    const printer = printerOn(reachOf(line));
    expect(await printer.print(new Uint8Array(400_000).fill(0x0a))).toMatchObject({ kind: 'uncertain', why: 'stalled' });
    // Whoever opens it next finds it free: nobody still waits on the old line.
    expect((await printer.print(Uint8Array.of(0x0a))).kind).toBe('uncertain');
  });
});

describe.each(['serial', 'USB'] as const)('over %s', (kind) => {
  it('[P1] what is missing, or is no device, refuses by name, and is never made or written to', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'umbral-device-'));
    const plain = join(folder, 'plain');
    writeFileSync(plain, 'kept');
    try {
      for (const path of [join(folder, 'missing'), plain, folder]) {
        expect(await printerOn(KINDS[kind](path)).print(job(1))).toMatchObject({ kind: 'refused', why: 'unreachable', detail: expect.stringContaining(path) });
      }
      expect(readdirSync(folder)).toEqual(['plain']);
      expect(readFileSync(plain, 'utf8')).toBe('kept');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
