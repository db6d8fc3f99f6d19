/**
 * A picture of a ticket, drawn from what its bytes say and from nothing else: what is wrong in the
 * bytes is wrong in the picture.
 */
import type { SKRSContext2D } from '@napi-rs/canvas';
import { openCanvas, registerFont } from '../drawing/canvas.ts';
import { modulesOf } from '../drawing/code.ts';
import { digitFontFiles, textFontFiles } from '../drawing/font.ts';
import { CELL, type Align, type DecodedPaper, type PaperItem, type PaperLine, type PaperQr, type PaperRaster } from './paper.ts';

/** 80 mm paper is 640 dots wide, and what is printed 576; 58 mm paper is near enough 448 and 384. */
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

/**
 * Draws one job as a PNG, one pixel a dot. Rejects where the canvas or its font can't
 * be loaded, and for paper longer than two metres.
 */
export async function drawPaper(paper: DecodedPaper): Promise<Uint8Array> {
  const { createCanvas } = await openCanvas();
  const fonts = await registerFonts();
  const qrs = await matricesOf(paper);

  const printed = paper.items.map((item) => ({ item, advance: advanceOf(item, qrs) }));
  const length = HEAD + printed.reduce((sum, { advance }) => sum + advance, 0) + FOOT;
  if (length > LONGEST) throw new Error(`${Math.round(length / 8)} mm of paper is too long to draw`);
  const picture = createCanvas(paper.dots + 2 * (SIDE + AROUND), length + 2 * AROUND);
  const context = picture.getContext('2d');

  layPaper(context, paper, length);
  let top = AROUND + HEAD;
  for (const { item, advance } of printed) {
    drawItem(context, { item, top, dots: paper.dots, fonts, qrs });
    top += advance;
  }
  try {
    // In a thread of its own: it takes longer than all the rest.
    return await picture.encode('png');
  } finally {
    // Megabytes, and no garbage collection sees them.
    picture.width = picture.height = 1;
  }
}

interface Fonts {
  readonly text: string;
  readonly digits: string;
}

async function registerFonts(): Promise<Fonts> {
  const listed = async (files: readonly string[]): Promise<string> => (await Promise.all(files.map(registerFont))).map((name) => `"${name}"`).join(', ');
  return { text: await listed(textFontFiles()), digits: await listed(digitFontFiles()) };
}

type Matrix = Awaited<ReturnType<typeof modulesOf>>;

async function matricesOf(paper: DecodedPaper): Promise<Map<PaperQr, Matrix>> {
  return new Map(await Promise.all(paper.qrs.map(async (qr) => [qr, await modulesOf(qr.payload, qr.correction)] as const)));
}

function advanceOf(item: PaperItem, qrs: Map<PaperQr, Matrix>): number {
  switch (item.kind) {
    case 'line':
      return item.advance;
    case 'qr':
      return (qrs.get(item)?.size ?? 0) * item.moduleDots;
    case 'raster':
      return item.height;
    case 'cut':
      return 0;
  }
}

/** Torn from the ticket before along its teeth, and cut straight at its end. */
function layPaper(context: SKRSContext2D, { dots, cuts }: DecodedPaper, length: number): void {
  const right = AROUND + dots + 2 * SIDE;
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
  if (cuts.length === 0) for (let x = right; x > AROUND; x -= 4 * TOOTH) context.lineTo(x - 2 * TOOTH, bottom - ((x / TOOTH) % 3) * 3);
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

interface Placed<Item> {
  readonly item: Item;
  readonly top: number;
  /** Across the printed width. */
  readonly dots: number;
  readonly fonts: Fonts;
  readonly qrs: ReadonlyMap<PaperQr, Matrix>;
}

function drawItem(context: SKRSContext2D, placed: Placed<PaperItem>): void {
  const { item } = placed;
  switch (item.kind) {
    case 'line':
      return drawLine(context, { ...placed, item });
    case 'qr':
      return drawQr(context, { ...placed, item });
    case 'raster':
      return drawRaster(context, { ...placed, item });
    case 'cut':
      return;
  }
}

/** The left edge of something so many dots wide. */
function leftOf(align: Align, width: number, dots: number): number {
  const free = dots - width;
  const indent = { left: 0, centre: Math.floor(free / 2), right: free }[align];
  return AROUND + SIDE + indent;
}

function drawLine(context: SKRSContext2D, { item: line, top, dots, fonts }: Placed<PaperLine>): void {
  const cell = { width: CELL.width * line.width, height: CELL.height * line.height };
  const chars = line.text.split('');
  const left = leftOf(line.align, chars.length * cell.width, dots);
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

function drawQr(context: SKRSContext2D, { item: qr, top, dots, qrs }: Placed<PaperQr>): void {
  const matrix = qrs.get(qr);
  if (!matrix) return;
  const { size, data } = matrix;
  const left = leftOf(qr.align, size * qr.moduleDots, dots);
  context.fillStyle = INK;
  for (const [index, dark] of data.entries()) {
    if (!dark) continue;
    const row = Math.floor(index / size);
    context.fillRect(left + (index % size) * qr.moduleDots, top + row * qr.moduleDots, qr.moduleDots, qr.moduleDots);
  }
}

/** What would lie beyond the edge is not printed. */
function drawRaster(context: SKRSContext2D, { item: { width, height, bits, align }, top, dots }: Placed<PaperRaster>): void {
  const left = leftOf(align, Math.min(width, dots), dots);
  context.fillStyle = INK;
  const isBlack = (x: number, y: number): boolean => x < Math.min(width, dots) && ((bits[y * (width / 8) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = x;
      while (isBlack(x, y)) x += 1;
      if (x > from) context.fillRect(left + from, top + y, x - from, 1);
    }
  }
}
