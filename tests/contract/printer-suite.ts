/** What every printer keeps, whatever carries its bytes. Each transport's tests run this. */
import { afterEach, describe, expect, it } from 'vitest';
import type { PrintEnd, Printer } from '../../main/station/printing/printer.ts';
import { sampleLabel, sampleTicket, struckPaper } from '../fixtures/tickets.ts';

/** A printer with a paper tray that a test can look into. */
export interface PrinterUnderTest {
  readonly printer: Printer;
  /** The jobs that came out, whole, oldest first. */
  readonly papers: () => Promise<readonly Uint8Array[]>;
  /** From now on it can't be reached at all. */
  readonly takeAway: () => Promise<void>;
  readonly tidy: () => Promise<void>;
}

/** @param goodEnd how a job ends where nothing goes wrong. */
export function printerSuite(name: string, goodEnd: PrintEnd['kind'], open: () => Promise<PrinterUnderTest>): void {
  describe(`${name} is a printer`, () => {
    let opened: PrinterUnderTest | undefined;
    afterEach(async () => {
      await opened?.tidy();
      opened = undefined;
    });
    const start = async (): Promise<PrinterUnderTest> => {
      opened = await open();
      return opened;
    };
    const job = (number: number): Uint8Array => struckPaper(sampleTicket({ label: sampleLabel(number) }));

    it(`[P1] a job that meets no trouble ends as ${goodEnd}, its bytes whole and unchanged`, async () => {
      const { printer, papers } = await start();
      const bytes = job(17);
      expect((await printer.print(bytes)).kind).toBe(goodEnd);
      expect(await papers()).toEqual([job(17)]);
      expect(bytes).toEqual(job(17));
    });

    it(`[P2] it says beforehand that it ${goodEnd === 'printed' ? 'confirms' : 'can’t confirm'} its paper`, async () => {
      expect((await start()).printer.confirms).toBe(goodEnd === 'printed');
    });

    it('[P1] jobs come out apart and in order', async () => {
      const { printer, papers } = await start();
      for (const number of [1, 2, 3]) expect((await printer.print(job(number))).kind).toBe(goodEnd);
      expect(await papers()).toEqual([job(1), job(2), job(3)]);
    });

    it('[P1] a long job comes out whole', async () => {
      const { printer, papers } = await start();
      const long = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
      expect((await printer.print(long)).kind).toBe(goodEnd);
      expect(await papers()).toEqual([long]);
    });

    it('[P1] where it can not be reached the job is refused, with a reason, and nothing comes out', async () => {
      const { printer, papers, takeAway } = await start();
      await takeAway();
      const end = await printer.print(job(17));
      expect(end).toMatchObject({ kind: 'refused', detail: expect.stringContaining(printer.name) });
      expect(await papers()).toEqual([]);
    });

    it('refuses jobs once it is closed, and waits for the one in hand', async () => {
      const { printer, papers } = await start();
      const inHand = printer.print(job(1));
      await printer.close();
      expect(await papers()).toEqual([job(1)]);
      expect((await inHand).kind).toBe(goodEnd);
      expect(await printer.print(job(2))).toMatchObject({ kind: 'refused', why: 'closed' });
      expect(await papers()).toEqual([job(1)]);
    });
  });
}
