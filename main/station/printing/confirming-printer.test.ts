/** [P2] A network printer that answers, against one that is only its behaviour: what was told is what happened. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { printerSuite } from '../../../tests/contract/printer-suite.ts';
import { putOnTcp, reachOf, REAL_TIMERS, type PrinterOnTcp } from '../../../tests/fixtures/printer/on-tcp.ts';
import { ALL_ANSWERS, SimPrinter, type SimPrinterOptions } from '../../../tests/fixtures/printer/sim-printer.ts';
import { sampleLabel, sampleTicket, struckPaper } from '../../../tests/fixtures/tickets.ts';
import { systemClock } from '../clock.ts';
import type { Confirming } from './looking.ts';
import { openConfirmingPrinter } from './confirming-printer.ts';
import type { Printer } from './printer.ts';

const PROFILES: readonly Confirming[] = ['jobId', 'paperStatus'];

function countedIds(): () => string {
  let count = 0;
  return () => String((count += 1)).padStart(3, '0');
}

interface Met {
  readonly sim: SimPrinter;
  readonly line: PrinterOnTcp;
  readonly printer: Printer;
}

const opened: PrinterOnTcp[] = [];
afterEach(async () => {
  for (const line of opened.splice(0)) await line.close();
});

/** Long enough for a ticket on a slow engine, on a machine that has much else to do. */
const LONGEST_MS = 800;

async function meet(confirms: Confirming, options: Omit<SimPrinterOptions, 'timers'> = {}): Promise<Met> {
  const sim = new SimPrinter({ timers: REAL_TIMERS, ...options });
  const line = await putOnTcp(sim);
  opened.push(line);
  const printer = openConfirmingPrinter({ reach: reachOf(line), timers: REAL_TIMERS, confirms, newJobId: countedIds(), statusMs: 500, patienceMs: 1000, longestMs: LONGEST_MS, lookMs: 20, quietMs: 40 });
  return { sim, line, printer };
}

const job = (number: number): Uint8Array => struckPaper(sampleTicket({ label: sampleLabel(number) }));
/** Lines that one of these tickets takes. */
const LINES = job(1).filter((byte) => byte === 0x0a).length;

