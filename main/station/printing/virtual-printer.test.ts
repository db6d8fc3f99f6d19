import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { printerSuite } from '../../../tests/contract/printer-suite.ts';
import { readCodes } from '../../../tests/fixtures/code-reader.ts';
import { sampleLabel, sampleTicket, struckPaper } from '../../../tests/fixtures/tickets.ts';
import { decodePaper } from './reading/decode.ts';
import { openVirtualPrinter } from './virtual-printer.ts';

printerSuite('a folder', 'printed', async () => {
  const home = await mkdtemp(join(tmpdir(), 'umbral-paper-'));
  const folder = join(home, 'paper');
  return {
    printer: openVirtualPrinter({ folder }),
    async papers() {
      const names = await readdir(folder).catch(() => []);
      const jobs = names.filter((name) => name.endsWith('.bin')).toSorted();
      return Promise.all(jobs.map(async (name) => Uint8Array.from(await readFile(join(folder, name)))));
    },
    // A file where the folder should be: no user, root included, can write into it.
    takeAway: () => writeFile(folder, ''),
    tidy: () => rm(home, { recursive: true }),
  };
});

describe('a folder as a printer', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'umbral-paper-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const ticket = (number: number): Uint8Array => struckPaper(sampleTicket({ label: sampleLabel(number) }));

  it('names each ticket by its place and its number, and leaves no draft', async () => {
    const printer = openVirtualPrinter({ folder });
    await printer.print(ticket(17));
    await printer.print(ticket(1024));
    await printer.print(new Uint8Array());
    expect((await readdir(folder)).toSorted()).toEqual(
      ['0001-A017', '0002-A1024', '0003-paper'].flatMap((name) => [`${name}.bin`, `${name}.png`]),
    );
  });

  it('goes on after what is there and overwrites nothing', async () => {
    await writeFile(join(folder, '0041-Z999.bin'), 'kept');
    await openVirtualPrinter({ folder }).print(ticket(1));
    // Another process over the same folder, which took the next name meanwhile.
    const printer = openVirtualPrinter({ folder });
    await printer.print(ticket(2));
    await writeFile(join(folder, '0044-A003.bin'), 'theirs');
    expect(await printer.print(ticket(3))).toMatchObject({ kind: 'refused', why: 'disk' });
    expect(await printer.print(ticket(3))).toMatchObject({ kind: 'printed' });
    expect(await readFile(join(folder, '0041-Z999.bin'), 'utf8')).toBe('kept');
    expect(await readFile(join(folder, '0044-A003.bin'), 'utf8')).toBe('theirs');
    expect(await readdir(folder)).toEqual(expect.arrayContaining(['0042-A001.bin', '0043-A002.bin', '0045-A003.bin']));
  });

  it('[P1] bytes on disk are paper even where the picture fails, and it says so', async () => {
    const printer = openVirtualPrinter({ folder });
    await printer.print(ticket(16));
    await mkdir(join(folder, '0002-A017.png'));
    expect(await printer.print(ticket(17))).toEqual({ kind: 'printed', detail: expect.stringContaining('0002-A017.png is missing') });
    expect(Uint8Array.from(await readFile(join(folder, '0002-A017.bin')))).toEqual(ticket(17));
  });

  it('draws no picture of a paper metres long, and says so', async () => {
    const endless = await openVirtualPrinter({ folder }).print(Uint8Array.from([0x1b, 0x40, ...Array<number>(1000).fill(0x0a)]));
    expect(endless).toEqual({ kind: 'printed', detail: expect.stringContaining('too long to draw') });
  });

  it('[X6] the QR in the picture reads as the id of the visit, 25 mm wide or more', async () => {
    const sample = sampleTicket();
    await openVirtualPrinter({ folder }).print(struckPaper(sample));
    const [seen] = await readCodes(await readFile(join(folder, '0001-A017.png')));
    expect(seen?.text).toBe(sample.visit);
    expect(seen?.width).toBeGreaterThanOrEqual(25 * 8);
  });

  it('the picture is drawn from the bytes: what they lack is white', async () => {
    const bytes = struckPaper(sampleTicket());
    const printer = openVirtualPrinter({ folder });
    await printer.print(bytes);
    const start = Buffer.from(bytes).indexOf(Buffer.from('A 017', 'latin1'));
    await printer.print(Uint8Array.from(bytes.with(start, 0x20)));
    expect(decodePaper(bytes).lines[2]?.text).toBe('A 017');
    const [with_, without] = await Promise.all(['0001-A017.png', '0002-017.png'].map((name) => ink(join(folder, name))));
    expect(without).toBeLessThan(with_ ?? 0);
  });
});

/** How many pixels are dark. */
async function ink(file: string): Promise<number> {
  const picture = await loadImage(file);
  const context = createCanvas(picture.width, picture.height).getContext('2d');
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, picture.width, picture.height);
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 64) dark += 1;
  return dark;
}
