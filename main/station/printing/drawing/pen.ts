/** One line of letters at a time. In: a text and how it looks. Out: its width, or its dots. It breaks no lines. */
import type { SKRSContext2D } from '@napi-rs/canvas';
import { openCanvas } from './canvas.ts';
import { blacken, blank, type Bitmap } from './bitmap.ts';
import type { Faces } from './faces.ts';

export type Direction = 'ltr' | 'rtl';

export interface Look {
  /** Of the letters' own square, in dots. */
  readonly px: number;
  /** 200–900. A thin stroke is narrower than the dot of a printer and comes out broken. */
  readonly weight: number;
  readonly faces: Faces;
}

/** Of 255. A little more than half covered is black; a little less too, for heads print lighter than they draw. */
const BLACK_FROM = 112;

const RIGHT_TO_LEFT = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}]/u;
const FIRST_STRONG = /\p{L}/u;

/** How a text is read on a paper that is read so: a Spanish name stays one on an Arabic paper. */
export function directionOf(text: string, paper: Direction): Direction {
  if (!RIGHT_TO_LEFT.test(text)) return 'ltr';
  const [first = ''] = FIRST_STRONG.exec(text) ?? [];
  return paper === 'rtl' || RIGHT_TO_LEFT.test(first) ? 'rtl' : 'ltr';
}

/** More than papers say; what is kept of them stays small. */
const MOST_MEASURED = 4000;

export class Pen {
  readonly #context: SKRSContext2D;
  readonly #widths = new Map<string, number>();
  #width = 0;
  #height = 0;

  constructor(context: SKRSContext2D) {
    this.#context = context;
  }

  /** Dots across, whole. */
  measure(text: string, look: Look): number {
    const key = `${look.px} ${look.weight} ${text}`;
    const known = this.#widths.get(key);
    if (known !== undefined) return known;
    let width = 0;
    for (const run of runsOf(text)) {
      this.#set(look, run.isDigits, 'ltr');
      width += this.#context.measureText(run.text).width;
    }
    if (this.#widths.size >= MOST_MEASURED) this.#widths.clear();
    this.#widths.set(key, Math.ceil(width));
    return Math.ceil(width);
  }

  /** How far letters like these stand above their line, in dots. */
  heightOf(text: string, look: Look): number {
    this.#set(look, true, 'ltr');
    return this.#context.measureText(text).actualBoundingBoxAscent;
  }

  /**
   * @param at where it begins from the left, and its line from above; `squeeze` is how wide of itself it is drawn.
   * @returns dots of so many rows. What lies outside is left out.
   */
  draw(text: string, look: Look, direction: Direction, at: { x: number; y: number; squeeze?: number }, size: { width: number; height: number }): Bitmap {
    this.#clear(size);
    const context = this.#context;
    context.save();
    context.translate(at.x, at.y);
    context.scale(at.squeeze ?? 1, 1);
    let x = 0;
    for (const run of runsOf(text)) {
      this.#set(look, run.isDigits, direction);
      context.fillText(run.text, x, 0);
      x += context.measureText(run.text).width;
    }
    context.restore();
    const bitmap = blank(size.width, size.height);
    // No more than was drawn on, and what letters reach over: each reading is a copy that is let go of late.
    const left = Math.max(0, Math.floor(at.x - look.px));
    const wide = Math.min(size.width, Math.ceil(at.x + x * (at.squeeze ?? 1) + look.px)) - left;
    if (wide <= 0) return bitmap;
    const { data } = context.getImageData(left, 0, wide, size.height);
    for (let dot = 0, alpha = 3; alpha < data.length; dot += 1, alpha += 4) {
      if ((data[alpha] ?? 0) >= BLACK_FROM) blacken(bitmap, left + (dot % wide), Math.floor(dot / wide));
    }
    return bitmap;
  }

  #set({ px, weight, faces }: Look, isDigits: boolean, direction: Direction): void {
    const context = this.#context;
    context.font = `${px}px ${isDigits ? faces.digits : faces.text}`;
    // Variable fonts: without this every weight is drawn as its thinnest.
    context.fontVariationSettings = `'wght' ${weight}`;
    context.direction = direction;
    context.textAlign = 'left';
    context.fillStyle = '#000';
  }

  #clear({ width, height }: { width: number; height: number }): void {
    const { canvas } = this.#context;
    if (width <= this.#width && height <= this.#height) return this.#context.clearRect(0, 0, this.#width, this.#height);
    this.#width = canvas.width = Math.max(width, this.#width);
    this.#height = canvas.height = Math.max(height, this.#height);
  }
}

let opening: Promise<Pen> | undefined;

/** One for all papers: a canvas of its own for each would be megabytes that are let go of late. Each call on it is whole. */
export function openPen(): Promise<Pen> {
  opening ??= openCanvas().then(({ createCanvas }) => new Pen(createCanvas(8, 8).getContext('2d')));
  return opening;
}

/** Where a text goes one way its digits can be drawn apart, in letters of their own. Where it goes both it stays whole, and all of it Latin is in those. */
function runsOf(text: string): { text: string; isDigits: boolean }[] {
  if (RIGHT_TO_LEFT.test(text)) return [{ text, isDigits: true }];
  return (text.match(/[0-9]+(?![\u20e3\ufe0f])|(?:[^0-9]|[0-9](?=[\u20e3\ufe0f]))+/gu) ?? []).map((run) => ({ text: run, isDigits: /^[0-9]/.test(run) && !/[\u20e3\ufe0f]/.test(run) }));
}