for (const confirms of PROFILES) {
  printerSuite(`a network printer that confirms by ${confirms}`, 'printed', async () => {
    const { sim, line } = await meet(confirms);
    return {
      printer: openConfirmingPrinter({ reach: reachOf(line), timers: REAL_TIMERS, confirms, newJobId: countedIds() }),
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
      const printer = openConfirmingPrinter({ reach: reachOf(line), timers: REAL_TIMERS, confirms, newJobId: countedIds(), lookMs: 20 });
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

describe.each(PROFILES)('[P2] on a bad day, a printer that confirms by %s', (confirms) => {
  it('[P1] what a job left hanging is cut off before the next one, and comes out on nobody’s paper', async () => {
    const { sim, printer } = await meet(confirms, { lines: LINES - 2 });
    expect(await printer.print(job(1))).toMatchObject({ kind: 'refused', why: 'paperOut' });
    sim.load(1000);
    expect(await printer.print(job(2))).toEqual({ kind: 'printed' });
    expect(await printer.print(job(3))).toEqual({ kind: 'printed' });
    expect(sim.papers).toEqual([job(2), job(3)]);
    expect(sim.torn).toHaveLength(1);
  });

  it('[P1] its blade sticks behind the paper: that is out, and uncut; nothing goes there until the jam is taken out, and then the strip goes first', async () => {
    const { sim, printer } = await meet(confirms);
    sim.jamBlade();
    expect(await printer.print(job(1))).toMatchObject({ kind: 'printed', detail: expect.stringContaining('jammed') });
    expect(printer.condition()).toBe('ready');
    expect(await printer.print(job(2))).toMatchObject({ kind: 'refused', why: 'cutterJam' });
    await printer.look();
    expect(printer.condition()).toBe('cutterJam');
    sim.freeBlade();
    await printer.look();
    // A look moves no blade: somebody's fingers may be at it.
    expect(printer.condition()).toBe('cutterJam');
    expect(await printer.print(job(3))).toEqual({ kind: 'printed' });
    expect(sim.papers).toEqual([job(3)]);
    expect(sim.torn).toHaveLength(1);
  });

  it.each([
    ['was switched off its line', 'offline', (sim: SimPrinter) => { sim.setOffline(true); }],
    ['has a fault that only its maker mends', 'fault', (sim: SimPrinter) => { sim.breakDown(); }],
  ] as const)('[P1] one that %s gets no job', async (_, why, hinder) => {
    const { sim, printer } = await meet(confirms);
    hinder(sim);
    expect(await printer.print(job(1))).toMatchObject({ kind: 'refused', why });
    expect(sim.uncut).toEqual(new Uint8Array());
  });

  it('[P1] a blade that takes its time is waited for', async () => {
    const { sim, printer } = await meet(confirms, { cutMs: 100 });
    expect(await printer.print(job(1))).toEqual({ kind: 'printed' });
    expect(sim.papers).toEqual([job(1)]);
  });

  it('[P1] one that reads slowly is waited for as long as it takes bytes', async () => {
    const { sim, printer } = await meet(confirms, { readsPerMs: 4 });
    expect(await printer.print(job(1))).toEqual({ kind: 'printed' });
    expect(sim.papers).toEqual([job(1)]);
  });

  it('[P2] a printer that did not confirm as it should is asked again at a job and once it came back, and at no look between', async () => {
    const { sim, line, printer } = await meet(confirms, { answers: ['realTime'] });
    let probes = 0;
    const take = sim.take.bind(sim);
    vi.spyOn(sim, 'take').mockImplementation((bytes) => {
      const text = Buffer.from([...bytes]).toString('latin1');
      if (text.includes('\x1d(H') || text.includes('\x1dr')) probes += 1;
      take(bytes);
    });
    for (let looks = 0; looks < 3; looks += 1) await printer.look();
    expect([printer.condition(), probes]).toEqual(['silent', 1]);
    expect(await printer.print(job(1))).toMatchObject({ kind: 'refused', why: 'silent' });
    await printer.look();
    expect(probes).toBe(2);
    sim.openCover();
    await printer.look();
    sim.closeCover();
    await printer.look();
    expect(probes).toBe(3);
    await line.close();
  });

  it('[P2] asks how it is within 50 ms before a job', async () => {
    const { sim, printer } = await meet(confirms);
    await printer.print(job(9));
    let asked = 0;
    const took: number[] = [];
    const clock = systemClock();
    const take = sim.take.bind(sim);
    vi.spyOn(sim, 'take').mockImplementation((bytes) => {
      const all = [...bytes];
      if (all[0] === 0x10 && all[2] === 2 && asked === 0) asked = clock.monotonic();
      if (all.includes(0x1b)) took.push(clock.monotonic() - asked);
      take(all);
    });
    for (let jobs = 0; jobs < 5; jobs += 1) {
      asked = 0;
      await printer.print(job(1));
    }
    // The machine may have been busy at any of them.
    expect(Math.min(...took)).toBeLessThan(50);
  });
});

it('[P1] one that prints on where its paper has ended, and says so, has printed nothing that could be sworn to', async () => {
  const { sim, printer } = await meet('paperStatus', { printsOn: true, lines: LINES - 2 });
  expect(await printer.print(job(1))).toMatchObject({ kind: 'uncertain', why: 'paperOut' });
  expect(sim.papers.map((paper) => paper.length < job(1).length)).toEqual([true]);
  expect(await printer.print(job(2))).toMatchObject({ kind: 'refused', why: 'paperOut' });
});

it('[P1] what a printer told by itself before a job is no news in it: only what it says when it is asked', async () => {
  const { sim, printer } = await meet('jobId', { bytesPerMs: 5 });
  const end = printer.print(job(1));
  await vi.waitUntil(() => sim.uncut.length > 0, { interval: 2, timeout: 10_000 });
  // Its cover was open, it says, and comes to say it only now.
  sim.babble(Uint8Array.of(0x38, 0, 0, 0x0f));
  expect(await end).toEqual({ kind: 'printed' });
  expect(sim.papers).toEqual([job(1)]);
});

it('[P1] how long a job may take is time, whatever the printer says meanwhile', async () => {
  const { sim, printer } = await meet('jobId');
  await printer.print(job(9));
  sim.stall();
  const chatter = setInterval(() => { sim.babble(Uint8Array.of(0x38, 0, 0, 0x0f)); }, 2);
  const clock = systemClock();
  const began = clock.monotonic();
  expect(await printer.print(job(1))).toMatchObject({ kind: 'refused', why: 'stuck' });
  clearInterval(chatter);
  expect(clock.monotonic() - began).toBeGreaterThan(LONGEST_MS - 20);
});
