/** [P5] A sheet struck as text. In: blocks. Out: ESC/POS in the printer's own letters. [P6] Whatever its fields hold is drawn and never obeyed. */
import { closestText } from './code-page.ts';
import { Composer } from './composer.ts';
import type { PaperForm } from './form.ts';
import { NUMBER_HEIGHT, PLAIN, QR_MODULE_DOTS, type Block, type Sheet } from './sheet.ts';

/** Dots of a character of font A. */
const CELL_DOTS = 12;

/** How many characters a line holds. */
export function columnsOf({ dots }: Pick<PaperForm, 'dots'>): number {
  // One on each side stays free: after a line that is full to the edge some printers feed an empty one.
  return Math.floor(dots / CELL_DOTS) - 2;
}

export function strikeSheet(sheet: Sheet, form: PaperForm): Uint8Array {
  const composer = new Composer();
  for (const block of sheet) strikeBlock(composer, block, columnsOf(form));
  return composer.finish();
}

function strikeBlock(composer: Composer, block: Block, columns: number): void {
  switch (block.kind) {
    case 'text':
      for (const line of wrapWords(closestText(block.text), Math.floor(columns / block.strike.width))) composer.line(line, block.strike);
      return;
    case 'number': {
      const text = closestText(block.text);
      // Eight-fold for a letter and three digits on wide paper, seven-fold across for four.
      composer.line(text, { ...PLAIN, width: Math.min(8, Math.floor(columns / text.length)), height: NUMBER_HEIGHT, bold: true });
      return;
    }
    case 'space':
      composer.space(block.dots);
      return;
    case 'qr':
      composer.qr(block.payload, QR_MODULE_DOTS);
      return;
    default:
      block satisfies never;
  }
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
