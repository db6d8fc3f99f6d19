/**
 * [P5] A sheet as dots: the same layout that is struck as text, in letters of our own. In: blocks.
 * Out: a bitmap as wide as the paper. It knows no ESC/POS, and never keeps the station from a tap for
 * longer than a line takes.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PaperForm } from '../form.ts';
import { moduleDotsOf, PLAIN, type Block, type Sheet, type Strike } from '../layout/sheet.ts';
import { blacken, blank, isBlack, stack, type Bitmap } from './bitmap.ts';
import { drawCode } from './code.ts';
import { drawable, facesOf, type Faces } from './faces.ts';
import { balanceLines, fillLines, widestWord } from './lines.ts';
import { directionOf, openPen, type Direction, type Look, type Pen } from './pen.ts';

/** White at each side: some printers swallow the last dots. */
const SIDE = 12;

/** Of a letter's square: how high a line is, and how far from above it stands. Stacked accents reach up; Arabic reaches further down than Spanish. */
const LINE = { ltr: { high: 1.36, base: 1.04 }, rtl: { high: 1.6, base: 1.08 } } as const;

/** Letters of a title are made smaller by so much at most, that its longest word stays whole. */
const SMALLEST = 0.6;

/** Of letters as large as a printer's own, whose capitals are 17 of 24 dots high. */
const PLAIN_PX = 27;

/** 15 mm, and 20: at 8 dots to the millimetre. */
const [LOWEST_NUMBER, USUAL_NUMBER] = [120, 160];

const BULLET = '• ';

export interface Drawing {
  readonly dots: PaperForm['dots'];
  /** How the language of its visitor is read. */
  readonly direction: Direction;
}

/** Rejects where the library that draws, or a font, can't be loaded. */
export async function drawSheet(sheet: Sheet, drawing: Drawing): Promise<Bitmap> {
  const faces = await facesOf(sheet.flatMap(textsOf));
  const drawer = new Drawer(await openPen(), faces, drawing);
  const parts: Bitmap[] = [];
  for (const block of sheet) {
    if (block.kind === 'qr') parts.push(await drawCode(block.payload, moduleDotsOf(block.payload, drawing), drawing.dots));
    else {
      for (const part of drawer.draw(block)) {
        parts.push(part);
        await nextTurn();
      }
    }
  }
  return stack(drawing.dots, parts);
}

function textsOf(block: Block): string[] {
  switch (block.kind) {
    case 'text':
    case 'number':
      return [drawable(block.text)];
    case 'pair':
      return [drawable(block.name), drawable(block.value)];
    case 'space':
    case 'ruler':
    case 'qr':
      return [];
  }
}

type Edge = 'left' | 'centre' | 'right';

class Drawer {
  readonly #pen: Pen;
  readonly #faces: Faces;
  readonly #drawing: Drawing;
  readonly #room: number;

  constructor(pen: Pen, faces: Faces, drawing: Drawing) {
    this.#pen = pen;
    this.#faces = faces;
    this.#drawing = drawing;
    this.#room = drawing.dots - 2 * SIDE;
  }

  /** Each part is drawn when it is asked for. */
  *draw(block: Exclude<Block, { kind: 'qr' }>): Generator<Bitmap> {
    switch (block.kind) {
      case 'text':
        yield* block.align === 'centre' ? this.#centred(block.text, block.strike) : this.#listed(block.text, block.strike);
        return;
      case 'pair':
        yield* this.#pair(drawable(block.name), drawable(block.value));
        return;
      case 'number':
        yield this.#number(drawable(block.text));
        return;
      case 'space':
        yield blank(this.#drawing.dots, block.dots);
        return;
      case 'ruler':
        yield this.#ruler(block.dots);
        return;
      default:
        block satisfies never;
    }
  }

  get #start(): 'left' | 'right' {
    return this.#drawing.direction === 'rtl' ? 'right' : 'left';
  }

  /** As much of the paper as the printer's own letters of that strike take, in the shape they were made in. */
  #look({ width, height, bold }: Strike): Look {
    return { px: Math.round(PLAIN_PX * Math.sqrt(width * height)), weight: bold ? 800 : 560, faces: this.#faces };
  }

