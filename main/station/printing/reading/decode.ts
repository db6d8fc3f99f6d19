/**
 * Reads ESC/POS bytes as a printer would and says what stands on the paper. Written from the
 * command reference and sharing nothing with what composes, so that each checks the other.
 *
 * In: a job's bytes, any bytes. Out: lines, QR payloads, cuts, and `strays`: all that a ticket
 * of ours must not hold. It never throws and never draws.
 */
import { charOf, DLE, ESC, FOREIGN, FS, GS, LF } from './escpos.ts';
import { CELL, PAPER_DOTS, type Align, type DecodedPaper, type PaperItem, type PaperQr, type Stray } from './paper.ts';

/**
 * Reads one job.
 * @param dots across the printed width of the printer it is for.
 */
export function decodePaper(bytes: Uint8Array, dots: number = PAPER_DOTS): DecodedPaper {
  const reader = new PaperReader(bytes, dots);
  reader.readAll();
  const { items, strays } = reader;
  return {
    dots,
    items,
    lines: items.filter((item) => item.kind === 'line').filter((line) => line.text.trim() !== ''),
    qrs: items.filter((item) => item.kind === 'qr'),
    rasters: items.filter((item) => item.kind === 'raster'),
    cuts: items.filter((item) => item.kind === 'cut'),
    strays,
  };
}

const DEFAULT_SPACING = 30;
const WPC1252 = 16;

interface Style {
  align: Align;
  width: number;
  height: number;
  bold: boolean;
  reverse: boolean;
}

const UNSTYLED: Style = { align: 'left', width: 1, height: 1, bold: false, reverse: false };

class PaperReader {
  readonly items: PaperItem[] = [];
  readonly strays: Stray[] = [];
  readonly #bytes: Uint8Array;
  readonly #dots: number;
  #at = 0;
  #from = 0;
  #text = '';
  #style: Style = { ...UNSTYLED };
  #spacing = DEFAULT_SPACING;
  #started: 'no' | 'reset' | 'ready' = 'no';
  #cut = false;
  #qr = { payload: '', moduleDots: 3, correction: 'L' as PaperQr['correction'] };

  constructor(bytes: Uint8Array, dots: number) {
    this.#bytes = bytes;
    this.#dots = dots;
  }

  readAll(): void {
    while (this.#at < this.#bytes.length) {
      this.#from = this.#at;
      if (this.#cut) {
        this.#at = this.#bytes.length;
        this.#stray('afterCut');
      } else {
        this.#readOne(this.#take());
      }
    }
    // A line that no feed ends stays in a printer's memory and comes out with the next job.
    if (this.#text !== '') {
      this.#stray('truncated');
      this.#endLine();
    }
  }

