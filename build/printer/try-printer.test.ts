import { afterEach, expect, it } from 'vitest';
import { decodePaper } from '../../main/station/printing/index.ts';
import { need, SOCAT } from '../../tests/fixtures/parts.ts';
import { putOnPty } from '../../tests/fixtures/printer/on-pty.ts';
import { putOnTcp, REAL_TIMERS, type PrinterOnTcp } from '../../tests/fixtures/printer/on-tcp.ts';
import { ALL_ANSWERS, SimPrinter, type Answering } from '../../tests/fixtures/printer/sim-printer.ts';
import { testChance, testClock } from '../../tests/fixtures/world.ts';
import { tryPrinter } from './try-printer.ts';

let line: PrinterOnTcp | undefined;
afterEach(() => line?.close());

async function meet(answers: readonly Answering[]): Promise<{ sim: SimPrinter; tried: () => ReturnType<typeof tryPrinter>; address: string }> {
  const sim = new SimPrinter({ timers: REAL_TIMERS, answers });
  line = await putOnTcp(sim);
  const { port } = line;
  const tried = (): ReturnType<typeof tryPrinter> => tryPrinter({ where: { kind: 'tcp', host: '127.0.0.1', port }, language: 'es', zone: 'America/Bogota', clock: testClock(), timers: REAL_TIMERS, chance: testChance(5) });
  return { sim, tried, address: `127.0.0.1:${port}` };
}

it('[P2] says what a printer can, what to write for it, and that the test page is out', async () => {
  const { sim, tried, address } = await meet(ALL_ANSWERS);
  const { isGood, lines } = await tried();
  expect(isGood).toBe(true);
  expect(lines).toEqual([
    `${address} confirms each paper (jobId), and lets go of a paper that it could not finish.`,
    'The test page: it is printed.',
    `In the station's config.json: "printer": {"kind":"tcp","host":"127.0.0.1","port":${address.split(':')[1]},"confirms":"jobId"}`,
    expect.stringContaining('"qr": "drawn"'),
  ]);
  expect(sim.papers.map((bytes) => decodePaper(bytes).lines[0]?.text)).toEqual(['Prueba de la impresora']);
});

it('[P2] calls no page printed that nobody confirms, and no printer good that wants something or is not there', async () => {
  const { sim, tried, address } = await meet(['realTime']);
  expect((await tried()).lines.slice(0, 2)).toEqual([`${address} says how it is, and not that a paper is out. Its papers can’t be confirmed, and staff are told so.`, 'The test page: sent. Look whether it came out.']);
  sim.openCover();
  expect(await tried()).toEqual({ isGood: false, lines: [`${address} answers: its cover is open. Close it and try again.`] });
  await line?.close();
  expect(await tried()).toEqual({ isGood: false, lines: [`Nobody answers at ${address} (ECONNREFUSED). Is the printer on, and is this its address?`] });
});

it('[P2] tries out one on a serial line as well, and says what one needs that can’t be opened', async ({ skip }) => {
  need(skip, SOCAT);
  const sim = new SimPrinter({ timers: REAL_TIMERS, answers: ALL_ANSWERS });
  const device = await putOnPty(sim);
  try {
    const tried = (path: string): ReturnType<typeof tryPrinter> => tryPrinter({ where: { kind: 'serial', path, baud: 19_200 }, language: 'es', zone: 'America/Bogota', clock: testClock(), timers: REAL_TIMERS, chance: testChance(5) });
    expect((await tried(device.path)).lines.slice(0, 3)).toEqual([
      `${device.path} confirms each paper (jobId), and lets go of a paper that it could not finish.`,
      'The test page: it is printed.',
      `In the station's config.json: "printer": {"kind":"serial","path":"${device.path}","baud":19200,"confirms":"jobId"}`,
    ]);
    expect(sim.papers).toHaveLength(1);
    expect(await tried(`${device.path}-not`)).toMatchObject({ isGood: false, lines: [expect.stringContaining('dialout')] });
  } finally {
    await device.close();
  }
});
