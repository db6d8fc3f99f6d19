/**
 * The simulated printer, on which every proof about paper stands, before a driver that others wrote for
 * real printers: receiptio. What it believes of the simulator is what the simulator is.
 */
import { buffer } from 'node:stream/consumers';
import { createPrint, print } from 'receiptio';
import { afterEach, describe, expect, it } from 'vitest';
import { putOnTcp, REAL_TIMERS, type PrinterOnTcp } from '../fixtures/printer/on-tcp.ts';
import { SimPrinter, type SimPrinterOptions } from '../fixtures/printer/sim-printer.ts';

/** It knows no other port; a loopback address of this process's own keeps tests apart, where there is more than one such address. */
const HOST = process.platform === 'darwin' ? '127.0.0.1' : `127.9.${1 + (Math.floor(process.pid / 250) % 250)}.${1 + (process.pid % 250)}`;
const PORT = 9100;

let line: PrinterOnTcp | undefined;
afterEach(() => line?.close());

async function meet(options: Omit<SimPrinterOptions, 'timers'> = {}): Promise<SimPrinter> {
  const printer = new SimPrinter({ timers: REAL_TIMERS, ...options });
  line = await putOnTcp(printer, PORT, HOST);
  return printer;
}

const asks = (): Promise<string> => print('', `-d ${HOST} -p epson -q`);

const RECEIPT = '^^^RECIBO\n\nEspárragos | 1| 1.00\nBrócoli | 2| 2.00\n---\n^TOTAL | ^3.00\n\n{code:0123456789; option:qrcode,6,q}';
const prints = (): Promise<string> => print(RECEIPT, `-d ${HOST} -p epson -l es -t 3`);

/** The same receipt as it would go to a file, without what only asks: `GS a` at its start, `GS r 1` at its end. */
async function asFile(): Promise<string> {
  const file = createPrint('-p epson -l es');
  file.end(RECEIPT);
  const bytes = (await buffer(file)).toString('latin1').replace('\u001b@\u001da\0', '\u001b@');
  return bytes.endsWith('\u001dr1') ? bytes.slice(0, -3) : bytes;
}

describe('[P2] another’s driver takes the simulated printer for what it is', () => {
  it('as it stands: well, near the end of its roll, its cover open, out of paper, gone', async () => {
    const printer = await meet({ lines: 100, nearEndLines: 10 });
    expect(await asks()).toBe('online');
    printer.load(5);
    expect(await asks()).toBe('online');
    printer.openCover();
    expect(await asks()).toBe('coveropen');
    printer.closeCover();
    printer.load(0);
    expect(await asks()).toBe('paperempty');
    printer.load(100);
    expect(await asks()).toBe('online');
    await line?.close();
    expect(await asks()).toBe('disconnect');
  });

  it.each([{ bufferBytes: 4096, bytesPerMs: Infinity }, { bufferBytes: 64, bytesPerMs: 20 }])('its receipt comes out whole, and it hears so: $bufferBytes bytes of buffer', async (options) => {
    const printer = await meet(options);
    expect(await prints()).toBe('success');
    const [paper = new Uint8Array()] = printer.papers;
    expect(printer.papers).toHaveLength(1);
    expect(Buffer.from(paper).toString('latin1')).toBe(await asFile());
  });

  it.each([
    { fault: 'coveropen', befall: (printer: SimPrinter) => printer.openCover() },
    { fault: 'paperempty', befall: (printer: SimPrinter) => printer.load(0) },
  ] as const)('prints nothing where $fault, before it began and in the middle', async ({ fault, befall }) => {
    const printer = await meet({ bytesPerMs: 2 });
    befall(printer);
    expect(await prints()).toBe(fault);
    expect(printer.papers).toEqual([]);
    printer.closeCover();
    printer.load(1000);
    const printing = prints();
    const spoil = setInterval(() => { if (printer.uncut.includes(0x0a)) befall(printer); }, 2);
    expect(await printing).toBe(fault);
    clearInterval(spoil);
    expect(printer.papers).toEqual([]);
  });
});
