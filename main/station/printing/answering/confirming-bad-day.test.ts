/** [P2] A printer that answers, on its bad days: strips, blades, old words, and kinds of answers that it lacks. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { job, LINES, LONGEST_MS, meetConfirming, PROFILES, type Met } from '../../../../tests/fixtures/printer/confirming.ts';
import type { PrinterOnTcp } from '../../../../tests/fixtures/printer/on-tcp.ts';
import type { SimPrinter } from '../../../../tests/fixtures/printer/sim-printer.ts';
import { systemClock } from '../../clock.ts';

const opened: PrinterOnTcp[] = [];
afterEach(async () => {
  for (const line of opened.splice(0)) await line.close();
});

async function meet(...how: Parameters<typeof meetConfirming>): Promise<Met> {
  const met = await meetConfirming(...how);
  opened.push(met.line);
  return met;
}

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
