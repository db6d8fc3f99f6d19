/** [P2] A network printer that answers, against one that is only its behaviour: what was told is what happened. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { printerSuite } from '../../../../tests/contract/printer-suite.ts';
import { countedIds, job, LINES, meetConfirming, PROFILES, type Met } from '../../../../tests/fixtures/printer/confirming.ts';
import { reachOf, REAL_TIMERS, type PrinterOnTcp } from '../../../../tests/fixtures/printer/on-tcp.ts';
import { ALL_ANSWERS, type SimPrinter } from '../../../../tests/fixtures/printer/sim-printer.ts';
import { openConfirmingPrinter } from './confirming-printer.ts';

const opened: PrinterOnTcp[] = [];
afterEach(async () => {
  for (const line of opened.splice(0)) await line.close();
});

async function meet(...how: Parameters<typeof meetConfirming>): Promise<Met> {
  const met = await meetConfirming(...how);
  opened.push(met.line);
  return met;
}

for (const confirms of PROFILES) {
  printerSuite(`a network printer that confirms by ${confirms}`, 'printed', async () => {
    const { sim, line } = await meet(confirms);
    return {
      printer: openConfirmingPrinter({ reach: reachOf(line), timers: REAL_TIMERS, confirms, newJobId: countedIds(), quietMs: 100 }),
      papers: () => Promise.resolve(sim.uncut.length > 0 ? [...sim.papers, sim.uncut] : sim.papers),
      takeAway: () => line.close(),
      tidy: () => line.close(),
    };
  });

  describe(`[P2] a printer that confirms by ${confirms}`, () => {
    it.each([
      ['the paper is out', 'paperOut', (sim: SimPrinter) => { sim.load(0); }],
      ['the cover is open', 'coverOpen', (sim: SimPrinter) => { sim.openCover(); }],
    ] as const)('[P1] refuses where %s, at once, and never prints it later', async (_, why, hinder) => {
      const { sim, printer } = await meet(confirms);
      hinder(sim);
      expect(await printer.print(job(1))).toMatchObject({ kind: 'refused', why });
      sim.closeCover();
      sim.load(1000);
      expect(await printer.print(job(2))).toEqual({ kind: 'printed' });
      expect(sim.papers).toEqual([job(2)]);
    });

    it('[P1][P3] the roll ends in the middle: refused, and with the next roll nothing of it comes out', async () => {
      const { sim, printer } = await meet(confirms, { lines: LINES - 2 });
      expect(await printer.print(job(1))).toMatchObject({ kind: 'refused', why: 'paperOut', detail: expect.stringContaining('forgotten') });
      sim.load(1000);
      await printer.print(job(2));
      expect(sim.papers).toHaveLength(1);
      expect(sim.torn).toHaveLength(1);
    });

    it('[P1] the roll ends in the feed to the blade: the paper is out, and that is said', async () => {
      const { sim, printer } = await meet(confirms, { lines: LINES + 1 });
      expect(await printer.print(job(1))).toMatchObject({ kind: 'printed', detail: expect.stringContaining('the paper is out') });
      expect(sim.papers).toEqual([job(1)]);
      expect(await printer.print(job(2))).toMatchObject({ kind: 'refused', why: 'paperOut' });
    });

    it('[P1] one that can’t forget leaves it uncertain, and says that it may come out later', async () => {
      const { sim, printer } = await meet(confirms, { lines: LINES - 2, answers: ALL_ANSWERS.filter((each) => each !== 'clear') });
      expect(await printer.print(job(1))).toMatchObject({ kind: 'uncertain', why: 'paperOut', detail: expect.stringContaining('later') });
      sim.load(1000);
      await vi.waitUntil(() => sim.papers.length === 1, { timeout: 10_000 });
    });

    it('[P1] one that takes the job and prints nothing of it, though it is well, is told to forget it', async () => {
      const { sim, printer } = await meet(confirms);
      expect(await printer.print(job(9))).toEqual({ kind: 'printed' });
      sim.stall();
      expect(await printer.print(job(1))).toMatchObject({ kind: 'refused', why: 'stuck' });
      sim.goOn();
      expect(await printer.print(job(2))).toEqual({ kind: 'printed' });
      expect(sim.papers).toEqual([job(9), job(2)]);
    });

    it('[P2] answers that a job in doubt still brings later are none to the next one', async () => {
      const { sim, printer } = await meet(confirms, { answers: ALL_ANSWERS.filter((each) => each !== 'clear') });
      expect(await printer.print(job(9))).toEqual({ kind: 'printed' });
      sim.stall();
      expect(await printer.print(job(1))).toMatchObject({ kind: 'uncertain', why: 'stalled' });
      const end = printer.print(job(2));
      setTimeout(() => { sim.goOn(); }, 60);
      expect(await end).toEqual({ kind: 'printed' });
      expect(sim.papers).toEqual([job(9), job(1), job(2)]);
      sim.stall();
      expect((await printer.print(job(3))).kind).toBe('uncertain');
    });

    it('[P1] somebody pulls the plug in the middle: uncertain, and the next job is printed', async () => {
      const { sim, line, printer } = await meet(confirms, { bytesPerMs: 5 });
      const end = printer.print(job(1));
      await vi.waitUntil(() => sim.uncut.length > 100, { interval: 5, timeout: 10_000 });
      line.pullThePlug();
      expect(await end).toMatchObject({ kind: 'uncertain', why: 'reset' });
      expect(await printer.print(job(2))).toEqual({ kind: 'printed' });
      expect(sim.papers).toEqual([job(2)]);
      expect(sim.torn).toHaveLength(1);
    });

    it('[P1] a slow one with a small buffer is waited for as long as it is well', async () => {
      const { sim, line } = await meet(confirms, { bytesPerMs: 2, bufferBytes: 128 });
      const printer = openConfirmingPrinter({ reach: reachOf(line), timers: REAL_TIMERS, confirms, newJobId: countedIds(), lookMs: 20, quietMs: 100 });
      expect(await printer.print(job(1))).toEqual({ kind: 'printed' });
      expect(sim.papers).toEqual([job(1)]);
    });

    it('[P1] one that answers nothing is refused before a byte of the job leaves', async () => {
      const { sim, printer } = await meet(confirms, { answers: [] });
      expect(await printer.print(job(1))).toMatchObject({ kind: 'refused', why: 'silent' });
      expect([sim.papers, sim.uncut]).toEqual([[], new Uint8Array()]);
    });

    it('[P2] says how it is: at each job, and when it is looked at', async () => {
      const { sim, line, printer } = await meet(confirms, { lines: 200, nearEndLines: 100 });
      const seen = async (): Promise<unknown> => [await printer.look(), printer.condition()];
      expect(printer.condition()).toBe('unknown');
      expect(await seen()).toEqual([true, 'ready']);
      expect(await seen()).toEqual([false, 'ready']);
      sim.load(100);
      expect((await printer.print(job(1))).kind).toBe('printed');
      expect(printer.condition()).toBe('paperLow');
      sim.load(3);
      expect((await printer.print(job(2))).kind).toBe('refused');
      expect(printer.condition()).toBe('paperOut');
      sim.openCover();
      expect(await seen()).toEqual([true, 'coverOpen']);
      sim.closeCover();
      sim.load(200);
      expect(await seen()).toEqual([true, 'ready']);
      await line.close();
      expect(await seen()).toEqual([true, 'unreachable']);
      expect((await printer.print(job(3))).kind).toBe('refused');
      await printer.close();
      expect(await seen()).toEqual([false, 'unreachable']);
    });

    it('[P1] looking at it disturbs no job, and none is disturbed by a look', async () => {
      const { sim, printer } = await meet(confirms, { bytesPerMs: 20 });
      const ends = [printer.look(), printer.print(job(1)), printer.look()];
      expect(await Promise.all(ends)).toEqual([true, { kind: 'printed' }, false]);
      expect(sim.papers).toEqual([job(1)]);
    });

    it('[P2] one on whose line somebody else is: refused as silent, and the other’s paper is whole', async () => {
      const { sim, line, printer } = await meet(confirms);
      const other = connect({ host: '127.0.0.1', port: line.port });
      await once(other, 'connect');
      other.write(job(7).subarray(0, 100));
      await vi.waitUntil(() => sim.uncut.length > 0, { timeout: 10_000 });
      expect(await printer.print(job(1))).toMatchObject({ kind: 'refused', why: 'silent' });
      other.end(job(7).subarray(100));
      await once(other, 'close');
      expect(sim.papers).toEqual([job(7)]);
    });
  });
}

it('[P2] what a printer says of an older job is no answer to this one', async () => {
  const { sim, printer } = await meet('jobId');
  expect(await printer.print(job(9))).toEqual({ kind: 'printed' });
  sim.stall();
  const end = printer.print(job(1));
  const old = setInterval(() => { sim.babble(Buffer.from('\x37\x220011\0\x37\x220012\0', 'latin1')); }, 10);
  expect(await end).toMatchObject({ kind: 'refused', why: 'stuck' });
  clearInterval(old);
});

it.each([['jobId', 'done'], ['paperStatus', 'paper']] as const)('[P1] one that does not confirm by %s, though its settings say so, gets no job that nobody could be told of', async (confirms, answer) => {
  const { sim, printer } = await meet(confirms, { answers: ALL_ANSWERS.filter((each) => each !== answer) });
  expect(await printer.look()).toBe(true);
  expect(printer.condition()).toBe('silent');
  expect(await printer.print(job(1))).toMatchObject({ kind: 'refused', why: 'silent' });
  expect([sim.papers, sim.uncut]).toEqual([[], new Uint8Array()]);
});