  #fitting(text: string, look: Look): Look {
    const widest = widestWord(text, (part) => this.#pen.measure(part, look));
    const scale = Math.max(SMALLEST, Math.min(1, this.#room / Math.max(1, widest)));
    return scale === 1 ? look : { ...look, px: Math.floor(look.px * scale) };
  }

  *#centred(text: string, strike: Strike): Generator<Bitmap> {
    const spelt = drawable(text).trim();
    const look = this.#fitting(spelt, this.#look(strike));
    for (const line of balanceLines(spelt, this.#room, (part) => this.#pen.measure(part, look))) {
      const drawn = this.#line(line, look, 'centre');
      yield strike.reverse ? onBlack(drawn, this.#pen.measure(line, look) + look.px) : drawn;
    }
  }

  /** Further lines of a list's entry stand under the first one's words. */
  *#listed(text: string, strike: Strike): Generator<Bitmap> {
    const look = this.#look(strike);
    const spelt = drawable(text);
    const bullet = spelt.startsWith(BULLET) ? BULLET : '';
    const hang = Math.ceil(this.#pen.measure(bullet, look));
    const lines = fillLines(spelt.slice(bullet.length), this.#room - hang, (part) => this.#pen.measure(part, look));
    for (const [at, line] of lines.entries()) {
      const drawn = this.#line(line, look, this.#start, hang);
      yield at === 0 && bullet !== '' ? over(drawn, this.#line(bullet.trim(), look, this.#start)) : drawn;
    }
  }

  *#pair(name: string, value: string): Generator<Bitmap> {
    const look = this.#look(PLAIN);
    const measure = (part: string): number => this.#pen.measure(part, look);
    const end = this.#start === 'left' ? 'right' : 'left';
    if (measure(name) + measure(value) + look.px <= this.#room) {
      yield over(this.#line(name, look, this.#start), this.#line(value, look, end));
      return;
    }
    for (const line of fillLines(name, this.#room, measure)) yield this.#line(line, look, this.#start);
    for (const line of fillLines(value, this.#room, measure)) yield this.#line(line, look, end);
  }

  #line(line: string, look: Look, edge: Edge, inset = 0): Bitmap {
    const { dots, direction } = this.#drawing;
    const measured = this.#pen.measure(line, look);
    const width = Math.min(measured, this.#room);
    const free = this.#room - width;
    const x = SIDE + { left: inset, centre: Math.floor(free / 2), right: free - inset }[edge];
    const reads = directionOf(line, direction);
    const at = { x, y: Math.round(look.px * LINE[reads].base), squeeze: measured > width ? width / measured : 1 };
    return this.#pen.draw(line, look, reads, at, { width: dots, height: Math.round(look.px * LINE[reads].high) });
  }

  /** From the first dot to the last; on paper that is narrower its end is not seen. */
  #ruler(length: number): Bitmap {
    const { dots } = this.#drawing;
    const look = this.#look(PLAIN);
    const label = String(length);
    const x = Math.floor((Math.min(length, dots) - this.#pen.measure(label, look)) / 2);
    const bitmap = this.#pen.draw(label, look, 'ltr', { x, y: 24 }, { width: dots, height: 44 });
    for (let y = 30; y < 34; y += 1) blacken(bitmap, 0, y, length);
    for (let y = 22; y < 42; y += 1) for (const end of [0, length - 4]) blacken(bitmap, end, y, 4);
    return bitmap;
  }

  /** Read from the left in every language, as displays and voices give it. As high as the width allows, and never under 15 mm: the longest are drawn narrower. */
  #number(text: string): Bitmap {
    const { dots } = this.#drawing;
    const faces = { text: this.#faces.digits, digits: this.#faces.digits };
    const lookAt = (px: number): Look => ({ px, weight: 800, faces });
    const highAt100 = this.#pen.heightOf('0', lookAt(100));
    const wideAt100 = this.#pen.measure(text, lookAt(100));
    const fits = (this.#room / Math.max(1, wideAt100)) * highAt100;
    const high = Math.max(LOWEST_NUMBER, Math.min(USUAL_NUMBER, Math.floor(fits)));
    const look = lookAt((high / highAt100) * 100);
    const wide = this.#pen.measure(text, look);
    const squeeze = Math.min(1, this.#room / Math.max(1, wide));
    const x = SIDE + Math.floor((this.#room - wide * squeeze) / 2);
    return this.#pen.draw(text, look, 'ltr', { x, y: high + 10, squeeze }, { width: dots, height: high + 24 });
  }
}

function over(one: Bitmap, other: Bitmap): Bitmap {
  return { ...one, bytes: one.bytes.map((byte, at) => byte | (other.bytes[at] ?? 0)) };
}

/** White on a black field so many dots wide, in the middle. */
function onBlack(letters: Bitmap, wide: number): Bitmap {
  const field = blank(letters.width, letters.height);
  const width = Math.min(letters.width, Math.ceil(wide));
  const left = Math.floor((letters.width - width) / 2);
  for (let y = 0; y < letters.height; y += 1) {
    for (let x = left; x < left + width; x += 1) if (!isBlack(letters, x, y)) blacken(field, x, y);
  }
  return field;
}
