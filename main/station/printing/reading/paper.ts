/**
 * What stands on a paper, once a job's bytes were read back: the common ground of what reads them
 * and what draws them.
 */

export type Align = 'left' | 'centre' | 'right';

/** A printed line. Multipliers are 1–8 of a 12×24-dot cell. */
export interface PaperLine {
  readonly kind: 'line';
  readonly text: string;
  readonly align: Align;
  readonly width: number;
  readonly height: number;
  readonly bold: boolean;
  /** White on black. */
  readonly reverse: boolean;
  /** How far the paper moves with it, in dots; never less than the line is high. */
  readonly advance: number;
}

export interface PaperQr {
  readonly kind: 'qr';
  readonly payload: string;
  /** Side of one module, in dots. */
  readonly moduleDots: number;
  readonly correction: 'L' | 'M' | 'Q' | 'H';
  readonly align: Align;
}

/** Dots as they were sent. */
export interface PaperRaster {
  readonly kind: 'raster';
  /** In dots, a multiple of 8. */
  readonly width: number;
  readonly height: number;
  /** Rows from the top; the highest bit of a byte is its leftmost dot, and 1 is black. */
  readonly bits: Uint8Array;
  readonly align: Align;
}

export interface PaperCut {
  readonly kind: 'cut';
  readonly how: 'full' | 'partial';
}

/** Bytes that have no business in a ticket, where they stand, and their hex. */
export interface Stray {
  readonly why:
    /** Opens a cash drawer. */
    | 'drawer'
    /** Changes how the printer reads or prints from here on. */
    | 'mode'
    /** A style or alignment that changes inside a line. */
    | 'midLine'
    /** Dots beyond the edge of the paper. */
    | 'tooWide'
    /** A control byte, or one the code page has no character for. */
    | 'control'
    | 'unknown'
    /** A command that the job's end cuts short. */
    | 'truncated'
    /** Anything before the job resets the printer and sets its code page. */
    | 'beforeStart'
    | 'afterCut';
  readonly at: number;
  readonly hex: string;
}

export type PaperItem = PaperLine | PaperQr | PaperRaster | PaperCut;

export interface DecodedPaper {
  /** Across the printed width. */
  readonly dots: number;
  /** Everything on the paper, from top to bottom. */
  readonly items: readonly PaperItem[];
  /** The lines that hold more than spaces. */
  readonly lines: readonly PaperLine[];
  readonly qrs: readonly PaperQr[];
  readonly rasters: readonly PaperRaster[];
  readonly cuts: readonly PaperCut[];
  readonly strays: readonly Stray[];
}

/** Dots across the printed width of 80 mm paper. */
export const PAPER_DOTS = 576;
export const CELL = { width: 12, height: 24 } as const;
