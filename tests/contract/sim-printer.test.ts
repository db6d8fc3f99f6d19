/**
 * The simulated printer answers as the published command reference says a printer does. The client here
 * is a bare socket and the reference's own numbers: it shares nothing with what the station prints by.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { decodePaper } from '../../main/station/printing/index.ts';
import { putOnTcp, REAL_TIMERS, type PrinterOnTcp } from '../fixtures/printer/on-tcp.ts';
import { SimPrinter, type SimPrinterOptions } from '../fixtures/printer/sim-printer.ts';
import { sampleLabel, sampleTicket, struckPaper } from '../fixtures/tickets.ts';

const opened: { close(): Promise<void> | void }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close();
});

interface Met {
  readonly printer: SimPrinter;
  readonly line: PrinterOnTcp;
  readonly socket: Socket;
  /** Sends, and waits for so many bytes of answer, as hex. */
  ask(bytes: readonly number[] | string, count: number): Promise<string>;
}

async function meet(options: Omit<SimPrinterOptions, 'timers'> = {}): Promise<Met> {
  const printer = new SimPrinter({ timers: REAL_TIMERS, ...options });
  const line = await putOnTcp(printer);
  const socket = connect({ host: '127.0.0.1', port: line.port, noDelay: true });
  await once(socket, 'connect');
  let heard = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => { heard = Buffer.concat([heard, chunk]); });
  socket.on('error', () => {});
  opened.push(line, { close: () => { socket.destroy(); } });
  return {
    printer,
    line,
    socket,
    async ask(bytes, count) {
      socket.write(Buffer.from(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes));
      await vi.waitUntil(() => heard.length >= count, { interval: 2, timeout: 2000 });
      const answer = heard.toString('hex');
      heard = Buffer.alloc(0);
      return answer;
    },
  };
}

const status = (n: number): number[] => [0x10, 0x04, n];
const ALL = [...status(1), ...status(2), ...status(4)];
const done = (id: string): number[] => [0x1d, 0x28, 0x48, 6, 0, 48, 48, ...Buffer.from(id)];
const CUT = '\x1dVB\0';