  #readOne(byte: number): void {
    switch (byte) {
      case LF:
        return this.#endLine();
      case ESC:
        return this.#esc(this.#take());
      case GS:
        return this.#gs(this.#take());
      case DLE:
      case FS:
        return this.#foreign(byte, this.#take());
      default:
        return this.#char(byte);
    }
  }

  #char(byte: number): void {
    const char = charOf(byte);
    if (char === undefined) return this.#stray('control');
    if (this.#started !== 'ready') this.#stray('beforeStart');
    // What the line can't hold goes to the next by itself.
    if ((this.#text.length + 1) * this.#style.width * CELL.width > this.#dots) this.#endLine();
    this.#text += char;
  }

  #esc(command: number): void {
    switch (String.fromCharCode(command)) {
      case '@':
        if (this.#started !== 'no' || this.items.length > 0) this.#stray('mode');
        if (this.#started === 'no') this.#started = 'reset';
        this.#style = { ...UNSTYLED };
        this.#spacing = DEFAULT_SPACING;
        return;
      case 't':
        if (this.#take() !== WPC1252 || this.#started !== 'reset') this.#stray('mode');
        this.#started = 'ready';
        return;
      case 'a':
        return this.#restyle({ align: (['left', 'centre', 'right'] as const)[this.#take() % 0x30] });
      case 'E':
        return this.#restyle({ bold: (this.#take() & 1) === 1 });
      case '2':
        this.#spacing = DEFAULT_SPACING;
        return;
      case '3':
        this.#spacing = this.#take();
        return;
      case 'd':
        return this.#feed(this.#take());
      case 'J':
        return this.#feedDots(this.#take());
      default:
        return this.#foreign(ESC, command);
    }
  }

  #gs(command: number): void {
    switch (String.fromCharCode(command)) {
      case '!': {
        const size = this.#take();
        if ((size & 0x88) !== 0) return this.#stray('mode');
        return this.#restyle({ width: (size >> 4) + 1, height: (size & 7) + 1 });
      }
      case 'B':
        return this.#restyle({ reverse: (this.#take() & 1) === 1 });
      case 'V':
        return this.#cutPaper(this.#take());
      case 'v':
        return this.#raster();
      case '(':
        return this.#extended(this.#take());
      default:
        return this.#foreign(GS, command);
    }
  }

  #restyle(change: Partial<{ [K in keyof Style]: Style[K] | undefined }>): void {
    if (this.#text !== '') this.#stray('midLine');
    for (const [name, value] of Object.entries(change)) {
      if (value === undefined) return this.#stray('mode');
      Object.assign(this.#style, { [name]: value });
    }
  }

  #feed(lines: number): void {
    if (this.#text !== '') this.#endLine();
    for (let line = 0; line < lines; line += 1) this.#endLine();
  }

  /** What is on the line comes out first. */
  #feedDots(dots: number): void {
    if (this.#text !== '') this.#stray('midLine');
    this.items.push({ kind: 'line', text: this.#text, ...this.#style, advance: dots });
    this.#text = '';
  }

  /** GS v 0: how many bytes across, how many rows, and the rows. */
  #raster(): void {
    const [zero, mode] = [this.#take(), this.#take()];
    const [across, rows] = [this.#take() | (this.#take() << 8), this.#take() | (this.#take() << 8)];
    if (zero !== 0x30 || across === 0 || rows === 0) return this.#stray('unknown');
    const bits = this.#bytes.slice(this.#at, this.#at + across * rows);
    this.#at += bits.length;
    if (bits.length < across * rows) return this.#stray('truncated');
    if (mode !== 0) return this.#stray('mode');
    if (this.#started === 'no') this.#stray('beforeStart');
    if (this.#text !== '') this.#stray('midLine');
    if (across * 8 > this.#dots) this.#stray('tooWide');
    this.items.push({ kind: 'raster', width: across * 8, height: rows, bits, align: this.#style.align });
  }

  #cutPaper(kind: number): void {
    const how = kind % 2 === 0 ? 'full' : 'partial';
    switch (kind) {
      case 0:
      case 1:
      case 0x30:
      case 0x31:
        this.items.push({ kind: 'cut', how });
        break;
      case 0x41:
      case 0x42:
        this.#take();
        this.items.push({ kind: 'cut', how: kind === 0x41 ? 'full' : 'partial' });
        break;
      default:
        return this.#stray('unknown');
    }
    if (this.#text !== '') this.#stray('midLine');
    this.#cut = true;
  }

  /** GS ( k and its kin say how long they are, so an unknown one can be stepped over whole. */
  #extended(command: number): void {
    const length = this.#take() | (this.#take() << 8);
    const body = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    if (this.#at > this.#bytes.length) {
      this.#at = this.#bytes.length;
      return this.#stray('truncated');
    }
    const [family, fn = 0, ...data] = body;
    if (command !== 0x6b || family !== 0x31) return this.#stray('unknown');
    return this.#qrFunction(fn, data);
  }

  #qrFunction(fn: number, data: readonly number[]): void {
    const [first = 0] = data;
    switch (fn) {
      case 0x41:
        return first === 0x32 ? undefined : this.#stray('unknown');
      case 0x43:
        this.#qr.moduleDots = first;
        return;
      case 0x45:
        this.#qr.correction = (['L', 'M', 'Q', 'H'] as const)[first - 0x30] ?? 'L';
        return;
      case 0x50:
        this.#qr.payload = new TextDecoder().decode(Uint8Array.from(data.slice(1)));
        return;
      case 0x51:
        if (this.#text !== '') this.#stray('midLine');
        this.items.push({ kind: 'qr', ...this.#qr, align: this.#style.align });
        return;
      default:
        return this.#stray('unknown');
    }
  }

  #foreign(prefix: number, command: number): void {
    const known = FOREIGN[prefix]?.[String.fromCharCode(command)];
    for (let arg = known?.args ?? 0; arg > 0; arg -= 1) this.#take();
    this.#stray(known?.why ?? 'unknown');
  }

  #endLine(): void {
    const { height } = this.#style;
    const advance = this.#text === '' ? this.#spacing : Math.max(this.#spacing, height * CELL.height);
    this.items.push({ kind: 'line', text: this.#text, ...this.#style, advance });
    this.#text = '';
  }

  /** The next byte; past the end 0, and the command that wanted it is noted as cut short. */
  #take(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) {
      if (this.strays.at(-1)?.why !== 'truncated') this.#stray('truncated');
      return 0;
    }
    this.#at += 1;
    return byte;
  }

  #stray(why: Stray['why']): void {
    const hex = Buffer.from(this.#bytes.subarray(this.#from, this.#at)).toString('hex');
    this.strays.push({ why, at: this.#from, hex });
  }
}
