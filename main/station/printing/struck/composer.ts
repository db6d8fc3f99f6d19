/**
 * node-thermal-printer as a composer of bytes, and the walls around its traps. Its transports are
 * never used: they resolve while the paper is out, and print after they have rejected.
 *
 * In: lines, a QR, a cut. Out: one job's bytes. It decides no layout and never sends anything.
 */
import { CharacterSet, PrinterTypes, ThermalPrinter } from 'node-thermal-printer';
import { encodeText } from './code-page.ts';
import { bandsOf } from '../drawing/bands.ts';
import type { Bitmap } from '../drawing/bitmap.ts';
import type { PaperForm } from '../form.ts';
import type { Strike } from '../layout/sheet.ts';

const START = [0x1b, 0x40];
/** GS V B 0: feed the last line past the blade, then cut all but one point, so nothing falls. */
const FEED_AND_CUT = [0x1d, 0x56, 0x42, 0x00];
/** ESC J: 20 mm, past the edge that paper is torn off at. */
const FEED_TO_TEAR = [0x1b, 0x4a, 160];

/** How a job ends. */
function endOf({ cutter }: Pick<PaperForm, 'cutter'>): readonly number[] {
  return cutter ? FEED_AND_CUT : FEED_TO_TEAR;
}

/** A job that is all dots, from the left edge, where a printer that was reset begins. */
export function drawnJob(bands: Uint8Array, form: Pick<PaperForm, 'cutter'>): Uint8Array {
  return Buffer.concat([Uint8Array.from(START), bands, Uint8Array.from(endOf(form))]);
}

/** Composes one job, font A. What has no edge of its own is centred. */
export class Composer {
  readonly #library: ThermalPrinter;
  #struck: Strike | undefined;
  #edge: 'centre' | 'left' = 'centre';
  #finished = false;

  constructor() {
    // No `characterSet` here: the library would send it before ESC @, which undoes it. And no
    // interface, so it has nothing to send to.
    this.#library = new ThermalPrinter({ type: PrinterTypes.EPSON, interface: '' });
    this.#bytes(START);
    this.#library.setCharacterSet(CharacterSet.WPC1252);
    this.#library.alignCenter();
  }

  /**
   * One line of text.
   * @param text as `closestText` gives it, no longer than the line: the library's own folding
   *   counts neither multipliers nor bytes, and its own encoding hops between code pages.
   */
  line(text: string, strike: Strike, edge: 'centre' | 'left' = 'centre'): void {
    this.#align(edge);
    this.#strike(strike);
    this.#bytes(encodeText(text));
    this.#library.newLine();
  }

  /** Blank paper. `dots` is 1–255, at 8 dots to the millimetre. */
  space(dots: number): void {
    this.#library.setLineSpacing(dots);
    this.#strike({ width: 1, height: 1, bold: false, reverse: false });
    this.#library.newLine();
    this.#library.resetLineSpacing();
  }

  /**
   * A QR code, model 2, correction level Q (a quarter of it may be creased or worn).
   * Built here: the library's declares its length in UTF-16 units, so one accent in the payload
   * makes the printer take the next command's first bytes for data.
   * @param moduleDots side of one module, 1–16 dots.
   */
  qr(payload: string, moduleDots: number): void {
    const data = new TextEncoder().encode(payload);
    this.#align('centre');
    this.#symbol([0x41, 0x32, 0x00]);
    this.#symbol([0x43, moduleDots]);
    this.#symbol([0x45, 0x32]);
    this.#symbol([0x50, 0x30, ...data]);
    this.#symbol([0x51, 0x30]);
  }

  /** Dots, in the middle of the paper. */
  dots(bitmap: Bitmap): void {
    this.#align('centre');
    this.#bytes(bandsOf(bitmap));
  }

  /** The job's bytes. Ends with the cut, where there is a blade; not `cut()`, which would go on to reset the printer. */
  finish(form: Pick<PaperForm, 'cutter'> = { cutter: true }): Uint8Array {
    this.#bytes(endOf(form));
    this.#finished = true;
    return Uint8Array.from(this.#library.getBuffer());
  }

  #align(next: 'centre' | 'left'): void {
    if (this.#edge === next) return;
    if (next === 'left') this.#library.alignLeft();
    else this.#library.alignCenter();
    this.#edge = next;
  }

  #strike(next: Strike): void {
    const now = this.#struck;
    if (now?.width !== next.width || now.height !== next.height) {
      // GS ! holds width in its high half. The library names these two the other way round.
      this.#library.setTextSize(next.width - 1, next.height - 1);
    }
    if (now?.bold !== next.bold) this.#library.bold(next.bold);
    if (now?.reverse !== next.reverse) this.#library.invert(next.reverse);
    this.#struck = next;
  }

  /** GS ( k: a function of the QR symbol, its length in bytes before it. */
  #symbol(body: readonly number[]): void {
    const length = body.length + 1;
    this.#bytes([0x1d, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, ...body]);
  }

  #bytes(bytes: ArrayLike<number>): void {
    if (this.#finished) throw new Error('nothing is composed after the cut');
    this.#library.add(Buffer.from(bytes));
  }
}