describe('the simulated printer', () => {
  it('answers DLE EOT as the reference’s tables say: ready, cover open, roll near its end, roll ended', async () => {
    const { printer, ask } = await meet({ lines: 100, nearEndLines: 10 });
    expect(await ask(ALL, 3)).toBe('121212');
    printer.openCover();
    expect(await ask(ALL, 3)).toBe('1a1612');
    printer.closeCover();
    printer.load(10);
    expect(await ask(ALL, 3)).toBe('12121e');
    printer.load(0);
    expect(await ask(ALL, 3)).toBe('1a327e');
  });

  it('tells changes by itself once it is asked to, and GS r how the paper stands', async () => {
    const { printer, ask } = await meet({ lines: 100, nearEndLines: 10 });
    expect(await ask([0x1d, 0x61, 0xff], 4)).toBe('1000000f');
    printer.openCover();
    expect(await ask([], 4)).toBe('3800000f');
    printer.closeCover();
    expect(await ask([], 4)).toBe('1000000f');
    expect(await ask([0x1d, 0x72, 1], 1)).toBe('00');
    printer.load(5);
    expect(await ask([], 4)).toBe('1000030f');
    expect(await ask([0x1d, 0x72, 49], 1)).toBe('03');
  });

  it('answers at once though it prints nothing, also where the line cuts the question in two', async () => {
    const { printer, socket, ask } = await meet();
    printer.stall();
    socket.write('a line of text\n\x10');
    await new Promise((resolve) => { socket.write('', resolve); });
    expect(await ask([0x04, 2], 1)).toBe('12');
    expect(await ask(status(4), 1)).toBe('12');
  });

  it('says that a paper is out once it is, and not before', async () => {
    const { printer, socket, ask } = await meet({ lines: 1 });
    const heard: string[] = [];
    socket.on('data', (chunk: Buffer) => heard.push(chunk.toString('hex')));
    expect(await ask([...Buffer.from(`\x1b@\x1bt\x10one\ntwo\n${CUT}`, 'latin1'), ...done('ab~1'), ...status(2)], 1)).toBe('32');
    expect(printer.papers).toEqual([]);
    expect(heard).toEqual(['32']);
    printer.load(50);
    expect(await ask([], 7)).toBe('372261627e3100');
    expect(printer.papers.map((bytes) => decodePaper(bytes).lines.map(({ text }) => text))).toEqual([['one', 'two']]);
  });

  it('keeps what it printed as the decoder reads it, whole, from a slow engine behind a small buffer', async () => {
    const { printer, socket, ask } = await meet({ bufferBytes: 64, bytesPerMs: 40 });
    const jobs = [1, 2, 3].map((number) => struckPaper(sampleTicket({ label: sampleLabel(number) })));
    for (const job of jobs) socket.write(job);
    expect(printer.papers).toEqual([]);
    expect(await ask(done('last'), 7)).toBe('37226c61737400');
    expect(printer.papers).toEqual(jobs);
    expect(printer.papers.map((bytes) => decodePaper(bytes).lines.find(({ height }) => height === 8)?.text)).toEqual(['A 001', 'A 002', 'A 003']);
  });

  it('loses its buffer when somebody pulls the plug, and what it had printed hangs there until it is cut or torn off', async () => {
    const { printer, line, socket, ask } = await meet();
    await ask([...Buffer.from('half of it\n'), ...status(1)], 1);
    printer.stall();
    await ask([...Buffer.from(`the rest\n${CUT}`, 'latin1'), ...status(1)], 1);
    const closed = new Promise((resolve) => { socket.once('close', resolve); });
    line.pullThePlug();
    await closed;
    expect(printer.papers).toEqual([]);
    expect(Buffer.from(printer.uncut).toString()).toBe('half of it\n');
    printer.tearOff();
    expect(printer.torn.map((bytes) => Buffer.from(bytes).toString())).toEqual(['half of it\n']);
  });

  it('forgets what it has not printed when DLE DC4 8 says so, paper or no paper, and says that it did', async () => {
    const { printer, ask } = await meet({ lines: 1 });
    expect(await ask([...Buffer.from(`one\ntwo\n${CUT}`, 'latin1'), 0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8], 3)).toBe('372500');
    printer.load(10);
    expect(await ask(done('next'), 7)).toBe('37226e65787400');
    expect([printer.papers, printer.torn]).toEqual([[], []]);
    expect(await ask([...Buffer.from(`two\n${CUT}`, 'latin1'), ...done('last')], 7)).toBe('37226c61737400');
    // What hung there comes out at the top of the next paper.
    expect(printer.papers.map((bytes) => Buffer.from(bytes).toString())).toEqual([`one\ntwo\n${CUT}`]);
  });

  it('cuts off by itself what hung there where it is told to before anything else, and of nothing makes no piece', async () => {
    const { printer, ask } = await meet({ lines: 1 });
    await ask([...Buffer.from(`one\ntwo\n${CUT}`, 'latin1'), 0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8], 3);
    printer.load(10);
    await ask([...Buffer.from(`\x1b@${CUT}\x1b@${CUT}three\n${CUT}`, 'latin1'), ...done('last')], 7);
    expect(printer.torn.map((bytes) => Buffer.from(bytes).toString())).toEqual([`one\n\x1b@${CUT}`]);
    expect(printer.papers.map((bytes) => Buffer.from(bytes).toString())).toEqual([`three\n${CUT}`]);
  });

  it('stops with an error where its blade sticks, and goes on, without its buffer, once that is freed and DLE ENQ 2 says so', async () => {
    const { printer, socket, ask } = await meet();
    printer.jamBlade();
    socket.write(`one\n${CUT}two\n`);
    await vi.waitUntil(() => printer.uncut.length > 0, { interval: 2 });
    expect(await ask([...ALL, ...status(3)], 4)).toBe('1a52121a');
    expect(await ask([0x10, 5, 2, ...status(2)], 1)).toBe('52');
    printer.freeBlade();
    expect(await ask(status(2), 1)).toBe('52');
    expect(await ask([0x10, 5, 2, ...status(2), ...status(3)], 2)).toBe('1212');
    expect(await ask([...Buffer.from(`three\n${CUT}`, 'latin1'), ...done('next')], 7)).toBe('37226e65787400');
    expect(printer.papers.map((bytes) => Buffer.from(bytes).toString())).toEqual([`one\nthree\n${CUT}`]);
    printer.breakDown();
    expect(await ask([0x10, 5, 2, ...status(2), ...status(3)], 2)).toBe('5232');
  });

  it('takes its time to cut and to read, says when it is off its line, and may print on where no paper is', async () => {
    const slow = await meet({ cutMs: 40, readsPerMs: 1 });
    slow.socket.write(Buffer.from(`one\n${CUT}`, 'latin1'));
    await vi.waitUntil(() => slow.printer.uncut.length > 0, { interval: 2 });
    expect([slow.printer.papers.length, slow.printer.isAtRest]).toEqual([0, false]);
    await vi.waitUntil(() => slow.printer.papers.length === 1, { interval: 2 });
    slow.printer.setOffline(true);
    expect(await slow.ask(ALL, 3)).toBe('1a1212');
    const dry = await meet({ lines: 1, printsOn: true });
    expect(await dry.ask([...Buffer.from(`one\ntwo\n${CUT}`, 'latin1'), 0x1d, 0x72, 1], 1)).toBe('0f');
    expect(dry.printer.papers.map((bytes) => Buffer.from(bytes).toString())).toEqual([`one\n${CUT}`]);
  });

  it('resets by itself in the middle, and hears nothing while it starts', async () => {
    const { printer, ask } = await meet();
    printer.resetAfter(5);
    expect(await ask([...Buffer.from(`one\ntwo\n${CUT}`, 'latin1'), ...done('next')], 7)).toBe('37226e65787400');
    expect(printer.papers.map((bytes) => Buffer.from(bytes).toString())).toEqual([`two\n${CUT}`]);
    printer.reset(50);
    expect(await ask([...status(1)], 0)).toBe('');
    await vi.waitUntil(async () => (await ask(status(1), 0)) !== '', { interval: 10 });
  });

  it('answers nothing that it does not know, and babbles what nobody asked', async () => {
    const { printer, ask } = await meet({ answers: ['paper'] });
    expect(await ask([...ALL, ...done('none'), 0x1d, 0x61, 0xff, 0x1d, 0x72, 1], 1)).toBe('00');
    printer.babble(Uint8Array.of(1, 2, 3));
    expect(await ask([], 3)).toBe('010203');
  });

  it('serves one on the line at a time; who waits is served next', async () => {
    const { line, socket, ask } = await meet();
    await ask(status(1), 1);
    const other = connect({ host: '127.0.0.1', port: line.port });
    await once(other, 'connect');
    opened.push({ close: () => { other.destroy(); } });
    other.write(Buffer.from(status(1)));
    const heard = once(other, 'data');
    let early = false;
    void heard.then(() => { early = true; });
    expect(await ask(status(2), 1)).toBe('12');
    expect(early).toBe(false);
    socket.end();
    expect((await heard)[0]).toEqual(Buffer.of(0x12));
  });
});
