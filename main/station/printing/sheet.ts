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
  /** On one line, as large as fits, 24 mm high. */
  | { readonly kind: 'number'; readonly text: string }
  /** Blank paper, 1–255 dots at 8 to the millimetre. */
  | { readonly kind: 'space'; readonly dots: number }
  | { readonly kind: 'qr'; readonly payload: string };

export type Sheet = readonly Block[];

/** Height of a number, in lines of 24 dots. */
export const NUMBER_HEIGHT = 8;

/**
 * One millimetre a module. An id at level Q is a version 3 symbol, 29 modules: 29 mm, over
 * the 25 mm that a cheap reader held at arm's length wants.
 */
export const QR_MODULE_DOTS = 8;

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

  space(dots: number): this {
    this.#blocks.push({ kind: 'space', dots });
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
