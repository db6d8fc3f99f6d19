/**
 * A paper's layout, before anything decides how it is struck: text and drawing start from the same
 * sheet [P5]. In: what is to stand on it, from top to bottom. Out: its blocks. It counts no columns.
 */

/** How a line is struck. Multipliers are whole, 1–8, of a 12×24-dot cell. */
export interface Strike {
  readonly width: number;
  readonly height: number;
  readonly bold: boolean;
  /** White on black. */
  readonly reverse: boolean;
}

export type Block =
  /** Breaks between words where a line ends. `start` is the edge where its language begins to be read. */
  | { readonly kind: 'text'; readonly text: string; readonly strike: Strike; readonly align: 'centre' | 'start' }
  /** On one line, as wide as fits, and 15 to 24 mm high. */
  | { readonly kind: 'number'; readonly text: string }
  /** What it is called at the edge where its language begins, and how much it is at the other; plain, on one line where both fit. */
  | { readonly kind: 'pair'; readonly name: string; readonly value: string }
  /** Blank paper, 1–255 dots at 8 to the millimetre. */
  | { readonly kind: 'space'; readonly dots: number }
  /** A line as long as so many dots, from the left edge on, with their number in it: the one block that may be wider than the paper, which it is held to. */
  | { readonly kind: 'ruler'; readonly dots: number }
  | { readonly kind: 'qr'; readonly payload: string };

export type Sheet = readonly Block[];

/** Bytes, or digits and capitals, that a QR symbol of version 1, 2 … holds at level Q; version v is 17 + 4v modules wide. */
const QR_HOLDS = { byte: [11, 20, 32, 46, 60, 74, 86, 108, 130], alphanumeric: [16, 29, 47, 67, 87, 108, 125, 157, 189] };

/** How a QR holds this in least room: what has neither small letters nor other signs takes two thirds of it. */
export function qrModeOf(payload: string): keyof typeof QR_HOLDS {
  return /^[0-9A-Z $%*+\-./:]*$/.test(payload) ? 'alphanumeric' : 'byte';
}

/** White modules that a reader wants on each side. */
const QUIET_MODULES = 4;

/**
 * Side of one module, in dots: a millimetre, or as much less as it takes for the symbol and its quiet
 * zone to fit the paper. An id at level Q is a version 3 symbol, 29 modules: 29 mm on any paper, over
 * the 25 mm that a cheap reader held at arm's length wants; a signed pass one of version 8, 49 modules:
 * 0.75 mm each on the smallest paper. A printer that composes it takes the shorter mode by itself; one
 * that does not makes 57 modules of it, which fit still, with half a module less of white.
 * @throws RangeError for more than a symbol of version 9 holds: its modules would be too small for what people have.
 */
export function moduleDotsOf(payload: string, { dots }: { readonly dots: number }): number {
  const { length } = new TextEncoder().encode(payload);
  const version = QR_HOLDS[qrModeOf(payload)].findIndex((most) => length <= most) + 1;
  if (version === 0) throw new RangeError(`${length} bytes are too many for a code on paper`);
  return Math.min(8, Math.floor(dots / (17 + 4 * version + 2 * QUIET_MODULES)));
}

export const PLAIN: Strike = { width: 1, height: 1, bold: false, reverse: false };
export const STRONG: Strike = { ...PLAIN, bold: true };
export const TALL: Strike = { ...STRONG, height: 2 };
export const HEADING: Strike = { ...PLAIN, width: 2, height: 2 };
export const TITLE: Strike = { ...HEADING, bold: true };
export const BANNER: Strike = { ...TITLE, reverse: true };

/** Writes a sheet from top to bottom. */
export class SheetWriter {
  readonly #blocks: Block[] = [];

  /** Nothing is written of empty text. */
  write(text: string, strike: Strike = PLAIN, align: 'centre' | 'start' = 'centre'): this {
    if (text !== '') this.#blocks.push({ kind: 'text', text, strike, align });
    return this;
  }

  number(text: string): this {
    this.#blocks.push({ kind: 'number', text });
    return this;
  }

  pair(name: string, value: string): this {
    this.#blocks.push({ kind: 'pair', name, value });
    return this;
  }

  space(dots: number): this {
    this.#blocks.push({ kind: 'space', dots });
    return this;
  }

  ruler(dots: number): this {
    this.#blocks.push({ kind: 'ruler', dots });
    return this;
  }

  qr(payload: string): this {
    this.#blocks.push({ kind: 'qr', payload });
    return this;
  }

  finish(): Sheet {
    return [...this.#blocks];
  }
}
