/** [P5] A sheet struck as text. In: blocks. Out: ESC/POS in the printer's own letters. [P6] Whatever its fields hold is drawn and never obeyed. */
import { closestText } from './code-page.ts';
import { Composer } from './composer.ts';
import type { Bitmap } from '../drawing/bitmap.ts';
import type { PaperForm } from '../form.ts';
import { moduleDotsOf, PLAIN, type Block, type Sheet } from '../layout/sheet.ts';

/** Dots of a character of font A. */
const CELL_DOTS = 12;

/** How many characters a line holds. */
export function columnsOf({ dots }: Pick<PaperForm, 'dots'>): number {
  // One on each side stays free: after a line that is full to the edge some printers feed an empty one.
  return Math.floor(dots / CELL_DOTS) - 2;
}

/** @param codes QR codes by what they say, for a printer that is sent the pictures of them. */
export function strikeSheet(sheet: Sheet, form: PaperForm, codes: ReadonlyMap<string, Bitmap> = new Map()): Uint8Array {
  const composer = new Composer();
  for (const block of sheet) strikeBlock(composer, block, form, codes);
  return composer.finish(form);
}

function strikeBlock(composer: Composer, block: Block, form: PaperForm, codes: ReadonlyMap<string, Bitmap>): void {
  const columns = columnsOf(form);
  switch (block.kind) {
    case 'text': {
      const lines = wrapText(block, Math.floor(columns / block.strike.width));
      for (const line of lines) composer.line(line, block.strike, block.align === 'start' ? 'left' : 'centre');
      return;
    }
    case 'pair':
      for (const line of spellPair(block.name, block.value, columns)) composer.line(line, PLAIN, 'left');
      return;
    case 'number': {
      const text = closestText(block.text);
      composer.line(text, { ...numberStrike(text, columns), bold: true, reverse: false });
      return;
    }
    case 'space':
      composer.space(block.dots);
      return;
    case 'ruler':
      composer.line(spellRuler(block.dots), PLAIN, 'left');
      return;
    case 'qr': {
      const code = codes.get(block.payload);
      if (code) composer.dots(code);
      else composer.qr(block.payload, moduleDotsOf(block.payload, form));
      return;
    }
    default:
      block satisfies never;
  }
}

/**
 * As wide as fits: eight-fold for a letter and three digits on wide paper, six-fold on narrow. So much
 * the less high where it is narrow, that its digits keep their shape; never under 15 mm.
 */
function numberStrike(text: string, columns: number): { width: number; height: number } {
  const width = Math.min(8, Math.floor(columns / text.length));
  return { width, height: Math.max(5, Math.min(8, width + 2)) };
}

/** A place where no line ends, in the letters of other languages; the page's own space once lines are made. */
const NO_BREAK = '\u00a0';

/** How lists are written: further lines stand under the first one's words. */
const BULLET = '• ';

function wrapText({ text, align }: Extract<Block, { kind: 'text' }>, columns: number): string[] {
  const close = text.split(NO_BREAK).map(closestText).join(NO_BREAK);
  const spelt = (lines: readonly string[], before: string): string[] => lines.map((line, at) => (at === 0 ? line : before + line).replaceAll(NO_BREAK, ' '));
  if (align === 'centre') return spelt(balance(close, columns), '');
  // As far from the edge as a full line that is centred, on both sides.
  const edge = ' ';
  if (!close.startsWith(BULLET)) return spelt(balance(close, columns), '').map((line) => edge + line);
  const hang = ' '.repeat(BULLET.length);
  return spelt(balance(close.replace(BULLET, BULLET.replace(' ', NO_BREAK)), columns - hang.length), hang).map((line) => edge + line);
}

/** A printer whose line is shorter breaks it. */
function spellRuler(dots: number): string {
  const inside = Math.floor(dots / CELL_DOTS) - 2;
  const said = ` ${dots} `;
  return `|${said.padStart(Math.floor((inside + said.length) / 2), '-').padEnd(inside, '-')}|`;
}

function spellPair(name: string, value: string, columns: number): string[] {
  const [called, much] = [closestText(name), closestText(value)];
  const gap = columns - called.length - much.length;
  const lines = gap > 0 ? [`${called}${' '.repeat(gap)}${much}`] : [...wrapWords(called, columns), ...wrapWords(much, columns).map((line) => line.padStart(columns))];
  return lines.map((line) => ` ${line}`);
}

/**
 * On no more lines than it takes, and those as even as can be: a last word that stands alone is easily
 * not read. The least sum of squared blanks over all ways to break, after Knuth & Plass, «Breaking
 * Paragraphs into Lines», 1981.
 */
function balance(text: string, columns: number): string[] {
  const greedy = wrapWords(text, columns);
  const words = text.split(' ');
  // A word that is broken anyhow leaves nothing to choose.
  if (greedy.length < 2 || words.some((word) => word.length > columns)) return greedy;
  let ways = [{ lines: [] as string[], from: 0, cost: 0 }];
  for (let left = greedy.length; left > 0; left -= 1) {
    const best = new Map<number, (typeof ways)[number]>();
    for (const { lines, from, cost } of ways) {
      for (let to = from + 1; to <= words.length; to += 1) {
        const line = words.slice(from, to).join(' ');
        if (line.length > columns) break;
        const way = { lines: [...lines, line], from: to, cost: cost + (columns - line.length) ** 2 };
        if (way.cost < (best.get(to)?.cost ?? Infinity)) best.set(to, way);
      }
    }
    ways = [...best.values()];
  }
  return ways.find(({ from }) => from === words.length)?.lines ?? greedy;
}

/**
 * Breaks text between words; a word longer than a line is broken where the line ends.
 * @param columns characters a line holds, at least 1.
 * @returns no line at all for empty text.
 */
export function wrapWords(text: string, columns: number): string[] {
  if (text.length <= columns) return text === '' ? [] : [text];
  const lines: string[] = [];
  let line = '';
  for (const whole of text.split(' ')) {
    let word = whole;
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = '';
    }
    while (word.length > columns) {
      lines.push(word.slice(0, columns));
      word = word.slice(columns);
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  return lines;
}
