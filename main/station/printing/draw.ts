/**
 * A picture of a ticket, drawn from what its bytes say and from nothing else: what is wrong in the
 * bytes is wrong in the picture.
 */
import { readFile } from 'node:fs/promises';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { CELL, PAPER_DOTS, type Align, type DecodedPaper, type PaperLine, type PaperQr } from './paper.ts';
import { digitFontFiles, textFontFiles } from './font.ts';

/** 80 mm paper is 640 dots wide; printers leave 4 mm white on each side. */
const SIDE = 32;
const HEAD = 40;
const FOOT = 56;
/** Room around the paper for its shadow. */
const AROUND = 28;
const TOOTH = 8;
/** Two metres. What is longer is no ticket, and a picture of it would take the memory of the station. */
const LONGEST = 16_000;

const INK = '#17161a';
const PAPER = '#fdfcf9';
const TABLE = '#d9d4cc';

/** Font A's capitals are 17 of 24 dots high; these two put this font's there. */
const FONT_PX = 25;
const BASELINE = 19;

type Canvas = typeof import('@napi-rs/canvas');

/**
 * Draws one job as a PNG, one pixel a dot. Rejects where the canvas or its font can't
 * be loaded, and for paper longer than two metres.
 */
export async function drawPaper(paper: DecodedPaper): Promise<Uint8Array> {
  // Loaded with the first ticket: no station without a virtual printer pays for it.
  const canvas = await import('@napi-rs/canvas');
  const fonts = await registerFonts(canvas);
  const qrs = await matricesOf(paper);

  const printed = paper.items.map((item) => ({ item, advance: advanceOf(item, qrs) }));
  const length = HEAD + printed.reduce((sum, { advance }) => sum + advance, 0) + FOOT;
  if (length > LONGEST) throw new Error(`${Math.round(length / 8)} mm of paper is too long to draw`);
  const picture = canvas.createCanvas(PAPER_DOTS + 2 * (SIDE + AROUND), length + 2 * AROUND);
  const context = picture.getContext('2d');

  layPaper(context, length, paper.cuts.length > 0);
  let top = AROUND + HEAD;
  for (const { item, advance } of printed) {
    if (item.kind === 'line') drawLine(context, fonts, item, top);
    if (item.kind === 'qr') drawQr(context, item, qrs.get(item), top);
    top += advance;
  }
  return picture.toBuffer('image/png');
}

interface Fonts {
  readonly text: string;
  readonly digits: string;
}

let registered: Promise<Fonts> | undefined;

function registerFonts(canvas: Canvas): Promise<Fonts> {
  const register = async (name: string, files: readonly string[]): Promise<string> => {
    const names: string[] = [];
    for (const [index, file] of files.entries()) {
      // Through our own read, not the library's: it can't look into an asar archive.
      if (!canvas.GlobalFonts.register(await readFile(file), `${name} ${index}`)) throw new Error(`${file} is not a font`);
      names.push(`"${name} ${index}"`);
    }
    return names.join(', ');
  };
  registered ??= (async () => ({
    text: await register('Umbral Paper', textFontFiles()),
    digits: await register('Umbral Digits', digitFontFiles()),
  }))();
  return registered;
}

interface Matrix {
  readonly size: number;
  readonly data: Uint8Array;
}

async function matricesOf(paper: DecodedPaper): Promise<Map<PaperQr, Matrix>> {
  const { default: qrcode } = await import('qrcode');
  return new Map(
    paper.qrs.map((qr) => {
      const data = new TextEncoder().encode(qr.payload);
      return [qr, qrcode.create([{ data, mode: 'byte' }], { errorCorrectionLevel: qr.correction }).modules];
    }),
  );
}

function advanceOf(item: DecodedPaper['items'][number], qrs: Map<PaperQr, Matrix>): number {
  switch (item.kind) {
    case 'line':
      return item.advance;
    case 'qr':
      return (qrs.get(item)?.size ?? 0) * item.moduleDots;
    case 'cut':
      return 0;
  }
}

/** Torn from the ticket before along its teeth, and cut straight at its end. */
function layPaper(context: SKRSContext2D, length: number, cut: boolean): void {
  const right = AROUND + PAPER_DOTS + 2 * SIDE;
  const bottom = AROUND + length;
  context.fillStyle = TABLE;
  context.fillRect(0, 0, right + AROUND, bottom + AROUND);

  context.beginPath();
  context.moveTo(AROUND, AROUND);
  for (let x = AROUND; x < right; x += 2 * TOOTH) {
    context.lineTo(x + TOOTH, AROUND + TOOTH / 2);
    context.lineTo(x + 2 * TOOTH, AROUND);
  }
  context.lineTo(right, bottom);
  if (!cut) for (let x = right; x > AROUND; x -= 4 * TOOTH) context.lineTo(x - 2 * TOOTH, bottom - ((x / TOOTH) % 3) * 3);
  context.lineTo(AROUND, bottom);
  context.closePath();
  context.save();
  context.shadowColor = 'rgba(40, 30, 20, 0.35)';
  context.shadowBlur = 18;
  context.shadowOffsetY = 6;
  context.fillStyle = PAPER;
  context.fill();
  context.restore();
}

/** The left edge of something so many dots wide. */
function leftOf(align: Align, dots: number): number {
  const free = PAPER_DOTS - dots;
  const indent = { left: 0, centre: Math.floor(free / 2), right: free }[align];
  return AROUND + SIDE + indent;
}

function drawLine(context: SKRSContext2D, fonts: Fonts, line: PaperLine, top: number): void {
  const cell = { width: CELL.width * line.width, height: CELL.height * line.height };
  const chars = line.text.split('');
  const left = leftOf(line.align, chars.length * cell.width);
  if (line.reverse) {
    context.fillStyle = INK;
    context.fillRect(left, top, chars.length * cell.width, cell.height);
  }
  context.fillStyle = line.reverse ? PAPER : INK;
  context.textAlign = 'center';
  const squeezeOf = (family: string): number => {
    setFont(context, family, line.bold);
    return CELL.width / context.measureText('0').width;
  };
  const squeeze = { text: squeezeOf(fonts.text), digits: Math.min(1, squeezeOf(fonts.digits)) };
  for (const [index, char] of chars.entries()) {
    const kind = char >= '0' && char <= '9' ? 'digits' : 'text';
    context.save();
    setFont(context, fonts[kind], line.bold);
    context.translate(left + (index + 0.5) * cell.width, top + BASELINE * line.height);
    context.scale(line.width * squeeze[kind], line.height);
    context.fillText(char, 0, 0);
    context.restore();
  }
}

function setFont(context: SKRSContext2D, family: string, bold: boolean): void {
  context.font = `${FONT_PX}px ${family}`;
  // Variable fonts: without this every weight is drawn as its thinnest.
  context.fontVariationSettings = `'wght' ${bold ? 800 : 500}`;
}

function drawQr(context: SKRSContext2D, qr: PaperQr, matrix: Matrix | undefined, top: number): void {
  if (!matrix) return;
  const { size, data } = matrix;
  const left = leftOf(qr.align, size * qr.moduleDots);
  context.fillStyle = INK;
  for (const [index, dark] of data.entries()) {
    if (!dark) continue;
    const row = Math.floor(index / size);
    context.fillRect(left + (index % size) * qr.moduleDots, top + row * qr.moduleDots, qr.moduleDots, qr.moduleDots);
  }
}
